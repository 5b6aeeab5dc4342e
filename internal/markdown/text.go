package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"gazette/internal/markdown/dialect"
	"gazette/internal/markdown/lint"
	"gazette/internal/markdown/rawhtml"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// Text is one parsed Markdown text. Between Parse and HTML its headings may be given other ids and its links other
// targets.
type Text struct {
	Title    *Heading // the heading that repeats the title and is left out, or nil
	Headings []*Heading
	Links    []*Link // in reading order, images among them
	Pictures []Picture
	Anchors  map[string]bool // every id of the text but those of headings
	Problems source.Problems
	Dropped  bool // HTML leaves something out that the author wrote

	named     map[string]bool // the ids of its headings
	converter *Converter
	file      source.File
	at        int // offset of the text in file
	tree      dialect.Tree
	raws      []rawhtml.Piece  // its raw HTML
	open      rawhtml.OpenTags // the elements of raw HTML that are open, while it is surveyed
	verdicts  rawhtml.Verdicts
	numbers   []numberedItem
	links     linksWithin
	shut      map[string]bool // the names of its end tags, once somebody has asked
	refused   map[string]bool // ids that were taken off: a link to one is no second mistake
}

// Heading is one heading of a text.
type Heading struct {
	Level    int
	Text     string
	ID       string
	Explicit bool // the id was written by the author
	At       int  // its offset in the file
	End      int  // of the title: where its lines end
	node     *ast.Heading
}

// Link is one link or image of a text.
type Link struct {
	Target string // without character references and backslashes; may be replaced before HTML
	Text   string // what it reads
	Image  bool
	At     int // its offset in the file
	node   ast.Node
}

// Picture is a picture of a text.
type Picture struct {
	Source string // where it is loaded from
	At     int    // its offset in the file
}

// Parse reads the text that starts at offset at of file. A heading that repeats the title is left out, see dropTitle.
func (p *Converter) Parse(file source.File, at int, title string) *Text {
	t := &Text{converter: p, file: file.Indexed(), at: at, tree: dialect.Tree{Src: file.Data[at:]},
		Anchors: map[string]bool{}}
	if met := t.parse(title); met != "" {
		t.refuse(met)
	}
	return t
}

// parse makes the tree and surveys it. It returns the limit that the text has met; no text ends the program.
func (t *Text) parse(title string) (met dialect.Limit) {
	defer func() {
		if cause := recover(); cause != nil {
			met = dialect.LimitOf(cause)
		}
	}()
	tree, found, met := dialect.Parse(t.converter.md.Parser(), t.tree.Src)
	if met != "" {
		return met
	}
	t.tree = tree
	t.report(found...)
	t.dropTitle(title)
	t.survey()
	t.nameHeadings()
	if !t.converter.early {
		t.report(lint.Find(t.tree)...)
	}
	return ""
}

// At returns the offset in the file of an offset of the text. A place by line and column is worked out for what is
// reported alone; see source.File.Pos.
func (t *Text) At(offset int) int { return t.at + max(offset, 0) }

// survey walks the text once and notes what others ask for.
func (t *Text) survey() {
	_ = ast.Walk(t.tree.Root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			t.note(n)
		}
		return ast.WalkContinue, nil
	})
	t.unlinkWithin()
}

// note notes what others ask for of one node, and reports what is wrong with it.
func (t *Text) note(n ast.Node) {
	if h, ok := n.(*ast.Heading); ok {
		t.report(t.tree.HeadingAttributes(h)...)
	}
	t.cleanAttributes(n)
	switch n := n.(type) {
	case *ast.Heading:
		t.noteHeading(n)
		return
	case *ast.List:
		t.numberItems(n)
	case *ast.Link:
		t.noteLink(n, string(dialect.Unescape(n.Destination)), string(t.tree.Words(n)), false)
	case *ast.AutoLink:
		t.noteLink(n, autoTarget(n, t.tree.Src), string(n.Label(t.tree.Src)), false)
	case *ast.Image:
		t.noteLink(n, string(dialect.Unescape(n.Destination)), string(t.tree.Words(n)), true)
	case *ast.RawHTML, *ast.HTMLBlock:
		p, _ := rawhtml.Of(n, t.tree.Src)
		t.noteRaw(p)
	case *extast.TableCell:
		alignCell(n)
	}
	if id, ok := t.ownID(n); ok {
		t.anchor(id, n.Pos())
	}
}

// noteHeading keeps a heading. The page's title is the only heading of level 1.
func (t *Text) noteHeading(n *ast.Heading) {
	n.Level = max(n.Level, 2)
	h := &Heading{Level: n.Level, Text: strings.Join(strings.Fields(string(t.tree.Words(n))), " "), At: t.At(n.Pos()),
		node: n}
	h.ID, h.Explicit = t.ownID(n)
	t.Headings = append(t.Headings, h)
}

// noteLink keeps a link or a picture.
func (t *Text) noteLink(n ast.Node, target, text string, image bool) {
	t.Links = append(t.Links,
		&Link{Target: target, Text: text, Image: image, At: t.At(linkPos(n, t.tree.Src)), node: n})
	if image {
		t.Pictures = append(t.Pictures, Picture{target, t.At(n.Pos())})
	} else {
		t.links.note(n)
	}
}

// problem reports something at an offset in the file.
func (t *Text) problem(at int, r rule.Rule, message, hint string) {
	t.Problems = append(t.Problems, t.file.Pos(at).Problem(r, message, hint))
}

// report makes problems of findings.
func (t *Text) report(found ...dialect.Finding) {
	for _, f := range found {
		t.problem(t.At(f.At), f.Rule, f.Message, f.Hint)
	}
}

// autoTarget is where a bare address leads: goldmark leaves an e-mail address without its scheme.
func autoTarget(n *ast.AutoLink, src []byte) string {
	url := string(n.URL(src))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(url), "mailto:") {
		return "mailto:" + url
	}
	return url
}

// linkPos returns the offset of a link. goldmark counts a bare address from the character before it.
func linkPos(n ast.Node, src []byte) int {
	at := max(n.Pos(), 0)
	if a, ok := n.(*ast.AutoLink); ok && at < len(src) && src[at] != '<' {
		at += max(bytes.Index(src[at:], a.Label(src)), 0)
	}
	return at
}

// refuse makes a text that met a limit empty, with a problem that says which.
func (t *Text) refuse(met dialect.Limit) {
	t.tree.Root = ast.NewDocument()
	t.Headings, t.Links, t.raws, t.Anchors = nil, nil, nil, map[string]bool{}
	t.Problems = append(t.Problems, t.file.Pos(t.at).Problem(rule.TextLimit,
		string(met),
		"write the text more simply, or split it; `gazette help markdown limits` lists the limits"))
}
