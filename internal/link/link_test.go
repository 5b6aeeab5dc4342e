package link_test

import (
	"fmt"
	"strings"
	"testing"

	"gazette/i18n"
	"gazette/internal/link"
	"gazette/internal/notice"
	"gazette/internal/settings"
	"gazette/internal/site"
	"gazette/internal/source"
)

const gazetteYAML = `
title: {en: Acme, de: Acme Recht}
base_url: https://acme.example/base
section: legal
default_locale: en
locales: [en, de, {tag: pt-BR, path: br}]
`

// edition reads an edition: front matter lines beside title, locale and date.
func edition(t testing.TB, l i18n.Locale, slug notice.Slug, more string) *notice.Edition {
	t.Helper()
	text := fmt.Sprintf("---\ntitle: %s\nlocale: %s\neffective: 2024-01-01\n%s\n---\n", slug, l, more)
	file := source.File{Path: fmt.Sprintf("content/%s/%s.md", l, slug), Data: []byte(text)}
	e, ps := notice.Parse(file, slug, l, notice.Content)
	if len(ps) > 0 {
		t.Fatal(ps)
	}
	return e
}

// linked is a site of some notices.
func linked(t testing.TB) *site.Site {
	t.Helper()
	config, ps := settings.Parse(source.File{Path: settings.File, Data: []byte(gazetteYAML)})
	s, more := site.Link(site.Input{Config: config, Day: notice.Date{Year: 2025, Month: 6, Day: 1},
		Static: func(p string) bool { return p == "legal/terms.pdf" },
		Editions: []*notice.Edition{
			edition(t, "en", "cookies", "aliases: [/legal/old/]"),
			edition(t, "de", "cookies", ""),
			edition(t, "en", "privacy", ""),
			edition(t, "en", "terms", ""),
			edition(t, "de", "impressum", "source: de"),
			edition(t, "en", "draft", "draft: true"),
			edition(t, "pt-BR", "política", "source: pt-BR"),
		}})
	if ps = append(ps, more...); len(ps) > 0 {
		t.Fatal(ps)
	}
	return s
}

// TestResolve: a link leads to what its author meant, or tells what may have been meant; the neutral form leads
// there, too.
func TestResolve(t *testing.T) {
	s := linked(t)
	from := s.Notice("cookies").In("de")[0]
	for _, c := range []struct{ href, want string }{ // the notice and language it leads to; ok for elsewhere; or the hint
		{"terms.md", "terms en"},
		{"cookies.md#which", "cookies de"},
		{"./impressum.md", "impressum de"},
		{"../en/cookies.md", "cookies en"},
		{"../pt-BR/cookies.md", "cookies de"}, // there is none in that language
		{"pol%C3%ADtica.md", "política pt-BR"},
		{"#here", "cookies de"},
		{"https://a.example/terms.md", "ok"}, {"//a.example/x", "ok"}, {"mailto:a@b.example", "ok"}, {"tel:+49", "ok"},
		{"/", "ok"}, {"/help/", "ok"}, {"/legal/", "ok"}, {"/legal", "ok"}, {"/legal/?q=1", "ok"}, {"/legal/cookies/2024-01-01/", "ok"},
		{"/legal/cookies/", "ok"}, {"/legal/cookies", "ok"}, {"/legal/cookies/index.html", "ok"}, {"/legal/cookies/history/", "ok"}, {"/legal/cookies/2019-01-01/", "no page"},
		{"/legal/cookies/2024-01-01/changes/", "no page"}, {"/legal/cookies/nothing/", "no page"}, {"/legal/changes/cookies/", "no page"}, {"/br/legal/cookies/", "no page"},
		{"/br/legal/pol%C3%ADtica/", "ok"},
		{"/br/legal/", "ok"}, {"/legal/terms.pdf", "ok"}, {"/legal/old/", "ok"}, {"/legal/old", "ok"},
		{"term.md", `did you mean "terms"?`},
		{"draft.md", "it is a draft: remove the line `draft: true` from content/en/draft.md to publish it"},
		{"/legal/term/", "did you mean terms.md?"}, {"../terms/index.md", `did you mean "terms"?`}, {"../cook/ies/index.md", "notices: cookies, impressum, política, privacy, terms"},
		{"/br/legal/nada/", "write a notice as its file, like privacy-policy.md"},
		{"a@b.example", "did you mean mailto:a@b.example?"},
		{"www.a.example", "did you mean https://www.a.example?"},
		{"a.example/x", "did you mean https://a.example/x?"},
		{"terms.html", "did you mean terms.md?"}, {"../en/terms/", "did you mean terms.md?"},
		{"nothing.html", "write a notice as its file (privacy-policy.md), a path on the site from its root (/help/), or a full address (https://...)"},
	} {
		target, problem := link.Resolve(s, from, c.href)
		got := "ok"
		switch {
		case problem != nil:
			got = problem.Hint
		case target.Page != "":
			if got = "ok"; !s.HasPage(target.Page) {
				got = "no page"
			}
		case target.Notice != nil:
			got = string(target.Notice.Slug) + " " + string(target.Locale.Tag)
			want := s.URL(s.NoticePath(target.Notice, target.Locale))
			if to, _ := link.Address(s, s.Locale("de"), link.Neutral(c.href)); !target.Here && before(to, "#") != want {
				t.Errorf("%s: is neutral as %s, which leads to %s, want %s", c.href, link.Neutral(c.href), to, want)
			}
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.href, got, c.want)
		}
	}
}

func before(s, mark string) string {
	s, _, _ = strings.Cut(s, mark)
	return s
}
