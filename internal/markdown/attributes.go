package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// attributeLine is kramdown's inline attribute list at the end of a line:
// {: #id .class key="value" }.
var attributeLine = regexp.MustCompile(`^(.*?)[ \t]*\{:[ \t]*([^{}]*?)[ \t]*\}[ \t]*$`)

var attributePart = regexp.MustCompile(`#([^\s#.="']+)|\.([^\s#.="']+)|([A-Za-z][\w-]*)=(?:"([^"]*)"|'([^']*)'|(\S+))`)

// allowedAttributes are those an author may set on any element. What else an
// attribute list says (kramdown's options, datetime on a paragraph) has no
// meaning in HTML and is left out.
var allowedAttributes = map[string]bool{"id": true, "class": true, "lang": true, "dir": true, "title": true}

// attributeLines takes attribute lists off the last line of a paragraph,
// before its inline text is read. One that stands at the end of a paragraph
// belongs to it; a line of its own after another block belongs to that block.
type attributeLines struct{}

func (attributeLines) Transform(p *ast.Paragraph, reader text.Reader, _ parser.Context) {
	lines := p.Lines()
	for lines.Len() > 0 {
		last := lines.At(lines.Len() - 1)
		if line := bytes.TrimRight(last.Value(reader.Source()), " \t\n"); len(line) == 0 || line[len(line)-1] != '}' {
			return
		}
		m := attributeLine.FindSubmatch(bytes.TrimRight(last.Value(reader.Source()), "\n"))
		if m == nil {
			return
		}
		if len(bytes.TrimSpace(m[1])) > 0 {
			last.Stop = last.Start + len(m[1])
			lines.Set(lines.Len()-1, last)
			setAttributes(p, m[2])
			return
		}
		if lines.Len() == 1 {
			takeBack(p, m[2])
			return
		}
		lines.SetSliced(0, lines.Len()-1)
		trimLineEnd(lines, reader.Source())
		setAttributes(p, m[2])
	}
}

// takeBack gives a paragraph that is nothing but attributes to the block before it.
func takeBack(p *ast.Paragraph, list []byte) {
	target := p.PreviousSibling()
	if target == nil {
		return // kramdown would give them to the block that follows; no corpus text does
	}
	setAttributes(target, list)
	p.Parent().RemoveChild(p.Parent(), p)
}

// trimLineEnd drops the line break that the removed line has left behind.
func trimLineEnd(lines *text.Segments, source []byte) {
	last := lines.At(lines.Len() - 1)
	lines.Set(lines.Len()-1, last.TrimRightSpace(source))
}

// setAttributes parses an attribute list onto a node. An id already there wins:
// it was written closer to the text.
func setAttributes(n ast.Node, list []byte) {
	for _, m := range attributePart.FindAllStringSubmatch(string(list), -1) {
		switch {
		case m[1] != "":
			if _, ok := n.AttributeString("id"); !ok {
				n.SetAttributeString("id", []byte(m[1]))
			}
		case m[2] != "":
			class := m[2]
			if old, ok := n.AttributeString("class"); ok {
				class = string(asBytes(old)) + " " + class
			}
			n.SetAttributeString("class", []byte(class))
		case allowedAttributes[strings.ToLower(m[3])]:
			n.SetAttributeString(strings.ToLower(m[3]), []byte(m[4]+m[5]+m[6]))
		}
	}
}

// trailingAttributes takes an attribute list off the end of a heading, whose
// text goldmark has already read.
func trailingAttributes(h *ast.Heading, source []byte) {
	open, at := lastBrace(h, source)
	if open == nil {
		return
	}
	var list strings.Builder
	list.Write(open.Segment.Value(source)[at:])
	for n := open.NextSibling(); n != nil; n = n.NextSibling() {
		list.Write(plain(n, source))
	}
	m := attributeLine.FindStringSubmatch(list.String())
	if m == nil {
		return
	}
	for n := open.NextSibling(); n != nil; {
		next := n.NextSibling()
		h.RemoveChild(h, n)
		n = next
	}
	open.Segment = open.Segment.WithStop(open.Segment.Start + at)
	open.Segment = open.Segment.TrimRightSpace(source)
	setAttributes(h, []byte(m[2]))
}

// lastBrace finds the last "{:" among a heading's own text.
func lastBrace(h *ast.Heading, source []byte) (*ast.Text, int) {
	joinTexts(h)
	for n := h.LastChild(); n != nil; n = n.PreviousSibling() {
		if t, ok := n.(*ast.Text); ok {
			if i := bytes.LastIndex(t.Segment.Value(source), []byte("{:")); i >= 0 {
				return t, i
			}
		}
	}
	return nil, 0
}

// joinTexts makes one node of the texts that goldmark has cut at a sign.
func joinTexts(h *ast.Heading) {
	for n := h.FirstChild(); n != nil; {
		next := n.NextSibling()
		t, isText := n.(*ast.Text)
		u, too := next.(*ast.Text)
		if isText && too && t.Segment.Stop == u.Segment.Start && !t.SoftLineBreak() && !t.HardLineBreak() {
			u.Segment = u.Segment.WithStart(t.Segment.Start)
			h.RemoveChild(h, n)
		}
		n = next
	}
}

func asBytes(v any) []byte {
	switch v := v.(type) {
	case []byte:
		return v
	case string:
		return []byte(v)
	}
	return nil
}
