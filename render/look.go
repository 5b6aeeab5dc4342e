package render

import (
	"fmt"
	"html/template"
	"path"
	"strings"

	"gazette/internal/settings"
	"gazette/internal/site"
)

// fontFormats are the formats and media types of font files, by their endings.
var fontFormats = map[string][2]string{
	".woff2": {"woff2", "font/woff2"},
	".woff":  {"woff", "font/woff"},
	".ttf":   {"truetype", "font/ttf"},
	".otf":   {"opentype", "font/otf"},
}

// styleFor joins the style sheet of a site: the built-in one, what the
// settings say of colours, fonts and networks, then the site's own.
func (t *Theme) styleFor(s *site.Site) Asset {
	return newAsset("style.css",
		[]byte(string(t.builtinStyle)+themeStyle(s.Config.Theme)+t.networkStyle(s)+string(t.ownStyle)))
}

// themeStyle is what the settings say of how the site looks, as CSS. Every
// value was held to its form when it was read.
func themeStyle(t settings.Theme) string {
	var b strings.Builder
	for _, f := range t.Fonts.Files {
		b.WriteString(fontFace(f))
	}
	var sizes string
	for _, v := range [][2]string{{"--n-radius", string(t.Radius)}, {"--n-width", string(t.Width)},
		{"--n-text", families(t.Fonts.Text)}} {
		if v[1] != "" {
			sizes += v[0] + ":" + v[1] + ";"
		}
	}
	if sizes != "" {
		b.WriteString(":root{" + sizes + "}")
	}
	if t.Fonts.Headings != "" {
		b.WriteString(headings + "{font-family:" + families(t.Fonts.Headings) + ",var(--n-sans)}")
	}
	if t.Coloured() {
		light, dark := t.Light(), t.Dark()
		b.WriteString(":root{" + colours(light, light, func(l, _ settings.Colour) string { return string(l) }) + "}")
		both := colours(light, dark, func(l, d settings.Colour) string {
			return "light-dark(" + string(l) + "," + string(d) + ")"
		})
		b.WriteString("@supports (color:light-dark(#000,#fff)){:root{" + both + "}}@media print{:root{" +
			printColours + "}}")
	}
	return b.String()
}

// headings are what has the font of headings. Languages whose letters have
// fonts of their own in the style sheet keep them.
const headings = ":is(h1,h2,h3,h4,.n-brand):not(" +
	":lang(ja),:lang(ko),:lang(zh),:lang(ar),:lang(fa),:lang(ur),:lang(he),:lang(th))"

// printColours are those of paper, which the theme's would else replace.
const printColours = "--n-paper:#fff;--n-tint:#fff;--n-ink:#000;--n-quiet:#333;--n-line:#999;--n-accent:#000"

func colours(l, d settings.Colours, both func(l, d settings.Colour) string) string {
	var b strings.Builder
	for _, v := range []struct {
		name string
		l, d settings.Colour
	}{
		{"paper", l.Paper, d.Paper}, {"ink", l.Ink, d.Ink}, {"tint", l.Tint, d.Tint}, {"line", l.Line, d.Line},
		{"quiet", l.Quiet, d.Quiet},
		{"accent", l.Accent, d.Accent}, {"accent-strong", l.Strong, d.Strong}, {"on-accent", l.OnAccent, d.OnAccent},
		{"focus", l.Accent, d.Accent},
	} {
		fmt.Fprintf(&b, "--n-%s:%s;", v.name, both(v.l, v.d))
	}
	return b.String()
}

// families writes names of font families, each in quotation marks.
func families(f settings.Family) string {
	if f == "" {
		return ""
	}
	names := strings.Split(string(f), ",")
	for i, name := range names {
		names[i] = `"` + strings.TrimSpace(name) + `"`
	}
	return strings.Join(names, ",")
}

// fontFace is the rule for one file of a font. The style sheet stands one folder below the root.
func fontFace(f settings.FontFile) string {
	var b strings.Builder
	fmt.Fprintf(&b, `@font-face{font-family:%s;src:url("../%s")`, families(f.Family), f.File.Local())
	if format, ok := fontFormats[path.Ext(f.File.Address)]; ok {
		fmt.Fprintf(&b, ` format("%s")`, format[0])
	}
	for _, v := range [][2]string{{"font-weight", string(f.Weight)}, {"font-style", string(f.Style)},
		{"unicode-range", string(f.Range)}} {
		if v[1] != "" {
			b.WriteString(";" + v[0] + ":" + v[1])
		}
	}
	display := string(f.Display)
	if display == "" {
		display = "swap"
	}
	return b.String() + ";font-display:" + display + "}"
}

// look makes what the head says of icons and fonts.
func (p *Renderer) look() (template.HTML, error) {
	t := p.site.Config.Theme
	l := Look{Icon: p.site.Href(t.Favicon.Address), TouchIcon: p.site.Href(t.TouchIcon.Address)}
	if t.Favicon.Address == "" {
		l.Icon = p.site.Href(p.site.Config.LightLogo().Address)
	}
	// Pages of another host have the fonts there: asked for here, they would be fetched twice.
	own := strings.HasPrefix(p.site.Href("/"), "/")
	for _, f := range t.Fonts.Files {
		if f.Preload && own {
			l.Fonts = append(l.Fonts,
				FontLink{URL: p.site.Href(f.File.Address), Type: fontFormats[path.Ext(f.File.Address)][1]})
		}
	}
	return p.theme.part("look.html", l)
}
