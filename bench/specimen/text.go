package specimen

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraphs is how many a text has beside the first of each section: with it
// a text is about 10 KB long.
const paragraphs = 3

// text is one edition's text under construction. What it is built of (how many
// sections, of what kind, the links) is drawn by the notice alone, so that
// translations have one structure; the words are drawn by the language.
type text struct {
	strings.Builder
	tongue
	words *rand.Rand
	links *rand.Rand
	site  Site
	n     int // the notice
}

// random is a source of numbers that depends on what it is for alone.
func random(seed uint64, what ...any) *rand.Rand {
	h := fnv.New64a()
	fmt.Fprint(h, what...)
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

// body writes the text of a notice as it was age editions ago. Each earlier
// edition has other words in one section.
func (s Site) body(n int, t tongue, age int) string {
	x := &text{tongue: t, site: s, n: n}
	shape := random(s.Seed, "shape", n)
	sections := 6 + shape.IntN(4)
	for i := range sections {
		version := 0
		if age > 0 && i == age%sections {
			version = age
		}
		x.words = random(s.Seed, "words", n, t.locale, i, version)
		x.links = random(s.Seed, "links", n, i)
		x.section(i+1, shape.IntN(5), paragraphs*(i+1)/sections-paragraphs*i/sections)
	}
	x.WriteString("[^1]: " + x.line(60) + "\n")
	return x.String()
}

// section writes a heading and blocks of one kind among some paragraphs.
func (x *text) section(number, kind, paragraphs int) {
	fmt.Fprintf(x, "## %s {#s-%d}\n\n", x.phrase(4), number)
	x.paragraph(number == 1)
	fmt.Fprintf(x, "### %s {#s-%d-more}\n\n", x.phrase(3), number)
	[...]func(){x.list, x.steps, x.table, x.quote, x.nested}[kind]()
	for range paragraphs {
		x.paragraph(false)
	}
}

// paragraph writes a few sentences with strong words, emphasis and a link.
func (x *text) paragraph(footnote bool) {
	x.WriteString(x.sentence(160) + "**" + x.phrase(2) + "**" + x.space + x.sentence(120))
	x.WriteString("*" + x.phrase(3) + "*" + x.comma + x.link() + x.end)
	if footnote {
		x.WriteString(x.phrase(3) + "[^1]" + x.end)
	}
	x.WriteString(x.line(140) + "\n\n")
}

// link writes a link to a section of another notice in the corpus.
func (x *text) link() string {
	to := x.links.IntN(x.site.Notices)
	return fmt.Sprintf("[%s](%s.md#s-%d)", x.phrase(3), slug(to), 1+x.links.IntN(6))
}

func (x *text) list() {
	for range 5 {
		x.WriteString("- " + x.line(70) + "\n")
	}
	x.WriteByte('\n')
}

func (x *text) steps() {
	for i := range 4 {
		fmt.Fprintf(x, "%d. %s`code-%d`\n", i+1, x.sentence(70), i)
	}
	x.WriteByte('\n')
}

func (x *text) nested() {
	for range 3 {
		fmt.Fprintf(x, "- %s\n    - %s\n    - <https://www.example.com/%d>\n", x.line(60), x.line(50),
			x.words.IntN(1000))
	}
	x.WriteByte('\n')
}

func (x *text) quote() { x.WriteString("> " + x.line(120) + "\n> " + x.line(80) + "\n\n") }

func (x *text) table() {
	fmt.Fprintf(x, "| %s | %s | %s |\n| --- | --- | ---: |\n", x.phrase(1), x.phrase(2), x.phrase(1))
	for range 6 {
		fmt.Fprintf(x, "| %s | %s | %d |\n", x.phrase(2), x.phrase(5), x.words.IntN(400))
	}
	x.WriteByte('\n')
}

// sentence returns a sentence of about so many bytes.
func (x *text) sentence(length int) string {
	var b strings.Builder
	for b.Len() < length {
		if b.Len() > 0 {
			b.WriteString(x.comma)
		}
		b.WriteString(x.run(3 + x.words.IntN(6)))
	}
	return capital(b.String()) + x.end
}

// line returns a sentence that ends its line.
func (x *text) line(length int) string { return strings.TrimSpace(x.sentence(length)) }

// phrase returns some words that begin with a capital.
func (x *text) phrase(words int) string { return capital(x.run(words)) }

func (x *text) run(words int) string {
	out := make([]string, words)
	for i := range out {
		out[i] = x.tongue.words[x.words.IntN(len(x.tongue.words))]
	}
	return strings.Join(out, x.space)
}

func capital(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:]
}
