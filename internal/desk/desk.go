// Package desk shows an editor the whole site: what is where, what is wrong, what comes next.
//
// The desk is a part of the preview, never of the output. Every page is a function
// of the snapshot that the preview shows. What costs much (all findings, the plan)
// is worked out when it is asked for, once for each state of the site. What it
// changes, it changes in files, as the commands do: see Work, and who may: see
// access.Guard. Its parts know nothing of it: what its pages say is made by report,
// what is done by action, what is filled in by form, and said by wording.
package desk

import (
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"

	"gazette/internal/desk/access"
	"gazette/internal/desk/action"
	"gazette/internal/desk/editor"
	"gazette/internal/desk/report"
	"gazette/internal/desk/repository"
	"gazette/internal/desk/wording"
	"gazette/internal/manuscript"
	"gazette/internal/message"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/serve"
	"gazette/internal/settings"
)

// Options are what the desk is told of the world around.
type Options struct {
	Folder string                               // of the site, absolute: for links to files
	Editor string                               // see report.EditorLink
	Now    func() time.Time                     // what a plan would be recorded at
	Rules  func(*settings.Config) message.Rules // who is told when
	Guard  *access.Guard                        // who may change files
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
	runner  *action.Runner
	reports *report.Reports
	api     *editor.API
	git     repository.Repository
	turn    chan struct{} // see alone
}

// New returns the desk of a preview.
func New(p *preview.Preview, o Options) *Desk {
	d := &Desk{preview: p, options: o, texts: manuscript.New(o.Folder), turn: make(chan struct{}, 1)}
	w := o.Work
	d.reports = &report.Reports{Preview: p, Folder: o.Folder, Editor: o.Editor, Now: o.Now, Rules: o.Rules,
		Guard: o.Guard, Place: w.Place, Messages: w.Messages, Held: w.Held, Built: w.Built, Pages: w.Pages}
	d.api = &editor.API{Preview: p, Texts: d.texts, Changed: w.Changed}
	d.git = repository.Repository{Folder: o.Folder, Patience: o.Patience, Hooks: o.Hooks}
	d.runner = &action.Runner{Commands: w.Commands, Now: o.Now, Texts: d.texts}
	mux := http.NewServeMux()
	for path, page := range map[string]func(*http.Request, *preview.Snapshot) (string, any){
		"": d.reports.Today, "notices/": d.reports.Matrix, "findings/": d.reports.FindingsPage,
		"plan/": d.reports.PlanPage, "calendar/": d.reports.Calendar,
		"redlines/": d.reports.Redlines, "redline/": d.reports.Redline,
		"write/": d.writePage, "do/": d.formPage, "undo/": d.undoPage, "git/": d.gitPage, "review/": d.reviewPage,
		"exchange/": d.exchangePage,
	} {
		mux.Handle("GET "+serve.Home+path+"{$}", d.page(path, page))
	}
	for path, answer := range map[string]http.HandlerFunc{
		"GET api/text": d.api.ReadText, "GET api/notices": d.api.FindNotices, "POST api/save": d.api.SaveText,
		"POST api/look": d.api.Look, "POST api/front": d.api.SetFront,
		"POST write/{$}": d.writeIt, "POST do/{$}": d.doIt, "POST undo/{$}": d.undoIt, "POST git/{$}": d.gitIt,
		"POST review/{$}": d.reviewIt, "POST start/{$}": d.startIt, "POST exchange/{$}": d.exchangeIt,
		"POST build/{$}": d.buildIt,
		"GET travel/{$}": d.travel, "GET copy.zip": d.copyOf, "GET export": d.export, "GET desk.css": d.style,
		"GET editor/{name}": d.script,
		"GET drop.js":       d.dropScript,
	} {
		method, path, _ := strings.Cut(path, " ")
		mux.HandleFunc(method+" "+serve.Home+path, answer)
	}
	d.mux = o.Guard.Guarded(d.sound(mux))
	return d
}

// ServeHTTP answers one request.
func (d *Desk) ServeHTTP(w http.ResponseWriter, r *http.Request) { d.mux.ServeHTTP(w, r) }

//go:embed *.html desk.css drop.js editor.min.js
var embedded embed.FS

var pages = template.Must(template.ParseFS(embedded, "*.html"))

// page answers with one of the desk's pages; while there is no site, with what
// is wrong.
func (d *Desk) page(path string, make func(*http.Request, *preview.Snapshot) (string, any)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		shot := d.preview.Now()
		if shot.Site == nil && d.empty() {
			d.show(w, r, http.StatusOK, "start",
				startView{Localizer: wording.For(r), May: d.options.Guard.Off == "", Off: string(d.options.Guard.Off)})
			return
		}
		if shot.Site == nil {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusServiceUnavailable)
			_, _ = w.Write(serve.WithScript(d.held(wording.For(r), shot, shot.Problems), shot.Version, ""))
			return
		}
		name, body := make(r, shot)
		if body == nil {
			d.show(w, r, http.StatusNotFound, "gone", goneView{wording.For(r), name})
			return
		}
		if off := d.options.Guard.Off; off != "" && acts[name] != "" {
			what := acts[name]
			if name == "do" {
				what += r.URL.Query().Get("what")
			}
			name, body = "off", offView{wording.For(r), what, string(off)}
		}
		f := d.frame(wording.For(r), shot, path)
		f.Name, f.Body = name, body
		if day, err := notice.ParseDate(r.URL.Query().Get("day")); err == nil && day != shot.Site.Day {
			f.Day, f.Travels = day.String(), true
		}
		d.write(w, f, shot.Version, http.StatusOK)
	})
}

// acts are the pages on which something is only done, and the messages that call them: do-NAME for an action.
var acts = map[string]string{"do": "do-", "undo": "do-undo", "git": "do-commit"}

// offView stands in the place of a page on which something is done, where nothing may be.
type offView struct {
	wording.Localizer
	What, Off string // messages
}

// goneView is the page of an address at which there is nothing, and why.
type goneView struct {
	wording.Localizer
	Why string
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
