package render

import (
	"fmt"
	"strings"
	"testing"

	"gazette/i18n"
	"gazette/internal/redline"
	"gazette/internal/text"
)

// TestChangeGroups: every change is in the list once, in order, under its heading; of more than 40, in groups to open
// that hold 25 at most.
func TestChangeGroups(t *testing.T) {
	catalogs, problems := i18n.LoadLayers(i18n.Builtin())
	if problems.Errors() {
		t.Fatal(problems)
	}
	e := &chrome{words: catalogs.For("en", "en")}
	for _, n := range []int{1, 3, 40, 41, 250} {
		var old, new strings.Builder
		for k := range n {
			if k%60 == 0 {
				fmt.Fprintf(&old, "<h2>Part %d</h2>", k/60)
				fmt.Fprintf(&new, "<h2>Part %d</h2>", k/60)
			}
			fmt.Fprintf(&old, "<p>The clause number %d holds for %d days.</p>", k, k+1000)
			fmt.Fprintf(&new, "<p>The clause number %d holds for %d days.</p>", k, k+2000)
		}
		r := redline.Compare([]byte(old.String()), []byte(new.String()))
		next := 1
		for _, g := range (&Renderer{}).changeGroups(e, r) {
			if g.Closed != (n > listWhole) || g.Closed && len(g.Changes) > listGroup {
				t.Errorf("of %d changes: a group of %d, closed %v", n, len(g.Changes), g.Closed)
			}
			for _, c := range g.Changes {
				if c.Number != next || c.Label != fmt.Sprintf("Change %d of %d", next, n) || c.Deleted == "" || c.Inserted == "" ||
					g.Heading != fmt.Sprintf("Part %d", (next-1)/60) || c.URL != fmt.Sprintf("#change-%d", next) || c.KindText != "Changed" {
					t.Errorf("of %d changes: %+v under %q", n, c, g.Heading)
				}
				next++
			}
		}
		if next != n+1 {
			t.Errorf("of %d changes %d are listed", n, next-1)
		}
	}
}

func TestMinutes(t *testing.T) {
	for words, want := range map[string]int{
		"": 1, strings.Repeat("word ", 540): 3, strings.Repeat("条", 900): 3,
		strings.Repeat("ข้อมูลส่วนบุคคล", 180): 3, // three words
	} {
		if got := minutes([]text.Clause{{Text: words}}); got != want {
			t.Errorf("%.20q…: %d minutes, want %d", words, got, want)
		}
	}
}
