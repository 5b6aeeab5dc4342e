package e2e

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// speaks sets the languages that the reader's browser asks for.
func (p *tab) speaks(languages string) {
	p.Helper()
	agent := eval[string](p, `navigator.userAgent`)
	call(p, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: agent, AcceptLanguage: languages})
}

// before runs a script in every page that is opened, before its own.
func (p *tab) before(script string) {
	p.Helper()
	call(p, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
}

// noteQuestions lets offered know whether a page has asked for the words of an
// offer. They come when the whole page has been painted, so that what moves
// from then on has moved for the offer.
const noteQuestions = `{
	const real = fetch, painted = new Promise(done => addEventListener('load', () => requestAnimationFrame(() => requestAnimationFrame(done))));
	window.fetch = async (...a) => { window.asked = true; await painted; window.answered = performance.now(); return real(...a) };
}`

// offered is the language that the page offers, or nothing. A page that offers
// one has asked for the words by the time that it is loaded.
func (p *tab) offered() string {
	p.Helper()
	return run(p, chromedp.Evaluate[string](`new Promise(done => {
		const look = () => {
			const link = document.querySelector('.n-suggest a');
			if (link) done(link.hreflang); else if (window.asked) requestAnimationFrame(look); else done('');
		};
		look();
	})`, chromedp.EvalAwaitPromise))
}

// reader opens a tab whose reader has some languages, and has chosen none yet.
func (d desk) reader(t *testing.T, languages string) *tab {
	t.Helper()
	p := d.newTab(t)
	p.before(noteQuestions)
	p.speaks(languages)
	return p
}

// others are the languages of a reader who cannot read a page.
func others(lang string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(locales), func(l string) bool { return l == lang }), ",")
}

// TestSuggestion offers a page in the language that its reader wants first
// among those that the page has.
func TestSuggestion(t *testing.T) {
	d := open(t)
	for _, c := range []struct{ languages, page, want string }{
		{"en-GB,en", "en", ""},
		{"de", "en", "de"},
		{"de-AT,en", "en", "de"},
		{"en,de", "en", ""},
		{"sv,fr-CA,en", "en", "fr"},
		{"sv", "en", ""},
		{"pt", "en", "pt-BR"},
		{"pt-PT,pt", "en", "pt-BR"},
		{"zh-CN", "en", "zh-Hans"},
		{"zh-SG", "en", "zh-Hans"},
		{"zh-TW,en", "en", ""},   // Traditional Chinese is not there, English is
		{"zh-TW,ja", "en", "ja"}, // nor is Simplified Chinese what was asked for
		{"zh-TW", "en", "zh-Hans"},
		{"ar-EG,en", "en", "ar"},
		{"en-US", "ar", "en"},
		{"ja,en", "de", "ja"},
	} {
		t.Run(c.languages+" on "+c.page, func(t *testing.T) {
			t.Parallel()
			p := d.reader(t, c.languages)
			at, _ := d.sample.largest("notice", c.page)
			p.visit(at.path, 360)
			if got := p.offered(); got != c.want {
				t.Fatalf("the page offers %q, want %q", got, c.want)
			}
			if c.want == "" {
				return
			}
			got := eval[struct{ Path, Lang, Dir, Name, Text string }](p, `(box => ({Path: box.querySelector('a').pathname, Lang: box.lang, Dir: box.dir, Name: box.ariaLabel, Text: box.innerText.trim()}))(document.querySelector('.n-suggest'))`)
			if notice(got.Path) != notice(at.path) || got.Lang != c.want || got.Dir != direction(c.want) {
				t.Errorf("the offer is %+v", got)
			}
			if words := map[string]string{"de": "Auf Deutsch ansehen", "ar": "العرض باللغة العربية", "en": "View in English"}[c.want]; words != "" && got.Text != words {
				t.Errorf("the offer reads %q, want %q", got.Text, words)
			}
			if faults := p.heard(); len(faults) > 0 {
				t.Errorf("%s", strings.Join(faults, "\n"))
			}
		})
	}
}

// TestSuggestionMovesNothing opens every kind of page with an offer: nothing
// of the page has moved for it.
func TestSuggestionMovesNothing(t *testing.T) {
	d := open(t)
	d.sample.telling(t, func(t *testing.T, at pageFile) {
		p := d.reader(t, others(at.lang))
		p.visit(at.path, 360)
		if p.offered() == "" {
			t.Fatalf("%s offers nothing", at.path)
		}
		moved := run(p, chromedp.Evaluate[[]string](`new Promise(done => {
			const moved = [];
			new PerformanceObserver(list => { for (const e of list.getEntries()) if (e.startTime > window.answered) moved.push(e.value + ' ' + e.sources.map(s => [s.node?.outerHTML?.slice(0, 60), JSON.stringify(s.previousRect), JSON.stringify(s.currentRect)])) }).observe({type: 'layout-shift', buffered: true});
			requestAnimationFrame(() => requestAnimationFrame(() => done(moved)));
		})`, chromedp.EvalAwaitPromise))
		if len(moved) > 0 {
			t.Errorf("%s: the layout shifts: %s", at.path, strings.Join(moved, "\n"))
		}
	})
}

// TestSuggestionIsRemembered refuses and accepts by keyboard alone.
func TestSuggestionIsRemembered(t *testing.T) {
	d := open(t)
	english, _ := d.sample.largest("notice", "en")
	german, _ := d.sample.largest("notice", "de")
	other, _ := d.sample.largest("hub", "en")
	japanese, _ := d.sample.largest("hub", "ja")
	offers := func(p *tab, path, want string) {
		t.Helper()
		p.visit(path, 1280)
		if got := p.offered(); got != want {
			t.Errorf("%s offers %q, want %q", path, got, want)
		}
	}
	t.Run("refused by Escape", func(t *testing.T) {
		p := d.reader(t, "de")
		offers(p, english.path, "de")
		p.do(chromedp.KeyEvent(kb.Escape))
		if eval[bool](p, `!!document.querySelector('.n-suggest')`) {
			t.Error("Escape does not close the offer")
		}
		offers(p, english.path, "")
		offers(p, other.path, "")
		offers(p, japanese.path, "en") // who stays with English reads English
	})
	t.Run("refused by its button", func(t *testing.T) {
		p := d.reader(t, "de")
		offers(p, english.path, "de")
		p.do(chromedp.KeyEvent(kb.Tab)) // the skip link
		p.do(chromedp.KeyEvent(kb.Tab))
		if !eval[bool](p, `document.activeElement.matches('.n-suggest a')`) {
			t.Error("the offer does not follow the skip link")
		}
		p.tabTo(`at.matches('.n-suggest button') && at.ariaLabel === 'Nein, danke'`)
		p.do(chromedp.KeyEvent(kb.Enter))
		p.do(chromedp.KeyEvent(kb.Tab))
		if !eval[bool](p, `document.activeElement.matches('.n-brand a')`) {
			t.Error("after the refusal, Tab does not go on where the offer was")
		}
		offers(p, other.path, "")
	})
	t.Run("accepted", func(t *testing.T) {
		p := d.reader(t, "de")
		offers(p, english.path+"#contact", "de")
		p.tabTo(`at.matches('.n-suggest a')`)
		if _, err := chromedp.RunResponse(p.ctx, chromedp.KeyEvent(kb.Enter)); err != nil {
			t.Fatal(err)
		}
		if at := eval[string](p, `location.pathname + location.hash`); at != german.path+"#contact" && notice(at) != notice(english.path)+"#contact" {
			t.Errorf("the offer leads to %s", at)
		}
		p.speaks("fr,de")
		offers(p, german.path, "") // German was chosen
		offers(p, japanese.path, "de")
	})
	t.Run("chosen in the switcher", func(t *testing.T) {
		p := d.reader(t, "en")
		offers(p, english.path, "")
		p.tabTo(`at.matches('.n-switch > summary')`)
		p.do(chromedp.KeyEvent(kb.Enter))
		p.tabTo(`at.closest('.n-switch__menu') && at.lang === 'ja'`)
		if _, err := chromedp.RunResponse(p.ctx, chromedp.KeyEvent(kb.Enter)); err != nil {
			t.Fatal(err)
		}
		if got := p.offered(); got != "" {
			t.Errorf("the page that was chosen offers %q", got)
		}
		offers(p, other.path, "ja")
	})
	t.Run("nothing can be remembered", func(t *testing.T) {
		p := d.reader(t, "de")
		p.before(`Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('refused', 'SecurityError') }})`)
		offers(p, english.path, "de")
		p.do(chromedp.KeyEvent(kb.Escape))
		offers(p, other.path, "de")
		if faults := p.heard(); len(faults) > 0 {
			t.Errorf("%s", strings.Join(faults, "\n"))
		}
	})
}
