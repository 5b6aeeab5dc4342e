package page

import (
	"maps"
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"gazette/internal/markdown/rawhtml"
)

// whole is a page as Gazette writes it, around a text.
func whole(body string) string {
	return `<!doctype html>
<html lang="en" dir="ltr" data-kind="edition">
<head>
<meta charset="utf-8">
<title>A &amp; B</title>
<script async src="/x.js"></script>
</head>
<body>
<main><article><header><h1>A &amp; <em>B</em></h1><p class="n-effective">From <time datetime="2025-01-01">January 1, 2025</time></p></header>
<div class="n-text" id="n-text" data-copied="x">
` + body + `
</div>
</article></main>
</body>
</html>
`
}

// TestReadPage: what a page as Gazette writes it says.
func TestReadPage(t *testing.T) {
	src := whole(`<p>one <a href="/legal/terms/#k" data-notice="terms#k">two</a></p><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table><details><summary>s</summary>x</details>`)
	got, err := Read([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	if got.Title != "A &amp; <em>B</em>" || len(got.Dates) != 1 || got.Dates[0] != (Dated{"2025-01-01", "January 1, 2025"}) || got.Lang != "en" || got.Kind != "edition" {
		t.Errorf("%+v", got)
	}
	if words := wordsOf(t, got.Body); words != "onetwoabsx" {
		t.Errorf("the text reads %q", words)
	}
}

// wordsOf is the text of a piece of HTML, without white space, by the tokens of another reader.
func wordsOf(t *testing.T, body string) string {
	t.Helper()
	var out strings.Builder
	z := html.NewTokenizer(strings.NewReader(body))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.Join(strings.Fields(out.String()), "")
		case html.TextToken:
			out.WriteString(html.UnescapeString(string(z.Raw())))
		}
	}
}

// shownBy is what a browser's tree holds below n-text, without white space.
func shownBy(t *testing.T, src string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || attribute(n, "id") != "n-text" {
			continue
		}
		for c := range n.Descendants() {
			if c.Type == html.TextNode {
				out.WriteString(c.Data)
			}
		}
	}
	return strings.Join(strings.Fields(out.String()), "")
}

// TestTricks: pages that show one text to a browser and another to who looks at tags alone, or hide words.
func TestTricks(t *testing.T) {
	honest, err := Read([]byte(whole("<p>one two</p>")))
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{
		"moved out of a table":  "<table><p>two</p><tbody><tr><td>one</td></tr></tbody></table>",
		"comment":               "<p>one <!-- --> two <!-- > --> three</p>",
		"bogus comment":         "<p>one</p><//x>three<p>two</p>",
		"hidden":                "<p>one two</p><p hidden>three</p>",
		"style":                 `<p>one <span style="display:none">two</span></p>`,
		"unquoted style":        `<p>one <span style=display:none>two</span></p>`,
		"handler":               `<p onclick="x()">one two</p>`,
		"script":                "<p>one two</p><script>document.title=1</script>",
		"svg":                   "<p>one two</p><svg><text>three</text></svg>",
		"template":              "<p>one two</p><template><p>three</p></template>",
		"noscript":              "<p>one two</p><noscript>three</noscript>",
		"second text":           `<p>one two</p></div><div id="n-text"><p>three</p>`,
		"textarea":              "<p>one two</p><textarea>three</textarea>",
		"greater in a value":    `<p title= "a>three">one two</p>`,
		"nested link":           `<p><a href="/x">one <a href="/y">two</a></a></p>`,
		"text leaves its place": "<p>one two</p></div></article><p>three</p>",
		"plaintext":             "<p>one two</p><plaintext>three",
		"field":                 `<p>one two</p><input value="three">`,
		"closed dialog":         "<dialog>one two</dialog>",
		"title":                 "<p>one <title>two</title></p>",
		"map of links":          `<p>one two</p><map><area href="/x"></map>`,
	} {
		got, err := Read([]byte(whole(body)))
		if err == nil && got.Body == honest.Body {
			t.Errorf("%s: is read as the honest page", name)
		}
		if err == nil && wordsOf(t, got.Body) != shownBy(t, whole(body)) {
			t.Errorf("%s: is read as %q, and shows %q", name, wordsOf(t, got.Body), shownBy(t, whole(body)))
		}
	}
}

// TestAround: what stands around a text, and hides it, shows other words in its title or date, or leads elsewhere.
func TestAround(t *testing.T) {
	honest := whole("<p>one two</p>")
	for name, change := range map[string][2]string{
		"text hidden":          {`id="n-text"`, `id="n-text" hidden`},
		"text with a style":    {`id="n-text"`, `id="n-text" style="display:none"`},
		"article hidden":       {"<article>", "<article hidden>"},
		"main inert":           {"<main>", "<main inert>"},
		"body popover":         {"<body>", "<body popover>"},
		"main a dialog":        {"<main>", "<dialog>"},
		"main folded":          {"<main>", "<details>"},
		"body with a style":    {"<body>", `<body style="display:none">`},
		"base":                 {"<head>", `<head><base href="https://evil.example/">`},
		"refresh":              {"<head>", `<head><meta http-equiv="Refresh" content="0; url=/x">`},
		"base without scripts": {"<head>", `<head><noscript><base href="https://evil.example/"></noscript>`},
		"refresh in noscript":  {"</main>", `</main><noscript><p><META HTTP-EQUIV=Refresh content="0; url=/x"></noscript>`},
		"base in a dialog":     {"</main>", `</main><dialog><base href="https://evil.example/"></dialog>`},
		"picture of a title":   {"<h1>", "<h1><svg><text>Not </text></svg>"},
		"title hidden":         {"<h1>", "<h1 hidden>"},
		"word hidden":          {"<em>B</em>", `<em style="display:none">B</em>`},
		"three dates":          {"</time>", "</time>, <time>2025</time> to <time>2026</time>"},
		"no date":              {"<time ", "<span "},
		"two lines of dates":   {"</header>", `<p class="n-effective"><time>2025</time></p></header>`},
	} {
		changed := strings.Replace(honest, change[0], change[1], 1)
		if _, err := Read([]byte(changed)); err == nil || changed == honest {
			t.Errorf("%s: is read (%v)", name, err)
		}
	}
}

// TestLists: check.py, which is read and run on its own, has the lists of this package and of the texts' policy.
func TestLists(t *testing.T) {
	src, err := os.ReadFile("../bundle/check.py")
	if err != nil {
		t.Fatal(err)
	}
	list := func(pattern string) map[string]bool {
		found := regexp.MustCompile(pattern).FindSubmatch(src)
		if found == nil {
			t.Fatal(pattern)
		}
		return setOf(strings.NewReplacer(`"`, "", ",", " ").Replace(string(found[1])))
	}
	for name, lists := range map[string][2]map[string]bool{
		"ALLOWED": {list(`ALLOWED = set\("""([^"]*)"""`), setOf(strings.Join(rawhtml.OfTexts(), " "))},
		"UNSHOWN": {list(`UNSHOWN = set\("""([^"]*)"""`), unshown},
		"HIDES":   {list(`HIDES = \{([^}]*)\}`), hides},
	} {
		if !maps.Equal(lists[0], lists[1]) {
			t.Errorf("%s of check.py holds %v, and should hold %v", name, lists[0], lists[1])
		}
	}
}

// TestFootnotes: what the text hash does not read of footnotes cannot hold words, nor lead elsewhere.
func TestFootnotes(t *testing.T) {
	l := Layout{base: "/"}
	hash := func(body string) string {
		p, err := Read([]byte(whole(body)))
		if err != nil {
			t.Fatal(err)
		}
		h, err := l.Hash(p)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	good := hash(`<p>a<a href="#fn:1" role="doc-noteref">1</a></p><p>note <a href="#fnref:1" role="doc-backlink">&#x21a9;&#xfe0e;</a></p>`)
	for _, bad := range []string{
		`<p>a<a href="https://evil.example/" role="doc-noteref">1</a></p><p>note <a href="#fnref:1" role="doc-backlink">&#x21a9;&#xfe0e;</a></p>`,
		`<p>a<a href="#fn:1" role="doc-noteref">1</a></p><p>note <a href="#fnref:1" role="doc-backlink">and you owe us money</a></p>`,
		`<p>a<a href="#fn:1" role="doc-noteref">1</a></p><p>note <a href="#fnref:1" role="doc-backlink">&#x21a9;<b>x</b></a></p>`,
		`<p>a<a href="#fn:1" role="doc-noteref">1</a></p><p>note <a href="/x" role="doc-backlink">&#x21a9;&#xfe0e;</a></p>`,
	} {
		if hash(bad) == good {
			t.Errorf("%s reads like the honest text", bad)
		}
	}
}

// FuzzPage: a page that can be read says what a browser's tree holds.
func FuzzPage(f *testing.F) {
	for _, body := range []string{"<p>one</p>", "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>", "<table><thead><tr><th>a</th></tr></thead></table>",
		`<p><a href="/x?a=1&amp;b=2" role="doc-noteref">x</a> &lt; &copy &#x41;</p>`, "<dl><dt>a</dt><dd>b</dd></dl>", "<p><b><i>x</b></i></p>", "<h2>a<h3>b</h3></h2>",
		"<pre>\nx</pre>", "<p><div>x</div></p>", "<a><p><a>x</a></p></a>", "<button><button>x</button></button>", "<br/><hr /><img alt=\"x\">", "<table>x<tr></tr></table>", "</p>x</br>",
		`<a href="/x?a=1&amp;b=2" role="doc-noteref>`, "<p>1 < 2</p>", "<p>x<", "<p title='>x</p>", "&#0", "&#0;", "&#x80;", `<a href="/?a&copy=1&lt">x</a>`} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		src := whole(strings.ToValidUTF8(body, "?"))
		got, err := Read([]byte(src))
		if err != nil {
			return
		}
		if read, shown := wordsOf(t, got.Body), shownBy(t, src); read != shown {
			t.Fatalf("%s\nread  %q\nshown %q", src, read, shown)
		}
	})
}

// TestLinkBytes: no sign that the text hash leaves out can stand in the address of a link, for a browser would follow it.
func TestLinkBytes(t *testing.T) {
	l := Layout{base: "/"}
	for href, good := range map[string]bool{"/x?a=1&amp;b=2": true, " /x ": true, "/%E2%80%8B": true, "/x?a=1&amp\x1bb=2": false, "/x?a=1&#xad;b=2": false, "/x&#x200b;": false, "https://a.example/x y": false,
		"/x\ty": false, "#x&#x2060;y": false} {
		p, err := Read([]byte(whole(`<p><a href="` + href + `">x</a></p>`)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := l.Hash(p); (err == nil) != good {
			t.Errorf("%q: %v", href, err)
		}
	}
}
