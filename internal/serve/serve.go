// Package serve answers a browser with pages as they are made, and tells it when they change.
//
// It knows no notices: pages come from whoever knows them. What it adds is
// what a browser needs while a site is being written: one script, loaded from
// a file so that a strict Content-Security-Policy can hold, and a stream of
// events. Neither is ever part of the output.
package serve

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"html"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Home is where everything stands that is not part of the site.
const Home = "/_gazette/"

// icon is that of the desk's tab.
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">` +
	`<rect width="16" height="16" rx="3" fill="#0b4fb3"/>` +
	`<path d="M4 5h8M4 8h8M4 11h5" stroke="#fff" stroke-width="1.5"/></svg>`

// Drafts is in the place of a day where the site stands with its drafts.
const Drafts = "drafts"

// DayHome is the address below which the site stands as it is on another day.
func DayHome(day string) string { return Home + "day/" + day + "/" }

// Answer is what stands at a path.
type Answer struct {
	Status int
	Path   string // of the file in the output: its ending says what it is
	Data   []byte
	File   io.ReadSeekCloser // in the place of Data, of a file as it is; whoever answers closes it
	// Elsewhere is the path of another page that the answer leads to, or "".
	Elsewhere string
	Held      bool // not what its author wants to see: who has the page open keeps it
}

// Pages makes what a browser asks for.
type Pages interface {
	// Base is the path below which the site stands; it begins and ends in a slash.
	Base() string
	// Page makes the file at a path of the output, as on a day ("" for today).
	Page(path, day string) Answer
	// Day reports whether a word is a day.
	Day(word string) bool
}

// Server answers browsers. It must be made by New.
type Server struct {
	pages Pages
	desk  http.Handler
	hub   hub
	idle  time.Duration // after which a connection with nothing to do ends
	local bool          // reachable from this machine alone

	// Behind is the host name under which a proxy on this machine shows what is served, or "". It is set before Run.
	Behind string
	// Admits reports whether whoever asks may see what is served; it has answered those who may not. Nil lets everybody
	// in. It is set before Run.
	Admits func(http.ResponseWriter, *http.Request) bool
}

// New returns a server of pages. desk answers below Home what the server does not.
func New(pages Pages, desk http.Handler) *Server {
	return &Server{pages: pages, desk: desk, idle: 2 * time.Minute}
}

// Listen takes a port. With port 0 it is the first free one from 8080 up.
func Listen(host string, port int) (net.Listener, error) {
	if port != 0 {
		return net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	}
	const first, last = 8080, 8179
	var failed error
	for p := first; p <= last; p++ {
		l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(p)))
		if err == nil {
			return l, nil
		}
		var no *net.DNSError
		if failed = err; errors.As(err, &no) {
			break
		}
	}
	return nil, failed
}

// Run answers until the context ends, then lets go of every browser.
func (s *Server) Run(ctx context.Context, l net.Listener) error {
	s.local = Loopback(l)
	web := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: s.idle, MaxHeaderBytes: 64 << 10,
		BaseContext: func(net.Listener) context.Context { return ctx }}
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	// Streams of events end with the context; a page under way may be finished.
	wait, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	err := web.Shutdown(wait)
	if errors.Is(err, context.DeadlineExceeded) {
		err = web.Close()
	}
	<-failed
	return err
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-store")
	switch {
	case !reads(r) && s.forDesk(r.URL.Path): // it judges who may write
		s.desk.ServeHTTP(w, r)
	case s.local && !LocalName(r.Host) && !Named(r.Host, s.Behind): // a page elsewhere that gave its name our address
		http.Error(w, "this preview answers to localhost alone", http.StatusMisdirectedRequest)
	case s.Admits != nil && !s.Admits(w, r): // it has answered
	case !reads(r):
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "a preview is only read", http.StatusMethodNotAllowed)
	case r.URL.Path == Home+"events":
		s.hub.stream(w, r)
	case r.URL.Path == Home+"reload.js":
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		_, _ = w.Write(script)
	case r.URL.Path == Home+"icon.svg":
		w.Header().Set("Content-Type", "image/svg+xml")
		_, _ = io.WriteString(w, icon)
	case strings.HasPrefix(r.URL.Path, Home+"day/"):
		s.dayPage(w, r)
	case r.URL.Path == strings.TrimSuffix(Home, "/"):
		http.Redirect(w, r, Home, http.StatusFound)
	case strings.HasPrefix(r.URL.Path, Home):
		s.desk.ServeHTTP(w, r)
	default:
		s.page(w, r, s.pages.Base(), "")
	}
}

// reads reports whether a request changes nothing.
func reads(r *http.Request) bool { return r.Method == http.MethodGet || r.Method == http.MethodHead }

// forDesk reports whether the desk answers for a path.
func (s *Server) forDesk(path string) bool {
	own := slices.Contains([]string{Home + "events", Home + "reload.js", Home + "icon.svg"}, path) ||
		strings.HasPrefix(path, Home+"day/")
	return strings.HasPrefix(path, Home) && !own
}

// dayPage answers with a page as on another day.
func (s *Server) dayPage(w http.ResponseWriter, r *http.Request) {
	day, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, Home+"day/"), "/")
	if !s.pages.Day(day) {
		http.Error(w, "a day is written as 2027-02-01", http.StatusNotFound)
		return
	}
	s.page(w, r, DayHome(day), day)
}

// page answers with a page of the site, which stands below a base path.
func (s *Server) page(w http.ResponseWriter, r *http.Request, base, day string) {
	if !plain(r.URL.Path) {
		http.Error(w, "this is not the address of a page", http.StatusNotFound)
		return
	}
	at, below := strings.CutPrefix(r.URL.Path, base)
	if !below { // the site stands elsewhere on this host
		if r.URL.Path == "/" || r.URL.Path+"/" == base {
			http.Redirect(w, r, (&url.URL{Path: base}).EscapedPath(), http.StatusFound)
			return
		}
		at = strings.TrimPrefix(r.URL.Path, "/")
	}
	if at != "" && !strings.HasSuffix(at, "/") && path.Ext(at) == "" && below && s.stands(at+"/", day) {
		http.Redirect(w, r, (&url.URL{Path: base + at + "/", RawQuery: r.URL.RawQuery}).String(), http.StatusFound)
		return
	}
	a := s.pages.Page(at, day)
	if a.Elsewhere != "" {
		http.Redirect(w, r, (&url.URL{Path: a.Elsewhere, RawQuery: r.URL.RawQuery}).String(), a.Status)
		return
	}
	s.write(w, r, a, day)
}

// stands reports whether there is a page at a path, or one that it leads to.
func (s *Server) stands(at, day string) bool {
	a := s.pages.Page(at, day)
	a.close()
	return a.Status == http.StatusOK || a.Elsewhere != ""
}

func (a Answer) close() {
	if a.File != nil {
		_ = a.File.Close()
	}
}

// plain reports whether every step of a path is a name: an address of a page
// goes neither up nor around, on any system.
func plain(path string) bool {
	steps := strings.Split(strings.TrimSuffix(strings.TrimPrefix(path, "/"), "/"), "/")
	return utf8.ValidString(path) && !strings.ContainsFunc(path,
		func(r rune) bool { return r == '\\' || unicode.IsControl(r) }) &&
		(len(steps) == 1 || !slices.Contains(steps, "")) && !slices.Contains(steps, ".") &&
		!slices.Contains(steps, "..")
}

func (s *Server) write(w http.ResponseWriter, r *http.Request, a Answer, day string) {
	defer a.close()
	s.share(w, r, a.Path)
	kind := contentType(a.Path)
	w.Header().Set("Content-Type", kind)
	if a.Held {
		w.Header().Set("Gazette-Held", "true")
	}
	if a.File != nil {
		http.ServeContent(w, r, "", time.Time{}, a.File)
		return
	}
	if strings.HasPrefix(kind, "text/html") {
		a.Data = WithScript(a.Data, s.hub.now().Version, day)
	}
	if a.Status == http.StatusOK { // parts of large files may be asked for
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(a.Data))
		return
	}
	w.WriteHeader(a.Status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(a.Data)
	}
}

//go:embed reload.js
var script []byte

// WithScript adds the script to a page, at its end.
func WithScript(page []byte, version int, day string) []byte {
	tag := `<script src="` + Home + `reload.js" data-version="` + strconv.Itoa(version) + `"`
	if day != "" {
		tag += ` data-day="` + html.EscapeString(day) + `"`
	}
	tag += "></script>\n"
	at := bytes.LastIndex(page, []byte("</body>"))
	if at < 0 {
		at = len(page)
	}
	out := make([]byte, 0, len(page)+len(tag))
	return append(append(append(out, page[:at]...), tag...), page[at:]...)
}

// types are those that a machine may not know, or know otherwise.
var types = map[string]string{
	"": "text/plain; charset=utf-8", ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".json": "application/json", ".atom": "application/atom+xml", ".link": "application/link-format",
	".xml": "application/xml",
	".txt": "text/plain; charset=utf-8", ".svg": "image/svg+xml", ".webp": "image/webp", ".woff2": "font/woff2",
}

// contentType says what a file of the output is.
func contentType(file string) string {
	if file == "" || strings.HasSuffix(file, "/") {
		return types[".html"]
	}
	if path.Base(file) == "changes.json" {
		return "application/feed+json"
	}
	ext := strings.ToLower(path.Ext(file))
	if t, ok := types[ext]; ok {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return "application/octet-stream"
}
