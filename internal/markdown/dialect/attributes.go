package dialect

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// attributeLine is kramdown's inline attribute list at the end of a line: {: #id .class key="value" }.
var attributeLine = regexp.MustCompile(`^(.*?)[ \t]*\{:[ \t]*([^{}]*?)[ \t]*\}[ \t]*$`)

// attributePart is one of the things that an attribute list says: an id, a class, or a key with its value.
var attributePart = regexp.MustCompile(`#([^\s#.="']+)|\.([^\s#.="']+)|([A-Za-z][\w-]*)=(?:"([^"]*)"|'([^']*)'|(\S+))`)

// allowedAttributes are those an author may set on any element. What else an attribute list says (kramdown's options,
// datetime on a paragraph) has no meaning in HTML and is left out.
var allowedAttributes = map[string]bool{"id": true, "class": true, "lang": true, "dir": true, "title": true}

// MaySet reports whether an author may set an attribute, by its name in any letters.
func MaySet(attribute string) bool { return allowedAttributes[strings.ToLower(attribute)] }

// CutAttributes takes an attribute list off the end of a line of the file. It reports whether there is one.
func CutAttributes(line []byte) (words []byte, found bool) {
	m := attributesOf(line)
	if m == nil {
		return line, false
	}
	return m[1], true
}

// attributesOf finds an attribute list at the end of a line: the line, what stands before the list, what in it.
func attributesOf(line []byte) [][]byte {
	if escaped(line, bytes.LastIndexByte(line, '{')) {
		return nil
	}
	return attributeLine.FindSubmatch(line)
}

// escaped reports whether a backslash makes the sign at a place plain text.
func escaped(line []byte, at int) bool {
	n := 0
	for at > n && line[at-n-1] == '\\' {
		n++
	}
	return n%2 == 1
}

// attributeLines takes attribute lists off the last line of a paragraph, before its inline text is read. One that
// stands at the end of a paragraph belongs to it; a line of its own belongs to the block above it. early reads such
// lines as reading 1 did, see docs/text-hash.md.
type attributeLines struct{ early bool }

// Transform takes the attribute lists off the end of a paragraph, one after the other.
func (a attributeLines) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, src := p.Lines(), reader.Source()
	for n := 0; lines.Len() > 0; n++ {
		if n > maxAttributes {
			guardOf(pc).stop("more than %d lines of attributes follow each other", maxAttributes)
		}
		last := lines.At(lines.Len() - 1)
		if line := bytes.TrimRight(last.Value(src), " \t\n"); len(line) == 0 || line[len(line)-1] != '}' {
			return
		}
		m := attributesOf(bytes.TrimRight(last.Value(src), "\n"))
		if m == nil {
			return
		}
		if words := stray(m[2]); words != "" {
			note(pc, strayWords(last.Start, words))
		}
		if len(bytes.TrimSpace(m[1])) > 0 {
			last.Stop = last.Start + len(m[1])
			lines.Set(lines.Len()-1, last)
			setAttributes(a.lasting(p), m[2])
			return
		}
		if lines.Len() == 1 {
			a.takeBack(p, m[2])
			return
		}
		lines.SetSliced(0, lines.Len()-1)
		trimLineEnd(lines, src)
		setAttributes(a.owner(p, src, last.Start), m[2])
	}
}

// owner is the block that a line of attributes below a paragraph belongs to: the paragraph, or the list, quotation or
// definition list around it whose margin the line has. Markdown itself takes such a line for a part of the paragraph.
func (a attributeLines) owner(p ast.Node, src []byte, at int) ast.Node {
	if a.early {
		return p
	}
	owner := a.lasting(p)
	margin := src[bytes.LastIndexByte(src[:at], '\n')+1 : at]
	quotes, depth := bytes.Count(margin, []byte(">")), 0
	for n := p.Parent(); n != nil; n = n.Parent() {
		if n.Kind() == ast.KindBlockquote {
			depth++
		}
	}
	for n := p.Parent(); n != nil; n = n.Parent() {
		switch n.Kind() {
		case ast.KindListItem:
			if len(margin) <= column(src, n.Pos()) {
				owner = n.Parent()
			}
		case ast.KindBlockquote:
			if quotes < depth {
				owner = n
			}
			depth--
		case extast.KindDefinitionDescription:
			if len(margin) == 0 {
				owner = n.Parent()
			}
		}
	}
	return owner
}

// lasting is a paragraph, or the item whose first block it is: in a list without blank lines a paragraph is not kept
// as an element.
func (a attributeLines) lasting(p ast.Node) ast.Node {
	switch parent := p.Parent(); {
	case a.early || parent == nil || p.PreviousSibling() != nil:
	case parent.Kind() == ast.KindListItem, parent.Kind() == extast.KindDefinitionDescription:
		return parent
	}
	return p
}

// column is how many bytes stand before a place on its line.
func column(src []byte, at int) int {
	at = min(max(at, 0), len(src))
	return at - bytes.LastIndexByte(src[:at], '\n') - 1
}

// takeBack gives a paragraph that is nothing but attributes to the block before it. Where there is none the line
// stays, and readers see it.
func (a attributeLines) takeBack(p *ast.Paragraph, list []byte) {
	target := p.PreviousSibling()
	for target != nil && !a.early && target.Kind() == ast.KindLinkReferenceDefinition {
		target = target.PreviousSibling()
	}
	if target == nil || !a.early && target.Kind() == ast.KindHTMLBlock {
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

// setAttributes parses an attribute list onto a node. An id already there wins: it was written closer to the text.
func setAttributes(n ast.Node, list []byte) {
	var classes []string
	for _, m := range attributePart.FindAllStringSubmatch(string(list), -1) {
		switch {
		case m[1] != "":
			if _, ok := n.AttributeString("id"); !ok {
				n.SetAttributeString("id", []byte(m[1]))
			}
		case m[2] != "":
			classes = append(classes, m[2])
		case MaySet(m[3]):
			n.SetAttributeString(strings.ToLower(m[3]), []byte(m[4]+m[5]+m[6]))
		}
	}
	if len(classes) == 0 {
		return
	}
	if old, ok := n.AttributeString("class"); ok {
		classes = append([]string{Value(old)}, classes...)
	}
	n.SetAttributeString("class", []byte(strings.Join(classes, " ")))
}

// stray returns the words of an attribute list that set nothing.
func stray(list []byte) string {
	rest := attributePart.ReplaceAll(list, []byte(" "))
	if bytes.IndexFunc(rest, unicode.IsLetter) < 0 && bytes.IndexFunc(rest, unicode.IsDigit) < 0 {
		return ""
	}
	return string(bytes.Join(bytes.Fields(rest), []byte(" ")))
}

// strayWords is a finding about words in an attribute list that set nothing.
func strayWords(at int, words string) Finding {
	return Lost(at, fmt.Sprintf("%q is in an attribute list, where it sets nothing, and is not shown",
		Short(words)), `write #id, .class or lang="de"; write \{ at its beginning if it is text`)
}

// HeadingAttributes takes an attribute list off the end of a heading, whose text goldmark has already read, and sets
// what it says. It returns what the list holds beside attributes.
func (t Tree) HeadingAttributes(h *ast.Heading) (found []Finding) {
	open, at := lastBrace(h, t.Src)
	if open == nil {
		return nil
	}
	var list strings.Builder
	list.Write(open.Segment.Value(t.Src)[at:])
	for n := open.NextSibling(); n != nil; n = n.NextSibling() {
		list.Write(t.Words(n))
	}
	m := attributeLine.FindStringSubmatch(list.String())
	if m == nil {
		return nil
	}
	if words := stray([]byte(m[2])); words != "" {
		found = append(found, strayWords(open.Segment.Start+at, words))
	}
	for n := open.NextSibling(); n != nil; {
		next := n.NextSibling()
		h.RemoveChild(h, n)
		n = next
	}
	open.Segment = open.Segment.WithStop(open.Segment.Start + at)
	open.Segment = open.Segment.TrimRightSpace(t.Src)
	setAttributes(h, []byte(m[2]))
	return found
}

// lastBrace finds the last "{:" among a heading's own text.
func lastBrace(h *ast.Heading, source []byte) (*ast.Text, int) {
	joinTexts(h)
	for n := h.LastChild(); n != nil; n = n.PreviousSibling() {
		if t, ok := n.(*ast.Text); ok {
			if i := bytes.LastIndex(t.Segment.Value(source), []byte("{:")); i >= 0 {
				if escaped(source, t.Segment.Start+i) {
					return nil, 0
				}
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

// Value is what an attribute of a node says; goldmark keeps bytes, and strings where an author wrote quotation marks.
func Value(v any) string {
	switch v := v.(type) {
	case []byte:
		return string(v)
	case string:
		return v
	}
	return ""
}
