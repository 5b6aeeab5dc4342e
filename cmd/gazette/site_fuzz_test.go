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
	for n, s := range []struct{ title, body, label, to string }{
		{"Cookies", "Text [a](b.md) <javascript:x> <b>raw</b>", "More", "https://www.example.com/"},
		{`"><script>alert(1)</script>`, "# H {#n-main .n-banner}\n\n> - [x](javascript\\:alert(1))\n\n<div class=n-text id=n-text>", "x", "java\tscript:alert(1)"},
		{"../../x", "[x][r]\n\n[r]: data:text/html,x\n\n<a href='&Tab;vbscript&colon;x' hreflang=de>x</a>", "{{.}}", "/../../x"},
		{"tel", "[a](tel:+49-30-1) [b](sms:1) [c](ftp://a.example/x)", "x", "tel:+49-30-123"},
		{"sms", "a", "x", "SMS:+49"},
		{"ftp", "a", "x", "ftp://a.example/x y?'\"<"},
		{"-", strings.Repeat("> ", 300) + strings.Repeat("<div>", 300), "", ""},
		{"a", "a[^1]\n\n[^1]: <script>\n\n| a | b |\n|--|\n| `\\|` |\n\n{: .x #y }\n", "l", "#"},
	} {
		f.Add(s.title, s.body, s.label, s.to, uint16(0))
		f.Add(s.title, s.body, s.label, s.to, uint16(0b101_0110_1101>>n))
	}
	f.Fuzz(func(t *testing.T, title, body, label, to string, more uint16) {
		dir := t.TempDir()
		site := filepath.Join(dir, "site")
		w := fuzzed{title: yamlText("x" + title), body: body, label: yamlText("x" + label), to: yamlText(to), more: more}
		w.write(t, site)
		var out, talk bytes.Buffer
		defer func() {
			if cause := recover(); cause != nil {
				t.Fatalf("%v\n%s", cause, debug.Stack())
			}
		}()
		code := 0
		for _, c := range w.commands() {
			code = run(append([]string{"-C", site}, c...), &out, &talk)
			said := talk.String() + out.String()
			if strings.Contains(said, "fault of gazette") || code == exitMisuse || obeyed.MatchString(said) {
				t.Fatalf("%v: %q", c, said)
			}
		}
		judgeTree(t, dir, code == exitDone, strings.Contains(title+body+label+to, "ZgotmplZ"), 4<<20+256*len(title+body+label+to))
	})
}

// obeyed matches what a terminal or a CI log would obey.
var obeyed = regexp.MustCompile("[\x00-\x08\x0b-\x1f\x7f]|(?m:^::)")

// yamlText is a string of YAML.
func yamlText(s string) string {
	return "'" + strings.ReplaceAll(strings.ToValidUTF8(s, ""), "'", "''") + "'"
}

// fuzzed is a site that is made of what the fuzzer gives, in as many places as its bits say.
type fuzzed struct {
	title, body, label, to string
	more                   uint16
}

// has reports whether the site has a part.
func (w fuzzed) has(part int) bool { return w.more>>part&1 == 1 }

// The parts that a site may have.
const (
	aDraft = iota
	aWithdrawal
	aRecord
	anAmendment
	aReview
	anAlias
	aMenu
	aTheme
	aTranslation
	wording
	hosts
)

func (w fuzzed) write(t *testing.T, site string) {
	settings := "title: T\nbase_url: https://www.example.com/a/\ndefault_locale: en\nlocales: [en, ar]\n" +
		"check: {broken-link: allow, broken-fragment: allow}\nfooter: [{links: [{label: " + w.label + ", url: " + w.to + "}]}]\n" +
		"stay_informed: {url: " + w.to + "}\norganization: {name: O, url: " + w.to + "}\n"
	front := "---\ntitle: " + w.title + "\nlocale: en\neffective: 2024-01-01\n"
	settingsOf := map[int]string{
		aMenu:  "header: {menus: [{title: " + w.label + ", url: " + w.to + "}], action: {label: " + w.label + ", url: " + w.to + "}}\n",
		aTheme: "theme: {accent: " + w.label + ", radius: " + w.to + ", fonts: {text: " + w.label + "}, logo: " + w.to + "}\n",
		hosts:  "hosting: [netlify, apache]\n",
	}
	frontOf := map[int]string{aWithdrawal: "withdrawn: 2024-03-01\n", anAlias: "aliases: [" + w.to + "]\n"}
	for part := range hosts + 1 {
		if w.has(part) {
			settings, front = settings+settingsOf[part], front+frontOf[part]
		}
	}
	files := map[int]string{
		aDraft: "content/en/d.md", aReview: "content/.review/en/a.yaml", aTranslation: "content/ar/a.md", wording: "i18n/en.yaml",
	}
	texts := map[int]string{
		aDraft:       front + "draft: true\n---\n\n" + w.body + "\n",
		aReview:      "comments:\n  - {by: " + w.title + ", \"on\": \"2024-01-01\", text: " + w.label + ", clause: " + w.to + "}\n",
		aTranslation: "---\ntitle: " + w.label + "\nlocale: ar\neffective: 2024-01-01\n---\n\n" + w.body + "\n",
		wording:      "redline-nav: " + w.label + "\nsearch: " + w.title + "\n",
	}
	for part, file := range files {
		if w.has(part) {
			fixture.Write(t, site, file, texts[part])
		}
	}
	fixture.Write(t, site, "gazette.yaml", settings)
	fixture.Write(t, site, "content/en/a.md", front+"---\n\n"+w.body+"\n")
	fixture.Write(t, site, "content/en/b.md", "---\ntitle: B\nlocale: en\neffective: 2024-01-01\n---\n\n[a](a.md)\n")
	if w.has(anAmendment) { // of what is recorded, where anything is
		fixture.Write(t, site, "archive/a/2023-01-01/en.md", strings.Replace(front, "2024-01-01", "2023-01-01", 1)+"---\n\nOld.\n")
	}
}

// commands are what is done with the site.
func (w fuzzed) commands() (out [][]string) {
	if w.has(aRecord) {
		out = append(out, []string{"record", "--yes"})
	}
	if w.has(aReview) {
		out = append(out, []string{"review", "a"}, []string{"status"})
	}
	return append(out, []string{"build", "--date", "2024-06-01"})
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
		if top[0] != "site" || len(top) < 2 || !strings.Contains(" gazette.yaml content public archive i18n .cache .gitignore ", " "+top[1]+" ") {
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
