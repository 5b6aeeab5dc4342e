package hosting

import (
	"regexp"
	"strings"
	"testing"
)

// hostile are old addresses that mean something to some server.
var hostile = []string{"/*", "/legal/:x", `/q"x/`, "/{http.request.host}/", "/{$HOME}/", "/$uri/", "/$1/", "/${PATH}/", "/%{REQUEST_URI}/", "/%1/", "/a b/", "/a;b/", "/it's/", "/`tick`/", "/(x)/",
	"/[a-z]/", "/^x$/", "/a+b/", "/x.y/", `/back\slash/`, `/end\`, "/a?b/", "/a#b/", "/# comment", "/a\nb/", "/a\r\nb/", "/a\tb/", "/über/", "/<If>/", "/~^x/", "/default", "/-", "/}", "/{"}

// TestHostile: a server reads an old address as what it is, in every grammar.
func TestHostile(t *testing.T) {
	s := site("legal/")
	s.Moved = nil
	for _, from := range hostile {
		s.Moved = append(s.Moved, Moved{from, "/legal/cookies/"})
	}
	for _, m := range s.Spelled() {
		expression := regexp.MustCompile(exactly(m.From))
		if !expression.MatchString(m.From) {
			t.Errorf("%q does not match %s", m.From, expression)
		}
		for _, other := range s.Spelled() {
			if other.From != m.From && expression.MatchString(other.From) {
				t.Errorf("%q matches %s", other.From, expression)
			}
		}
		if strings.ContainsAny(exactly(m.From), "`\"'{}$ \t\r\n#;%*?") && !strings.HasSuffix(exactly(m.From), "$") {
			t.Errorf("%q is written %s", m.From, expression)
		}
		if strings.ContainsAny(strings.Trim(exactly(m.From), "^$"), "`\"'{}$^ \t\r\n#;%*?()[].+|") {
			t.Errorf("%q is written %s", m.From, expression)
		}
	}
	for _, platform := range []string{"netlify", "cloudflare"} {
		for _, line := range strings.Split(strings.TrimSpace(file(t, Files(platform, s), "_redirects")), "\n") {
			words := strings.Fields(line)
			if strings.Contains(line, "/cookies/") && (len(words) != 3 || strings.ContainsAny(words[0], "*:#?\"<>`{}\\\t\r") || !strings.HasPrefix(words[0], "/") || words[1] != "/legal/cookies/") {
				t.Errorf("%s: %q", platform, line)
			}
		}
	}
	// nginx reads a word in quotation marks up to the next that no backslash precedes.
	word := regexp.MustCompile(`(?s)location = "((?:[^"\\]|\\.)*)" \{ return 301 "/legal/cookies/"; \}`)
	back := strings.NewReplacer(`\\`, `\`, `\"`, `"`)
	got := map[string]bool{}
	for _, m := range word.FindAllStringSubmatch(string(Config("nginx", s)), -1) {
		got[back.Replace(m[1])] = true
	}
	for _, m := range s.Spelled() {
		if !got[m.From] {
			t.Errorf("nginx is not told of %q", m.From)
		}
	}
}

// TestPrivate: what servers read is nobody else's.
func TestPrivate(t *testing.T) {
	for path, want := range map[string]bool{"": false, "legal/cookies/": false, ".well-known/security.txt": false, "assets/a.css": false, "legal/_redirects": false, "a.b/.well-known/x": false,
		".gazette": true, "_redirects": true, "_headers": true, ".htaccess": true, "docs/.env": true, ".git/config": true, "a/.b/c": true, ".well-known/.x": true} {
		if got := Private(path); got != want {
			t.Errorf("%s: %t", path, got)
		}
	}
}

// TestBaseIsText: a full stop and a plus sign in the path of a site mean themselves in every expression: no rule about the site
// is one about a neighbour.
func TestBaseIsText(t *testing.T) {
	s := site("legal/")
	s.Base = "/~a+b/v1.2/"
	for i := range s.Locales {
		l := &s.Locales[i]
		l.Root, l.Hub = s.Base+strings.TrimPrefix(l.Root, "/"), s.Base+strings.TrimPrefix(l.Hub, "/")
	}
	neighbours := []string{"/~a+b/v1x2/", "/~aab/v1.2/", "/~ab/v1.2/"}
	expressions := regexp.MustCompile("(?:\"|`)~?(\\^[^\"`]*)(?:\"|`)|m#(\\^[^#]*)#")
	for _, text := range [][]byte{Config("nginx", s), Config("caddy", s), Config("apache", s)} {
		about := 0
		for _, m := range expressions.FindAllSubmatch(text, -1) {
			written := strings.ReplaceAll(string(m[1])+string(m[2]), `\\`, `\`)
			if !strings.Contains(written, "v1") {
				continue
			}
			about++
			e, err := regexp.Compile(written)
			if err != nil {
				t.Errorf("%s: %v", written, err)
				continue
			}
			for _, rest := range []string{"", "de/", "de/legal/", "de/legal/cookies/", "assets/a.css", "zh-Hans/x.html"} {
				for _, n := range neighbours {
					if e.MatchString(n + rest) {
						t.Errorf("%s matches %s", written, n+rest)
					}
				}
			}
		}
		if about < 4 {
			t.Errorf("%d expressions are about the site:\n%s", about, text)
		}
	}
}

// TestHostParts: a host is taken apart as addresses are, IPv6 too.
func TestHostParts(t *testing.T) {
	for host, want := range map[string][2]string{"a.example": {"a.example", "80"}, "a.example:8080": {"a.example", "8080"}, "[::1]:8080": {"[::1]", "8080"}, "[::1]": {"[::1]", "80"}} {
		if s := (Site{Host: host}); s.Name() != want[0] || s.Port() != want[1] {
			t.Errorf("%s: %s %s", host, s.Name(), s.Port())
		}
	}
}
