package assemble

import (
	"fmt"
	"mime"
	"net/url"
	"path"
	"strings"

	"github.com/cespare/xxhash/v2"

	"gazette/i18n"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/pdf"
	"gazette/internal/site"
	"gazette/internal/source"
	"gazette/render"
)

// Sheets makes what is printed of a site, notice by notice.
type Sheets struct {
	sources  *load.Sources
	renderer *render.Renderer
}

// SheetsOf returns the sheets of a site that has no errors.
func SheetsOf(s *load.Sources) (*Sheets, error) {
	renderer, err := render.New(s.Site, s.Wording, s.Theme)
	return &Sheets{s, renderer}, err
}

// Sheet is the sheet of one edition.
type Sheet struct {
	Edition *notice.Edition
	Path    string // of the PDF in the output
	pdf.Sheet
}

// Of makes the sheets of a notice: of the texts in force on the site's day, in
// some locales, in the site's order.
func (s *Sheets) Of(n *notice.Notice, locales func(i18n.Locale) bool) (out []Sheet, err error) {
	own := s.sources.Site
	galleys := s.sources.Formatter().Notice(n)
	for _, l := range own.LocalesOf(n) {
		e := n.InForce(l.Tag, own.Day)
		if !locales(l.Tag) || e == nil || !n.State(e, own.Day).Applies() {
			continue
		}
		if galleys[e].Unread() {
			return nil, galleys[e].Problems
		}
		f, err := s.renderer.Sheet(n, galleys[e])
		if err != nil {
			return nil, err
		}
		sum := fmt.Sprintf("%016x", xxhash.Sum64(f.Data))
		out = append(out, Sheet{e, own.PDFPath(e), pdf.Sheet{Address: own.Abs(f.Path), HTML: f.Data, File: s.file,
			Label: pdf.Label{Text: site.PrintedHash(galleys[e].Hash()), Sheet: sum}}})
	}
	return out, nil
}

// maxAsset is how large a picture may be that a page is printed with, in bytes.
const maxAsset = 64 << 20

// file is one that a sheet asks for: the style sheet, or a file of static/.
func (s *Sheets) file(address *url.URL) (data []byte, kind string) {
	at, ok := strings.CutPrefix(address.Path, s.sources.Site.Config.BaseURL.Path)
	if !ok {
		return nil, ""
	}
	if style := s.renderer.Style(); style.Path == at {
		return style.Data, "text/css; charset=utf-8"
	}
	data, err := source.Bytes(s.sources.Layers.Site, path.Join("static", path.Clean("/"+at)), maxAsset)
	if err != nil {
		return nil, ""
	}
	return data, mime.TypeByExtension(path.Ext(at))
}
