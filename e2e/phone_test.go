package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// TestFirstScreen: on a phone, the announcement of a change stands before the contents, these are folded, and the text
// begins on the first screen.
func TestFirstScreen(t *testing.T) {
	d := open(t)
	for _, lang := range locales {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			p := d.newTab(t)
			p.visit(d.page(t, "notice", lang, "cookies/"), 360)
			if !eval[bool](p, `!document.querySelector('.n-banner') || document.querySelector('.n-banner').getBoundingClientRect().bottom <= document.querySelector('.n-contents').getBoundingClientRect().top`) {
				t.Error("the announcement does not stand before the contents")
			}
			if eval[bool](p, `document.querySelector('.n-contents a').checkVisibility()`) {
				t.Error("the contents are not folded")
			}
			if top := eval[float64](p, `document.querySelector('.n-text').getBoundingClientRect().top`); top > 800 {
				t.Errorf("the text begins at %.0f px, which is below the first screen", top)
			}
			eval[any](p, `void document.querySelector('.n-contents summary').click()`)
			p.soon(`document.querySelector('.n-contents a').checkVisibility()`)
			p.visit(d.page(t, "notice", lang, "cookies/"), 1280)
			if !eval[bool](p, `document.querySelector('.n-contents a').checkVisibility() && document.querySelector('.n-contents a').getBoundingClientRect().height > 0`) {
				t.Error("the contents are folded on a desk")
			}
		})
	}
}

// page is the address of a notice's page.
func (d desk) page(t *testing.T, kind, lang, slug string) string {
	t.Helper()
	for _, f := range d.sample.pages {
		if f.kind == kind && f.lang == lang && notice(f.path) == slug {
			return f.path
		}
	}
	t.Fatalf("the sample has no %s of %s in %s", kind, slug, lang)
	return ""
}

// TestRows: on a phone every cell of a small table stands under the name of its column, and nothing is read sideways.
func TestRows(t *testing.T) {
	d := open(t)
	for _, lang := range []string{"en", "ar"} {
		p := d.newTab(t)
		p.visit(d.page(t, "notice", lang, "cookies/"), 360)
		if n := eval[int](p, `document.querySelectorAll('.n-table--rows td').length`); n == 0 {
			t.Fatalf("%s: no table is stacked", lang)
		}
		if bad := eval[[]string](p, `[...document.querySelectorAll('.n-table--rows td')].filter(c => c.textContent.trim()).filter(c => {
			const table = c.closest('table'), k = c.cellIndex, head = table.tHead.rows[0].cells[k].textContent;
			return c.dataset.label !== head || !getComputedStyle(c, '::before').content.includes(head.slice(0, 3)) || c.getBoundingClientRect().right > innerWidth;
		}).map(c => c.outerHTML.slice(0, 90))`); len(bad) > 0 {
			t.Errorf("%s: cells without their heading: %q", lang, bad)
		}
		if got := eval[facts](p, readFacts); got.Excess > 0 {
			t.Errorf("%s: %d px too wide", lang, got.Excess)
		}
		p.visit(d.page(t, "notice", lang, "cookies/"), 1280)
		if eval[string](p, `getComputedStyle(document.querySelector('.n-table--rows td')).display`) != "table-cell" {
			t.Errorf("%s: on a desk the table is none", lang)
		}
	}
}

// TestTimelineBegins at the newest text, in both directions of writing.
func TestTimelineBegins(t *testing.T) {
	d := open(t)
	for _, lang := range []string{"en", "ar"} {
		p := d.newTab(t)
		p.visit(d.page(t, "history", lang, "privacy-policy/history/"), 360)
		if !eval[bool](p, `(r => r.left < innerWidth && r.right > 0 && r.right <= innerWidth + 40)(document.querySelector('.n-timeline__bar--in-force').getBoundingClientRect())`) {
			t.Errorf("%s: the text in force is not what the timeline shows first", lang)
		}
		if eval[int](p, `(labels => labels.filter((a, i) => labels.some((b, k) => k > i && a.right > b.left && b.right > a.left)).length)([...document.querySelectorAll('.n-timeline__year')].map(e => e.getBoundingClientRect()))`) > 0 {
			t.Errorf("%s: labels of years overlap", lang)
		}
		p.visit(d.page(t, "history", lang, "privacy-policy/history/"), 1280)
		if !eval[bool](p, `(box => [...document.querySelectorAll('.n-timeline__svg, .n-timeline figcaption')].every(e => {
			const r = e.getBoundingClientRect();
			return document.dir === 'rtl' ? Math.abs(r.right - box.right) < 2 : Math.abs(r.left - box.left) < 2;
		}))(document.querySelector('.n-timeline').getBoundingClientRect())`) {
			t.Errorf("%s: on a wide page the timeline does not begin where lines of text do", lang)
		}
	}
}

// TestCards: the heading of a card is its only link, says its state, and no card leaves its row half empty.
func TestCards(t *testing.T) {
	d := open(t)
	for _, lang := range locales {
		p := d.newTab(t)
		hub, _ := d.sample.largest("hub", lang)
		p.visit(hub.path, 1280)
		if bad := eval[[]string](p, `[...document.querySelectorAll('.n-card')].filter(c => c.querySelectorAll('a').length !== 1 || !c.querySelector('h3 > a') || !c.querySelector('.n-state').textContent.trim()).map(c => c.outerHTML.slice(0, 90))`); len(bad) > 0 {
			t.Errorf("%s: %q", lang, bad)
		}
		if short := eval[int](p, `[...document.querySelectorAll('.n-cards')].filter(g => g.children.length === 1 && g.children[0].offsetWidth < g.offsetWidth - 2).length`); short > 0 {
			t.Errorf("%s: %d groups of one leave their row empty", lang, short)
		}
	}
}

// TestYears: changes stand under their year, and one notice can be chosen without opening anything.
func TestYears(t *testing.T) {
	d := open(t)
	p := d.newTab(t)
	p.visit("/legal/changes/", 360)
	if !eval[bool](p, `document.querySelector('.n-changes__filter a').checkVisibility() && document.querySelectorAll('.n-changes__year > h2').length > 0 && document.querySelectorAll('.n-changes__entry').length === document.querySelectorAll('.n-changes__year .n-changes__entry > h3').length`) {
		t.Error("the filter is hidden, or a change stands under no year")
	}
	if got := eval[facts](p, readFacts); got.Excess > 0 {
		t.Errorf("%d px too wide", got.Excess)
	}
}

// TestNearest: a page not found shows the notice whose address is nearest; all of them without a script.
func TestNearest(t *testing.T) {
	d := open(t)
	asked := strings.NewReplacer("404.html", "legal/cookis/")
	p := d.newTab(t)
	p.visit("/404.html", 360)
	p.soon(`document.querySelectorAll('.n-near a').length === 5`)
	if !eval[bool](p, `!!document.querySelector('.n-message form[role=search]')`) {
		t.Error("there is no search")
	}
	p.before(`history.replaceState(null, '', '` + asked.Replace("/404.html") + `')`)
	p.visit("/404.html", 360)
	p.soon(`new URL(document.querySelector('.n-near a').href).pathname === '/legal/cookies/'`)
	bare := d.newTab(t)
	call(bare, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	bare.visit("/404.html", 360)
	if n := eval[int](bare, `document.querySelectorAll('.n-near a').length`); n < 6 {
		t.Errorf("without a script there are %d notices", n)
	}
}
