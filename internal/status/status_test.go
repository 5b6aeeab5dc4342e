package status

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/settings"
	"gazette/internal/site"
	"gazette/internal/source"
)

// on links a site of a few texts on a day.
func on(t *testing.T, day string) *site.Site {
	t.Helper()
	config, ps := settings.Parse(source.File{Path: settings.File, Data: []byte("title: Acme\n" +
		"base_url: https://acme.example/\ntime_zone: Europe/Berlin\ndefault_locale: en\nlocales: [en, de, fr]\n")})
	var editions []*notice.Edition
	for _, e := range []struct {
		locale       i18n.Locale
		slug         notice.Slug
		origin       notice.Origin
		date, fields string
	}{
		{"en", "cookies", notice.Archive, "2026-01-01", ""},
		{"de", "cookies", notice.Content, "2026-01-01", ""},
		{"en", "cookies", notice.Content, "2026-03-01", ""},
		{"fr", "terms", notice.Content, "2026-02-01", ""},
		{"en", "fax", notice.Content, "2026-01-01", "withdrawn: 2026-04-01\n"},
	} {
		text := fmt.Sprintf("---\ntitle: T\nlocale: %s\neffective: %s\n%s---\nWords.\n", e.locale, e.date, e.fields)
		file := source.File{Path: string(e.locale) + "/" + e.date + ".md", Data: []byte(text)}
		edition, more := notice.Parse(file, e.slug, e.locale, e.origin)
		editions, ps = append(editions, edition), append(ps, more...)
	}
	date, _ := notice.ParseDate(day)
	s, more := site.Link(site.Input{Config: config, Editions: editions, Day: date, Static: func(string) bool { return false }})
	if ps = append(ps, more...); len(ps) > 0 {
		t.Fatal(ps)
	}
	return s
}

// TestOf: a state for each notice in each language, and the instant at which the first of them changes.
func TestOf(t *testing.T) {
	for day, want := range map[string]string{
		"2025-12-31": "cookies upcoming upcoming missing, fax upcoming missing missing, terms missing missing orphan; 2026-01-01T00:00:00+01:00",
		"2026-01-15": "cookies current current missing, fax current missing missing, terms missing missing orphan; 2026-02-01T00:00:00+01:00",
		"2026-03-02": "cookies current outdated missing, fax current missing missing, terms missing missing orphan; 2026-04-01T00:00:00+02:00",
		"2026-04-01": "cookies current outdated missing, fax withdrawn missing missing, terms missing missing orphan; never",
	} {
		s := on(t, day)
		var rows []string
		for _, r := range Of(s) {
			line := string(r.Notice.Slug)
			for _, c := range r.Cells {
				line += " " + c.State()
			}
			rows = append(rows, line)
		}
		next := "never"
		if at, ok := NextChange(s); ok {
			next = at.Format(time.RFC3339)
		}
		if got := strings.Join(rows, ", ") + "; " + next; got != want {
			t.Errorf("%s: got  %s\nwant %s", day, got, want)
		}
	}
}
