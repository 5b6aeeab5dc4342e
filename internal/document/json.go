package document

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// node is an element as pandoc writes it in JSON.
type node struct {
	T string `json:"t"`
	C any    `json:"c,omitempty"`
}

// JSON writes a manuscript as pandoc reads it. version is the model's, such as [1 22 2].
func (m *Document) JSON(version []int) ([]byte, error) {
	meta := map[string]any{}
	for key, value := range map[string]string{"title": m.Title, "subtitle": m.Subtitle, "date": m.Date} {
		if value != "" {
			meta[key] = node{"MetaInlines", inlinesOut([]Inline{{Kind: Str, Text: value}})}
		}
	}
	if m.Lang != "" {
		meta["lang"] = node{"MetaString", m.Lang}
	}
	if m.RightToLeft {
		meta["dir"] = node{"MetaString", "rtl"}
	}
	return json.Marshal(struct {
		Version []int          `json:"pandoc-api-version"`
		Meta    map[string]any `json:"meta"`
		Blocks  []any          `json:"blocks"`
	}{version, meta, blocksOut(m.Blocks)})
}

func attr(id, class string, keys map[string]string) []any {
	classes, pairs := strings.Fields(class), [][]string{}
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		pairs = append(pairs, []string{k, keys[k]})
	}
	if classes == nil {
		classes = []string{}
	}
	return []any{id, classes, pairs}
}

func blocksOut(blocks []Block) []any {
	out := []any{}
	for _, b := range blocks {
		out = append(out, b.out()...)
	}
	return out
}

func itemsOut(items [][]Block) (out [][]any) {
	out = [][]any{}
	for _, item := range items {
		out = append(out, blocksOut(item))
	}
	return out
}

func (b Block) out() []any {
	switch b.Kind {
	case Para:
		if b.Tight {
			return []any{node{"Plain", inlinesOut(b.Inlines)}}
		}
		return []any{node{"Para", inlinesOut(b.Inlines)}}
	case Header:
		return []any{node{"Header", []any{b.Level, attr(b.ID, "", nil), inlinesOut(b.Inlines)}}}
	case BulletList:
		return []any{node{b.Kind, itemsOut(b.Items)}}
	case OrderedList:
		return []any{node{b.Kind, []any{[]any{b.Start, node{T: "Decimal"}, node{T: "Period"}}, itemsOut(b.Items)}}}
	case Quote:
		return []any{node{b.Kind, blocksOut(b.Items[0])}}
	case CodeBlock:
		return []any{node{b.Kind, []any{attr("", "", nil), b.Text}}}
	case Definitions:
		list := []any{}
		for i, term := range b.Terms {
			list = append(list, []any{inlinesOut(term), []any{blocksOut(b.Items[i])}})
		}
		return []any{node{b.Kind, list}}
	case Table:
		return []any{b.tableOut()}
	case Rule:
		return []any{node{T: b.Kind}}
	case Div:
		return blocksOut(b.Items[0])
	}
	return nil
}

func (b Block) tableOut() any {
	columns := 0
	for _, r := range b.Rows {
		columns = max(columns, r.width())
	}
	specs, head, body := []any{}, []any{}, []any{}
	for range columns {
		specs = append(specs, []any{node{T: "AlignDefault"}, node{"ColWidth", 1 / float64(columns)}})
	}
	for _, r := range b.Rows {
		cells := []any{}
		for _, c := range r.Cells {
			cells = append(cells, []any{attr("", "", nil), node{T: alignOut(c.Align)}, max(c.RowSpan, 1),
				max(c.Columns, 1), blocksOut(c.Blocks)})
		}
		row := []any{attr("", "", nil), cells}
		if r.Head && len(body) == 0 {
			head = append(head, row)
		} else {
			body = append(body, row)
		}
	}
	none := attr("", "", nil)
	return node{Table, []any{none, []any{nil, []any{}}, specs, []any{none, head}, []any{[]any{none, 0, []any{}, body}},
		[]any{none, []any{}}}}
}

func (r Row) width() (n int) {
	for _, c := range r.Cells {
		n += max(c.Columns, 1)
	}
	return n
}

func alignOut(align string) string {
	if align == "" {
		return "AlignDefault"
	}
	return "Align" + strings.ToUpper(align[:1]) + align[1:]
}

func inlinesOut(ins []Inline) []any {
	out := []any{}
	for _, in := range ins {
		out = append(out, in.out()...)
	}
	return out
}

func (in Inline) out() []any {
	switch in.Kind {
	case Str:
		return wordsOut(in.Text)
	case LineBreak:
		return []any{node{T: LineBreak}}
	case Code:
		return []any{node{Code, []any{attr("", "", nil), in.Text}}}
	case Link:
		return []any{node{Link, []any{attr("", "", nil), inlinesOut(in.Kids), []any{in.Target, ""}}}}
	case Image: // without its file: pandoc is to read none
		return inlinesOut(in.Kids)
	case Note:
		return []any{node{Note, blocksOut(in.Blocks)}}
	case Span:
		return []any{node{Span, []any{attr(in.ID, in.Class, in.Keys), inlinesOut(in.Kids)}}}
	case Hidden:
		return nil
	}
	return []any{node{in.Kind, inlinesOut(in.Kids)}}
}

// wordsOut parts words from the white space between them. A no-break space is part of a word.
func wordsOut(s string) (out []any) {
	for s != "" {
		i := strings.IndexFunc(s, breaks)
		if i < 0 {
			i = len(s)
		}
		if i > 0 {
			out = append(out, node{Str, s[:i]})
			s = s[i:]
			continue
		}
		s = strings.TrimLeftFunc(s, breaks)
		out = append(out, node{T: "Space"})
	}
	return out
}

func breaks(r rune) bool {
	return r != '\u00a0' && r != '\u202f' && r != '\u2007' && unicode.IsSpace(r)
}
