package check_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"pgregory.net/rapid"
	commonmark "rsc.io/markdown"

	"gazette/internal/check"
	"gazette/internal/galley"
	"gazette/internal/redline"
	"gazette/internal/source"
	hashed "gazette/internal/text"
)

// word is a word of a generated text. Each stands there once.
var word = regexp.MustCompile(`w\d+q`)

// pieces are what generated texts are made of; "w" stands for a word.
var pieces = []string{
	"w", "w", "w", "w", "w", "w w w", " ", " ", " ", "\n", "\n", "\n\n", "\n\n", "\n\n\n", "- w", "\n1. w", "\n3. w", "\n7) w", "\n(a) w", "\n> w", "\n    w", "\t",
	"\n# w", "\n## w\n", "\n##w", "w\n===\n", "w\n---\n", "\n---\n", "|", " | ", "\n| w | w |\n|---|---|\n| w | w |\n", "\n| w | w |\n|---|---|\n| w | w | w | w |\n",
	"\nw | w\n--|--\nw | w | w\nw w w\n", "\n| w | w |\n| w | w |\n", "[", "]", "](", ")", "[w](/x)", "[w](w w)", "[w][w]", "[w]", "[^1]", "[^2]", "\n[^1]: w w\n", "\n[^2]: w\n",
	"\n[w]: w\n", "\n[w]: /x\n", "\n\n[w]: w 'w'\n", "]: ", "<", ">", "</", "<b>", "</b>", "<a href=\"/x\">", "</a>", "<a name=\"x\">", "<div>", "\n<div>\nw\n</div>\n", "</div>",
	"<w w>", "<W>", "<w@w.example>", "**", "**", "*", "_", "__", "~", "~~", "`", "``", "\n```\nw\n```\n", "\n~~~ w\n", "{#", "{: #x}", "\n{: #x}\n", "\n{: w}\n", "{#x w}", "}", "{", ": ",
	"\nw\n: w\n", "\\", "&amp;", "&", "&w;", "!", "![w](/x.png)", "![", "<!-- w -->", "<!-- ", " -->", "{{ w }}", "{% w %}", "https://a.example/ ", "www.a.example ", "a@b.example ", ".", ",", "\"",
	"'", "(", "「w」", "は", "<br>", "<?w?>", "<![CDATA[w]]>", "<!W w>", "<script>w</script>", "\n<script>\nw\n</script>\n", "<style>w", "<table><tr><td>w</td></tr></table>", "\n<table>\nw\n</table>\n",
	"<select><option>w</option></select>", "<details><summary>w</summary>w</details>", "<ruby>w<rp>w</rp><rt>w</rt></ruby>", "<textarea>w</textarea>", "<title>w</title>", "<p>", "<pre>w</pre>", "<img alt=\"w\" src=\"/x.png\">",
	"<iframe>w</iframe>", "<svg><text>w</text></svg>", "\n<w>\n", "<h1>w</h1>", "~w~", "3~5", "~~w~~", "\n- [ ] w", "\u00a0", "\u200b", "\n: ", "<del>w</del>",
}

// written makes a text of pieces, each word another.
func written(t *rapid.T) string {
	all := rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 24).Draw(t, "pieces")
	n := 0
	return regexp.MustCompile(`\b[wW]\b`).ReplaceAllStringFunc(strings.Join(all, ""), func(string) string {
		n++
		return fmt.Sprintf("w%dq", n)
	})
}

// TestEveryWord: every word of a text, as an independent reader of CommonMark
// finds it, is on the page, in the text that is hashed, and in the redline when
// it changes; or a finding names it.
func TestEveryWord(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) { everyWord(t, r, written(r)) })
}

func FuzzEveryWord(f *testing.F) {
	f.Add("| a | b |\n|---|---|\n| w1q | w2q | w3q |\nw4q w5q w6q\n")
	f.Add("w1q<!-- w2q<!-- w3q -->\n")
	f.Add("w1q\n: <!-- w2q\n")
	f.Add("w1q\n\n<!-- w2q\n\nw3q\n")
	f.Add("[w1q]: w2q\n\n<w3q w4q>\n\n[^w5q]: w6q\n")
	f.Fuzz(func(t *testing.T, body string) {
		if file, ps := source.Text("f.md", []byte(body)); len(ps) == 0 && utf8.Valid(file.Data) {
			everyWord(t, t, string(file.Data))
		}
	})
}

// reporter is what both a test and a property have.
type reporter interface {
	Helper()
	Errorf(string, ...any)
	Fatalf(string, ...any)
	Failed() bool
}

func everyWord(tb testing.TB, t reporter, body string) {
	t.Helper()
	set, findings := judged(tb, body)
	seen, hash := wordsSeen(set.HTML), word.FindAllString(string(hashed.Canonical([]byte(set.HTML))), -1)
	var changed []string
	for _, w := range wordsOf(body) {
		switch shown := slices.Contains(seen, w); {
		case shown && !slices.Contains(hash, w):
			t.Errorf("%s is on the page and not in the text that is hashed", w)
		case shown:
			changed = append(changed, w)
		case !isAttribute(string(set.HTML), w) && !inComment(body, w) && !named(findings, body, w):
			t.Errorf("%s is on no page, and no finding names it", w)
		}
	}
	inRedline(tb, t, set, body, changed)
	if t.Failed() {
		t.Fatalf("text:\n%s\n--- page:\n%s\n--- findings:\n%v", body, set.HTML, findings)
	}
}

// judged sets a text and judges it.
func judged(tb testing.TB, body string) (*galley.Galley, source.Problems) {
	in := one("en", body).load(tb, "2026-01-01")
	n := in.Site.Notices[0]
	return in.Formatter.Notice(n)[n.Editions[0]], check.Run(in)
}

// wordsOf are the words that a reader of CommonMark sees in a text, with those
// that it takes for tags that HTML does not know, and for definitions.
func wordsOf(body string) (out []string) {
	doc := new(commonmark.Parser).Parse(body)
	page := commonmark.ToHTML(doc)
	out = append(wordsSeen(page), unended(page)...)
	z := html.NewTokenizer(strings.NewReader(page))
	for z.Next() != html.ErrorToken {
		if token := z.Token(); token.Type == html.StartTagToken && token.DataAtom == 0 {
			out = append(out, word.FindAllString(token.String(), -1)...)
		}
	}
	for label, link := range doc.Links {
		if all := word.FindAllString(label+" "+link.URL+" "+link.Title, -1); !slices.ContainsFunc(all, func(w string) bool { return isAttribute(page, w) }) {
			out = append(out, all...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// unended are the words of a comment that begins last in a page and never ends.
func unended(page string) []string {
	from := strings.LastIndex(page, "<!--")
	if from < 0 || strings.Contains(page[from:], "-->") {
		return nil
	}
	return word.FindAllString(page[from:], -1)
}

// wordsSeen are the words that a browser shows of HTML.
func wordsSeen(page string) (out []string) {
	nodes, err := html.ParseFragment(strings.NewReader(page), &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"})
	if err != nil {
		panic(err)
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Template, atom.Title, atom.Rp:
			return
		case atom.Img:
			for _, a := range n.Attr {
				if a.Key == "alt" {
					out = append(out, word.FindAllString(a.Val, -1)...)
				}
			}
		}
		if n.Type == html.TextNode {
			out = append(out, word.FindAllString(n.Data, -1)...)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	for _, n := range nodes {
		walk(n)
	}
	return out
}

// isAttribute reports whether a word became what an element says of itself: an
// address, an id, a title.
func isAttribute(page, w string) bool {
	z := html.NewTokenizer(strings.NewReader(page))
	for z.Next() != html.ErrorToken {
		for _, a := range z.Token().Attr {
			if a.Key != "alt" && slices.Contains(word.FindAllString(a.Val, -1), w) {
				return true
			}
		}
	}
	return false
}

// inComment reports whether a word stands in a comment as CommonMark 0.31 has them. The other reader knows those of 0.30,
// which hold no "--". A comment in which another begins is none here: a finding names it.
func inComment(body, w string) bool {
	before, after, _ := strings.Cut(body, w)
	from := strings.LastIndex(before, "<!--")
	to := strings.Index(after, "-->")
	if from < 0 || to < 0 || strings.Contains(after[:to], "<!--") {
		return false
	}
	between := before[from:]
	return !strings.Contains(between, "-->") && strings.LastIndex(before[:from], "<!--") <= strings.LastIndex(before[:from], "-->")
}

// named reports whether a finding names a word, its line, or the block that it
// stands in.
func named(findings source.Problems, body, w string) bool {
	head := strings.Count(text("en", "2026-01-01", ""), "\n")
	lines := strings.Split(body, "\n")
	at := strings.Count(body[:strings.Index(body, w)], "\n")
	return slices.ContainsFunc(findings, func(p source.Problem) bool {
		from := p.Line - head - 1
		switch {
		case p.Rule.ID() == "html-dropped" && unread.MatchString(p.Message):
			return true // what such an element holds, however far it goes; a heading over a table moves below it
		case p.Rule.ID() == "unrecorded-edition" || from > at || from < 0:
			return false
		case slices.Contains(word.FindAllString(p.Message, -1), w), from == at:
			return true
		}
		return p.Rule.ID() == "lost-words" && oneBlock(lines[from:at+1])
	})
}

var unread = regexp.MustCompile("<(script|style|textarea|title|xmp|iframe|noembed|noframes|noscript|plaintext|select|svg|math)>|never ends|an instruction")

// oneBlock reports whether lines are of one block: none is empty, unless the
// next is set in.
func oneBlock(lines []string) bool {
	for i, l := range lines {
		if strings.TrimSpace(l) == "" && (i+1 == len(lines) || !strings.HasPrefix(lines[i+1], "    ") && !strings.Contains(lines[i+1], "\t") && strings.TrimSpace(lines[i+1]) != "") {
			return false
		}
	}
	return true
}

// inRedline changes a word that is shown and looks for both in the redline.
func inRedline(tb testing.TB, t reporter, set *galley.Galley, body string, shown []string) {
	t.Helper()
	if len(shown) == 0 {
		return
	}
	w := shown[len(shown)/2]
	other := strings.Replace(w, "w", "w9", 1)
	changed, _ := judged(tb, regexp.MustCompile(w).ReplaceAllString(body, other))
	if !slices.Contains(wordsSeen(string(changed.HTML)), other) {
		return // it has another meaning now: a label that something refers to
	}
	r := redline.Compare(set.Reading(), changed.Reading())
	out := string(r.HTML(redline.Labels{}))
	if !slices.Contains(wordsSeen(out), w) || !slices.Contains(wordsSeen(out), other) || r.Stats.Empty() {
		t.Errorf("the redline does not show that %s became %s:\n%s", w, other, out)
	}
	if set.Hash() == changed.Hash() {
		t.Errorf("%s became %s, and the hash is the same", w, other)
	}
}
