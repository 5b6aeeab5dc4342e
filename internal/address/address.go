// Package address decides which addresses may stand in what is published.
//
// It is asked wherever somebody's text or setting becomes the target of a link or picture. It judges an address as a
// browser would follow it, after its character references and backslashes are replaced, and allows a short list of
// schemes: what is not known to be harmless is left out.
//
// Beside that, it writes names of hosts as protocols have them.
package address

import (
	"fmt"
	"strings"
	"unicode"

	"gazette/internal/spelling"
)

// Schemes are those that a link may have. Addresses without a scheme are paths on the site, or take the page's own.
var Schemes = []string{"https", "http", "mailto", "tel", "sms", "ftp"}

// Refusal says why an address may not be published, and the way out. Its message begins with the address.
type Refusal struct{ Message, Hint string }

// Error returns the message.
func (r *Refusal) Error() string { return r.Message }

// Clean returns an address as browsers read it: without control characters and spaces at its ends, and without tabs
// and line ends (URL Standard, section
// 4.4, basic URL parser, steps 1 to 3).
func Clean(address string) string {
	address = strings.TrimFunc(address, func(r rune) bool { return r <= ' ' })
	if !strings.ContainsAny(address, "\t\n\r") {
		return address
	}
	return strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(address)
}

// Check returns why a link may not lead to an address, or nil. The address has neither character references nor
// backslashes that Markdown would remove.
func Check(address string) *Refusal {
	clean := Clean(address)
	if i := strings.IndexFunc(clean, unicode.IsControl); i >= 0 {
		return &Refusal{fmt.Sprintf("%q holds a control character", short(clean)),
			"type the address again: the character cannot be seen"}
	}
	scheme, rest, ok := cut(clean)
	switch {
	case !ok:
		return nil
	case !valid(scheme):
		return &Refusal{fmt.Sprintf("%q leads nowhere: what comes before its colon is not a scheme", short(clean)),
			hint(scheme, rest)}
	case !allowed(scheme):
		return &Refusal{fmt.Sprintf("%q begins with %s:, which is not allowed", short(clean),
			short(strings.ToLower(scheme))), hint(scheme, rest)}
	}
	return nil
}

// Picture returns why a picture may not come from an address, or nil.
func Picture(address string) *Refusal {
	if r := Check(address); r != nil {
		return r
	}
	if scheme, _, ok := cut(Clean(address)); ok && !strings.EqualFold(scheme, "https") &&
		!strings.EqualFold(scheme, "http") {
		return &Refusal{fmt.Sprintf("%q is not where a picture can come from", short(address)),
			"put the picture under static/ and write its path, like /logo.svg"}
	}
	return nil
}

// cut parts an address at the colon that ends its scheme. A relative reference has no colon in its first step (RFC
// 3986, section 4.2).
func cut(address string) (scheme, rest string, ok bool) {
	i := strings.IndexAny(address, ":/?#")
	if i < 0 || address[i] != ':' {
		return "", "", false
	}
	return address[:i], address[i+1:], true
}

// valid reports whether a word is a scheme: a letter, then letters, digits and the signs + - . (RFC 3986, section
// 3.1).
func valid(scheme string) bool {
	for i, c := range []byte(scheme) {
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter && (i == 0 || (c < '0' || c > '9') && c != '+' && c != '-' && c != '.') {
			return false
		}
	}
	return scheme != ""
}

// allowed reports whether a link may have a scheme.
func allowed(scheme string) bool {
	for _, s := range Schemes {
		if strings.EqualFold(s, scheme) {
			return true
		}
	}
	return false
}

// hint guesses what an address was meant to be.
func hint(scheme, rest string) string {
	scheme = strings.ToLower(scheme)
	if valid(scheme) {
		near := spelling.Nearest(scheme, Schemes)
		if strings.Contains(rest, "@") && !strings.HasPrefix(rest, "//") && scheme == "mail" {
			near = "mailto"
		}
		if near != "" {
			return "did you mean " + near + ":" + short(rest) + "?"
		}
	}
	if strings.Contains(rest, "@") && !strings.ContainsAny(rest, "/()\"") {
		return "did you mean mailto:" + short(rest) + "?"
	}
	return "write an address that begins with " + strings.Join(Schemes[:4], ":, ") + ":, or a path on the site"
}

// short is an address as a message quotes it.
func short(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
