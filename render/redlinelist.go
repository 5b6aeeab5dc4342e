package render

import (
	"strings"

	"gazette/internal/redline"
)

const (
	listWhole    = 40 // changes up to which the list shows all at once
	listGroup    = 25 // changes that one group of a longer list holds at most
	excerptRunes = 60 // characters of a change that the list shows
)

// changeGroups lists the changes under the headings they stand under. A list
// that is longer than a screen or two is cut into groups to open.
func (p *Renderer) changeGroups(e *chrome, r *redline.Redline) []RedlineGroup {
	var out []RedlineGroup
	long := len(r.Changes) > listWhole
	for k := range r.Changes {
		c := &r.Changes[k]
		last := len(out) - 1
		if last < 0 || out[last].Heading != c.Heading || long && len(out[last].Changes) == listGroup {
			out = append(out, RedlineGroup{Heading: c.Heading, Closed: long})
			last++
		}
		g := &out[last]
		g.Changes = append(g.Changes, p.listedChange(e, c, len(r.Changes)))
		g.Numbers = e.words.Format("redline-change", map[string]any{"Number": numbers(g.Changes[0].Number, c.Number)})
	}
	return out
}

// listedChange is a change as the list shows it.
func (p *Renderer) listedChange(e *chrome, c *redline.Change, count int) RedlineChange {
	out := RedlineChange{Number: c.Number, URL: "#" + c.Anchor, Kind: string(c.Kind),
		KindText: e.words.Text(kindKey(c)),
		Label:    e.words.Format("redline-number", map[string]any{"Number": c.Number, "Count": count})}
	for _, s := range c.Spans {
		switch {
		case s.Op == redline.Delete && out.Deleted == "":
			out.Deleted = excerpt(s.Text)
		case s.Op == redline.Insert && out.Inserted == "":
			out.Inserted = excerpt(s.Text)
		}
		if out.Deleted != "" && out.Inserted != "" {
			break
		}
	}
	if out.Deleted == "" && out.Inserted == "" {
		out.Text = excerpt(c.NewText)
	}
	return out
}

// kindKey names the kind of a change in the catalogues.
func kindKey(c *redline.Change) string {
	switch {
	case c.Kind == redline.Moved && c.Edited:
		return "redline-moved-changed"
	case c.Kind == redline.Moved:
		return "redline-moved"
	case c.Kind == redline.Link:
		return "redline-link"
	}
	return "redline-kind-" + string(c.Kind)
}

// excerpt is the beginning of a text.
func excerpt(s string) string {
	s = strings.TrimSpace(s)
	r := []rune(s)
	if len(r) <= excerptRunes {
		return s
	}
	head := string(r[:excerptRunes])
	if k := strings.LastIndexByte(head, ' '); k > len(head)/2 {
		head = head[:k]
	}
	return head + "…"
}
