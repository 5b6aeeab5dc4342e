package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// judgeDark reports what axe finds in the page as it is, dark and on a phone.
func (n *newcomer) judgeDark(axe, what string) {
	n.Helper()
	n.reading("dark", "none")
	n.do(chromedp.EmulateViewport(360, 800))
	eval[any](n.tab, "void "+axe)
	n.judge(what + ", dark at 360 px")
	if wide := eval[int](n.tab, `document.documentElement.scrollWidth`); wide > 360 {
		n.Errorf("%s is %d px wide on a phone", what, wide)
	}
	n.reading("light", "none")
	n.do(chromedp.EmulateViewport(1280, 800))
}

// TestDeskStatesAxe finds nothing in the states of the desk that a visit alone does not show: an empty folder, a form that
// was filled in wrongly, a plan, a conflict, each view beside the text, notices that are found, a file that came back.
func TestDeskStatesAxe(t *testing.T) {
	t.Parallel()
	axe := axeSource(t)
	n := newNewcomer(t)
	n.withoutPolicy()
	n.visit("/_gazette/", 1280)
	n.judgeDark(axe, "an empty folder")
	n.fill("start/", map[string]string{"organization": "Acme", "address": "::", "languages": "Klingon"})
	n.judgeDark(axe, "a beginning that failed")
	n.fill("start/", map[string]string{"organization": "Acme", "address": "www.acme.example", "languages": "English, Arabic"})
	n.fill("do/", map[string]string{"title": "Cookie Notice", "effective": day})
	const file = "content/en/cookie-notice.md"
	n.await(`window.gazetteEditor !== undefined && document.querySelector('.d-look p') !== null`)
	eval[any](n.tab, `document.querySelector('.d-front').open = document.querySelector('.d-front__more').open = document.querySelector('.d-front__raw').open = true`)
	for _, view := range []string{"redline", "page", "findings"} {
		eval[any](n.tab, `document.querySelector('[data-view=`+view+`]').click()`)
		n.await(`document.querySelector('.d-look').childNodes.length > 0`)
		n.judgeDark(axe, "the view "+view)
	}
	eval[any](n.tab, `window.gazetteEditor.focus()`)
	n.do(chromedp.KeyEvent("f", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	if got := eval[string](n.tab, `getComputedStyle(document.querySelector('.cm-panel .cm-button')).backgroundImage`); got != "none" {
		t.Errorf("a button of the search stands on %s: axe cannot tell whether it is readable", got)
	}
	n.judgeDark(axe, "searching a text")
	n.visit("/_gazette/do/?what=ready&file="+file, 1280)
	eval[any](n.tab, `document.querySelector('.d-more').open = true`)
	n.judgeDark(axe, "a plan")
	n.fill("do/", nil)
	n.judgeDark(axe, "what was done")
	n.visit("/_gazette/do/?what=translate&notice=cookie-notice&locale=ar", 1280)
	n.fill("do/", nil)
	n.await(`document.querySelector('.d-clause') !== null`)
	eval[any](n.tab, `(() => { document.querySelector('.d-front').open = document.querySelector('.d-front__more').open = true; const f = document.querySelector('#w-related-find'); f.focus(); f.value = 'cookie'; f.dispatchEvent(new Event('input', {bubbles: true})); })()`)
	n.judgeDark(axe, "a translation from right to left")
	n.visit("/_gazette/do/?what=correct&notice=cookie-notice", 1280)
	eval[any](n.tab, `document.querySelectorAll('[required]').forEach(f => f.required = false)`)
	n.fill("do/", map[string]string{"reason": ""})
	n.judgeDark(axe, "a form that lacks something")
	for _, page := range []string{"plan/", "redlines/", "calendar/", "exchange/?notice=cookie-notice&locale=ar", "git/", "undo/", "review/?notice=cookie-notice&locale=ar", "do/?what=nothing", "notices/?q=nothing"} {
		n.visit("/_gazette/"+page, 1280)
		n.judgeDark(axe, page)
	}
	n.edit(file)
	eval[any](n.tab, `window.fetch = (real => (url, o) => String(url).includes('api/text') ? Promise.reject('kept from seeing it') : real(url, o))(window.fetch)`)
	n.saveOver(file, strings.Replace(n.read(file), "How readers reach you.", "By letter.", 1))
	eval[any](n.tab, `window.gazetteEditor.dispatch({changes: {from: 0, insert: 'Mine.\n\n'}})`)
	n.await(`!document.querySelector('.d-conflict').hidden`)
	n.judgeDark(axe, "two texts for one file")
}

// TestDeskKeyboard: a notice is begun, written, and published by keyboard alone.
func TestDeskKeyboard(t *testing.T) {
	t.Parallel()
	n := newNewcomer(t, "init", "--yes")
	press := func(keys ...string) {
		t.Helper()
		for _, k := range keys {
			n.do(chromedp.KeyEvent(k))
		}
	}
	enter := func() {
		t.Helper()
		if _, err := chromedp.RunResponse(n.ctx, chromedp.KeyEvent(kb.Enter)); err != nil {
			t.Fatal(err)
		}
	}
	n.visit("/_gazette/", 1280)
	n.tabTo(`at.textContent === 'New notice'`)
	enter()
	n.await(`document.activeElement.name === 'title'`)
	press("House rules")
	enter()
	n.await(`window.gazetteEditor !== undefined`)
	n.tabTo(`at.textContent === 'More about this text'`)
	press(kb.Enter)
	n.tabTo(`at.id === 'w-related-find'`)
	press("cook")
	n.await(`document.querySelector('[role=option][aria-selected=true]') !== null`)
	press(kb.Enter)
	n.onDisk("content/en/house-rules.md", "related:\n  - \"cookies\"")
	n.tabTo(`at.classList.contains('cm-content')`)
	press("Typed by hand. ")
	n.onDisk("content/en/house-rules.md", "Typed by hand.")
	n.tabTo(`at.getAttribute('role') === 'tab'`) // Tab leaves the editor
	press(kb.ArrowRight)
	if got := eval[string](n.tab, `document.activeElement.dataset.view`); got != "page" {
		t.Errorf("the arrow leads to the view %q", got)
	}
	n.tabTo(`at.textContent === 'Mark as ready'`)
	enter()
	n.tabTo(`at.textContent === 'Yes, do this'`)
	enter()
	if log := n.read("archive/changes.jsonl"); !strings.Contains(log, `"house-rules"`) {
		t.Errorf("nothing was recorded: %s", log)
	}
}

// TestDeskRightToLeft: an Arabic text is written from right to left: its lines begin at the right, the numbers of its lines
// stand there, the left arrow goes on in the text, and what is typed reaches the file as it was meant.
func TestDeskRightToLeft(t *testing.T) {
	t.Parallel()
	n := newNewcomer(t, "init", "--yes")
	const file = "content/ar/cookies.md"
	n.edit(file)
	got := eval[struct {
		Direction, Align string
		Gutter, Begins   bool
	}](n.tab, `(() => {
		const view = window.gazetteEditor, style = getComputedStyle(view.contentDOM);
		view.dispatch({changes: {from: 0, insert: 'سطر أول.\n\n'}, selection: {anchor: 0}});
		view.focus();
		const line = view.coordsAtPos(0), end = view.coordsAtPos(4), gutter = document.querySelector('.cm-gutters').getBoundingClientRect(), text = view.contentDOM.getBoundingClientRect();
		return {Direction: style.direction, Align: style.textAlign, Gutter: gutter.left >= text.right - 1, Begins: line.left > end.left};
	})()`)
	if got.Direction != "rtl" || !got.Gutter || !got.Begins {
		t.Errorf("the editor is %+v", got)
	}
	n.do(chromedp.KeyEvent(kb.ArrowLeft))
	if at := eval[int](n.tab, `window.gazetteEditor.state.selection.main.head`); at != 1 {
		t.Errorf("the left arrow leads from 0 to %d, want 1", at)
	}
	n.do(chromedp.KeyEvent(kb.Home), chromedp.KeyEvent("كلمة (EU) 2016/679 "))
	n.onDisk(file, "كلمة (EU) 2016/679 سطر أول.")
	eval[any](n.tab, `document.querySelector('[data-view=page]').click()`)
	for _, part := range []string{`#w-body + .d-editor .cm-content`, `.d-look`, `h1`} {
		if dir := eval[string](n.tab, fmt.Sprintf(`document.querySelector(%q).dir`, part)); dir != "rtl" {
			t.Errorf("%s has the direction %q", part, dir)
		}
	}
}
