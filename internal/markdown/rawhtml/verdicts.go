package rawhtml

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// verdict is what the policy makes of a tag.
type verdict struct {
	kept []html.Attribute
	gone string
}

// Verdicts are what the policy makes of the tags of one text: it is asked about each once, however often it is
// written.
type Verdicts map[string]verdict

// Of returns the attributes of a tag that the policy keeps, and says what it takes away, or "".
func (all *Verdicts) Of(token html.Token) (kept []html.Attribute, gone string) {
	key := token.String()
	v, known := (*all)[key]
	if !known {
		v.kept, v.gone = allowed(token)
		if *all == nil {
			*all = Verdicts{}
		}
		(*all)[key] = v
	}
	return v.kept, v.gone
}

// allowed returns the attributes of a tag that the policy keeps, and says what it takes away, or "".
func allowed(token html.Token) (kept []html.Attribute, gone string) {
	clean := policy().Sanitize(token.String())
	z := html.NewTokenizer(strings.NewReader(clean))
	if z.Next() == html.ErrorToken {
		return nil, "the element <" + token.Data + ">"
	}
	kept = z.Token().Attr
	for _, a := range token.Attr {
		if !slices.ContainsFunc(kept, func(k html.Attribute) bool { return k.Key == a.Key }) {
			return kept, "the attribute " + a.Key + " of <" + token.Data + ">"
		}
	}
	return kept, ""
}
