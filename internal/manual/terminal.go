package manual

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// Style says how a terminal shows what is not plain.
type Style struct{ Heading, Code, Quiet func(string) string }

// Terminal sets the page for a terminal of a width. Pages that it links to are named at the end, by the commands that
// show them.
func (p Page) Terminal(width int, style Style) string {
	s := setter{source: []byte(p.Markdown), width: max(width, 20), style: style}
	s.blocks(pages.Parser().Parse(text.NewReader(s.source)), "")
	if len(s.further) > 0 {
		s.paragraph("See also: "+strings.Join(s.further, ", "), "")
	}
	return strings.TrimSpace(s.out.String()) + "\n"
}

var pages = goldmark.New(goldmark.WithExtensions(extension.Table))

// setter sets one page.
type setter struct {
	source  []byte
	width   int
	style   Style
	out     strings.Builder
	further []string // commands that show what the page links to
}

// blocks sets what stands below a node, each block after an empty line.
func (s *setter) blocks(parent ast.Node, indent string) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		s.block(n, indent)
	}
}

func (s *setter) block(n ast.Node, indent string) {
	switch n := n.(type) {
	case *ast.Heading:
		words := strings.Fields(s.inline(n))
		for i := range words {
			words[i] = s.style.Heading(words[i])
		}
		s.paragraph(strings.Join(words, " "), indent)
	case *ast.Paragraph:
		s.paragraph(s.inline(n), indent)
	case *ast.TextBlock:
		s.out.WriteString(indent + s.wrapped(s.inline(n), indent) + "\n")
	case *ast.List:
		s.list(n, indent)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		s.code(n, indent)
	case *ast.Blockquote:
		s.blocks(n, indent+"  ")
	case *east.Table:
		s.table(n, indent)
	}
}

// code sets a block of code as it is, indented.
func (s *setter) code(n ast.Node, indent string) {
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		s.out.WriteString(strings.TrimRight(indent+"    "+string(line.Value(s.source)), " \n") + "\n")
	}
	s.out.WriteString("\n")
}

func (s *setter) list(n *ast.List, indent string) {
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "- "
		if n.IsOrdered() {
			mark = strconv.Itoa(number) + ". "
			number++
		}
		var inner setter
		inner.source, inner.width, inner.style = s.source, s.width, s.style
		within := indent + strings.Repeat(" ", len(mark))
		inner.blocks(item, within)
		set := strings.TrimRight(inner.out.String(), "\n")
		s.out.WriteString(indent + mark + strings.TrimPrefix(set, within) + "\n")
		for _, c := range inner.further {
			if !slices.Contains(s.further, c) {
				s.further = append(s.further, c)
			}
		}
	}
	s.out.WriteString("\n")
}

// table sets each row as an entry: the first cell, what kind of thing it is, and below that what it means. So it fits
// into any width.
func (s *setter) table(n *east.Table, indent string) {
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		if _, head := row.(*east.TableHeader); head {
			continue
		}
		var cells []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			if said := s.inline(cell); said != "" {
				cells = append(cells, said)
			}
		}
		last := len(cells) - 1
		if last < 0 {
			continue
		}
		s.out.WriteString(indent + strings.TrimRight(s.wrapped(strings.Join(cells[:max(last, 1)], ": "), indent),
			"\n") + "\n")
		if last > 0 && cells[last] != "" {
			s.out.WriteString(indent + "    " + s.wrapped(cells[last], indent+"    ") + "\n")
		}
	}
	s.out.WriteString("\n")
}

func (s *setter) paragraph(line, indent string) {
	if line != "" {
		s.out.WriteString(indent + s.wrapped(line, indent) + "\n\n")
	}
}

// bound stands for a space at which no line is broken.
const bound = "\u00a0"

// wrapped breaks a line at its spaces, so that it fits; the lines after the first are indented.
func (s *setter) wrapped(line, indent string) string {
	var b strings.Builder
	at := runewidth.StringWidth(indent)
	for i, word := range strings.Fields(strings.ReplaceAll(line, bound, "\x00")) {
		wide := runewidth.StringWidth(plain(word))
		switch {
		case i == 0:
		case at+1+wide > s.width:
			b.WriteString("\n" + indent)
			at = runewidth.StringWidth(indent)
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += wide
	}
	return strings.ReplaceAll(b.String(), "\x00", " ")
}
