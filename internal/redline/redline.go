// Package redline compares two editions of a legal text word by word, as their readers see them.
//
// The input is the HTML body of each edition as the Markdown renderer gives it; the output is the new edition's body
// with what was deleted and inserted marked in it, and a list of the changes. Markup alone is no change: two bodies
// with equal text.Hash have an empty redline, and only they do. docs/redline.md says what is guaranteed and how the
// comparison works.
package redline

import (
	"bytes"
	"strings"

	"gazette/internal/text"
)

// Redline is the comparison of two editions.
type Redline struct {
	Stats   Stats    `json:"stats"`
	Changes []Change `json:"changes"` // in reading order
	Blocks  []Block  `json:"-"`       // the merged text
	// Limit is the bound that these texts are beyond, or nil. Then nothing between the blocks that both begin and end
	// with was compared: what the old text has there is one deletion, what the new one has is one insertion.
	Limit *Limit `json:"limit,omitempty"`
}

// Limit is a bound of comparisons.
type Limit struct {
	What string `json:"what"` // what there are too many of: "clauses", "changes"
	Most int    `json:"most"` // how many there may be
}

// Block is a top-level block of the merged text.
type Block struct {
	HTML    []byte // well-formed; without the hidden words for screen readers, see [Block.Labelled]
	Changed bool   // has marks
	Clauses int    // clauses inside, changed or not
	First   int    // the number of the first change that begins here, or 0
	Last    int    // and of the last
	notes   []note
}

// Stats counts what has changed. A clause is a heading, paragraph, list item without its inner lists, table cell; a
// table row that comes or goes as a whole is one clause.
type Stats struct {
	ClausesChanged  int `json:"clauses_changed"`
	ClausesInserted int `json:"clauses_inserted"`
	ClausesDeleted  int `json:"clauses_deleted"`
	ClausesMoved    int `json:"clauses_moved"`
	// ClausesMovedChanged of the moved ones have other words at their new place.
	ClausesMovedChanged int `json:"clauses_moved_changed"`
	LinksChanged        int `json:"links_changed"` // links whose target changed, around the same words
	// WordsInserted and WordsDeleted count as readers do (words.Amount.Total), within moved clauses too; that a clause
	// has moved makes none of its words new.
	WordsInserted int `json:"words_inserted"`
	WordsDeleted  int `json:"words_deleted"`
}

// Empty reports whether the editions read the same.
func (s Stats) Empty() bool { return s == Stats{} }

// Kind says what happened to a clause.
type Kind string

// The kinds of changes.
const (
	Changed  Kind = "changed"
	Inserted Kind = "inserted"
	Deleted  Kind = "deleted"
	Moved    Kind = "moved"
	Link     Kind = "link" // a link's target changed, its words did not
)

// Op says to which edition a span belongs.
type Op string

// The ops of spans.
const (
	Equal  Op = "equal"  // both
	Insert Op = "insert" // the new one
	Delete Op = "delete" // the old one
)

// Span is a stretch of a changed clause's text, white space folded.
type Span struct {
	Op   Op     `json:"op"`
	Text string `json:"text"`
}

// Change is one change: to a clause, or to a link's target.
type Change struct {
	Number    int    `json:"number"`                // from 1, in reading order
	Anchor    string `json:"anchor"`                // id of its first mark in the blocks' HTML
	From      string `json:"from_anchor,omitempty"` // Moved: id of the mark at its old place
	Kind      Kind   `json:"kind"`
	Edited    bool   `json:"edited,omitempty"`  // Moved: its words were changed too
	Heading   string `json:"heading,omitempty"` // the nearest heading above it in the new text
	OldText   string `json:"old_text"`
	NewText   string `json:"new_text"`
	OldTarget string `json:"old_target,omitempty"` // Link: "" if there was no link
	NewTarget string `json:"new_target,omitempty"` // Link: "" if there is none now
	Spans     []Span `json:"spans"`
}

// comparison is the state of one Compare.
type comparison struct {
	old, new *doc
	words    *vocabulary
	differ   *differ
}

// Compare compares the bodies of two editions. It is a pure function: the result depends on nothing but the two
// bodies. It accepts any bytes; the guarantees of docs/redline.md hold for balanced fragments. Texts beyond its bounds
// are compared coarsely: see [Redline.Limit].
func Compare(old, new []byte) *Redline {
	return bounds{clauses: maxClauses, changes: maxChanges}.compare(old, new)
}

// compare compares within bounds.
func (b bounds) compare(old, new []byte) *Redline {
	c := &comparison{old: parse(old), new: parse(new), words: newVocabulary()}
	e := newEmitter(c)
	if bytes.Equal(text.Canonical(old), text.Canonical(new)) {
		return e.run()
	}
	if max(len(c.old.leaves), len(c.new.leaves)) > b.clauses {
		return c.coarse(Limit{"clauses", b.clauses})
	}
	c.differ = &differ{words: c.words, cells: workCells, collocations: c.collocations()}
	al := c.align(units(c.old, 0, len(c.old.leaves), true), units(c.new, 0, len(c.new.leaves), true), true)
	c.nameNotes(al)
	e.prepare(c.groups(al), al.moves)
	if e.r.Stats.changes() > b.changes {
		return c.coarse(Limit{"changes", b.changes})
	}
	return e.run()
}

// collocations returns the counter of characters over both editions.
func (c *comparison) collocations() *collocations {
	var both string
	return &collocations{words: c.words, counts: map[string]int{}, left: maxSearches, text: func() string {
		if both == "" {
			var b strings.Builder
			for _, d := range []*doc{c.old, c.new} {
				for _, leaf := range d.leaves {
					b.WriteString(leaf.plain)
					b.WriteByte('\n')
				}
			}
			both = b.String()
		}
		return both
	}}
}
