package markdown

import (
	"strings"
	"testing"

	"gazette/internal/rule"
)

// heavy are texts that libraries take with the square of their length, nest
// without end, or are simply long; each is made of n parts. limit is part of
// what is said of a large one, or "" where it is set like any other.
var heavy = []struct {
	name  string
	text  func(n int) string
	limit string
}{
	{"quotes", repeated("> "), "are nested more than"},
	{"quotes and lists", repeated("- > "), "are nested more than"},
	{"nested lists", func(n int) string {
		var b strings.Builder
		for i := range min(n, 400) {
			b.WriteString(strings.Repeat("  ", i) + "- a\n")
		}
		return b.String()
	}, "are nested more than"},
	{"open divs", repeated("<div>"), "are open at one place"},
	{"open tables", repeated("<table><tr><td>"), "are open at one place"},
	{"open links", repeated(`<a href="x">`), "are open at one place"},
	{"links without an end", repeated("[a]("), ""},
	{"links with an angle", repeated("[a](<"), ""},
	{"a long address", func(n int) string { return "[a](" + strings.Repeat("b", n) + ")" }, ""},
	{"addresses within each other", func(n int) string { return strings.Repeat("[a](<b", 4*n) + ">" }, "too many long addresses"},
	{"open brackets", repeated("["), ""},
	{"brackets over many lines", repeated("]r[\nx/ :]r[\nx/ :"), "too many square brackets"},
	{"open pictures", repeated("!["), ""},
	{"stars for underscores", func(n int) string { return strings.Repeat("*a ", n) + strings.Repeat("b_ ", n) }, "have no partner"},
	{"stars of threes", func(n int) string { return "a*b " + strings.Repeat("c** ", n) }, "have no partner"},
	{"nested stars", func(n int) string { return strings.Repeat("*a ", n) + strings.Repeat("b* ", n) }, "have no partner"},
	{"footnotes", func(n int) string {
		return strings.Repeat("a[^1] ", n) + "\n\n" + strings.Repeat("[^1]: n\n", n)
	}, "footnotes"},
	{"definitions", repeated("[r]: /x\n"), "link targets"},
	{"rows without cells", func(n int) string {
		return "|" + strings.Repeat("a|", n/20) + "\n|" + strings.Repeat("-|", n/20) + "\n" + strings.Repeat("| b |\n", n)
	}, "a table has"},
	{"escaped bars", func(n int) string { return "|a|\n|-|\n" + strings.Repeat("| `a\\|b` |\n", n) }, "escaped bars"},
	{"attribute lines", func(n int) string { return "a\n" + strings.Repeat("{: .x }\n", n) }, "lines of attributes"},
	{"heading attributes", func(n int) string { return "## H {" + strings.Repeat(".x ", n) + "}" }, "attributes of a heading"},
	{"equal headings", repeated("## a\n\n"), ""},
	{"equal ids", repeated("## a {#x}\n\n"), ""},
	{"terms", repeated("<dfn id=\"d\">x</dfn> [x](#d)\n\n"), ""},
	{"scripts", repeated("<script>x</script>\n\n"), ""},
	{"definition lists", repeated("T\n: d\n\n"), ""},
	{"a long word", repeated("a"), ""},
	{"signs", repeated("&<>\"'\\"), ""},
	{"comments", repeated("<!--"), ""},
	{"mail", repeated("a@"), ""},
}

func repeated(s string) func(int) string {
	return func(n int) string { return strings.Repeat(s, n) }
}

// TestLimits sets texts that were too much once. Without the limits, this test
// does not end, or ends the program.
func TestLimits(t *testing.T) {
	for _, h := range heavy {
		in := h.text(10_000)
		text, out := set(t, in, "", false)
		said := ""
		for _, p := range text.Problems {
			if p.Rule == rule.TextLimit {
				said = p.Message
			}
		}
		switch {
		case h.limit == "" && said != "":
			t.Errorf("%s: %s", h.name, said)
		case !strings.Contains(said, h.limit) || h.limit != "" && said == "":
			t.Errorf("%s: it says %q, not that %s", h.name, said, h.limit)
		case h.limit != "" && out != "":
			t.Errorf("%s: a text that met a limit is shown", h.name)
		}
		Refusing([]byte(in), "", func(to string) string { return to })
	}
}

// TestWithinLimits: what people write is far from any limit.
func TestWithinLimits(t *testing.T) {
	for _, in := range []string{
		strings.Repeat("> ", 50) + "a", "![logo](data:image/png;base64," + strings.Repeat("iVBO", 50_000) + ")", "[a](<https://example.com/" + strings.Repeat("b", 50_000) + ">)", strings.Repeat("<div>", 100) + "x", "[a](https://example.com/?" + strings.Repeat("b", 8000) + ")",
		"[a](b" + strings.Repeat("(", 32) + strings.Repeat(")", 32) + ")", strings.Repeat("**a** _b_ ", 20_000), strings.Repeat("a[^1] ", 1000) + "\n\n[^1]: n",
		strings.Repeat("<p>a<li>b", 1000),
	} {
		text, out := set(t, in, "", false)
		if text.Problems.Errors() || out == "" {
			t.Errorf("%.40q: %v", in, text.Problems)
		}
	}
	if _, out := set(t, "[a](b((((c)))))", "", false); !strings.Contains(out, `href="b((((c))))"`) {
		t.Error(out)
	}
}
