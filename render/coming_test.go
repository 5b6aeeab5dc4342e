package render_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"gazette/internal/history/planning"
	"gazette/internal/notice"
)

// telling is one language of `coming`.
type telling struct{ Locale, Dir, Title, Text, Read, URL, Close string }

// coming is what index.json of a notice says of a change to come.
type coming struct {
	Effective string
	Locales   []telling
}

// comingOf reads it; nil where there is none.
func comingOf(t *testing.T, files map[string]string, slug string) *coming {
	t.Helper()
	var index struct{ Coming *coming }
	if err := json.Unmarshal([]byte(files["legal/"+slug+"/index.json"]), &index); err != nil {
		t.Fatal(err)
	}
	return index.Coming
}

// TestComing: products tell of the next change that is more than editorial, in
// every language of the notice, or of its end; of nothing else.
func TestComing(t *testing.T) {
	d := newWorkSite(t)
	d.edit("en", "terms", "2025-01-01", "", "You agree.")
	d.edit("de", "terms", "2025-01-01", "", "Sie stimmen zu.")
	d.edit("en", "ended", "2025-01-01", "", "It applies.")
	d.edit("en", "first", "2027-01-01", "", "It will apply.")
	d.edit("en", "same", "2025-01-01", "", "It applies.")
	d.record("2024-12-01", planning.Intent{})
	d.edit("en", "terms", "2027-01-01", "", "You do agree.")
	d.record("2026-03-01", planning.Intent{Class: notice.Editorial})
	if got := comingOf(t, d.build(), "terms"); got != nil {
		t.Errorf("an editorial change is told of: %+v", got)
	}
	d.edit("en", "terms", "2027-03-01", "", "You agree to more.")
	d.edit("en", "ended", "2025-01-01", "withdrawn: 2026-09-01\n", "It applies.")
	d.record("2026-03-02", planning.Intent{Class: notice.Substantive, Further: map[notice.Slug]bool{"terms": true}})
	files := d.build()
	const site = "https://legal.acme.example/"
	for slug, want := range map[string]*coming{
		"terms": {"2027-03-01", []telling{
			{"en", "ltr", "TERMS en", "A change takes effect on March 1, 2027.", "See what changes", site + "legal/terms/2027-03-01/changes/", "Close"},
			{"de", "ltr", "TERMS de", "Eine Änderung tritt am 1. März 2027 in Kraft.", "Änderungen ansehen", site + "legal/terms/2027-03-01/changes/", "Schließen"}}},
		"ended": {"2026-09-01", []telling{
			{"en", "ltr", "ENDED en", "This notice will be withdrawn on September 1, 2026. Until then, it continues to apply.", "Read ENDED en", site + "legal/ended/", "Close"}}},
		"first": nil,
		"same":  nil,
	} {
		if got := comingOf(t, files, slug); !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n%+v, not\n%+v", slug, got, want)
		}
	}
	d.day = "2027-03-01"
	if got := comingOf(t, d.build(), "terms"); got != nil {
		t.Errorf("on the day itself: %+v", got)
	}
}
