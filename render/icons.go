package render

import (
	"bytes"
	"encoding/xml"
	"errors"
	"html/template"
	"io"

	"gazette/internal/rule"
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
