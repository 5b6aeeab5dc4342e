package e2e

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// wentAway reports whether a page was left while it was asked: the one that comes is to be asked.
func wentAway(err error) bool {
	return strings.Contains(err.Error(), "navigated") || strings.Contains(err.Error(), "context")
}

// soon waits until an expression holds, in this page or in the one that comes.
func (p *tab) soon(holds string) {
	p.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 3*time.Minute)
	defer cancel()
	ask := chromedp.Evaluate[bool](`new Promise(done => {
		const end = performance.now() + 60000;
		const look = () => `+holds+` ? done(true) : performance.now() > end ? done(false) : requestAnimationFrame(look);
		look();
	})`, chromedp.EvalAwaitPromise)
	ok, err := chromedp.Run(ctx, ask)
	for err != nil && ctx.Err() == nil && wentAway(err) {
		ok, err = chromedp.Run(ctx, ask)
	}
	if err != nil {
		p.Fatal(err)
	}
	if !ok {
		p.Errorf("it never holds that %s (at %s)", holds, eval[string](p, `[location.hash, scrollY, document.documentElement.scrollHeight, document.querySelector('[aria-current=location]')?.outerHTML].join(' ')`))
	}
}

// TestContents follows the reader, and the reader follows it by keyboard.
func TestContents(t *testing.T) {
	d := open(t)
	for _, lang := range locales {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			p := d.newTab(t)
			at, _ := d.sample.largest("notice", lang)
			p.visit(at.path, 1280)
			p.tabTo(`at.matches('.n-contents li:nth-child(3) > a')`)
			p.do(chromedp.KeyEvent(kb.Enter))
			const marked = `document.querySelectorAll('.n-contents [aria-current]')`
			p.soon(marked + `.length === 1 && location.hash && ` + marked + `[0].hash === location.hash`)
			eval[any](p, `scrollTo(0, 0)`)
			p.soon(marked + `.length === 0`)
			eval[any](p, `scrollTo(0, 1e6)`)
			p.soon(marked + `[0]?.closest('.n-contents__all > ol > li')?.matches(':last-child')`)
		})
	}
}

// TestPermalink is beside every heading, names it, leads to it and is copied.
func TestPermalink(t *testing.T) {
	d := open(t)
	for _, lang := range locales {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			p := d.newTab(t)
			call(p, browser.SetPermission, browser.SetPermissionParams{Permission: &browser.PermissionDescriptor{Name: "clipboard-write"}, Setting: browser.PermissionSettingGranted})
			at, _ := d.sample.largest("notice", lang)
			p.visit(at.path, 360)
			if bare := eval[[]string](p, `[...document.querySelectorAll('.n-text :is(h2, h3, h4)')].filter(h =>
				decodeURIComponent(h.nextElementSibling?.hash.slice(1)) !== h.id || !h.nextElementSibling.ariaLabel.includes(h.textContent)).map(h => h.id)`); len(bare) > 0 {
				t.Errorf("headings without a link to them: %v", bare)
			}
			p.tabTo(`at.matches('.n-permalink')`)
			p.do(chromedp.KeyEvent(kb.Enter))
			p.soon(`document.querySelector('.n-clause [role=status]')?.textContent === document.querySelector('.n-text').dataset.copied`)
			if at := eval[string](p, `location.hash`); at == "" {
				t.Error("the permalink leads nowhere")
			}
		})
	}
}

// TestTheme chooses dark by keyboard. The choice holds at once, also without a
// script; with one it is there on the next page, before anything is painted.
func TestTheme(t *testing.T) {
	d := open(t)
	at, _ := d.sample.largest("notice", "en")
	next, _ := d.sample.largest("hub", "de")
	const scheme = `getComputedStyle(document.documentElement).colorScheme`
	choose := func(p *tab) {
		p.visit(at.path, 1280)
		if got := eval[string](p, scheme); got != "light dark" {
			t.Errorf("the page begins with the scheme %q", got)
		}
		eval[any](p, `void document.querySelector('.n-theme select').focus()`)
		p.do(chromedp.KeyEvent(kb.End))
		p.soon(scheme + ` === 'dark'`)
	}
	t.Run("with a script", func(t *testing.T) {
		p := d.newTab(t)
		choose(p)
		p.before(`new MutationObserver((_, o) => { if (document.documentElement?.dataset.theme) { window.themed = performance.now(); o.disconnect() } }).observe(document, {attributes: true, subtree: true})`)
		late := 0 // nothing waits for the script: on a busy machine it may come after the first picture
		for range 5 {
			p.visit(next.path, 360)
			p.soon(scheme + ` === 'dark' && document.querySelector('.n-theme select').value === 'dark' && performance.getEntriesByType('paint').length > 0`)
			if eval[bool](p, `window.themed > performance.getEntriesByName('first-paint')[0].startTime`) {
				late++
			}
		}
		if late > 1 {
			t.Errorf("%d of 5 pages were painted before they were dark", late)
		}
		eval[any](p, `void document.querySelector('.n-theme select').focus()`)
		p.do(chromedp.KeyEvent(kb.Home))
		p.soon(scheme + ` === 'light dark' && !localStorage.getItem('n-theme')`)
	})
	t.Run("without", func(t *testing.T) {
		p := d.newTab(t)
		call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		p.visit(at.path, 1280)
		p.tabTo(`at.matches('.n-theme select')`)
		p.do(chromedp.KeyEvent(kb.End))
		if got := eval[string](p, scheme); got != "dark" {
			t.Errorf("the chosen scheme is %q", got)
		}
		if eval[bool](p, `!!document.querySelector('.n-suggest, .n-hint, [aria-current=location]')`) {
			t.Error("without a script there is something of the scripts")
		}
	})
}

// TestFootnote is shown where it is mentioned (WCAG 1.4.13): by focus and by
// pointer, stays under the pointer, goes by Escape, and is a plain link still.
func TestFootnote(t *testing.T) {
	d := open(t)
	for _, lang := range []string{"de", "ar"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			p := d.newTab(t)
			var path string
			for _, f := range d.sample.pages {
				if f.kind == "notice" && f.lang == lang && notice(f.path) == "cookies/" {
					path = f.path
				}
			}
			p.visit(path, 360)
			p.tabTo(`at.matches('.footnote-ref')`)
			p.soon(`document.querySelector('.n-hint')?.textContent.trim().length > 20`)
			const box = `document.querySelector('.n-hint').getBoundingClientRect()`
			if !eval[bool](p, `(r => r.left >= 0 && r.right <= innerWidth)(`+box+`) && document.querySelectorAll('.n-hint [id], .n-hint .footnote-backref').length === 0 &&
				document.activeElement.getAttribute('aria-describedby') === document.querySelector('.n-hint').id`) {
				t.Error("the footnote is shown, but not well: ", eval[string](p, `document.querySelector('.n-hint').outerHTML`))
			}
			p.do(chromedp.KeyEvent(kb.Escape))
			p.soon(`!document.querySelector('.n-hint')`)

			point := func(at string) {
				where := eval[struct{ X, Y float64 }](p, `(r => ({X: r.left + r.width / 2, Y: r.top + r.height / 2}))(`+at+`)`)
				p.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, where.X, where.Y))
			}
			point(`document.querySelector('.footnote-ref').getBoundingClientRect()`)
			p.soon(`document.querySelector('.n-hint')`)
			point(box)
			run(p, chromedp.Evaluate[bool](`new Promise(done => setTimeout(() => done(true), 500))`, chromedp.EvalAwaitPromise)) // longer than it takes to go
			p.soon(`document.querySelector('.n-hint')`)
			p.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, 1, 1))
			p.soon(`!document.querySelector('.n-hint')`)
			p.do(chromedp.KeyEvent(kb.Enter))
			p.soon(`decodeURIComponent(location.hash) === '#fn:1' && !document.querySelector('.n-hint')`)
		})
	}
}
