package e2e

import (
	"bytes"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/chromedp/chromedp"
	"golang.org/x/text/unicode/norm"
)

// wordsOfMain are the words of the text, without those that lead through it,
// those that are only spoken, and those that stand on controls.
const wordsOfMain = `(main => {
	for (const e of main.querySelectorAll('nav, form, button, noscript, template, [aria-hidden=true], svg, .n-banner__links, .footnote-backref, .visually-hidden, .n-hidden, .n-step, .n-whole, .n-machine')) e.remove();
	for (const e of main.querySelectorAll('*')) e.after(' ');
	return main.textContent;
})(document.querySelector('main').cloneNode(true))`

// TestPrint prints every kind of page: no word of the text is lost on paper.
func TestPrint(t *testing.T) {
	d := open(t)
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		missing(t, "no pdftotext")
	}
	d.sample.each(t, func(t *testing.T, page pageFile) {
		p := d.glance(t)
		p.visit(page.path, 1280)
		pdf := run(p, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
		extract := exec.Command(reader, "-enc", "UTF-8", "-", "-")
		extract.Stdin = bytes.NewReader(pdf)
		out, err := extract.Output()
		if err != nil {
			t.Fatal(err)
		}
		paper := letters(string(out))
		for _, word := range words(eval[string](p, wordsOfMain)) {
			if !strings.Contains(paper, word) {
				t.Errorf("%s: %q is not on paper", page.path, word)
			}
		}
	})
}

// words are what has to be found again: words, and where a script has no
// spaces pairs of letters, because a page may end between any two.
func words(text string) (out []string) {
	between := func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.Cf) }
	for _, word := range strings.FieldsFunc(text, between) {
		w := []rune(letters(word))
		if !slices.ContainsFunc(w, spaceless) {
			out = append(out, string(w))
			continue
		}
		for i := range len(w) - 1 {
			if spaceless(w[i]) && spaceless(w[i+1]) {
				out = append(out, string(w[i:i+2]))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func spaceless(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

// letters are the letters and digits of a text, without spaces, hyphens and
// marks. A PDF gives the letters of Arabic as shapes, some of them two in one
// and not in the order of writing, and sets marks apart: there the letters
// that join (lam, alef) are left out, on paper as on screen.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if (unicode.IsLetter(r) || unicode.IsDigit(r)) && !strings.ContainsRune("لاأإآى", r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(s))
}
