package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// result is one entry of the list on the search page.
type result struct {
	Href, Title, Note string
	Marks             []string
}

const readResults = `[...document.querySelectorAll('.n-result')].map(r => ({
	Href: r.querySelector('a').getAttribute('href'), Title: r.querySelector('a').textContent,
	Note: r.querySelector('.n-result__note')?.textContent ?? '', Marks: [...r.querySelectorAll('mark')].map(m => m.textContent)}))`

// searched is met once the results of a question are all there.
const searched = `new Promise(done => (function look() {
	new URLSearchParams(location.search).get('q') === document.querySelector('#n-query').value.trim() &&
	document.querySelector('.n-results__list').getAttribute('aria-busy') === 'false' ? done(true) : requestAnimationFrame(look);
})())`

// results waits for the results and reads them.
func (p *tab) results() []result {
	p.Helper()
	run(p, chromedp.Evaluate[bool](searched, chromedp.EvalAwaitPromise))
	return eval[[]result](p, readResults)
}

// fetched is what the page has loaded so far, by path.
func (p *tab) fetched() []string {
	p.Helper()
	return eval[[]string](p, `performance.getEntriesByType('resource').map(e => new URL(e.name).pathname)`)
}

func contains(list []string, part string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, part) })
}

// question is asked in a language; the answer is among the first few results,
// and marks what was found.
type question struct{ path, query, href, mark string }

func (q question) ask(t *testing.T, d desk) {
	t.Run(q.path+q.query, func(t *testing.T) {
		t.Parallel()
		p := d.newTab(t)
		p.visit(q.path+"legal/search/?q="+q.query, 1280)
		found := p.results()
		at := slices.IndexFunc(found, func(r result) bool { return r.Href == q.href })
		if at < 0 || at > 4 {
			t.Fatalf("%q: %s is not among the first: %+v", q.query, q.href, found)
		}
		if !slices.Contains(found[at].Marks, q.mark) {
			t.Errorf("%q: %q is not marked: %q", q.query, q.mark, found[at].Marks)
		}
		if faults := p.heard(); len(faults) > 0 {
			t.Error(strings.Join(faults, "\n"))
		}
	})
}

// TestSearch finds words in every script, however they are written.
func TestSearch(t *testing.T) {
	d := open(t)
	for _, q := range []question{
		{"/", "cookies", "/legal/cookies/", "Cookies"},
		{"/", "retention", "/legal/privacy-policy/#retention", "Retention"},
		{"/", "COOKIES WE USE", "/legal/cookies/#cookies-we-use", "cookies"},
		{"/", "notifyng", "/legal/acceptable-use/#how-we-decide", "notify"}, // mistyped
		{"/de/", "aenderung", "/de/legal/privacy-policy/#changes", "Änderungen"},
		{"/de/", "anderungen", "/de/legal/privacy-policy/#changes", "Änderungen"},
		{"/fr/", "ｄｏｎｎｅｅｓ", "/fr/legal/privacy-policy/#sharing", "données"},
		{"/pl/", "platnosc", "/pl/legal/terms-of-service/#fees", "płatność"},
		{"/ja/", "個人", "/ja/legal/privacy-policy/", "個人"},
		{"/ja/", "ﾎﾟﾘｼｰ", "/ja/legal/privacy-policy/", "ポリシー"},
		{"/zh-Hans/", "信息", "/zh-Hans/legal/privacy-policy/#information-we-collect", "信息"},
		{"/ko/", "쿠키", "/ko/legal/cookies/#what-cookies-are", "쿠키"},
		{"/ko/", "방침", "/ko/legal/privacy-policy/", "방침"}, // the end of a word
		{"/ar/", "بيانات", "/ar/legal/careers-privacy/#sources", "بيانات"},
		{"/ar/", "البيانات", "/ar/legal/careers-privacy/#sources", "بيانات"},
	} {
		q.ask(t, d)
	}
}

// TestSearchElsewhere searches a site in languages that the sample does not
// have: one without a catalogue and without spaces, and one that writes the
// article with the word.
func TestSearchElsewhere(t *testing.T) {
	d := open(t)
	dir := t.TempDir()
	for path, text := range map[string]string{
		"static/favicon.ico":    "", // browsers ask for it
		"gazette.yaml":          "title: T\nbase_url: https://www.example.com/\nsection: legal\ndefault_locale: en\nlocales: [en, th, he]\n",
		"content/en/privacy.md": "---\ntitle: Privacy\nlocale: en\neffective: 2026-01-01\n---\n\n## Rights {#rights}\n\nWords.\n",
		"content/th/privacy.md": "---\ntitle: นโยบายความเป็นส่วนตัว\nlocale: th\neffective: 2026-01-01\n---\n\n## สิทธิของคุณ {#rights}\n\nเราเก็บรวบรวมข้อมูลส่วนบุคคลของคุณ\n",
		"content/he/privacy.md": "---\ntitle: מדיניות פרטיות\nlocale: he\neffective: 2026-01-01\n---\n\n## הזכויות שלך {#rights}\n\nאנו משתמשים בעוגיות.\n",
	} {
		path = filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	program := filepath.Join(d.sample.dir, "..", "..", "gazette")
	if out, err := exec.Command(program, "-C", dir, "build", "--date", day).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	public := filepath.Join(dir, "public")
	server := serve(public)
	t.Cleanup(server.Close)
	d.sample = &sample{dir: public, url: server.URL}
	for _, q := range []question{
		{"/th/", "ข้อมูล", "/th/legal/privacy/#rights", "ข้อมูล"},
		{"/th/", "ความเป็นส่วนตัว", "/th/legal/privacy/", "ตัว"},
		{"/he/", "עוגיות", "/he/legal/privacy/#rights", "עוגיות"},
		{"/he/", "זכויות", "/he/legal/privacy/#rights", "זכויות"},
	} {
		q.ask(t, d)
	}
}

// TestSearchLoadsNothing before it is used, and earlier editions only when
// they are asked for.
func TestSearchLoadsNothing(t *testing.T) {
	d := open(t)
	p := d.newTab(t)
	for _, path := range []string{"/legal/", "/legal/cookies/"} {
		p.visit(path, 360)
		if got := p.fetched(); contains(got, "search") {
			t.Errorf("%s has loaded %q", path, got)
		}
	}
	p.visit("/legal/search/", 360)
	if got := p.fetched(); contains(got, "minisearch") || contains(got, ".json") {
		t.Errorf("the search page has loaded %q", got)
	}
	p.do(chromedp.KeyEvent("cookies")) // the field has the focus
	now := p.results()
	if got := p.fetched(); !contains(got, "minisearch") || !contains(got, "/assets/search/en/cookies.") || contains(got, ".older.") {
		t.Errorf("a question has loaded %q", got)
	}
	if slices.ContainsFunc(now, func(r result) bool { return r.Note != "" }) {
		t.Errorf("a text that is not in force is shown: %+v", now)
	}
	p.tabTo(`at.name === 'older'`)
	p.do(chromedp.KeyEvent(" "))
	run(p, chromedp.Evaluate[bool](`new Promise(done => (function look() { document.querySelector('.n-result__note') ? done(true) : requestAnimationFrame(look); })())`, chromedp.EvalAwaitPromise))
	all := p.results()
	first := slices.IndexFunc(all, func(r result) bool { return r.Note != "" })
	if len(all) <= len(now) || first < 1 || !contains(p.fetched(), ".older.") {
		t.Errorf("%d results, with earlier editions %d, the first at %d", len(now), len(all), first)
	}
	if faults := p.heard(); len(faults) > 0 {
		t.Error(strings.Join(faults, "\n"))
	}
}

// TestSearchByKeyboard asks, walks the results, follows one to its clause and
// comes back to them, without a mouse.
func TestSearchByKeyboard(t *testing.T) {
	d := open(t)
	p := d.newTab(t)
	p.visit("/legal/", 1280)
	p.tabTo(`at.matches('.n-find')`)
	if _, err := chromedp.RunResponse(p.ctx, chromedp.KeyEvent(kb.Enter)); err != nil {
		t.Fatal(err)
	}
	p.tabTo(`at.name === 'older'`)
	p.do(chromedp.KeyEvent("/"))
	if !eval[bool](p, `document.activeElement.id === 'n-query'`) {
		t.Error("/ does not lead to the field")
	}
	p.do(chromedp.KeyEvent(kb.Escape)) // the driver sends the letter although the page took the key
	p.do(chromedp.KeyEvent("retention"))
	if found := p.results(); len(found) == 0 {
		t.Fatal("nothing found")
	}
	says := eval[string](p, `document.querySelector('[role=status]').textContent`)
	if !strings.Contains(says, "result") {
		t.Errorf("the count is not announced: %q", says)
	}
	p.do(chromedp.KeyEvent(kb.ArrowDown))
	first := eval[string](p, `document.activeElement.getAttribute('href')`)
	address := eval[string](p, `location.pathname + location.search`)
	p.do(chromedp.KeyEvent(kb.ArrowUp))
	if !eval[bool](p, `document.activeElement.id === 'n-query'`) {
		t.Error("the arrow up does not lead back to the field")
	}
	p.do(chromedp.KeyEvent(kb.ArrowDown))
	if _, err := chromedp.RunResponse(p.ctx, chromedp.KeyEvent(kb.Enter)); err != nil {
		t.Fatal(err)
	}
	_, id, _ := strings.Cut(first, "#")
	p.soon(`(e => e && e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().top < innerHeight)(document.getElementById('` + id + `'))`)
	p.visit(address, 1280) // as Back does
	if found := p.results(); len(found) == 0 || found[0].Href != first {
		t.Errorf("%s does not lead to the results: %+v", address, found)
	}
	p.do(chromedp.KeyEvent("/"), chromedp.KeyEvent(kb.Escape))
	if eval[bool](p, `document.querySelector('#n-query').value !== '' || document.querySelector('.n-result') !== null || location.search !== ''`) {
		t.Error("Escape does not clear")
	}
}

// TestSearchAxe: the page holds to axe's rules with results, in both schemes.
func TestSearchAxe(t *testing.T) {
	t.Parallel()
	d := open(t)
	axe := axeSource(t)
	for _, path := range []string{"/legal/search/?older=1&q=cookies", "/ar/legal/search/?q=بيانات", "/de/legal/search/?q=xyzzy"} {
		for scheme, width := range map[string]int64{"light": 360, "dark": 1280} {
			p := d.newTab(t)
			p.withoutPolicy()
			p.reading(scheme, "none")
			p.visit(path, width)
			p.results()
			eval[any](p, "void "+axe)
			got := run(p, chromedp.Evaluate[struct {
				Rules      int      `json:"rules"`
				Violations []string `json:"violations"`
			}](runAxe, chromedp.EvalAwaitPromise))
			for _, v := range got.Violations {
				t.Errorf("%s, %s at %d px: %s", path, scheme, width, v)
			}
			if excess := eval[facts](p, readFacts).Excess; excess > 0 || got.Rules < 10 {
				t.Errorf("%s at %d px is %d px too wide, and met %d rules", path, width, excess, got.Rules)
			}
		}
	}
}

// TestSearchWithoutScript says so, and leads to the list of notices.
func TestSearchWithoutScript(t *testing.T) {
	d := open(t)
	p := d.newTab(t)
	call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	p.visit("/de/legal/search/?q=cookies", 360)
	text := eval[string](p, `document.querySelector('main').innerText`)
	if !strings.Contains(text, "JavaScript") {
		t.Errorf("the page does not say that it needs a script: %s", text)
	}
	if !eval[bool](p, `document.querySelector('main a[href="/de/legal/"]').getBoundingClientRect().height > 0`) {
		t.Error("no link to the list of notices")
	}
}
