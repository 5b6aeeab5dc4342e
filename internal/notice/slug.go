package notice

import (
	"fmt"
	"time"

	"golang.org/x/text/unicode/norm"

	"gazette/internal/source"
	"gazette/internal/spelling"
)

// Slug names a notice across languages and time: the file name without its ending, and the last step of the notice's
// address.
type Slug string

// reserved are slugs whose addresses belong to generated pages.
var reserved = map[string]string{
	"changes": "the change log", "search": "the search page", "assets": "style sheets and scripts",
	"history": "version histories", "index": "the list of notices", "404": "the missing page",
	"sitemap": "the sitemap", "robots": "robots.txt", "_gazette": "the preview",
}

// slugMax leaves room for the dates, hashes and endings that files of the output add.
const slugMax = 200

// ParseSlug checks that s can be an address: letters, marks and digits of any script in lower case, joined by single
// hyphens; no reserved name.
func ParseSlug(s string) (Slug, error) {
	if what, ok := reserved[s]; ok {
		return "", &source.Hinted{Message: fmt.Sprintf("name %q is taken by %s", s, what),
			Hint: "rename the notice's file"}
	}
	if devices[s] {
		return Slug(s), &source.Hinted{Message: fmt.Sprintf("name %q %s", s, Unfit(s)),
			Hint: "rename the notice's file", Late: true}
	}
	if len(s) > slugMax {
		return "", &source.Hinted{Message: fmt.Sprintf("name %.40q… is longer than %d bytes", s, slugMax),
			Hint: "give the notice's file a shorter name"}
	}
	if looksLikeDate(s) {
		return "", &source.Hinted{Message: fmt.Sprintf("name %q looks like the address of an edition", s),
			Hint: "rename the notice's file"}
	}
	if composed := norm.NFC.String(s); composed != s {
		return "", &source.Hinted{Message: fmt.Sprintf(
			"name %q has letters and their accents apart (not in Unicode form NFC)", s),
			Hint: "type the name again; it looks the same, but is written as " + fmt.Sprintf("%+q", composed)}
	}
	if good := spelling.Slug(s); good != s || s == "" {
		hint := "use letters, digits and hyphens"
		if good != "" {
			hint = fmt.Sprintf("name it %q", good)
		}
		return "", &source.Hinted{Message: fmt.Sprintf("name %q cannot be an address", s), Hint: hint}
	}
	return Slug(s), nil
}

func looksLikeDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// UnmarshalText reads a slug as ParseSlug does. The name of a device is read: a change log may have it, and whether
// there is such a notice is for others to say.
func (s *Slug) UnmarshalText(b []byte) error {
	parsed, err := ParseSlug(string(b))
	*s = parsed
	if devices[string(parsed)] {
		return nil
	}
	return err
}

// Fold returns the form under which two slugs would be one file or one address on some machine: case-folded and in
// Unicode normal form C.
func (s Slug) Fold() string { return Fold(string(s)) }
