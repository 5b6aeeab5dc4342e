package rawhtml

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
)

// ofTexts are the elements that a text may be made of, written in Markdown or as HTML.
var ofTexts = strings.Fields(`
	a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div
	dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section
	small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr`)

// OfTexts lists the elements that a text may hold.
func OfTexts() []string { return slices.Clone(ofTexts) }

// Allowed reports whether a text may hold an element of that name.
func Allowed(name string) bool { return slices.Contains(ofTexts, name) }

// policy lists what legal texts use in raw HTML; everything else is dropped. Made once, when the first raw HTML is
// met: compiling it takes a millisecond.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements(ofTexts...)
	p.AllowAttrs("id", "class", "lang", "title").Globally()
	p.AllowAttrs("dir").Matching(regexp.MustCompile(`(?i)^(ltr|rtl|auto)$`)).Globally()
	p.AllowAttrs("role", "aria-label", "aria-labelledby", "aria-describedby", "tabindex").Globally()
	p.AllowAttrs("href").OnElements("a") // no hreflang: it would be an offer of the page in another language
	p.AllowAttrs("src", "alt", "width", "height").OnElements("img")
	p.AllowAttrs("colspan", "rowspan", "headers", "scope", "abbr").OnElements("td", "th")
	p.AllowAttrs("span").OnElements("col", "colgroup")
	p.AllowAttrs("start", "reversed", "type", "value").OnElements("ol", "li")
	p.AllowAttrs("datetime").OnElements("time", "ins", "del")
	p.AllowAttrs("open").OnElements("details")
	p.AllowAttrs("cite").OnElements("blockquote", "q")
	p.AllowNoAttrs().OnElements("a", "span", "img", "bdo", "font")
	p.RequireParseableURLs(false) // addresses are judged by the rule for all of them: see RefusedAttr
	return p
})
