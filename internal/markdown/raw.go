package markdown

import (
	"bytes"
	"fmt"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gazette/internal/address"
	"gazette/internal/markdown/dialect"
	"gazette/internal/markdown/rawhtml"
	"gazette/internal/rule"
)

// noteRaw notes what a piece of raw HTML brings: anchors, and what will be dropped.
func (t *Text) noteRaw(p rawhtml.Piece) {
	t.raws = append(t.raws, p)
	end := p.Each(func(token html.Token, raw []byte, offset int) {
		if err := t.open.Count(token); err != nil {
			panic(dialect.Limit(err.Error()))
		}
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
	if end < len(p.Raw) {
		t.drop(t.At(p.At+end), rule.HTMLDropped, "the tag that begins here never ends and was left out",
			"write the > that ends it, without an empty line before it")
	}
}

// noteComment notes what is no comment, a comment without an end, which hides all that follows in its block, and one
// in which another begins: perhaps its end was forgotten, and the words up to the other's are lost.
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

// noteTag notes the id, the picture and the addresses that a tag brings, and reports what of it will be dropped.
func (t *Text) noteTag(token html.Token, offset int) {
	kept, gone := t.verdicts.Of(rawhtml.Named(token))
	if gone != "" {
		t.drop(t.At(offset), rule.HTMLDropped, gone+" is not allowed and was left out",
			"write it in Markdown, or leave it out; scripts and styles belong in templates/")
	}
	for _, a := range kept {
		value, words := rawhtml.Unreserved(a.Key, a.Val)
		for _, word := range words {
			t.reserved(t.At(offset), a.Key, word)
		}
		if a.Key == "id" && value != "" {
			t.anchor(value, offset)
		}
		if a.Key == "src" && token.DataAtom == atom.Img {
			t.Pictures = append(t.Pictures, Picture{a.Val, t.At(offset)})
		}
		if r := rawhtml.RefusedAttr(a); r != nil &&
			(a.Key != "href" || token.DataAtom != atom.A) { // links are resolved later
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

// reserved reports a word of an attribute that belongs to the pages around a text. An id of theirs is kept in mind,
// so that a link to it is no second mistake.
func (t *Text) reserved(at int, name, word string) {
	if name == "id" {
		t.Dropped = true
		if t.refused == nil {
			t.refused = map[string]bool{}
		}
		t.refused[word] = true
		t.badID(at, "the id \""+word+"\" belongs to the pages around the text",
			"choose another id, one that does not begin with n-")
		return
	}
	t.drop(at, rule.HTMLDropped, "the "+name+" \""+word+"\" belongs to the pages around the text and was left out",
		"choose a name that does not begin with n-, rl- or fn")
}
