package settings

import (
	"fmt"
	"net/url"

	"go.yaml.in/yaml/v4"

	"gazette/internal/address"
	"gazette/internal/source"
)

// Destination is where a link of the settings leads: one address for everybody, or one by locale. It is judged as
// links in texts are.
type Destination struct{ Text }

// DecodeNode reads an address, or a map from locale to address.
func (t *Destination) DecodeNode(d *source.Decoder, n *yaml.Node) {
	t.Text.DecodeNode(d, n)
	values := []*yaml.Node{n}
	if n.Kind == yaml.MappingNode {
		values = n.Content
	}
	for i, v := range values {
		if n.Kind == yaml.MappingNode && i%2 == 0 { // a locale
			continue
		}
		if r := address.Check(v.Value); r != nil {
			d.Fail(v, r.Hint, "the address %s", r.Message)
		}
	}
}

// Address is an address that a link may lead to.
type Address string

// UnmarshalText refuses what a link may not lead to.
func (a *Address) UnmarshalText(b []byte) error {
	*a = Address(b)
	return hinted(address.Check(string(b)))
}

// pictureHost refuses an address whose host could not stand in the policy that web servers send: a sign that parts
// policies must not be in it.
func pictureHost(picture string) *address.Refusal {
	u, err := url.Parse(address.ASCII(picture))
	if err != nil || u.Host != "" && !plainHost.MatchString(u.Host) {
		return &address.Refusal{Message: fmt.Sprintf("%q is not an address that a picture can come from", picture),
			Hint: "put the picture under static/ and write its path, like /logo.svg"}
	}
	return nil
}

// hinted makes an error of a refusal; nil of none.
func hinted(r *address.Refusal) error {
	if r == nil {
		return nil
	}
	return &source.Hinted{Message: r.Message, Hint: r.Hint}
}
