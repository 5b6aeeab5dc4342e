package redline

import (
	"bytes"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gazette/internal/text"
)

// few are bounds that short texts are beyond.
var few = bounds{clauses: 6, changes: 2}

// TestCoarse holds what is shown of texts beyond the bounds to what every redline must fulfil, and to the rule that
// nothing else than what is beyond them is compared coarsely.
func TestCoarse(t *testing.T) {
	met := map[string]bool{}
	rapid.Check(t, func(t *rapid.T) {
		var old, new []block
		for range rapid.IntRange(1, 8).Draw(t, "blocks") {
			b := drawnBlock(t, 2)
			old = append(old, b)
			if rapid.Bool().Draw(t, "changed") {
				b = drawnBlock(t, 2)
			}
			new = append(new, b)
		}
		o, n := fromBytes(document(old)), fromBytes(document(new))
		if o == nil || n == nil {
			t.Skip("not stable")
		}
		r := checkCompared(t, few.compare, o, n)
		fine := Compare(o, n)
		over := fine.Stats.changes() > few.changes
		clauses := max(len(parse(o).leaves), len(parse(n).leaves))
		switch {
		case fine.Stats.Empty(), clauses <= few.clauses && !over:
			if r.Limit != nil || !bytes.Equal(r.HTML(testLabels), fine.HTML(testLabels)) {
				t.Errorf("compared coarsely, for %+v", r.Limit)
			}
		case r.Limit == nil:
			t.Errorf("%d clauses and %d changes met no limit", clauses, fine.Stats.changes())
		default:
			met[r.Limit.What] = true
		}
	})
	if !met["clauses"] || !met["changes"] {
		t.Errorf("only %v were met", met)
	}
}

// TestCoarseEnds: what both texts begin and end with is not marked, and the hidden words stand once around each side.
func TestCoarseEnds(t *testing.T) {
	same, tail := "<h2>Terms</h2>\n<p>Be kind.</p>\n", "<p>That is all.</p>\n"
	old := []byte(same + "<p>one</p><p>two</p><ul><li>three</li></ul>" + tail)
	new := []byte(same + "<p>four</p><p>two</p><ul><li>five</li></ul>" + tail)
	r := bounds{clauses: 5, changes: 9}.compare(old, new)
	want := same + `<p class="rl-deleted"><del class="rl-del" id="change-1" data-change="1">` + hidden("deleted:") + `one</del></p>
<p class="rl-deleted"><del class="rl-del">two</del></p>
<ul class="rl-deleted"><li class="rl-deleted"><del class="rl-del">three` + hidden("end of deletion") + `</del></li>
</ul>
<p><ins class="rl-ins" id="change-2" data-change="2">` + hidden("inserted:") + `four</ins></p>
<p><ins class="rl-ins">two</ins></p>
<ul><li class="rl-inserted"><ins class="rl-ins">five` + hidden("end of insertion") + `</ins></li>
</ul>
` + tail
	if got := string(r.HTML(testLabels)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if s := r.Stats; s.ClausesDeleted != 3 || s.ClausesInserted != 3 || s.WordsDeleted != 3 || s.WordsInserted != 3 {
		t.Errorf("%+v", s)
	}
	if *r.Limit != (Limit{"clauses", 5}) || r.Changes[0].OldText != "one | two | three" {
		t.Errorf("%+v %+v", *r.Limit, r.Changes)
	}
}

func hidden(words string) string { return `<span class="visually-hidden"> ` + words + ` </span>` }

// TestBounded holds memory to the length of texts beyond the bounds, and what is written of them.
func TestBounded(t *testing.T) {
	tiny := bounds{clauses: 200, changes: 100}
	for _, name := range slices.Sorted(maps.Keys(largeTexts)) {
		old, new := []byte(largeTexts[name](4000, 1)), []byte(largeTexts[name](4000, 3))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r := tiny.compare(old, new)
		runtime.ReadMemStats(&after)
		length := len(old) + len(new)
		if taken := int(after.TotalAlloc - before.TotalAlloc); r.Limit != nil && taken > 200*length {
			t.Errorf("%s: %d bytes were taken for each byte", name, taken/length)
		}
		// At most a class on each element, and a mark around its words.
		if written, most := len(r.HTML(Labels{})), 8*length; r.Limit != nil && written > most {
			t.Errorf("%s: %d bytes were written of %d", name, written, length)
		}
		if text.Hash(old) != text.Hash(new) && strings.Count(string(old), "<p>")+strings.Count(string(old), "<li>") > 200 &&
			r.Limit == nil {
			t.Errorf("%s: no limit was met", name)
		}
	}
}
