package desk

import (
	"context"
	"html"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"gazette/i18n"
	"gazette/internal/desk/access"
	"gazette/internal/desk/action"
	"gazette/internal/fixture"
	"gazette/internal/load"
	"gazette/internal/message"
	"gazette/internal/notice"
	"gazette/internal/notify/ledger"
	"gazette/internal/preview"
	"gazette/internal/recording"
	"gazette/internal/settings"
	"gazette/internal/text"
)

// office is a site with a desk, without a program around it.
type office struct {
	*testing.T
	dir   string
	desk  *Desk
	guard *access.Guard
}

const gazetteYAML = `title: Acme Legal
base_url: https://legal.acme.example/
section: legal
default_locale: en
locales: [en, de]
organization: {name: Acme GmbH}
`

// today is the day at the desk.
var today = notice.Date{Year: 2026, Month: 6, Day: 1}

// open opens a desk on a site of some texts, by their paths.
func open(t *testing.T, texts map[string]string) *office {
	t.Helper()
	o := &office{T: t, dir: t.TempDir(), guard: access.NewGuard(access.Guard{Local: true})}
	fixture.Write(t, o.dir, settings.File, gazetteYAML)
	fixture.WriteAll(t, o.dir, texts)
	layers := load.Layers{Site: os.DirFS(o.dir), Theme: fixture.Theme(t), Wording: i18n.Builtin()}
	day := func(*settings.Config) notice.Date { return today }
	p := preview.New(layers, day)
	o.desk = New(p, Options{Folder: o.dir, Guard: o.guard,
		Hooks: time.Minute,
		Now:   func() time.Time { return time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC) },
		Rules: func(*settings.Config) message.Rules { return message.Rules{Zone: time.UTC} },
		Work: Work{
			Commands: action.Commands{
				Place: recording.Place{Folder: o.dir},
				Load: func(texts map[string]string) (*load.Sources, error) {
					l := layers
					if len(texts) > 0 {
						l.Site = overlaid(t, o.dir, texts)
					}
					return load.Load(l, day), nil
				},
				Lock:     func(string) (func(), error) { return func() {}, nil },
				Messages: func(*load.Sources) ([]recording.PlannedMessage, error) { return nil, nil },
				Receipts: func() ([]ledger.Receipt, error) { return nil, nil },
				Changed:  func(paths ...string) { p.Update(paths) },
			},
			Held:  func(*load.Sources) int { return 0 },
			Built: func() bool { return false },
		}})
	return o
}

// overlaid is a copy of a site with other texts in some files.
func overlaid(t *testing.T, dir string, texts map[string]string) fs.FS {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	fixture.WriteAll(t, to, texts)
	return os.DirFS(to)
}

// cookies is a working text. more is further front matter.
func cookies(locale, effective, more, body string) string {
	return "---\ntitle: Cookies " + locale + "\nlocale: " + locale + "\neffective: " + effective + "\nsummary: S.\n" + more + "---\n\n" + body + "\n"
}

// ask asks the desk as its own page does, and returns status, headers and body.
func (o *office) ask(method, path string, in url.Values) (int, http.Header, string) {
	o.Helper()
	r := httptest.NewRequest(method, "http://localhost:8080/_gazette/"+path, strings.NewReader(in.Encode()))
	r.RemoteAddr = "127.0.0.1:40000"
	r.Header.Set("Origin", "http://localhost:8080")
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(o.guard.Cookie(r))
	w := httptest.NewRecorder()
	o.desk.ServeHTTP(w, r)
	return w.Code, w.Header(), w.Body.String()
}

// do does something: it fills in the form, reads the plan, and agrees to it.
func (o *office) do(in url.Values) {
	o.Helper()
	_, _, plan := o.ask(http.MethodPost, "do/", in)
	m := regexp.MustCompile(`name="agree" value="([^"]+)"`).FindStringSubmatch(plan)
	if m == nil {
		o.Fatalf("%v: nothing is asked: %s", in, plan)
	}
	in.Set("agree", html.UnescapeString(m[1]))
	if status, _, body := o.ask(http.MethodPost, "do/", in); status != http.StatusSeeOther {
		o.Fatalf("%v: status %d: %s", in, status, body)
	}
}

// TestPages: every page of the desk answers, in each of its languages, with no message missing and nothing from elsewhere.
func TestPages(t *testing.T) {
	o := open(t, map[string]string{
		"content/en/cookies.md": cookies("en", "2026-05-01", "", "## Use\n\nWe use cookies."),
		"content/de/cookies.md": cookies("de", "2026-05-01", "", "## Nutzung\n\nWir nutzen Cookies."),
		"content/en/draft.md":   cookies("en", "2026-05-01", "draft: true\n", "Not yet."),
	})
	o.do(url.Values{"what": {"record"}})
	from := regexp.MustCompile(`(?:src|href|action)="(?:https?:)?//[^"]*"`)
	for _, path := range []string{"", "notices/", "findings/", "plan/", "calendar/", "redlines/", "redline/?notice=cookies&locale=en&date=2026-05-01",
		"write/", "write/?file=content/en/cookies.md", "do/?what=new", "do/?what=withdraw&notice=cookies", "undo/"} {
		for _, language := range []string{"en", "de", "fr", "es", "ja"} {
			r := httptest.NewRequest(http.MethodGet, "http://localhost:8080/_gazette/"+path, nil)
			r.Header.Set("Accept-Language", language)
			w := httptest.NewRecorder()
			o.desk.ServeHTTP(w, r)
			body := w.Body.String()
			if strings.HasPrefix(path, "redline/") && w.Code == http.StatusNotFound {
				continue // the first edition has nothing before it
			}
			if w.Code != http.StatusOK || !strings.Contains(body, "</html>") {
				t.Errorf("%q, %s: status %d: %.200s", path, language, w.Code, body)
			}
			if !strings.Contains(body, `lang="`+language) {
				t.Errorf("%q is not in %s", path, language)
			}
			named(t, path, body)
			if m := from.FindString(body); m != "" {
				t.Errorf("%q, %s: asks elsewhere: %s", path, language, m)
			}
			if policy := w.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") {
				t.Errorf("%q: its policy is %q", path, policy)
			}
		}
	}
	if status, _, _ := o.ask(http.MethodGet, "do/?what=nonsense", nil); status != http.StatusNotFound {
		t.Errorf("a thing that cannot be done has status %d", status)
	}
}

// TestReadOnly: where nothing may be written, no page has a form that writes.
func TestReadOnly(t *testing.T) {
	o := open(t, map[string]string{
		"content/en/cookies.md": cookies("en", "2026-05-01", "review_by: 2026-01-01\n", "We use cookies."),
		"content/de/cookies.md": cookies("de", "2026-04-01", "", "Wir nutzen Cookies."),
		"content/en/draft.md":   cookies("en", "2026-05-01", "draft: true\n", "Not yet."),
	})
	o.do(url.Values{"what": {"record"}})
	o.guard.Off = access.ReadOnly
	for _, path := range []string{"", "plan/", "write/", "exchange/?notice=cookies&locale=de", "do/?what=new", "do/?what=record", "do/?what=ready&file=content/en/draft.md",
		"undo/", "git/", "review/?notice=cookies&locale=en"} {
		if strings.HasPrefix(path, "exchange/") {
			o.desk.options.Work.Formats = func(context.Context) []string { return nil }
		}
		_, _, page := o.ask(http.MethodGet, path, nil)
		if !strings.Contains(page, "</main>") || strings.Contains(page, `method="post"`) || strings.Contains(page, "/_gazette/do/?") {
			t.Errorf("%q lets something be written: %s", path, page)
		}
	}
	_, _, page := o.ask(http.MethodGet, "write/?file=content/en/cookies.md", nil)
	for _, field := range regexp.MustCompile(`<(?:input|select|textarea)[^>]*id="w-[^>]*>`).FindAllString(page, -1) {
		if !strings.Contains(field, " readonly") && !strings.Contains(field, " disabled") {
			t.Errorf("a text that may not be written has the field %s", field)
		}
	}
}

// named reports ids that a page has twice, and a title that does not begin with its heading.
func named(t *testing.T, path, page string) {
	t.Helper()
	seen := map[string]bool{}
	for _, id := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if seen[id[1]] {
			t.Errorf("%q has two elements %q", path, id[1])
		}
		seen[id[1]] = true
	}
	title := regexp.MustCompile(`<title>([^<]*)</title>`).FindStringSubmatch(page)
	if h1 := heading.FindStringSubmatch(page); h1 == nil || title == nil || !strings.HasPrefix(html.UnescapeString(title[1]), text.WordsOf(h1[1])) {
		t.Errorf("%q is called %q under the heading %q", path, title, h1)
	}
}

// TestPlanOfSeveral: the redlines of one plan share no id, and a page that says what was not done says so in its title.
func TestPlanOfSeveral(t *testing.T) {
	texts := map[string]string{}
	for _, name := range []string{"one", "two"} {
		texts["content/en/"+name+".md"] = cookies("en", "2026-05-01", "", "## Use {#use}\n\nWe use one.\n\n## More\n\nMore.")
	}
	o := open(t, texts)
	o.do(url.Values{"what": {"record"}})
	for name := range texts {
		fixture.Write(t, o.dir, name, cookies("en", "2026-08-01", "", "## Use {#use}\n\nWe use two.\n\n## More\n\nMore."))
	}
	_, _, plan := o.ask(http.MethodPost, "do/", url.Values{"what": {"record"}})
	if strings.Count(plan, "<ins") < 2 {
		t.Fatalf("there are no two redlines: %s", plan)
	}
	named(t, "a plan", plan)
	_, _, refused := o.ask(http.MethodPost, "do/", url.Values{"what": {"correct"}})
	if !strings.Contains(refused, "<title>This was not done. Correct") {
		t.Errorf("what was not done has the title %.300s", refused)
	}
}

// TestToday: what there is to do is shown with its next step, and goes when it is done.
func TestToday(t *testing.T) {
	o := open(t, map[string]string{
		"content/en/cookies.md": cookies("en", "2026-05-01", "", "We use cookies."),
		"content/en/terms.md":   cookies("en", "2026-05-01", "draft: true\n", "Not yet."),
	})
	_, _, before := o.ask(http.MethodGet, "", nil)
	if n := strings.Count(before, `class="d-task"`); n != 2 || !strings.Contains(before, "content%2Fen%2Fterms.md") {
		t.Errorf("%d things are to be done: %s", n, before)
	}
	o.do(url.Values{"what": {"record"}})
	if log := fixture.Read(t, o.dir, "archive/changes.jsonl"); strings.Count(log, "\n") != 1 || !strings.Contains(log, `"published"`) {
		t.Errorf("recorded: %s", log)
	}
	_, _, after := o.ask(http.MethodGet, "", nil)
	if n := strings.Count(after, `class="d-task"`); n != 1 || !strings.Contains(after, "content%2Fen%2Fterms.md") {
		t.Errorf("%d things are still to be done: %s", n, after)
	}
}

// TestPlanMoved: who agreed to a plan agreed to no other: when a text has changed meanwhile, nothing is recorded.
func TestPlanMoved(t *testing.T) {
	o := open(t, map[string]string{"content/en/cookies.md": cookies("en", "2026-05-01", "", "We use cookies.")})
	in := url.Values{"what": {"record"}}
	_, _, plan := o.ask(http.MethodPost, "do/", in)
	m := regexp.MustCompile(`name="agree" value="([^"]+)"`).FindStringSubmatch(plan)
	if m == nil {
		t.Fatal(plan)
	}
	in.Set("agree", html.UnescapeString(m[1]))
	fixture.Write(t, o.dir, "content/en/cookies.md", cookies("en", "2026-05-01", "", "We use no cookies."))
	if status, _, body := o.ask(http.MethodPost, "do/", in); status != http.StatusOK || !strings.Contains(body, `name="agree"`) || strings.Contains(body, m[1]) {
		t.Errorf("status %d: %s", status, body)
	}
	if _, err := os.Stat(o.dir + "/archive/changes.jsonl"); err == nil {
		t.Error("it was recorded")
	}
}

// TestActions: an action without what it needs says which field is empty and changes nothing.
func TestActions(t *testing.T) {
	o := open(t, map[string]string{"content/en/cookies.md": cookies("en", "2026-05-01", "", "We use cookies.")})
	o.do(url.Values{"what": {"record"}})
	before := fixture.Read(t, o.dir, "content/en/cookies.md") + fixture.Read(t, o.dir, "archive/changes.jsonl")
	for _, in := range []url.Values{
		{"what": {"correct"}}, {"what": {"correct"}, "notice": {"cookies"}}, {"what": {"correct"}, "notice": {"nothing"}, "reason": {"R"}},
		{"what": {"withdraw"}, "notice": {"cookies"}}, {"what": {"withdraw"}, "notice": {"cookies"}, "withdrawn": {"soon"}},
		{"what": {"reschedule"}, "notice": {"cookies"}, "effective": {"2026-09-01"}}, {"what": {"cancel"}, "notice": {"cookies"}},
		{"what": {"record"}, "class": {"nonsense"}}, {"what": {"new"}}, {"what": {"new"}, "title": {"A"}, "slug": {"Not A Slug"}},
		{"what": {"new"}, "title": {"A"}, "locale": {"fr"}}, {"what": {"change"}, "notice": {"cookies"}, "effective": {"2026-05-01"}},
		{"what": {"ready"}, "file": {"../outside.md"}}, {"what": {"ready"}, "file": {"gazette.yaml"}},
	} {
		if status, _, body := o.ask(http.MethodPost, "do/", in); status != http.StatusUnprocessableEntity || !strings.Contains(body, "<form") {
			t.Errorf("%v: status %d", in, status)
		}
	}
	if now := fixture.Read(t, o.dir, "content/en/cookies.md") + fixture.Read(t, o.dir, "archive/changes.jsonl"); now != before {
		t.Errorf("something was written: %s", now)
	}
	// And with it, does it.
	if status, head, _ := o.ask(http.MethodPost, "do/", url.Values{"what": {"new"}, "title": {"Terms of use"}}); status != http.StatusSeeOther || !strings.Contains(head.Get("Location"), "terms-of-use.md") {
		t.Errorf("status %d to %s", status, head.Get("Location"))
	}
	if got := fixture.Read(t, o.dir, "content/en/terms-of-use.md"); !strings.Contains(got, "draft: true") {
		t.Errorf("the new text is %s", got)
	}
	if _, _, page := o.ask("GET", "do/?what=withdraw&notice=cookies", nil); !strings.Contains(page, "No longer applies from") ||
		strings.Contains(page, "Applies from") {
		t.Errorf("the day of a withdrawal is not asked for as such:\n%s", page)
	}
	o.do(url.Values{"what": {"withdraw"}, "notice": {"cookies"}, "withdrawn": {"2026-09-01"}, "reason": {"No cookies any more."}})
	if got := fixture.Read(t, o.dir, "content/en/cookies.md"); !strings.Contains(got, "withdrawn: 2026-09-01") {
		t.Errorf("the text is %s", got)
	}
}
