package desk

import (
	"cmp"
	"net/http"
	"strings"

	"gazette/internal/desk/editor"
	"gazette/internal/desk/wording"
	"gazette/internal/serve"
	"gazette/internal/settings"
	"gazette/internal/source"
)

// sound answers with what went wrong where a part of the program panics, whatever was asked: a connection that breaks
// off tells nobody anything.
func (d *Desk) sound(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		place := cmp.Or(r.URL.Query().Get("notice"), settings.File)
		fault := source.Guard(place, func() { next.ServeHTTP(w, r) })
		switch {
		case fault == nil:
		case strings.HasPrefix(r.URL.Path, serve.Home+"api/"):
			editor.Reply(w, http.StatusInternalServerError, map[string]string{"error": fault.Error()})
		default:
			shot := d.preview.Now()
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusInternalServerError)
			_, _ = w.Write(serve.WithScript(d.held(wording.For(r), shot, fault), shot.Version, ""))
		}
	})
}
