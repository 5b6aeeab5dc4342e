package notify

import (
	"encoding/base64"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A receiver may answer with what it was asked: proxies print the address,
// mail servers the line before. Whoever knows the address of a chat can post
// there, and messages end in logs that many people read.

// saidMax is how many characters of a receiver's words are told.
const saidMax = 300

// secretMin is the shortest step of an address that is looked for: shorter
// ones stand in every text.
const secretMin = 4

// secrets are texts, folded, that nothing a receiver says may repeat.
type secrets []string

// secretsOf takes the parts of an address by which somebody could post to it:
// its user, every step of its path, and its query.
func secretsOf(address *url.URL) (s secrets) {
	password, _ := address.User.Password()
	s = append(s, address.User.Username(), password)
	s = append(s, strings.Split(address.Path, "/")...)
	for name, values := range address.Query() {
		s = append(append(s, name), values...)
	}
	return s.folded()
}

// passwordsOf takes a password, as it is and as SMTP sends it (RFC 4616, and LOGIN).
func passwordsOf(user, password string) secrets {
	if password == "" {
		return nil
	}
	encode := base64.StdEncoding.EncodeToString
	return secrets{password, encode([]byte(password)), encode([]byte("\x00" + user + "\x00" + password))}.folded()
}

func (s secrets) folded() (out secrets) {
	for _, word := range s {
		if word = folded(word); len(word) >= secretMin {
			out = append(out, word)
		}
	}
	return out
}

// in reports whether a text repeats a secret, in any of the spellings that
// programs give to addresses.
func (s secrets) in(text string) bool {
	spellings := []string{folded(text), folded(decoded(text)), folded(html.UnescapeString(text))}
	return slices.ContainsFunc(s, func(secret string) bool {
		return slices.ContainsFunc(spellings, func(t string) bool { return strings.Contains(t, secret) })
	})
}

// folded leaves letters and digits, in lower case: what is between them, and
// where lines end, does not hide a secret.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// escaped is a byte or a character as addresses and JSON write it.
var escaped = regexp.MustCompile(`%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}`)

// decoded undoes the escapes of addresses and JSON.
func decoded(s string) string {
	return escaped.ReplaceAllStringFunc(s, func(e string) string {
		n, err := strconv.ParseUint(strings.TrimLeft(e, `%\ux`), 16, 32)
		switch {
		case err != nil:
			return e
		case e[0] == '%':
			return string([]byte{byte(n)})
		}
		return string(rune(n))
	})
}

// quoted is the beginning of what a receiver said, on one line. What repeats a
// secret is not told at all: a part of it could be enough.
func (s secrets) quoted(text string) string {
	if s.in(text) {
		return "its words are left out: they repeat the address or a password"
	}
	line := strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, ""),
		func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	return cut(line, saidMax)
}
