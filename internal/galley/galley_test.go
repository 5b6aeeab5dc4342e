package galley

import (
	"crypto/sha256"
	"strings"
	"testing"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/site"
	"gazette/internal/source"
)

const settings = `title: Acme Legal
base_url: https://acme.example/
section: legal
default_locale: en
locales: [en, de]
`

// set sets all texts of a site of files content/LOCALE/SLUG.md with these bodies.
func set(t *testing.T, bodies map[string]string) (map[string]*Galley, func(path, body string)) {
	t.Helper()
	file := func(path, body string) source.File {
		f, ps := source.Text(path, []byte("---\ntitle: Cookies\nlocale: "+strings.Split(path, "/")[1]+"\neffective: 2026-01-01\n---\n"+body))
		if len(ps) > 0 {
			t.Fatal(ps)
		}
		return f
	}
	config, ps := site.ParseConfig(source.File{Path: site.ConfigFile, Data: []byte(settings)})
	files, editions := map[string]source.File{}, []*notice.Edition{}
	for path, body := range bodies {
		steps := strings.Split(path, "/")
		files[path] = file(path, body)
		e, found := notice.Parse(files[path], notice.Slug(strings.TrimSuffix(steps[2], ".md")), i18n.Locale(steps[1]), notice.Content)
		ps, editions = append(ps, found...), append(editions, e)
	}
	day, _ := notice.ParseDate("2026-02-01")
	s, linked := site.Link(site.Input{Config: config, Editions: editions, Day: day, Static: func(string) bool { return false }})
	wording, found := i18n.LoadLayers(i18n.Builtin())
	if ps = append(append(ps, linked...), found...); len(ps) > 0 {
		t.Fatal(ps)
	}
	formatter := New(s, func(l i18n.Locale) *i18n.Catalog { return wording.For(l, "en") },
		func(e *notice.Edition) (source.File, source.Problems) {
			f := files[e.Path]
			if sha256.Sum256(f.Data) != e.Hash {
				return source.File{Path: e.Path}, source.Problems{source.Pos{File: e.Path}.Problem(rule.ChangedMeanwhile, "has changed", "")}
			}
			return f, nil
		}, nil)
	out := map[string]*Galley{}
	all := func() {
		for _, n := range s.Notices {
			for e, g := range formatter.Notice(n) {
				out[e.Path] = g
			}
		}
	}
	all()
	return out, func(path, body string) { files[path] = file(path, body); all() }
}

// TestNotice: a translation with the same headings takes over the ids of the
// source text, and a link to a notice is neutral.
func TestNotice(t *testing.T) {
	got, _ := set(t, map[string]string{
		"content/en/cookies.md": "## Your rights\n\nText, see [terms](terms.md#scope).\n",
		"content/de/cookies.md": "## Ihre Rechte\n\nText.\n",
		"content/en/terms.md":   "## Scope\n\nText.\n",
	})
	for _, path := range []string{"content/en/cookies.md", "content/de/cookies.md"} {
		if g := got[path]; len(g.Problems) > 0 || len(g.Headings) != 1 || !strings.Contains(g.HTML, `id="your-rights"`) {
			t.Errorf("%s: %v %+v %s", path, g.Problems, g.Headings, g.HTML)
		}
	}
	if g := got["content/en/cookies.md"]; !strings.Contains(g.HTML, `"notice:terms#scope"`) || len(g.Links) != 1 {
		t.Errorf("the link is not neutral: %s", g.HTML)
	}
	if a, b := got["content/en/cookies.md"].Hash(), got["content/de/cookies.md"].Hash(); a == b || a == "" {
		t.Errorf("two texts have the hashes %q and %q", a, b)
	}
}

// TestChanged: a text whose file holds other bytes than it was parsed from is
// not set, and says so.
func TestChanged(t *testing.T) {
	got, save := set(t, map[string]string{"content/en/cookies.md": "Text.\n"})
	if got["content/en/cookies.md"].Unread() {
		t.Fatal("was not read")
	}
	save("content/en/cookies.md", "Other text.\n")
	if g := got["content/en/cookies.md"]; !g.Unread() || len(g.Problems) != 1 || g.HTML != "" {
		t.Errorf("%+v", g)
	}
}
