// Package desk shows an editor the whole site: what is where, what is wrong, what comes next.
//
// The desk is a part of the preview, never of the output. It changes nothing:
// every page is a function of the snapshot that the preview shows. What costs
// much (all findings, the plan) is worked out when it is asked for, once for
// each state of the site.
package desk

import (
	"bytes"
	"cmp"
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"gazette/internal/message"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/rule"
	"gazette/internal/serve"
	"gazette/internal/site"
	"gazette/internal/source"
)

// Options are what the desk is told of the world around.
type Options struct {
	Folder string                           // of the site, absolute: for links to files
	Editor string                           // see EditorLink
	Now    func() time.Time                 // what a plan would be recorded at
	Rules  func(*site.Config) message.Rules // who is told when
}

// Desk answers below serve.Home.
type Desk struct {
	preview *preview.Preview
	options Options
	mux     *http.ServeMux

	mu       sync.Mutex // one costly page at a time
	findings memo[source.Problems]
	plan     memo[planned]
}

// memo is something worked out of one snapshot.
type memo[T any] struct {
	of    *preview.Snapshot
	value T
}

// of returns what was worked out of a snapshot, and works it out the first time.
func of[T any](mu *sync.Mutex, m *memo[T], shot *preview.Snapshot, work func() T) T {
	mu.Lock()
	defer mu.Unlock()
	if m.of != shot {
		m.of, m.value = shot, work()
	}
	return m.value
}

// New returns the desk of a preview.
func New(p *preview.Preview, o Options) *Desk {
	d := &Desk{preview: p, options: o, mux: http.NewServeMux()}
	for path, page := range map[string]func(*http.Request, *preview.Snapshot) (string, any){
		"": d.matrix, "findings/": d.findingsPage, "plan/": d.planPage, "calendar/": d.calendar, "redlines/": d.redlines, "redline/": d.redline,
	} {
		d.mux.Handle(serve.Home+path+"{$}", d.page(path, page))
	}
	d.mux.HandleFunc(serve.Home+"travel/{$}", d.travel)
	d.mux.HandleFunc(serve.Home+"desk.css", d.style)
	return d
}

// ServeHTTP answers one request.
func (d *Desk) ServeHTTP(w http.ResponseWriter, r *http.Request) { d.mux.ServeHTTP(w, r) }

//go:embed desk.html
var markup string

//go:embed desk.css
var embedded embed.FS

var pages = template.Must(template.New("desk").Parse(markup))

// policy holds for the desk's own pages.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// frame is what every page of the desk has around it.
type frame struct {
	Title   string
	Tabs    []tab
	Site    string // address of the site's start page
	Style   string // address of the site's style sheet
	Day     string // the day that is looked at
	Today   string
	Travels bool
	Errors  []finding
	Body    any
	Name    string // of the page's template
}

type tab struct {
	Text, URL string
	Current   bool
	Count     int
}

// page answers with one of the desk's pages; while there is no site, with what
// is wrong.
func (d *Desk) page(path string, make func(*http.Request, *preview.Snapshot) (string, any)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		shot := d.preview.Now()
		if shot.Site == nil {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusServiceUnavailable)
			_, _ = w.Write(serve.WithScript(d.Holding(shot, shot.Problems), shot.Version, ""))
			return
		}
		var name string
		var body any
		if fault := source.Guard(cmp.Or(r.URL.Query().Get("notice"), site.ConfigFile), func() { name, body = make(r, shot) }); fault != nil {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusInternalServerError)
			_, _ = w.Write(serve.WithScript(d.Holding(shot, fault), shot.Version, ""))
			return
		}
		if body == nil {
			http.Error(w, name, http.StatusNotFound)
			return
		}
		f := d.frame(shot, path)
		f.Name, f.Body = name, body
		if day, err := notice.ParseDate(r.URL.Query().Get("day")); err == nil && day != shot.Site.Day {
			f.Day, f.Travels = day.String(), true
		}
		d.write(w, f, shot.Version)
	})
}

func (d *Desk) frame(shot *preview.Snapshot, path string) frame {
	f := frame{Title: "Desk", Site: shot.Site.URL(shot.Site.Hub(shot.Site.DefaultLocale())), Day: shot.Site.Day.String(), Today: shot.Site.Day.String()}
	if style, err := shot.Style(); err == nil {
		f.Style = shot.Site.URL(style)
	}
	f.Errors = d.found(shot, onlyErrors(shot.Problems))
	for _, t := range []tab{{Text: "Notices"}, {Text: "Findings", URL: "findings/"}, {Text: "Plan", URL: "plan/"}, {Text: "Calendar", URL: "calendar/"}, {Text: "Redlines", URL: "redlines/"}} {
		t.Current = t.URL == path
		if t.Current {
			f.Title = t.Text
		}
		t.URL = serve.Home + t.URL
		f.Tabs = append(f.Tabs, t)
	}
	return f
}

func (d *Desk) write(w http.ResponseWriter, f frame, version int) {
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, "frame", f); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", policy)
	_, _ = w.Write(serve.WithScript(b.Bytes(), version, ""))
}

// Holding is the page for what cannot be shown because of mistakes.
func (d *Desk) Holding(shot *preview.Snapshot, ps source.Problems) []byte {
	f := frame{Title: "Not yet"}
	if shot.Site != nil {
		f = d.frame(shot, "none")
		f.Title, f.Errors = "Not yet", nil
	}
	f.Name, f.Body = "holding", d.found(shot, onlyErrors(ps))
	var b bytes.Buffer
	_ = pages.ExecuteTemplate(&b, "frame", f)
	return b.Bytes()
}

// Section returns the page's own part; html/template cannot choose a template by name.
func (f frame) Section() (template.HTML, error) {
	var b bytes.Buffer
	err := pages.ExecuteTemplate(&b, f.Name, f.Body)
	return template.HTML(b.String()), err
}

// travel leads to a page as on a day; without a day, as today.
func (d *Desk) travel(w http.ResponseWriter, r *http.Request) {
	shot := d.preview.Now()
	path := strings.TrimLeft(r.URL.Query().Get("path"), "/\\")
	to := serve.Home
	switch day, err := notice.ParseDate(r.URL.Query().Get("day")); {
	case shot.Site == nil:
	case err == nil:
		to = serve.DayHome(day.String()) + path
	default:
		to = shot.Site.Config.BaseURL.Path + path
	}
	http.Redirect(w, r, (&url.URL{Path: to}).EscapedPath(), http.StatusFound)
}

func (d *Desk) style(w http.ResponseWriter, _ *http.Request) {
	data, _ := embedded.ReadFile("desk.css")
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	_, _ = w.Write(data)
}

func onlyErrors(ps source.Problems) (out source.Problems) {
	for _, p := range ps {
		if p.Severity == rule.Error {
			out = append(out, p)
		}
	}
	return out
}
