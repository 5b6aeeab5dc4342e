// Package specimen writes a site of any size, made of words that mean nothing.
//
// In a printing shop a specimen is a text set to show what the type can do.
// The same seed gives the same bytes on every machine.
package specimen

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// MaxLocales is how many languages there are words for.
var MaxLocales = len(tongues)

// Site says how large a corpus is.
type Site struct {
	Notices  int
	Locales  int // at most MaxLocales
	Editions int // of each notice and locale: one in content/, the others in archive/
	Seed     uint64
}

// Day is a day on which every edition is in force or superseded.
const Day = "2026-06-01"

// Sources is how many texts the site has.
func (s Site) Sources() int { return s.Notices * s.Locales * s.Editions }

// Tags are the site's locales.
func (s Site) Tags() []string {
	out := make([]string, s.Locales)
	for i, t := range tongues[:s.Locales] {
		out[i] = t.locale
	}
	return out
}

// Write writes the site into a folder.
func (s Site) Write(dir string) error {
	if s.Notices < 1 || s.Locales < 1 || s.Locales > MaxLocales || s.Editions < 1 {
		return fmt.Errorf("a corpus has at least one notice and edition, and 1 to %d locales", MaxLocales)
	}
	if err := write(filepath.Join(dir, "gazette.yaml"), s.config()); err != nil {
		return err
	}
	for _, t := range tongues[:s.Locales] {
		for n := range s.Notices {
			for age := range s.Editions {
				if err := write(filepath.Join(dir, path(n, t.locale, age)), s.edition(n, t, age)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func write(name, data string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(data), 0o644)
}

// path is where an edition stands; age counts back from the working text.
func path(n int, locale string, age int) string {
	if age == 0 {
		return fmt.Sprintf("content/%s/%s.md", locale, slug(n))
	}
	return fmt.Sprintf("archive/%s/%s/%s.md", slug(n), effective(n, age), locale)
}

func slug(n int) string { return fmt.Sprintf("notice-%05d", n) }

// effective is the date of an edition: each is a year older than the next.
func effective(n, age int) string {
	day := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n%700)
	return day.AddDate(-age, 0, 0).Format(time.DateOnly)
}

// edition is a whole file.
func (s Site) edition(n int, t tongue, age int) string {
	x := &text{tongue: t, words: random(s.Seed, "card", n, t.locale)}
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %q\nlocale: %s\neffective: %s\nsummary: %q\n", x.phrase(4), t.locale,
		effective(n, age), x.line(120))
	fmt.Fprintf(&b, "group: group-%d\norder: %d\nrelated: [%s, %s]\n---\n\n", n%groups, n, slug((n+1)%s.Notices),
		slug((n+7)%s.Notices))
	b.WriteString(s.body(n, t, age))
	return b.String()
}

const groups = 8

// config is gazette.yaml, with everything that a page can carry around its text.
func (s Site) config() string {
	var b strings.Builder
	fmt.Fprintf(&b,
		"title: Specimen Legal Centre\nbase_url: https://www.example.com/\nsection: legal\ndefault_locale: en\n"+
			"locales: [%s]\n", strings.Join(s.Tags(), ", "))
	b.WriteString("organization:\n  name: Specimen Ltd\n  url: https://www.example.com/\ngroups:\n")
	for g := range groups {
		fmt.Fprintf(&b, "  - {id: group-%d, title: Group %d}\n", g, g)
	}
	b.WriteString("navigation:\n")
	for n := range min(5, s.Notices) {
		fmt.Fprintf(&b, "  - %s\n", slug(n))
	}
	b.WriteString("footer:\n")
	for c := range 3 {
		fmt.Fprintf(&b, "  - title: Column %d\n    links: [%s, {label: Help, url: /help/}]\n", c, slug(c%s.Notices))
	}
	return b.String()
}
