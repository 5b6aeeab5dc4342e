package redline

import (
	"strings"
	"testing"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"pgregory.net/rapid"

	"gazette/internal/words"
)

// cutWords returns the tokens of plain text, parted by "|".
func cutWords(s string) string {
	l := lexer{t: &tokens{full: s}}
	l.cut(newVocabulary())
	var out []string
	for _, t := range l.t.toks {
		out = append(out, s[t.from:t.to])
	}
	return strings.Join(out, "|")
}

func TestSplit(t *testing.T) {
	for in, want := range map[string]string{
		"Terms, and (other) rules.":                        "Terms|,|and|(|other|)|rules|.",
		"third-party and/or co‑operation":                  "third-party|and/or|co‑operation",
		"don't — l’État":                                   "don't|—|l’État",
		"$1,000.50 or 10% of €5 under §3.1(a)":             "$1,000.50|or|10%|of|€5|under|§3.1|(|a|)",
		"2024-04-03 03/04/2024 12:30":                      "2024-04-03|03/04/2024|12:30",
		"see https://a.org/b?c=1&d=(2)#e, or (www.x.org).": "see|https://a.org/b?c=1&d=(2)#e|,|or|(|www.x.org|)|.",
		"mail legal.team@example.co.uk: now":               "mail|legal.team@example.co.uk|:|now",
		"詳細はhttps://a.org/をご覧":                             "詳|細|は|https://a.org/|を|ご|覧",
		"プライバシー通知":                                         "プライバシー|通|知",
		"처리방침은 다음과":                                        "처리방침은|다음과",
		"ทำงาน":                                            "ทำงาน",
		"👨‍👩‍👧 e\u0301a":                                   "👨‍👩‍👧|e\u0301a",
		"":                                                 "",
	} {
		if got := cutWords(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// TestNeverInside checks that no token ends inside a word or grapheme cluster of the text without white space.
func TestNeverInside(t *testing.T) {
	alphabet := []rune("aé1.,-/@:'%$(أهไทยำเ漢のカ한글\u0301\u200d👩🏽🇩🇪\u0E33\u0600क्षि\u17D2ក")
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOfN(rapid.SampledFrom(alphabet), 1, 12).Draw(t, "runes"))
		ends := map[int]bool{}
		g := graphemes.FromString(s)
		inWord, inCluster := map[int]bool{}, map[int]bool{}
		for _, end := range words.Cut(s) {
			inWord[end] = true
		}
		for g.Next() {
			inCluster[g.End()] = true
		}
		at := 0
		for _, tok := range strings.Split(cutWords(s), "|") {
			at += len(tok)
			ends[at] = true
			if !inCluster[at] {
				t.Fatalf("%q: cut in a cluster at %d", s, at)
			}
			if !inWord[at] && !strings.ContainsAny(s, "@:/") {
				t.Fatalf("%q: cut in a word at %d", s, at)
			}
		}
		if at != len(s) {
			t.Fatalf("%q: %d of %d bytes", s, at, len(s))
		}
	})
}
