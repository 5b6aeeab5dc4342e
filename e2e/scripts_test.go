package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// scripts builds a site in languages that the sample does not have, and serves it.
func (d desk) scripts(t *testing.T) (url string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/scripts")); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(filepath.Dir(filepath.Dir(d.sample.dir)), "gazette")
	if out, err := exec.Command(program, "-C", dir, "build", "--date", day).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	server := serve(filepath.Join(dir, "public"))
	t.Cleanup(server.Close)
	return server.URL
}

// TestScripts reads languages of other scripts: mirrored where they are read
// from right to left, never slanted, addresses in their own direction, nothing
// wider than a phone; a defined term is shown where it is mentioned.
func TestScripts(t *testing.T) {
	d := open(t)
	url := d.scripts(t)
	for lang, want := range map[string]string{"he": "rtl", "fa": "rtl", "ur": "rtl", "th": "ltr"} {
		t.Run(lang, func(t *testing.T) {
			p := d.reader(t, lang)
			p.site = url
			p.visit("/"+lang+"/terms/", 360)
			got := eval[struct {
				Dir, Slant, Address, Code string
				Excess                    int
			}](p, `({Dir: getComputedStyle(document.querySelector('main article')).direction, Slant: getComputedStyle(document.querySelector('.n-text em, .n-text dfn')).fontStyle,
				Address: getComputedStyle(document.querySelector('.n-text a[href^="http"]') ?? document.querySelector('.n-text a')).unicodeBidi, Code: getComputedStyle(document.querySelector('.n-text code')).direction,
				Excess: document.documentElement.scrollWidth - innerWidth})`)
			if got.Dir != want || got.Slant != "normal" || got.Code != "ltr" || got.Excess > 0 || want == "rtl" && got.Address != "plaintext" {
				t.Errorf("%s: %+v", lang, got)
			}
			p.tabTo(`at.hash === '#services'`)
			p.soon(`document.querySelector('.n-hint')?.textContent.includes('Example Ltd')`)
			p.do(chromedp.KeyEvent(kb.Escape))
			p.soon(`!document.querySelector('.n-hint')`)
			for _, fault := range p.heard() {
				if !strings.Contains(fault, "favicon.ico") { // the site has no icon, and the browser asks for one
					t.Error(fault)
				}
			}
		})
	}
}

// TestSuggestionScripts offers varieties of languages with care: by script
// first, then by region.
func TestSuggestionScripts(t *testing.T) {
	d := open(t)
	url := d.scripts(t)
	for languages, want := range map[string]string{
		"iw": "he", "no": "nb", "nn-NO": "nb", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-CN": "zh-Hans", "es-MX": "es-419", "es": "es", "es-ES": "es",
		"pt": "pt-BR", "pt-PT": "pt-PT", "fa-AF": "fa", "en-AU": "",
	} {
		t.Run(languages, func(t *testing.T) {
			p := d.reader(t, languages)
			p.site = url
			p.visit("/terms/", 360)
			if got := p.offered(); got != want {
				t.Errorf("a reader of %s is offered %q, want %q", languages, got, want)
			}
		})
	}
}
