package proof

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// opaque are elements whose content is not markup, or is not HTML. In a text they say something that the text hash does
// not read; outside it they are left out.
var opaque = setOf(
	"noscript iframe xmp noembed noframes plaintext svg math object embed applet frameset frame textarea " +
		"select template")

// parsed is a page as a browser's parser reads it, written again so that tags alone say what stands where.
func parsed(src string) (string, error) {
	root, err := html.Parse(strings.NewReader(src))
	if err != nil {
		return "", err
	}
	prune(root, false)
	var b strings.Builder
	err = html.Render(&b, root)
	return b.String(), err
}

// prune takes out what cannot be written again, and comments. What stands in a text is put there under a name that
// makes the text another: nothing in it is left out silently.
func prune(n *html.Node, inText bool) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case c.Type == html.CommentNode || c.Type == html.ElementNode && opaque[c.Data] && !inText:
			n.RemoveChild(c)
		case c.Type == html.ElementNode && around[c.Data] && !inText && !sealed(c):
			for c.FirstChild != nil {
				c.RemoveChild(c.FirstChild)
			}
		case c.Type == html.ElementNode && opaque[c.Data]:
			n.InsertBefore(&html.Node{Type: html.ElementNode, Data: "div",
				Attr: []html.Attribute{{Key: "style", Val: c.Data}}}, c)
			n.RemoveChild(c)
		default:
			prune(c, inText || isText(c))
		}
		c = next
	}
}

// around are elements that stand around a text. What is in them is not read, unless something that is sealed is.
var around = setOf("head nav footer")

// sealed reports whether something that a page is compared by stands in an element: see roleOf.
func sealed(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type != html.ElementNode {
			continue
		}
		if d.Data == "h1" || isText(d) || slices.ContainsFunc(d.Attr, func(a html.Attribute) bool {
			return a.Key == "class" && slices.Contains(strings.Fields(a.Val), "n-effective")
		}) {
			return true
		}
	}
	return false
}

func isText(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "id" && a.Val == "n-text" {
			return true
		}
	}
	return false
}
