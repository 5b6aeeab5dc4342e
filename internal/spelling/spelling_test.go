package spelling

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// apart counts as distance does, place by place.
func apart(a, b []rune) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		for j := range rows[i] {
			switch {
			case i == 0 || j == 0:
				rows[i][j] = i + j
				continue
			case a[i-1] == b[j-1]:
				rows[i][j] = rows[i-1][j-1]
			default:
				rows[i][j] = rows[i-1][j-1] + 1
			}
			rows[i][j] = min(rows[i][j], rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}

func word(r *rand.Rand, most int) string {
	var b strings.Builder
	for range r.IntN(most + 1) {
		b.WriteRune([]rune("abcé")[r.IntN(4)])
	}
	return b.String()
}

// TestNearest compares the band with the whole table, for random words of few letters.
func TestNearest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2_000 {
		most := []int{4, 12, 40, 110}[r.IntN(4)]
		w, near := word(r, most), make([]string, 4)
		for i := range near {
			near[i] = word(r, most)
			if cut := []rune(w); i < 3 && len(cut) > 0 { // some are close
				at := r.IntN(len(cut))
				near[i] = string(cut[:at]) + word(r, 3) + string(cut[min(at+r.IntN(3), len(cut)):])
			}
		}
		want, bound := "", len([]rune(w))/3+1
		for _, c := range near {
			if d := apart([]rune(w), []rune(c)); d < bound && len([]rune(w)) <= longest {
				want, bound = c, d
			}
		}
		if got := Nearest(w, near); got != want {
			t.Fatalf("%q of %q: %q, want %q", w, near, got, want)
		}
	}
	if n := testing.AllocsPerRun(10, func() { Nearest("privacy-policy", []string{"privacy-polcy", "terms"}) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
