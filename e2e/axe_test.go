package e2e

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
)

// axeSource finds axe-core where CI puts it, or where the judges do.
func axeSource(t *testing.T) string {
	t.Helper()
	found, _ := filepath.Glob(filepath.Join(cmp.Or(os.Getenv("JUDGE_CACHE"), "/tmp/judge-cache"), "npm-*", "node_modules", "axe-core", "axe.min.js"))
	for _, path := range slices.Concat([]string{os.Getenv("GAZETTE_AXE")}, found) {
		if source, err := os.ReadFile(path); err == nil {
			return string(source)
		}
	}
	missing(t, "no axe-core (set GAZETTE_AXE to axe.min.js of npm's axe-core)")
	return ""
}

const runAxe = `axe.run(document, {resultTypes: ['violations'], runOnly: {type: 'tag', values:
	['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']}})
	.then(r => ({rules: r.passes.length, violations: r.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + v.help + ': ' + n.target.join(' ')))}))`

// TestAxe finds no violation of WCAG 2.2 A and AA, nor of axe's best practices,
// while the page offers itself in another language. The page is opened once;
// the window and the colours change under its reader.
func TestAxe(t *testing.T) {
	d := open(t)
	axe := axeSource(t)
	d.sample.telling(t, func(t *testing.T, at pageFile) {
		p := d.reader(t, others(at.lang))
		p.withoutPolicy()
		p.visit(at.path, 360)
		eval[any](p, "void "+axe)
		for _, look := range []struct {
			scheme, forced string
			width          int64
		}{{"light", "none", 360}, {"dark", "none", 1280}, {"dark", "active", 768}} {
			if look.forced == "active" && at.lang != "en" && at.lang != "ar" {
				continue // colours that the system sets are the same in every language
			}
			p.reading(look.scheme, look.forced)
			p.do(chromedp.EmulateViewport(look.width, 800))
			if p.offered() == "" {
				t.Fatalf("%s offers nothing", at.path)
			}
			p.judge(fmt.Sprintf("%s, %s at %d px", at.path, look.scheme, look.width))
		}
	})
}

// judge reports what axe, which has been loaded, finds in the page as it is.
func (p *tab) judge(what string) {
	p.Helper()
	got := run(p, chromedp.Evaluate[struct {
		Rules      int      `json:"rules"`
		Violations []string `json:"violations"`
	}](runAxe, chromedp.EvalAwaitPromise))
	if got.Rules < 10 {
		p.Errorf("%s: only %d rules were met: did axe run?", what, got.Rules)
	}
	for _, v := range got.Violations {
		p.Errorf("%s: %s", what, v)
	}
}
