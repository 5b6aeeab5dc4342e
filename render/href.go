package render

import (
	"html/template"

	"gazette/internal/address"
)

// Href is the address for an attribute. html/template knows no scheme but
// http, https and mailto; settings may name the others that address allows.
func (l Link) Href() template.URL {
	if address.Check(l.URL) != nil {
		return ""
	}
	return template.URL(l.URL)
}
