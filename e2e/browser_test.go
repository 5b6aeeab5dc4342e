package e2e

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// desk is what all tests share: the served sample and one browser.
type desk struct {
	sample  *sample
	browser context.Context
}

var (
	shared   desk
	sharedBy sync.Once
	failed   error
	closers  []func()
)

// asked reports whether the browser's tests were asked for: they take minutes.
// Who names a test wants it. When they are off, go says "[no tests to run]".
func asked() bool {
	return os.Getenv("GAZETTE_BROWSER") != "" || flag.Lookup("test.run").Value.String() != ""
}

func TestMain(m *testing.M) {
	flag.Parse()
	if !asked() {
		fmt.Fprintln(os.Stderr, "SKIPPED: all tests in a browser: GAZETTE_BROWSER=1 go test ./e2e runs them, as .ci/run does")
		_ = flag.Set("test.run", "^$")
	}
	code := m.Run()
	for i := len(closers) - 1; i >= 0; i-- {
		closers[i]()
	}
	os.Exit(code)
}

// open returns the desk, or skips the test where there is no browser.
func open(t *testing.T) desk {
	t.Helper()
	program, err := exec.LookPath(cmp.Or(os.Getenv("CHROMIUM"), "chromium"))
	if err != nil {
		missing(t, "no Chromium")
	}
	sharedBy.Do(func() { failed = start(program) })
	if failed != nil {
		t.Fatal(failed)
	}
	return shared
}

// missing skips a test aloud; in CI, where everything has to be there, it fails.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s, and this is CI", what)
	}
	fmt.Fprintf(os.Stderr, "SKIPPED: %s (%s)\n", what, t.Name())
	t.Skip("SKIPPED: " + what)
}

func start(program string) error {
	dir, err := os.MkdirTemp("", "gazette-e2e-")
	if err != nil {
		return err
	}
	closers = append(closers, func() { _ = os.RemoveAll(dir) })
	if err := buildSample(dir); err != nil {
		return err
	}
	public := dir + "/site/public"
	pages, err := readPages(public)
	if err != nil {
		return err
	}
	server := serve(public)
	closers = append(closers, server.Close)
	shared.sample = &sample{dir: public, url: server.URL, pages: pages}

	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.Headless, chromedp.NoSandbox,
		chromedp.WSURLReadTimeout(2*time.Minute),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("hide-scrollbars", true))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), options...)
	browser, quit := chromedp.NewContext(alloc)
	closers = append(closers, stop, quit)
	shared.browser = browser
	return chromedp.Do(browser)
}

// tab is a page of the browser, and all that went wrong in it.
type tab struct {
	*testing.T
	ctx  context.Context
	site string

	mu     sync.Mutex
	faults []string
}

// newTab opens a tab that ends with the test. It remembers nothing of others.
func (d desk) newTab(t *testing.T) *tab {
	t.Helper()
	return d.open(t, chromedp.WithNewBrowserContext())
}

// glance opens a tab to look at pages without choosing anything that they
// remember. It has the browser's memory, which makes it cheaper.
func (d desk) glance(t *testing.T) *tab {
	t.Helper()
	return d.open(t)
}

func (d desk) open(t *testing.T, options ...chromedp.ContextOption) *tab {
	t.Helper()
	ctx, closeTab := chromedp.NewContext(d.browser, options...)
	t.Cleanup(closeTab)
	p := &tab{T: t, ctx: ctx, site: d.sample.url}
	if err := chromedp.Listen(ctx, p.hear); err != nil {
		t.Fatal(err)
	}
	call(p, network.Enable, network.EnableParams{})
	call(p, log.Enable, cdp.Empty{})
	call(p, runtime.Enable, cdp.Empty{})
	call(p, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	p.reading("light", "none")
	return p
}

// hear notes console messages, exceptions, violations of the policy (which
// arrive as log entries) and requests that leave the site.
func (p *tab) hear(event any) {
	var fault string
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		fault = fmt.Sprintf("console.%s", e.Type)
	case *runtime.EventExceptionThrown:
		fault = "exception: " + e.ExceptionDetails.Text
	case *log.EventEntryAdded:
		fault = fmt.Sprintf("%s %s: %s %s", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL)
	case *network.EventRequestWillBeSent:
		u, err := url.Parse(e.Request.URL)
		if err == nil && ("http://"+u.Host == p.site || u.Scheme == "data") { // the browser's own icons of form fields are data
			return
		}
		fault = "request to another host: " + e.Request.URL
	default:
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = append(p.faults, fault)
}

// heard returns what went wrong so far, and forgets it.
func (p *tab) heard() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	faults := p.faults
	p.faults = nil
	return faults
}

// do runs actions, each within a bound.
func (p *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 2*time.Minute)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.Fatal(err)
	}
}

// visit opens a page of the site at a width.
func (p *tab) visit(path string, width int64) {
	p.Helper()
	p.do(chromedp.EmulateViewport(width, 800), chromedp.Navigate(p.site+path))
}

// reading sets what the reader prefers: a colour scheme, and whether the
// system forces its own colours.
func (p *tab) reading(scheme, forced string) {
	p.Helper()
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "forced-colors", Value: forced}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
}

// withoutPolicy lets a test's own script into the page.
func (p *tab) withoutPolicy() {
	p.Helper()
	call(p, page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true})
}

// eval gives the value of an expression in the page.
func eval[T any](p *tab, expression string) T {
	p.Helper()
	return run(p, chromedp.Evaluate[T](expression))
}

func run[T any](p *tab, action chromedp.Action[T]) T {
	p.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 3*time.Minute)
	defer cancel()
	v, err := chromedp.Run(ctx, action)
	if err != nil {
		p.Fatal(err)
	}
	return v
}

func call[P, R any](p *tab, command cdp.Command[P, R], params P) R {
	p.Helper()
	return run(p, func(ctx context.Context, t *chromedp.Target) (R, error) { return cdp.Call(ctx, t, command, params) })
}
