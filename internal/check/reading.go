package check

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"gazette/internal/galley"
	"gazette/internal/source"
	"gazette/internal/text"
)

// part is one block of a text as its reader sees it: a paragraph, a heading, a
// list, an item of it, a table, a cell of it.
type part struct {
	tag   string // its element
	attrs string
	words string // what it reads itself, without the parts inside it and without code
	items int    // of a list: its items; of a table: its rows
	owner int    // the part that holds it, or -1
	index int    // its own place
}

// reading is a set text, cut into its parts.
type reading struct {
	*galley.Galley
	parts []part
	text  string // what the parts read, a line for each

	cut     []section       // see sections
	there   map[string]bool // see reads
	letters *letters
}

func read(g *galley.Galley) *reading {
	c := cutter{open: []int{-1}, parts: make([]part, 0, strings.Count(g.HTML, "\n")+1)} // a block has a line at least
	c.text.Grow(len(g.HTML))
	s := text.Scanner{Src: g.HTML}
	for s.Next() {
		c.take(&s)
	}
	return c.reading(g)
}

// cutter makes parts of the events of HTML. What all parts read stands in one
// text; a part that another one interrupts has several stretches of it.
type cutter struct {
	parts     []part
	text      strings.Builder
	stretches []stretch
	open      []int // the parts around the place, innermost last
	code      int   // how many code elements are open
	space     bool  // white space stands before what comes next
}

// stretch is a piece of the text that one part reads.
type stretch struct{ part, from int }

func (c *cutter) take(s *text.Scanner) {
	inside := c.open[len(c.open)-1]
	switch {
	case s.Kind == text.Text && c.code == 0 && inside >= 0:
		c.say(inside, html.UnescapeString(s.Src[s.From:s.To]))
	case s.Kind == text.Start && isCode(s.Name):
		c.code++
	case s.Kind == text.End && isCode(s.Name):
		c.code--
		c.space = true
	case s.Kind == text.Start && s.Name == "br":
		c.space = true
	case s.Kind == text.Start && !text.Inline(s.Name) && !text.Void(s.Name):
		c.parts = append(c.parts, part{tag: s.Name, attrs: s.Attrs, owner: inside, index: len(c.parts)})
		c.open = append(c.open, len(c.parts)-1)
		c.count(s.Name)
	case s.Kind == text.End && !text.Inline(s.Name) && len(c.open) > 1:
		c.open = c.open[:len(c.open)-1]
		c.space = true
	}
}

// say adds what a part reads, with white space folded.
func (c *cutter) say(part int, words string) {
	for i := 0; i < len(words); {
		if n := space(words[i:]); n > 0 {
			c.space = true
			i += n
			continue
		}
		j := i + wordsEnd(words[i:])
		c.turn(part)
		c.text.WriteString(words[i:j])
		i = j
	}
}

// wordsEnd returns the length of the words that a text begins with: up to what
// is not one plain space between two of them.
func wordsEnd(s string) int {
	for i := 0; ; {
		for i < len(s) && (!mayBeSpace[s[i]] || s[i] >= utf8.RuneSelf && space(s[i:]) == 0) {
			i++
		}
		if i+1 >= len(s) || s[i] != ' ' || mayBeSpace[s[i+1]] {
			return i
		}
		i++
	}
}

// mayBeSpace knows the bytes with which the white space of Unicode begins.
var mayBeSpace = [256]bool{'\t': true, '\n': true, '\v': true, '\f': true, '\r': true, ' ': true, 0xC2: true,
	0xE1: true, 0xE2: true, 0xE3: true}

// space returns the length of the white space character that a text begins
// with, or 0.
func space(s string) int {
	if !mayBeSpace[s[0]] || s[0] == 0xE3 && s[1] != 0x80 { // kana are many, U+3000 is the one space among them
		return 0
	}
	if r, n := utf8.DecodeRuneInString(s); unicode.IsSpace(r) {
		return n
	}
	return 0
}

// turn lets the text go on with a part: after a space if there is one between,
// in a line of its own if it is another part's turn.
func (c *cutter) turn(part int) {
	last := len(c.stretches) - 1
	switch {
	case last < 0 || c.stretches[last].part != part:
		if last >= 0 {
			c.text.WriteByte('\n')
		}
		c.stretches = append(c.stretches, stretch{part, c.text.Len()})
	case c.space:
		c.text.WriteByte(' ')
	}
	c.space = false
}

// reading gives each part what it reads.
func (c *cutter) reading(g *galley.Galley) *reading {
	r := &reading{Galley: g, parts: c.parts, text: c.text.String()}
	for i, s := range c.stretches {
		to := len(r.text)
		if i+1 < len(c.stretches) {
			to = c.stretches[i+1].from - 1
		}
		p := &c.parts[s.part]
		if p.words != "" {
			p.words += " "
		}
		p.words += r.text[s.from:to]
	}
	return r
}

// count adds an item to its list and a row to its table.
func (c *cutter) count(tag string) {
	if tag != "li" && tag != "tr" {
		return
	}
	for i := len(c.open) - 2; i > 0; i-- {
		p := &c.parts[c.open[i]]
		if tag == "li" && (p.tag == "ol" || p.tag == "ul") || tag == "tr" && p.tag == "table" {
			p.items++
			return
		}
	}
}

func isCode(tag string) bool { return tag == "code" || tag == "pre" || tag == "kbd" || tag == "samp" }

// isHeading reports whether a part is a heading.
func (p part) isHeading() bool {
	return len(p.tag) == 2 && p.tag[0] == 'h' && p.tag[1] >= '1' && p.tag[1] <= '6'
}

// start is the place of the first line of the text that says something.
func (r *reading) start() source.Pos { return r.Pos(r.startAt()) }

func (r *reading) startAt() int {
	data, at := r.Source().Data, r.Edition.BodyAt
	for at < len(data) && (data[at] == '\n' || data[at] == ' ') {
		at++
	}
	return at
}

// find returns the place at which some words of the text stand in its file:
// exactly where they stand as they are, else where their letters do, for there
// may be markup among them.
func (r *reading) find(words string) source.Pos {
	f := r.Source()
	if i := strings.Index(string(f.Data[r.Edition.BodyAt:]), words); i >= 0 && words != "" {
		return f.Pos(r.Edition.BodyAt + i)
	}
	if r.letters == nil {
		r.letters = lettersOf(string(f.Data), r.Edition.BodyAt)
	}
	if at := r.letters.find(words); at >= 0 {
		return f.Pos(at)
	}
	return r.start()
}

// letters is the text of a file without markup, spaces and signs.
type letters struct {
	text    string
	offsets []int // in the file, by byte of text
}

func lettersOf(data string, from int) *letters {
	l := &letters{}
	var b strings.Builder
	for i := from; i < len(data); {
		if n := markup(data[i:]); n > 0 {
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(data[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			before := b.Len()
			b.WriteRune(unicode.ToLower(r))
			for range b.Len() - before {
				l.offsets = append(l.offsets, i)
			}
		}
		i += n
	}
	l.text = b.String()
	return l
}

// markup returns how many bytes of a link's target, a tag, an attribute list
// or a character reference stand at the start of a text.
func markup(s string) int {
	until := func(end byte) int {
		line, _, _ := strings.Cut(s, "\n")
		return strings.IndexByte(line, end) + 1
	}
	switch {
	case strings.HasPrefix(s, "]("):
		return until(')')
	case strings.HasPrefix(s, "]["):
		return 1 + strings.IndexByte(s[1:], ']')
	case strings.HasPrefix(s, "{:"), strings.HasPrefix(s, "{#"):
		return until('}')
	case s[0] == '<' && len(s) > 1 && (s[1] == '/' || unicode.IsLetter(rune(s[1]))) && !strings.HasPrefix(s, "<http"):
		return until('>')
	case s[0] == '&':
		if n := until(';'); n < 10 {
			return n
		}
	}
	return 0
}

// find looks for the letters of some words, then for those of the first few.
func (l *letters) find(words string) int {
	key := lettersOf(words, 0).text
	for _, n := range []int{len(key), 48, 24, 12} {
		if n > len(key) {
			continue
		}
		for n > 0 && n < len(key) && !utf8.RuneStart(key[n]) {
			n--
		}
		if i := strings.Index(l.text, key[:n]); i >= 0 && n > 0 {
			return l.offsets[i]
		}
	}
	return -1
}
