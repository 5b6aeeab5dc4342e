package notice

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"gazette/i18n"
	"gazette/internal/source"
)

// Front is the front matter of an edition. The descriptions are those of the
// JSON Schema and of docs/front-matter.md.
type Front struct {
	Title     string         `yaml:"title" jsonschema:"required,minLength=1" jsonschema_description:"The notice's title as readers see it."`
	Locale    i18n.Locale    `yaml:"locale" jsonschema:"required,example=de,example=pt-BR" jsonschema_description:"BCP 47 tag of the language; the same as the folder's name."`
	Effective Date           `yaml:"effective" jsonschema:"required" jsonschema_description:"The day from which this text applies, in the site's time zone."`
	Summary   string         `yaml:"summary" lines:"many" jsonschema_description:"What the notice says, in plain language; one paragraph."`
	Changes   []string       `yaml:"changes" lines:"many" jsonschema_description:"What this edition changes against the one before; one plain sentence each."`
	Related   []Ref          `yaml:"related" jsonschema_description:"Slugs of the notices to show as related content."`
	Nav       string         `yaml:"nav" jsonschema_description:"Short title for navigation."`
	Group     string         `yaml:"group" jsonschema_description:"The group it is listed under; groups are named in gazette.yaml."`
	Order     int            `yaml:"order" jsonschema_description:"Its place among the notices of its group; smaller comes first."`
	Aliases   []Alias        `yaml:"aliases" jsonschema:"example=/old/cookies/" jsonschema_description:"Earlier addresses that lead here."`
	Source    i18n.Locale    `yaml:"source" jsonschema_description:"The locale this notice is written in first; the site's default locale when absent."`
	Prevails  i18n.Locale    `yaml:"prevails" jsonschema_description:"The locale whose text prevails if the language versions differ."`
	Withdrawn Date           `yaml:"withdrawn" jsonschema_description:"The day from which the notice no longer applies."`
	ReviewBy  Date           `yaml:"review_by" jsonschema_description:"The day by which somebody looks at the text again."`
	Version   string         `yaml:"version" jsonschema_description:"A version name to show beside the date."`
	Draft     bool           `yaml:"draft" jsonschema_description:"A draft is checked but not published."`
	Params    map[string]any `yaml:"params" jsonschema_description:"Anything else; a site's own templates may read it."`
}

// Ref is a slug as an author wrote it, with its place.
type Ref struct {
	Slug Slug
	Pos  source.Pos
}

// DecodeNode reads a slug and keeps its place.
func (r *Ref) DecodeNode(d *source.Decoder, n *yaml.Node) {
	r.Pos = d.Pos(n)
	d.Decode(n, &r.Slug)
}

// Alias is an earlier address as an author wrote it, with its place.
type Alias struct {
	Address
	Pos source.Pos
}

// DecodeNode reads an address and keeps its place.
func (a *Alias) DecodeNode(d *source.Decoder, n *yaml.Node) {
	a.Pos = d.Pos(n)
	d.Decode(n, &a.Address)
}

// Address is a path on the site, as in "/old/cookies/".
type Address string

// UnmarshalText accepts an absolute path without query or fragment.
func (a *Address) UnmarshalText(b []byte) error {
	s := string(b)
	if !strings.HasPrefix(s, "/") || strings.HasPrefix(s, "//") || strings.ContainsAny(s, "?#\\ \t\n") || strings.Contains(s, "/../") || strings.HasSuffix(s, "/..") {
		return &source.Hinted{Message: "address \"" + s + "\" is not a path on this site", Hint: "write it like /old/cookies/"}
	}
	*a = Address(s)
	return nil
}
