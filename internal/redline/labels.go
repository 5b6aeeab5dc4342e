package redline

import (
	"slices"
	"strings"
)

// Labels are the hidden words by which screen readers announce marks, in the language of the page. An empty one is
// left out.
type Labels struct {
	InsertedStart, InsertedEnd string // around inserted words: "inserted:", "end of insertion"
	DeletedStart, DeletedEnd   string
	MovedFrom                  string                       // at the new place of a moved clause; a link to the old one
	MovedTo                    string                       // at the old place; a link to the new one
	MovedEnd                   string                       // after a moved clause, at both places
	Number                     func(n int) string           // before a change's first words: "Change 3"; nil for none
	LinkChanged                string                       // after words whose link target changed
	LinkTarget                 func(old, new string) string // the targets in words; nil for none. "" is no link
}

// HTML returns the whole merged text with the hidden words.
func (r *Redline) HTML(l Labels) []byte {
	var out []byte
	for _, b := range r.Blocks {
		out = append(out, b.Labelled(l)...)
	}
	return out
}

// Labelled returns the block's HTML with the hidden words put in, each in a <span class="visually-hidden">.
func (b Block) Labelled(l Labels) []byte {
	if len(b.notes) == 0 {
		return b.HTML
	}
	notes := slices.Clone(b.notes)
	slices.SortStableFunc(notes, func(x, y note) int { return x.at - y.at })
	out := make([]byte, 0, len(b.HTML)+64*len(notes))
	last := 0
	for _, n := range notes {
		out = append(out, b.HTML[last:n.at]...)
		out = append(out, l.hidden(n)...)
		last = n.at
	}
	return append(out, b.HTML[last:]...)
}

// hidden returns the hidden words of a note. White space stands inside the span on both sides, so that the words
// are read apart from the text while the text itself has no space that it did not have.
func (l Labels) hidden(n note) string {
	words, href := "", ""
	switch n.kind {
	case noteInsStart:
		words = l.InsertedStart
	case noteInsEnd:
		words = l.InsertedEnd
	case noteDelStart:
		words = l.DeletedStart
	case noteDelEnd:
		words = l.DeletedEnd
	case noteMovedHere:
		words, href = l.MovedFrom, n.href
	case noteMovedAway:
		words, href = l.MovedTo, n.href
	case noteMovedEnd:
		words = l.MovedEnd
	case noteLink:
		words = l.LinkChanged
		if l.LinkTarget != nil {
			words = strings.TrimSpace(words + " " + l.LinkTarget(n.link.old, n.link.new))
		}
	}
	if n.number > 0 && l.Number != nil {
		words = strings.TrimSpace(l.Number(n.number) + ": " + words)
	}
	if words == "" {
		return ""
	}
	span := `<span class="visually-hidden"> ` + quote(words) + ` </span>`
	if href == "" || n.inLink {
		return span
	}
	way := "up"
	if n.below {
		way = "down"
	}
	return `<a class="rl-jump rl-jump--` + way + `" href="#` + href + `">` + span + `</a>`
}
