package assemble

import (
	"bytes"
	"html"
	"regexp"

	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/render"
)

// Standalone is an edition as pages that need nothing beside them, to be shown to a court.
type Standalone struct {
	Text    []byte // the text
	Redline []byte // against the edition before, or nil
	Hash    string // of the words
}

// StandaloneOf makes the pages of an edition.
func StandaloneOf(s *load.Sources, n *notice.Notice, e *notice.Edition) (x Standalone, err error) {
	renderer, err := render.New(s.Site, s.Wording, s.Theme)
	if err != nil {
		return x, err
	}
	galleys := s.Formatter().Notice(n)
	f, err := renderer.Sheet(n, galleys[e])
	if err != nil {
		return x, err
	}
	style := renderer.Style().Data
	x.Text, x.Hash = alone(f.Data, style), galleys[e].Hash()
	if before := n.Before(e); before != nil {
		if f, err = renderer.Redline(n, galleys[before], galleys[e]); err != nil {
			return x, err
		}
		x.Redline = alone(f.Data, style)
	}
	return x, nil
}

var (
	styleLink = regexp.MustCompile(`<link rel="stylesheet" href="[^"]*">`)
	scripts   = regexp.MustCompile(`<script[^>]* src="[^"]*"[^>]*></script>\n?`)
)

// alone puts the style sheet into a page, and takes out what would be asked for from elsewhere.
func alone(page, style []byte) []byte {
	page = scripts.ReplaceAll(page, nil)
	sheet := append(append([]byte("<style>"), bytes.ReplaceAll(style, []byte("</"), []byte(`<\/`))...), "</style>"...)
	return styleLink.ReplaceAllLiteral(page, sheet)
}

// Readme is the README.html of a bundle, in the reader's language: its pieces are wording, and are escaped here.
type Readme struct {
	Lang, Dir, Title string
	Blocks           []Block
}

// Block is a piece of a readme: a heading, a paragraph, a list, or lines to be typed.
type Block struct {
	Heading, Text, Code string
	Items               []string
}

// HTML writes the page.
func (r Readme) HTML() []byte {
	var b bytes.Buffer
	e := html.EscapeString
	b.WriteString(`<!doctype html>` + "\n" + `<html lang="` + e(r.Lang) + `" dir="` + e(r.Dir) +
		`"><head><meta charset="utf-8">` +
		`<meta name="viewport" content="width=device-width, initial-scale=1"><title>` + e(r.Title) + "</title>\n" +
		`<style>body{font-family:system-ui,sans-serif;line-height:1.5;max-inline-size:44rem;` +
		`margin-inline:auto;padding:1rem}` +
		`pre{overflow-x:auto;background:#f2f2f2;padding:.75rem;direction:ltr;text-align:left;` +
		`white-space:pre-wrap;overflow-wrap:anywhere}</style></head><body>` + "\n<h1>" + e(r.Title) + "</h1>\n")
	for _, k := range r.Blocks {
		switch {
		case k.Heading != "":
			b.WriteString("<h2>" + e(k.Heading) + "</h2>\n")
		case k.Text != "":
			b.WriteString("<p>" + e(k.Text) + "</p>\n")
		case k.Code != "":
			b.WriteString("<pre>" + e(k.Code) + "</pre>\n")
		case len(k.Items) > 0:
			b.WriteString("<ul>\n")
			for _, it := range k.Items {
				b.WriteString("<li>" + e(it) + "</li>\n")
			}
			b.WriteString("</ul>\n")
		}
	}
	b.WriteString("</body></html>\n")
	return b.Bytes()
}
