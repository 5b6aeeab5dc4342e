package address

import (
	"net/url"
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	for _, c := range []struct{ address, want string }{
		{"https://www.example.com/", ""}, {"HTTP://www.example.com/", ""}, {"//www.example.com/", ""}, {"/help/", ""}, {"#rights", ""}, {"", ""},
		{"cookies.md", ""}, {"../de/cookies.md#x:y", ""}, {"?q=a:b", ""}, {"a/b:c", ""}, {`a\b:c`, "leads nowhere"}, {"java%73cript:x%3A", "leads nowhere"},
		{"javascript%3Aalert(1)", ""}, // browsers read a relative path
		{"mailto:legal@example.com", ""}, {"tel:+1234", ""}, {"sms:+1234", ""}, {"ftp://example.com/x", ""},
		{"javascript:alert(1)", "javascript:"}, {"JaVaScript:alert(1)", "javascript:"}, {" \x01javascript:x", "javascript:"},
		{"java\tscr\nipt\r:x", "javascript:"}, {"vbscript:x", "vbscript:"}, {"data:text/html,x", "data:"}, {"file:///etc/passwd", "file:"},
		{"blob:x", "blob:"}, {"ms-msdt:/id", "ms-msdt:"}, {"view-source:x", "view-source:"}, {"notice:x", "notice:"},
		{"java\x00script:x", "control character"}, {"/a\u0085b", "control character"},
		{"Адрес:desk@example.com", "leads nowhere"}, {":x", "leads nowhere"}, {"1a:b", "leads nowhere"},
	} {
		r := Check(c.address)
		switch {
		case r == nil && c.want != "":
			t.Errorf("%q passes", c.address)
		case r != nil && (c.want == "" || !strings.Contains(r.Message, c.want)):
			t.Errorf("%q: %s, not %q", c.address, r.Message, c.want)
		case r != nil && (r.Hint == "" || r.Error() != r.Message):
			t.Errorf("%q: no way out", c.address)
		}
	}
}

func TestHints(t *testing.T) {
	for address, want := range map[string]string{
		"htps://www.example.com/": "did you mean https://www.example.com/?",
		"mail:desk@example.com":   "did you mean mailto:desk@example.com?",
		"Адрес:desk@example.com":  "did you mean mailto:desk@example.com?",
		"javascript:alert(1)":     "write an address that begins with https:, http:, mailto:, tel:, or a path on the site",
	} {
		if r := Check(address); r == nil || r.Hint != want {
			t.Errorf("%q: %v", address, r)
		}
	}
}

func TestPicture(t *testing.T) {
	for address, want := range map[string]bool{"/logo.svg": true, "https://example.com/a.png": true, "data:image/png;base64,AAAA": false,
		"mailto:a@b.example": false, "blob:x": false, "javascript:x": false, "": true} {
		if got := Picture(address) == nil; got != want {
			t.Errorf("%q: %t", address, got)
		}
	}
	if r := Check("x-" + strings.Repeat("é", 5000) + ":"); r == nil || len(r.Message) > 400 {
		t.Error("a long address makes a long message")
	}
}

// FuzzCheck: what passes has, to Go's parser too, no scheme or an allowed one.
func FuzzCheck(f *testing.F) {
	for _, s := range []string{"javascript:x", "\x00a:b", "https://x", "/a:b", "a:b", " \tdata:x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if Check(s) != nil {
			return
		}
		if u, err := url.Parse(Clean(s)); err == nil && u.Scheme != "" && !allowed(u.Scheme) {
			t.Errorf("%q passes with the scheme %q", s, u.Scheme)
		}
	})
}
