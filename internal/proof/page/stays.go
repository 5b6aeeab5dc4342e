package page

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// stays finds what leads a page's reader, or its links, elsewhere, wherever it stands: browsers follow it also within
// what they do not show.
func stays(root *html.Node) error {
	for n := range root.Descendants() {
		if leads(n) || slices.Contains(unparsed, n.Data) && leadsWithin(n) {
			return fmt.Errorf("it has a %s element that leads elsewhere", n.Data)
		}
	}
	return nil
}

// leads reports whether an element leads elsewhere.
func leads(n *html.Node) bool {
	return n.Data == "base" || n.Data == "meta" && strings.EqualFold(attribute(n, "http-equiv"), "refresh")
}

// unparsed are elements whose content is text to one browser and markup to another, such as one that runs no scripts.
var unparsed = strings.Fields("noscript iframe noembed noframes xmp plaintext")

// leadsWithin reports whether what stands in such an element leads elsewhere where it is markup.
func leadsWithin(n *html.Node) bool {
	var src strings.Builder
	for c := range n.ChildNodes() {
		src.WriteString(c.Data)
	}
	z := html.NewTokenizer(strings.NewReader(src.String()))
	for z.Next() != html.ErrorToken {
		if t := z.Token(); leads(&html.Node{Data: t.Data, Attr: t.Attr}) {
			return true
		}
	}
	return false
}
