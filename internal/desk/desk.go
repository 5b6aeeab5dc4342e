// Package desk shows an editor the whole site: what is where, what is wrong, what comes next.
//
// The desk is a part of the preview, never of the output. Every page is a function
// of the snapshot that the preview shows. What costs much (all findings, the plan)
// is worked out when it is asked for, once for each state of the site. What it
// changes, it changes in files, as the commands do: see Work, and who may: see Guard.
package desk

import (
	"bytes"
	"crypto/rand"
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"gazette/internal/galley"
	"gazette/internal/manuscript"
	"gazette/internal/message"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/rule"
	"gazette/internal/serve"
	"gazette/internal/settings"
	"gazette/internal/source"
)

// Options are what the desk is told of the world around.
type Options struct {
	Folder string                               // of the site, absolute: for links to files
	Editor string                               // see EditorLink
	Now    func() time.Time                     // what a plan would be recorded at
	Rules  func(*settings.Config) message.Rules // who is told when
	Guard  *Guard                               // who may change files
	Work   Work                                 // what the commands do

	Patience time.Duration // how long git may take to push
	Hooks    time.Duration // how long it may take for anything else, its hooks included
}

// Desk answers below serve.Home.
type Desk struct {
	preview *preview.Preview
	options Options
	mux     http.Handler
	texts   *manuscript.Folder
	old     *galley.Galley // see settled

	turn     chan struct{} // see alone
	mu       sync.Mutex    // one costly page at a time
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
	d := &Desk{preview: p, options: o, texts: manuscript.New(o.Folder), turn: make(chan struct{}, 1)}
	mux := http.NewServeMux()
	for path, page := range map[string]func(*http.Request, *preview.Snapshot) (string, any){
		"": d.today, "notices/": d.matrix, "findings/": d.findingsPage, "plan/": d.planPage, "calendar/": d.calendar,
		"redlines/": d.redlines, "redline/": d.redline,
		"write/": d.writePage, "do/": d.formPage, "undo/": d.undoPage, "git/": d.gitPage, "review/": d.reviewPage,
		"exchange/": d.exchangePage,
	} {
		mux.Handle("GET "+serve.Home+path+"{$}", d.page(path, page))
	}
	for path, answer := range map[string]http.HandlerFunc{
		"GET api/text": d.readText, "GET api/notices": d.findNotices, "POST api/save": d.saveText,
		"POST api/look": d.look, "POST api/front": d.setFront,
		"POST write/{$}": d.writeIt, "POST do/{$}": d.doIt, "POST undo/{$}": d.undoIt, "POST git/{$}": d.gitIt,
		"POST review/{$}": d.reviewIt, "POST start/{$}": d.startIt, "POST exchange/{$}": d.exchangeIt,
		"GET travel/{$}": d.travel, "GET copy.zip": d.copyOf, "GET export": d.export, "GET desk.css": d.style,
		"GET editor/{name}": d.script,
		"GET drop.js":       d.dropScript,
	} {
		method, path, _ := strings.Cut(path, " ")
		mux.HandleFunc(method+" "+serve.Home+path, answer)
	}
	d.mux = o.Guard.guarded(d.sound(mux))
	return d
}

// ServeHTTP answers one request.
func (d *Desk) ServeHTTP(w http.ResponseWriter, r *http.Request) { d.mux.ServeHTTP(w, r) }

//go:embed *.html desk.css drop.js editor.min.js
var embedded embed.FS

var pages = template.Must(template.ParseFS(embedded, "*.html"))

// policy holds for the desk's own pages.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// frame is what every page of the desk has around it.
type frame struct {
	say
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

// page answers with one of the desk's pages; while there is no site, with what
// is wrong.
func (d *Desk) page(path string, make func(*http.Request, *preview.Snapshot) (string, any)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		shot := d.preview.Now()
		if shot.Site == nil && d.empty() {
			d.show(w, r, http.StatusOK, "start",
				startView{say: sayFor(r), May: d.options.Guard.Off == "", Off: string(d.options.Guard.Off)})
			return
		}
		if shot.Site == nil {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusServiceUnavailable)
			_, _ = w.Write(serve.WithScript(d.held(sayFor(r), shot, shot.Problems), shot.Version, ""))
			return
		}
		name, body := make(r, shot)
		if body == nil {
			d.show(w, r, http.StatusNotFound, "gone", goneView{sayFor(r), name})
			return
		}
		f := d.frame(sayFor(r), shot, path)
		f.Name, f.Body = name, body
		if day, err := notice.ParseDate(r.URL.Query().Get("day")); err == nil && day != shot.Site.Day {
			f.Day, f.Travels = day.String(), true
		}
		d.write(w, f, shot.Version, http.StatusOK)
	})
}

// goneView is the page of an address at which there is nothing, and why.
type goneView struct {
	say
	Why string
}

// tabs are the pages that every page leads to, by the names of their messages.
var tabs = []tab{{Text: "tab-today"}, {Text: "tab-write", URL: "write/"}, {Text: "tab-notices", URL: "notices/"},
	{Text: "tab-plan", URL: "plan/"}, {Text: "tab-calendar", URL: "calendar/"},
	{Text: "tab-redlines", URL: "redlines/"}, {Text: "tab-findings", URL: "findings/"}}

func (d *Desk) frame(say say, shot *preview.Snapshot, path string) frame {
	f := frame{say: say, Site: shot.Site.URL(shot.Site.Hub(shot.Site.DefaultLocale())), Day: shot.Site.Day.String(),
		Today: shot.Site.Day.String()}
	if f.Title = f.T("desk"); d.options.Guard.Off == "" {
		f.Takes = bodyMax
	}
	if style, err := shot.Style(); err == nil {
		f.Style = shot.Site.URL(style)
	}
	f.Errors = d.found(say, shot, onlyErrors(shot.Problems))
	for _, t := range tabs {
		t.Current, t.Text = t.URL == path, f.T(t.Text)
		if t.Current {
			f.Title = t.Text
		}
		t.URL = serve.Home + t.URL
		f.Tabs = append(f.Tabs, t)
	}
	return f
}

func (d *Desk) write(w http.ResponseWriter, f frame, version, status int) {
	f.Still = slices.Contains(still, f.Name)
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, "frame", f); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	nonce := rand.Text()
	w.Header().Set("Content-Security-Policy",
		strings.Replace(policy, "style-src 'self'", "style-src 'self' 'nonce-"+nonce+"'", 1))
	w.WriteHeader(status)
	_, _ = w.Write(serve.WithScript(bytes.Replace(b.Bytes(), []byte(`data-nonce="NONCE"`),
		[]byte(`data-nonce="`+nonce+`"`), 1), version, ""))
}

// Holding is the page for what cannot be shown because of mistakes, in the site's default language if the desk speaks
// it.
func (d *Desk) Holding(shot *preview.Snapshot, ps source.Problems) []byte {
	say := english()
	if shot.Site != nil {
		say.Catalog = spoken().For(shot.Site.Config.DefaultLocale, "")
	}
	return d.held(say, shot, ps)
}

func (d *Desk) held(say say, shot *preview.Snapshot, ps source.Problems) []byte {
	f := frame{say: say}
	if shot.Site != nil {
		f = d.frame(say, shot, "none")
	}
	f.Title, f.Errors = f.T("holding-title"), nil
	f.Name, f.Body = "holding", findingsView{say: say, Found: d.found(say, shot, onlyErrors(ps))}
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

// dropScript takes files that are dropped anywhere on a page.
func (d *Desk) dropScript(w http.ResponseWriter, _ *http.Request) {
	data, _ := embedded.ReadFile("drop.js")
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	_, _ = w.Write(data)
}

// script is the editor's. Its name changes with it, so browsers may keep it.
func (d *Desk) script(w http.ResponseWriter, r *http.Request) {
	if "editor/"+r.PathValue("name") != strings.TrimPrefix(editorURL, serve.Home) {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "max-age=31536000, immutable")
	_, _ = w.Write(editorScript)
}

func onlyErrors(ps source.Problems) (out source.Problems) {
	for _, p := range ps {
		if p.Severity == rule.Error {
			out = append(out, p)
		}
	}
	return out
}
