package galley

import (
	"crypto/sha256"
	"strings"
	"testing"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/settings"
	"gazette/internal/site"
	"gazette/internal/source"
	"gazette/internal/spelling"
)

const gazetteYAML = `title: Acme Legal
base_url: https://acme.example/
section: legal
default_locale: en
locales: [en, de]
`

// file is a text with a body.
func file(t *testing.T, path, body string) source.File {
	t.Helper()
	f, ps := source.Text(path, []byte("---\ntitle: Cookies\nlocale: "+strings.Split(path, "/")[1]+"\neffective: 2026-01-01\n---\n"+body))
	if len(ps) > 0 {
		t.Fatal(ps)
	}
	return f
}

// linked links a site of files content/LOCALE/SLUG.md with these bodies.
func linked(t *testing.T, bodies map[string]string) (*site.Site, *Formatter) {
	t.Helper()
	s, formatter, _ := filed(t, bodies)
	return s, formatter
}

// filed is linked with the files that are read, to be changed.
func filed(t *testing.T, bodies map[string]string) (*site.Site, *Formatter, map[string]source.File) {
	t.Helper()
	config, ps := settings.Parse(source.File{Path: settings.File, Data: []byte(gazetteYAML)})
	files, editions := map[string]source.File{}, []*notice.Edition{}
	for path, body := range bodies {
		steps := strings.Split(path, "/")
		files[path] = file(t, path, body)
		e, found := notice.Parse(files[path], notice.Slug(strings.TrimSuffix(steps[2], ".md")), i18n.Locale(steps[1]), notice.Content)
		ps, editions = append(ps, found...), append(editions, e)
	}
	day, _ := notice.ParseDate("2026-02-01")
	s, problems := site.Link(site.Input{Config: config, Editions: editions, Day: day, Static: func(string) bool { return false }})
	wording, found := i18n.LoadLayers(i18n.Builtin())
	if ps = append(append(ps, problems...), found...); len(ps) > 0 {
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
	return s, formatter, files
}

// set sets all texts of such a site.
func set(t *testing.T, bodies map[string]string) (map[string]*Galley, func(path, body string)) {
	t.Helper()
	s, formatter, files := filed(t, bodies)
	out := map[string]*Galley{}
	all := func() {
		for _, n := range s.Notices {
			for e, g := range formatter.Notice(n) {
				out[e.Path] = g
			}
		}
	}
	all()
	return out, func(path, body string) { files[path] = file(t, path, body); all() }
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

// TestFragments: an anchor that a text does not have is said where the link stands, with the nearest that it has, in
// the text itself at once and in another once all are set.
func TestFragments(t *testing.T) {
	bodies := map[string]string{
		"content/en/cookies.md": "## Your rights\n\nSee [below](#your-right), [terms](terms.md#scop) and [their scope](terms.md#scope).\n\nAnd [top](#top).\n",
		"content/en/terms.md":   "## Scope\n\nSee [cookies](cookies.md#your-rights).\n",
	}
	s, formatter := linked(t, bodies)
	index, all := NewIndex(s), map[notice.Slug]map[*notice.Edition]*Galley{}
	for _, n := range s.Notices {
		all[n.Slug] = formatter.Notice(n)
		index.Add(n.Slug, FactsOf(s, n, all[n.Slug]))
	}
	if broken := index.Broken(); len(broken) != 1 || broken[0] != "cookies" {
		t.Errorf("broken links are in %v", broken)
	}
	n := s.Notice("cookies")
	found := append(all["cookies"][n.Editions[0]].Problems, index.Problems(n, all["cookies"])...)
	if len(found) != 2 {
		t.Fatal(found)
	}
	for i, want := range []struct{ message, hint string }{
		{"this text has no heading or anchor #your-right", "did you mean #your-rights?"},
		{"the text of terms in en has no heading or anchor #scop", "did you mean #scope?"},
	} {
		if p := found[i]; p.Message != want.message || p.Hint != want.hint || p.Line != 8 || p.Rule != rule.BrokenFragment {
			t.Errorf("%+v", p)
		}
	}
}

// TestGuesses: no more than spelling.Guessed mistakes of one text, of each kind, are compared with all names there are.
func TestGuesses(t *testing.T) {
	link := func(to string) string { return strings.Repeat("[x]("+to+") ", 2*spelling.Guessed) }
	s, formatter := linked(t, map[string]string{
		"content/en/cookies.md": "## Rights\n\n" + link("term.md") + link("#right") + link("terms.md#scop"),
		"content/en/terms.md":   "## Scope\n\nText.\n",
	})
	index, all := NewIndex(s), map[notice.Slug]map[*notice.Edition]*Galley{}
	for _, n := range s.Notices {
		all[n.Slug] = formatter.Notice(n)
		index.Add(n.Slug, FactsOf(s, n, all[n.Slug]))
	}
	n := s.Notice("cookies")
	guesses := map[string]int{}
	for _, p := range append(all["cookies"][n.Editions[0]].Problems, index.Problems(n, all["cookies"])...) {
		guesses[p.Hint]++
	}
	for _, hint := range []string{`did you mean "terms"?`, "did you mean #rights?", "did you mean #scope?"} {
		if guesses[hint] != spelling.Guessed {
			t.Errorf("%s %d times: %v", hint, guesses[hint], guesses)
		}
	}
}

// TestPlain: plain Markdown has each link as whoever asks wants it, and not the heading that repeats the title.
func TestPlain(t *testing.T) {
	got, _ := set(t, map[string]string{"content/en/cookies.md": "# Cookies\n\n## Your rights\n\nSee [terms](terms.md).\n", "content/en/terms.md": "Text.\n"})
	plain := string(got["content/en/cookies.md"].Plain(func(target string) string { return "https://acme.example/" + target }))
	if strings.Contains(plain, "# Cookies\n") || !strings.Contains(plain, "## Your rights") || !strings.Contains(plain, "(https://acme.example/terms.md)") {
		t.Errorf("%s", plain)
	}
}

// TestHash: the hash is of what a reader reads: marks of another kind and the target's spelling change nothing, a word does.
func TestHash(t *testing.T) {
	hash := func(body string) string {
		got, _ := set(t, map[string]string{"content/en/cookies.md": body, "content/en/terms.md": "Text.\n"})
		return got["content/en/cookies.md"].Hash()
	}
	base := hash("*One* and [two](terms.md).\n")
	if same := hash("_One_ and\n[two](terms.md).\n\n\n"); same != base {
		t.Error("another mark for the same emphasis, another hash")
	}
	for _, other := range []string{"*One* and [three](terms.md).\n", "*One* and [two](cookies.md).\n"} {
		if hash(other) == base {
			t.Errorf("%q has the hash of another text", other)
		}
	}
}
