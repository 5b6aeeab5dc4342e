package blocks

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	gmtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"gazette/internal/document"
	"gazette/internal/markdown/dialect"
	"gazette/internal/markdown/rawhtml"
)

// inlines makes the inlines of a block with these lines. opaque is true when the place of one could not be told: its
// words are right all the same.
func (w *walker) inlines(n ast.Node, lines *gmtext.Segments) (ins []document.Inline, from, to int, opaque bool) {
	s := &scribe{w: w, src: w.Tree.Src, lines: lines, at: lines.At(0).Start}
	last := lines.At(lines.Len() - 1)
	s.end = last.Start + len(bytes.TrimRight(last.Value(w.Tree.Src), " \t\n"))
	for s.at < s.end && (s.src[s.at] == ' ' || s.src[s.at] == '\t') {
		s.at++
	}
	start := s.at
	ins = paired(s.kids(n))
	return ins, w.place(start), w.place(s.at), s.lost
}

// scribe reads the inlines of one block in order; at is how far it has read. goldmark says where words stand, not
// where marks end.
type scribe struct {
	w       *walker
	src     []byte
	lines   *gmtext.Segments
	line    int
	at, end int
	lost    bool
}

// kids reads all inlines in a node, and joins words that stand side by side.
func (s *scribe) kids(n ast.Node) (out []document.Inline) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		for _, in := range s.inline(c) {
			k := len(out) - 1
			if k >= 0 && in.Kind == document.Str && out[k].Kind == document.Str && out[k].End == in.At {
				out[k].Text, out[k].End = out[k].Text+in.Text, in.End
				continue
			}
			out = append(out, in)
		}
	}
	return out
}

// inline reads one inline; of words that end a line it makes two.
func (s *scribe) inline(n ast.Node) []document.Inline {
	switch n := n.(type) {
	case *ast.Text:
		return s.text(n)
	case *ast.String:
		return []document.Inline{{Kind: document.Str, Text: string(n.Value), At: s.place(), End: s.place()}}
	case *ast.CodeSpan:
		return []document.Inline{s.code(n)}
	case *ast.Emphasis:
		return []document.Inline{s.marked(n, [3]string{"", document.Emph, document.Strong}[min(n.Level, 2)], n.Level)}
	case *extast.Strikethrough:
		width := 1
		if s.at+1 < len(s.src) && s.src[s.at+1] == '~' {
			width = 2
		}
		return []document.Inline{s.marked(n, document.Strikeout, width)}
	case *ast.Link:
		in := s.marked(n, document.Link, 1)
		in.Target = s.w.Targets[n]
		return []document.Inline{in}
	case *ast.Image:
		in := s.marked(n, document.Image, 2)
		in.Target = s.w.Targets[n]
		return []document.Inline{in}
	case *ast.AutoLink:
		return []document.Inline{s.address(n)}
	case *ast.RawHTML:
		return []document.Inline{s.raw(n)}
	case *extast.FootnoteLink:
		in := document.Inline{Kind: document.Note, At: s.place(), Blocks: s.w.noteOf(n.Index)}
		s.skipTo(bytes.IndexByte(s.src[min(s.at, len(s.src)):], ']') + 1)
		in.End = s.place()
		return []document.Inline{in}
	}
	return nil // ways back from notes
}

// place is where it has come to, in the file.
func (s *scribe) place() int { return s.w.place(s.at) }

// skipTo goes on by so many bytes; where there are none to skip, the place is lost.
func (s *scribe) skipTo(n int) {
	if n <= 0 {
		s.lost = true
		return
	}
	s.at += n
}

// text reads words, and the end of their line.
func (s *scribe) text(n *ast.Text) (out []document.Inline) {
	seg := n.Segment
	if seg.Start != s.at && seg.Len() > 0 {
		s.lost = true
		s.at = seg.Start
	}
	if seg.Len() > 0 {
		words := string(dialect.Unescape(seg.Value(s.src)))
		out = append(out, document.Inline{Kind: document.Str, Text: words, At: s.place(), End: s.w.place(seg.Stop)})
		s.at = seg.Stop
	}
	if !n.SoftLineBreak() && !n.HardLineBreak() {
		return out
	}
	in := document.Inline{Kind: document.Str, Text: " ", At: s.place()}
	if n.HardLineBreak() {
		in = document.Inline{Kind: document.LineBreak, At: s.place()}
	} else if s.spaceless(n) {
		in.Text = ""
	}
	s.nextLine()
	in.End = s.place()
	return append(out, in)
}

// spaceless reports whether the end of a line is no space, as goldmark has it for languages without spaces: between
// two wide characters, and before marks.
func (s *scribe) spaceless(n *ast.Text) bool {
	words := n.Segment.Value(s.src)
	if !s.w.Spaceless || len(words) == 0 {
		return false
	}
	next, ok := n.NextSibling().(*ast.Text)
	if !ok || next.Segment.Len() == 0 {
		return true
	}
	first, _ := utf8.DecodeRune(next.Segment.Value(s.src))
	return util.IsEastAsianWideRune(util.ToRune(words, len(words)-1)) && util.IsEastAsianWideRune(first)
}

// nextLine goes to where the next line begins.
func (s *scribe) nextLine() {
	for ; s.line < s.lines.Len(); s.line++ {
		if next := s.lines.At(s.line); next.Start > s.at || next.Start == s.at && s.line > 0 &&
			s.src[max(s.at-1, 0)] == '\n' {
			s.at = next.Start
			for s.at < len(s.src) && (s.src[s.at] == ' ' || s.src[s.at] == '\t') {
				s.at++
			}
			return
		}
	}
	s.lost = true
}

// code reads a span of code, whose backticks stand around its words.
func (s *scribe) code(n *ast.CodeSpan) document.Inline {
	in := document.Inline{Kind: document.Code, At: s.place()}
	var words strings.Builder
	stop := s.at
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if text, ok := c.(*ast.Text); ok {
			words.Write(text.Segment.Value(s.src))
			stop = text.Segment.Stop
		}
	}
	ticks := 0
	for s.at+ticks < len(s.src) && s.src[s.at+ticks] == '`' {
		ticks++
	}
	in.Text = strings.ReplaceAll(strings.TrimRight(words.String(), "\n"), "\n", " ")
	end := bytes.Index(s.src[min(stop, len(s.src)):], bytes.Repeat([]byte("`"), max(ticks, 1)))
	if ticks == 0 || end < 0 {
		s.lost = true
	} else {
		s.at = stop + end + ticks
	}
	in.End = s.place()
	return in
}

// marked reads an element whose kids stand between marks; opening is how long the first is.
func (s *scribe) marked(n ast.Node, kind string, opening int) document.Inline {
	in := document.Inline{Kind: kind, At: s.place()}
	if !s.opens(kind) {
		s.lost = true
	}
	s.at += opening
	in.In = s.place()
	in.Kids = paired(s.kids(n))
	in.Out = s.place()
	switch kind {
	case document.Link, document.Image:
		s.closeLink()
	default:
		s.at += opening
	}
	in.End = s.place()
	return in
}

// opens reports whether a mark of a kind stands here.
func (s *scribe) opens(kind string) bool {
	if s.at >= len(s.src) {
		return false
	}
	return strings.IndexByte(map[string]string{document.Emph: "*_", document.Strong: "*_", document.Strikeout: "~",
		document.Link: "[", document.Image: "!"}[kind], s.src[s.at]) >= 0
}

// raw reads a tag; paired makes of it what it means.
func (s *scribe) raw(n *ast.RawHTML) document.Inline {
	if n.Segments.At(0).Start != s.at {
		s.lost = true
	}
	p, _ := rawhtml.Of(n, s.src)
	in := document.Inline{Kind: document.Hidden, At: s.place(), Text: string(p.Clean(s.w.Rewrite))}
	s.at = n.Segments.At(n.Segments.Len() - 1).Stop
	in.End = s.place()
	return in
}
