package e2e

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPictures takes the pictures of README of the sample's pages and its preview, when asked to; TestDeskStory those of the
// desk: GAZETTE_PICTURES=1 go test -run 'TestPictures|TestDeskStory' ./e2e
func TestPictures(t *testing.T) {
	if os.Getenv("GAZETTE_PICTURES") == "" {
		t.Skip("takes the pictures of docs/images with GAZETTE_PICTURES=1")
	}
	d := open(t)
	for name, of := range map[string]struct {
		path, scheme, prefers string
		width, height         int64
	}{
		"notice":        {"/legal/cookies/", "light", "en", 1280, 900},
		"hub":           {"/legal/", "light", "en", 1280, 900},
		"arabic":        {"/ar/legal/cookies/", "light", "ar", 1280, 900},
		"history":       {"/legal/cookies/history/", "light", "en", 1280, 900},
		"redline":       {"/legal/cookies/2027-02-01/changes/", "light", "en", 1280, 900},
		"notice-narrow": {"/legal/cookies/", "light", "en", 360, 740},
		"dark-narrow":   {"/ja/legal/cookies/", "dark", "ja", 360, 740},
		"search":        {"/de/legal/search/?q=Einwilligung", "light", "de", 1280, 900},
		"suggest":       {"/legal/cookies/", "light", "ja", 1280, 900},
	} {
		p := d.newTab(t)
		p.speaks(of.prefers)
		p.reading(of.scheme, "none")
		scale := 1.0
		if of.width < 400 { // a page shows it larger than it is
			scale = 2
		}
		p.do(chromedp.EmulateViewport(of.width, of.height, chromedp.EmulateScale(scale)),
			chromedp.Navigate(p.site+of.path))
		switch name {
		case "search":
			p.soon(`document.querySelector('mark') !== null`)
		case "suggest":
			p.soon(`document.querySelector('.n-suggest') !== null`)
		}
		p.pictured(name)
	}
	e := preview(t)
	for name, path := range map[string]string{"desk": "/_gazette/notices/", "desk-travel": "/_gazette/day/2027-03-01/legal/cookies/"} {
		e.visit(path, 1280)
		e.pictured(name)
	}
}

// pictured keeps what the tab shows as a picture of the documentation.
func (p *tab) pictured(name string) {
	p.Helper()
	shot := run(p, chromedp.CaptureScreenshot())
	if err := os.WriteFile(filepath.Join("..", "docs", "images", name+".png"), shot, 0o644); err != nil || len(shot) < 5000 {
		p.Errorf("%s: %d bytes, %v", name, len(shot), err)
	}
}
