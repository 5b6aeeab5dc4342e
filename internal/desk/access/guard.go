// Package access decides who may change files through the desk, and who may see it: by a token, a password, a proxy's
// word, and where a request comes from. It knows requests, and nothing of sites.
package access

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"slices"

	"gazette/internal/desk/wording"
	"gazette/internal/serve"
)

// Guard decides who may change files through the desk. Every request that could is asked about; see docs/desk.md.
type Guard struct {
	Off      Off    // why nobody may, or ""
	Local    bool   // the server answers to this machine alone
	Password string // that others must know, or ""
	Header   string // in which a proxy on this machine says who asks, or ""
	Behind   string // the host name under which that proxy shows the desk, or ""

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

// Policy holds for the desk's own pages.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// BodyMax is the largest request that is read: two texts of the largest size, as JSON may write them.
const BodyMax = 40 << 20

// heardOut is how much of what is too large is read and thrown away, so that its sender hears why.
const heardOut = 1 << 30

// cookie is the name of the token's cookie. Browsers send a cookie of one port to all others, so the port is part of
// it.
func cookie(r *http.Request) string {
	if _, port, err := net.SplitHostPort(r.Host); err == nil {
		return "gazette-desk-" + port
	}
	return "gazette-desk"
}

// Cookie brings the token back with every request of the desk's own pages, and with no other.
func (g *Guard) Cookie(r *http.Request) *http.Cookie {
	return &http.Cookie{Name: cookie(r), Value: g.token, Path: serve.Home, HttpOnly: true,
		SameSite: http.SameSiteStrictMode}
}

// Who names the person that asks, where a proxy or the password's user says so.
func (g *Guard) Who(r *http.Request) string {
	if g.proxied(r) {
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

// proxied reports whether a request comes from the proxy: from this machine, for the proxy's name. A page elsewhere
// that gave its own name our address can write any header, but not another Host.
func (g *Guard) proxied(r *http.Request) bool {
	return g.Header != "" && fromHere(r) && serve.Named(r.Host, g.Behind)
}

// known reports whether whoever asks may have the token.
func (g *Guard) known(r *http.Request) bool {
	if g.Local {
		return serve.LocalName(r.Host)
	}
	if g.proxied(r) && r.Header.Get(g.Header) != "" {
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

// greet gives a page's reader the token, if they may have it. It reports whether the page may be shown.
func (g *Guard) greet(w http.ResponseWriter, r *http.Request) bool {
	if foreign(r) {
		http.Error(w, wording.For(r).T("refused-site"), http.StatusForbidden)
		return false
	}
	if !g.Admits(w, r) {
		return false
	}
	if g.known(r) && g.Off == "" && !g.holds(r) {
		http.SetCookie(w, g.Cookie(r))
	}
	return true
}

// Admits reports whether whoever asks may see what is served, drafts among it: where there is a password, or a proxy
// that says who asks, those who are known. Others get an answer that says so.
func (g *Guard) Admits(w http.ResponseWriter, r *http.Request) bool {
	switch {
	case g.known(r):
	case g.Password != "":
		w.Header().Set("WWW-Authenticate", `Basic realm="Gazette desk", charset="UTF-8"`)
		http.Error(w, wording.For(r).T("refused-password"), http.StatusUnauthorized)
		return false
	case g.Header != "":
		http.Error(w, wording.For(r).T("refused-proxy"), http.StatusForbidden)
		return false
	}
	return true
}

// foreign reports whether a page of another site loads a part of the desk. Such a page may lead here; what it loads
// would work on the site, and take this machine's time, without anybody's asking.
func foreign(r *http.Request) bool {
	site, mode, kind := r.Header.Get("Sec-Fetch-Site"), r.Header.Get("Sec-Fetch-Mode"), r.Header.Get("Sec-Fetch-Dest")
	leads := mode == "navigate" && kind == "document"
	return (site == "cross-site" || site == "same-site") && !leads
}

// holds reports whether a request brings the token.
func (g *Guard) holds(r *http.Request) bool {
	return slices.ContainsFunc(r.CookiesNamed(cookie(r)), func(c *http.Cookie) bool { return same(c.Value, g.token) })
}

// looks reports whether a request asks what a text comes to, which changes nothing: it is answered where nobody may
// write, too.
func looks(r *http.Request) bool { return r.URL.Path == serve.Home+"api/look" }

// refusal is the key of the message that says why a request may change nothing, or is empty.
func (g *Guard) refusal(r *http.Request) string {
	origin, err := url.Parse(r.Header.Get("Origin"))
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	site := r.Header.Get("Sec-Fetch-Site")
	switch {
	case g.Off != "" && !(looks(r) && g.known(r)):
		return string(g.Off)
	case r.Method != http.MethodPost:
		return "refused-method"
	case !g.known(r):
		return "refused-name"
	case err != nil || origin.Host == "" || origin.Host != r.Host || origin.Scheme != "http" &&
		origin.Scheme != "https":
		return "refused-page"
	case site != "" && site != "same-origin":
		return "refused-site"
	case g.Off == "" && !g.holds(r):
		return "refused-token"
	case kind != "application/json" && kind != "application/x-www-form-urlencoded" && kind != "multipart/form-data":
		return "refused-kind"
	}
	return ""
}

// Guarded lets requests through that may be answered.
func (g *Guard) Guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", Policy)
		w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
		w.Header().Set("Referrer-Policy", "same-origin")
		if r.Method == http.MethodGet || r.Method == http.MethodHead {
			if g.greet(w, r) {
				next.ServeHTTP(w, r)
			}
			return
		}
		if why := g.refusal(r); why != "" {
			http.Error(w, wording.For(r).T(why), http.StatusForbidden)
			return
		}
		whole := r.Body
		r.Body = http.MaxBytesReader(w, whole, BodyMax)
		next.ServeHTTP(w, r)
		// A browser reads no answer while it is still sending: what is too large is heard out.
		_, _ = io.CopyN(io.Discard, whole, heardOut)
	})
}
