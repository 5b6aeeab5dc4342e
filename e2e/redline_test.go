package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// changes are the numbers of changes of the redlines that are stepped through: a few, more than the list shows at
// once, and many.
var changes = []int{3, 50, 250}

// redlines is a site of redlines, built once: "steps-3" and so on with so many changes, and "kinds" with every kind.
var redlines = struct {
	once sync.Once
	url  string
	err  error
}{}

// redlines opens a tab on the site of redlines.
func (d desk) redlines(t *testing.T) *tab {
	t.Helper()
	return d.redlinesIn(t, "en-US")
}

// redlinesIn opens it for a reader of a language.
func (d desk) redlinesIn(t *testing.T, languages string) *tab {
	t.Helper()
	redlines.once.Do(func() { redlines.url, redlines.err = d.buildRedlines() })
	if redlines.err != nil {
		t.Fatal(redlines.err)
	}
	p := d.reader(t, languages)
	p.site = redlines.url
	return p
}

// buildRedlines records two editions of each notice and serves what is built of them.
func (d desk) buildRedlines() (string, error) {
	work := filepath.Dir(filepath.Dir(d.sample.dir))
	dir, program := filepath.Join(work, "redlines"), filepath.Join(work, "gazette")
	files := map[string]string{"gazette.yaml": "title: Redlines\nbase_url: https://redlines.example/\ndefault_locale: en\nlocales: [en, ar, ja]\n" +
		"check: {missing-translation: allow}\n"}
	for second, effective := range []string{"2026-01-01", "2026-02-01"} {
		for _, lang := range []string{"en", "ar", "ja"} {
			text, err := os.ReadFile(fmt.Sprintf("testdata/redlines/%s.%d.md", lang, second+1))
			if err != nil {
				return "", err
			}
			files["content/"+lang+"/kinds.md"] = string(text)
		}
		for _, n := range changes {
			files[fmt.Sprintf("content/en/steps-%d.md", n)] = stepsText(n, effective, second == 1)
		}
		for name, text := range files {
			full := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
				return "", err
			}
			if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
				return "", err
			}
		}
		if out, err := exec.Command(program, "-C", dir, "record", "--yes", "--date", effective).CombinedOutput(); err != nil {
			return "", fmt.Errorf("%w\n%s", err, out)
		}
	}
	if out, err := exec.Command(program, "-C", dir, "build", "--date", day).CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	server := serve(filepath.Join(dir, "public"))
	closers = append(closers, server.Close)
	return server.URL, nil
}

// stepsText is a text of twice as many clauses as are changed in it.
func stepsText(n int, effective string, changed bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: Steps of %d\nlocale: en\neffective: %s\n---\n", n, effective)
	days := 10
	if changed {
		days = 20
	}
	for k := range n {
		if k%20 == 0 {
			fmt.Fprintf(&b, "\n## Part %d\n\nWhat this part is about stands here and stays.\n", k/20+1)
		}
		fmt.Fprintf(&b, "\nClause %d applies from its beginning and ends after %d days, unless the parties agree otherwise.\n"+
			"\nWhat follows clause %d is the same in both editions of this text.\n", k+1, k*100+days, k+1)
	}
	return b.String()
}

func steps(n int) string { return fmt.Sprintf("/steps-%d/2026-02-01/changes/", n) }

// inSight tells of the change that was stepped to: it is the page's target, and stands in the window, above the bar.
const inSight = `(() => {
	const target = document.querySelector(':target'), bar = document.querySelector('.n-stepper');
	if (!target) return 'there is no target';
	const r = target.getBoundingClientRect(), bottom = bar ? bar.getBoundingClientRect().top : innerHeight;
	return target.checkVisibility() && r.height > 0 && r.top >= 0 && r.bottom <= bottom && r.left >= 0 && r.right <= innerWidth ? '' :
		target.id + ' stands at ' + [r.left, r.top, r.right, r.bottom].map(Math.round) + ' in ' + [innerWidth, bottom];
})()`

// TestStepsByBar steps through all changes on a phone by the bar that the script makes, there and back.
func TestStepsByBar(t *testing.T) {
	d := open(t)
	for _, n := range changes {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			p := d.redlines(t)
			p.visit(steps(n), 360)
			p.soon(`document.querySelector('.n-stepper')`)
			faults := run(p, chromedp.Evaluate[[]string](fmt.Sprintf(`(async () => {
				const [back, on] = document.querySelectorAll('.n-stepper button'), place = document.querySelector('.n-stepper output');
				const faults = [], say = (...words) => faults.push(words.join(' ')), painted = () => new Promise(requestAnimationFrame);
				const at = async (k) => {
					await painted();
					if (location.hash !== '#change-' + k || place.textContent !== 'Change ' + k + ' of %[1]d') say(k, 'leads to', location.hash, place.textContent);
					const sight = %[2]s;
					if (sight) say(sight);
				};
				for (const b of [back, on]) if (b.getBoundingClientRect().height < 44 || b.getBoundingClientRect().bottom > innerHeight) say('a button is small or out of sight');
				for (let k = 1; k <= %[1]d; k++) { on.click(); await at(k); }
				if (on.getAttribute('aria-disabled') !== 'true') say('it goes on after the last');
				on.click(); await at(%[1]d);
				for (let k = %[1]d - 1; k > 0; k--) { back.click(); await at(k); }
				if (back.getAttribute('aria-disabled') !== 'true') say('it goes back before the first');
				if (document.documentElement.scrollWidth > innerWidth) say('the page is wider than the window');
				if (history.length > 2) say('stepping fills the history:', history.length);
				return faults.slice(0, 9);
			})()`, n, inSight), chromedp.EvalAwaitPromise))
			for _, fault := range faults {
				t.Error(fault)
			}
			p.fromTheList(n)
		})
	}
}

// fromTheList opens the list, goes to the middle change, and steps on from there by the keyboard's own button.
func (p *tab) fromTheList(n int) {
	p.Helper()
	middle := n/2 + 1
	entry := fmt.Sprintf(`document.querySelector('.n-overview a[href="#change-%d"]')`, middle)
	eval[any](p, `void document.querySelectorAll('.n-overview details, details.n-overview__all').forEach(d => d.open = true)`)
	eval[any](p, entry+`.scrollIntoView({block: 'center', behavior: 'instant'}), `+entry+`.click()`)
	p.soon(fmt.Sprintf(`location.hash === '#change-%d' && document.querySelector('.n-stepper output').textContent === 'Change %[1]d of %d'`, middle, n))
	if fault := eval[string](p, inSight); fault != "" {
		p.Error(fault)
	}
	eval[any](p, `document.querySelectorAll('.n-stepper button')[1].click()`)
	p.soon(fmt.Sprintf(`location.hash === '#change-%d'`, middle+1))
}

// TestStepsWithoutScript steps through all changes on a phone by links alone, and finds each in the list.
func TestStepsWithoutScript(t *testing.T) {
	d := open(t)
	for _, n := range changes {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			p := d.redlines(t)
			call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
			p.visit(steps(n), 360)
			for _, fault := range eval[[]string](p, fmt.Sprintf(`(() => {
				const faults = [], say = (...words) => faults.push(words.join(' '));
				if (document.querySelector('.n-stepper')) say('there is a bar that does nothing');
				const go = (k, link) => {
					if (!link) return say('no link leads to change', k);
					const r = link.getBoundingClientRect();
					if (r.height < 24 || r.left < 0 || r.right > innerWidth) say('the link to change', k, 'is', r.height, 'px high, from', r.left, 'to', r.right);
					link.click();
					const sight = %[2]s;
					if (location.hash !== '#change-' + k || sight) say(k, 'leads to', location.hash, sight);
				};
				const step = (way) => {
					let part = document.querySelector(':target');
					while (part && !part.matches('.n-redline > *')) part = part.parentElement;
					while (part && !part.matches('.n-step')) part = part.previousElementSibling;
					return [...part?.querySelectorAll('a') ?? []].find(a => a.textContent === way);
				};
				const all = [...document.querySelectorAll('.n-overview a')].map(a => a.hash);
				if (all.length !== %[1]d || new Set(all).size !== %[1]d) say('the list has', all.length, 'entries');
				document.querySelector('.n-overview__all').open = true;
				const group = document.querySelector('.n-overview__group');
				if (group) group.open = true;
				go(1, document.querySelector('.n-overview a'));
				for (let k = 2; k <= %[1]d; k++) go(k, step('Next change'));
				if (step('Next change')) say('it goes on after the last');
				for (let k = %[1]d - 1; k > 0; k--) go(k, step('Previous change'));
				if (step('Previous change')) say('it goes back before the first');
				return faults.slice(0, 9);
			})()`, n, inSight)) {
				t.Error(fault)
			}
		})
	}
}

// TestLegend reads redlines in which every kind of mark occurs. Each looks in the text as it does in the key; and
// without its colours each looks unlike the others, and unlike what the author underlined, struck out or linked.
func TestLegend(t *testing.T) {
	d := open(t)
	for _, lang := range []string{"en", "ar", "ja"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			p := d.redlines(t)
			path := "/kinds/2026-02-01/changes/"
			if lang != "en" {
				path = "/" + lang + path
			}
			p.visit(path, 360)
			got := eval[struct{ Kinds, Faults []string }](p, legend)
			for _, fault := range got.Faults {
				t.Error(fault)
			}
			for _, kind := range []string{"ins", "del", "ins rl-moved", "del rl-moved", "ins rl-edit", "del rl-edit", "link", "jump", "number"} {
				if !strings.Contains("\n"+strings.Join(got.Kinds, "\n")+"\n", "\n"+kind+"\n") {
					t.Errorf("the text has no %q: there is %q", kind, got.Kinds)
				}
			}
			if eval[bool](p, `document.documentElement.scrollWidth > innerWidth`) {
				t.Error("the page is wider than the window")
			}
		})
	}
}

// legend gives the kinds of marks in the text, and what is wrong with the key.
const legend = `(() => {
	const kind = (e) => e.matches('.rl-link') ? 'link' : e.matches('.rl-jump') ? 'jump' : e.localName + (e.matches('.rl-moved') ? ' rl-moved' : e.matches('.rl-edit') ? ' rl-edit' : '');
	const shape = (e, part) => (s => [s.textDecorationLine, s.textDecorationStyle, s.textDecorationThickness, s.borderBlockEndStyle, s.borderBlockEndWidth, s.outlineStyle, s.outlineWidth, s.borderRadius !== '2px' && s.borderRadius, part && s.borderInlineStartStyle])(getComputedStyle(e, part)).join(' ');
	const marks = (within) => {
		const found = new Map();
		for (const e of document.querySelectorAll(within + ' :is(.rl-ins, .rl-del, .rl-link, .rl-jump)')) if (!found.has(kind(e))) found.set(kind(e), shape(e));
		return found;
	};
	const faults = [], text = marks('.n-redline'), key = marks('.n-key');
	for (const [k, looks] of text) if (key.get(k) !== looks) faults.push('in the text ' + k + ' looks like ' + looks + ', in the key like ' + key.get(k));
	const numbered = document.querySelector('.n-redline [data-change]'), number = document.querySelector('.n-key .rl-number');
	if (numbered && getComputedStyle(numbered, '::before').borderInlineStartStyle !== (number && getComputedStyle(number).borderInlineStartStyle)) faults.push('the numbers are not in the key');
	const all = new Map(text);
	for (const own of ['a[href]:not([class])', 'u', 's']) {
		const e = [...document.querySelectorAll('.n-redline ' + own)].find(e => !e.closest('.rl-ins, .rl-del'));
		if (e) all.set(own, shape(e)); else faults.push('the text has no ' + own);
	}
	const names = [...all.keys()];
	for (const a of names) for (const b of names) if (a < b && all.get(a) === all.get(b)) faults.push('without colours ' + a + ' looks like ' + b + ': ' + all.get(a));
	const kinds = [...text.keys()];
	if (numbered) kinds.push('number');
	return {Kinds: kinds, Faults: faults};
})()`

// TestStepsBesideSuggestion: what is said to readers of another language does not cover the bar.
func TestStepsBesideSuggestion(t *testing.T) {
	d := open(t)
	for _, width := range widths {
		p := d.redlinesIn(t, "ar")
		p.visit("/kinds/2026-02-01/changes/", width)
		p.soon(`document.querySelector('.n-suggest') && document.querySelector('.n-stepper')`)
		if eval[bool](p, `(() => {
			const [a, b] = ['.n-suggest', '.n-stepper'].map(s => document.querySelector(s).getBoundingClientRect());
			return a.bottom > b.top && a.top < b.bottom && a.right > b.left && a.left < b.right;
		})()`) {
			t.Errorf("at %d px the suggestion covers the bar", width)
		}
	}
}
