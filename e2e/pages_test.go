package e2e

import (
	"strings"
	"testing"
)

// facts are what a page's document says of itself.
type facts struct {
	Lang     string `json:"lang"`
	Dir      string `json:"dir"`
	Mains    int    `json:"mains"`
	Headings int    `json:"headings"`
	Excess   int    `json:"excess"` // CSS pixels by which the page is wider than the window
	Styles   int    `json:"styles"` // style sheets that arrived
	Images   int    `json:"images"` // images to be seen that did not
}

const readFacts = `({
	lang: document.documentElement.lang,
	dir: document.documentElement.dir,
	mains: document.querySelectorAll('main, [role=main]').length,
	headings: document.querySelectorAll('h1').length,
	excess: document.documentElement.scrollWidth - document.documentElement.clientWidth,
	styles: [...document.styleSheets].filter(s => s.cssRules.length > 0).length,
	images: [...document.images].filter(i => i.checkVisibility() && (!i.complete || i.naturalWidth === 0)).length,
})`

// TestPages opens every kind of page in every width: nothing is wider than the
// window, nothing complains, nothing comes from elsewhere.
func TestPages(t *testing.T) {
	d := open(t)
	d.sample.each(t, func(t *testing.T, page pageFile) {
		p := d.glance(t)
		for _, width := range widths {
			p.visit(page.path, width)
			want := facts{Lang: page.lang, Dir: direction(page.lang), Mains: 1, Headings: 1, Styles: 1}
			if got := eval[facts](p, readFacts); got != want {
				t.Errorf("%s at %d px:\n got %+v\nwant %+v", page.path, width, got, want)
			}
			if faults := p.heard(); len(faults) > 0 {
				t.Errorf("%s at %d px: %s", page.path, width, strings.Join(faults, "\n"))
			}
		}
	})
}

func direction(lang string) string {
	if lang == "ar" {
		return "rtl"
	}
	return "ltr"
}

// TestFaultsAreHeard plants each fault that TestPages looks for: a test that
// hears nothing would pass for ever.
func TestFaultsAreHeard(t *testing.T) {
	d := open(t)
	page, _ := d.sample.largest("notice", "en")
	for name, plant := range map[string]string{
		"console":      `console.warn('planted')`,
		"policy":       `document.body.setAttribute('style', 'color: red')`,
		"another host": `new Promise(done => { const i = new Image(); i.onload = i.onerror = done; i.src = 'http://127.0.0.1:9/planted.png' })`,
	} {
		t.Run(name, func(t *testing.T) {
			p := d.newTab(t)
			if name == "another host" {
				p.withoutPolicy()
			}
			p.visit(page.path, 1280)
			eval[any](p, "void ("+plant+")")
			if faults := p.heard(); len(faults) == 0 {
				t.Error("nothing was heard")
			}
		})
	}
	t.Run("width", func(t *testing.T) {
		p := d.newTab(t)
		p.visit(page.path, 360)
		eval[any](p, `void (document.querySelector('main').style.inlineSize = '500px')`)
		if got := eval[facts](p, readFacts); got.Excess < 100 {
			t.Errorf("the page is %d px too wide, want more than 100", got.Excess)
		}
	})
}
