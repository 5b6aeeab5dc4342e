package text

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestClauses(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		want []Clause
	}{
		"empty":       {"", []Clause{{}}},
		"no heading":  {"<p>One &amp; <b>t</b>wo</p><p>three</p>", []Clause{{Text: "One & two three"}}},
		"preface":     {`<p>a</p><h2 id="x">X <em>y</em></h2><p>b</p>`, []Clause{{Text: "a"}, {ID: "x", Level: 2, Title: "X y", Text: "b"}}},
		"in an order": {`<h2 id="x">X</h2><h3 id="y">Y</h3><ul><li>b</li></ul>`, []Clause{{}, {ID: "x", Level: 2, Title: "X"}, {ID: "y", Level: 3, Title: "Y", Text: "b"}}},
		"within":      {`<details><h2 id="x">X</h2><p>b</p></details><p>c</p>`, []Clause{{}, {ID: "x", Level: 2, Title: "X", Text: "b c"}}},
		"no id":       {`<h2>X</h2><p>b</p>`, []Clause{{Text: "X b"}}},
		"footnotes": {`<p>a<sup id="fnref:1"><a href="#fn:1" class="footnote-ref" role="doc-noteref">1</a></sup></p><div class="footnotes" role="doc-endnotes"><hr><ol><li id="fn:1"><p>n <a href="#fnref:1" role="doc-backlink">back</a></p></li><li id="fn:2">m</li></ol></div>`,
			[]Clause{{Text: "a"}, {ID: "fn:1", Text: "n"}, {ID: "fn:2", Text: "m"}}},
	} {
		if diff := cmp.Diff(c.want, Clauses(c.body)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
