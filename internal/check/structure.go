package check

import (
	"fmt"
	"strings"

	"gazette/internal/markdown"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// section is what stands between two headings.
type section struct {
	heading        string
	lists, tables  []*part
	notices, links []string
	at             int // offset in the file
}

// sections cuts a text at its headings, once for all its translations.
func (r *reading) sections() []section {
	if r.cut == nil {
		r.cut = r.cutSections()
	}
	return r.cut
}

func (r *reading) cutSections() []section {
	out := make([]section, 1, len(r.Headings)+1)
	out[0].at = r.startAt()
	next := 0
	for i := range r.parts {
		p, s := &r.parts[i], &out[len(out)-1]
		switch {
		case p.isHeading() && next < len(r.Headings):
			h := r.Headings[next]
			next++
			out = append(out, section{heading: h.Text, at: h.At})
		case p.tag == "ol" || p.tag == "ul":
			s.lists = append(s.lists, p)
		case p.tag == "table":
			s.tables = append(s.tables, p)
		}
	}
	for _, l := range r.Links {
		if l.Image {
			continue
		}
		i := len(out) - 1
		for i > 0 && out[i].at > l.At {
			i--
		}
		out[i].links = append(out[i].links, l.Target)
		if name := inner(l); name != "" {
			out[i].notices = append(out[i].notices, name)
		}
	}
	return out
}

// inner is where a link within the site leads, whatever the language, or "".
func inner(l *markdown.Link) string {
	name, ok := strings.CutPrefix(l.Target, "notice:")
	if !ok {
		return ""
	}
	if _, slug, asked := strings.Cut(name, "/"); asked {
		return slug
	}
	return name
}

// translationStructure compares the lists, tables and links of a translation
// with those of its source text, and names the first place at which they part.
// Headings are compared when the text is set; where those differ, nothing
// below them can be.
func translationStructure(n Notice, r *reading) source.Problems {
	lead := n.lead(r)
	if lead == nil || !sameHeadings(r, lead) {
		return nil
	}
	own, want := r.sections(), lead.sections()
	if len(own) != len(want) {
		return nil
	}
	for i := range own {
		what, at := own[i].against(want[i])
		if what == "" {
			continue
		}
		pos := r.Pos(own[i].at)
		if at != nil {
			pos = r.find(r.wordsIn(*at))
		}
		return source.Problems{pos.Problem(rule.TranslationStructure, own[i].name()+what,
			fmt.Sprintf(
				"compare it with %s; what the source text says in a list, a table or a link, the translation should "+
					"too", lead.Edition.Path))}
	}
	return nil
}

// wordsIn returns the first words that stand in a part.
func (r *reading) wordsIn(p part) string {
	for _, q := range r.parts[p.index:] {
		if q.words != "" {
			return q.words
		}
	}
	return ""
}

func sameHeadings(a, b *reading) bool {
	if len(a.Headings) != len(b.Headings) {
		return false
	}
	for i := range a.Headings {
		if a.Headings[i].Level != b.Headings[i].Level {
			return false
		}
	}
	return true
}

func (s section) name() string {
	if s.heading == "" {
		return "before the first heading: "
	}
	return fmt.Sprintf("under %q: ", cut(s.heading))
}

// against says in what a section differs from that of the source text, and in
// which of its parts, where it is one; or "".
func (s section) against(want section) (what string, at *part) {
	if what, at = differing(s.tables, want.tables, "table", "row"); what != "" {
		return what, at
	}
	if what, at = differing(s.lists, want.lists, "list", "item"); what != "" {
		return what, at
	}
	switch gone, extra := missing(want.notices, s.notices), missing(s.notices, want.notices); {
	case gone != "":
		return fmt.Sprintf("no link leads to %s, as one does in the source text", gone), nil
	case extra != "":
		return fmt.Sprintf("a link leads to %s, and none in the source text", extra), nil
	case len(s.links) != len(want.links):
		return than(len(s.links), len(want.links), "link"), nil
	}
	return "", nil
}

// differing compares lists, or tables, one by one.
func differing(own, want []*part, noun, item string) (what string, at *part) {
	for i := range own {
		switch {
		case i >= len(want):
			return than(len(own), len(want), noun), own[i]
		case own[i].items != want[i].items && len(own) == len(want):
			return "a " + noun + " of " + than(own[i].items, want[i].items, item), own[i]
		}
	}
	if len(own) < len(want) {
		return than(len(own), len(want), noun), nil
	}
	return "", nil
}

func than(own, want int, noun string) string {
	if want == 0 {
		return fmt.Sprintf("%s, where the source text has none", counted(own, noun))
	}
	return fmt.Sprintf("%s, where the source text has %d", counted(own, noun), want)
}

// missing returns the first of some names that is not among others as often.
func missing(names, among []string) string {
	count := map[string]int{}
	for _, a := range among {
		count[a]++
	}
	for _, name := range names {
		if count[name]--; count[name] < 0 {
			return name
		}
	}
	return ""
}

func counted(n int, noun string) string {
	switch n {
	case 0:
		return "no " + noun
	case 1:
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// headingJump reports a heading that lies more than one level below the one
// before it: a reader who hears the headings looks for the level between.
func headingJump(_ Notice, r *reading) (ps source.Problems) {
	level := 1 // the title
	for _, h := range r.Headings {
		if h.Level > level+1 {
			ps = append(ps, r.Pos(h.At).Problem(rule.HeadingJump,
				fmt.Sprintf("a heading of level %d follows one of level %d", h.Level, level),
				fmt.Sprintf("begin it with %s", strings.Repeat("#", level+1))))
		}
		level = h.Level
	}
	return ps
}
