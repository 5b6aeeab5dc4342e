package check

import (
	"strings"

	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
	"gazette/internal/text"
)

// textRules judge one working text each. Recorded texts are never judged:
// they cannot be mended any more, so a finding would stay for ever.
var textRules = []func(Notice, *reading) source.Problems{
	translationStructure, untranslated, anchorLost, dateInText, checkBack, listFromDate,
	headingJump, emptyLink, remotePicture, vagueLinkText, mixedScript, reordered, supersededLink, missingChanges,
}

// texts runs the rules of texts.
func texts(n Notice) (ps source.Problems) {
	for _, e := range n.Editions {
		if e.Origin != notice.Content || len(n.Galley(e).HTML) == 0 {
			continue
		}
		r := n.reading(e)
		for _, rule := range textRules {
			ps = append(ps, rule(n, r)...)
		}
	}
	return ps
}

// emptyNotice reports texts in which there is nothing to read or to look at.
func emptyNotice(n Notice) (ps source.Problems) {
	for _, e := range n.Editions {
		if g := n.Galley(e); e.Origin == notice.Content && g.Source().Data != nil && Empty(g) && !g.Refused() {
			ps = append(ps, EmptyNotice(e))
		}
	}
	return ps
}

// Empty reports whether there is nothing to read or to look at in a set text.
func Empty(g *galley.Galley) bool { return len(g.Links) == 0 && text.WordsOf(g.HTML) == "" }

// EmptyNotice is the problem of a text that is empty: rule empty-notice.
func EmptyNotice(e *notice.Edition) source.Problem {
	return e.Pos("title").Problem(rule.EmptyNotice,
		"the notice has a title and no text",
		"write the text below the front matter; until it is ready, write `draft: true`")
}

// reading cuts a text into parts, once for all rules.
func (n Notice) reading(e *notice.Edition) *reading {
	if n.readings[e] == nil {
		n.readings[e] = read(n.Galley(e))
	}
	return n.readings[e]
}

// lead returns the source text that a translation should agree with: the one
// in force on its date. It is nil for source texts, and for a translation that
// is older than every source text.
func (n Notice) lead(r *reading) *reading {
	e := r.Edition
	if e.Locale == n.Source {
		return nil
	}
	lead := n.InForce(n.Source, e.Effective)
	if lead == nil || n.Galley(lead) == nil || len(n.Galley(lead).HTML) == 0 {
		return nil
	}
	return n.reading(lead)
}

// languageOf is the first subtag of an edition's locale: patterns are kept by language.
func languageOf(e *notice.Edition) string {
	l, _, _ := strings.Cut(string(e.Locale), "-")
	return l
}
