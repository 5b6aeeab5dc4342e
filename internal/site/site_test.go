package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/settings"
	"gazette/internal/source"
)

const gazetteYAML = `
title: {en: Acme, de: Acme Recht}
base_url: https://acme.example/base
section: legal
default_locale: en
locales: [en, de, {tag: pt-BR, path: br}]
groups: [{id: privacy, title: Privacy}]
`

func config(t testing.TB, yaml string) *settings.Config {
	t.Helper()
	c, ps := settings.Parse(source.File{Path: settings.File, Data: []byte(yaml)})
	if len(ps) > 0 {
		t.Fatal(ps)
	}
	return c
}

// edition reads an edition: front matter lines beside title, locale and date.
func edition(t testing.TB, l i18n.Locale, slug notice.Slug, date, more string) *notice.Edition {
	t.Helper()
	text := fmt.Sprintf("---\ntitle: %s\nlocale: %s\neffective: %s\n%s\n---\n", slug, l, date, more)
	e, ps := notice.Parse(source.File{Path: fmt.Sprintf("content/%s/%s.md", l, slug), Data: []byte(text)}, slug, l, notice.Content)
	if len(ps) > 0 {
		t.Fatal(ps)
	}
	return e
}

func link(t testing.TB, yaml string, editions ...*notice.Edition) (*Site, source.Problems) {
	t.Helper()
	statics := func(p string) bool { return p == "logo.svg" || p == "legal/terms.pdf" }
	return Link(Input{Config: config(t, yaml), Editions: editions, Day: notice.Date{Year: 2025, Month: 6, Day: 1}, Static: statics})
}

func sample(t testing.TB) *Site {
	t.Helper()
	s, ps := link(t, gazetteYAML,
		edition(t, "en", "cookies", "2024-01-01", "group: privacy\norder: 2\nrelated: [terms]\naliases: [/legal/old/]"),
		edition(t, "de", "cookies", "2024-01-01", ""),
		edition(t, "en", "privacy", "2024-01-01", "group: privacy\norder: 1"),
		edition(t, "en", "terms", "2024-01-01", ""),
		edition(t, "de", "impressum", "2024-01-01", "source: de"),
		edition(t, "en", "draft", "2024-01-01", "draft: true"),
		edition(t, "pt-BR", "política", "2024-01-01", "source: pt-BR"))
	if len(ps) > 0 {
		t.Fatal(ps)
	}
	return s
}

func TestAddresses(t *testing.T) {
	s := sample(t)
	n, de, br := s.Notice("cookies"), s.Locale("de"), s.Locale("pt-BR")
	day := notice.Date{Year: 2024, Month: 1, Day: 1}
	for got, want := range map[string]string{
		s.Abs(s.Hub(s.DefaultLocale())):                              "https://acme.example/base/legal/",
		s.Abs(s.Hub(br)):                                             "https://acme.example/base/br/legal/",
		s.URL(s.NoticePath(n, de)):                                   "/base/de/legal/cookies/",
		s.URL(s.EditionPath(n, de, day)):                             "/base/de/legal/cookies/2024-01-01/",
		s.URL(s.RedlinePath(n, s.DefaultLocale(), day)):              "/base/legal/cookies/2024-01-01/changes/",
		s.URL(s.HistoryPath(n, de)):                                  "/base/de/legal/cookies/history/",
		s.URL(s.MissingPath(br)):                                     "/base/br/404.html",
		s.URL(s.JSONPath(n)):                                         "/base/legal/cookies/index.json",
		s.Abs(s.NoticePath(s.Notice("política"), s.Locale("pt-BR"))): "https://acme.example/base/br/legal/pol%C3%ADtica/",
		s.Href("/help/"):                                             "/base/help/",
		s.Href("//cdn.example/x"):                                    "//cdn.example/x",
		s.Href("https://a.example/x"):                                "https://a.example/x",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestRelated(t *testing.T) {
	s := sample(t)
	for slug, want := range map[notice.Slug]string{
		"cookies":  "terms",   // as its author says
		"terms":    "cookies", // which names it
		"privacy":  "cookies", // its group
		"política": "",
	} {
		n := s.Notice(slug)
		var got []string
		for _, o := range s.Related(n, n.In(n.Source)[0]) {
			got = append(got, string(o.Slug))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %v, want %s", slug, got, want)
		}
	}
}

func TestGroups(t *testing.T) {
	s := sample(t)
	var got []string
	for _, g := range s.Groups {
		for _, n := range g.Notices {
			got = append(got, g.ID+":"+string(n.Slug))
		}
	}
	want := []string{"privacy:privacy", "privacy:cookies", ":impressum", ":política", ":terms"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestOrderOfFilesDoesNotMatter: a site is the same however its files came.
func TestOrderOfFilesDoesNotMatter(t *testing.T) {
	a := edition(t, "en", "a", "2024-01-01", "related: [b]\naliases: [/x/]")
	b := edition(t, "en", "b", "2024-01-01", "related: [c, d]\naliases: [/y/]")
	c := edition(t, "de", "c", "2024-01-01", "prevails: en\nsource: de")
	one, ps := link(t, gazetteYAML, a, b, c)
	two, qs := link(t, gazetteYAML, c, b, a)
	if ps.Sort().Error() != qs.Sort().Error() || len(ps) == 0 {
		t.Errorf("problems differ:\n%v\n%v", ps, qs)
	}
	for i := range one.Notices {
		if one.Notices[i].Slug != two.Notices[i].Slug {
			t.Error("notices come in another order")
		}
	}
}
