package settings

import (
	"slices"

	"go.yaml.in/yaml/v4"

	"gazette/internal/source"
)

// Header is the organisation's own part of the header: what its other websites have there.
type Header struct {
	Menus   []Menu `yaml:"menus" jsonschema_description:"The organisation's menus, in their order."`
	Support Item   `yaml:"support" jsonschema_description:"The link to help."`
	Action  Item   `yaml:"action" jsonschema_description:"The one link that is a button, as in Try now."`
}

// IsZero reports whether the header has nothing of the organisation's.
func (h Header) IsZero() bool {
	return len(h.Menus) == 0 && h.Support.IsZero() && h.Action.IsZero()
}

// Items returns all links of the frame: of the navigation, of the last line, of the header and of the footer.
func (c *Config) Items() []Item {
	out := slices.Concat(c.Navigation, c.Legal, c.Header.items())
	for _, column := range c.Footer {
		out = append(out, column.Links...)
	}
	return out
}

// items returns all links of the header.
func (h Header) items() []Item {
	out := []Item{h.Support, h.Action}
	for _, m := range h.Menus {
		out = append(out, m.All)
		for _, g := range m.Groups {
			out = append(out, g.Links...)
		}
	}
	return out
}

// Menu opens under its title; one without groups is a plain link.
type Menu struct {
	Title    Text        `yaml:"title" jsonschema:"required" jsonschema_description:"What the menu reads."`
	URL      Destination `yaml:"url" jsonschema_description:"Where a menu without groups leads."`
	Groups   []Column    `yaml:"groups" jsonschema_description:"Its links, by heading."`
	Featured Featured    `yaml:"featured" jsonschema_description:"A block that stands out beside the links."`
	All      Item        `yaml:"all" jsonschema_description:"The link below all others, as in All products."`
}

// Featured is the block of a menu that stands out.
type Featured struct {
	Title Text        `yaml:"title" jsonschema_description:"Its heading."`
	Text  Text        `yaml:"text" lines:"many" jsonschema_description:"One sentence."`
	Label Text        `yaml:"label" jsonschema_description:"What its link reads."`
	URL   Destination `yaml:"url" jsonschema_description:"Where its link leads."`
}

// DecodeNode reads a menu, and refuses one that neither opens nor leads anywhere.
func (m *Menu) DecodeNode(d *source.Decoder, n *yaml.Node) {
	type plain Menu
	d.Decode(n, (*plain)(m))
	switch {
	case n.Kind != yaml.MappingNode:
	case m.Title.IsZero():
		d.Fail(n, "write it like {title: Products, groups: [...]}", "this menu has no `title`")
	case len(m.Groups) == 0 && m.URL.IsZero():
		d.Fail(n, "give it `groups` of links, or a `url` to lead to", "this menu has no links")
	case len(m.Groups) > 0 && !m.URL.IsZero():
		d.Fail(n, "make the address its last link: `all: {label: ..., url: ...}`",
			"this menu has both `groups`, which open, and a `url`")
	case m.Featured.URL.IsZero() != m.Featured.Label.IsZero():
		d.Fail(n, "write both `label` and `url`, or neither", "the featured block has half a link")
	}
}

// SocialLink leads to one of the organisation's social networks.
type SocialLink struct {
	Label Text        `yaml:"label" jsonschema:"required,example=Mastodon" jsonschema_description:"Name of the network, which screen readers say."`
	URL   Destination `yaml:"url" jsonschema:"required" jsonschema_description:"Where it leads."`
	Icon  string      `yaml:"icon" jsonschema:"example=mastodon" jsonschema_description:"Name of its icon, where the label does not say it."`
	Pos   source.Pos  `yaml:"-" json:"-"`
}

// DecodeNode reads a link, and refuses one without a name or an address.
func (s *SocialLink) DecodeNode(d *source.Decoder, n *yaml.Node) {
	s.Pos = d.Pos(n)
	type plain SocialLink
	d.Decode(n, (*plain)(s))
	if s.Label.IsZero() || s.URL.IsZero() {
		d.Fail(n, "write it like {label: Mastodon, url: ...}", "this link has no label or leads nowhere")
	}
}
