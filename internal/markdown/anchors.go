package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"gazette/internal/markdown/dialect"
	"gazette/internal/rule"
)

// ownID is the id that an author gave a block, without characters that nobody sees. One that is empty is a mistake,
// and taken off.
func (t *Text) ownID(n ast.Node) (id string, ok bool) {
	written, ok := n.AttributeString("id")
	if !ok {
		return "", false
	}
	id = seen(dialect.Value(written))
	if id == "" || strings.ContainsAny(id, " \t\n") {
		t.badID(t.At(n.Pos()), "the id \""+id+"\" leads nowhere",
			"write a word after the #: letters, digits and hyphens")
		removeAttribute(n, "id")
		return "", false
	}
	n.SetAttributeString("id", []byte(id))
	return id, true
}

// badID reports an id that cannot stay. It is an error: links lead to ids.
func (t *Text) badID(at int, message, hint string) {
	t.problem(at, rule.BadID, message, hint)
	t.Problems[len(t.Problems)-1].Late = true
}

// removeAttribute takes an attribute off a node.
func removeAttribute(n ast.Node, name string) {
	attrs := n.Attributes()
	n.RemoveAttributes()
	for _, a := range attrs {
		if string(a.Name) != name {
			n.SetAttribute(a.Name, a.Value)
		}
	}
}

// anchor keeps an id; a second one of the same name is a problem.
func (t *Text) anchor(id string, offset int) {
	if t.Anchors[id] {
		t.duplicate(t.At(offset), id)
	}
	t.Anchors[id] = true
}

// duplicate reports an id that another place of the text has, too.
func (t *Text) duplicate(at int, id string) {
	t.problem(at, rule.DuplicateID, "the id \""+id+"\" appears twice in this text", "give one of them another id")
}

// nameHeadings gives every heading an id: the author's, else one made of its words. The title's own yields to those
// of the text.
func (t *Text) nameHeadings() {
	taken := takenBy(t.Anchors)
	all := t.Headings
	if t.Title != nil {
		all = append([]*Heading{t.Title}, all...)
	}
	for _, h := range all {
		if !h.Explicit {
			continue
		}
		if taken.has(h.ID) {
			t.duplicate(h.At, h.ID)
		}
		h.ID = taken.unique(h.ID)
	}
	for _, h := range t.Headings {
		if !h.Explicit {
			h.ID = taken.unique(Slug(h.Text))
		}
	}
	t.nameTitle(Slug, taken)
	t.nameAll()
}

// nameAll notes what the headings are called now.
func (t *Text) nameAll() {
	t.named = make(map[string]bool, len(t.Headings))
	for _, h := range t.Headings {
		t.named[h.ID] = true
	}
	if t.Title != nil && t.Title.ID != "" {
		t.named[t.Title.ID] = true
	}
}

// nameTitle gives the title the id that its heading would have, unless a block of the text has it.
func (t *Text) nameTitle(name func(string) string, taken taken) {
	if t.Title == nil || t.Title.Explicit {
		return
	}
	if t.Title.ID = name(t.Title.Text); taken.has(t.Title.ID) {
		t.Title.ID = ""
	}
}

// Adopt takes over the ids of the source locale's headings where the author of this text gave none, so that one
// fragment works in every language. It reports whether the structures (levels, in order) are equal; if not, nothing
// is taken over and parted is where they part. title is that of the source text, or nil.
func (t *Text) Adopt(from []*Heading, title *Heading) (parted *Heading, ok bool) {
	for i, h := range t.Headings {
		if i >= len(from) || from[i].Level != h.Level {
			return h, false
		}
	}
	if len(t.Headings) < len(from) {
		return nil, false
	}
	taken := takenBy(t.Anchors)
	for _, h := range t.Headings {
		if h.Explicit {
			taken.take(h.ID)
		}
	}
	for i, h := range t.Headings {
		if !h.Explicit {
			h.ID = taken.unique(from[i].ID)
		}
	}
	if title != nil {
		t.nameTitle(func(string) string { return title.ID }, taken)
	}
	t.nameAll()
	return nil, true
}

// HasAnchor reports whether #id leads somewhere in the text.
func (t *Text) HasAnchor(id string) bool { return t.Anchors[id] || t.named[id] || t.refused[id] }
