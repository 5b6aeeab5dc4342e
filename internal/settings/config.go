// Package settings reads gazette.yaml: what each key says, decoded and judged as far as that takes no notice of the
// site and no secret.
//
// A key is a field of Config or of a struct below it. Its description there is that of the JSON Schema and of
// docs/configuration.md.
package settings

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"gazette/i18n"
	"gazette/internal/address"
	"gazette/internal/hosting"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// File is the path of gazette.yaml in a site's folder.
const File = "gazette.yaml"

// Config is what gazette.yaml says.
type Config struct {
	Title         Text             `yaml:"title" jsonschema:"required" jsonschema_description:"Name of the site, as in Example Legal Centre."`
	Description   Text             `yaml:"description" lines:"many" jsonschema_description:"One sentence under the title of the list of notices."`
	BaseURL       BaseURL          `yaml:"base_url" aka:"url,site_url,domain" jsonschema:"required,example=https://www.example.com/" jsonschema_description:"Where the site is published; may have a path."`
	Section       string           `yaml:"section" jsonschema:"example=legal" jsonschema_description:"First step of every address; empty for none."`
	DefaultLocale i18n.Locale      `yaml:"default_locale" aka:"default_language,defaultcontentlanguage,language,lang,locale" jsonschema:"required,example=en" jsonschema_description:"The locale that lives at the root."`
	TimeZone      Zone             `yaml:"time_zone" aka:"tz" jsonschema:"example=Europe/Berlin" jsonschema_description:"IANA name of the time zone in which dates begin; UTC when absent."`
	Locales       []Locale         `yaml:"locales" aka:"languages" jsonschema:"required" jsonschema_description:"The languages, in the order of the language switcher."`
	Organization  Organization     `yaml:"organization" aka:"organisation,company,publisher" jsonschema_description:"Who publishes the notices."`
	Header        Header           `yaml:"header" jsonschema_description:"The organisation's own menus and links, above the legal navigation."`
	Theme         Theme            `yaml:"theme" jsonschema_description:"Colours, fonts, logo and measures."`
	Groups        []Group          `yaml:"groups" jsonschema_description:"Headings of the list of notices, in their order."`
	Navigation    []Item           `yaml:"navigation" aka:"menu,menus,nav" jsonschema_description:"The legal navigation in the page header; the first notices when absent."`
	Footer        []Column         `yaml:"footer" jsonschema_description:"Columns of links at the foot of every page."`
	Social        []SocialLink     `yaml:"social" jsonschema_description:"Links to the organisation's social networks."`
	Legal         []Item           `yaml:"legal" jsonschema_description:"The short links in the last line: privacy, terms, imprint."`
	CookieChoice  Destination      `yaml:"cookie_settings" jsonschema:"example=/cookie-settings/" jsonschema_description:"Where readers choose which cookies are set; a link in the last line."`
	SocialImage   Text             `yaml:"social_image" jsonschema:"example=/social.png" jsonschema_description:"Picture that social networks show beside a link, 1200 by 630: a path under static/, or an address."`
	StayInformed  StayInformed     `yaml:"stay_informed" jsonschema_description:"The block that invites readers to sign up for updates."`
	Search        bool             `yaml:"search" jsonschema:"default=true" jsonschema_description:"Whether readers can search the notices; true when absent."`
	Policies      []Policy         `yaml:"policies" jsonschema_description:"What is promised to readers, for all notices, a group or one notice."`
	Check         map[string]Level `yaml:"check" jsonschema_description:"Severity by rule: allow, warn or fail."`
	Hosting       []Platform       `yaml:"hosting" jsonschema:"example=netlify" jsonschema_description:"Whose files the output has: netlify or cloudflare (_headers, _redirects), apache (.htaccess)."`
	Versions      Versions         `yaml:"gazette_version" jsonschema:"example=>= 1.2" jsonschema_description:"Versions of Gazette that may work on the site; others refuse to."`
	Notify        Notify           `yaml:"notify" jsonschema_description:"Who is told about changes, and how."`
	Evidence      Evidence         `yaml:"evidence" jsonschema_description:"How what is published is sealed, so that anybody can prove it."`
	Subscriptions Subscriptions    `yaml:"subscriptions" jsonschema_description:"Where readers sign up to be told about changes, and what the service works with."`
}

// Locale is one language of the site.
type Locale struct {
	Tag  i18n.Locale `yaml:"tag" jsonschema:"required" jsonschema_description:"BCP 47 tag."`
	Path string      `yaml:"path" jsonschema_description:"Its step in addresses; the tag when absent."`
	Name string      `yaml:"name" jsonschema_description:"Its name in itself, where CLDR's is not wanted."`
	Pos  source.Pos  `yaml:"-" json:"-"`
}

// DecodeNode reads a bare tag or a mapping.
func (l *Locale) DecodeNode(d *source.Decoder, n *yaml.Node) {
	l.Pos = d.Pos(n)
	if n.Kind == yaml.ScalarNode {
		d.Decode(n, &l.Tag)
		return
	}
	type plain Locale
	d.Decode(n, (*plain)(l))
	if n.Kind == yaml.MappingNode && written(n)["tag"] == nil {
		d.Fail(n, "write it like {tag: pt-BR, path: br}", "this locale has no `tag`")
	}
}

// Organization is the publisher.
type Organization struct {
	Name Text       `yaml:"name" jsonschema_description:"Name of the organisation."`
	URL  Address    `yaml:"url" jsonschema_description:"Its home page."`
	Logo StaticFile `yaml:"logo" jsonschema:"example=/logo.svg" jsonschema_description:"Path of a picture under static/, or an address."`
}

// Group names a group of notices.
type Group struct {
	ID    string `yaml:"id" jsonschema:"required" jsonschema_description:"The word that front matter uses."`
	Title Text   `yaml:"title" jsonschema:"required" jsonschema_description:"The heading that readers see."`
}

// Column is one column of the footer.
type Column struct {
	Title Text   `yaml:"title" jsonschema_description:"Its heading."`
	Links []Item `yaml:"links" jsonschema_description:"Its links."`
}

// Item is a link: to a notice by its slug, or to an address with a label.
type Item struct {
	Notice notice.Slug `yaml:"notice" jsonschema_description:"Slug of a notice; its title is the label."`
	Label  Text        `yaml:"label" jsonschema_description:"What the link reads."`
	URL    Destination `yaml:"url" jsonschema_description:"Where it leads: an address, or a path on the site."`
	Pos    source.Pos  `yaml:"-" json:"-"`
}

// IsZero reports whether there is no link.
func (it Item) IsZero() bool { return it.Notice == "" && it.Label.IsZero() && it.URL.IsZero() }

// DecodeNode reads a bare slug or a mapping.
func (it *Item) DecodeNode(d *source.Decoder, n *yaml.Node) {
	it.Pos = d.Pos(n)
	if n.Kind == yaml.ScalarNode {
		d.Decode(n, &it.Notice)
		return
	}
	type plain Item
	d.Decode(n, (*plain)(it))
	if it.Notice == "" && (it.Label.IsZero() || it.URL.IsZero()) {
		d.Fail(n, "write the slug of a notice, or {label: ..., url: ...}", "this link has no label or leads nowhere")
	}
}

// StayInformed is the invitation to be told about changes.
type StayInformed struct {
	Title Text        `yaml:"title" jsonschema_description:"Its heading."`
	Text  Text        `yaml:"text" lines:"many" jsonschema_description:"One sentence."`
	Label Text        `yaml:"label" jsonschema_description:"What its link reads."`
	URL   Destination `yaml:"url" jsonschema_description:"Where people sign up."`
}

// Level is what check does about a finding: allow, warn or fail.
type Level string

// UnmarshalText accepts allow, warn and fail.
func (l *Level) UnmarshalText(b []byte) error {
	switch string(b) {
	case "allow", "warn", "fail":
		*l = Level(b)
		return nil
	}
	return &source.Hinted{Message: fmt.Sprintf("is %q", b), Hint: "write allow, warn or fail"}
}

// Zone is a time zone by its IANA name.
type Zone struct{ *time.Location }

// UnmarshalText loads a zone by its IANA name. It refuses names that stand for another zone on another machine.
func (z *Zone) UnmarshalText(b []byte) error {
	loc, err := time.LoadLocation(string(b))
	if err != nil || ofMachine(string(b)) {
		return &source.Hinted{Message: fmt.Sprintf("%q is not a time zone", b),
			Hint: "use an IANA name such as Europe/Berlin, America/New_York or UTC"}
	}
	z.Location = loc
	return nil
}

// ofMachine reports whether a name stands for what a machine is set to, or for files that only some machines have:
// the same site would have other days elsewhere.
func ofMachine(zone string) bool {
	return slices.Contains([]string{"", "Local", "localtime", "posixrules", "Factory"}, zone) ||
		strings.HasPrefix(zone, "posix/") || strings.HasPrefix(zone, "right/")
}

// Parse reads gazette.yaml. It returns what could be read beside the problems that it found; a key that is missing is
// reported at the first line.
func Parse(file source.File) (*Config, source.Problems) {
	c := &Config{TimeZone: Zone{time.UTC}, Search: true}
	at, ps := source.NewDecoder(file.Path, 0, rule.Config).YAML(file.Data, c)
	if len(at) == 0 && len(ps) > 0 { // not YAML: what is missing cannot be told
		return c, file.Located(ps)
	}
	fail := func(key, message, hint string) {
		p := at[key]
		if p.Line == 0 {
			p = source.Pos{File: file.Path, Line: 1, Col: 1}
		}
		ps = append(ps, p.Problem(rule.Config, message, hint))
	}
	missing := func(key string, absent bool, hint string) {
		place, written := at[key]
		switch reported := func(p source.Problem) bool { return written && p.Pos == place }; {
		case !absent || slices.ContainsFunc(ps, reported):
		case written:
			fail(key, "`"+key+"` has no value", hint)
		default:
			fail(key, "`"+key+"` is missing", hint)
		}
	}
	missing("title", c.Title.IsZero(), "write `title: Example Legal Centre`")
	missing("base_url", c.BaseURL.Host == "", "write `base_url: https://www.example.com/`")
	missing("default_locale", c.DefaultLocale == "", "write `default_locale: en`")
	missing("locales", len(c.Locales) == 0, "write `locales: [en]`")
	if slices.Contains(c.Hosting, hosting.Netlify) && slices.Contains(c.Hosting, hosting.Cloudflare) {
		fail("hosting", "netlify and cloudflare read files of the same names, which differ",
			"keep the one that you publish to")
	}
	for _, image := range c.SocialImage.each() {
		if r := address.Picture(image); r != nil {
			fail("social_image", "the address "+r.Message, r.Hint)
		}
	}
	ps = append(ps, c.addressProblems(at)...)
	return c, file.Located(ps)
}
