package e2e

import (
	"bytes"
	"cmp"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// printedNotice is one with tables, footnotes, lists and definitions.
const printedNotice = "cookies"

// wordsOfPage are those of a notice's page: each block of the text, without
// what leads through it and what is only spoken, and the lines that a PDF repeats.
const wordsOfPage = `(() => {
	const text = document.querySelector('#n-text').cloneNode(true);
	for (const e of text.querySelectorAll('button, .n-permalink, .footnote-backref, .visually-hidden, .n-hidden')) e.remove();
	const block = 'p, li, td, th, dt, dd, h2, h3, h4, blockquote, pre';
	return {
		Title: document.querySelector('h1').textContent, Effective: document.querySelector('.n-effective').textContent,
		Address: document.documentElement.dataset.address, Lang: document.documentElement.lang,
		Headings: [...text.querySelectorAll('h2, h3')].map(e => e.textContent.trim()),
		Blocks: [...text.querySelectorAll(block)].filter(e => !e.querySelector(block)).map(e => e.textContent),
	};
})()`

type printedPage struct {
	Title, Effective, Address, Lang string
	Headings, Blocks                []string
}

// TestPDF prints a notice with the program, in three scripts, and reads the
// files as a reader of PDF does.
func TestPDF(t *testing.T) {
	t.Parallel()
	d := open(t)
	for _, tool := range []string{"pdftotext", "pdfinfo", "pdftohtml"} {
		if _, err := exec.LookPath(tool); err != nil {
			missing(t, "no "+tool)
		}
	}
	browser, _ := exec.LookPath(cmp.Or(os.Getenv("CHROMIUM"), "chromium"))
	out := t.TempDir()
	print := func(browser, out string, locales string) string {
		t.Helper()
		return d.gazette(t, "pdf", printedNotice, "--locale", locales, "--date", day, "--out", out, "--browser", browser)
	}
	files := strings.Fields(print(browser, out, "en,ja,ar"))
	if len(files) != 3 {
		t.Fatalf("printed %q", files)
	}
	for _, file := range files {
		locale := filepath.Base(filepath.Dir(file))
		t.Run(locale, func(t *testing.T) { d.compare(t, locale, file) })
	}
	if again := print("no-browser-is-needed", out, "en,ja,ar"); again != "" {
		t.Errorf("a second run has written %q", again)
	}
	other := strings.TrimSpace(print(browser, t.TempDir(), "ar"))
	if !bytes.Equal(contents(t, other), contents(t, files[0])) {
		t.Errorf("%s and %s were printed from the same text and differ", files[0], other)
	}
}

// gazette runs the program on the sample and returns what it prints.
func (d desk) gazette(t *testing.T, args ...string) string {
	t.Helper()
	site := filepath.Dir(d.sample.dir)
	var talk strings.Builder
	cmd := exec.Command(filepath.Join(filepath.Dir(site), "gazette"), append([]string{"-C", site}, args...)...)
	cmd.Stderr = &talk
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("gazette %v: %v\n%s", args, err, talk.String())
	}
	return string(out)
}

func contents(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// read runs one of the tools that read PDF.
func read(t *testing.T, tool string, args ...string) string {
	t.Helper()
	out, err := exec.Command(tool, args...).Output()
	if err != nil {
		t.Fatalf("%s %v: %v", tool, args, err)
	}
	return string(out)
}

// compare holds a PDF to the page of its notice.
func (d desk) compare(t *testing.T, locale, file string) {
	p := d.newTab(t)
	root := "/"
	if locale != "en" {
		root = "/" + locale + "/"
	}
	p.visit(root+"legal/"+printedNotice+"/", 1280)
	want := eval[printedPage](p, wordsOfPage)
	if len(want.Blocks) < 20 || len(want.Headings) < 5 {
		t.Fatalf("the page has %d blocks and %d headings", len(want.Blocks), len(want.Headings))
	}
	info := read(t, "pdfinfo", file)
	for _, line := range []string{`Title: +` + regexp.QuoteMeta(want.Title) + ` .*`, `Tagged: +yes`, `JavaScript: +no`, `Page size: .* \(A4\)`} {
		if !regexp.MustCompile(`(?m)^` + line + `$`).MatchString(info) {
			t.Errorf("no line %q in\n%s", line, info)
		}
	}
	if !bytes.Contains(contents(t, file), []byte("/Lang ("+locale+")")) {
		t.Error("the PDF does not say its language")
	}
	if links := read(t, "pdfinfo", "-url", file); strings.Contains(links, "127.0.0.1") || strings.Contains(links, "localhost") || !strings.Contains(links, "https://www.lanternfield.example"+root+"legal/privacy-policy/") {
		t.Errorf("links do not lead to the site:\n%s", links)
	}
	outline := outlineOf(t, file)
	for _, heading := range want.Headings {
		if !slices.Contains(outline, sorted(heading)) {
			t.Errorf("%q is not in the outline %q", heading, outline)
		}
	}
	eachPage(t, file, info, want)
	texts(t, locale, file, want)
}

var outlineItem = regexp.MustCompile(`<item page="\d+">(.*)</item>`)

// outlineOf reads the items of an outline; the tool turns the words of some round.
func outlineOf(t *testing.T, file string) (items []string) {
	for _, m := range outlineItem.FindAllStringSubmatch(read(t, "pdftohtml", "-xml", "-i", "-stdout", file), -1) {
		items = append(items, sorted(html.UnescapeString(m[1])))
	}
	return items
}

func sorted(s string) string { return strings.Join(slices.Sorted(strings.FieldsSeq(s)), " ") }

// eachPage: a sheet that lies alone says what it is.
func eachPage(t *testing.T, file, info string, want printedPage) {
	m := regexp.MustCompile(`(?m)^Pages: +(\d+)$`).FindStringSubmatch(info)
	if m == nil {
		t.Fatal(info)
	}
	pages, _ := strconv.Atoi(m[1])
	if pages < 2 {
		t.Fatalf("%d pages: too few to compare", pages)
	}
	for i := range pages {
		n := strconv.Itoa(i + 1)
		text := read(t, "pdftotext", "-f", n, "-l", n, file, "-")
		if !strings.Contains(text, want.Address) {
			t.Errorf("page %s does not say its address %s:\n%s", n, want.Address, text)
		}
		if !strings.Contains(fold(text), n+"/"+m[1]) && !strings.Contains(fold(text), m[1]+"/"+n) { // from right to left
			t.Errorf("page %s does not say its number:\n%s", n, text)
		}
		for _, word := range words(want.Effective) {
			if !strings.Contains(letters(text), word) {
				t.Errorf("page %s does not say %q of the edition:\n%s", n, word, text)
			}
		}
	}
}

// texts: block by block, in order, the PDF says what the page says. Of Arabic
// a PDF gives shapes in no order to rely on: there, word by word.
func texts(t *testing.T, locale, file string, want printedPage) {
	// Without head and foot, which stand in the margins of 20 mm: in points.
	body := []string{"-x", "0", "-y", "57", "-W", "596", "-H", "728", file, "-"}
	if locale == "ar" {
		paper := read(t, "pdftotext", body...)
		for _, block := range want.Blocks {
			for _, word := range words(block) {
				if !strings.Contains(letters(paper), word) {
					t.Errorf("%q is not in the PDF", word)
				}
			}
		}
		return
	}
	rest := fold(read(t, "pdftotext", append([]string{"-raw"}, body...)...)) // as it was written
	for _, block := range want.Blocks {
		at := strings.Index(rest, fold(block))
		if at < 0 {
			t.Fatalf("%q is not in the rest of the PDF:\n%s", fold(block), rest)
		}
		rest = rest[at+len(fold(block)):]
	}
}

// fold leaves out what a PDF has otherwise: spaces and marks of direction.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, norm.NFKC.String(s))
}
