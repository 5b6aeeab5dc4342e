// Package check judges a site against the rules that it must meet before it is published.
//
// Most rules judge one file and are found where the file is read or set; this
// package knows them all by name, runs those that need the whole site, and
// applies the severities that a site has chosen.
package check

import (
	"cmp"
	"fmt"
	"slices"

	"gazette/internal/site"
	"gazette/internal/source"
)

// Rule is one thing that check looks for. docs/rules.md has a section for each.
type Rule struct {
	ID       string
	Severity source.Severity // unless gazette.yaml says otherwise
	Fixed    bool            // the severity cannot be changed: the site could not be built
	Summary  string
}

// Rules are all rules, by id.
var Rules = rules(
	Rule{"config", source.Error, true, "gazette.yaml is complete and has only known keys and values"},
	Rule{"front-matter", source.Error, true, "front matter is closed, complete and has only known keys and values"},
	Rule{"unreadable-file", source.Error, true, "every file can be read"},
	Rule{"file-too-large", source.Error, true, "no text is larger than 8 MiB"},
	Rule{"invalid-utf8", source.Error, true, "every text is UTF-8 without NUL bytes"},
	Rule{"slug-name", source.Error, true, "a notice's file name can be an address"},
	Rule{"locale-name", source.Error, true, "a content folder's name is a canonical BCP 47 tag"},
	Rule{"locale-folder", source.Error, true, "front matter and folder name the same locale"},
	Rule{"unknown-locale", source.Error, true, "every locale in use is one of the site's"},
	Rule{"slug-collision", source.Error, true, "no two notices, and no notice and generated page, share an address"},
	Rule{"alias-collision", source.Error, true, "no alias takes the place of a page or of another alias"},
	Rule{"archive-path", source.Error, true, "a recorded edition's path and front matter agree"},
	Rule{"template", source.Error, true, "templates can be parsed and run"},
	Rule{"catalogue", source.Error, true, "wording files can be read and have only known messages"},
	Rule{"unknown-related", source.Error, false, "related notices exist"},
	Rule{"unknown-notice", source.Error, false, "notices named in gazette.yaml exist"},
	Rule{"broken-link", source.Error, false, "links between notices lead somewhere"},
	Rule{"broken-fragment", source.Error, false, "the part of a link after # exists in the text it leads to"},
	Rule{"duplicate-id", source.Warning, false, "no id stands twice in one text"},
	Rule{"html-dropped", source.Warning, false, "raw HTML holds nothing that is left out"},
	Rule{"translation-structure", source.Warning, false, "a translation has the headings of its source text"},
	Rule{"change-log", source.Error, true, "the change log can be read, and no line was edited"},
	Rule{"recorded-text-changed", source.Error, true, "no recorded text has changed since"},
	Rule{"unlogged-edition", source.Warning, false, "every text in archive/ is named by the change log"},
	Rule{"unrecorded-edition", source.Warning, false, "every text that is published is recorded"},
	Rule{"silent-edit", source.Error, false, "no text changed while its date did not"},
	Rule{"unused-file", source.Warning, false, "every file in content/ and archive/ is an edition"},
	Rule{"missing-wording", source.Warning, false, "the interface is worded in every locale of the site"},
)

func rules(all ...Rule) map[string]Rule {
	m := make(map[string]Rule, len(all))
	for _, r := range all {
		m[r.ID] = r
	}
	return m
}

// Judge applies the site's severities: allowed findings go, others become
// warnings or errors. Rules without which a site cannot be built stay errors.
func Judge(ps source.Problems, levels map[string]site.Level) source.Problems {
	out := ps[:0:0]
	for _, p := range ps {
		level, ok := levels[p.Rule]
		if !ok || Rules[p.Rule].Fixed {
			out = append(out, p)
			continue
		}
		switch level {
		case "warn":
			p.Severity = source.Warning
			out = append(out, p)
		case "fail":
			p.Severity = source.Error
			out = append(out, p)
		}
	}
	return out
}

// Settings reports rules named in gazette.yaml that do not exist or whose
// severity is fixed.
func Settings(c *site.Config, file source.File) (ps source.Problems) {
	ids := make([]string, 0, len(Rules))
	for id := range Rules {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for id := range c.Check {
		rule, ok := Rules[id]
		if ok && !rule.Fixed {
			continue
		}
		p := source.Problem{Pos: file.Find(id + ":"), Severity: source.Error, Rule: "config", Message: fmt.Sprintf("there is no rule %q", id),
			Hint: "docs/rules.md lists the rules"}
		if near := source.Nearest(id, ids); near != "" {
			p.Hint = fmt.Sprintf("did you mean %q?", near)
		}
		if ok {
			p.Message, p.Hint = fmt.Sprintf("rule %q cannot be changed", id), "without it the site could not be built"
		}
		ps = append(ps, p)
	}
	slices.SortFunc(ps, func(a, b source.Problem) int { return cmp.Compare(a.Message, b.Message) })
	return file.Located(ps)
}
