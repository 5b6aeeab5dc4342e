package translation

import (
	"strconv"
	"strings"

	"gazette/internal/xliff"
)

// translated says of each unit of a source text what an earlier translation of it says; "" where nothing can be told.
// The two have the same structure, or the same headings with the same number of units between them.
func translated(source, target *Text) map[string][]xliff.Piece {
	out := map[string][]xliff.Piece{}
	if source == nil || target == nil {
		return out
	}
	byID := map[string]Unit{}
	for _, u := range target.Units {
		if u.Kind == "front" {
			byID[u.ID] = u
		}
	}
	for _, u := range source.Units {
		if u.Kind == "front" && byID[u.ID].ID != "" {
			out[u.ID] = byID[u.ID].Pieces
		}
	}
	a, b := sections(source.Units), sections(target.Units)
	if len(a) != len(b) {
		return out
	}
	for i := range a {
		if !sameShape(a[i], b[i]) {
			continue
		}
		for k := range a[i] {
			if pieces, ok := recoded(a[i][k], b[i][k]); ok {
				out[a[i][k].ID] = pieces
			}
		}
	}
	return out
}

// sections are the units of a body, cut before each heading.
func sections(units []Unit) [][]Unit {
	out := [][]Unit{nil}
	for _, u := range units {
		if u.Kind == "front" {
			continue
		}
		if u.Level > 0 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], u)
	}
	return out
}

func sameShape(a, b []Unit) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Kind != b[i].Kind || a[i].Level != b[i].Level {
			return false
		}
	}
	return true
}

// recoded gives the codes of a translation the numbers that they have in the source: each is the first of its kind, and
// of its target where it is a link, that is left.
func recoded(source, target Unit) (out []xliff.Piece, ok bool) {
	if source.literal || target.literal {
		return nil, source.literal == target.literal && source.Key() == target.Key()
	}
	left := append([]string(nil), source.Marks...)
	number := map[string]string{}
	for pass := range 2 {
		for i, what := range target.Marks {
			id := strconv.Itoa(i + 1)
			if number[id] != "" {
				continue
			}
			for k, have := range left {
				if have != "" && (have == what || pass == 1 && sameKind(have, what)) {
					number[id], left[k] = strconv.Itoa(k+1), ""
					break
				}
			}
		}
	}
	for _, have := range left {
		if have != "" {
			return nil, false // a code of the source is missing
		}
	}
	for _, p := range target.Pieces {
		if p.Kind != xliff.Text {
			if p.ID = number[p.ID]; p.ID == "" {
				return nil, false
			}
		}
		out = append(out, p)
	}
	return out, true
}

func sameKind(a, b string) bool {
	x, _, _ := strings.Cut(a, " ")
	y, _, _ := strings.Cut(b, " ")
	return x == y
}
