package check_test

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"gazette/i18n"
	"gazette/internal/check"
	"gazette/internal/galley"
	"gazette/internal/history"
	"gazette/internal/history/planning"
	"gazette/internal/notice"
	"gazette/internal/settings"
	"gazette/internal/site"
	"gazette/internal/source"
)

// tree is a site in memory, by path. It is a Disk: recording writes into it.
type tree map[string]string

func (t tree) ReadFile(path string) ([]byte, error) {
	if s, ok := t[path]; ok {
		return []byte(s), nil
	}
	return nil, fs.ErrNotExist
}
func (t tree) Create(path string, data []byte) error  { t[path] = string(data); return nil }
func (t tree) Append(path string, data []byte) error  { t[path] += string(data); return nil }
func (t tree) Truncate(path string, size int64) error { t[path] = t[path][:size]; return nil }
func (t tree) Replace(path string, data []byte) error { t[path] = string(data); return nil }
func (t tree) Remove(path string) error               { delete(t, path); return nil }
func (t tree) with(path, text string) tree            { t = maps.Clone(t); t[path] = text; return t }
func (t tree) and(path string, old, new string) tree {
	return t.with(path, strings.Replace(t[path], old, new, 1))
}
func (t tree) read(path string) (source.File, source.Problems) {
	return source.Text(path, []byte(t[path]))
}

// files are those of the archive, as a file system.
func (t tree) files() fs.FS {
	out := fstest.MapFS{}
	for path, text := range t {
		if strings.HasPrefix(path, "archive/") {
			out[path] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return out
}

const gazetteYAML = `title: Acme Legal
base_url: https://acme.example/
section: legal
default_locale: en
locales: [en, de, fr, ja, ru, hu]
`

var wording = sync.OnceValues(func() (*i18n.Catalogs, source.Problems) { return i18n.LoadLayers(i18n.Builtin()) })

// text is a text with the least front matter there can be.
func text(locale, effective, body string) string {
	return "---\ntitle: Cookies\nlocale: " + locale + "\neffective: " + effective + "\n---\n" + body
}

// one is a site of one text.
func one(locale, body string) tree {
	return tree{"gazette.yaml": gazetteYAML, "content/" + locale + "/cookies.md": text(locale, "2026-01-01", body)}
}

// load reads the tree as a site does.
func (t tree) load(tb testing.TB, day string) check.Input {
	tb.Helper()
	file, _ := t.read("gazette.yaml")
	config, ps := settings.Parse(file)
	fail(tb, ps)
	log, ps := history.ReadLog(t.files())
	fail(tb, ps)
	var editions []*notice.Edition
	for _, path := range slices.Sorted(maps.Keys(t)) {
		if steps := strings.Split(path, "/"); strings.HasSuffix(path, ".md") {
			editions = append(editions, t.edition(tb, path, steps))
		}
	}
	d, err := notice.ParseDate(day)
	if err != nil {
		tb.Fatal(err)
	}
	s, ps := site.Link(site.Input{Config: config, Editions: editions, Changes: log.ByNotice(), Day: d, Static: func(string) bool { return false }})
	fail(tb, ps)
	wording, ps := wording()
	fail(tb, ps)
	formatter := galley.New(s, func(l i18n.Locale) *i18n.Catalog { return wording.For(l, config.DefaultLocale) }, func(e *notice.Edition) (source.File, source.Problems) { return t.read(e.Path) }, nil)
	return check.Input{Site: s, Editions: editions, Formatter: formatter, Wording: wording, Log: log}
}

func (t tree) edition(tb testing.TB, path string, steps []string) *notice.Edition {
	slug, locale, origin, revision := strings.TrimSuffix(steps[2], ".md"), steps[1], notice.Content, 1
	if steps[0] == "archive" {
		slug, locale, origin = steps[1], strings.TrimSuffix(steps[3], ".md"), notice.Archive
		if l, r, ok := strings.Cut(locale, ".r"); ok {
			locale = l
			_, _ = fmt.Sscan(r, &revision)
		}
	}
	file, _ := t.read(path)
	e, ps := notice.Parse(file, notice.Slug(slug), i18n.Locale(locale), origin)
	fail(tb, ps)
	e.Revision = revision
	return e
}

// record records the tree's texts on a day, as gazette record does.
func (t tree) record(tb testing.TB, day string, in planning.Intent) tree {
	tb.Helper()
	t = maps.Clone(t)
	input := t.load(tb, day)
	var all []planning.Step
	for _, n := range input.Site.Notices {
		cn := check.Notice{Notice: n, Site: input.Site, Setting: input.Formatter.Setting(n), Record: input.Log.Records()[n.Slug]}
		steps, ps := planning.Steps(cn.Record, n.Slug, check.WorkingTexts(cn), n.Lead(), in, input.Site.Day, input.Site.Day.In(time.UTC))
		fail(tb, ps)
		all = append(all, steps...)
	}
	if err := history.Apply(t, input.Log, all); err != nil {
		tb.Fatal(err)
	}
	return t
}

func fail(tb testing.TB, ps source.Problems) {
	tb.Helper()
	if ps.Errors() {
		tb.Fatal(ps)
	}
}

// found judges a tree and returns what one rule finds, as check prints it.
func (t tree) found(tb testing.TB, day, id string) string {
	tb.Helper()
	in := t.load(tb, day)
	var b strings.Builder
	for _, p := range check.Judge(check.Run(in), in.Site.Config.Check).Sort() {
		if p.Rule.ID() == id {
			fmt.Fprintf(&b, "%s: %s: %s\n  hint: %s\n", p.Pos, p.Severity, p.Message, p.Hint)
		}
	}
	return b.String()
}

// day is the day on which the examples are judged.
const day = "2026-06-01"

// want compares what a rule finds in a tree.
func (t tree) want(tb testing.TB, rule, want string) {
	tb.Helper()
	if got := t.found(tb, day, rule); got != want {
		tb.Errorf("%s\ngot\n%s\nwant\n%s", rule, got, want)
	}
}
