package e2e

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// marksOfPage are the words that a redline's page says were removed and added, and all of its words, without what leads
// through it and what is only spoken.
const marksOfPage = `(() => {
	const text = document.querySelector('.n-redline').cloneNode(true);
	const beside = '.n-step, summary, .rl-jump, .n-permalink, .footnote-backref, .visually-hidden, .n-hidden';
	for (const e of text.querySelectorAll(beside)) e.remove();
	for (const e of text.querySelectorAll('p, li, td, th, dt, dd, h2, h3, h4')) e.append(' ');
	const words = s => [...text.querySelectorAll(s)].map(e => e.textContent);
	return {Removed: words('del'), Added: words('ins'), Text: text.textContent,
		Address: document.documentElement.dataset.address,
		Count: document.querySelectorAll('.n-redline [data-change]').length};
})()`

type markedPage struct {
	Removed, Added []string
	Text, Address  string
	Count          int
}

// TestPDFRedline prints a redline with the program, in three scripts, and reads the files as a reader of PDF does: they
// hold every word of the page, what was removed as well as what was added, and the marks are seen.
func TestPDFRedline(t *testing.T) {
	t.Parallel()
	d := open(t)
	for _, tool := range []string{"pdftotext", "pdfinfo", "pdftoppm"} {
		if _, err := exec.LookPath(tool); err != nil {
			missing(t, "no "+tool)
		}
	}
	browser, _ := exec.LookPath(cmp.Or(os.Getenv("CHROMIUM"), "chromium"))
	out := t.TempDir()
	print := func(browser, out string, locales string) string {
		t.Helper()
		return d.gazette(t, "pdf", printedNotice, "--redline", "--locale", locales, "--date", day, "--out", out,
			"--browser", browser)
	}
	files := strings.Fields(print(browser, out, "en,ja,ar"))
	if len(files) != 3 {
		t.Fatalf("printed %q", files)
	}
	for _, file := range files {
		locale := filepath.Base(filepath.Dir(file))
		t.Run(locale, func(t *testing.T) { d.compareMarked(t, locale, file) })
	}
	if again := print("no-browser-is-needed", out, "en,ja,ar"); again != "" {
		t.Errorf("a second run has written %q", again)
	}
	other := strings.TrimSpace(print(browser, t.TempDir(), "ar"))
	if !bytes.Equal(contents(t, other), contents(t, files[0])) {
		t.Errorf("%s and %s were printed from the same texts and differ", files[0], other)
	}
}

var dateOfFile = regexp.MustCompile(`\d{4}-\d\d-\d\d`)

// compareMarked holds a PDF to the page of its redline.
func (d desk) compareMarked(t *testing.T, locale, file string) {
	p := d.newTab(t)
	root := "/"
	if locale != "en" {
		root = "/" + locale + "/"
	}
	p.visit(root+"legal/"+printedNotice+"/"+dateOfFile.FindString(filepath.Base(file))+"/changes/", 1280)
	want := eval[markedPage](p, marksOfPage)
	if len(want.Removed) < 3 || len(want.Added) < 3 || want.Count < 3 {
		t.Fatalf("the page has %d removed and %d added stretches, %d changes", len(want.Removed), len(want.Added), want.Count)
	}
	info := read(t, "pdfinfo", file)
	for _, line := range []string{`Tagged: +yes`, `JavaScript: +no`, `Page size: .* \(A4\)`} {
		if !regexp.MustCompile(`(?m)^` + line + `$`).MatchString(info) {
			t.Errorf("no line %q in\n%s", line, info)
		}
	}
	if !bytes.Contains(contents(t, file), []byte("/Lang ("+locale+")")) {
		t.Error("the PDF does not say its language")
	}
	links := read(t, "pdfinfo", "-url", file)
	if strings.Contains(links, "127.0.0.1") || !strings.Contains(links, "https://www.lanternfield.example"+root+"legal/") {
		t.Errorf("links do not lead to the site:\n%s", links)
	}
	text := read(t, "pdftotext", file, "-")
	if !strings.Contains(text, want.Address) {
		t.Errorf("it does not say its address %s", want.Address)
	}
	paper := letters(text)
	for what, said := range map[string][]string{"removed": want.Removed, "added": want.Added, "": {want.Text}} {
		for _, word := range words(strings.Join(said, " ")) {
			if !strings.Contains(paper, word) {
				t.Errorf("%q is not on paper; %s", word, what)
			}
		}
	}
	inked(t, file)
}

// inks are those of marks, in style.css: of added words, and of removed ones.
var inks = map[string]color.RGBA{"added": {0x0b, 0x4f, 0x9e, 0xff}, "removed": {0xa3, 0x16, 0x1f, 0xff}}

// inked looks at the sheets: added and removed words have their colours in the text itself, after the key on the
// first sheet.
func inked(t *testing.T, file string) {
	root := filepath.Join(t.TempDir(), "sheet")
	read(t, "pdftoppm", "-r", "60", "-png", file, root)
	sheets, _ := filepath.Glob(root + "*.png")
	slices.Sort(sheets)
	if len(sheets) < 2 {
		t.Fatalf("%d sheets", len(sheets))
	}
	seen := map[string]int{}
	for _, sheet := range sheets[1:] {
		picture, err := png.Decode(bytes.NewReader(contents(t, sheet)))
		if err != nil {
			t.Fatal(err)
		}
		for name, ink := range inks {
			seen[name] += count(picture, ink)
		}
	}
	for name := range inks {
		if seen[name] < 50 {
			t.Errorf("the marks of %s words are not seen: %d points in %d sheets", name, seen[name], len(sheets)-1)
		}
	}
}

// count counts the points of a picture that are nearly of a colour.
func count(picture image.Image, like color.RGBA) (n int) {
	near := func(a uint32, b uint8) bool { d := int(a>>8) - int(b); return d > -24 && d < 24 }
	for y := picture.Bounds().Min.Y; y < picture.Bounds().Max.Y; y++ {
		for x := picture.Bounds().Min.X; x < picture.Bounds().Max.X; x++ {
			r, g, b, _ := picture.At(x, y).RGBA()
			if near(r, like.R) && near(g, like.G) && near(b, like.B) {
				n++
			}
		}
	}
	return n
}
