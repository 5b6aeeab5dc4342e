package redline

import (
	"net/url"
	"strings"

	"gazette/internal/text"
)

// A reference to a footnote reads as a number that the renderer counts: one new note would change all later ones. So a
// reference is compared by the note that it leads to. Which note of the old text is which of the new one is known once
// the clauses are aligned, and notes are among them; until then all references count as equal.

// noteLeaves finds the first clause of each footnote, by the id that references lead to.
func noteLeaves(d *doc) map[string]*node {
	out := map[string]*node{}
	for _, leaf := range d.leaves {
		for n := leaf.parent; n != nil; n = n.parent {
			if n.tag != "li" {
				continue
			}
			if id, ok := text.Attr(tagAttrs(d.src[n.start:n.openEnd]), "id"); ok && out[id] == nil {
				out[id] = leaf
			}
			break
		}
	}
	return out
}

// nameNotes gives the references of both texts their final ids, by the notes that the alignment has paired.
func (c *comparison) nameNotes(al *aligner) {
	if !strings.Contains(c.old.src, "doc-noteref") && !strings.Contains(c.new.src, "doc-noteref") {
		return
	}
	oldUnit := map[*node]*unit{}
	for k := range al.us {
		oldUnit[c.old.leaves[al.us[k].lo]] = &al.us[k]
	}
	c.old.notes, c.new.notes = map[string]int32{}, map[string]int32{}
	names := map[*node]int32{}
	for id, leaf := range noteLeaves(c.new) {
		names[leaf] = c.words.noteID("new " + id)
		c.new.notes[id] = names[leaf]
	}
	for id, leaf := range noteLeaves(c.old) {
		c.old.notes[id] = c.words.noteID("old " + id)
		if u := oldUnit[leaf]; u != nil && u.partner >= 0 {
			if name, ok := names[c.new.leaves[al.vs[u.partner].lo]]; ok {
				c.old.notes[id] = name
			}
		}
	}
	for _, d := range []*doc{c.old, c.new} {
		for _, leaf := range d.leaves {
			if leaf.toks != nil {
				c.nameIn(d, leaf.toks)
			}
		}
	}
}

// nameIn gives the references in a clause the ids of their notes; without a note, that of what they read.
func (c *comparison) nameIn(d *doc, t *tokens) {
	if d.notes == nil {
		return
	}
	for k := range t.toks {
		tok := &t.toks[k]
		if tok.note == "" {
			continue
		}
		id, ok := d.notes[tok.note]
		if !ok {
			id = c.words.noteID("reads " + t.full[tok.from:tok.to])
		}
		tok.id = id
	}
}

// noteID returns the number of the reference to a note; "" is any note.
func (v *vocabulary) noteID(note string) int32 {
	key := "\x01" + note
	id, ok := v.ids[key]
	if !ok {
		id = int32(len(v.infos))
		v.infos = append(v.infos, wordInfo{script: mark, weight: 1})
		v.ids[key] = id
	}
	return id
}

// noteOf returns the id of the note that the reference with these attributes leads to.
func noteOf(attrs string) string {
	href, _ := text.Attr(attrs, "href")
	_, id, _ := strings.Cut(href, "#")
	if plain, err := url.PathUnescape(id); err == nil {
		id = plain
	}
	return id
}
