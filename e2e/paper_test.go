package e2e

import (
	"encoding/xml"
	"os/exec"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// printedSheet is a printed page as pdftotext -bbox sees it; lengths are in points.
type printedSheet struct {
	Width  float64       `xml:"width,attr"`
	Height float64       `xml:"height,attr"`
	Words  []printedWord `xml:"word"`
}

type printedWord struct {
	XMin float64 `xml:"xMin,attr"`
	YMin float64 `xml:"yMin,attr"`
	XMax float64 `xml:"xMax,attr"`
	YMax float64 `xml:"yMax,attr"`
	Text string  `xml:",chardata"`
}

// margin is what each sheet has above and below the page area, aside what it has beside it, in points: less than the
// 20 mm and 18 mm of style.css.
const margin, aside = 54, 48

// printed prints the page of a tab and reads its sheets, without what stands in their margins or is cut off there.
func (p *tab) printed() []printedSheet {
	p.Helper()
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		missing(p.T, "no pdftotext")
	}
	extract := exec.Command(reader, "-bbox", "-enc", "UTF-8", "-", "-")
	extract.Stdin = strings.NewReader(string(run(p, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))))
	out, err := extract.Output()
	if err != nil {
		p.Fatal(err)
	}
	var pdf struct {
		Sheets []printedSheet `xml:"body>doc>page"`
	}
	decoder := xml.NewDecoder(strings.NewReader(string(out)))
	decoder.Strict, decoder.Entity = false, xml.HTMLEntity
	if err := decoder.Decode(&pdf); err != nil {
		p.Fatal(err)
	}
	for i, s := range pdf.Sheets {
		var inner []printedWord
		for _, w := range s.Words {
			if w.YMin >= margin && w.YMax <= s.Height-margin && w.XMin >= aside && w.XMax <= s.Width-aside {
				inner = append(inner, w)
			}
		}
		pdf.Sheets[i].Words = inner
	}
	return pdf.Sheets
}

// textOf is what stands on some sheets.
func textOf(sheets []printedSheet) string {
	var b strings.Builder
	for _, s := range sheets {
		for _, w := range s.Words {
			b.WriteString(w.Text + " ")
		}
	}
	return b.String()
}

// over reports whether two words are printed over each other: what their signs cover shares more than a third of the
// smaller one.
func (w printedWord) over(o printedWord) bool {
	w, o = w.inked(), o.inked()
	if letters(w.Text) == "" || letters(o.Text) == "" {
		return false // a full-width bracket covers half of its box, and may be set into its neighbour's
	}
	wide, high := min(w.XMax, o.XMax)-max(w.XMin, o.XMin), min(w.YMax, o.YMax)-max(w.YMin, o.YMin)
	area := func(w printedWord) float64 { return (w.XMax - w.XMin) * (w.YMax - w.YMin) }
	return wide > 0 && high > 0 && wide*high > min(area(w), area(o))/3
}

// inked is the part of a word's box that its signs cover: the box is as high as the tallest sign of the whole font, which
// in fonts of Chinese, Japanese and Korean is higher than a line.
func (w printedWord) inked() printedWord {
	blank := (w.YMax - w.YMin) / 5
	w.YMin, w.YMax = w.YMin+blank, w.YMax-blank
	return w
}

// lastLine is the lowest line of a sheet.
func (s printedSheet) lastLine() string {
	low := 0.0
	for _, w := range s.Words {
		low = max(low, w.YMax)
	}
	var line []string
	for _, w := range s.Words {
		if low-w.YMax < (w.YMax-w.YMin)/2 {
			line = append(line, w.Text)
		}
	}
	return letters(strings.Join(line, " "))
}

// readHeadings are the headings of the page, but for its title.
const readHeadings = `[...document.querySelectorAll('main :is(h2, h3, h4)')].filter(e => e.textContent.trim()).map(e => e.textContent)`

// TestPaper: on paper no word stands on another one, and no sheet ends with a heading whose text stands on the next.
func TestPaper(t *testing.T) {
	d := open(t)
	d.sample.each(t, func(t *testing.T, at pageFile) {
		p := d.glance(t)
		p.visit(at.path, 1280)
		p.onPaper(at.path)
	})
}

// onPaper judges the page of a tab as it is printed.
func (p *tab) onPaper(path string) {
	p.Helper()
	headings := map[string]bool{}
	for _, h := range eval[[]string](p, readHeadings) {
		headings[letters(h)] = true
	}
	sheets := p.printed()
	read := 0
	for n, s := range sheets {
		read += len(s.Words)
		for i, w := range s.Words {
			for _, o := range s.Words[i+1:] {
				if w.over(o) {
					p.Errorf("%s, sheet %d: %q and %q stand on each other", path, n+1, w.Text, o.Text)
				}
			}
		}
		if last := s.lastLine(); n+1 < len(sheets) && headings[last] {
			p.Errorf("%s: sheet %d ends with the heading %q", path, n+1, last)
		}
	}
	if read == 0 { // of a search form little is printed
		p.Errorf("%s: no words were read", path)
	}
}

// TestPaperIsJudged plants what TestPaper looks for: a test that sees nothing would pass for ever.
func TestPaperIsJudged(t *testing.T) {
	d := open(t)
	at, _ := d.sample.largest("history", "en")
	p := d.newTab(t)
	p.withoutPolicy()
	p.visit(at.path, 1280)
	eval[any](p, `void document.querySelectorAll('.n-history__entry h2').forEach(e => { e.style.position = 'relative'; e.style.top = '1.6em' })`)
	over := 0
	for _, s := range p.printed() {
		for i, w := range s.Words {
			for _, o := range s.Words[i+1:] {
				if w.over(o) {
					over++
				}
			}
		}
	}
	if over == 0 {
		t.Error("words that stand on each other are not seen")
	}
}

// TestHubOnPaper: the list of notices is a list on paper: one notice below the other, each as wide as the sheet.
func TestHubOnPaper(t *testing.T) {
	d := open(t)
	for _, lang := range locales {
		hub, _ := d.sample.largest("hub", lang)
		p := d.newTab(t)
		p.visit(hub.path, 1280)
		call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		if bad := eval[[]string](p, `[...document.querySelectorAll('.n-cards')].flatMap(list => [...list.children].filter((card, i) => {
			const r = card.getBoundingClientRect(), before = list.children[i - 1]?.getBoundingClientRect(), s = getComputedStyle(card);
			return Math.abs(r.width - list.getBoundingClientRect().width) > 1 || before && r.top < before.bottom || parseFloat(s.borderTopWidth) > 0 || s.breakInside !== 'avoid';
		}).map(card => card.textContent.trim().slice(0, 60)))`); len(bad) > 0 {
			t.Errorf("%s: on paper these are no lines of a list: %q", lang, bad)
		}
		if n := eval[int](p, `document.querySelectorAll('.n-cards > *').length`); n < 5 {
			t.Errorf("%s: %d notices", lang, n)
		}
	}
}
