package serve

import (
	"net"
	"net/http"
	"net/url"
	"strings"

	"gazette/internal/hosting"
)

// share lets a product that is tried on this machine read what web servers let
// any page read. Pages from elsewhere read nothing: what is shown here may not
// be published yet.
func (s *Server) share(w http.ResponseWriter, r *http.Request, path string) {
	if path != hosting.EmbedPath && !strings.HasSuffix("/"+path, hosting.Site{}.Shared()) {
		return
	}
	w.Header().Add("Vary", "Origin")
	origin := r.Header.Get("Origin")
	if u, err := url.Parse(origin); err == nil && u.Host != "" && s.local && LocalName(u.Host) {
		w.Header().Set("Access-Control-Allow-Origin", u.Scheme+"://"+u.Host)
	}
}

// Loopback reports whether a listener can be reached from this machine alone.
func Loopback(l net.Listener) bool {
	a, ok := l.Addr().(*net.TCPAddr)
	return ok && a.IP.IsLoopback()
}

// LocalName reports whether a Host header names this machine.
func LocalName(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.Trim(name, "[]")
	if ip := net.ParseIP(name); ip != nil {
		return ip.IsLoopback()
	}
	return name == "localhost" || strings.HasSuffix(name, ".localhost")
}

// Named reports whether a Host header is a name: with a port, or without one where the name has none.
func Named(host, name string) bool {
	bare := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		bare = h
	}
	return name != "" && (strings.EqualFold(host, name) || strings.EqualFold(bare, name))
}
