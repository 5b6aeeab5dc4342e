package redline

import "unicode"

// A row is known by its first cell: of two rows that share most of their words, the one with the same first cell is the
// same row, wherever it stands. This holds for first cells that name something, once in each text; a running number in
// the first column names nothing.

// nameRows finds the rows of both sides that have the same name, and notes it in each as its twin.
func nameRows(us, vs []unit) {
	olds, news := rowNames(us), rowNames(vs)
	for name, i := range olds {
		if j, ok := news[name]; ok && i >= 0 && j >= 0 {
			us[i].twin, vs[j].twin = j, i
		}
	}
}

// rowNames returns the units that are rows by their names; -1 for a name that several have.
func rowNames(us []unit) map[string]int {
	out := map[string]int{}
	for k := range us {
		name := us[k].name
		if name == "" {
			continue
		}
		if _, ok := out[name]; ok {
			out[name] = -1
		} else {
			out[name] = k
		}
	}
	return out
}

// rowName returns what the first cell of a row reads, or "" if that has no letter.
func rowName(d *doc, row *node) string {
	cells := cellsOf(row)
	if len(cells) < 2 || cells[0].first == cells[0].last {
		return ""
	}
	name := d.reading(cells[0].first, cells[0].last, " ")
	for _, r := range name {
		if unicode.IsLetter(r) {
			return name
		}
	}
	return ""
}

// distinct reports whether two rows cannot be one, because one of them is another row on the other side.
func distinct(us, vs []unit, i, j int) bool {
	return us[i].twin >= 0 && us[i].twin != j || vs[j].twin >= 0 && vs[j].twin != i
}

// namesakes returns the pairs of rows that have one name and do not read the same.
func (c *comparison) namesakes(us, vs []unit) []edge {
	var edges []edge
	for i := range us {
		u := &us[i]
		if u.twin < 0 || u.key == vs[u.twin].key {
			continue
		}
		v := &vs[u.twin]
		s, like := c.similarity(u, v)
		// As good as the same row: no likeness of its other cells to another row's outweighs the name.
		edges = append(edges, edge{i: i, j: u.twin, score: float64(s)*like + float64(min(u.weight, v.weight))/2 + 1})
	}
	return edges
}
