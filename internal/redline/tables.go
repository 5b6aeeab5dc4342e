package redline

import (
	"strings"

	"gazette/internal/text"
)

// replaceTables unpairs the rows of tables in which cells span rows and a row was deleted: shown among the new rows,
// the deleted one would push cells into columns where they do not belong. The whole old table then stands before
// the new one.
func (al *aligner) replaceTables() {
	loses := map[*node]bool{} // tables that lose a row
	for k := range al.us {
		if u := &al.us[k]; u.row != nil && (u.partner < 0 || u.moved) {
			loses[tableOf(u.row)] = true
		}
	}
	bad := map[*node]bool{} // those in which a cell spans rows
	oldSpans, newSpans := map[*node]bool{}, map[*node]bool{}
	for k := range al.us {
		u := &al.us[k]
		if u.row == nil || u.partner < 0 || !loses[tableOf(u.row)] {
			continue
		}
		t, now := tableOf(u.row), tableOf(al.vs[u.partner].row)
		bad[t] = bad[t] || once(oldSpans, t, al.c.old) || once(newSpans, now, al.c.new)
	}
	for k := range al.us {
		if u := &al.us[k]; u.row != nil && u.partner >= 0 && !u.moved && bad[tableOf(u.row)] {
			al.vs[u.partner].partner, u.partner = -1, -1
		}
	}
}

// once asks spansRows, and remembers what it says.
func once(known map[*node]bool, table *node, d *doc) bool {
	spans, ok := known[table]
	if !ok {
		spans = spansRows(d, table)
		known[table] = spans
	}
	return spans
}

// tableOf returns the table around a row.
func tableOf(row *node) *node {
	n := row
	for n.parent != nil && n.tag != "table" {
		n = n.parent
	}
	return n
}

// spansRows reports whether a cell of the table spans rows.
func spansRows(d *doc, table *node) bool {
	if table.end > table.start && !strings.Contains(d.src[table.start:table.end], "rowspan") {
		return false
	}
	s := text.Scanner{Src: d.src[table.start:table.end]}
	for s.Next() {
		if s.Kind == text.Start && (s.Name == "td" || s.Name == "th") {
			if v, ok := text.Attr(s.Attrs, "rowspan"); ok && strings.TrimSpace(v) != "1" {
				return true
			}
		}
	}
	return false
}
