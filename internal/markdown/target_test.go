package markdown

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"gazette/internal/address"
)

// spellings of one address that would run a script, as HTML writes them, and
// as Markdown does.
var (
	rawSpellings = []string{"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "&#106;avascript:alert(1)", "&#x6A;avascript:alert(1)",
		"javascript&colon;alert(1)", "java&Tab;script:alert(1)", "java&NewLine;script:alert(1)", "&#1;javascript:alert(1)", "javascript&#58;alert(1)",
		"vbscript:x", "data:text/html,<script>alert(1)</script>", "file:///etc/passwd", "blob:x", "notice&colon;x"}
	markdownSpellings = append([]string{`javascript\:alert(1)`, `java\script:x`, "javascript&#0058;alert(1)", "&Tab;javascript:alert(1)"}, rawSpellings...)
)

// placements of an address in a text; %s is the address.
var rawPlacements = []string{`<a href="%s">x</a>`, `<a href='%s'>x</a>`, `<A HREF="%s">x</A>`, `<img src="%s" alt="x">`, `<q cite="%s">x</q>`,
	"<div>\n<a\nhref=\"%s\">x</a>\n</div>", `<a href="/" href="%s">x</a>`, `<del cite="%s">x</del>`, `<blockquote cite="%s">x</blockquote>`}

var markdownPlacements = []string{"[x](%s)", "[x](<%s>)", "![x](%s)", "![x](<%s>)", "[x][r]\n\n[r]: %s", "[x][r]\n\n[r]: <%s>", "[r]\n\n[r]:\n%s",
	"<%s>", "> [x](%s)", "- [x](%s)", "| [x](%s) |\n|--|\n| y |", "[^1]\n\n[^1]: [x](%s)", "T\n: [x](%s)", "## [x](%s)", "*[x](%s)*", "[![x](%s)](%s)", "[x](\n%s)"}

// TestNoPlacement: no spelling of an address in any place of a text reaches
// HTML or the Markdown copy, with raw HTML elsewhere in the text or without.
func TestNoPlacement(t *testing.T) {
	try := func(place, spelling string) {
		for _, beside := range []string{"", "\n\n<br>\n"} {
			in := strings.ReplaceAll(place, "%s", spelling) + beside
			_, out := set(t, in, "", false)
			if bad := foreign(out); bad != "" {
				t.Errorf("%q gives %s in %s", in, bad, out)
			}
			copied := Refusing([]byte(in), "", func(to string) string { return to })
			if _, out := set(t, string(copied), "", false); read(copied).Dropped {
				t.Errorf("%q gives the copy %q, and that %s", in, copied, out)
			}
		}
	}
	for _, spelling := range rawSpellings {
		for _, place := range rawPlacements {
			try(place, spelling)
		}
	}
	for _, spelling := range markdownSpellings {
		for _, place := range markdownPlacements {
			try(place, spelling)
		}
	}
}

// foreign is the first thing in HTML that no text may bring: an address that is
// refused, or an attribute or element that runs something.
func foreign(out string) string {
	z := html.NewTokenizer(strings.NewReader(out))
	for z.Next() != html.ErrorToken {
		token := z.Token()
		if token.Type != html.StartTagToken && token.Type != html.SelfClosingTagToken {
			continue
		}
		if strings.Contains(" script style iframe object embed form svg math base meta link template textarea ", " "+token.Data+" ") {
			return "<" + token.Data + ">"
		}
		for _, a := range token.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "hreflang", a.Key == "srcset", a.Key == "action", a.Key == "formaction", a.Key == "xlink:href":
				return a.Key
			case (a.Key == "href" || a.Key == "src" || a.Key == "cite") && !strings.HasPrefix(a.Val, "notice:") && address.Check(a.Val) != nil:
				return a.Key + "=" + a.Val
			}
		}
	}
	return ""
}

// FuzzHTML: no text brings anything into its page that runs.
func FuzzHTML(f *testing.F) {
	for i, place := range append(rawPlacements, markdownPlacements...) {
		f.Add(strings.ReplaceAll(place, "%s", markdownSpellings[i%len(markdownSpellings)]))
	}
	for _, s := range append(smuggled, "see https://a.example/b_c_d*e*, or (http://b.example/x(y)).", "a@b.example, *c*d@e.example",
		"![a@b.example](c) [^1]\n\n[^1]: d_e@f.example") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		_, out := set(t, in, "", false)
		if bad := foreign(out); bad != "" {
			t.Errorf("%q gives %s in %s", in, bad, out)
		}
	})
}

// smuggled are texts that try to bring what belongs to the interface, across
// pieces of raw HTML too.
var smuggled = []string{`<p class="n-banner big">x</p>`, `<p id="n-text">x</p>`, `<p CLASS=n-banner>x</p>`, "<p class='rl-ins'>x</p>", `<a class="&#110;-skip" href="/">x</a>`,
	"Text\n{: .n-banner #n-main }", "## H {.n-banner #n-main}", `<a hreflang="de" href="/x">x</a>`, `<span role="doc-backlink">x</span>`, `<i id="fn:1">x</i>`,
	"<textarea>\n\n<xmp></textarea><div class=\"n-banner\">x</div>", "<script>\n\n<style></script><div class=\"n-banner\">x</div>", "<div\n\nclass=\"n-banner\">x",
	"a <textarea> b\n\n<title></textarea><div class='n-banner'>x</div></title>", "<!--\n\n--><div class=n-banner>x</div>", "<ul class='footnotes n-x'><li>x</ul>"}

func TestInterfaceIsNotTheAuthors(t *testing.T) {
	for _, in := range smuggled {
		text, out := set(t, in, "", false)
		for _, bad := range []string{"n-", "rl-", "hreflang", "doc-backlink", "fn:", `"footnotes`} {
			if strings.Contains(strings.ReplaceAll(out, `class=&#34;n-`, ""), `"`+bad) || strings.Contains(out, " "+bad+"=") {
				t.Errorf("%q gives %s", in, out)
			}
		}
		if !text.Dropped {
			t.Errorf("%q: nothing was said of it", in)
		}
	}
	if _, out := set(t, `<p class="n-banner big">x</p>`, "", false); out != `<p class="big">x</p>` {
		t.Error(out)
	}
}

// TestSameBesideRawHTML: a link is the same whether or not raw HTML stands
// elsewhere in its text.
func TestSameBesideRawHTML(t *testing.T) {
	const links = "[x](javascript:alert(1)) [y](JaVaScript:x) [z](data:text/html,hi) [v](vbscript:x) [a](htps://www.example.com/) [b](mail:desk@example.com) " +
		"[c](Адрес:desk@example.com) [d](ftp://example.com/x) [e](tel:+1234) [f](sms:+1234) [g](file:///etc/passwd) ![i](data:image/png;base64,AAAA) " +
		"[h](https://example.com/%zz) [j](https://example.com/a?b&amp;c=ü) <https://example.com/|x>"
	_, without := set(t, links, "", false)
	text, with := set(t, links+"\n\n<br>", "", false)
	if with != without+"\n<br/>" && with != without+"\n<br>" {
		t.Errorf("with:\n%s\nwithout:\n%s", with, without)
	}
	refused := 0
	for _, l := range text.Links {
		if l.Refused() != nil {
			refused++
		}
	}
	if refused != 9 {
		t.Errorf("%d links are refused, not 9", refused)
	}
}
