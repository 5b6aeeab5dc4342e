package e2e

import "testing"

// settings are what readers do to a page to be able to read it. The first is
// what a zoom of 400 % makes of a desk (WCAG 1.4.10), the others WCAG 1.4.4
// and the distances of 1.4.12.
var settings = []struct {
	name, style string
	width       int64
}{
	{"400 % zoom", "", 320},
	{"200 % text", "html { font-size: 200% !important }", 640},
	{"text spacing", "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }", 360},
}

// cut are elements whose own words do not fit into them and cannot be reached
// by scrolling. What is there for screen readers alone, one pixel wide or the
// name of an icon, is cut on purpose.
const cut = `[...document.querySelectorAll('body *')].filter(e => {
	const s = getComputedStyle(e);
	return [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && s.display !== 'inline' && !e.closest('.n-hidden, .visually-hidden, .n-skip, option, svg, .n-net') && e.clientWidth > 1 &&
		(s.overflowX === 'hidden' && e.scrollWidth > e.clientWidth + 1 || s.overflowY === 'hidden' && e.scrollHeight > e.clientHeight + 1);
}).map(e => e.outerHTML.slice(0, 80))`

// TestSettings reads every kind of page with them: nothing is cut off, and
// the page is never read sideways.
func TestSettings(t *testing.T) {
	d := open(t)
	d.sample.telling(t, func(t *testing.T, at pageFile) {
		p := d.glance(t)
		for _, s := range settings {
			p.visit(at.path, s.width)
			eval[any](p, `{ const sheet = new CSSStyleSheet(); sheet.replaceSync(`+"`"+s.style+"`"+`); document.adoptedStyleSheets = [sheet]; void 0 }`)
			if got := eval[facts](p, readFacts); got.Excess > 0 {
				t.Errorf("%s with %s: %d px too wide", at.path, s.name, got.Excess)
			}
			if lost := eval[[]string](p, cut); len(lost) > 0 {
				t.Errorf("%s with %s: cut off: %q", at.path, s.name, lost)
			}
		}
	})
}
