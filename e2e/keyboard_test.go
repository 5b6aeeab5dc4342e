package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// tabTo presses Tab until an expression about the focused element ("at") holds.
func (p *tab) tabTo(holds string) {
	p.Helper()
	for range 80 {
		p.do(chromedp.KeyEvent(kb.Tab))
		if eval[bool](p, "(at => "+holds+")(document.activeElement)") {
			return
		}
	}
	p.Fatalf("Tab never leads to an element with %s", holds)
}

// TestSwitcher opens the language switcher and follows it, by keyboard alone:
// it stays in the window and leads to the same notice.
func TestSwitcher(t *testing.T) {
	d := open(t)
	for _, way := range []struct{ from, to string }{{"en", "ar"}, {"ar", "de"}, {"de", "ja"}, {"ja", "en"}} {
		for _, width := range widths {
			t.Run(fmt.Sprintf("%s to %s, %d px", way.from, way.to, width), func(t *testing.T) {
				t.Parallel()
				page, _ := d.sample.largest("notice", way.from)
				p := d.newTab(t)
				p.visit(page.path, width)
				p.tabTo(`at.matches('.n-switch > summary')`)
				p.do(chromedp.KeyEvent(kb.Enter))
				box := eval[struct{ Left, Right, Width float64 }](p, `(r => ({Left: r.left, Right: r.right, Width: r.width}))(document.querySelector('.n-switch__menu').getBoundingClientRect())`)
				if box.Width == 0 || box.Left < 0 || box.Right > float64(width) {
					t.Errorf("the menu stands from %.0f to %.0f in a window of %d px", box.Left, box.Right, width)
				}
				p.tabTo(`at.closest('.n-switch__menu') && at.lang === '` + way.to + `'`)
				if _, err := chromedp.RunResponse(p.ctx, chromedp.KeyEvent(kb.Enter)); err != nil {
					t.Fatal(err)
				}
				slug := notice(page.path)
				if at := eval[string](p, `location.pathname`); notice(at) != slug {
					t.Errorf("%s leads to %s, which is not %s", page.path, at, slug)
				}
				if lang := eval[string](p, `document.documentElement.lang`); lang != way.to {
					t.Errorf("the page is in %q, want %q", lang, way.to)
				}
			})
		}
	}
}

// notice is the part of an address that is the same in all languages.
func notice(path string) string {
	_, slug, _ := strings.Cut(path, "/legal/")
	return slug
}

// TestSkipLink is the first stop, can be seen, and leads to the text.
func TestSkipLink(t *testing.T) {
	d := open(t)
	d.sample.telling(t, func(t *testing.T, page pageFile) {
		p := d.glance(t)
		p.visit(page.path, 360)
		if eval[bool](p, `document.activeElement.matches('main [autofocus]')`) {
			return // the reader has come to type, and is there already
		}
		p.do(chromedp.KeyEvent(kb.Tab))
		if !eval[bool](p, `(r => document.activeElement.matches('.n-skip') && r.top >= 0 && r.left >= 0 && r.right <= innerWidth)(document.activeElement.getBoundingClientRect())`) {
			t.Fatalf("%s: the first Tab does not show the skip link", page.path)
		}
		p.do(chromedp.KeyEvent(kb.Enter))
		if !eval[bool](p, `document.activeElement.matches('main')`) {
			t.Errorf("%s: the skip link does not move the focus to the text", page.path)
		}
	})
}

// TestFocusIsVisible walks a page by Tab: each stop has an outline and stands
// where it can be seen.
func TestFocusIsVisible(t *testing.T) {
	d := open(t)
	d.sample.telling(t, func(t *testing.T, page pageFile) {
		p := d.glance(t)
		p.visit(page.path, 1280)
		for range 25 {
			p.do(chromedp.KeyEvent(kb.Tab))
			hidden := eval[string](p, `(at => {
				const s = getComputedStyle(at), r = at.getBoundingClientRect();
				const seen = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && r.width > 0 && r.bottom > 0 && r.top < innerHeight;
				return at === document.body || seen ? '' : at.outerHTML.slice(0, 120);
			})(document.activeElement)`)
			if hidden != "" {
				t.Errorf("%s: focus cannot be seen on %s", page.path, hidden)
			}
		}
	})
}
