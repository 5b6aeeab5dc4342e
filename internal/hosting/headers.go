package hosting

import "strings"

// Header is one line of an answer.
type Header struct{ Name, Value string }

// Headers are what every answer has.
//
// The policy lets a page load what stands on its own host, and nothing else.
// Text within a page is never run: nothing of the theme needs "unsafe-inline".
// Frames are for pages of the same host: a shop may show its terms in one.
func (s Site) Headers() []Header {
	policy := []string{
		"default-src 'none'", "script-src 'self'", "style-src 'self'",
		"img-src " + strings.Join(append([]string{"'self'"}, s.Images...), " "),
		"font-src 'self'", "connect-src 'self'", "worker-src 'self'", "manifest-src 'self'",
		"base-uri 'none'", strings.Join(append([]string{"form-action 'self'"}, s.Forms...), " "),
		"frame-ancestors 'self'",
	}
	return []Header{
		{"Content-Security-Policy", strings.Join(policy, "; ")},
		{"Referrer-Policy", "strict-origin-when-cross-origin"},
		{"Permissions-Policy",
			"accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), " +
				"payment=(), usb=()"},
		{"X-Content-Type-Options", "nosniff"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
	}
}

// EmbedPath is the script that pages of other hosts load, below the site's
// base. It is in assets/ and yet keeps its name.
const EmbedPath = "assets/embed.js"

// Embed is the address of that script.
func (s Site) Embed() string { return s.Base + EmbedPath }

// Shared ends the addresses that pages of any host may read too: what is known
// of a notice. Nothing there depends on who asks.
func (s Site) Shared() string { return "/index.json" }

// Origin is who may read what is shared, and the script: Access-Control-Allow-Origin.
func (s Site) Origin() string { return "*" }

// The two lives of a file: what is in assets/ has its hash in its name, and
// never changes; everything else may change with every build.
const (
	immutable = "public, max-age=31536000, immutable"
	short     = "public, max-age=300, must-revalidate"
)

// Immutable is how long files of assets/ are kept.
func (s Site) Immutable() string { return immutable }

// Short is how long all others are.
func (s Site) Short() string { return short }

// Type is the media type of files that end in a word.
type Type struct{ Ending, Media string }

// Types are those that servers do not know by themselves, or differ about.
func (s Site) Types() []Type {
	return []Type{
		{"atom", "application/atom+xml"},
		{"link", "application/link-format"},
		{"md", "text/markdown; charset=utf-8"},
		{"xml", "application/xml"},
	}
}

// AllTypes are those of every file that a site may have, for a server that
// knows none.
func (s Site) AllTypes() []Type {
	return append(s.Types(), []Type{
		{"html", "text/html"}, {"css", "text/css"}, {"js", "text/javascript"}, {"mjs", "text/javascript"},
		{"txt", "text/plain"},
		{"json", "application/json"}, {"webmanifest", "application/manifest+json"}, {"wasm", "application/wasm"},
		{"pdf", "application/pdf"},
		{"svg", "image/svg+xml"}, {"png", "image/png"}, {"jpg", "image/jpeg"}, {"jpeg", "image/jpeg"},
		{"webp", "image/webp"},
		{"avif", "image/avif"}, {"gif", "image/gif"}, {"ico", "image/x-icon"}, {"woff2", "font/woff2"},
		{"woff", "font/woff"},
	}...)
}

// Feed is the media type of changes.json, whose ending says too little.
func (s Site) Feed() string { return "application/feed+json" }

// Speaks matches paths of files in one language: pages, their Markdown, and
// feeds. All others are in none, or in several.
func (s Site) Speaks() string {
	return `(?:/|[^/]+\.(?:html|md|atom)|/changes(?:-\d+)?\.json)$`
}
