package render

import (
	"html"
	"regexp"
	"strings"
)

// On a phone, tables of a few columns are read row by row: every cell says
// what its column is about. That stands in an attribute, so that the words of
// a text, and its hash, are what they were.

// stackedColumns is how many columns a table has at most whose rows are stacked on a phone.
const stackedColumns = 5

const (
	tableStart = `<div class="n-table"`
	tableEnd   = "</table>"
	cellStart  = "<td"
	rowEnd     = "</tr>"
)

var (
	headCell = regexp.MustCompile(`(?s)<th(?: [^>]*)?>(.*?)</th>`)
	anyTag   = regexp.MustCompile(`<[^>]*>`)
	spanning = regexp.MustCompile(`<t[hd][^>]* (?:colspan|rowspan)=`)
)

// stacked names the cells of a text's tables after their columns.
func stacked(text string) string {
	i := strings.Index(text, tableStart)
	if i < 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + len(text)/8)
	for i >= 0 {
		n := strings.Index(text[i:], tableEnd)
		if n < 0 {
			break
		}
		b.WriteString(text[:i])
		labelled(&b, text[i:i+n])
		text = text[i+n:]
		i = strings.Index(text, tableStart)
	}
	b.WriteString(text)
	return b.String()
}

// labelled writes one table, up to its end, with its cells named; as it was
// where that would be wrong.
func labelled(b *strings.Builder, table string) {
	head, body, ok := strings.Cut(table, "</thead>")
	columns := headCell.FindAllStringSubmatch(head, -1)
	if !ok || len(columns) < 2 || len(columns) > stackedColumns || spanning.MatchString(table) ||
		strings.Contains(body, tableStart) {
		b.WriteString(table)
		return
	}
	labels := make([]string, len(columns))
	for i, c := range columns {
		labels[i] = ` data-label="` + html.EscapeString(html.UnescapeString(anyTag.ReplaceAllString(c[1], ""))) + `"`
	}
	b.WriteString(`<div class="n-table n-table--rows"` + head[len(tableStart):] + "</thead>")
	for row := range strings.SplitAfterSeq(body, rowEnd) {
		for _, label := range labels {
			at := strings.Index(row, cellStart)
			if at < 0 {
				break
			}
			at += len(cellStart)
			b.WriteString(row[:at])
			b.WriteString(label)
			row = row[at:]
		}
		b.WriteString(row)
	}
}
