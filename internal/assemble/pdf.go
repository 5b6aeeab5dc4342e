package assemble

import (
	"fmt"
	"mime"
	"net/url"
	"path"
	"strings"

	"github.com/cespare/xxhash/v2"

	"gazette/i18n"
	"gazette/internal/galley"
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
func (s *Sheets) Of(n *notice.Notice, locales func(i18n.Locale) bool) ([]Sheet, error) {
	return s.each(n, locales,
		func(e *notice.Edition, galleys map[*notice.Edition]*galley.Galley) (out Sheet, err error) {
			f, err := s.renderer.Sheet(n, galleys[e])
			return s.sheet(e, s.sources.Site.PDFPath(e), f, site.PrintedHash(galleys[e].Hash())), err
		})
}

// Redlines makes the redlines of a notice: of the texts in force on the site's
// day, each compared with the one before it, or with that of a date. A text
// that has none has no redline.
func (s *Sheets) Redlines(n *notice.Notice, locales func(i18n.Locale) bool, against notice.Date) ([]Sheet, error) {
	earlier := func(e *notice.Edition) *notice.Edition {
		if against.IsZero() {
			return n.Before(e)
		}
		if against.Before(e.Effective) {
			return n.At(e.Locale, against)
		}
		return nil
	}
	compared := func(l i18n.Locale) bool {
		e := n.InForce(l, s.sources.Site.Day)
		return locales(l) && e != nil && earlier(e) != nil
	}
	return s.each(n, compared,
		func(e *notice.Edition, galleys map[*notice.Edition]*galley.Galley) (out Sheet, err error) {
			old := galleys[earlier(e)]
			if old.Unread() {
				return out, old.Problems
			}
			f, err := s.renderer.RedlineSheet(n, old, galleys[e])
			path := s.sources.Site.RedlinePDFPath(old.Edition, e)
			return s.sheet(e, path, f, site.ComparedHash(old.Hash(), galleys[e].Hash())), err
		})
}

// each makes a sheet of each text of a notice that is in force.
func (s *Sheets) each(n *notice.Notice, locales func(i18n.Locale) bool,
	sheet func(*notice.Edition, map[*notice.Edition]*galley.Galley) (Sheet, error)) (out []Sheet, err error) {
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
		made, err := sheet(e, galleys)
		if err != nil {
			return nil, err
		}
		out = append(out, made)
	}
	return out, nil
}

// sheet is a page to be printed to a path; text is what its PDF says of the texts in it.
func (s *Sheets) sheet(e *notice.Edition, path string, f render.File, text string) Sheet {
	sum := fmt.Sprintf("%016x", xxhash.Sum64(f.Data))
	return Sheet{e, path, pdf.Sheet{Address: s.sources.Site.Abs(f.Path), HTML: f.Data, File: s.file,
		Label: pdf.Label{Text: text, Sheet: sum}}}
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
