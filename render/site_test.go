package render_test

import (
	"fmt"
	"html"
	"os"
	"strings"
	"testing"
	"time"

	"gazette/i18n"
	"gazette/internal/assemble"
	"gazette/internal/fixture"
	"gazette/internal/history"
	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/recording"
	"gazette/internal/settings"
)

// workSite is a site on disk that a test edits and records as people do.
type workSite struct {
	t   *testing.T
	dir string
	day string // of builds
}

const gazetteYAML = `title: {en: Acme Legal, de: Acme Rechtliches}
base_url: https://legal.acme.example/
section: legal
default_locale: en
locales: [en, de, ar]
organization: {name: Acme GmbH}
`

func newWorkSite(t *testing.T) *workSite {
	d := &workSite{t: t, dir: t.TempDir(), day: "2026-06-01"}
	d.write("gazette.yaml", gazetteYAML)
	return d
}

func (d *workSite) write(path, text string) {
	d.t.Helper()
	fixture.Write(d.t, d.dir, path, text)
}

// edit writes a working text. more is further front matter.
func (d *workSite) edit(locale, slug, date, more, body string) {
	d.t.Helper()
	d.write("content/"+locale+"/"+slug+".md", fmt.Sprintf("---\ntitle: %s %s\nlocale: %s\neffective: %s\n%s---\n\n%s\n", strings.ToUpper(slug), locale, locale, date, more, body))
}

func (d *workSite) load(day string) *load.Sources {
	d.t.Helper()
	theme := fixture.Theme(d.t)
	s := load.Load(load.Layers{Site: os.DirFS(d.dir), Theme: theme, Wording: i18n.Builtin()}, func(*settings.Config) notice.Date { return date(d.t, day) })
	if s.Problems.Errors() {
		d.t.Fatal(s.Problems)
	}
	return s
}

// record records what differs, at noon of a day.
func (d *workSite) record(day string, in planning.Intent) {
	d.t.Helper()
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		d.t.Fatal(err)
	}
	s := d.load(day)
	steps, ps := recording.Plan(s, in, at.Add(12*time.Hour))
	if ps.Errors() || len(steps) == 0 {
		d.t.Fatalf("recording on %s: %d steps, %v", day, len(steps), ps)
	}
	if err := history.Apply(history.Folder{Root: d.dir}, s.Log, steps); err != nil {
		d.t.Fatal(err)
	}
}

// build makes the site and returns its files by path.
func (d *workSite) build() map[string]string {
	d.t.Helper()
	var out assemble.Memory
	if _, err := assemble.Run(d.load(d.day), &out, assemble.Options{}); err != nil {
		d.t.Fatal(err)
	}
	files := make(map[string]string, len(out.Files))
	for path, data := range out.Files {
		files[path] = string(data)
		if strings.HasSuffix(path, ".html") { // html/template writes + as &#43;
			files[path] = html.UnescapeString(files[path])
		}
	}
	return files
}

// log returns the changes as recorded.
func (d *workSite) log() []notice.Change { return d.load(d.day).Log.Changes }

func date(t *testing.T, s string) notice.Date {
	t.Helper()
	out, err := notice.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// told is a site with a change of every kind.
func told(t *testing.T) *workSite {
	d := newWorkSite(t)
	amend := "changes: [We ask for your choices once a year., We say what each cookie does.]\n"
	d.edit("en", "cookies", "2025-01-01", "summary: What cookies do.\n", "We use cookies.")
	d.edit("de", "cookies", "2025-01-01", "summary: Was Cookies tun.\n", "Wir verwenden Cookies.")
	d.edit("en", "imprint", "2025-01-01", "", "The adress of Acme.")
	d.record("2024-12-01", planning.Intent{})
	d.edit("en", "cookies", "2027-03-01", amend, "We use few cookies.")
	d.record("2026-03-01", planning.Intent{Class: notice.Substantive})
	d.edit("en", "cookies", "2027-04-01", amend, "We use few cookies.")
	d.record("2026-03-02", planning.Intent{Class: notice.Substantive, Reschedule: map[notice.Slug]bool{"cookies": true}, Reason: "People asked for more time."})
	d.edit("en", "imprint", "2025-01-01", "", "The address of Acme.")
	d.record("2026-03-03", planning.Intent{Editorial: map[notice.Slug]string{"imprint": "Corrected a typing error."}})
	d.edit("de", "cookies", "2027-04-01", "changes: [Wir fragen einmal im Jahr.]\n", "Wir verwenden wenige Cookies.")
	d.record("2026-03-04", planning.Intent{})
	d.edit("en", "imprint", "2025-01-01", "withdrawn: 2026-04-30\n", "The address of Acme.")
	d.record("2026-03-04", planning.Intent{Class: notice.Substantive})
	d.edit("en", "imprint", "2025-01-01", "", "The address of Acme.")
	d.record("2026-03-04", planning.Intent{Class: notice.Substantive, Reinstate: map[notice.Slug]bool{"imprint": true}})
	d.edit("en", "imprint", "2025-01-01", "withdrawn: 2026-05-01\n", "The address of Acme.")
	d.record("2026-03-05", planning.Intent{Class: notice.RequiredByLaw})
	d.edit("en", "terms", "2025-01-01", "", "Be kind.")
	d.record("2026-03-06", planning.Intent{})
	d.edit("en", "terms", "2027-05-01", "", "Be kinder.")
	d.record("2026-03-07", planning.Intent{Class: notice.Substantive})
	d.record("2026-03-08", planning.Intent{Class: notice.Substantive, Reason: "Nobody asked for it.", Cancel: map[notice.Slug]notice.Date{"terms": {}}})
	return d
}

// has fails for every text that a file lacks.
func has(t *testing.T, files map[string]string, path string, texts ...string) {
	t.Helper()
	data, ok := files[path]
	if !ok {
		t.Fatalf("there is no %s", path)
	}
	for _, text := range texts {
		if !strings.Contains(data, text) {
			t.Errorf("%s lacks %q", path, text)
		}
	}
}
