package e2e

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// edited is a sample of a test's own, previewed.
type edited struct {
	*tab
	dir string
}

// preview runs gazette serve on a copy of the sample, behind a proxy that adds
// the strictest policy to every answer, and opens a tab.
func preview(t *testing.T) *edited {
	t.Helper()
	d := open(t)
	work := filepath.Dir(filepath.Dir(d.sample.dir))
	dir := filepath.Join(t.TempDir(), "site")
	program := filepath.Join(work, "gazette")
	if out, err := exec.Command(program, "init", dir).CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	c := exec.Command(program, "-C", dir, "serve", "--date", day)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Signal(os.Interrupt)
		if err := c.Wait(); err != nil {
			t.Errorf("gazette serve ended with %v", err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address, err := url.Parse(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: address.Host})
	proxy.FlushInterval = -1
	proxy.ErrorHandler = func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) }
	proxy.ModifyResponse = func(r *http.Response) error {
		if !strings.HasPrefix(r.Request.URL.Path, "/_gazette/") {
			r.Header.Set("Content-Security-Policy", policy)
		}
		return nil
	}
	server := httptest.NewServer(proxy)
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	p := d.newTab(t)
	p.site = server.URL
	return &edited{p, dir}
}

func (e *edited) read(file string) string {
	e.Helper()
	data, err := os.ReadFile(filepath.Join(e.dir, filepath.FromSlash(file)))
	if err != nil {
		e.Fatal(err)
	}
	return string(data)
}

// save writes a file as most editors do: beside it, then in its place.
func (e *edited) save(file, text string) {
	e.Helper()
	full := filepath.Join(e.dir, filepath.FromSlash(file))
	if err := os.WriteFile(full+"~", []byte(text), 0o644); err != nil {
		e.Fatal(err)
	}
	if err := os.Rename(full+"~", full); err != nil {
		e.Fatal(err)
	}
}

// await waits until an expression holds in the page.
func (e *edited) await(expression string) {
	e.Helper()
	ctx, cancel := context.WithTimeout(e.ctx, 60*time.Second)
	defer cancel()
	for {
		_, err := chromedp.Run(ctx, chromedp.Poll[any](expression))
		if err == nil {
			return
		}
		if ctx.Err() != nil || !wentAway(err) {
			e.Fatal(err)
		}
	}
}

// TestPreviewReplacesText: an edit of the text arrives without loading the page
// anew, and the reader stays where they were.
func TestPreviewReplacesText(t *testing.T) {
	t.Parallel()
	e := preview(t)
	const file = "content/en/privacy-policy.md"
	e.visit("/legal/privacy-policy/", 1280)
	at := eval[float64](e.tab, `window.kept = true, document.querySelectorAll('.n-text h2')[5].scrollIntoView({behavior: 'instant'}), scrollY`)
	e.save(file, e.read(file)+"\nA sentence that was not there.\n")
	e.await(`document.getElementById('n-text').textContent.includes('A sentence that was not there.')`)
	if !eval[bool](e.tab, `window.kept === true`) {
		t.Error("the page was loaded anew")
	}
	if now := eval[float64](e.tab, `scrollY`); now != at || at == 0 {
		t.Errorf("the reader was at %v and is at %v", at, now)
	}
	if faults := e.heard(); len(faults) > 0 {
		t.Error(strings.Join(faults, "\n"))
	}
}

// TestPreviewLoadsAnew: what is around the text comes with the whole page.
func TestPreviewLoadsAnew(t *testing.T) {
	t.Parallel()
	e := preview(t)
	e.visit("/legal/imprint/", 1280)
	eval[bool](e.tab, `window.kept = true`)
	e.save("gazette.yaml", strings.Replace(e.read("gazette.yaml"), "Lanternfield Legal Centre", "Another Centre", 1))
	e.await(`document.querySelector('.n-brand__name').textContent === 'Another Centre'`)
	if eval[bool](e.tab, `window.kept === true`) {
		t.Error("the page was not loaded anew")
	}
}

const shadow = `document.querySelector('gazette-preview').shadowRoot`

// TestPreviewShowsMistakes: the last good page stays under the located
// mistake, and the mistake goes when it is mended.
func TestPreviewShowsMistakes(t *testing.T) {
	t.Parallel()
	e := preview(t)
	const file = "content/en/imprint.md"
	good := e.read(file)
	e.visit("/legal/imprint/", 1280)
	text := eval[string](e.tab, `document.getElementById('n-text').textContent`)
	e.save(file, strings.Replace(good, "effective: ", "effective: 2026-13-", 1))
	e.await(shadow + `.querySelector('.problems') !== null`)
	said := eval[string](e.tab, shadow+`.querySelector('.problems').textContent`)
	for _, want := range []string{"content/en/imprint.md:", "is not a date", "hint:", "effective: 2026-13-"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q does not hold %q", said, want)
		}
	}
	if eval[string](e.tab, `document.getElementById('n-text').textContent`) != text {
		t.Error("the page did not stay")
	}
	e.visit("/legal/imprint/", 360) // and is still there for whoever comes now
	e.await(shadow + `.querySelector('.problems') !== null`)
	if eval[string](e.tab, `document.getElementById('n-text').textContent`) != text {
		t.Error("the last good page cannot be opened")
	}
	e.save(file, good)
	e.await(shadow + `.querySelector('.problems') === null`)
	e.save(file, good+"\nSilently.\n") // can be read, but a build would refuse it
	e.await(shadow + `.querySelector('.problems')?.textContent.includes('the text differs from the one recorded') && document.getElementById('n-text').textContent.includes('Silently.')`)
	if faults := e.heard(); len(faults) > 0 {
		t.Error(strings.Join(faults, "\n"))
	}
}

// deskPages are the pages of the desk.
var deskPages = []string{"/_gazette/", "/_gazette/notices/", "/_gazette/notices/?day=2027-03-01", "/_gazette/findings/", "/_gazette/plan/", "/_gazette/calendar/", "/_gazette/redlines/", "/_gazette/redline/?notice=imprint&locale=en"}

// deskForms are the desk's pages on which something is filled in.
var deskForms = []string{"/_gazette/write/", "/_gazette/write/?file=content/en/cookies.md", "/_gazette/write/?file=content/ar/cookies.md", "/_gazette/do/?what=new", "/_gazette/do/?what=reschedule&notice=cookies",
	"/_gazette/review/?notice=cookies&locale=en", "/_gazette/undo/", "/_gazette/git/", "/_gazette/exchange/", "/_gazette/exchange/?notice=cookies&locale=de"}

// TestDesk opens the desk in every width: nothing is wider than the window,
// nothing complains, nothing comes from elsewhere. One text is edited, so that
// every page has something to show.
func TestDesk(t *testing.T) {
	t.Parallel()
	e := preview(t)
	const file = "content/en/imprint.md"
	e.save(file, e.read(file)+"\nA sentence that was not there.\n")
	e.visit("/_gazette/findings/", 1280)
	e.await(`document.body.textContent.includes('silent-edit')`)
	for _, path := range deskPages {
		for _, width := range widths {
			e.visit(path, width)
			want := facts{Lang: "en", Dir: "ltr", Mains: 1, Headings: 1, Styles: 2}
			if got := eval[facts](e.tab, readFacts); got != want {
				t.Errorf("%s at %d px:\n got %+v\nwant %+v", path, width, got, want)
			}
		}
	}
	e.visit("/_gazette/findings/", 360)
	if n := eval[int](e.tab, `document.querySelectorAll('.d-finding').length`); n != 1 {
		t.Errorf("one mistake is told %d times", n)
	}
	e.visit("/_gazette/redline/?notice=imprint&locale=en", 360) // has what the page for readers has
	e.await(`document.querySelector('.n-stepper') !== null`)
	if got, want := eval[string](e.tab, `[...document.querySelectorAll('.n-title__counts li, .n-overview__total')].map(e => e.textContent).join(', ')`), "1 clause changed, 6 words added, 1 change"; got != want {
		t.Errorf("the desk counts %q, want %q", got, want)
	}
	if got := eval[int](e.tab, `document.querySelectorAll('.n-key li').length`); got < 8 {
		t.Errorf("the key has %d entries", got)
	}
	eval[any](e.tab, `document.querySelectorAll('.n-stepper button')[1].click()`)
	e.soon(`location.hash === '#change-1'`)
	if fault := eval[string](e.tab, inSight); fault != "" {
		t.Error(fault)
	}
	if faults := e.heard(); len(faults) > 0 {
		t.Error(strings.Join(faults, "\n"))
	}
}

// TestDeskAxe finds no violation of WCAG 2.2 on the desk.
func TestDeskAxe(t *testing.T) {
	t.Parallel()
	axe := axeSource(t)
	e := preview(t)
	const file = "content/en/imprint.md"
	e.save(file, strings.Replace(e.read(file), "effective: ", "effective: 2026-13-", 1))
	e.visit("/legal/cookies/", 1280)
	e.await(shadow + `.querySelector('.problems') !== null`)
	e.withoutPolicy()
	for _, path := range append(slices.Concat(deskPages, deskForms), "/legal/imprint/", "/_gazette/day/2027-03-01/legal/cookies/") {
		for scheme, width := range map[string]int64{"light": 1280, "dark": 360} {
			e.reading(scheme, "none")
			e.visit(path, width)
			eval[any](e.tab, "void "+axe)
			got := run(e.tab, chromedp.Evaluate[struct {
				Rules      int      `json:"rules"`
				Violations []string `json:"violations"`
			}](runAxe, chromedp.EvalAwaitPromise))
			if got.Rules < 10 {
				t.Errorf("%s, %s: only %d rules were met: did axe run?", path, scheme, got.Rules)
			}
			for _, v := range got.Violations {
				t.Errorf("%s, %s at %d px: %s", path, scheme, width, v)
			}
		}
	}
}

// TestTimeTravel goes to another day from the desk: the page is that of the day,
// says so, and so does every page it links to.
func TestTimeTravel(t *testing.T) {
	t.Parallel()
	e := preview(t)
	e.visit("/_gazette/notices/?day=2027-02-01", 1280)
	const page = "/_gazette/day/2027-02-01/legal/cookies/"
	if !eval[bool](e.tab, `document.querySelector('a[href="`+page+`"]') !== null`) {
		t.Fatal("the desk of that day does not lead to its pages")
	}
	e.visit(page, 1280)
	e.await(`document.querySelector('gazette-preview') !== null`)
	if got := eval[string](e.tab, `document.querySelector('.n-effective time').dateTime`); got != "2027-02-01" {
		t.Errorf("the text in force is that of %q", got)
	}
	if bar := eval[string](e.tab, shadow+`.querySelector('.bar').textContent`); !strings.Contains(bar, "2027-02-01") {
		t.Errorf("the page says %q", bar)
	}
	if strays := eval[[]string](e.tab, `[...document.links].map(a => a.href).filter(h => h.startsWith(location.origin) && !h.startsWith(location.origin + '/_gazette/day/2027-02-01/'))`); len(strays) > 0 {
		t.Errorf("links leave the day: %v", strays)
	}
}

// TestDeskLooks photographs the desk.
func TestDeskLooks(t *testing.T) {
	t.Parallel()
	e := preview(t)
	if err := os.MkdirAll("shots", 0o755); err != nil {
		t.Fatal(err)
	}
	const file = "content/en/imprint.md"
	e.save(file, e.read(file)+"\nA sentence that was not there. [More](nothing.md)\n")
	e.visit("/legal/imprint/", 1280)
	e.await(shadow + `.querySelector('.problems') !== null`)
	for name, path := range map[string]string{"today": "/_gazette/", "matrix": "/_gazette/notices/", "findings": "/_gazette/findings/", "calendar": "/_gazette/calendar/", "redline": "/_gazette/redline/?notice=imprint&locale=en", "overlay": "/legal/imprint/", "travel": "/_gazette/day/2027-03-01/legal/cookies/"} {
		for scheme, width := range map[string]int64{"light": 1280, "dark": 360} {
			e.reading(scheme, "none")
			e.visit(path, width)
			if name == "overlay" {
				e.await(shadow + `.querySelector('.problems') !== null`)
			} else {
				eval[any](e.tab, shadow+`.querySelector('.problems button')?.click()`)
			}
			shot := run(e.tab, chromedp.CaptureScreenshot())
			if err := os.WriteFile(filepath.Join("shots", "desk-"+name+"-"+scheme+".png"), shot, 0o644); err != nil || len(shot) < 5000 {
				t.Errorf("%s: %d bytes, %v", name, len(shot), err)
			}
		}
	}
}
