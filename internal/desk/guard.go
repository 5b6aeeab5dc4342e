package desk

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"mime"
	"net"
	"net/http"
	"net/url"
	"slices"

	"gazette/internal/serve"
)

// Guard decides who may change files through the desk. Every request that could is asked about; see docs/desk.md.
type Guard struct {
	Off      Off    // why nobody may, or ""
	Local    bool   // the server answers to this machine alone
	Password string // that others must know, or ""
	Header   string // in which a proxy on this machine says who asks, or ""

	token string // of this run
}

// Off is why nobody may write: the key of the message that says so.
type Off string

// The reasons.
const (
	ReadOnly  Off = "off-read-only"
	Unguarded Off = "off-unguarded"
)

// NewGuard returns a guard with a token of its own.
func NewGuard(g Guard) *Guard {
	g.token = rand.Text()
	if g.Off == "" && !g.Local && g.Password == "" && g.Header == "" {
		g.Off = Unguarded
	}
	return &g
}

// bodyMax is the largest request that is read: two texts of the largest size, as JSON may write them.
const bodyMax = 40 << 20

// cookie is the name of the token's cookie. Browsers send a cookie of one port to all others, so the port is part of it.
func cookie(r *http.Request) string {
	if _, port, err := net.SplitHostPort(r.Host); err == nil {
		return "gazette-desk-" + port
	}
	return "gazette-desk"
}

// Who names the person that asks, where a proxy or the password's user says so.
func (g *Guard) Who(r *http.Request) string {
	if g.Header != "" && fromHere(r) {
		return r.Header.Get(g.Header)
	}
	user, _, _ := r.BasicAuth()
	return user
}

// fromHere reports whether a request comes from this machine: only there a header is believed.
func fromHere(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	return err == nil && net.ParseIP(host).IsLoopback()
}

// known reports whether whoever asks may have the token.
func (g *Guard) known(r *http.Request) bool {
	if g.Local {
		return serve.LocalName(r.Host)
	}
	if g.Header != "" && fromHere(r) && r.Header.Get(g.Header) != "" {
		return true
	}
	_, password, ok := r.BasicAuth()
	return ok && g.Password != "" && same(password, g.Password)
}

// same compares two secrets in a time that tells nothing.
func same(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

// greet gives a page's reader the token, if they may have it. It reports whether the page may be shown: where there is
// a password, the desk is for those who know it.
func (g *Guard) greet(w http.ResponseWriter, r *http.Request) bool {
	if !g.known(r) {
		if g.Local || g.Password == "" {
			return true
		}
		w.Header().Set("WWW-Authenticate", `Basic realm="Gazette desk", charset="UTF-8"`)
		http.Error(w, "the desk asks for its password", http.StatusUnauthorized)
		return false
	}
	if g.Off == "" && !g.holds(r) {
		http.SetCookie(w, &http.Cookie{Name: cookie(r), Value: g.token, Path: serve.Home, HttpOnly: true, SameSite: http.SameSiteStrictMode})
	}
	return true
}

// holds reports whether a request brings the token.
func (g *Guard) holds(r *http.Request) bool {
	return slices.ContainsFunc(r.CookiesNamed(cookie(r)), func(c *http.Cookie) bool { return same(c.Value, g.token) })
}

// refusal says why a request may change nothing, or is empty.
func (g *Guard) refusal(r *http.Request) string {
	origin, err := url.Parse(r.Header.Get("Origin"))
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	site := r.Header.Get("Sec-Fetch-Site")
	switch {
	case g.Off != "":
		return english().T(string(g.Off))
	case r.Method != http.MethodPost:
		return "the desk knows GET and POST alone"
	case !g.known(r):
		return "the request does not come to this machine's own name, or not from somebody who may write"
	case err != nil || origin.Host == "" || origin.Host != r.Host || origin.Scheme != "http" && origin.Scheme != "https":
		return "the request comes from another page than the desk's"
	case site != "" && site != "same-origin":
		return "the request comes from another site"
	case !g.holds(r):
		return "the request does not bring the token of this run; open the desk again"
	case kind != "application/json" && kind != "application/x-www-form-urlencoded" && kind != "multipart/form-data":
		return "the request's body is of no kind that the desk reads"
	}
	return ""
}

// guarded lets requests through that may be answered.
func (g *Guard) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
		w.Header().Set("Referrer-Policy", "same-origin")
		if r.Method == http.MethodGet || r.Method == http.MethodHead {
			if g.greet(w, r) {
				next.ServeHTTP(w, r)
			}
			return
		}
		if why := g.refusal(r); why != "" {
			http.Error(w, why, http.StatusForbidden)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, bodyMax)
		next.ServeHTTP(w, r)
	})
}
