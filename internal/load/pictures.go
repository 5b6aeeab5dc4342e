package load

import (
	"encoding/xml"
	"image"
	_ "image/gif" // these four are what browsers show
	_ "image/jpeg"
	_ "image/png"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"gazette/internal/settings"
	"gazette/internal/site"
	"gazette/internal/source"
)

// picturesOf finds out how large the pictures are that the settings name and
// that stand under static/. What is no picture has no size.
func picturesOf(fsys fs.FS, c *settings.Config) map[string]site.Size {
	sizes := map[string]site.Size{}
	for _, f := range c.Pictures() {
		if local := f.Local(); local != "" {
			if size, ok := sizeOf(fsys, path.Join("static", local)); ok {
				sizes[f.Address] = size
			}
		}
	}
	return sizes
}

func sizeOf(fsys fs.FS, name string) (site.Size, bool) {
	f, _, err := source.Open(fsys, name)
	if err != nil {
		return site.Size{}, false
	}
	defer f.Close()
	if strings.EqualFold(path.Ext(name), ".svg") {
		return sizeOfSVG(f)
	}
	config, _, err := image.DecodeConfig(f)
	return site.Size{Width: config.Width, Height: config.Height}, err == nil
}

// sizeOfSVG reads what the root element says: its width and height, else its view box.
func sizeOfSVG(r io.Reader) (size site.Size, ok bool) {
	d := xml.NewDecoder(io.LimitReader(r, 1<<16))
	for {
		t, err := d.Token()
		if err != nil {
			return size, false
		}
		if root, is := t.(xml.StartElement); is {
			return sizeOfRoot(root)
		}
	}
}

func sizeOfRoot(root xml.StartElement) (size site.Size, ok bool) {
	said := map[string]string{}
	for _, a := range root.Attr {
		said[a.Name.Local] = a.Value
	}
	box := strings.FieldsFunc(said["viewBox"], func(r rune) bool { return r == ' ' || r == ',' })
	if len(box) == 4 {
		size = site.Size{Width: whole(box[2]), Height: whole(box[3])}
	}
	if w, h := whole(said["width"]), whole(said["height"]); w > 0 && h > 0 {
		size = site.Size{Width: w, Height: h}
	}
	return size, root.Name.Local == "svg" && size.Width > 0 && size.Height > 0
}

// whole reads a length in pixels, rounded up; 0 for any other.
func whole(s string) int {
	v, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil || v <= 0 || v > 1e6 {
		return 0
	}
	return int(v + .999)
}
