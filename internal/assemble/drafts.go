package assemble

import (
	"slices"

	"gazette/internal/approval"
	"gazette/internal/check"
	"gazette/internal/evidence"
	"gazette/internal/fingerprint"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/site"
	"gazette/internal/source"
)

// unfinished are the rules that say of a draft what its author knows.
var unfinished = []rule.Rule{rule.UnrecordedEdition, rule.EmptyNotice, rule.UntranslatedText}

// Check judges the whole site by every rule. Drafts are judged as if they were
// published, since that is what their authors want to know.
func Check(s *load.Sources) source.Problems {
	found := append(check.Run(input(s)), evidence.Check(s.Layers.Site, s.Site.Config, s.Log)...)
	found = append(found, templateFaults(s)...)
	drafts := draftsOf(s)
	if len(drafts) == 0 {
		return found
	}
	for _, p := range check.Run(input(Undrafted(s))) {
		if drafts[p.File] && !slices.Contains(unfinished, p.Rule) {
			found = append(found, p)
		}
	}
	return found
}

// draftsOf are the files of texts that are not published.
func draftsOf(s *load.Sources) map[string]bool {
	out := map[string]bool{}
	for _, e := range s.Editions {
		if e.Draft {
			out[e.Path] = true
		}
	}
	return out
}

// Stopping leaves out what is wrong in drafts: it stops nothing but the draft.
func Stopping(s *load.Sources, ps source.Problems) source.Problems {
	drafts := draftsOf(s)
	return slices.DeleteFunc(slices.Clone(ps), func(p source.Problem) bool { return drafts[p.File] })
}

// Verdict is what a build makes of everything that was found: with the
// severities that the site has chosen, and nothing of drafts.
func Verdict(s *load.Sources, found source.Problems) source.Problems {
	return s.Located(check.Judge(Stopping(s, found), s.Site.Config.Check))
}

func input(s *load.Sources) check.Input {
	in := check.Input{Site: s.Site, Editions: s.Editions, Problems: s.Problems, Formatter: s.Formatter(),
		Wording: s.Wording, Log: s.Log, Approved: Approved(s)}
	if s.Layers.Caches.Findings != nil {
		in.Findings, in.SiteKey = s.Layers.Caches.Findings, siteKey(s)
	}
	return in
}

// Approved tells whether a working text is approved as it stands. It is nil where the site does not ask for that.
func Approved(s *load.Sources) func(e *notice.Edition, hash string) bool {
	if level := s.Site.Config.Check[rule.Unapproved.ID()]; level != "warn" && level != "fail" {
		return nil
	}
	return func(e *notice.Edition, hash string) bool {
		r, ps := approval.Read(s.Layers.Site, approval.Path(e.Slug, e.Locale))
		return !ps.Errors() && len(r.For(approval.HashOf(e, hash))) > 0
	}
}

// Published is what a build judges: everything but the drafts.
func Published(s *load.Sources, strict bool) check.Input {
	in := input(s)
	in.Publishing, in.Strict = true, strict
	return in
}

// Judge judges what a build would publish, without making it.
func Judge(s *load.Sources, strict bool) source.Problems { return check.Run(Published(s, strict)) }

// siteKey names what every notice is judged by beside its own texts: the
// generation, and what links ask of other notices.
func siteKey(s *load.Sources) string {
	f := fingerprint.New().Add("generation", s.Generation(), site.OlderFeeds(len(s.Log.Changes)))
	for _, n := range s.Site.Notices {
		f.Add("notice", string(n.Slug), string(n.Source), n.Locales())
	}
	for _, e := range s.Editions {
		if e.Draft || len(e.Aliases) > 0 {
			f.Add("text", e.Path, e.Draft, e.Aliases)
		}
	}
	return f.String()
}

// Undrafted is the site with its drafts published. One whose front matter cannot
// be read is no text that could be, and an alias that it cannot have is none.
func Undrafted(s *load.Sources) *load.Sources {
	all := *s
	taken := map[source.Pos]bool{}
	for _, p := range s.Problems {
		taken[p.Pos] = taken[p.Pos] || p.Rule == rule.AliasCollision
	}
	all.Editions = make([]*notice.Edition, 0, len(s.Editions))
	for _, e := range s.Editions {
		published := *e
		if published.Draft = false; e.Draft {
			published.Aliases = slices.DeleteFunc(slices.Clone(e.Aliases),
				func(a notice.Alias) bool { return taken[a.Pos] })
		}
		if !e.Draft || e.Title != "" {
			all.Editions = append(all.Editions, &published)
		}
	}
	all.Site, _ = load.Link(s.Layers, s.Static, s.Site.Config, all.Editions, s.Log.ByNotice(), s.Site.Day)
	return &all
}
