package site

import (
	"fmt"
	"slices"
	"strings"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/settings"
	"gazette/internal/source"
	"gazette/internal/spelling"
)

// unknownLocales reports editions in a language that the site does not have.
func (s *Site) unknownLocales(editions []*notice.Edition) (ps source.Problems) {
	tags := make([]string, len(s.Locales))
	for i, l := range s.Locales {
		tags[i] = string(l.Tag)
	}
	for _, e := range editions {
		if e.Locale != "" && s.byLocale[e.Locale] == nil {
			hint := "add it to `locales` in " + settings.File + ", or move the file away; the site has " +
				strings.Join(tags, ", ")
			if e.Origin == notice.Archive {
				hint = "keep it in `locales` in " + settings.File + ": texts that are recorded in it stay on the site"
			}
			ps = append(ps, e.Pos("locale").Problemf(rule.UnknownLocale, hint, "the site has no locale %s", e.Locale))
		}
	}
	return ps
}

// collisions reports names that would share an address or, on some machine, a file.
func (s *Site) collisions(editions []*notice.Edition) (ps source.Problems) {
	taken := s.takenSteps()
	folded := map[string]*notice.Edition{}
	for _, e := range editions {
		if what, ok := taken[e.Slug.Fold()]; ok {
			ps = append(ps, source.Pos{File: e.Path}.Problemf(rule.SlugCollision, "rename the notice's file",
				"the address of %q is taken by %s", e.Slug, what))
		}
		other := folded[e.Slug.Fold()]
		if other == nil {
			folded[e.Slug.Fold()] = e
			continue
		}
		if e.Slug == other.Slug {
			continue
		}
		bad := e
		if _, err := notice.ParseSlug(string(other.Slug)); err != nil { // the one that cannot stay
			bad, other = other, e
			folded[e.Slug.Fold()] = e
		}
		ps = append(ps, source.Pos{File: bad.Path}.Problemf(rule.SlugCollision,
			"give it the name that "+other.Path+" has, or another",
			"the names %+q and %+q differ only in case or Unicode form and are one file on some machines", bad.Slug,
			other.Slug))
	}
	return ps
}

// takenSteps are the first steps below a hub that are not notices.
func (s *Site) takenSteps() map[string]string {
	taken := map[string]string{}
	if s.Config.Evidence.On() {
		taken["evidence"] = "the published log"
	}
	if s.Config.Section == "" {
		for _, l := range s.Locales {
			if !l.Default {
				taken[strings.ToLower(l.Path)] = "the pages in " + string(l.Tag)
			}
		}
	}
	return taken
}

// unknownSlugs reports related notices and navigation items that do not exist.
func (s *Site) unknownSlugs(editions []*notice.Edition) (ps source.Problems) {
	silent := s.WithoutGuesses()
	for _, e := range editions {
		from := s
		for i, r := range e.Related {
			if i == spelling.Guessed {
				from = silent
			}
			if e.Origin == notice.Content && r.Slug != "" && s.bySlug[r.Slug] == nil {
				ps = append(ps, r.Pos.Problemf(rule.UnknownRelated, from.HintFor(r.Slug),
					"there is no notice %q", r.Slug))
			}
		}
	}
	for _, it := range s.Config.Items() {
		if it.Notice != "" && s.bySlug[it.Notice] == nil {
			ps = append(ps, it.Pos.Problemf(rule.UnknownNotice, s.HintFor(it.Notice),
				"there is no notice %q", it.Notice))
		}
	}
	return ps
}

// withdrawnEarly reports notices that end before the text that says so begins.
func (s *Site) withdrawnEarly(notices ...*notice.Notice) (ps source.Problems) {
	for _, n := range notices {
		texts := n.In(n.Source)
		e := texts[len(texts)-1]
		if e.Origin == notice.Content && !e.Withdrawn.IsZero() && !e.Withdrawn.After(e.Effective) {
			ps = append(ps, e.Pos("withdrawn").Problemf(rule.WithdrawnEarly,
				fmt.Sprintf("write a day after %s, or correct `effective`", e.Effective),
				"the notice no longer applies from %s on, but this text applies only from %s", e.Withdrawn,
				e.Effective))
		}
	}
	return ps
}

// unknownPrevails reports locales named in front matter in which the notice does not exist.
func (s *Site) unknownPrevails(editions []*notice.Edition) (ps source.Problems) {
	for _, e := range editions {
		n := s.bySlug[e.Slug]
		if n == nil || e.Origin != notice.Content {
			continue
		}
		for key, l := range map[string]i18n.Locale{"prevails": e.Prevails, "source": e.Front.Source} {
			if l != "" && !slices.Contains(n.Locales(), l) {
				ps = append(ps, e.Pos(key).Problemf(rule.UnknownLocale, "name a locale in which the notice exists",
					"%s is %s, but there is no text in %s", key, l, l))
			}
		}
	}
	return ps
}
