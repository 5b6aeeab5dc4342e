package web

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"path"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
	"golang.org/x/text/language"

	"gazette/i18n"
	"gazette/internal/site"
	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
	"gazette/internal/subscriptions/work"
	"gazette/render"
)

// Pages is the site as the service shows it.
type Pages struct {
	Site     *site.Site
	Renderer *render.Renderer // of the site as it is seen from elsewhere
	matcher  language.Matcher
	fonts    map[string][]byte // that the style sheet names, by their paths
}

// NewPages prepares pages. files are those of the site's folder: a font among
// them that cannot be read is one that pages do without.
func NewPages(s *site.Site, p *render.Renderer, files fs.FS) *Pages {
	fonts := map[string][]byte{}
	for _, f := range s.Config.Theme.Fonts.Files {
		if data, err := fs.ReadFile(files, path.Join("static", f.File.Local())); err == nil {
			fonts["/"+f.File.Local()] = data
		}
	}
	var tags []language.Tag
	for i := range s.Locales {
		tags = append(tags, language.Make(string(s.Locales[i].Tag)))
	}
	return &Pages{s, p, language.NewMatcher(tags), fonts}
}

// Server answers requests.
type Server struct {
	Store   *store.Store
	Keys    subscriber.Keys
	Links   work.Links
	Base    string // path of the service on its host, with slashes around
	Gate    *Gate
	Proxies Proxies
	Meters  *work.Meters
	// takes a signed report of a bounce; nil for none
	Report   func(ctx context.Context, header http.Header, body []byte) error
	Now      func() time.Time
	Log      *slog.Logger
	Patience time.Duration // how long an answer may take to make; answerMax when 0

	pages atomic.Pointer[Pages]
}

// Show sets the site whose pages are shown from now on.
func (s *Server) Show(p *Pages) { s.pages.Store(p) }

// Bounds of a request, so that slow and large ones cost little.
const (
	bodyMax   = 32 << 10
	headerMax = 16 << 10
	slow      = 10 * time.Second
	answerMax = 2 * slow // a database that hangs is said so before the connection ends
)

// Serve makes the HTTP server.
func (s *Server) Serve() *http.Server {
	return &http.Server{Handler: s.Handler(), ReadHeaderTimeout: slow, ReadTimeout: 2 * slow, WriteTimeout: 3 * slow,
		IdleTimeout:    time.Minute,
		MaxHeaderBytes: headerMax, ErrorLog: slog.NewLogLogger(s.Log.Handler(), slog.LevelDebug)}
}

// reply is an answer that is not written yet.
type reply struct {
	status int
	locale *site.Locale
	view   render.Service
	data   []byte // instead of a page
	kind   string // media type of data
}

// Handler answers all requests.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	protected := http.NewCrossOriginProtection()
	page := func(pattern string, answer func(*http.Request) reply) {
		_, path, _ := strings.Cut(pattern, " ")
		name := strings.Trim(strings.TrimSuffix(path, "{token}"), "/")
		own := name != "subscribe" && name != "unsubscribe" // the site's forms and mail programs come from elsewhere
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			start := s.Now()
			a := s.guarded(r, w, own, protected, answer)
			status := s.write(w, r, a)
			s.Meters.Pages.WithLabelValues(name, fmt.Sprint(status)).Inc()
			s.Meters.Seconds.WithLabelValues(name).Observe(s.Now().Sub(start).Seconds())
			s.Log.Info("request", "method", r.Method, "page", name, "status", status, "ms",
				s.Now().Sub(start).Milliseconds())
		})
	}
	page("GET /{$}", s.form)
	page("GET /subscribe", s.form)
	page("POST /subscribe", s.subscribe)
	page("GET /confirm/{token}", s.askConfirm)
	page("POST /confirm/{token}", s.confirm)
	page("GET /manage/{token}", s.manage)
	page("POST /manage/{token}", s.change)
	page("GET /unsubscribe/{token}", s.askLeave)
	page("POST /unsubscribe/{token}", s.leave)
	if s.Report != nil {
		mux.HandleFunc("POST /bounce", s.bounce)
	}
	mux.HandleFunc("GET /assets/", s.asset)
	mux.HandleFunc("GET /healthz", s.health)
	mux.Handle("GET /metrics", promhttp.HandlerFor(s.Meters.Registry, promhttp.HandlerOpts{}))
	page("/", func(r *http.Request) reply { return s.says(r, http.StatusNotFound, "missing-title", "missing-text") })
	return s.patient(s.based(s.withFonts(mux)))
}

// patient bounds how long an answer waits for the database.
func (s *Server) patient(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), cmp.Or(s.Patience, answerMax))
		defer cancel()
		h.ServeHTTP(w, r.WithContext(ctx))
	})
}

// guarded answers a request whose body is bounded and which no page of
// another site has sent in its reader's name. A mistake of the program ends
// neither the connection nor unseen.
func (s *Server) guarded(r *http.Request, w http.ResponseWriter, own bool, protected *http.CrossOriginProtection,
	answer func(*http.Request) reply) (a reply) {
	defer func() {
		if v := recover(); v != nil {
			a = s.fault(r, fmt.Errorf("panic: %v\n%s", v, debug.Stack()))
		}
	}()
	if own && protected.Check(r) != nil {
		return s.says(r, http.StatusForbidden, "sub-fault-title", "sub-fault-text")
	}
	if r.Method != http.MethodPost {
		return answer(r)
	}
	r.Body = http.MaxBytesReader(w, r.Body, bodyMax)
	if err := r.ParseForm(); err != nil {
		status := http.StatusBadRequest
		if _, large := err.(*http.MaxBytesError); large {
			status = http.StatusRequestEntityTooLarge
		}
		return s.says(r, status, "sub-fault-title", "sub-fault-text")
	}
	return answer(r)
}

// based takes the service's path off requests, where a proxy left it on.
func (s *Server) based(h http.Handler) http.Handler {
	prefix := strings.TrimSuffix(s.Base, "/")
	if prefix == "" {
		return h
	}
	below := http.StripPrefix(prefix, h)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, s.Base) {
			below.ServeHTTP(w, r)
			return
		}
		h.ServeHTTP(w, r)
	})
}

// says is a page that only says something.
func (s *Server) says(r *http.Request, status int, title, text string) reply {
	l, p := s.locale(r, ""), s.pages.Load()
	return reply{status: status, locale: l,
		view: render.Service{Title: p.Renderer.Word(l, title), Text: []string{p.Renderer.Word(l, text)}}}
}

// locale is the language of whoever asks: the one that is named, that the form
// names, or that the browser prefers.
func (s *Server) locale(r *http.Request, tag string) *site.Locale {
	p := s.pages.Load()
	for _, t := range []string{tag, r.Form.Get("locale"), r.URL.Query().Get("locale")} {
		if l := p.Site.Locale(i18n.Locale(t)); l != nil {
			return l
		}
	}
	wanted, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil || len(wanted) == 0 {
		return p.Site.DefaultLocale()
	}
	_, i, sure := p.matcher.Match(wanted...)
	if sure == language.No {
		return p.Site.DefaultLocale()
	}
	return &p.Site.Locales[i]
}

// here is an address of the service as its own pages link to it.
func (s *Server) here(address string) string {
	return s.Base + strings.TrimPrefix(address, s.Links.Base)
}
