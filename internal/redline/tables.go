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
	bad := map[*node]bool{}
	for k := range al.us {
		u := &al.us[k]
		if u.row == nil || u.partner < 0 || !loses[tableOf(u.row)] {
			continue
		}
		if t := tableOf(u.row); !bad[t] {
			bad[t] = spansRows(al.c.old, t) || spansRows(al.c.new, tableOf(al.vs[u.partner].row))
		}
	}
	for k := range al.us {
		if u := &al.us[k]; u.row != nil && u.partner >= 0 && !u.moved && bad[tableOf(u.row)] {
			al.vs[u.partner].partner, u.partner = -1, -1
		}
	}
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
