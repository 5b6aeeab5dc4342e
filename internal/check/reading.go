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
	parts   []part
	letters *letters
}

func read(g *galley.Galley) *reading {
	c := cutter{open: []int{-1}}
	s := text.Scanner{Src: string(g.HTML)}
	for s.Next() {
		c.take(&s)
	}
	for i := range c.parts {
		c.parts[i].words = joined(c.words[i])
	}
	return &reading{Galley: g, parts: c.parts}
}

// joined joins the pieces of a part, with white space folded.
func joined(pieces []string) string {
	var b strings.Builder
	n := 0
	for _, p := range pieces {
		n += len(p)
	}
	b.Grow(n)
	space := false
	for _, p := range pieces {
		for _, r := range p {
			if unicode.IsSpace(r) {
				space = b.Len() > 0
				continue
			}
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// cutter makes parts of the events of HTML.
type cutter struct {
	parts []part
	words [][]string // of each part, in pieces
	open  []int      // the parts around the place, innermost last
	code  int        // how many code elements are open
}

func (c *cutter) take(s *text.Scanner) {
	inside := c.open[len(c.open)-1]
	switch {
	case s.Kind == text.Text && c.code == 0 && inside >= 0:
		c.say(inside, html.UnescapeString(s.Src[s.From:s.To]))
	case s.Kind == text.Start && isCode(s.Name):
		c.code++
	case s.Kind == text.End && isCode(s.Name):
		c.code--
		if inside >= 0 {
			c.say(inside, " ")
		}
	case s.Kind == text.Start && s.Name == "br" && inside >= 0:
		c.say(inside, " ")
	case s.Kind == text.Start && !text.Inline(s.Name) && !text.Void(s.Name):
		c.parts = append(c.parts, part{tag: s.Name, attrs: s.Attrs, owner: inside, index: len(c.parts)})
		c.words = append(c.words, nil)
		c.open = append(c.open, len(c.parts)-1)
		c.count(s.Name)
	case s.Kind == text.End && !text.Inline(s.Name) && len(c.open) > 1:
		c.open = c.open[:len(c.open)-1]
		if outside := c.open[len(c.open)-1]; outside >= 0 {
			c.say(outside, " ")
		}
	}
}

func (c *cutter) say(part int, words string) { c.words[part] = append(c.words[part], words) }

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

// lower is the whole text in lower case.
func (r *reading) lower() string {
	var b strings.Builder
	for _, p := range r.parts {
		b.WriteString(p.words)
		b.WriteByte('\n')
	}
	return strings.ToLower(b.String())
}

// isHeading reports whether a part is a heading.
func (p part) isHeading() bool {
	return len(p.tag) == 2 && p.tag[0] == 'h' && p.tag[1] >= '1' && p.tag[1] <= '6'
}

// start is the place of the first line of the text that says something.
func (r *reading) start() source.Pos {
	f := r.Source()
	at := r.Edition.BodyAt
	for at < len(f.Data) && (f.Data[at] == '\n' || f.Data[at] == ' ') {
		at++
	}
	return f.Pos(at)
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

// warn makes a finding of a rule about a place of the text; its severity is
// the rule's own.
func (r *reading) warn(rule string, pos source.Pos, message, hint string) source.Problem {
	return source.Problem{Pos: pos, Severity: Rules[rule].Severity, Rule: rule, Message: message, Hint: hint}
}
