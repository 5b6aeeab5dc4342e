package dialect

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// trailing is white space that linkify leaves at the end of some lines.
var trailing = regexp.MustCompile(`[ \t\r\v\f]+(\n|<)`)

// twoWays renders a text with goldmark's linkify and with ours.
func twoWays(t testing.TB, src []byte) (theirs, ours string) {
	t.Helper()
	render := func(o ...goldmark.Option) string {
		var b bytes.Buffer
		if err := goldmark.New(append(o, goldmark.WithExtensions(extension.Strikethrough, extension.Table, extension.Footnote))...).Convert(src, &b); err != nil {
			t.Fatal(err)
		}
		return trailing.ReplaceAllString(b.String(), "$1")
	}
	return render(goldmark.WithExtensions(extension.Linkify)),
		render(goldmark.WithParserOptions(parser.WithInlineParsers(util.Prioritized(newAddressParser(), 50))))
}

var addressSeeds = []string{
	"https://a.example", "see https://a.example/b_c_d*e*, or (http://b.example/x(y)).", "www.a.example and xwww.b.example, (www.c.example)",
	"a@b.example, first_last@b.example, a*b*c@d.example _e@f.example_ **g@h.example**", "x.y-z+w@b.example.", "`a`b@c.example a`b@c.example`",
	"`a@b.example", "``www.a.example ```https://b.example \\`c@d.example",
	"\\_a@b.example \\*c@d.example a\\_b@c.example", "[a b@c.example] [d@e.example](https://f.example) [x https://y.example",
	"ftp://a.example\nhttps://b.example\n  c@d.example  \n", "\thttps://a.example", "日本https://a.example （https://b.example）", "https:// www. @ a@ @b.c",
	"| a@b.example | https://c.example |\n| - | - |\n| www.d.example | e_f@g.example |", "~a@b.example~ ~~https://c.example~~ x~y@z.example",
	"mailto:a@b.example <a@b.example> http:a@b.example", "+a@b.example 'c@d.example' \"e@f.example\"", "a&amp;b@c.example https://a.example/?b&amp;c;",
	"- a_b@c.example\n- https://d.example\n    > e@f.example", "![a@b.example](c) [^1]\n\n[^1]: d_e@f.example", "_a_b@c.example_ *a*b@c.example __x__y@z.example",
}

func TestAddresses(t *testing.T) {
	for _, s := range addressSeeds {
		if theirs, ours := twoWays(t, []byte(s)); theirs != ours {
			t.Errorf("%q\nlinkify gives %s\nwe give       %s", s, theirs, ours)
		}
	}
	files, _ := filepath.Glob("../../../../shared/corpus/*/content/*/*.md")
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if theirs, ours := twoWays(t, src); theirs != ours {
			t.Errorf("%s differs", f)
		}
	}
}

func FuzzAddresses(f *testing.F) {
	for _, s := range addressSeeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if theirs, ours := twoWays(t, src); theirs != ours {
			t.Errorf("linkify gives %s\nwe give       %s", theirs, ours)
		}
	})
}
