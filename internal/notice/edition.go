// Package notice is the vocabulary: slugs, dates, editions, notices.
//
// A notice is one document across languages and time; an edition is one text of it: slug x locale x effective date,
// kept in one Markdown file. An Edition here is everything but the text, which stays on disk until its page is made.
package notice

import (
	"slices"
	"strings"

	"gazette/i18n"
	"gazette/internal/source"
)

// Key names one edition everywhere.
type Key struct {
	Slug      Slug
	Locale    i18n.Locale
	Effective Date
}

// Origin says which tree an edition was read from.
type Origin int

const (
	Content Origin = iota // content/: the working text
	Archive               // archive/: recorded, never changed
)

// Edition is one text but its body. It is never changed after Parse.
type Edition struct {
	Slug Slug
	Front
	Origin   Origin
	Revision int      // 1 for the first text under its date, 2 for its first correction ...
	Path     string   // of its file, relative to the site's folder
	Hash     [32]byte // SHA-256 of the file as source.Read gives it
	BodyAt   int      // offset of the body in the file's data
	BodyLine int      // lines before the body
	marks    marks
}

// Key returns what names the edition.
func (e *Edition) Key() Key { return Key{e.Slug, e.Locale, e.Effective} }

// OpenedAt stands in a file's name between slug and date, where a recorded text was opened to be corrected:
// content/en/cookies@2024-01-01.md.
const OpenedAt = "@"

// Opened reports whether the text is a recorded one, opened to be corrected.
func (e *Edition) Opened() bool {
	return e.Origin == Content && strings.Contains(e.Path, OpenedAt)
}

// SameWords reports whether two texts say the same of themselves: what they are, and what they change.
func (e *Edition) SameWords(o *Edition) bool {
	return e.Summary == o.Summary && slices.Equal(e.Changes, o.Changes)
}

// ShortTitle is the title for navigation.
func (e *Edition) ShortTitle() string {
	if e.Nav != "" {
		return e.Nav
	}
	return e.Title
}

// Pos returns where the value of a front matter key stands; the file's first line when the key is not there.
func (e *Edition) Pos(key string) source.Pos {
	for i, k := range marked {
		if k == key && e.marks[i].line > 0 {
			return source.Pos{File: e.Path, Line: int(e.marks[i].line), Col: int(e.marks[i].col)}
		}
	}
	return source.Pos{File: e.Path, Line: 1, Col: 1}
}

// marked are the keys whose places are kept: those that later stages judge.
var marked = [...]string{"title", "locale", "effective", "source", "prevails", "withdrawn", "review_by", "group",
	"summary", "changes"}

// marks is compact because there is one for each of 100,000 editions.
type marks [len(marked)]struct{ line, col uint16 }

func marksOf(m source.Marks) (out marks) {
	for i, key := range marked {
		p := m[key]
		out[i].line, out[i].col = uint16(p.Line), uint16(p.Col)
	}
	return out
}
