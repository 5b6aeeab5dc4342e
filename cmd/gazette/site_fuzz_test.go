package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"gazette/internal/address"
	"gazette/internal/fixture"
)

// FuzzSite builds whole sites of what it is given: nothing panics, what comes
// out is in proportion to what went in, no address has a scheme that is not
// allowed, and nothing is written outside the output.
func FuzzSite(f *testing.F) {
	for _, s := range []struct{ title, body, label, to string }{
		{"Cookies", "Text [a](b.md) <javascript:x> <b>raw</b>", "More", "https://www.example.com/"},
		{`"><script>alert(1)</script>`, "# H {#n-main .n-banner}\n\n> - [x](javascript\\:alert(1))\n\n<div class=n-text id=n-text>", "x", "java\tscript:alert(1)"},
		{"../../x", "[x][r]\n\n[r]: data:text/html,x\n\n<a href='&Tab;vbscript&colon;x' hreflang=de>x</a>", "{{.}}", "/../../x"},
		{"tel", "[a](tel:+49-30-1) [b](sms:1) [c](ftp://a.example/x)", "x", "tel:+49-30-123"},
		{"sms", "a", "x", "SMS:+49"},
		{"ftp", "a", "x", "ftp://a.example/x y?'\"<"},
		{"-", strings.Repeat("> ", 300) + strings.Repeat("<div>", 300), "", ""},
		{"a", "a[^1]\n\n[^1]: <script>\n\n| a | b |\n|--|\n| `\\|` |\n\n{: .x #y }\n", "l", "#"},
	} {
		f.Add(s.title, s.body, s.label, s.to)
	}
	f.Fuzz(func(t *testing.T, title, body, label, to string) {
		dir := t.TempDir()
		site := filepath.Join(dir, "site")
		quoted := func(s string) string { return "'" + strings.ReplaceAll(strings.ToValidUTF8(s, ""), "'", "''") + "'" }
		fixture.Write(t, site, "gazette.yaml", "title: T\nbase_url: https://www.example.com/a/\ndefault_locale: en\nlocales: [en]\ncheck: {broken-link: allow, broken-fragment: allow}\n"+
			"footer: [{links: [{label: "+quoted("x"+label)+", url: "+quoted(to)+"}]}]\nstay_informed: {url: "+quoted(to)+"}\norganization: {name: O, url: "+quoted(to)+"}\n")
		fixture.Write(t, site, "content/en/a.md", "---\ntitle: "+quoted("x"+title)+"\nlocale: en\neffective: 2024-01-01\n---\n\n"+body+"\n")
		fixture.Write(t, site, "content/en/b.md", "---\ntitle: B\nlocale: en\neffective: 2024-01-01\n---\n\n[a](a.md)\n")
		var out, talk bytes.Buffer
		defer func() {
			if cause := recover(); cause != nil {
				t.Fatalf("%v\n%s", cause, debug.Stack())
			}
		}()
		code := run([]string{"-C", site, "build", "--date", "2024-06-01"}, &out, &talk)
		if strings.Contains(talk.String(), "fault of gazette") || code == exitMisuse {
			t.Fatal(talk.String())
		}
		judgeTree(t, dir, code == exitDone, strings.Contains(title+body+label+to, "ZgotmplZ"), 4<<20+64*len(title+body+label+to))
	})
}

// judgeTree looks at every file below a folder. What templates write in the
// place of an address may stand there where somebody said it.
func judgeTree(t *testing.T, dir string, built, said bool, most int) {
	t.Helper()
	size, pages := 0, 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		top := strings.Split(filepath.ToSlash(rel), "/")
		if top[0] != "site" || len(top) < 2 || !strings.Contains(" gazette.yaml content public archive .cache .gitignore ", " "+top[1]+" ") {
			t.Errorf("the build wrote %s", rel)
		}
		if top[1] != "public" {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		size += len(data)
		if bytes.Contains(data, []byte("ZgotmplZ")) && !said {
			t.Errorf("%s: a template refused an address that check let through", rel)
		}
		switch filepath.Ext(path) {
		case ".html":
			pages++
			judgePage(t, rel, data)
		case ".md":
			if m := bareAddress.FindSubmatch(data); m != nil && !bytes.Contains(data, []byte("```")) && address.Check(string(m[1])) != nil {
				t.Errorf("%s leads to %s", rel, m[1])
			}
		}
		return nil
	})
	switch {
	case err != nil:
		t.Fatal(err)
	case built && pages == 0:
		t.Error("a build without pages")
	case size > most:
		t.Errorf("the output has %d bytes", size)
	}
}

// bareAddress is a bare address of Markdown, of whatever scheme.
var bareAddress = regexp.MustCompile(`(?:^|[^\\])<((?:javascript|vbscript|data|file):[^<>\s]*)>`)

// judgePage looks at every tag of a page.
func judgePage(t *testing.T, name string, data []byte) {
	t.Helper()
	z := html.NewTokenizer(bytes.NewReader(data))
	for z.Next() != html.ErrorToken {
		token := z.Token()
		for _, a := range token.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc", a.Key == "formaction":
				t.Errorf("%s: %s", name, token)
			case (a.Key == "href" || a.Key == "src" || a.Key == "cite" || a.Key == "action") && address.Check(a.Val) != nil:
				t.Errorf("%s: %s", name, token)
			case a.Key == "href" && strings.HasPrefix(a.Val, "notice:"):
				t.Errorf("%s: %s", name, token)
			}
		}
	}
}
