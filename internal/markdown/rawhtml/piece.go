// Package rawhtml says what raw HTML of a text may stand in a page, and cleans it.
//
// What an author may write is a short list of elements and attributes. What belongs to the pages around a text, what
// runs, and addresses that may not be published are left out, in a piece of raw HTML as in the whole of what was
// rendered.
package rawhtml

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gazette/internal/address"
	"gazette/internal/markdown/dialect"
)

// Piece is raw HTML as it stands in a text: a tag in a line, or a block of lines.
type Piece struct {
	node ast.Node
	Raw  []byte
	At   int // its offset in the text
}

// Of returns the raw HTML of a node of a text, of a tag or of a block. It reports false where a node is neither.
func Of(n ast.Node, src []byte) (p Piece, ok bool) {
	switch n := n.(type) {
	case *ast.RawHTML:
		return Piece{n, n.Segments.Value(src), n.Segments.At(0).Start}, true
	case *ast.HTMLBlock:
		return Piece{n, rawBlock(n, src), dialect.BlockStart(n)}, true
	}
	return Piece{}, false
}

// Each gives the pieces of raw HTML in their order. It returns how far whole tags reach.
func (p Piece) Each(give func(token html.Token, raw []byte, offset int)) int {
	if name, ok := endTag(p.Raw); ok { // without a tokenizer, whose buffer is large
		give(html.Token{Type: html.EndTagToken, Data: name}, p.Raw, p.At)
		return len(p.Raw)
	}
	z, at := html.NewTokenizer(bytes.NewReader(p.Raw)), 0
	for z.Next() != html.ErrorToken {
		raw := z.Raw()
		n := len(raw)
		give(z.Token(), raw, p.At+at)
		at += n
	}
	return at
}

// endTag reports whether a piece is an end tag and nothing else, and its name.
func endTag(raw []byte) (name string, ok bool) {
	inner, begins := bytes.CutPrefix(raw, []byte("</"))
	inner, ends := bytes.CutSuffix(inner, []byte(">"))
	if !begins || !ends || len(inner) == 0 || len(inner) > 16 {
		return "", false
	}
	for _, c := range inner {
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') {
			return "", false
		}
	}
	return strings.ToLower(string(inner)), true
}

// Clean is a piece without what its author may not write, and with the addresses that rewrite gives its links. The
// elements that the policy does not know are left to it; the text in those that hold no markup is not kept, so that
// none of it can become markup elsewhere.
func (p Piece) Clean(rewrite func(string, int) string) []byte {
	var out bytes.Buffer
	unread := false
	p.Each(func(token html.Token, raw []byte, offset int) {
		switch token.Type {
		case html.TextToken:
			if !unread {
				out.Write(raw)
			}
		case html.EndTagToken:
			out.WriteString("</" + token.Data + ">")
		case html.StartTagToken, html.SelfClosingTagToken:
			if unread = rawText[token.Data]; unread {
				token.Attr = nil
			}
			writeTag(&out, token, offset, rewrite)
			return
		}
		unread = false
	})
	return out.Bytes()
}

// rawText are the elements that hold no markup (HTML Standard, 13.2.5).
var rawText = map[string]bool{"script": true, "style": true, "textarea": true, "title": true, "xmp": true,
	"iframe":  true,
	"noembed": true, "noframes": true, "noscript": true, "plaintext": true}

// writeTag writes a tag as it may stand. A picture that may not be shown leaves its words.
func writeTag(out *bytes.Buffer, token html.Token, offset int, rewrite func(string, int) string) {
	if token.DataAtom == atom.Img && slices.ContainsFunc(token.Attr,
		func(a html.Attribute) bool { return RefusedAttr(a) != nil }) {
		for _, a := range token.Attr {
			if a.Key == "alt" {
				out.WriteString(html.EscapeString(a.Val))
			}
		}
		return
	}
	token.Attr = cleanTag(token, offset, rewrite)
	out.WriteString(token.String())
}

// cleanTag is a tag's attributes, without those that its author may not set.
func cleanTag(token html.Token, offset int, rewrite func(string, int) string) (kept []html.Attribute) {
	for _, a := range Named(token).Attr {
		if token.DataAtom == atom.A && a.Key == "href" {
			if rewrite != nil {
				a.Val = rewrite(address.Clean(a.Val), offset)
			}
			a.Val = normal(a.Val)
		}
		value, gone := Unreserved(a.Key, a.Val)
		if a.Val = value; len(gone) > 0 && value == "" || RefusedAttr(a) != nil {
			continue
		}
		kept = append(kept, a)
	}
	return kept
}

// normal is an address of raw HTML as texts have been hashed with it.
func normal(href string) string {
	u, err := url.Parse(href)
	if err != nil || strings.HasPrefix(href, own) {
		return href
	}
	return u.String()
}

// Replace puts cleaned HTML in the place of a piece.
func (p Piece) Replace(clean []byte) {
	s := ast.NewString(clean)
	s.SetCode(true) // written as it is
	parent := p.node.Parent()
	parent.ReplaceChild(parent, p.node, s)
}

// IsComment reports whether a piece is one comment and nothing else.
func (p Piece) IsComment() bool {
	raw := bytes.TrimSpace(p.Raw)
	return bytes.HasPrefix(raw, []byte("<!--")) && bytes.Index(raw, []byte("-->")) == len(raw)-3
}

// rawBlock is a block of raw HTML with the line that closes it.
func rawBlock(n *ast.HTMLBlock, src []byte) []byte {
	b := n.Lines().Value(src)
	if n.HasClosure() {
		b = append(b[:len(b):len(b)], n.ClosureLine.Value(src)...)
	}
	return b
}

// Span is where a piece stands in the text.
func (p Piece) Span() (from, to int) {
	switch n := p.node.(type) {
	case *ast.RawHTML:
		return p.At, n.Segments.At(n.Segments.Len() - 1).Stop
	case *ast.HTMLBlock:
		to = p.At
		if lines := n.Lines(); lines.Len() > 0 {
			to = lines.At(lines.Len() - 1).Stop
		}
		if n.HasClosure() {
			to = max(to, n.ClosureLine.Stop)
		}
		return p.At, to
	}
	return p.At, p.At
}

// Named gives an <a name> the id that it was written for: browsers have taken both for the same since HTML 4, and
// HTML knows the id alone today.
func Named(token html.Token) html.Token {
	if token.DataAtom != atom.A {
		return token
	}
	hasID := slices.ContainsFunc(token.Attr, func(a html.Attribute) bool { return a.Key == "id" })
	attrs := slices.Clone(token.Attr)
	token.Attr = attrs[:0]
	for _, a := range attrs {
		if a.Key == "name" && hasID {
			continue
		}
		if a.Key == "name" {
			a.Key, hasID = "id", true
		}
		token.Attr = append(token.Attr, a)
	}
	return token
}

// Safe is a piece as the policy leaves it, by itself.
func (p Piece) Safe() []byte { return policy().SanitizeBytes(p.Clean(nil)) }
