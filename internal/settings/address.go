package settings

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// step is what may stand between two slashes of an address.
var step = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{M}\p{N}_~-]*$`)

// ownSteps are first steps that hold generated pages in every language.
var ownSteps = []string{"assets", "changes", "search"}

// addressProblems judges the settings of which addresses are made: at tells where they stand.
func (c *Config) addressProblems(at source.Marks) (ps source.Problems) {
	section := strings.Split(c.Section, "/")
	if c.Section != "" && slices.ContainsFunc(section, func(s string) bool { return !step.MatchString(s) }) {
		ps = append(ps, at["section"].Problemf(rule.Config, "write it like `section: legal`, or leave it empty",
			"section %q is not a step of an address", c.Section))
	} else if slices.Contains(ownSteps, section[0]) {
		ps = append(ps, at["section"].Problemf(rule.Config, "choose another name",
			"section %q is taken by generated pages", c.Section))
	} else if i := slices.IndexFunc(section, func(s string) bool { return notice.Unfit(s) != "" }); c.Section != "" &&
		i >= 0 {
		ps = append(ps, at["section"].Problemf(rule.Config, "choose another name", "section: the step %q %s",
			section[i], notice.Unfit(section[i])))
	} else if len(c.Section) > notice.PathMax {
		ps = append(ps, at["section"].Problemf(rule.Config, "choose a short one, like `section: legal`",
			"section is longer than %d bytes", notice.PathMax))
	}
	paths, tags := map[string]int{}, map[string]bool{}
	for i := range c.Locales {
		l := &c.Locales[i]
		if l.Path == "" {
			l.Path = string(l.Tag)
		}
		if l.Tag == "" {
			continue // reported where it was read
		}
		if tags[string(l.Tag)] {
			ps = append(ps, l.Pos.Problemf(rule.Config, "keep one of the two", "locale %s appears twice", l.Tag))
			continue
		}
		tags[string(l.Tag)] = true
		if l.Tag == c.DefaultLocale {
			continue // it lives at the root and has no step
		}
		folded := notice.Slug(l.Path).Fold()
		if other, ok := paths[folded]; ok {
			ps = append(ps, l.Pos.Problemf(rule.Config, "give one of them another `path`",
				"locales %s and %s share the path %q", c.Locales[other].Tag, l.Tag, l.Path))
		}
		paths[folded] = i
		ps = append(ps, l.stepProblems(section[0])...)
	}
	if !tags[string(c.DefaultLocale)] && c.DefaultLocale != "" && len(c.Locales) > 0 {
		ps = append(ps, at["default_locale"].Problemf(rule.Config, "add it to `locales`",
			"default_locale %s is not among the locales", c.DefaultLocale))
	}
	return ps
}

// stepProblems judges a locale's path.
func (l *Locale) stepProblems(section string) source.Problems {
	taken := ""
	switch {
	case !step.MatchString(l.Path):
		return source.Problems{l.Pos.Problemf(rule.Config, "write it like `path: br`",
			"path %q of locale %s is not a step of an address", l.Path, l.Tag)}
	case notice.Unfit(l.Path) != "":
		return source.Problems{l.Pos.Problemf(rule.Config,
			fmt.Sprintf("give it another path, like {tag: %s, path: lang-%s}", l.Tag, l.Tag), "path %q of locale %s %s",
			l.Path, l.Tag, notice.Unfit(l.Path))}
	case strings.EqualFold(l.Path, section):
		taken = "the section"
	case slices.Contains(ownSteps, strings.ToLower(l.Path)):
		taken = "generated pages"
	default:
		return nil
	}
	return source.Problems{l.Pos.Problemf(rule.Config,
		fmt.Sprintf("give it another path, like {tag: %s, path: lang-%s}", l.Tag, l.Tag),
		"path %q of locale %s is taken by %s", l.Path, l.Tag, taken)}
}
