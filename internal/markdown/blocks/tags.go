package blocks

import (
	"strings"

	"golang.org/x/net/html"

	"gazette/internal/document"
	"gazette/internal/document/markup"
)

// paired gives raw tags in a line their meaning: <b>words</b> is strong. What has none, or no partner, stays hidden.
func paired(ins []document.Inline) []document.Inline {
	var out []document.Inline
	type opened struct {
		at    int // of its tag in out
		name  string
		token html.Token
	}
	var open []opened
	for _, in := range ins {
		token, ok := tagOf(in)
		switch {
		case !ok:
		case token.Data == "br" && token.Type != html.EndTagToken:
			in.Kind, in.Text = document.LineBreak, ""
		case token.Type == html.StartTagToken && markup.Meaning(token.Data) != "":
			open = append(open, opened{len(out), token.Data, token})
		case token.Type == html.EndTagToken:
			for k := len(open) - 1; k >= 0; k-- {
				if open[k].name != token.Data {
					continue
				}
				first := out[open[k].at]
				kids := append([]document.Inline(nil), out[open[k].at+1:]...)
				whole := document.Inline{Kind: markup.Meaning(token.Data), Kids: kids, At: first.At, In: first.End,
					Out: in.At, End: in.End}
				if whole.Kind == document.Link {
					whole.Target = markup.Attr(open[k].token.Attr, "href")
				}
				if whole.Kind == document.Code {
					whole.Text, whole.Kids = document.Plain(kids), nil
				}
				out, open, in = out[:open[k].at], open[:k], whole
				break
			}
		}
		out = append(out, in)
	}
	return out
}

// tagOf is the one tag that a hidden piece is.
func tagOf(in document.Inline) (html.Token, bool) {
	if in.Kind != document.Hidden || in.Text == "" {
		return html.Token{}, false
	}
	z := html.NewTokenizer(strings.NewReader(in.Text))
	kind := z.Next()
	return z.Token(), kind == html.StartTagToken || kind == html.EndTagToken || kind == html.SelfClosingTagToken
}
