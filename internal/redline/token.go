package redline

import (
	"html"
	"strings"
	"unicode/utf8"

	"gazette/internal/text"
)

// tokens is what stands in one clause: its inline items as written, and the tokens (words, punctuation marks,
// pictures) that are compared.
type tokens struct {
	items []item
	full  string // the characters of all items, white space as written
	toks  []token
}

type itemKind uint8

const (
	itemText itemKind = iota + 1
	itemOpen
	itemClose
	itemWhole // an element that is not taken apart: picture, ruby, line break
)

// item is a piece of a clause's content.
type item struct {
	kind     itemKind
	tag      string // element name
	raw      string // itemOpen, itemClose, itemWhole: the source
	from, to int    // itemText, itemWhole: its characters in full
	parent   int    // the itemOpen around it, or -1
	match    int    // itemOpen: its itemClose
	target   string // link target
	ref      bool   // itemWhole: the number of a footnote
	note     string // ref: the id of that note
}

// token is a word or other unit of comparison: full[from:to].
type token struct {
	from, to int
	id       int32  // of its NFC form; equal tokens have equal ids
	space    bool   // white space or the clause's beginning stands before it
	ref      bool   // the number of a footnote
	note     string // ref: the id of that note
	target   string // link target
}

// lexer reads the items of a clause.
type lexer struct {
	t      *tokens
	full   strings.Builder
	breaks []int // offsets in full where a token must end
	links  []string
	open   []int
	target string
}

// tokens returns the leaf's tokens, reading them on first use.
func (c *comparison) tokens(d *doc, n *node) *tokens {
	if n.toks == nil {
		l := lexer{t: &tokens{}, target: n.target}
		l.read(d.src[n.openEnd:n.closeAt])
		l.t.full = l.full.String()
		l.cut(c.words)
		c.nameIn(d, l.t)
		n.toks = l.t
	}
	return n.toks
}

func (l *lexer) read(src string) {
	s := text.Scanner{Src: src}
	for s.Next() {
		raw := src[s.From:s.To]
		switch s.Kind {
		case text.Text:
			from := l.full.Len()
			l.chars(html.UnescapeString(raw))
			l.add(item{kind: itemText, from: from, to: l.full.Len()})
		case text.Start:
			switch {
			case s.Name == "a" && text.Backlink(s.Attrs), text.Unread(s.Name):
				l.hidden(&s)
			case s.Name == "a" && text.Noteref(s.Attrs):
				l.reference(&s)
			case s.Name == "ruby" || !text.Inline(s.Name):
				l.whole(&s)
			case text.Void(s.Name):
				l.add(item{kind: itemWhole, tag: s.Name, raw: raw, from: l.full.Len(), to: l.full.Len()})
			default:
				l.start(s.Name, s.Attrs, raw)
			}
		case text.End:
			l.end(s.Name, raw)
		}
	}
	for len(l.open) > 0 {
		l.end(l.t.items[l.open[len(l.open)-1]].tag, "")
	}
}

func (l *lexer) add(it item) {
	it.parent = -1
	if len(l.open) > 0 {
		it.parent = l.open[len(l.open)-1]
	}
	it.target = l.target
	l.t.items = append(l.t.items, it)
}

func (l *lexer) start(name, attrs, raw string) {
	l.add(item{kind: itemOpen, tag: name, raw: raw, from: l.full.Len(), to: l.full.Len()})
	l.open = append(l.open, len(l.t.items)-1)
	switch name {
	case "a":
		l.links = append(l.links, l.target)
		l.target = text.Target(attrs)
	case "sup", "sub":
		// A footnote's number is not part of the word it stands at.
		l.breaks = append(l.breaks, l.full.Len())
	}
}

func (l *lexer) end(name, raw string) {
	if len(l.open) == 0 || l.t.items[l.open[len(l.open)-1]].tag != name {
		return
	}
	open := l.open[len(l.open)-1]
	l.open = l.open[:len(l.open)-1]
	if name == "a" {
		l.target, l.links = l.links[len(l.links)-1], l.links[:len(l.links)-1]
	}
	if name == "sup" || name == "sub" {
		l.breaks = append(l.breaks, l.full.Len())
	}
	if raw == "" {
		raw = "</" + name + ">"
	}
	l.add(item{kind: itemClose, tag: name, raw: raw, from: l.full.Len(), to: l.full.Len()})
	l.t.items[open].match = len(l.t.items) - 1
}

// hidden passes an element on that is not read.
func (l *lexer) hidden(s *text.Scanner) {
	from := s.From
	unread := text.Unread(s.Name)
	skip(s)
	at := l.full.Len()
	if unread {
		l.full.WriteByte(' ')
	}
	l.add(item{kind: itemWhole, tag: "a", raw: s.Src[from:s.To], from: at, to: l.full.Len()})
}

// whole makes an element one token, or white space if it has no words.
func (l *lexer) whole(s *text.Scanner) {
	name, from := s.Name, s.From
	if !text.Void(name) {
		skip(s)
	}
	raw := s.Src[from:s.To]
	at := l.full.Len()
	words := text.Plain(text.Fragment(raw, ""))
	apart := name != "ruby" // ruby stands in its word; the others have white space around them
	if apart {
		l.full.WriteByte(' ')
	}
	l.breaks = append(l.breaks, l.full.Len())
	l.full.WriteString(words)
	l.breaks = append(l.breaks, l.full.Len())
	if apart && words != "" || !apart && strings.Contains(raw, "</rt>") {
		l.full.WriteByte(' ')
	}
	l.add(item{kind: itemWhole, tag: name, raw: raw, from: at, to: l.full.Len()})
}

// reference makes the number of a footnote one token.
func (l *lexer) reference(s *text.Scanner) {
	from, note := s.From, noteOf(s.Attrs)
	skip(s)
	raw, at := s.Src[from:s.To], l.full.Len()
	l.breaks = append(l.breaks, at)
	l.full.WriteString(text.Plain(text.Fragment(raw, "")))
	l.breaks = append(l.breaks, l.full.Len())
	l.add(item{kind: itemWhole, tag: "a", raw: raw, from: at, to: l.full.Len(), ref: true, note: note})
}

// skip passes over the element whose start tag the scanner is at.
func skip(s *text.Scanner) {
	name := s.Name
	for depth := 1; depth > 0 && s.Next(); {
		switch {
		case s.Kind == text.Start && s.Name == name:
			depth++
		case s.Kind == text.End && s.Name == name:
			depth--
		}
	}
}

// chars writes characters, without those that are not read.
func (l *lexer) chars(s string) {
	for _, r := range s {
		if r >= utf8.RuneSelf || r < ' ' || r == 0x7F {
			s = strings.Map(readable, s)
			break
		}
	}
	l.full.WriteString(s)
}

func readable(r rune) rune {
	if text.Noise(r) {
		return -1
	}
	return r
}

// whole returns the token of an itemWhole whose words are full[from:to].
func (v *vocabulary) whole(it *item, full string, from, to int, space bool) token {
	t := token{from: from, to: to, space: space, ref: it.ref, note: it.note}
	if it.ref {
		t.id = v.noteID("")
	} else {
		t.id = v.wholeID(full[from:to])
	}
	return t
}
