package document

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// element is an element of pandoc's JSON, its content not read yet.
type element struct {
	T string          `json:"t"`
	C json.RawMessage `json:"c"`
}

var errDeep = errors.New("its parts are nested too deep")

// Parse reads the JSON that pandoc writes.
func Parse(data []byte) (*Document, error) {
	var doc struct {
		Meta   map[string]element `json:"meta"`
		Blocks []element          `json:"blocks"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("pandoc's answer cannot be read: %w", err)
	}
	r := reader{}
	m := &Document{Blocks: r.blocks(doc.Blocks)}
	for key, to := range map[string]*string{"title": &m.Title, "subtitle": &m.Subtitle, "date": &m.Date} {
		if v, ok := doc.Meta[key]; ok && v.T == "MetaInlines" {
			*to = Words(r.inlines(r.elements(v.C)))
		}
	}
	return m, r.err
}

// reader turns pandoc's JSON into blocks; its first error stays.
type reader struct {
	err   error
	depth int
}

func (r *reader) into(data json.RawMessage, parts ...any) {
	var err error
	if len(parts) == 1 {
		err = json.Unmarshal(data, parts[0])
	} else {
		err = json.Unmarshal(data, &parts)
	}
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("pandoc's answer cannot be read: %w", err)
	}
}

func (r *reader) elements(data json.RawMessage) (es []element) {
	r.into(data, &es)
	return es
}

// descend turns elements that stand within another one, where that is not too deep.
func descend[T any](r *reader, es []element, turn func(element) []T) (out []T) {
	if r.depth++; r.depth > MaxNesting {
		r.err = errDeep
	}
	defer func() { r.depth-- }()
	for _, e := range es {
		if r.err != nil {
			return nil
		}
		out = append(out, turn(e)...)
	}
	return out
}

func (r *reader) blocks(es []element) []Block { return descend(r, es, r.block) }

func (r *reader) items(data json.RawMessage) (out [][]Block) {
	var items [][]element
	r.into(data, &items)
	for _, item := range items {
		out = append(out, r.blocks(item))
	}
	return out
}

func (r *reader) block(e element) []Block {
	switch e.T {
	case "Para", "Plain":
		return []Block{{Kind: Para, Tight: e.T == "Plain", Inlines: r.inlines(r.elements(e.C))}}
	case Header:
		b := Block{Kind: Header}
		var attrs attrIn
		var ins []element
		r.into(e.C, &b.Level, &attrs, &ins)
		b.ID, b.Inlines = attrs.id, r.inlines(ins)
		return []Block{b}
	case BulletList:
		return []Block{{Kind: BulletList, Items: r.items(e.C)}}
	case OrderedList:
		var start []json.RawMessage
		var items json.RawMessage
		r.into(e.C, &start, &items)
		b := Block{Kind: OrderedList, Items: r.items(items)}
		if len(start) > 0 {
			r.into(start[0], &b.Start)
		}
		return []Block{b}
	case Quote:
		return []Block{{Kind: Quote, Items: [][]Block{r.blocks(r.elements(e.C))}}}
	case CodeBlock:
		b := Block{Kind: CodeBlock}
		r.into(e.C, new(any), &b.Text)
		return []Block{b}
	case Definitions:
		return []Block{r.definitions(e.C)}
	case Table:
		return []Block{r.table(e.C)}
	case Rule:
		return []Block{{Kind: Rule}}
	case Div:
		var inner []element
		r.into(e.C, new(any), &inner)
		return r.blocks(inner)
	case "Figure":
		var inner []element
		r.into(e.C, new(any), new(any), &inner)
		return r.blocks(inner)
	case "LineBlock":
		var lines [][]element
		r.into(e.C, &lines)
		b := Block{Kind: Para}
		for i, line := range lines {
			if i > 0 {
				b.Inlines = append(b.Inlines, Inline{Kind: LineBreak})
			}
			b.Inlines = append(b.Inlines, r.inlines(line)...)
		}
		return []Block{b}
	}
	return nil // raw pieces of other formats
}

func (r *reader) definitions(data json.RawMessage) Block {
	b := Block{Kind: Definitions}
	var list [][2]json.RawMessage
	r.into(data, &list)
	for _, entry := range list {
		var all []Block
		for _, d := range r.items(entry[1]) {
			all = append(all, d...)
		}
		b.Terms = append(b.Terms, r.inlines(r.elements(entry[0])))
		b.Items = append(b.Items, all)
	}
	return b
}

func (r *reader) table(data json.RawMessage) Block {
	b := Block{Kind: Table}
	var head, foot [2]json.RawMessage
	var bodies [][4]json.RawMessage
	var specs [][2]element
	r.into(data, new(any), new(any), &specs, &head, &bodies, &foot)
	aligns := make([]string, len(specs))
	for i, s := range specs {
		aligns[i] = alignIn(s[0].T)
	}
	b.rows(r, head[1], true, aligns)
	for _, body := range bodies {
		b.rows(r, body[2], true, aligns)
		b.rows(r, body[3], false, aligns)
	}
	b.rows(r, foot[1], false, aligns)
	return b
}

func (b *Block) rows(r *reader, data json.RawMessage, head bool, aligns []string) {
	var rows [][2]json.RawMessage
	if data != nil {
		r.into(data, &rows)
	}
	for _, row := range rows {
		var cells []json.RawMessage
		r.into(row[1], &cells)
		out, empty := Row{Head: head}, true
		for i, c := range cells {
			var cell Cell
			var align element
			var inner []element
			r.into(c, new(any), &align, &cell.RowSpan, &cell.Columns, &inner)
			if cell.Align = alignIn(align.T); cell.Align == "" && i < len(aligns) {
				cell.Align = aligns[i]
			}
			cell.Blocks = r.blocks(inner)
			empty = empty && len(cell.Blocks) == 0
			out.Cells = append(out.Cells, cell)
		}
		if !head || !empty { // pandoc gives a table without a head an empty one
			b.Rows = append(b.Rows, out)
		}
	}
}

func alignIn(t string) string {
	if t == "AlignDefault" {
		return ""
	}
	return strings.ToLower(strings.TrimPrefix(t, "Align"))
}
