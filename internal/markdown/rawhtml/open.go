package rawhtml

import (
	"fmt"

	"golang.org/x/net/html"
)

// maxOpen is how many raw elements may be open at one place; docs/markdown.md lists it with the other limits.
const maxOpen = 150

// OpenTags counts the elements of raw HTML that are open at one place: a browser, and the parser that balances them,
// look through all of them.
type OpenTags struct {
	all  int
	each map[string]int
}

// implied are the elements that end without an end tag, or have none (HTML Standard, 13.1.2 and 13.1.2.4).
var implied = map[string]bool{"area": true, "base": true, "br": true, "caption": true, "col": true, "colgroup": true,
	"dd": true, "dt": true,
	"embed": true, "hr": true, "img": true, "input": true, "li": true, "link": true, "meta": true, "option": true,
	"p": true, "param": true,
	"rp": true, "rt": true, "source": true, "tbody": true, "td": true, "tfoot": true, "th": true, "thead": true,
	"tr": true, "track": true, "wbr": true}

// Count follows a tag. It returns an error where too many elements are open.
func (o *OpenTags) Count(token html.Token) error {
	if implied[token.Data] {
		return nil
	}
	if o.each == nil {
		o.each = map[string]int{}
	}
	switch token.Type {
	case html.StartTagToken:
		o.each[token.Data]++
		o.all++
	case html.EndTagToken:
		if o.each[token.Data] > 0 {
			o.each[token.Data]--
			o.all--
		}
	}
	if o.all > maxOpen {
		return fmt.Errorf("more than %d elements of raw HTML are open at one place", maxOpen)
	}
	return nil
}
