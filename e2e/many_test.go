package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A site of a hundred notices in six groups, of which 250 changes are recorded in three years: what a large company has.

// manyGroups are how many notices each group of the large site has.
var manyGroups = []int{1, 3, 10, 22, 29, 35}

// manyEditions are how many earlier editions the first notice has, one a month.
const manyEditions = 40

// large is the site, built once.
var large = struct {
	once sync.Once
	url  string
	err  error
}{}

// many opens a tab on the large site.
func (d desk) many(t *testing.T) *tab {
	t.Helper()
	large.once.Do(func() { large.url, large.err = d.buildMany() })
	if large.err != nil {
		t.Fatal(large.err)
	}
	p := d.newTab(t)
	p.site = large.url
	return p
}

// rounds are when the large site's texts were recorded, of how many notices, and from when they apply.
var rounds = []struct {
	recorded, effective string
	notices             int
}{{"2024-01-08", "2024-02-01", 100}, {"2025-03-03", "2025-05-01", 75}, {"2026-11-20", "2027-01-15", 75}}

// buildMany writes, records and serves the large site. Its last changes went online three days after they were recorded.
func (d desk) buildMany() (string, error) {
	work := filepath.Dir(filepath.Dir(d.sample.dir))
	dir, program := filepath.Join(work, "many"), filepath.Join(work, "gazette")
	run := func(on string, args ...string) error {
		at, err := time.Parse(time.DateOnly, on)
		if err != nil {
			return err
		}
		c := exec.Command(program, append([]string{"-C", dir}, args...)...)
		c.Env = append(os.Environ(), fmt.Sprintf("SOURCE_DATE_EPOCH=%d", at.Add(12*time.Hour).Unix()))
		if out, err := c.CombinedOutput(); err != nil {
			return &commandError{args, out, err}
		}
		return nil
	}
	files := map[string]string{"gazette.yaml": manySettings()}
	for month := range manyEditions {
		on := fmt.Sprintf("%d-%02d-01", 2020+month/12, month%12+1)
		files["earlier/notice-1/"+on+"/en.md"] = manyText(0, month+1, "en", on)
	}
	for number, r := range rounds {
		for n := range r.notices {
			for _, lang := range []string{"en", "de", "ar"} {
				if lang == "en" || n%3 == 0 {
					files[fmt.Sprintf("content/%s/notice-%d.md", lang, n+1)] = manyText(n, number+1, lang, r.effective)
				}
			}
		}
		if err := writeAll(dir, files); err != nil {
			return "", err
		}
		if err := run(r.recorded, "record", "--yes"); err != nil {
			return "", err
		}
		if number == 0 {
			if err := run(r.recorded, "record", "--yes", "--import", filepath.Join(dir, "earlier")); err != nil {
				return "", err
			}
		}
		if number < 2 {
			if err := run(r.recorded, "published", "--baseline"); err != nil {
				return "", err
			}
		}
	}
	for _, args := range [][]string{{"published"}, {"build"}} {
		if err := run(day, args...); err != nil {
			return "", err
		}
	}
	server := serve(filepath.Join(dir, "public"))
	closers = append(closers, server.Close)
	return server.URL, nil
}

func writeAll(dir string, files map[string]string) error {
	for name, text := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func manySettings() string {
	var b strings.Builder
	b.WriteString("title: {en: Harbour Legal Centre, de: Rechtliches bei Harbour, ar: مركز هاربور القانوني}\nbase_url: https://many.example/\nsection: legal\n" +
		"default_locale: en\nlocales: [en, de, ar]\norganization: {name: Harbour}\ncheck: {missing-translation: allow, missing-summary: allow, untranslated-text: allow}\ngroups:\n")
	for i, name := range []string{"Imprint|Impressum|بيانات الناشر", "Privacy|Datenschutz|الخصوصية", "Terms of use|Nutzungsbedingungen|شروط الاستخدام",
		"Products and services|Produkte und Dienste|المنتجات والخدمات", "Business customers|Geschäftskunden|عملاء الأعمال", "Countries and regions|Länder und Regionen|البلدان والمناطق"} {
		words := strings.Split(name, "|")
		fmt.Fprintf(&b, "  - {id: g%d, title: {en: %s, de: %s, ar: %s}}\n", i+1, words[0], words[1], words[2])
	}
	return b.String()
}

// manyText is a text of the large site.
func manyText(n, round int, lang, effective string) string {
	titles := map[string][]string{
		"en": {"Terms for", "Privacy notice for", "Acceptable use of", "Data processing addendum for", "Service level agreement for", "List of subprocessors for"},
		"de": {"Bedingungen für", "Datenschutzhinweise für", "Zulässige Nutzung von", "Vertrag zur Auftragsverarbeitung für", "Servicevereinbarung für", "Unterauftragsverarbeiter von"},
		"ar": {"شروط", "إشعار الخصوصية في", "الاستخدام المقبول في", "ملحق معالجة البيانات في", "اتفاقية مستوى الخدمة في", "قائمة المعالجين من الباطن في"},
	}[lang]
	group, left := 0, n
	for left >= manyGroups[group] {
		left -= manyGroups[group]
		group++
	}
	table := ""
	if n == 1 { // as long as titles of laws are, with a word wider than a phone
		table = "\n| Cookie" + strings.Repeat(" | Processor", 11) + " |\n" + strings.Repeat("|---", 12) + "|\n" +
			"| `a_name_that_has_no_place_to_break_it_0123456789`" + strings.Repeat(" | a processor in Switzerland", 10) + " | lastword |\n"
		titles = []string{strings.Repeat("Notice of what applies to all who use it and ", 4) +
			"Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung of"}
	}
	return fmt.Sprintf("---\ntitle: %s Harbour %s %d\nlocale: %s\neffective: %s\ngroup: g%d\nsummary: What applies to Harbour no. %d, told in a sentence or two for whoever wants to know.\nchanges: [Edition %d says more.]\n---\n\n"+
		"## One\n\nThis is edition %d, in %s.\n\n## Two\n\nNumber %d.\n%s", titles[n%len(titles)], []string{"Cloud", "Notebooks", "for schools", "Payments"}[n%4], n+1, lang, effective, group+1, n+1, round, round, lang, n+1, table)
}

// TestManyNotices: in a list of a hundred notices a reader finds each group from the top, and every notice takes a line.
func TestManyNotices(t *testing.T) {
	d := open(t)
	for _, width := range widths {
		p := d.many(t)
		p.visit("/legal/notice-2/", width)
		if got := eval[facts](p, readFacts); got.Excess > 0 {
			t.Errorf("a page whose title has a very long word, at %d px: %d px too wide", width, got.Excess)
		}
		if width == widths[0] && !strings.Contains(textOf(p.printed()), "lastword") {
			t.Error("the last of twelve columns is not on paper")
		}
	}
	for _, at := range []string{"/legal/", "/ar/legal/"} {
		for _, width := range widths {
			p := d.many(t)
			p.visit(at, width)
			if n := eval[int](p, `document.querySelectorAll('.n-card').length`); n != 100 {
				t.Fatalf("%s lists %d notices", at, n)
			}
			if got := eval[facts](p, readFacts); got.Excess > 0 {
				t.Errorf("%s at %d px: %d px too wide", at, width, got.Excess)
			}
			if bad := eval[[]string](p, `[...document.querySelectorAll('.n-ways a')].filter(a => !document.querySelector(a.hash)?.matches('h2') || a.getBoundingClientRect().bottom > innerHeight * 1.5).map(a => a.textContent)`); len(bad) > 0 {
				t.Errorf("%s at %d px: no way to %q from the first screen", at, width, bad)
			}
			if bad := eval[[]string](p, `[...document.querySelectorAll('.n-card')].filter(card => {
				const c = card.getBoundingClientRect(), a = card.querySelector('h3 a').getBoundingClientRect();
				return (document.dir === 'rtl' ? c.right - a.right : a.left - c.left) > 8;
			}).map(card => card.textContent.trim().slice(0, 60))`); len(bad) > 0 {
				t.Errorf("%s at %d px: these titles do not begin their line: %q", at, width, bad)
			}
			if n := eval[int](p, `document.querySelectorAll('.n-ways a').length`); n != len(manyGroups) {
				t.Errorf("%s: %d ways to groups", at, n)
			}
		}
	}
}

// TestPublicSince: where a change went online on another day than it was recorded, its page says both.
func TestPublicSince(t *testing.T) {
	p := open(t).many(t)
	for path, want := range map[string]string{
		"/legal/changes/":              "Recorded on November 20, 2026 Public since November 23, 2026",
		"/legal/changes/notice-3/":     "Recorded on November 20, 2026 Public since November 23, 2026",
		"/de/legal/changes/notice-4/":  "Verzeichnet am 20. November 2026 Öffentlich seit dem 23. November 2026",
		"/legal/changes/notice-100/":   "Recorded on January 8, 2024 Languages",
		"/ar/legal/changes/notice-13/": "سُجِّل في 20 نوفمبر 2026 نُشر في 23 نوفمبر 2026",
	} {
		p.visit(path, 360)
		got := eval[string](p, `document.querySelector('.n-changes__recorded').innerText.replace(/\s+/g, ' ')`)
		if !strings.HasPrefix(got, want) {
			t.Errorf("%s says %q", path, got)
		}
	}
}

// TestManyEditions: from the top of a long history a reader gets to each year, and the drawing is no higher than a screen.
func TestManyEditions(t *testing.T) {
	d := open(t)
	for path, want := range map[string]struct{ years, entries int }{
		"/legal/notice-1/history/": {7, manyEditions + len(rounds)}, // 2020 to 2023, and the three rounds
		"/legal/changes/":          {7, manyEditions + 250},
	} {
		for _, width := range widths {
			p := d.many(t)
			p.visit(path, width)
			if n := eval[int](p, `document.querySelectorAll('.n-history__entry, .n-changes__entry').length`); n != want.entries {
				t.Errorf("%s lists %d, want %d", path, n, want.entries)
			}
			if n := eval[int](p, `[...document.querySelectorAll('.n-ways a')].filter(a => document.querySelector(a.hash)).length`); n != want.years {
				t.Errorf("%s: %d ways to years, want %d", path, n, want.years)
			}
			if sum := eval[int](p, `[...document.querySelectorAll('.n-ways li')].reduce((sum, e) => sum + Number(e.textContent.match(/\((\d+)\)/)[1]), 0)`); sum != want.entries {
				t.Errorf("%s: the years have %d, want %d", path, sum, want.entries)
			}
			if high := eval[float64](p, `document.querySelector('.n-timeline__svg')?.getBoundingClientRect().height ?? 0`); high > 400 {
				t.Errorf("%s at %d px: the drawing is %.0f px high", path, width, high)
			}
			if top := eval[float64](p, `document.querySelector('.n-history__entry, .n-changes__entry').getBoundingClientRect().top`); top > 1200 {
				t.Errorf("%s at %d px: the first entry stands at %.0f px", path, width, top)
			}
			if got := eval[facts](p, readFacts); got.Excess > 0 {
				t.Errorf("%s at %d px: %d px too wide", path, width, got.Excess)
			}
			p.press(`[...document.querySelectorAll('.n-ways a')].at(-1)`)
			p.soon(`(r => r && r.top >= 0 && r.top < innerHeight)(document.querySelector(':target')?.getBoundingClientRect())`)
		}
	}
}

// TestManyLooks photographs the long lists, for a person to look at: shots/many-*.png.
func TestManyLooks(t *testing.T) {
	d := open(t)
	if err := os.MkdirAll("shots", 0o755); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{"hub": "/legal/", "hub-ar": "/ar/legal/", "changes": "/legal/changes/", "history": "/legal/notice-1/history/"} {
		for _, width := range []int64{360, 1280} {
			for _, scheme := range []string{"light", "dark"} {
				p := d.many(t)
				p.reading(scheme, "none")
				p.visit(path, width)
				shot := run(p, chromedp.CaptureScreenshot())
				if err := os.WriteFile(filepath.Join("shots", fmt.Sprintf("many-%s-%d-%s.png", name, width, scheme)), shot, 0o644); err != nil || len(shot) < 5000 {
					t.Errorf("%s: %d bytes, %v", name, len(shot), err)
				}
			}
		}
	}
}
