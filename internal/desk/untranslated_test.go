package desk

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"text/template/parse"
	"unicode"

	"golang.org/x/net/html"
)

// spokenAttributes are those that a person reads or hears.
var spokenAttributes = []string{"aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "alt", "label", "placeholder", "title", "content"}

// TestTemplatesSayNothing: the desk's templates have no words of their own, in their text or in attributes that are read
// out: every word comes from the catalogues.
func TestTemplatesSayNothing(t *testing.T) {
	names, _ := fs.Glob(embedded, "*.html")
	for _, name := range names {
		data, _ := embedded.ReadFile(name)
		for _, found := range wordsIn(t, name, string(data)) {
			t.Errorf("%s says %q: its words belong in i18n/desk", name, found)
		}
	}
	const wrong = `{{define "x"}}<p title="A title">Words {{.T "desk"}}</p><input placeholder="{{if .}}Some{{end}}">{{template "y"}}{{end}}`
	if got := wordsIn(t, "wrong.html", wrong); !slices.Equal(got, []string{"A title", "Words", "Some"}) {
		t.Errorf("of a template with three strings of its own, %q are found", got)
	}
}

// wordsIn are the words of a template's own.
func wordsIn(t *testing.T, name, text string) (out []string) {
	t.Helper()
	trees := map[string]*parse.Tree{}
	one := parse.New(name)
	one.Mode = parse.SkipFuncCheck
	if _, err := one.Parse(text, "", "", trees); err != nil {
		t.Fatal(err)
	}
	for _, tree := range trees {
		var b strings.Builder
		literal(&b, tree.Root)
		out = append(out, spokenIn(b.String())...)
	}
	return out
}

// literal writes what stands in a template as it is, both sides of every choice.
func literal(b *strings.Builder, n parse.Node) {
	branch := func(list, other *parse.ListNode) {
		literal(b, list)
		if other != nil {
			literal(b, other)
		}
	}
	switch n := n.(type) {
	case *parse.ListNode:
		for _, k := range n.Nodes {
			literal(b, k)
		}
	case *parse.TextNode:
		b.Write(n.Text)
	case *parse.IfNode:
		branch(n.List, n.ElseList)
	case *parse.RangeNode:
		branch(n.List, n.ElseList)
	case *parse.WithNode:
		branch(n.List, n.ElseList)
	}
}

// spokenIn are the words of a page that a person reads or hears.
func spokenIn(page string) (out []string) {
	note := func(s string) {
		if strings.ContainsFunc(s, unicode.IsLetter) {
			out = append(out, strings.TrimSpace(s))
		}
	}
	z := html.NewTokenizer(strings.NewReader(page))
	silent := ""
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return out
		case html.TextToken:
			if silent == "" {
				note(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			if kind == html.StartTagToken && (token.Data == "style" || token.Data == "script") {
				silent = token.Data
			}
			for _, a := range token.Attr {
				if slices.Contains(spokenAttributes, a.Key) && token.Data != "meta" {
					note(a.Val)
				}
			}
		case html.EndTagToken:
			if token := z.Token(); token.Data == silent {
				silent = ""
			}
		}
	}
}
