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

// Href is the address of a menu without groups, for an attribute.
func (m Menu) Href() template.URL { return Link{URL: m.URL}.Href() }
