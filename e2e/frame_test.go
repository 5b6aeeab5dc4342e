package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The first menu, and what it opens.
const (
	firstMenu  = `document.querySelector('.n-menu')`
	firstPanel = `document.querySelector('.n-menu__panel')`
	sheet      = `document.querySelector('.n-site')`
	// standing tells whether an element can be seen whole, without scrolling sideways.
	standing = `(e => { const r = e.getBoundingClientRect(); return r.width > 0 && r.height > 0 && r.left >= 0 && r.right <= innerWidth })`
)

// press clicks with the mouse where an element stands.
func (p *tab) press(element string) {
	p.Helper()
	at := eval[struct{ X, Y float64 }](p, `(e => {
		e.scrollIntoView({block: 'nearest', behavior: 'instant'});
		const r = e.getBoundingClientRect();
		return {X: r.left + r.width / 2, Y: r.top + r.height / 2};
	})(`+element+`)`)
	p.do(chromedp.MouseClickXY(at.X, at.Y))
}

// TestMenus opens and closes the organisation's menus as the ARIA disclosure pattern has it: by keyboard and by mouse.
func TestMenus(t *testing.T) {
	d := open(t)
	for _, lang := range []string{"en", "ar"} {
		for _, width := range []int64{1024, 1280} {
			t.Run(fmt.Sprintf("%s, %d px", lang, width), func(t *testing.T) {
				t.Parallel()
				page, _ := d.sample.largest("notice", lang)
				p := d.newTab(t)
				p.visit(page.path, width)
				p.soon(`document.readyState === 'complete'`)
				p.tabTo(`at.matches('.n-menu > summary')`)
				p.do(chromedp.KeyEvent(kb.Enter))
				p.soon(firstMenu + `.open && ` + standing + `(` + firstPanel + `)`)
				p.do(chromedp.KeyEvent(kb.Tab))
				p.soon(`document.activeElement.closest('.n-menu__panel') === ` + firstPanel)
				p.do(chromedp.KeyEvent(kb.Escape))
				p.soon(`!` + firstMenu + `.open && document.activeElement === ` + firstMenu + `.firstElementChild`)
				p.press(firstMenu + `.firstElementChild`)
				p.soon(firstMenu + `.open`)
				p.press(`document.querySelectorAll('.n-menu')[1].firstElementChild`)
				p.soon(`!` + firstMenu + `.open && document.querySelectorAll('.n-menu[open]').length === 1`)
				p.press(`document.querySelector('.n-footer, main h1')`)
				p.soon(`document.querySelectorAll('.n-menu[open]').length === 0`)
			})
		}
	}
}

// TestMenuLeftByTab closes a menu that the keyboard has left behind.
func TestMenuLeftByTab(t *testing.T) {
	d := open(t)
	page, _ := d.sample.largest("notice", "en")
	p := d.newTab(t)
	p.visit(page.path, 1280)
	p.tabTo(`at.matches('.n-menu > summary')`)
	p.do(chromedp.KeyEvent(kb.Enter))
	p.soon(firstMenu + `.open`)
	p.tabTo(`at === document.querySelectorAll('.n-menu > summary')[1]`)
	p.soon(`!` + firstMenu + `.open`)
}

// TestSheet opens the menus on a phone: by the button, with a script and without.
func TestSheet(t *testing.T) {
	d := open(t)
	for _, lang := range []string{"en", "de", "ja", "ar"} {
		for _, scripts := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, scripts %t", lang, scripts), func(t *testing.T) {
				t.Parallel()
				page, _ := d.sample.largest("notice", lang)
				p := d.newTab(t)
				call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !scripts})
				p.visit(page.path, 360)
				if eval[bool](p, standing+`(`+sheet+`)`) {
					t.Fatal("the menus are there before anybody asked")
				}
				p.press(`document.querySelector('.n-open')`)
				if !eval[bool](p, sheet+`.matches(':popover-open') && `+standing+`(`+sheet+`)`) {
					t.Fatal("the button does not open the menus")
				}
				p.press(firstMenu + `.firstElementChild`)
				if !eval[bool](p, firstMenu+`.open && `+standing+`(`+firstPanel+`) && `+sheet+`.scrollWidth <= innerWidth`) {
					t.Error("a menu does not open in the sheet, or leaves the window")
				}
				if scripts { // Escape closes the menu first, and leaves the sheet
					p.do(chromedp.KeyEvent(kb.Escape))
					p.soon(`!` + firstMenu + `.open && ` + sheet + `.matches(':popover-open')`)
				}
				p.do(chromedp.KeyEvent(kb.Escape))
				if eval[bool](p, sheet+`.matches(':popover-open')`) {
					t.Error("Escape does not close the sheet")
				}
				p.press(`document.querySelector('.n-open')`)
				p.press(`document.querySelector('.n-shut')`)
				if eval[bool](p, sheet+`.matches(':popover-open')`) {
					t.Error("its button does not close the sheet")
				}
			})
		}
	}
}

// drawn counts the elements before which the style sheet draws a picture that is inside them.
const drawn = `(list => list.filter(e => { const s = getComputedStyle(e, '::before');
	return s.clipPath.startsWith('path(') && parseFloat(s.width) >= 20 && parseFloat(s.height) >= 20 && s.backgroundColor !== 'rgba(0, 0, 0, 0)' }).length)`

// TestOwner: the logo leads to the organisation and keeps its proportions, the name to the list of notices, and every
// picture of a network has a name.
func TestOwner(t *testing.T) {
	d := open(t)
	page, _ := d.sample.largest("notice", "de")
	p := d.glance(t)
	p.visit(page.path, 360)
	p.soon(`document.querySelector('.n-brand__logo img').complete`)
	if at := eval[string](p, `document.querySelector('.n-brand__logo').href`); at != "https://www.lanternfield.example/" {
		t.Errorf("the logo leads to %s", at)
	}
	if at := eval[string](p, `new URL(document.querySelector('.n-brand__name').href).pathname`); at != "/de/legal/" {
		t.Errorf("the name of the legal centre leads to %s", at)
	}
	if !eval[bool](p, `(i => i.alt !== '' && i.naturalWidth > 0 && Math.abs(i.width / i.height - i.naturalWidth / i.naturalHeight) < .05)(document.querySelector('.n-brand__logo img'))`) {
		t.Error("the logo has no name, or not its own proportions")
	}
	if bare := eval[int](p, `[...document.querySelectorAll('.n-footer__social a')].filter(a => !a.textContent.trim() && !a.querySelector('[aria-label]')).length`); bare > 0 {
		t.Errorf("%d links to networks have no name", bare)
	}
	if n := eval[int](p, drawn+`([...document.querySelectorAll('.n-footer__social a')])`); n != 2 {
		t.Errorf("%d networks have an icon, want 2", n)
	}
	if n := eval[int](p, drawn+`([...document.querySelectorAll('.n-find, .n-switch__button, .n-open')])`); n != 3 {
		t.Errorf("%d of search, languages and menus have an icon, want 3", n)
	}
}

// TestAxeMenus finds no violation while menus, sheet or languages are open.
func TestAxeMenus(t *testing.T) {
	d := open(t)
	axe := axeSource(t)
	for _, lang := range locales {
		for _, look := range []struct {
			scheme string
			width  int64
			open   string
		}{
			{"light", 360, `document.querySelector('.n-open').click(), ` + firstMenu + `.open = true`},
			{"dark", 360, `document.querySelector('.n-open').click(), ` + firstMenu + `.open = true`},
			{"light", 1280, firstMenu + `.open = true`},
			{"dark", 1280, firstMenu + `.open = true`},
			{"dark", 360, `document.querySelector('.n-switch').open = true`},
		} {
			t.Run(fmt.Sprintf("%s, %s at %d px", lang, look.scheme, look.width), func(t *testing.T) {
				t.Parallel()
				page, _ := d.sample.largest("notice", lang)
				p := d.newTab(t)
				p.withoutPolicy()
				p.reading(look.scheme, "none")
				p.visit(page.path, look.width)
				eval[any](p, "void "+axe)
				eval[any](p, "void ("+look.open+")")
				p.judge(page.path)
			})
		}
	}
}
