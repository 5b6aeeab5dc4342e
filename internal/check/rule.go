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
	Rule{"changed-meanwhile", source.Error, true, "no file is saved while it is being worked on"},
	Rule{"file-too-large", source.Error, true, "no text is larger than 8 MiB"},
	Rule{"invalid-utf8", source.Error, true, "every text is UTF-8 without NUL bytes"},
	Rule{"text-limit", source.Error, true, "no text is so long, wide or deep in some respect that it cannot be set"},
	Rule{"slug-name", source.Error, true, "a notice's file name can be an address"},
	Rule{"locale-name", source.Error, true, "a content folder's name is a canonical BCP 47 tag"},
	Rule{"locale-folder", source.Error, true, "front matter and folder name the same locale"},
	Rule{"unknown-locale", source.Error, true, "every locale in use is one of the site's"},
	Rule{"slug-collision", source.Error, true, "no two notices, pages and files share an address"},
	Rule{"alias-collision", source.Error, true, "no alias takes the place of a page, a file or another alias"},
	Rule{"edition-file", source.Error, true, "a file that is named by a date holds the recorded text of that date, to be corrected"},
	Rule{"archive-path", source.Error, true, "a recorded edition's path and front matter agree"},
	Rule{"template", source.Error, true, "templates can be parsed and run"},
	Rule{"catalogue", source.Error, true, "wording files can be read and have only known messages"},
	Rule{"withdrawn-early", source.Error, true, "no notice is withdrawn before its text applies"},
	Rule{"unknown-related", source.Error, false, "related notices exist"},
	Rule{"unknown-notice", source.Error, false, "notices named in gazette.yaml exist"},
	Rule{"broken-link", source.Error, false, "links between notices lead somewhere"},
	Rule{"broken-fragment", source.Error, false, "the part of a link after # exists in the text it leads to"},
	Rule{"bad-id", source.Error, false, "every id can be led to, and is none of the page's own"},
	Rule{"duplicate-id", source.Warning, false, "no id stands twice in one text"},
	Rule{"html-dropped", source.Warning, false, "raw HTML holds nothing that is left out"},
	Rule{"address-dropped", source.Warning, false, "no link or picture has an address that is left out"},
	Rule{"translation-structure", source.Warning, false, "a translation has the headings, lists, tables and links of its source text"},
	Rule{"empty-notice", source.Error, false, "every notice says something"},
	Rule{"untranslated-text", source.Error, false, "no translation is the source text, word for word"},
	Rule{"translation-untranslated", source.Warning, false, "no paragraph of a translation was left in the source language"},
	Rule{"missing-translation", source.Warning, false, "a notice has a text in every language that a policy asks for"},
	Rule{"outdated-translation", source.Warning, false, "translations are as new as the source text in force"},
	Rule{"anchor-lost", source.Warning, false, "every id of the edition before is there in the next one"},
	Rule{"date-in-text", source.Warning, false, "the text states the date that its front matter has"},
	Rule{"check-back-wording", source.Warning, false, "readers are told of changes, not told to look for them"},
	Rule{"lost-words", source.Warning, false, "every word of a text is on its page"},
	Rule{"meant-as-markup", source.Warning, false, "nothing that was meant as markup stands there as characters"},
	Rule{"template-syntax", source.Warning, false, "nothing is left that another program was to fill in"},
	Rule{"remote-picture", source.Warning, false, "no picture is loaded from another host"},
	Rule{"list-numbers", source.Warning, false, "readers see the numbers of lists as their author wrote them"},
	Rule{"list-from-date", source.Warning, false, "no date became a list"},
	Rule{"heading-jump", source.Warning, false, "no level of headings is left out"},
	Rule{"empty-link", source.Warning, false, "every link has words and a target"},
	Rule{"vague-link-text", source.Warning, false, "every link says where it leads"},
	Rule{"mixed-script", source.Warning, false, "no word mixes letters that look alike in two scripts"},
	Rule{"superseded-link", source.Warning, false, "no link leads to an edition that is no longer in force"},
	Rule{"missing-summary", source.Warning, false, "every notice has a summary, if any has"},
	Rule{"missing-changes", source.Warning, false, "every later edition says what it changes"},
	Rule{"review-overdue", source.Warning, false, "no text is past the day by which it was to be looked at again"},
	Rule{"date-backwards", source.Error, false, "no effective date lies before one that is recorded"},
	Rule{"ambiguous-date", source.Error, false, "while an edition is yet to come, no other date appears without saying what it means"},
	Rule{"withdrawal-gone", source.Error, false, "no recorded withdrawal is taken back without saying so, and none once its day has come"},
	Rule{"summary-changed", source.Warning, false, "no recorded summary or list of changes is worded otherwise without saying so"},
	Rule{"edition-gone", source.Error, false, "no text in content/ is older than the one recorded last in its language"},
	Rule{"cancelled-edition", source.Warning, false, "no text waits for a date whose edition was cancelled"},
	Rule{"notice-period", source.Error, false, "a substantive change is recorded as early as a policy promises"},
	Rule{"change-log", source.Error, true, "the change log can be read, and no line was edited"},
	Rule{"recorded-text-changed", source.Error, true, "no recorded text has changed since"},
	Rule{"recorded-text-missing", source.Error, true, "every recorded text is in archive/"},
	Rule{"log-incomplete", source.Error, true, "the change log has lost no line: it names every text in archive/"},
	Rule{"log-mismatch", source.Error, true, "what is sealed is in the archive as it was sealed, and the log can be trusted"},
	Rule{"unsealed-change", source.Note, false, "what is recorded is sealed"},
	Rule{"unlogged-edition", source.Warning, false, "no text in archive/ waits for a record that was interrupted"},
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
		if !ok || Rules[p.Rule].Fixed || byPolicy[p.Rule] != "" {
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
