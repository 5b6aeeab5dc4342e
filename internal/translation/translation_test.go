package translation

import (
	"slices"
	"testing"

	"gazette/internal/xliff"
)

// TestNumbers: numbers are compared whatever digits and marks between thousands a language writes.
func TestNumbers(t *testing.T) {
	for text, want := range map[string][]string{
		"10,000 euros within 14 days": {"10000", "14"},
		"10.000 Euro binnen 14 Tagen": {"10000", "14"},
		"14 jours, 10\u202f000 euros": {"10000", "14"},
		"١٠٬٠٠٠ يورو خلال ١٤ يومًا":   {"10000", "14"},
		"१४ दिन":                      {"14"},
		"10’000 Franken":              {"10000"},
		"no number":                   nil,
	} {
		if got := numbers(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestSentences: sentences are cut where no code is open, and together are what they were.
func TestSentences(t *testing.T) {
	pieces := []xliff.Piece{{Text: "Be kind. We "}, {Kind: xliff.Open, ID: "1"}, {Text: "answer. Soon"}, {Kind: xliff.Close, ID: "1"}, {Text: ". Bye."}}
	var got []string
	var all []xliff.Piece
	for _, s := range Sentences(pieces) {
		got, all = append(got, xliff.Words(s)), append(all, s...)
	}
	if want := []string{"Be kind. ", "We answer. Soon. ", "Bye."}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if xliff.Key(all) != xliff.Key(pieces) {
		t.Errorf("%q became %q", xliff.Key(pieces), xliff.Key(all))
	}
}

// TestRecoded: the codes of an earlier translation get the numbers that they have in the source, or it is none.
func TestRecoded(t *testing.T) {
	link := func(id string) []xliff.Piece {
		return []xliff.Piece{{Kind: xliff.Open, ID: id}, {Text: "x"}, {Kind: xliff.Close, ID: id}}
	}
	source := Unit{Marks: []string{"Strong", "Link a.md"}, Pieces: append(link("1"), link("2")...)}
	target := Unit{Marks: []string{"Link a.md", "Strong"}, Pieces: append(link("1"), link("2")...)}
	got, ok := recoded(source, target)
	if !ok || got[0].ID != "2" || got[3].ID != "1" {
		t.Errorf("%v, %v", got, ok)
	}
	if got, ok := recoded(source, Unit{Marks: []string{"Strong"}, Pieces: link("1")}); ok {
		t.Errorf("a translation without the link is %v", got)
	}
}
