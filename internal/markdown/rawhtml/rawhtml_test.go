package rawhtml

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"

	"gazette/internal/markdown/dialect"
)

// pieces returns the raw HTML of a text.
func pieces(t *testing.T, src string) (all []Piece) {
	t.Helper()
	tree, _, met := dialect.Parse(dialect.NewParser(false), []byte(src))
	if met != "" {
		t.Fatal(met)
	}
	_ = ast.Walk(tree.Root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if p, ok := Of(n, tree.Src); ok && entering {
			all = append(all, p)
		}
		return ast.WalkContinue, nil
	})
	return all
}

// TestClean: a piece keeps what an author may write, its links are given anew, and its span is what stands in the text.
func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		`<p class="x n-banner" id="n-main">a</p>`:           `<p class="x">a</p>`,
		`<a href="cookies.md">c</a>`:                        `<a href="notice:cookies">c</a>`,
		`<a href="javascript:alert(1)" title="t">c</a>`:     `<a title="t">c</a>`,
		`<a name="old">here</a>`:                            `<a id="old">here</a>`,
		`<img src="javascript:x" alt="A &amp; B">`:          `A &amp; B`,
		"<script>\nalert(1)\n</script>":                     "<script></script>", // the policy drops the element
		"<div>\nwords <!-- a comment --> and words\n</div>": "<div>\nwords  and words\n</div>",
		`<p><b role="doc-backlink">x</b></p>`:               `<p><b>x</b></p>`,
	} {
		rewrite := func(href string, _ int) string { return strings.Replace(href, "cookies.md", "notice:cookies", 1) }
		var got []byte
		end := 0
		for _, p := range pieces(t, in) {
			from, to := p.Span()
			got = append(append(got, in[end:from]...), p.Clean(rewrite)...)
			end = to
		}
		if got = append(got, in[end:]...); strings.TrimSpace(string(got)) != want {
			t.Errorf("%s\ngot  %s\nwant %s", in, got, want)
		}
	}
}

// TestSanitise: what comes out is well-formed, without what is not allowed and without an id twice.
func TestSanitise(t *testing.T) {
	for in, want := range map[string]string{
		`<p>a<script>x</script><b>c`:     `<p>a<b>c</b></p>`,
		`<i id="a">1</i><i id="a">2</i>`: `<i id="a">1</i><i>2</i>`,
		`<h1 onclick="x()">T</h1>`:       `<h2>T</h2>`,
		`<table><tr><td>a</td></tr></table>`: `<div class="n-table" role="group" tabindex="0" aria-label="Table">` +
			`<table><tbody><tr><td>a</td></tr></tbody></table></div>`,
	} {
		if got, err := Sanitise(in, "Table"); err != nil || got != want {
			t.Errorf("%s\ngot  %s, %v\nwant %s", in, got, err, want)
		}
	}
}
