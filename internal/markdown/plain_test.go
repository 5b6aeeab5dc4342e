package markdown

import (
	"strings"
	"testing"
)

func TestPlain(t *testing.T) {
	link := func(target string) string {
		if slug, ok := strings.CutSuffix(target, ".md"); ok {
			return "https://example.com/" + slug + "/"
		}
		return target
	}
	for _, test := range []struct{ name, text, want string }{
		{"the title stands above", "\n# Cookies {#top}\n\nText.\n", "Text.\n"},
		{"another first heading", "# Part one\n\nText.\n", "## Part one\n\nText.\n"},
		{"ids", "## Rights {#rights}\n\nText {: #a .b lang=\"de\"}\n{: #c}\n\nMore {braces}\n", "## Rights\n\nText\n\nMore {braces}\n"},
		{"links", "See [a](a.md), [b](<b.md>), [c](c.md \"C\"), ![d](/d.png), [e](e_(f).md).\n",
			"See [a](https://example.com/a/), [b](<https://example.com/b/>), [c](https://example.com/c/ \"C\"), ![d](/d.png), [e](<https://example.com/e_(f)/>).\n"},
		{"definitions", "[a]: a.md\n[^a]: a.md\n  [b c]: <b.md> \"B\"\n", "[a]: https://example.com/a/\n[^a]: a.md\n  [b c]: <https://example.com/b/> \"B\"\n"},
		{"raw HTML", `<p><a class="x" href="a.md">A</a> <img src="/b.png"></p>`, `<p><a class="x" href="https://example.com/a/">A</a> <img src="/b.png"></p>` + "\n"},
		{"code", "```\n[a](a.md) {: #x}\n# Cookies\n```\n[a](a.md)\n", "```\n[a](a.md) {: #x}\n# Cookies\n```\n[a](https://example.com/a/)\n"},
		{"line breaks", "One  \ntwo\\\nthree\n", "One  \ntwo\\\nthree\n"},
		{"torn", "[a](<a.md\n[b](b.md", "[a](<a.md\n[b](https://example.com/b/\n"},
	} {
		if got := string(Plain([]byte(test.text), "Cookies", link)); got != test.want {
			t.Errorf("%s:\n%q\nnot\n%q", test.name, got, test.want)
		}
	}
}

func FuzzPlain(f *testing.F) {
	f.Add("# T\n[a](b.md) {: #x}\n```\n~~~\n[x]: y\n<a href=\"z\">")
	f.Fuzz(func(t *testing.T, text string) {
		same := func(target string) string { return target }
		once := Plain([]byte(text), "T", same)
		if len(once) > len(text)+strings.Count(text, "\n")+2 {
			t.Errorf("%q grew to %q", text, once)
		}
	})
}
