package i18n

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"testing"
	"time"
)

// golden is a table made by testdata/golden.mjs: what ICU says, by locale.
type golden struct {
	ICU, CLDR string
	Days      []string
	Numbers   []int
	Lists     [][]string
	Locales   map[string][]string
}

func readGolden(t *testing.T, name string) golden {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var g golden
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: %d locales by ICU %s, CLDR %s", name, len(g.Locales), g.ICU, g.CLDR)
	return g
}

// each visits the locales of the table in order.
func (g golden) each(visit func(l Locale, want []string)) {
	tags := make([]string, 0, len(g.Locales))
	for tag := range g.Locales {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	for _, tag := range tags {
		visit(Locale(tag), g.Locales[tag])
	}
}

var (
	spaces = regexp.MustCompile(`[\x{00a0}\x{202f}\x{2009}]`)
	marks  = regexp.MustCompile(`[\x{200e}\x{200f}\x{061c}]`)
)

// even makes all spaces alike and drops bidi marks, in which ICU, CLDR and
// browsers differ.
func even(s string) string { return marks.ReplaceAllString(spaces.ReplaceAllString(s, " "), "") }

func TestDateAsICU(t *testing.T) {
	g := readGolden(t, "dates.json")
	g.each(func(l Locale, want []string) {
		for i, day := range g.Days {
			d, _ := time.Parse(time.DateOnly, day)
			if got := l.Date(d.Year(), int(d.Month()), d.Day()); even(got) != even(want[i]) {
				t.Errorf("%s: %s is %q, ICU says %q", l, day, got, want[i])
			}
		}
	})
}

func TestDateWithoutCLDR(t *testing.T) {
	if got := Locale("tlh").Date(2026, 11, 3); got != "2026-11-03" {
		t.Errorf("Klingon date is %q", got)
	}
}

func TestNumberAsICU(t *testing.T) {
	g := readGolden(t, "numbers.json")
	g.each(func(l Locale, want []string) {
		for i, n := range g.Numbers {
			if got := l.number(n); marks.ReplaceAllString(got, "") != want[i] {
				t.Errorf("%s: %d is %q, ICU says %q", l, n, got, want[i])
			}
		}
	})
	if got := Locale("de").number(-1234); got != "-1.234" {
		t.Errorf("negative number is %q", got)
	}
}

func TestListAsICU(t *testing.T) {
	g := readGolden(t, "lists.json")
	g.each(func(l Locale, want []string) {
		for i, items := range g.Lists {
			if got := l.List(items); got != want[i] {
				t.Errorf("%s: %q are %q, ICU says %q", l, items, got, want[i])
			}
		}
	})
	if got := Locale("th").List([]string{"a", "b", "c"}); got != "a, b, c" {
		t.Errorf("list without patterns is %q", got)
	}
	if got := Locale("en").List(nil); got != "" {
		t.Errorf("empty list is %q", got)
	}
}

// olderNames are those of x/text, which has CLDR 32, where CLDR has since
// found another name. They are right too; a newer x/text will shorten the list.
var olderNames = map[string]string{
	"az in fr":       "azéri",
	"en-AU in de":    "Australisches Englisch",
	"en-CA in de":    "Kanadisches Englisch",
	"en-GB in de":    "Britisches Englisch",
	"en-US in de":    "Amerikanisches Englisch",
	"es-419 in fr":   "espagnol (Amérique latine)",
	"es-419 in de":   "Lateinamerikanisches Spanisch",
	"es-ES in fr":    "espagnol (Espagne)",
	"es-ES in de":    "Europäisches Spanisch",
	"es-MX in fr":    "espagnol (Mexique)",
	"es-MX in de":    "Mexikanisches Spanisch",
	"fr-CA in de":    "Kanadisches Französisch",
	"fr-CH in de":    "Schweizer Französisch",
	"gu in fr":       "goudjerati",
	"mr in fr":       "marathe",
	"nb in de":       "Norwegisch Bokmål",
	"nl-BE in ja":    "フレミッシュ語",
	"nl-BE in nl-BE": "Nederlands (België)",
	"no in en":       "Norwegian Bokmål",
	"no in fr":       "norvégien bokmål",
	"no in de":       "Norwegisch Bokmål",
	"no in ja":       "ノルウェー語(ブークモール)",
	"no in no":       "norsk bokmål",
	"pt-BR in de":    "Brasilianisches Portugiesisch",
	"pt-PT in de":    "Europäisches Portugiesisch",
}

func TestNamesAsICU(t *testing.T) {
	g := readGolden(t, "names.json")
	g.each(func(l Locale, want []string) {
		for i, in := range []Locale{"en", "fr", "de", "ja", l} {
			name := want[i]
			if older, ok := olderNames[string(l)+" in "+string(in)]; ok {
				name = older
			}
			if got := l.NameIn(in); even(got) != even(name) {
				t.Errorf("%s in %s is %q, ICU says %q", l, in, got, want[i])
			}
		}
	})
}
