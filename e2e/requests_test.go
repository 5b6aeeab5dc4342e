package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// request is what a page asked for beside its HTML.
type request struct {
	Path     string `json:"path"`
	Blocking bool   `json:"blocking"` // nothing is painted before it is there
}

// readRequests waits until the page has loaded and its browser has nothing to do.
const readRequests = `new Promise(done => {
	const idle = () => requestIdleCallback(() => done(performance.getEntriesByType('resource').map(e =>
		({path: new URL(e.name).pathname, blocking: e.renderBlockingStatus === 'blocking'}))));
	document.readyState === 'complete' ? idle() : addEventListener('load', idle);
})`

// TestRequests: the style sheet is all that a page waits for before it is painted, and a page has asked for at most five
// things when it is idle, the site's own fonts aside; also where it offers itself in the reader's language.
func TestRequests(t *testing.T) {
	d := open(t)
	for _, kind := range []string{"notice", "hub", "history", "redline"} {
		for _, lang := range []string{"en", "ar"} {
			for _, reader := range []string{lang, "de"} {
				t.Run(kind+"/"+lang+" for "+reader, func(t *testing.T) {
					t.Parallel()
					at, ok := d.sample.largest(kind, lang)
					if !ok {
						t.Skip("the sample has none")
					}
					p := d.reader(t, reader)
					p.visit(at.path, 360)
					if offer := p.offered(); (offer != "") != (reader != lang) {
						t.Errorf("for a reader of %s it offers %q", reader, offer)
					}
					got := run(p, chromedp.Evaluate[[]request](readRequests, chromedp.EvalAwaitPromise))
					asked, blocking := 0, []string{}
					for _, r := range got {
						if r.Blocking {
							blocking = append(blocking, r.Path)
						}
						if !strings.HasPrefix(r.Path, "/fonts/") {
							asked++
						}
					}
					if len(blocking) != 1 || !strings.HasSuffix(blocking[0], ".css") {
						t.Errorf("%s is painted after %q", at.path, blocking)
					}
					if asked < 2 || asked > 5 {
						t.Errorf("%s has asked for %d things: %+v", at.path, asked, got)
					}
				})
			}
		}
	}
}
