package settings

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"gazette/internal/address"
	"gazette/internal/rule"
	"gazette/internal/source"
	"gazette/internal/spelling"
)

// Theme is how the site looks, as far as that needs no style sheet.
type Theme struct {
	Accent    Shades     `yaml:"accent" jsonschema:"example=#0b4fb3" jsonschema_description:"Colour of links and buttons."`
	Surface   Shades     `yaml:"surface" jsonschema:"example=#ffffff" jsonschema_description:"Colour of the page."`
	Text      Shades     `yaml:"text" jsonschema:"example=#172033" jsonschema_description:"Colour of the words."`
	Fonts     Fonts      `yaml:"fonts" jsonschema_description:"The fonts."`
	Radius    Length     `yaml:"radius" jsonschema:"example=8px" jsonschema_description:"How round corners are."`
	Width     Length     `yaml:"width" jsonschema:"example=74rem" jsonschema_description:"How wide the page is at most."`
	Logo      Logos      `yaml:"logo" jsonschema_description:"The logo, in the light and in the dark."`
	Favicon   StaticFile `yaml:"favicon" jsonschema:"example=/favicon.svg" jsonschema_description:"Picture of the browser's tab; the logo when absent."`
	TouchIcon StaticFile `yaml:"touch_icon" jsonschema:"example=/touch-icon.png" jsonschema_description:"Picture on a phone's home screen, a PNG of 180 by 180."`
}

// Shades is a colour in the light and one in the dark; or one for both.
type Shades struct {
	Light Colour     `yaml:"light" jsonschema_description:"In the light."`
	Dark  Colour     `yaml:"dark" jsonschema_description:"In the dark."`
	Pos   source.Pos `yaml:"-" json:"-"`
}

// DecodeNode reads one colour, or one for the light and one for the dark.
func (s *Shades) DecodeNode(d *source.Decoder, n *yaml.Node) {
	s.Pos = d.Pos(n)
	if n.Kind == yaml.ScalarNode {
		d.Decode(n, &s.Light)
		s.Dark = s.Light
		return
	}
	type plain Shades
	d.Decode(n, (*plain)(s))
}

// Logos is the logo, in the light and in the dark; or one for both.
type Logos struct {
	Light StaticFile `yaml:"light" jsonschema_description:"In the light."`
	Dark  StaticFile `yaml:"dark" jsonschema_description:"In the dark."`
}

// DecodeNode reads one picture, or one for the light and one for the dark.
func (l *Logos) DecodeNode(d *source.Decoder, n *yaml.Node) {
	if n.Kind == yaml.ScalarNode {
		d.Decode(n, &l.Light)
		return
	}
	type plain Logos
	d.Decode(n, (*plain)(l))
}

// Fonts are the font families, and the files that they come from.
type Fonts struct {
	Text     Family     `yaml:"text" jsonschema:"example=Figtree" jsonschema_description:"Font families of the text, the first that there is; those of the system follow."`
	Headings Family     `yaml:"headings" jsonschema:"example=Figtree" jsonschema_description:"Font families of headings; those of the text when absent."`
	Files    []FontFile `yaml:"files" jsonschema_description:"Fonts that the site brings with it, under static/."`
}

// FontFile is one file of a font.
type FontFile struct {
	Family  Family     `yaml:"family" jsonschema:"required,example=Figtree" jsonschema_description:"Font family that the file belongs to."`
	File    StaticFile `yaml:"file" jsonschema:"required,example=/fonts/figtree.woff2" jsonschema_description:"Path of the file under static/: WOFF2, WOFF, TTF or OTF."`
	Weight  Weight     `yaml:"weight" jsonschema:"example=400 700" jsonschema_description:"Its weight, or the least and the most of a variable font; 400 when absent."`
	Style   FontStyle  `yaml:"style" jsonschema:"enum=normal,enum=italic" jsonschema_description:"Whether it is italic."`
	Display Display    `yaml:"display" jsonschema:"enum=swap,enum=optional,enum=fallback,enum=block,enum=auto" jsonschema_description:"What is shown until it is there; swap when absent."`
	Range   CodePoints `yaml:"range" jsonschema:"example=U+0100-024F" jsonschema_description:"Which characters it has; it is loaded only where these are."`
	Preload bool       `yaml:"preload" jsonschema:"default=true" jsonschema_description:"Whether it is asked for at once; true when absent, but not for a file with a range."`
}

// DecodeNode reads a file of a font.
func (f *FontFile) DecodeNode(d *source.Decoder, n *yaml.Node) {
	type plain FontFile
	d.Decode(n, (*plain)(f))
	if n.Kind == yaml.MappingNode && (f.Family == "" || f.File.Address == "") {
		d.Fail(n, "write it like {family: Figtree, file: /fonts/figtree.woff2}", "this font has no family or no file")
	}
	if n.Kind == yaml.MappingNode && written(n)["preload"] == nil {
		f.Preload = f.Range == ""
	}
}

// StaticFile is a file of static/ by its path there; a picture may have a full address, too.
type StaticFile struct {
	Address string
	Pos     source.Pos
}

// DecodeNode reads the path.
func (s *StaticFile) DecodeNode(d *source.Decoder, n *yaml.Node) {
	s.Pos = d.Pos(n)
	d.Decode(n, &s.Address)
	r := address.Picture(s.Address)
	if r == nil {
		r = pictureHost(s.Address)
	}
	if r != nil {
		d.Fail(n, r.Hint, "the address %s", r.Message)
		s.Address = ""
	} else if beside(s.Address) {
		d.Fail(n, fmt.Sprintf("write /%s for the file static/%s", s.Address, s.Address),
			"the path %q begins with no slash: each page would look for it beside itself", s.Address)
		s.Address = ""
	}
}

// beside reports whether an address is one beside the page that it stands on.
func beside(address string) bool {
	u, err := url.Parse(address)
	return address != "" && !strings.HasPrefix(address, "/") && (err != nil || u.Scheme == "")
}

// Local returns the file's path under static/, or "" where it is elsewhere.
func (s StaticFile) Local() string {
	if !strings.HasPrefix(s.Address, "/") || strings.HasPrefix(s.Address, "//") {
		return ""
	}
	return strings.TrimPrefix(path.Clean(s.Address), "/")
}

// Words of style sheets, each read strictly: they are written into the site's own.
type (
	// Colour is #rgb or #rrggbb.
	Colour string
	// Length is a CSS length.
	Length string
	// Family is a list of font families.
	Family string
	// Weight is a weight of a font, or two.
	Weight string
	// FontStyle is normal or italic.
	FontStyle string
	// Display is what is shown until a font is there.
	Display string
	// CodePoints are ranges of characters.
	CodePoints string
)

// The forms of these words.
var (
	aColour = regexp.MustCompile(`^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$`)
	aLength = regexp.MustCompile(`^(?:0|[0-9]{1,4}(?:\.[0-9]+)?(?:px|rem|em|ch))$`)
	aFamily = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N} _-]*(?:, *[\p{L}\p{N}][\p{L}\p{N} _-]*)*$`)
	aWeight = regexp.MustCompile(`^[1-9][0-9]{0,2}(?: [1-9][0-9]{0,2})?$|^1000$`)
	aRange  = regexp.MustCompile(
		`^U\+[0-9A-Fa-f?]{1,6}(?:-[0-9A-Fa-f]{1,6})?(?:, *U\+[0-9A-Fa-f?]{1,6}(?:-[0-9A-Fa-f]{1,6})?)*$`)
)

// matching keeps a word that has the form, and refuses any other.
func matching[T ~string](to *T, b []byte, form *regexp.Regexp, what, hint string) error {
	if !form.Match(b) {
		return &source.Hinted{Message: fmt.Sprintf("%q is not %s", b, what), Hint: hint}
	}
	*to = T(b)
	return nil
}

// UnmarshalText reads a colour.
func (c *Colour) UnmarshalText(b []byte) error {
	return matching(c, b, aColour, "a colour", `write it in hexadecimal and in quotation marks, like "#0b4fb3"`)
}

// UnmarshalText reads a length.
func (l *Length) UnmarshalText(b []byte) error {
	return matching(l, b, aLength, "a length", "write it like 8px, 0.5rem or 74rem")
}

// UnmarshalText reads names of font families.
func (f *Family) UnmarshalText(b []byte) error {
	return matching(f, b, aFamily, "a list of font families",
		"write their names with commas between them, like Figtree, Arial")
}

// UnmarshalText reads a weight.
func (w *Weight) UnmarshalText(b []byte) error {
	return matching(w, b, aWeight, "a weight", "write a number from 1 to 1000, or two like 400 700")
}

// UnmarshalText reads a style of a font.
func (s *FontStyle) UnmarshalText(b []byte) error {
	return matching(s, b, regexp.MustCompile(`^(?:normal|italic)$`), "a style", "write normal or italic")
}

// UnmarshalText reads what is shown until a font is there.
func (s *Display) UnmarshalText(b []byte) error {
	return matching(s, b, regexp.MustCompile(`^(?:swap|optional|fallback|block|auto)$`),
		"a way to show text without its font", "write swap, optional, fallback, block or auto")
}

// UnmarshalText reads ranges of characters.
func (s *CodePoints) UnmarshalText(b []byte) error {
	return matching(s, b, aRange, "a range of characters", "write it like U+0100-024F, U+1E00-1EFF")
}

// LightLogo returns the logo for the light, or the only one.
func (c *Config) LightLogo() StaticFile {
	if c.Theme.Logo.Light.Address != "" {
		return c.Theme.Logo.Light
	}
	return c.Organization.Logo
}

// Pictures returns the pictures that the frame of each page shows.
func (c *Config) Pictures() []StaticFile {
	return slices.DeleteFunc([]StaticFile{c.LightLogo(), c.Theme.Logo.Dark},
		func(f StaticFile) bool { return f.Address == "" })
}

// files returns all files of static/ that the settings name.
func (c *Config) files() []StaticFile {
	all := append(c.Pictures(), c.Theme.Favicon, c.Theme.TouchIcon)
	for _, f := range c.Theme.Fonts.Files {
		all = append(all, f.File)
	}
	return all
}

// MissingFiles reports files that the settings name and that are not under static/. there tells whether a path is
// there; files are all paths there, of which the nearest is suggested.
func (c *Config) MissingFiles(there func(string) bool, files []string) (ps source.Problems) {
	for _, f := range c.files() {
		local := f.Local()
		if local == "" || there(local) {
			continue
		}
		hint := "put the file there, or correct the path"
		if near := spelling.Nearest(local, files); near != "" {
			hint = "did you mean /" + near + "?"
		}
		ps = append(ps, f.Pos.Problemf(rule.StaticFile, hint, "there is no file static/%s", local))
	}
	return ps
}
