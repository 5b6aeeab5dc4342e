// Package galley sets an edition's text: HTML, headings, anchors, and the problems found on the way.
//
// In a printing shop a galley is type that has been set but not yet made up
// into pages. A notice is set as a whole, because a translation takes the ids
// of its headings from the source text. Nothing of another notice is needed:
// whether a fragment in another notice exists is asked once all are set.
package galley

import (
	"html"
	"slices"
	"sync"

	"gazette/i18n"
	"gazette/internal/markdown"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/site"
	"gazette/internal/source"
	"gazette/internal/text"
)

// Galley is one edition's text, set.
type Galley struct {
	Edition  *notice.Edition
	HTML     string
	TitleID  string // where a link to the heading leads that repeated the title; "" when there was none
	Headings []Heading
	Links    []*markdown.Link // as resolved; for rules
	Pictures []markdown.Picture
	Anchors  []string // every id of the text, in no order
	Refs     []Ref    // fragments in other notices that the text leads to
	Problems source.Problems
	dropped  bool // HTML is without something that stands in the source
	source   source.File
	title    [2]int // where the heading stands that repeats the title
	hash     func() string
	early    func() string
	clauses  func() []text.Clause
}

// Heading is one heading of a text that was set.
type Heading struct {
	Level int
	Text  string
	ID    string
	At    int // offset in the file
}

// Ref is a link to a fragment of another notice's current text, or of the
// edition of a date.
type Ref struct {
	Slug     notice.Slug
	Locale   i18n.Locale
	Date     notice.Date // none for the current text
	Fragment string
	Page     string // instead of a fragment: the path of one of the notice's pages
	At       int    // offset in the file
}

// Hash is the text hash of what the galley reads; see docs/text-hash.md.
func (g *Galley) Hash() string { return g.hash() }

// EarlyHash is the hash of the text as reading 1 has it: changes that were
// recorded before the reading of today name it. It sets the text once more.
func (g *Galley) EarlyHash() string { return g.early() }

// Reading is what a reader reads as HTML: the title, then the body. Hashes and
// comparisons are made of it.
func (g *Galley) Reading() []byte {
	return []byte(g.titled() + g.HTML)
}

func (g *Galley) titled() string {
	return "<h2>" + html.EscapeString(g.Edition.Title) + "</h2>\n"
}

// Source is the file the text was set from.
func (g *Galley) Source() source.File { return g.source }

// Unread reports whether the text could not be set because nobody has its bytes.
func (g *Galley) Unread() bool { return g.source.Data == nil }

// Pos returns the place of an offset in the file.
func (g *Galley) Pos(at int) source.Pos { return g.source.Pos(at) }

// Clauses is what the body reads, cut at its headings and footnotes.
func (g *Galley) Clauses() []text.Clause { return g.clauses() }

// Formatter sets notices. It may be shared by goroutines.
type Formatter struct {
	site       *site.Site
	read       func(*notice.Edition) (source.File, source.Problems)
	converters map[i18n.Locale]*markdown.Converter
	early      map[bool]func() *markdown.Converter // by whether the text is spaceless
	hashes     Answers
}

// New returns a formatter for a site. read gives the file that an edition
// was parsed from, as source.Read does; wording gives the few words that the text's HTML speaks;
// hashes are those of texts that earlier runs have read, or nil.
func New(s *site.Site, wording func(i18n.Locale) *i18n.Catalog,
	read func(*notice.Edition) (source.File, source.Problems), hashes Answers) *Formatter {
	f := &Formatter{site: s, read: read, converters: map[i18n.Locale]*markdown.Converter{}, hashes: hashes}
	if hashes == nil {
		f.hashes = none{}
	}
	f.early = map[bool]func() *markdown.Converter{}
	for _, spaceless := range []bool{false, true} {
		f.early[spaceless] = sync.OnceValue(func() *markdown.Converter { return markdown.NewEarlyConverter(spaceless) })
	}
	for _, l := range s.Locales {
		words := wording(l.Tag)
		f.converters[l.Tag] = markdown.NewConverter(markdown.Words{Table: words.Text("table"),
			FootnoteBack: words.Text("footnote-back")}, spaceless(l.Tag))
	}
	return f
}

// spaceless reports whether a language's script has no spaces between words.
func spaceless(l i18n.Locale) bool {
	script := l.Script()
	return script == "Hans" || script == "Hant" || script == "Jpan"
}

// Notice sets every text of a notice.
func (f *Formatter) Notice(n *notice.Notice) map[*notice.Edition]*Galley {
	return f.Texts(n, n.Texts()...)
}

// Texts sets some texts of a notice, as Notice would: what they take over from source texts is read, and those are not
// set.
func (f *Formatter) Texts(n *notice.Notice, all ...*notice.Edition) map[*notice.Edition]*Galley {
	out := make(map[*notice.Edition]*Galley, len(all))
	texts := make(map[*notice.Edition]*markdown.Text, len(all))
	twins := map[twin]*notice.Edition{}
	for _, e := range all {
		if _, again := twins[twinOf(e)]; !again {
			twins[twinOf(e)] = e
			out[e], texts[e] = f.open(e)
		}
	}
	for _, e := range all {
		if texts[e] == nil {
			continue
		}
		lead := leadOf(n, e)
		if lead == nil {
			continue
		}
		if out[lead] == nil && !slices.Contains(all, lead) {
			if _, text := f.open(lead); text != nil {
				out[e].adopt(texts[e], text)
			}
		} else if texts[lead] != nil {
			out[e].adopt(texts[e], texts[lead])
		}
	}
	for _, e := range all {
		if texts[e] != nil {
			f.set(out[e], texts[e])
		}
	}
	for _, e := range all {
		if out[e] == nil {
			out[e] = out[twins[twinOf(e)]].copyFor(e)
		}
	}
	return out
}

// twin is what makes two files the same text: a working text and its record
// are, until somebody edits it. They are set once.
type twin struct {
	notice.Key
	hash [32]byte
}

func twinOf(e *notice.Edition) twin { return twin{e.Key(), e.Hash} }

// copyFor is the galley of an edition with the same file. Its problems and
// references were found already.
func (g *Galley) copyFor(e *notice.Edition) *Galley {
	c := *g
	c.Edition, c.Problems, c.Refs = e, nil, nil
	return &c
}

// Edition sets one edition by itself, with the ids that its own text gives.
func (f *Formatter) Edition(e *notice.Edition) *Galley {
	g, t := f.open(e)
	if t != nil {
		f.set(g, t)
	}
	return g
}

// open reads and parses an edition's file.
func (f *Formatter) open(e *notice.Edition) (*Galley, *markdown.Text) {
	file, ps := f.read(e)
	return f.begin(e, file, ps)
}

func (f *Formatter) begin(e *notice.Edition, file source.File, ps source.Problems) (*Galley, *markdown.Text) {
	unread := func() string { return "" }
	g := &Galley{Edition: e, source: file, Problems: ps, hash: unread, early: unread,
		clauses: func() []text.Clause { return nil }}
	if ps.Errors() {
		return g, nil
	}
	return g, f.converters[e.Locale].Parse(file, e.BodyAt, e.Title)
}

// leadOf returns the source-locale edition that a translation follows: the one
// of its date, else the last before it, else the first there is.
func leadOf(n *notice.Notice, e *notice.Edition) *notice.Edition {
	if e.Locale == n.Source {
		return nil
	}
	if lead := n.InForce(n.Source, e.Effective); lead != nil {
		return lead
	}
	if all := n.In(n.Source); len(all) > 0 {
		return all[0]
	}
	return nil
}

// adopt takes the source text's heading ids, or says where the two part.
func (g *Galley) adopt(t, lead *markdown.Text) {
	parted, ok := t.Adopt(lead.Headings, lead.Title)
	if ok {
		return
	}
	p := source.Pos{File: g.Edition.Path, Line: 1, Col: 1}.Problem(rule.TranslationStructure,
		"the headings end before those of the source text",
		"give the translation the source text's headings, or write the same ids {#id} in both")
	if parted != nil {
		p.Pos, p.Message = g.Pos(parted.At),
			"from this heading on the structure differs from the source text's, so links to its headings differ too"
	}
	t.Problems = append(t.Problems, p)
}

// set resolves the links and makes the HTML.
func (f *Formatter) set(g *Galley, t *markdown.Text) { f.finish(g, t, f.resolve(g, t)) }

func (f *Formatter) resolve(g *Galley, t *markdown.Text) *resolver {
	r := &resolver{site: f.site, galley: g, text: t}
	for _, l := range t.Links {
		r.link(l)
	}
	return r
}

func (f *Formatter) finish(g *Galley, t *markdown.Text, r *resolver) {
	g.HTML = t.HTML(r.raw)
	g.hash = sync.OnceValue(func() string {
		return f.hash(g.Edition,
			func() string { return text.Hash(g.titled(), g.HTML) })
	})
	g.early = sync.OnceValue(func() string { return text.EarlyHash(g.titled(), f.earlyHTML(g.Edition, g.source)) })
	g.clauses = sync.OnceValue(func() []text.Clause { return text.Clauses(g.HTML) })
	g.Links, g.Pictures, g.dropped = t.Links, t.Pictures, t.Dropped
	for id := range t.Anchors {
		g.Anchors = append(g.Anchors, id)
	}
	if t.Title != nil {
		g.title = [2]int{t.Title.At, t.Title.End}
		g.TitleID = t.Title.ID
	}
	if g.TitleID != "" {
		g.Anchors = append(g.Anchors, g.TitleID)
	}
	for _, h := range t.Headings {
		g.Headings = append(g.Headings, Heading{h.Level, h.Text, h.ID, h.At})
		g.Anchors = append(g.Anchors, h.ID)
	}
	g.Problems = append(g.Problems, t.Problems...)
	g.Problems = judged(g.Edition, g.source.Located(g.Problems.Few()))
}

// Refused reports whether the text met a limit: there are words in it, and none of them are shown.
func (g *Galley) Refused() bool {
	return slices.ContainsFunc(g.Problems, func(p source.Problem) bool { return p.Rule == rule.TextLimit })
}

// judged keeps only what can be mended: a recorded text never changes, so
// problems in it would be reported for ever. One that cannot be set cannot be
// published either.
func judged(e *notice.Edition, ps source.Problems) source.Problems {
	if e.Origin != notice.Archive {
		return ps
	}
	return slices.DeleteFunc(ps, func(p source.Problem) bool { return p.Rule != rule.TextLimit })
}
