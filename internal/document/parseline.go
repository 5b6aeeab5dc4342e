package document

import (
	"encoding/json"
	"strings"
)

// attrIn is pandoc's triple of id, classes and keys.
type attrIn struct {
	id, class string
	keys      map[string]string
}

func (a *attrIn) UnmarshalJSON(data []byte) error {
	var classes []string
	var keys [][2]string
	if err := json.Unmarshal(data, &[]any{&a.id, &classes, &keys}); err != nil {
		return err
	}
	a.class, a.keys = strings.Join(classes, " "), map[string]string{}
	for _, k := range keys {
		a.keys[k[0]] = k[1]
	}
	return nil
}

// inlines turns elements into inlines; texts that follow each other are one.
func (r *reader) inlines(es []element) (out []Inline) {
	for _, in := range descend(r, es, r.inline) {
		if n := len(out); in.Kind == Str && n > 0 && out[n-1].Kind == Str {
			out[n-1].Text += in.Text
			continue
		}
		out = append(out, in)
	}
	return out
}

func (r *reader) inline(e element) []Inline {
	in := Inline{Kind: e.T}
	var attrs attrIn
	var kids []element
	switch e.T {
	case Str:
		r.into(e.C, &in.Text)
		return []Inline{in}
	case "Space", "SoftBreak":
		return []Inline{{Kind: Str, Text: " "}}
	case LineBreak:
		return []Inline{in}
	case Emph, Strong, Strikeout, Superscript, Subscript, Underline:
		in.Kids = r.inlines(r.elements(e.C))
		return []Inline{in}
	case "SmallCaps":
		return r.inlines(r.elements(e.C))
	case "Quoted":
		var kind element
		r.into(e.C, &kind, &kids)
		marks := [2]string{"“", "”"}
		if kind.T == "SingleQuote" {
			marks = [2]string{"‘", "’"}
		}
		return append(append([]Inline{{Kind: Str, Text: marks[0]}}, r.inlines(kids)...),
			Inline{Kind: Str, Text: marks[1]})
	case "Cite":
		r.into(e.C, new(any), &kids)
		return r.inlines(kids)
	case Code, "Math":
		r.into(e.C, new(any), &in.Text)
		in.Kind = map[string]string{Code: Code, "Math": Str}[e.T]
		return []Inline{in}
	case Link, Image:
		var to []string
		r.into(e.C, new(any), &kids, &to)
		if in.Kids = r.inlines(kids); len(to) > 0 {
			in.Target = to[0]
		}
		return []Inline{in}
	case Note:
		in.Blocks = r.blocks(r.elements(e.C))
		return []Inline{in}
	case Span:
		r.into(e.C, &attrs, &kids)
		in.ID, in.Class, in.Keys, in.Kids = attrs.id, attrs.class, attrs.keys, r.inlines(kids)
		if in.Class == "" && in.ID == "" {
			return in.Kids
		}
		return []Inline{in}
	}
	return nil
}
