package markdown

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gazette/internal/source"
)

var english = Words{Table: "Table", FootnoteBack: "Back to the text"}

// set converts a text as a page would.
func set(t *testing.T, in, title string, spaceless bool) (*Text, string) {
	t.Helper()
	text := NewConverter(english, spaceless).Parse(source.File{Path: "f.md", Data: []byte(in)}, 0, title)
	return text, strings.TrimSpace(text.HTML(nil))
}

func TestHTML(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"cjk emphasis close", "これは**「語」**とは", "<p>これは<strong>「語」</strong>とは</p>"},
		{"hangul emphasis", "**개인정보(PII)**는", "<p><strong>개인정보(PII)</strong>는</p>"},
		{"cjk full stop", "**定義。**自分", "<p><strong>定義。</strong>自分</p>"},
		{"latin stays CommonMark", "a**\"b\"**c", "<p>a**&quot;b&quot;**c</p>"},
		{"underscore in word", "snake_case_name", "<p>snake_case_name</p>"},
		{"no typographer", "\"a\" -- b...", "<p>&quot;a&quot; -- b...</p>"},
		{"heading id", "## How {#how}", "<h2 id=\"how\">How</h2>"},
		{"kramdown on heading line", "## How we *do* it {: #how .big }", "<h2 id=\"how\" class=\"big\">How we <em>do</em> it</h2>"},
		{"escaped list on heading line", "## How \\{: .big }", "<h2 id=\"how-big\">How {: .big }</h2>"},
		{"escaped list", "Some text \\{: .c }", "<p>Some text {: .c }</p>"},
		{"escaped list alone", "Some text\n\n\\{: .c }", "<p>Some text</p>\n<p>{: .c }</p>"},
		{"escaped backslash", "Some text \\\\{: .c }", "<p class=\"c\">Some text \\</p>"},
		{"kramdown after heading", "## How\n{: #how }", "<h2 id=\"how\">How</h2>"},
		{"kramdown after paragraph", "Some text\n{: #p .c onclick=\"x\" }", "<p id=\"p\" class=\"c\">Some text</p>"},
		{"kramdown at line end", "May 5 {: datetime=\"2025-05-05\" }", "<p>May 5</p>"},
		{"kramdown after list", "- a\n\n{: #l }", "<ul id=\"l\">\n<li>a</li>\n</ul>"},
		{"style dropped", "## H {style=\"color:red\" #h}", "<h2 id=\"h\">H</h2>"},
		{"script dropped", "a <script>alert(1)</script> b", "<p>a  b</p>"},
		{"handler dropped", "<span onclick=\"x()\" lang=\"fr\">a</span>", "<p><span lang=\"fr\">a</span></p>"},
		{"javascript link", "[a](javascript:alert(1))", "<p>a</p>"},
		{"javascript raw", "<a href=\"javascript:x\">a</a>", "<p><a>a</a></p>"},
		{"unbalanced", "a <b>b\n\nc</div> d", "<p>a <b>b</b></p><b>\n<p>c d</p>\n</b>"},
		{"rowspan", "<table><tr><td rowspan=\"2\">a</td></tr></table>", "<div class=\"n-table\" role=\"group\" tabindex=\"0\" aria-label=\"Table\"><table><tbody><tr><td rowspan=\"2\">a</td></tr></tbody></table></div>"},
		{"bare mail address", "a@b.example", "<p><a href=\"mailto:a@b.example\">a@b.example</a></p>"},
		{"title with a direction mark", "# A title\u200f\n\ntext", "<p>text</p>"},
		{"title repeated", "# A  Title\n\ntext", "<p>text</p>"},
		{"title after a comment", "<!-- x -->\n\n# A title\n\ntext", "<p>text</p>"},
		{"title after a definition", "[x]: https://x.example\n\n# A title\n\n[x]", "<p><a href=\"https://x.example\">x</a></p>"},
		{"title after a date", "*Last updated: 1 May*\n\n# A Title\n\ntext", "<p><em>Last updated: 1 May</em></p>\n<p>text</p>"},
		{"title of level two", "## A title\n\ntext", "<p>text</p>"},
		{"section that is named like the title", "text\n\n## A title\n\ntext", "<p>text</p>\n<h2 id=\"a-title\">A title</h2>\n<p>text</p>"},
		{"later heading that is named like the title", "# Other\n\n# A title", "<h2 id=\"other\">Other</h2>\n<h2 id=\"a-title\">A title</h2>"},
		{"invisible characters in ids", "## Daten\u00adschutz\u200b \u2060x\n\n## می\u200cخواهم\n\n## A {#a\u00adb}", "<h2 id=\"datenschutz-x\">Daten\u00adschutz\u200b \u2060x</h2>\n<h2 id=\"میخواهم\">می\u200cخواهم</h2>\n<h2 id=\"ab\">A</h2>"},
		{"empty id", "## Price {#}", "<h2 id=\"price\">Price</h2>"},
		{"name becomes id", "<a name=\"x\"></a>a <a name=\"y\" id=\"z\">b</a>", "<p><a id=\"x\"></a>a <a id=\"z\">b</a></p>"},
		{"no link in a link", "<a href=\"mailto:a@b.example\">a@b.example, [c](https://c.example) *and* <https://d.example></a> https://e.example", "<p><a href=\"mailto:a@b.example\">a@b.example, c <em>and</em> https://d.example</a> <a href=\"https://e.example\">https://e.example</a></p>"},
		{"a link after one that never ends", "<a name=\"x\">a https://e.example", "<p><a id=\"x\">a </a><a href=\"https://e.example\">https://e.example</a></p>"},
		{"other h1", "# Other\n\ntext", "<h2 id=\"other\">Other</h2>\n<p>text</p>"},
		{"scripts in ids", "## 제1조 (목적)", "<h2 id=\"제1조-목적\">제1조 (목적)</h2>"},
		{"same heading twice", "## A\n\n## A", "<h2 id=\"a\">A</h2>\n<h2 id=\"a-2\">A</h2>"},
		{"one tilde is a character", "3~5 days, 7~14 days, 월~금, §§ 5~7", "<p>3~5 days, 7~14 days, 월~금, §§ 5~7</p>"},
		{"two strike out", "~~old~~ a~~b~~c ~~「語」~~は ~~~x~~~", "<p><del>old</del> a<del>b</del>c <del>「語」</del>は ~~~x~~~</p>"},
		{"a list jumps", "1. a\n3. b\n4. c", "<ol>\n<li>a</li>\n<li value=\"3\">b</li>\n<li>c</li>\n</ol>"},
		{"a list goes back", "3) a\n2) b\n2) c", "<ol start=\"3\">\n<li>a</li>\n<li value=\"2\">b</li>\n<li value=\"2\">c</li>\n</ol>"},
		{"a list counts by itself", "1. a\n1. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"},
		{"a list within a list", "1. a\n   1. x\n   3. y\n2. b", "<ol>\n<li>a\n<ol>\n<li>x</li>\n<li value=\"3\">y</li>\n</ol>\n</li>\n<li>b</li>\n</ol>"},
		{"attributes right below a list", "1. a\n2. b\n{: #l lang=\"de\"}", "<ol id=\"l\" lang=\"de\">\n<li>a</li>\n<li>b</li>\n</ol>"},
		{"attributes below lists in lists", "- a\n  - b\n  {: #in}\n- c\n  {: #item}\n{: #out}", "<ul id=\"out\">\n<li>a\n<ul id=\"in\">\n<li>b</li>\n</ul>\n</li>\n<li id=\"item\">c</li>\n</ul>"},
		{"attributes below a definition list", "T\n: D\n{: #d}", "<dl id=\"d\">\n<dt>T</dt>\n<dd>D</dd>\n</dl>"},
		{"attributes below a quotation", "> a\n{: #q}", "<blockquote id=\"q\"><p>a</p>\n</blockquote>"},
		{"attributes in a quotation", "> a\n> {: #p}", "<blockquote>\n<p id=\"p\">a</p>\n</blockquote>"},
		{"attributes below code", "```\nx\n```\n{: #c}", "<pre id=\"c\"><code>x\n</code></pre>"},
		{"attributes below a rule", "---\n{: #r}", "<hr id=\"r\">"},
		{"attributes below a table", "|a|\n|-|\n|1|\n{: #t}", "<div class=\"n-table\" role=\"group\" tabindex=\"0\" aria-label=\"Table\"><table id=\"t\">\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n</tr>\n</tbody>\n</table></div>"},
		{"no table without a pipe", "Total\n:-\n5", "<p>Total\n:-\n5</p>"},
		{"aligned table", "|a|\n|-:|\n|1|", "<div class=\"n-table\" role=\"group\" tabindex=\"0\" aria-label=\"Table\"><table>\n<thead>\n<tr>\n<th class=\"n-end\">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td class=\"n-end\">1</td>\n</tr>\n</tbody>\n</table></div>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, got := set(t, c.in, "A title", false); got != c.want {
				t.Errorf("%s\n got %q\nwant %q", c.in, got, c.want)
			}
		})
	}
}

func TestTitleCopiedWithItsMarkup(t *testing.T) {
	if _, got := set(t, "# The _Acme_ Code\n\ntext", "The _Acme_ Code", false); got != "<p>text</p>" {
		t.Error(got)
	}
}

func TestSpacelessLineBreak(t *testing.T) {
	if _, got := set(t, "日本\n語", "", true); got != "<p>日本語</p>" {
		t.Error(got)
	}
}

// TestTitleID: the id of a heading that repeats the title is the title's.
func TestTitleID(t *testing.T) {
	for in, want := range map[string]string{
		"# A title\n":                    "a-title",
		"# A title {#t}\n":               "t",
		"# A title {: #t}\n":             "t",
		"A title\n=======\n{: #t}\n":     "t",
		"# A title\n\n### A title\n":     "", // the heading had this id before there was one for the title
		"# A title\n\n## B {#a-title}\n": "",
		"# B\n":                          "none",
	} {
		text, _ := set(t, in, "A title", false)
		got := "none"
		if text.Title != nil {
			got = text.Title.ID
		}
		if got != want || want != "" && want != "none" && !text.HasAnchor(want) {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
	en, _ := set(t, "# Terms\n\n## A", "Terms", false)
	de, _ := set(t, "# AGB\n\n## A", "AGB", false)
	if _, ok := de.Adopt(en.Headings, en.Title); !ok || de.Title.ID != "terms" {
		t.Errorf("the translation has the id %q", de.Title.ID)
	}
}

func TestBadIDs(t *testing.T) {
	text, _ := set(t, "## A {#}\n\n## B {#n-text}\n\n<a id=\"fn:1\"></a>\n\n- x\n{: #rl-change-1}\n\n- x\n  {: #n-query}\n\n## N main\n\n## N 5\n\n## Y {#n-5}\n", "", false)
	var got []string
	for _, p := range text.Problems.Sort() {
		got = append(got, p.Pos.String()+" "+p.Rule.ID()+" "+p.Severity.String())
	}
	want := "f.md:1:1 bad-id error|f.md:3:1 bad-id error|f.md:5:1 bad-id error|f.md:7:1 bad-id error|f.md:10:1 bad-id error"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	var ids []string
	for _, h := range text.Headings {
		ids = append(ids, h.ID)
	}
	if s := strings.Join(ids, " "); s != "a b section-n-main n-5-2 n-5" {
		t.Errorf("the headings are called %s", s)
	}
}

func TestDroppedIsReported(t *testing.T) {
	text, _ := set(t, "a\n\n<script>x</script>\n\nb <span onclick=\"x\">c</span> [d](javascript:x)", "", false)
	got := text.Problems.Sort().Error()
	want := "f.md:3:1: the element <script> is not allowed and was left out\nf.md:5:3: the attribute onclick of <span> is not allowed and was left out"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if text.Links[0].Refused() == nil {
		t.Error("a javascript: link passes for harmless")
	}
}

func TestLinksHavePlaces(t *testing.T) {
	text, _ := set(t, "x [a](b.md) ![i](j.png)\n<https://a.example> https://b.example c@d.example", "", false)
	var got []string
	for _, l := range text.Links {
		got = append(got, text.file.Pos(l.At).String()+" "+l.Target)
	}
	want := "f.md:1:3 b.md|f.md:1:13 j.png|f.md:2:1 https://a.example|f.md:2:21 https://b.example|f.md:2:39 mailto:c@d.example"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got %s\nwant %s", s, want)
	}
}

func TestAdopt(t *testing.T) {
	en, _ := set(t, "## One {#one}\n\n### Two\n", "", false)
	de, _ := set(t, "## Eins\n\n### Zwei\n", "", false)
	if _, ok := de.Adopt(en.Headings, en.Title); !ok || de.Headings[0].ID != "one" || de.Headings[1].ID != "two" {
		t.Errorf("%+v", de.Headings[0])
	}
	fr, _ := set(t, "## Un\n\n## Deux\n", "", false)
	if parted, ok := fr.Adopt(en.Headings, en.Title); ok || parted.Text != "Deux" || fr.Headings[0].ID != "un" {
		t.Errorf("%v %v", parted, ok)
	}
}

// TestCorpus converts real notices: every output is well-formed, and no
// attribute list or emphasis marker is left for the reader to see.
func TestCorpus(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/corpus/*/content/*/*.md")
	if len(files) == 0 {
		t.Skip("SKIPPED: no corpus beside the repository")
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		file, _ := source.Text(f, data)
		at := strings.Index(string(file.Data), "\n---\n") + 5
		text := NewConverter(english, false).Parse(file, at, "")
		html := text.HTML(nil)
		for _, bad := range []string{"{:", "<script"} {
			if i := strings.Index(html, bad); i >= 0 {
				t.Errorf("%s: %q left over: %s", f, bad, html[max(0, i-60):min(len(html), i+60)])
			}
		}
	}
}
