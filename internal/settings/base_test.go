package settings

import (
	"strings"
	"testing"

	"gazette/internal/source"
)

// TestBaseURL: what any server could take for more than a path or a host is refused with the way out; the rest is
// kept.
func TestBaseURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://www.example.com": "https://www.example.com/", "https://www.example.com/notices": "https://www.example.com/notices/",
		"http://127.0.0.1:8080/~acme/a+b/v1.2/": "http://127.0.0.1:8080/~acme/a+b/v1.2/", "https://[::1]:8080/": "https://[::1]:8080/",
		"https://a.example/about us/": "https://a.example/about%20us/", "https://a.example/a%20b/": "https://a.example/a%20b/",
		"https://bücher.example/über/": "https://xn--bcher-kva.example/%C3%BCber/", "https://a.example/%c3%bcber": "https://a.example/%C3%BCber/", "https://a.example/法律/": "https://a.example/%E6%B3%95%E5%BE%8B/",
	} {
		var b BaseURL
		if err := b.UnmarshalText([]byte(in)); err != nil || b.String() != want {
			t.Errorf("%s: %v, %v", in, b.String(), err)
		}
	}
	for _, path := range []string{"/$1/", "/$uri/", "/${PATH}/", "/{$HOME}/", "/{http.request.host}/", `/a"b/`, "/it's/", "/`x`/", "/%25{REQUEST_URI}/", "/%251/", "/%20a/", "/a /", "/a%20/", "/a%09b/", "/a\u00a0b/", "/a;b/", "/*/", "/:x/", "/a%3Fb/",
		"/a%23b/", "/a%2Fb/", "/a%2fb/", "/(x)/", "/[a-z]/", "/^x/", "/a|b/", "/<If>/", "/a%0Ab/", "/a%0D%0Ab/", "/%00/", "/a\\b/", "/a%5Cb/", "//", "/a//b/", "/./", "/a/../b/", "/.git/", "/a/.env/", "/%FF/", "/a!/", "/a@b/", "/a,b/", "/a&b/", "/a=b/"} {
		refused(t, "https://www.example.com"+path)
	}
	for _, host := range []string{"a;frame-ancestors", "*", "a,b.example", "$host", "a'b.example", "{a}.example", "a(b).example", "a.example:", "-a.example", "a&b", "a=b"} {
		refused(t, "https://"+host+"/")
		if pictureHost("https://"+host+"/logo.svg") == nil && host != "a.example:" {
			t.Errorf("a picture may come from %s", host)
		}
	}
	if r := pictureHost("https://bücher.example/logo.svg"); r != nil {
		t.Error(r)
	}
}

func refused(t *testing.T, address string) {
	t.Helper()
	var b BaseURL
	err := b.UnmarshalText([]byte(address))
	if h, ok := err.(*source.Hinted); !ok || h.Hint == "" || !strings.Contains(h.Message, "site") && !strings.Contains(h.Message, "could misread") && !strings.Contains(h.Message, "domain name") {
		t.Errorf("%s: %v", address, err)
	}
}

// TestLongSection: no section makes paths that no file can have.
func TestLongSection(t *testing.T) {
	f, _ := source.Text(File, []byte("title: T\nbase_url: https://a.example/\ndefault_locale: en\nlocales: [en]\nsection: "+
		strings.Repeat(strings.Repeat("a", 200)+"/", 20)+"a\n"))
	_, ps := Parse(f)
	if len(ps) != 1 || !strings.Contains(ps[0].Message, "section is longer than 1024 bytes") || ps[0].Line != 5 {
		t.Errorf("%v", ps)
	}
}
