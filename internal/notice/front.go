package notice

import (
	"fmt"
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"gazette/i18n"
	"gazette/internal/source"
)

// Front is the front matter of an edition. The descriptions are those of the JSON Schema and of docs/front-matter.md;
// the JSON is that of a line of the cache.
type Front struct {
	Title     string         `yaml:"title" jsonschema:"required,minLength=1" jsonschema_description:"The notice's title as readers see it."`
	Locale    i18n.Locale    `yaml:"locale" aka:"lang,language" jsonschema:"required,example=de,example=pt-BR" jsonschema_description:"BCP 47 tag of the language; the same as the folder's name."`
	Effective Date           `yaml:"effective" aka:"date,effective_date,effectivedate,lastmod,last_update,last_updated,valid_from" jsonschema:"required" jsonschema_description:"The day from which this text applies, in the site's time zone."`
	Summary   string         `yaml:"summary" json:",omitempty" aka:"description,abstract" lines:"many" jsonschema_description:"What the notice says, in plain language; one paragraph."`
	Changes   []string       `yaml:"changes" json:",omitempty" lines:"many" jsonschema_description:"What this edition changes compared with the one before; one plain sentence each."`
	Related   []Ref          `yaml:"related" jsonschema_description:"Slugs of the notices to show as related content."`
	Nav       string         `yaml:"nav" json:",omitempty" aka:"linktitle,sidebar_label,short_title" jsonschema_description:"Short title for navigation."`
	Group     string         `yaml:"group" json:",omitempty" aka:"category,categories" jsonschema_description:"The group it is listed under; groups are named in gazette.yaml."`
	Order     int            `yaml:"order" json:",omitempty" aka:"weight,sidebar_position" jsonschema_description:"Its place among the notices of its group; smaller comes first."`
	Aliases   []Alias        `yaml:"aliases" aka:"redirects,redirect_from" jsonschema:"example=/old/cookies/" jsonschema_description:"Earlier addresses that lead here."`
	Source    i18n.Locale    `yaml:"source" jsonschema_description:"The locale this notice is written in first; the site's default locale when absent."`
	Prevails  i18n.Locale    `yaml:"prevails" jsonschema_description:"The locale whose text prevails if the language versions differ."`
	Withdrawn Date           `yaml:"withdrawn" aka:"expirydate,expires" jsonschema_description:"The day from which the notice no longer applies."`
	ReviewBy  Date           `yaml:"review_by" jsonschema_description:"The day by which somebody should review the text."`
	Reviewed  string         `yaml:"reviewed_by" json:",omitempty" jsonschema_description:"Who has read the translation and found it right."`
	Version   string         `yaml:"version" json:",omitempty" jsonschema_description:"A version name to show beside the date."`
	Draft     bool           `yaml:"draft" json:",omitempty" jsonschema_description:"A draft is checked but not published."`
	Params    map[string]any `yaml:"params" json:",omitempty" aka:"extra,custom" jsonschema_description:"Anything else; a site's own templates may read it."`
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

// Address is an earlier address of a notice: a path on the site, decoded, as in "/old/cookies/".
type Address string

// UnmarshalText accepts an absolute path without query or fragment, as it is written by hand ("/über/") or copied
// from a browser ("/%C3%BCber/"). Every step must be the name of a file on every system, since a page is made there.
func (a *Address) UnmarshalText(b []byte) error {
	s := string(b)
	refuse := func(why, hint string) error {
		return &source.Hinted{Message: fmt.Sprintf("address %q %s", s, why), Hint: hint, Late: true}
	}
	const example = "write it like /old/cookies/"
	if !strings.HasPrefix(s, "/") || strings.HasPrefix(s, "//") || strings.ContainsAny(s, "?#") {
		return refuse("is not a path on this site", example)
	}
	decoded, err := url.PathUnescape(s)
	switch {
	case err != nil:
		return refuse("has a % that is not part of an encoded character", "write the character % as %25")
	case !utf8.ValidString(decoded):
		return refuse("is not UTF-8 once it is decoded", "write it as readers see it, like /über/")
	case len(decoded) > PathMax:
		return refuse(fmt.Sprintf("is longer than %d bytes", PathMax), "no file can have such a path: leave it out")
	case strings.Contains(strings.ToLower(s), "%2f"):
		return refuse("has an encoded slash", "what stands between two slashes is the name of a folder: "+example)
	}
	inner := strings.Trim(decoded, "/")
	if clean := path.Clean("/" + inner); inner != "" && clean[1:] != inner || strings.HasSuffix(decoded, "//") {
		return refuse("is not a path on this site", "write it without steps that are `.`, `..` or empty")
	}
	for step := range strings.SplitSeq(inner, "/") {
		why := Unfit(step)
		switch {
		case step == "": // the root
		case why != "":
			return refuse("cannot be a page: its step "+why,
				"leave it out here, and lead from it in your web server's own configuration")
		case step[0] == '.' && step != ".well-known":
			return refuse("is hidden: servers hand out nothing that begins with a full stop",
				"leave it out here, and lead from it in your web server's own configuration")
		}
	}
	*a = Address(decoded)
	return nil
}
