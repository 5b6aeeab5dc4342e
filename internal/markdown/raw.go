package markdown

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gazette/internal/address"
	"gazette/internal/markdown/dialect"
	"gazette/internal/rule"
)

// rawPiece is raw HTML as it stands in a text: a tag, or a block of lines.
type rawPiece struct {
	node ast.Node
	raw  []byte
	at   int // its offset in the text
}

// noteRaw notes what a piece of raw HTML brings: anchors, and what will be dropped.
func (t *Text) noteRaw(p rawPiece) {
	t.raws = append(t.raws, p)
	end := p.each(func(token html.Token, raw []byte, offset int) {
		t.open.count(token)
		t.links.tag(token)
		switch token.Type {
		case html.StartTagToken, html.SelfClosingTagToken:
			if !t.noteWords(token, raw, offset) {
				t.noteTag(token, offset)
			}
		case html.DoctypeToken, html.CommentToken:
			t.noteComment(raw, offset)
		}
	})
	if end < len(p.raw) {
		t.drop(t.At(p.at+end), rule.HTMLDropped, "the tag that begins here never ends and was left out",
			"write the > that ends it, without an empty line before it")
	}
}

// noteComment notes what is no comment, a comment without an end, which hides all that follows in its block, and one in
// which another begins: perhaps its end was forgotten, and the words up to the other's are lost.
func (t *Text) noteComment(raw []byte, offset int) {
	inner, comment := bytes.CutPrefix(raw, []byte("<!--"))
	switch {
	case !comment:
		t.drop(t.At(offset), rule.HTMLDropped, fmt.Sprintf("%q is an instruction to programs and was left out",
			dialect.Short(string(raw))), `take it out; if it is text, write \< at its beginning`)
	case !bytes.HasSuffix(bytes.TrimSpace(raw), []byte("-->")) && !bytes.HasSuffix(raw, []byte("--!>")):
		t.drop(t.At(offset), rule.HTMLDropped,
			"the comment that begins here never ends, and was left out with what follows it",
			"write the --> that ends it")
	case bytes.Contains(inner, []byte("<!--")):
		t.report(dialect.Lost(offset, fmt.Sprintf("in the comment %q another comment begins, and none of it is shown",
			dialect.Short(string(raw))), "end the first with -->, or take out the second <!--"))
	}
}

// each gives the pieces of raw HTML in their order. It returns how far whole
// tags reach.
func (p rawPiece) each(give func(token html.Token, raw []byte, offset int)) int {
	if name, ok := endTag(p.raw); ok { // without a tokenizer, whose buffer is large
		give(html.Token{Type: html.EndTagToken, Data: name}, p.raw, p.at)
		return len(p.raw)
	}
	z, at := html.NewTokenizer(bytes.NewReader(p.raw)), 0
	for z.Next() != html.ErrorToken {
		raw := z.Raw()
		n := len(raw)
		give(z.Token(), raw, p.at+at)
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

func (t *Text) noteTag(token html.Token, offset int) {
	kept, gone := t.allowed(named(token))
	if gone != "" {
		t.drop(t.At(offset), rule.HTMLDropped, gone+" is not allowed and was left out",
			"write it in Markdown, or leave it out; scripts and styles belong in templates/")
	}
	for _, a := range kept {
		value, words := unreserved(a.Key, a.Val)
		for _, word := range words {
			t.reserved(t.At(offset), a.Key, word)
		}
		if a.Key == "id" && value != "" {
			t.anchor(value, offset)
		}
		if a.Key == "src" && token.DataAtom == atom.Img {
			t.Pictures = append(t.Pictures, Picture{a.Val, t.At(offset)})
		}
		if r := refusedAttr(a); r != nil && (a.Key != "href" || token.DataAtom != atom.A) { // links are resolved later
			t.Refuse(t.At(offset), r)
		}
	}
}

// Refuse reports an address that is left out.
func (t *Text) Refuse(at int, r *address.Refusal) {
	t.drop(at, rule.AddressDropped, "the address "+r.Message+", and was left out", r.Hint)
}

// drop reports what HTML leaves out.
func (t *Text) drop(at int, r rule.Rule, message, hint string) {
	t.Dropped = true
	t.problem(at, r, message, hint)
}

// refusedAttr says why the address in an attribute may not be published, or nil.
func refusedAttr(a html.Attribute) *address.Refusal {
	switch a.Key {
	case "href", "cite":
		return refused(a.Val, a.Key != "href")
	case "src":
		return refused(a.Val, true)
	}
	return nil
}

// verdict is what the policy makes of a tag.
type verdict struct {
	kept []html.Attribute
	gone string
}

// allowed asks the policy about each tag once, however often it is written.
func (t *Text) allowed(token html.Token) (kept []html.Attribute, gone string) {
	key := token.String()
	v, known := t.verdicts[key]
	if !known {
		v.kept, v.gone = allowed(token)
		if t.verdicts == nil {
			t.verdicts = map[string]verdict{}
		}
		t.verdicts[key] = v
	}
	return v.kept, v.gone
}

// allowed returns the attributes of a tag that the policy keeps, and says what
// it takes away, or "".
func allowed(token html.Token) (kept []html.Attribute, gone string) {
	clean := policy().Sanitize(token.String())
	z := html.NewTokenizer(strings.NewReader(clean))
	if z.Next() == html.ErrorToken {
		return nil, "the element <" + token.Data + ">"
	}
	kept = z.Token().Attr
	for _, a := range token.Attr {
		if !slices.ContainsFunc(kept, func(k html.Attribute) bool { return k.Key == a.Key }) {
			return kept, "the attribute " + a.Key + " of <" + token.Data + ">"
		}
	}
	return kept, ""
}

// cleaned is a piece without what its author may not write, and with the
// addresses that rewrite gives its links. The elements that the policy does
// not know are left to it; the text in those that hold no markup is not kept,
// so that none of it can become markup elsewhere.
func (p rawPiece) cleaned(t *Text, rewrite func(string, int) string) []byte {
	var out bytes.Buffer
	unread := false
	p.each(func(token html.Token, raw []byte, offset int) {
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
			t.writeTag(&out, token, offset, rewrite)
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

// writeTag writes a tag as it may stand. A picture that may not be shown leaves
// its words.
func (t *Text) writeTag(out *bytes.Buffer, token html.Token, offset int, rewrite func(string, int) string) {
	if token.DataAtom == atom.Img && slices.ContainsFunc(token.Attr,
		func(a html.Attribute) bool { return refusedAttr(a) != nil }) {
		for _, a := range token.Attr {
			if a.Key == "alt" {
				out.WriteString(html.EscapeString(a.Val))
			}
		}
		return
	}
	token.Attr = t.cleanTag(token, offset, rewrite)
	out.WriteString(token.String())
}

// cleanTag is a tag's attributes, without those that its author may not set.
func (t *Text) cleanTag(token html.Token, offset int, rewrite func(string, int) string) (kept []html.Attribute) {
	for _, a := range named(token).Attr {
		if token.DataAtom == atom.A && a.Key == "href" {
			if rewrite != nil {
				a.Val = rewrite(address.Clean(a.Val), offset)
			}
			a.Val = normal(a.Val)
		}
		value, gone := unreserved(a.Key, a.Val)
		if a.Val = value; len(gone) > 0 && value == "" || refusedAttr(a) != nil {
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

// apply puts cleaned HTML in the place of a piece.
func (p rawPiece) apply(clean []byte) {
	s := ast.NewString(clean)
	s.SetCode(true) // written as it is
	parent := p.node.Parent()
	parent.ReplaceChild(parent, p.node, s)
}

func rawBlock(n *ast.HTMLBlock, src []byte) []byte {
	b := n.Lines().Value(src)
	if n.HasClosure() {
		b = append(b[:len(b):len(b)], n.ClosureLine.Value(src)...)
	}
	return b
}
