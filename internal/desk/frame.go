package desk

import (
	"bytes"
	"crypto/rand"
	"html/template"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"gazette/internal/desk/access"
	"gazette/internal/desk/report"
	"gazette/internal/desk/wording"
	"gazette/internal/preview"
	"gazette/internal/serve"
	"gazette/internal/source"
	"gazette/internal/text"
)

// frame is what every page of the desk has around it.
type frame struct {
	wording.Localizer
	Title   string        // what the page is called
	Section template.HTML // the page's own part
	Tabs    []tab
	Site    string // address of the site's start page
	Style   string // address of the site's style sheet
	Day     string // the day that is looked at
	Today   string
	Travels bool
	Errors  []report.Finding
	Body    any
	Name    string // of the page's template
	Takes   int    // how many bytes a file may have that is dropped here; 0 where none is taken
	Still   bool   // somebody fills something in: the page is not made anew when files change
}

// still are the pages on which somebody fills something in.
var still = []string{"write", "do", "start", "undo", "git", "review", "exchange"}

type tab struct {
	Text, URL string
	Current   bool
	Count     int
}

// tabs are the pages that every page leads to, by the names of their messages.
var tabs = []tab{{Text: "tab-today"}, {Text: "tab-write", URL: "write/"}, {Text: "tab-notices", URL: "notices/"},
	{Text: "tab-plan", URL: "plan/"}, {Text: "tab-calendar", URL: "calendar/"},
	{Text: "tab-redlines", URL: "redlines/"}, {Text: "tab-findings", URL: "findings/"}}

func (d *Desk) frame(say wording.Localizer, shot *preview.Snapshot, path string) frame {
	f := frame{
		Localizer: say,
		Site:      shot.Site.URL(shot.Site.Hub(shot.Site.DefaultLocale())),
		Day:       shot.Site.Day.String(),
		Today:     shot.Site.Day.String(),
	}
	if d.options.Guard.Off == "" {
		f.Takes = access.BodyMax
	}
	if style, err := shot.Style(); err == nil {
		f.Style = shot.Site.URL(style)
	}
	f.Errors = d.reports.Found(say, shot, report.OnlyErrors(shot.Problems))
	for _, t := range tabs {
		t.Current, t.Text = t.URL == path, f.T(t.Text)
		t.URL = serve.Home + t.URL
		f.Tabs = append(f.Tabs, t)
	}
	return f
}

func (d *Desk) write(w http.ResponseWriter, f frame, version, status int) {
	f.Still = slices.Contains(still, f.Name)
	var b bytes.Buffer
	if err := f.execute(&b); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	nonce := rand.Text()
	w.Header().Set("Content-Security-Policy",
		strings.Replace(access.Policy, "style-src 'self'", "style-src 'self' 'nonce-"+nonce+"'", 1))
	w.WriteHeader(status)
	_, _ = w.Write(serve.WithScript(bytes.Replace(b.Bytes(), []byte(`data-nonce="NONCE"`),
		[]byte(`data-nonce="`+nonce+`"`), 1), version, ""))
}

// Holding is the page for what cannot be shown because of mistakes, in the site's default language if the desk speaks
// it.
func (d *Desk) Holding(shot *preview.Snapshot, ps source.Problems) []byte {
	say := wording.English()
	if shot.Site != nil {
		say.Catalog = wording.Catalogs().For(shot.Site.Config.DefaultLocale, "")
	}
	return d.held(say, shot, ps)
}

func (d *Desk) held(say wording.Localizer, shot *preview.Snapshot, ps source.Problems) []byte {
	f := frame{Localizer: say}
	if shot.Site != nil {
		f = d.frame(say, shot, "none")
	}
	f.Errors = nil
	f.Name, f.Body = "holding", report.Findings{
		Localizer: say,
		Found:     d.reports.Found(say, shot, report.OnlyErrors(ps)),
	}
	if shot.Site == nil && d.empty() {
		f.Title, f.Name, f.Body = f.T("start-title"), "empty", say
	}
	var b bytes.Buffer
	_ = f.execute(&b)
	return b.Bytes()
}

// execute writes a page: its own part first, which says what the page is called.
func (f frame) execute(to *bytes.Buffer) error {
	var part bytes.Buffer
	if err := pages.ExecuteTemplate(&part, f.Name, f.Body); err != nil { // html/template cannot choose one by name
		return err
	}
	f.Section = template.HTML(part.String())
	f.Title = headingOf(part.String())
	if kind := kinds[f.Name]; kind != "" {
		f.Title += " – " + f.T(kind)
	}
	if strings.Contains(part.String(), `class="d-alert" role="alert"`) {
		f.Title = f.T("not-done") + " " + f.Title
	}
	return pages.ExecuteTemplate(to, "frame", f)
}

// kinds are the messages that say what a page does whose heading is the title of a text.
var kinds = map[string]string{"write": "tab-write", "review": "review", "redline": "tab-redlines"}

// heading is the first heading of a page.
var heading = regexp.MustCompile(`(?s)<h1[^>]*>(.*?)</h1>`)

// headingOf is the first heading of a page, in words.
func headingOf(part string) string {
	m := heading.FindStringSubmatch(part)
	if m == nil {
		return ""
	}
	return text.WordsOf(m[1])
}
