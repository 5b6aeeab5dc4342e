package rawhtml

import (
	"strings"

	"golang.org/x/net/html"

	"gazette/internal/address"
)

// own begins the target of a link to a notice of the site; see link.Neutral.
const own = "notice:"

// Refused says why a target may not be published, or nil.
func Refused(target string, image bool) *address.Refusal {
	switch {
	case image:
		return address.Picture(target)
	case strings.HasPrefix(target, own):
		return nil
	}
	return address.Check(target)
}

// RefusedAttr says why the address in an attribute may not be published, or nil.
func RefusedAttr(a html.Attribute) *address.Refusal {
	switch a.Key {
	case "href", "cite":
		return Refused(a.Val, a.Key != "href")
	case "src":
		return Refused(a.Val, true)
	}
	return nil
}
