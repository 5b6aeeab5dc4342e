package render

import (
	"bytes"
	"encoding/xml"
	"errors"
	"html/template"
	"io"
	"regexp"
	"strings"

	"gazette/internal/rule"
	"gazette/internal/settings"
	"gazette/internal/site"
	"gazette/internal/source"
)

// iconsFile holds an icon in each of its symbols, by their ids.
const iconsFile = "icons.svg"

// iconsOf reads the icons: what stands in the symbols, which are 24 wide and
// 24 high. A file that is no XML is a problem with its place.
func iconsOf(f source.File) (map[string]template.HTML, source.Problems) {
	icons := map[string]template.HTML{}
	d := xml.NewDecoder(bytes.NewReader(f.Data))
	name, from := "", int64(0)
	for {
		at := d.InputOffset()
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return icons, nil
		}
		if err != nil {
			line, col := d.InputPos()
			p := source.Pos{File: f.Path, Line: line, Col: col}.Problem(rule.Template, err.Error(),
				"write each icon as <symbol id=\"name\">...</symbol>")
			return icons, f.Located(source.Problems{p})
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "symbol" {
				name, from = attribute(t, "id"), d.InputOffset()
			}
		case xml.EndElement:
			if t.Name.Local == "symbol" && name != "" {
				icons[name] = template.HTML(bytes.TrimSpace(f.Data[from:at]))
			}
		}
	}
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// networkClass is what the style sheet knows a link to a network by.
const networkClass = "n-net"

var (
	onePath   = regexp.MustCompile(`^<path d="([-A-Za-z0-9., ]+)"\s*(?:/>|></path>)$`)
	className = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
)

// outline is the path of an icon that is one filled path and whose name is fit for a class, else "".
func (t *Theme) outline(name string) string {
	if m := onePath.FindStringSubmatch(string(t.icons[name])); m != nil && className.MatchString(name) {
		return m[1]
	}
	return ""
}

// network names the icon of a link: the one that the settings name, or that bears the network's name.
func network(s *site.Site, l settings.SocialLink) string {
	if l.Icon != "" {
		return l.Icon
	}
	label, _ := l.Label.In(s.Config.DefaultLocale, "")
	return strings.ToLower(label)
}

// networkStyle draws the icons of the networks that a site names, each once. A page would have them within itself, and
// each page again.
func (t *Theme) networkStyle(s *site.Site) string {
	var b strings.Builder
	drawn := map[string]bool{}
	for _, l := range s.Config.Social {
		name := network(s, l)
		if path := t.outline(name); path != "" && !drawn[name] {
			drawn[name] = true
			b.WriteString("." + networkClass + "--" + name + `::before{clip-path:path("` + path + `")}`)
		}
	}
	return b.String()
}
