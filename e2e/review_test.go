package e2e

import (
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// frameAsFile tells whether a page that is opened as a file looks like one that is served: its style has arrived, logo and
// all other pictures are there, and its scripts run.
const frameAsFile = `getComputedStyle(document.querySelector('.n-header__bar')).display === 'flex' &&
	[...document.images].filter(i => i.checkVisibility()).every(i => i.complete && i.naturalWidth > 0)`

// TestReviewCopy opens pages of a copy for review as files: with the organisation's frame, and links that lead to the
// copy's own files.
func TestReviewCopy(t *testing.T) {
	d := open(t)
	dir := filepath.Join(t.TempDir(), "review")
	d.gazette(t, "build", "--draft", "--out", dir, "--date", day)
	for _, name := range []string{"legal/index.html", "legal/cookies/index.html", "ar/legal/cookies/index.html", "legal/cookies/history/index.html", "legal/cookies/2027-02-01/changes/index.html"} {
		t.Run(name, func(t *testing.T) {
			p := d.newTab(t)
			address := url.URL{Scheme: "file", Path: filepath.Join(dir, filepath.FromSlash(name))}
			p.do(chromedp.EmulateViewport(1280, 800), chromedp.Navigate(address.String()))
			p.soon(`document.readyState === 'complete' && ` + frameAsFile)
			p.press(firstMenu + `.firstElementChild`)
			p.soon(firstMenu + `.open && ` + standing + `(` + firstPanel + `)`)
			p.do(chromedp.KeyEvent(kb.Escape))
			p.soon(`!` + firstMenu + `.open`) // the script has closed it
			links := eval[[]string](p, `[...document.querySelectorAll('a[href], link[href], script[src], img[src]')].map(e => e.href || e.src)`)
			inside := 0
			for _, link := range links {
				u, err := url.Parse(link)
				if err != nil || u.Scheme != "file" {
					continue // of other hosts, mail
				}
				inside++
				if info, err := os.Stat(u.Path); err != nil || info.IsDir() {
					t.Errorf("%s leads to %s, which is no file", name, u.Path)
				}
			}
			if inside < 20 {
				t.Errorf("only %d links lead into the copy", inside)
			}
			p.press(`document.querySelector('.n-brand__name')`)
			p.soon(`document.readyState === 'complete' && location.protocol === 'file:' && document.documentElement?.dataset.kind === 'hub' && ` + frameAsFile)
		})
	}
}
