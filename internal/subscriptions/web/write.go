package web

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"time"

	"gazette/render"
)

// policy lets a page load what the service and the site have, send forms to
// the service, and nothing else.
func (s *Server) policy() string {
	images := append([]string{"'self'"}, s.pages.Load().Renderer.Hosting().Images...)
	base := s.pages.Load().Site.Config.BaseURL
	images = append(images, base.Scheme+"://"+base.Host)
	return "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src " +
		strings.Join(images, " ") +
		"; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
}

// write sends an answer. Its address may hold a token: nobody is told it, and
// nobody keeps the page.
func (s *Server) write(w http.ResponseWriter, r *http.Request, a reply) int {
	h := w.Header()
	h.Set("Content-Security-Policy", s.policy())
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Robots-Tag", "noindex")
	if a.kind != "" {
		h.Set("Content-Type", a.kind)
		h.Set("Content-Disposition", `attachment; filename="subscription.json"`)
		_, _ = w.Write(a.data)
		return http.StatusOK
	}
	data, err := s.pages.Load().Renderer.Service(a.locale, s.Base, a.view)
	if err != nil {
		s.Log.Error("the page could not be made", "error", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return http.StatusInternalServerError
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", string(a.locale.Tag))
	h.Set("Vary", "Accept-Language")
	if a.status == http.StatusTooManyRequests || a.status == http.StatusServiceUnavailable {
		h.Set("Retry-After", strconv.Itoa(int(time.Hour/time.Second)))
	}
	w.WriteHeader(a.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(data)
	}
	return a.status
}

// asset serves the style sheet and the script, whose names change with what they hold.
func (s *Server) asset(w http.ResponseWriter, r *http.Request) {
	p := s.pages.Load().Renderer
	for _, f := range []render.File{p.Style(), p.Script()} {
		if "/"+f.Path == r.URL.Path {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
			w.Header().Set("X-Content-Type-Options", "nosniff")
			http.ServeContent(w, r, f.Path, time.Time{}, bytes.NewReader(f.Data))
			return
		}
	}
	http.NotFound(w, r)
}

// withFonts serves the fonts that the style sheet names; nothing else of the
// site's files is here.
func (s *Server) withFonts(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, ok := s.pages.Load().fonts[r.URL.Path]
		if !ok || r.Method != http.MethodGet && r.Method != http.MethodHead {
			h.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Cache-Control", "public, max-age=86400")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data)) // which knows fonts by their first bytes
	})
}

// health says whether the database answers.
func (s *Server) health(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if err := s.Store.Ready(r.Context()); err != nil {
		s.Log.Error("not healthy", "error", err)
		http.Error(w, "the database is not ready", http.StatusServiceUnavailable)
		return
	}
	_, _ = w.Write([]byte("ok\n"))
}

// fault is the answer when something of ours does not work.
func (s *Server) fault(r *http.Request, err error) reply {
	s.Log.Error("a request could not be answered", "error", err)
	return s.says(r, http.StatusServiceUnavailable, "sub-fault-title", "sub-fault-text")
}
