package render

import (
	"bytes"
	"html"
	"regexp"
)

// On a phone, tables of a few columns are read row by row: every cell says
// what its column is about. That stands in an attribute, so that the words of
// a text, and its hash, are what they were.

// stackedColumns is how many columns a table has at most whose rows are stacked on a phone.
const stackedColumns = 5

var (
	tableStart = []byte(`<div class="n-table"`)
	tableEnd   = []byte("</table>")
	cellStart  = []byte("<td")
	rowEnd     = []byte("</tr>")
	headCell   = regexp.MustCompile(`(?s)<th(?: [^>]*)?>(.*?)</th>`)
	anyTag     = regexp.MustCompile(`<[^>]*>`)
	spanning   = regexp.MustCompile(`<t[hd][^>]* (?:colspan|rowspan)=`)
)

// stacked names the cells of a text's tables after their columns.
func stacked(text []byte) []byte {
	i := bytes.Index(text, tableStart)
	if i < 0 {
		return text
	}
	out := make([]byte, 0, len(text)+len(text)/8)
	for i >= 0 {
		n := bytes.Index(text[i:], tableEnd)
		if n < 0 {
			break
		}
		out = append(out, text[:i]...)
		out = append(out, labelled(text[i:i+n])...)
		text = text[i+n:]
		i = bytes.Index(text, tableStart)
	}
	return append(out, text...)
}

// labelled is one table, up to its end, with its cells named; as it was where
// that would be wrong.
func labelled(table []byte) []byte {
	head, body, ok := bytes.Cut(table, []byte("</thead>"))
	columns := headCell.FindAllSubmatch(head, -1)
	if !ok || len(columns) < 2 || len(columns) > stackedColumns || spanning.Match(table) || bytes.Contains(body, tableStart) {
		return table
	}
	labels := make([][]byte, len(columns))
	for i, c := range columns {
		plain := html.UnescapeString(string(anyTag.ReplaceAll(c[1], nil)))
		labels[i] = []byte(` data-label="` + html.EscapeString(plain) + `"`)
	}
	out := append([]byte(`<div class="n-table n-table--rows"`), head[len(tableStart):]...)
	out = append(out, "</thead>"...)
	for row := range bytes.SplitAfterSeq(body, rowEnd) {
		for k := 0; ; k++ {
			at := bytes.Index(row, cellStart)
			if at < 0 || k >= len(labels) {
				break
			}
			at += len(cellStart)
			out = append(append(out, row[:at]...), labels[k]...)
			row = row[at:]
		}
		out = append(out, row...)
	}
	return out
}
