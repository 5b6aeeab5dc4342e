package preview_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gazette"
	"gazette/i18n"
	"gazette/internal/assemble"
	"gazette/internal/fixture"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/rule"
	"gazette/internal/settings"
	"gazette/internal/source"
)

// table is a site on disk with its preview.
type table struct {
	*testing.T
	dir     string
	layers  load.Layers
	preview *preview.Preview
}

func on(day string) func(*settings.Config) notice.Date {
	d, err := notice.ParseDate(day)
	if err != nil {
		panic(err)
	}
	return func(*settings.Config) notice.Date { return d }
}

// sampleTable writes the sample to disk and previews it.
func sampleTable(t *testing.T, day string) *table {
	t.Helper()
	return tableOf(t, sample(t), day)
}

// smallTable is the sample in three languages, with nothing recorded.
func smallTable(t *testing.T, day string) *table {
	t.Helper()
	dir := sample(t)
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, p)
		first, rest, _ := strings.Cut(filepath.ToSlash(rel), "/")
		locale := strings.TrimSuffix(filepath.Base(p), ".md")
		if first == "content" {
			locale, _, _ = strings.Cut(rest, "/")
		}
		if err != nil || d.IsDir() || first != "content" && first != "archive" || slices.Contains([]string{"en", "de", "ja"}, locale) {
			return err
		}
		return os.Remove(p)
	})
	config, read := os.ReadFile(filepath.Join(dir, "gazette.yaml"))
	text := regexp.MustCompile(`(?m)^locales: .*$`).ReplaceAll(config, []byte("locales: [en, de, ja]"))
	if err := errors.Join(err, read, os.WriteFile(filepath.Join(dir, "gazette.yaml"), text, 0o644)); err != nil {
		t.Fatal(err)
	}
	return tableOf(t, dir, day)
}

func sample(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, gazette.Starter()); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(dir, func(p string, _ fs.DirEntry, err error) error { return errors.Join(err, os.Chmod(p, 0o755)) })
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func tableOf(t *testing.T, dir, day string) *table {
	t.Helper()
	theme := fixture.Theme(t)
	tree, err := source.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tree.Close() })
	l := load.Layers{Site: tree, Theme: theme, Wording: i18n.Builtin()}
	return &table{t, dir, l, preview.New(l, on(day))}
}

func (b *table) read(p string) string {
	b.Helper()
	data, err := os.ReadFile(filepath.Join(b.dir, filepath.FromSlash(p)))
	if err != nil {
		b.Fatal(err)
	}
	return string(data)
}

// save writes a file and lets the preview know.
func (b *table) save(p, text string) {
	b.Helper()
	fixture.Write(b, b.dir, p, text)
	b.preview.Update([]string{p})
}

// replace changes words in a file.
func (b *table) replace(p, old, new string) {
	b.Helper()
	text := b.read(p)
	if !strings.Contains(text, old) {
		b.Fatalf("%s does not hold %q", p, old)
	}
	b.save(p, strings.ReplaceAll(text, old, new))
}

func (b *table) remove(p string) {
	b.Helper()
	if err := os.RemoveAll(filepath.Join(b.dir, filepath.FromSlash(p))); err != nil {
		b.Fatal(err)
	}
	b.preview.Update([]string{p})
}

func (b *table) page(p string) string {
	b.Helper()
	data, err := b.preview.Now().Page(p)
	if err != nil {
		b.Fatal(p, err)
	}
	return string(data)
}

func errorsOf(ps source.Problems) (out []string) {
	for _, p := range ps {
		if p.Severity == rule.Error {
			out = append(out, p.Error())
		}
	}
	return out
}

// same compares what the preview answers with what a build of the files, as
// they stand now, writes: every file, and what is wrong.
func (b *table) same(day string) {
	b.Helper()
	s := load.Load(b.layers, on(day))
	var out assemble.Memory
	rep, err := assemble.Run(s, &out, assemble.Options{})
	if err != nil {
		b.Fatal(err)
	}
	shot := b.preview.Now()
	for _, file := range slices.Sorted(maps.Keys(out.Files)) {
		got, err := shot.Page(file)
		if err != nil {
			b.Fatal(file, err)
		}
		if !bytes.Equal(got, out.Files[file]) {
			b.Fatalf("%s (build -, preview +)\n%s", file, cmp.Diff(strings.Split(string(out.Files[file]), "\n"), strings.Split(string(got), "\n")))
		}
	}
	b.preview.Inspect(context.Background())
	want := errorsOf(append(s.Problems, rep.Problems...).Sort())
	if diff := cmp.Diff(want, errorsOf(b.preview.Now().Problems)); diff != "" {
		b.Errorf("problems (build -, preview +)\n%s", diff)
	}
}

// TestServeIsBuild: every file of the sample, as the preview answers and as
// build writes it.
func TestServeIsBuild(t *testing.T) {
	t.Parallel()
	b := sampleTable(t, "2026-11-23")
	b.same("2026-11-23")
}

// TestServeSubPath: the same below a path, and without a section.
func TestServeSubPath(t *testing.T) {
	b := smallTable(t, "2027-03-01")
	b.replace("gazette.yaml", "base_url: https://www.lanternfield.example/\nsection: legal", "base_url: https://www.lanternfield.example/ü b/\nsection: \"\"")
	b.same("2027-03-01")
}

// TestServeFollows edits a site in the ways that people do; after each, the
// preview is what a build of the files would be.
func TestServeFollows(t *testing.T) {
	t.Parallel()
	const day, en = "2026-11-23", "content/en/cookies.md"
	b := smallTable(t, day)
	steps := []struct {
		name string
		edit func()
	}{
		{"text", func() { b.save(en, b.read(en)+"\nOne more sentence.\n") }},
		{"title", func() { b.replace("content/de/imprint.md", "title: ", "title: Neu ") }},
		{"date", func() { b.save("content/en/extra.md", page("Extra", "en", "2027-01-01", "See [cookies](cookies.md).")) }},
		{"translation", func() {
			b.save("content/de/extra.md", page("Extra", "de", "2027-01-01", "Siehe [Cookies](cookies.md)."))
		}},
		{"alias", func() {
			b.save("content/en/extra.md", page("Extra", "en", "2027-01-01\naliases: [/old-extra/]", "See [cookies](cookies.md)."))
		}},
		{"draft", func() {
			b.save("content/de/extra.md", page("Extra", "de", "2027-01-01\ndraft: true", "Entwurf."))
		}},
		{"draft no more", func() { b.save("content/de/extra.md", page("Extra", "de", "2027-01-02", "Fertig.")) }},
		{"group", func() {
			b.save("content/en/extra.md", page("Extra", "en", "2027-01-01\ngroup: terms\norder: -5\nrelated: [imprint]", "Moved."))
		}},
		{"template", func() {
			b.save("templates/link.html", `<a class="ours" href="{{.URL}}">{{.Text}}</a>`)
		}},
		{"style", func() { b.save("templates/ours.css", "p { color: red }") }},
		{"wording", func() { b.save("i18n/en.yaml", "contents: What is in here\n") }},
		{"configuration", func() { b.replace("gazette.yaml", "Lanternfield Legal Centre", "Another Centre") }},
		{"static", func() { b.save("static/note.txt", "a file") }},
		{"renamed", func() {
			text := b.read("content/en/extra.md")
			b.remove("content/en/extra.md")
			b.remove("content/de/extra.md")
			b.save("content/en/other.md", text)
		}},
		{"broken fragment", func() {
			b.save("content/en/other.md", page("Other", "en", "2027-01-01", "See [cookies](cookies.md#nowhere) and [more](nothing.md)."))
		}},
		{"mended", func() { b.save("content/en/other.md", page("Other", "en", "2027-01-01", "Fine.")) }},
		{"folder gone", func() { b.remove("content/ja") }},
		{"template gone", func() { b.remove("templates/link.html") }},
	}
	for _, s := range steps {
		version := b.preview.Now().Version
		s.edit()
		if b.preview.Now().Version == version {
			t.Errorf("%s: nothing was noticed", s.name)
		}
		b.same(day)
		if t.Failed() {
			t.Fatalf("after: %s", s.name)
		}
	}
}

// TestServeRandom: whatever is done to a site, in whatever order, good and bad,
// the preview ends as what a build of the files is. GAZETTE_RUNS is how many
// courses are run.
func TestServeRandom(t *testing.T) {
	runs, err := strconv.Atoi(os.Getenv("GAZETTE_RUNS"))
	if err != nil {
		runs = 3
		if Racing {
			runs = 1
		}
	}
	for seed := range runs {
		t.Run(strconv.Itoa(seed), func(t *testing.T) {
			random := rand.New(rand.NewPCG(uint64(seed), 1))
			b := smallTable(t, "2026-11-23")
			for range 12 {
				name := edits[random.IntN(len(edits))](b, random)
				t.Log(name)
				if random.IntN(3) == 0 {
					b.preview.Inspect(context.Background())
				}
			}
			if len(errorsOf(b.preview.Now().Problems)) == 0 {
				b.same("2026-11-23")
			}
			for _, l := range []string{"en", "de", "ja"} { // what is bad is mended at last
				b.save("content/"+l+"/one.md", page("One", l, "2025-01-01", "Good."))
				b.save("content/"+l+"/two.md", page("Two", l, "2025-01-01", "Good."))
			}
			b.same("2026-11-23")
		})
	}
}

// edits are what may be done to a site.
var edits = []func(*table, *rand.Rand) string{
	func(b *table, r *rand.Rand) string { return b.random(r, "2025-01-01", "Text %d.") },
	func(b *table, r *rand.Rand) string { return b.random(r, "2027-01-01\nsummary: Later.", "Text %d.") },
	func(b *table, r *rand.Rand) string {
		return b.random(r, "2025-06-01\nrelated: [imprint]\ngroup: terms", "See [imprint](imprint.md#provider) %d.")
	},
	func(b *table, r *rand.Rand) string {
		return b.random(r, "2025-06-01\nwithdrawn: 2027-06-01", "See [it](nowhere.md), [this](cookies.md#none) %d.")
	},
	func(b *table, r *rand.Rand) string { return b.random(r, "2025-13-01", "A wrong date %d.") },
	func(b *table, r *rand.Rand) string { return b.random(r, "2025-01-01\ndraft: true", "Draft %d.") },
	func(b *table, r *rand.Rand) string {
		return b.random(r, "2025-01-01\naliases: [/old/]", "Moved here %d.")
	},
	func(b *table, r *rand.Rand) string {
		file := fmt.Sprintf("content/%s/%s.md", []string{"en", "de", "ja"}[r.IntN(3)], []string{"one", "two"}[r.IntN(2)])
		b.remove(file)
		return "remove " + file
	},
	func(b *table, r *rand.Rand) string {
		b.save("templates/contents.html", fmt.Sprintf("<p>{{len .}} headings, %d</p>", r.IntN(3)))
		return "template"
	},
	func(b *table, r *rand.Rand) string { b.remove("templates"); return "no templates" },
	func(b *table, r *rand.Rand) string {
		b.save("i18n/de.yaml", fmt.Sprintf("contents: Inhalt %d\n", r.IntN(3)))
		return "wording"
	},
	func(b *table, r *rand.Rand) string {
		config := regexp.MustCompile(`(?m)^section: .*$`).ReplaceAllString(b.read("gazette.yaml"), []string{"section: legal", "section: rules"}[r.IntN(2)])
		b.save("gazette.yaml", config)
		return "configuration"
	},
}

// random writes one of a few texts.
func (b *table) random(r *rand.Rand, effective, body string) string {
	locale, slug := []string{"en", "de", "ja"}[r.IntN(3)], []string{"one", "two"}[r.IntN(2)]
	b.save("content/"+locale+"/"+slug+".md", page(slug, locale, effective, fmt.Sprintf(body, r.IntN(100))))
	return locale + "/" + slug + " " + effective
}

func page(title, locale, effective, body string) string {
	return "---\ntitle: " + title + "\nlocale: " + locale + "\neffective: " + effective + "\n---\n" + body + "\n"
}

// TestServeTouched: a file that was written with the bytes it had is no change.
func TestServeTouched(t *testing.T) {
	b := smallTable(t, "2026-11-23")
	version := b.preview.Now().Version
	b.save("content/en/cookies.md", b.read("content/en/cookies.md"))
	b.preview.Update([]string{"content/en", "content/en/nothing.md", "README.md", "public/index.html"})
	if got := b.preview.Now().Version; got != version {
		t.Errorf("version %d became %d", version, got)
	}
}

// TestServeLastGood: a text that cannot be used any more leaves its page as it
// was, while others follow their files.
func TestServeLastGood(t *testing.T) {
	b := smallTable(t, "2026-11-23")
	const at, file = "legal/imprint/", "content/en/imprint.md"
	good := b.read(file)
	for name, bad := range map[string]string{
		"front matter": strings.Replace(good, "title:", "titel:", 1), "unclosed": "---\ntitle: A\n", "NUL": "\x00", "empty": "", "date": strings.Replace(good, "effective: ", "effective: 2026-13-", 1),
	} {
		b.save(file, good)
		before := b.page(at)
		b.save(file, bad)
		shot := b.preview.Now()
		if !slices.ContainsFunc(shot.Problems, func(p source.Problem) bool { return p.File == file && p.Severity == rule.Error }) {
			t.Errorf("%s: no problem names the file: %v", name, shot.Problems)
		}
		if b.page(at) != before {
			t.Errorf("%s: the page did not stay", name)
		}
		if !shot.Mistaken(at) || shot.Mistaken("legal/cookies/") {
			t.Errorf("%s: which page is mistaken is not known", name)
		}
		b.replace("content/en/terms-of-service.md", "title: ", "title: A")
		if !strings.Contains(b.page("legal/terms-of-service/"), "<h1>A") {
			t.Errorf("%s: another page does not follow its file", name)
		}
	}
	b.save(file, good)
	if ps := errorsOf(b.preview.Now().Problems); len(ps) > 0 {
		t.Errorf("after mending: %v", ps)
	}
	b.same("2026-11-23")
}

// TestServeKeepsSettings: settings, theme and wording that cannot be used stay
// as they were.
func TestServeKeepsSettings(t *testing.T) {
	for file, bad := range map[string]string{
		"gazette.yaml": "title: [", "templates/link.html": "{{.Nothing", "templates/card.html": "{{.NoSuchField}}", "i18n/en.yaml": "nothing-known: x\n",
	} {
		b := smallTable(t, "2026-11-23")
		before := b.page("legal/")
		b.save(file, bad)
		if len(errorsOf(b.preview.Now().Problems)) == 0 {
			t.Errorf("%s: nothing is wrong", file)
		}
		if b.page("legal/") != before {
			t.Errorf("%s: the page did not stay", file)
		}
		b.replace("content/en/terms-of-service.md", "title: ", "title: Quite Other ")
		if !strings.Contains(b.page("legal/terms-of-service/"), "Quite Other") {
			t.Errorf("%s: another page does not follow its file", file)
		}
	}
}

// TestServeNothing: without a usable configuration there is no site, until there is.
func TestServeNothing(t *testing.T) {
	dir := t.TempDir()
	b := tableOf(t, dir, "2026-01-01")
	if b.preview.Now().Site != nil || len(b.preview.Now().Problems) != 1 {
		t.Fatalf("an empty folder: %v", b.preview.Now().Problems)
	}
	b.save("content/en/a.md", page("First", "en", "2025-01-01", "Text."))
	b.save("gazette.yaml", "title: Acme\nbase_url: https://acme.example/\ndefault_locale: en\nlocales: [en]\n")
	if !strings.Contains(b.page("a/"), "First") {
		t.Error("the site did not appear")
	}
	b.same("2026-01-01")
}

// TestServeStale: a page is never made of an edition and another text.
func TestServeStale(t *testing.T) {
	b := smallTable(t, "2026-11-23")
	full := filepath.Join(b.dir, "content/en/imprint.md")
	if err := os.WriteFile(full, []byte("short"), 0o644); err != nil { // and nobody is told
		t.Fatal(err)
	}
	var stale preview.Stale
	if _, err := b.preview.Now().Page("legal/imprint/"); !errors.As(err, &stale) || stale.Path != "content/en/imprint.md" {
		t.Errorf("the page was made: %v", err)
	}
	b.preview.Inspect(context.Background()) // setting what nobody has must not fail
}

// TestServeLink: an edit of the file that a symbolic link leads to is an edit
// of the text, whether the link was there before or came later.
func TestServeLink(t *testing.T) {
	dir := sample(t)
	link := filepath.Join(dir, "content", "en", "imprint.md")
	kept := filepath.Join(dir, "content", "en", "kept.md")
	if err := os.Rename(link, kept); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("kept.md", link); err != nil {
		t.Skip("SKIPPED: no symbolic links here:", err)
	}
	b := tableOf(t, dir, "2026-11-23")
	b.save("content/en/kept.md", b.read("content/en/kept.md")+"\nEdited at its target.\n")
	if !strings.Contains(b.page("legal/imprint/"), "Edited at its target.") {
		t.Error("the preview does not see an edit of the target")
	}
	if err := os.Symlink("kept.md", filepath.Join(dir, "content", "en", "later.md")); err != nil {
		t.Fatal(err)
	}
	b.preview.Update([]string{"content/en/later.md"})
	b.save("content/en/kept.md", b.read("content/en/kept.md")+"\nEdited again.\n")
	for _, page := range []string{"legal/imprint/", "legal/later/", "legal/kept/"} {
		if !strings.Contains(b.page(page), "Edited again.") {
			t.Errorf("%s does not have an edit of the target", page)
		}
	}
}

// TestServeDays: on another day the preview is what a build for that day is,
// but for the path that it stands below.
func TestServeDays(t *testing.T) {
	b := smallTable(t, "2026-11-23")
	for _, day := range []string{"2022-05-02", "2026-12-20", "2027-02-01"} {
		d, _ := notice.ParseDate(day)
		other := b.preview.Now().On(d, "/_gazette/day/"+day+"/")
		if b.preview.Now().On(d, "/_gazette/day/"+day+"/") != other {
			t.Error("a day is linked twice")
		}
		there := smallTable(t, day)
		there.replace("gazette.yaml", "base_url: https://www.lanternfield.example/", "base_url: https://www.lanternfield.example/_gazette/day/"+day+"/")
		for _, at := range []string{"legal/", "de/legal/", "legal/cookies/", "ja/legal/cookies/2027-02-01/changes/", "legal/cookies/history/", "legal/subprocessors/", "sitemap.xml"} {
			got, err := other.Page(at)
			if err != nil || string(got) != there.page(at) {
				t.Errorf("%s on %s: %v\n%s", at, day, err, cmp.Diff(there.page(at), string(got)))
			}
		}
	}
}
