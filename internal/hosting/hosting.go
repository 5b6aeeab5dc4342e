// Package hosting says to web servers, in each one's own words, how a site is to be served.
//
// It knows addresses and media types, and nothing of notices. What every
// server is told is said once, here; how it is written, in configs/.
package hosting

import (
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"text/template"
)

// Site is what a server must know of a site. Paths are absolute from the root
// of the host, decoded, and end in a slash where they are folders.
type Site struct {
	Scheme  string // https or http
	Host    string // with its port, if it has one
	Base    string // below which the site stands: "/" or "/notices/"
	Locales []Locale
	Moved   []Moved
	Images  []string // other hosts from which the site shows pictures
	Forms   []string // other hosts that the site's forms are sent to
	Folder  string   // where the output lies on the server
}

// Locale is one language of the site.
type Locale struct {
	Tag     string
	Root    string // below which its pages stand
	Hub     string // its list of notices
	Default bool
}

// Moved is an old address and the one it leads to.
type Moved struct{ From, To string }

// The servers and platforms that are known, by their names in settings and commands.
const (
	Nginx      = "nginx"
	Caddy      = "caddy"
	Apache     = "apache"
	Netlify    = "netlify"
	Cloudflare = "cloudflare"
)

// Servers are those that have configurations of their own.
var Servers = []string{Nginx, Caddy, Apache}

// Platforms are those that read files of the output.
var Platforms = []string{Netlify, Cloudflare, Apache}

// File is a file of the output.
type File struct {
	Path string
	Data []byte
}

// Files are what a platform reads, by its name.
func Files(platform string, s Site) []File {
	switch platform {
	case Netlify, Cloudflare:
		files := []File{{"_headers", written("headers", Platform{s, platform})}}
		if rules := written("redirects", Platform{s, platform}); len(rules) > 0 {
			files = append(files, File{"_redirects", rules})
		}
		return files
	case Apache:
		return []File{{".htaccess", written(Apache, s)}}
	}
	return nil
}

// Redirects is the part of _redirects that all platforms understand.
func Redirects(s Site) []byte { return written("redirects", Platform{s, ""}) }

// Config is the configuration of a server, by its name.
func Config(server string, s Site) []byte { return written(server, s) }

// Platform is a site on one platform.
type Platform struct {
	Site
	Name string
}

// Negotiates reports whether the root leads to a list of notices. Where it is
// one itself, a reader who asks for it has chosen its language.
func (s Site) Negotiates() bool {
	for _, l := range s.Locales {
		if l.Default {
			return l.Root != l.Hub
		}
	}
	return false
}

// Home is the default locale.
func (s Site) Home() (home Locale) {
	for _, l := range s.Locales {
		if l.Default {
			home = l
		}
	}
	return home
}

// Others are the locales below a step of their own.
func (s Site) Others() (out []Locale) {
	for _, l := range s.Locales {
		if !l.Default {
			out = append(out, l)
		}
	}
	return out
}

// Spelled are the old addresses with and without their last slash, which
// people leave out.
func (s Site) Spelled() (out []Moved) {
	for _, m := range s.Moved {
		bare := strings.TrimSuffix(m.From, "/")
		out = append(out, Moved{bare, m.To})
		if !strings.HasSuffix(bare, ".html") {
			out = append(out, Moved{bare + "/", m.To})
		}
	}
	return out
}

// Expressible are the old addresses that _redirects can tell from a pattern: a
// star there stands for anything, and a colon begins a name. The pages of the
// others lead on.
func (s Site) Expressible() (out []Moved) {
	for _, m := range s.Moved {
		if !strings.ContainsAny(m.From, "*:") {
			out = append(out, m)
		}
	}
	return out
}

// Name is the host without its port. An IPv6 address keeps its brackets.
func (s Site) Name() string { return strings.TrimSuffix(s.Host, ":"+(&url.URL{Host: s.Host}).Port()) }

// Port is that of the base address, or 80: what a server for encrypted
// connections listens on depends on its certificates.
func (s Site) Port() string { return cmp.Or((&url.URL{Host: s.Host}).Port(), "80") }

//go:embed configs
var configs embed.FS

// templates are parsed when a configuration is first written: most commands write none.
var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{
		"quote":     quote,
		"tick":      tick,
		"raw":       raw,
		"pattern":   pattern,
		"exactly":   exactly,
		"encode":    encode,
		"typed":     typed,
		"rewritten": rewritten,
		"slashless": func(s string) string { return strings.TrimSuffix(s, "/") },
		"below":     func(base, path string) string { return strings.TrimPrefix(path, base) },
	}).ParseFS(configs, "configs/*"))
})

// written runs a template of configs/. It cannot fail: everything it gets is
// text that was checked when the site was read.
func written(name string, data any) []byte {
	var b bytes.Buffer
	if err := templates().ExecuteTemplate(&b, name+".tmpl", data); err != nil {
		panic(fmt.Sprintf("hosting: %s: %v", name, err))
	}
	return b.Bytes()
}

// encode writes a path as it stands in addresses. A dollar sign would begin a
// variable of nginx.
func encode(path string) string {
	return strings.ReplaceAll((&url.URL{Path: path}).EscapedPath(), "$", "%24")
}

// typed writes a path as browsers send it (WHATWG URL, the path percent-encode
// set), for servers that compare addresses as they come.
func typed(path string) string {
	var b strings.Builder
	for _, c := range []byte(path) {
		if c <= ' ' || c >= 0x7F || strings.IndexByte(`"#<>?`+"`"+`{}^|\%`, c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// rewritten writes a path as Apache's rewriting puts it into an answer with the
// flag NE: encoded, and without references to what was matched.
func rewritten(path string) string { return `"` + strings.ReplaceAll(encode(path), "%", `\%`) + `"` }

// exactly writes a path as a regular expression that matches it alone, in RE2
// and PCRE. Every sign is written as its number, so that it means nothing to
// whatever reads the configuration before: no quotation mark, placeholder,
// variable or comment is in it.
func exactly(path string) string {
	var b strings.Builder
	b.WriteByte('^')
	for _, r := range path {
		switch {
		case r == '/' || r == '-' || r == '_' || r > 0x7F, r >= '0' && r <= '9', r >= 'a' && r <= 'z',
			r >= 'A' && r <= 'Z':
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, `\x%02X`, r)
		}
	}
	b.WriteByte('$')
	return b.String()
}

// tick writes a regular expression as Caddy reads it: as it is.
func tick(s string) string { return "`" + s + "`" }

// raw writes a regular expression as Apache's rewriting reads it, which takes
// every backslash for part of it.
func raw(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }

// quote writes a word as nginx and Apache read it, and Caddy one without
// backslashes.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// pattern writes a text as a regular expression that matches it alone: the
// signs that RE2 and PCRE both give a meaning, and no others.
func pattern(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(`\.+*?()|[]{}^$`, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
