package e2e

import (
	"cmp"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// proofTimes are the milliseconds of proofs of one page: each from the module being there to what it found, the first with
// nothing in the browser's memory.
const proofTimes = `(async () => {
	const proof = document.querySelector('.n-proof'), facts = JSON.parse(proof.dataset.facts), times = [];
	const {check} = await import(proof.dataset.script);
	for (let i = 0; i < COUNT; i++) {
		const start = performance.now(), found = await check(document, facts);
		times.push(performance.now() - start);
		if (found.length !== 2 || found[0][1] !== 'yes' || found[1][1] === 'no') throw new Error(JSON.stringify(found));
	}
	return times;
})()`

// TestProofSpeed tells how long a browser takes for the proof of an edition: from the click, with the module to be loaded, and
// from the module being there. GAZETTE_SEALED names the output of a site to measure (with GAZETTE_PAGE, a path in it), else it
// is the sample. The figures are told; a machine under load must not fail for them.
func TestProofSpeed(t *testing.T) {
	d := open(t)
	dir, count := os.Getenv("GAZETTE_SEALED"), "100"
	address, path := "", cmp.Or(os.Getenv("GAZETTE_PAGE"), "/legal/cookies/")
	if dir == "" {
		count = "5"
		s, err := sealedSample()
		if err != nil {
			t.Fatal(err)
		}
		address = s.url
	} else {
		server := serve(dir)
		t.Cleanup(server.Close)
		address = server.URL
	}
	clicked := d.newTab(t)
	clicked.site = address
	clicked.visit(path, 1280)
	click := run(clicked, chromedp.Evaluate[found](checkItself, chromedp.EvalAwaitPromise))
	p := d.newTab(t)
	p.site = address
	p.visit(path, 1280)
	took := run(p, chromedp.Evaluate[[]float64](strings.Replace(proofTimes, "COUNT", count, 1), chromedp.EvalAwaitPromise))
	first := took[0]
	slices.Sort(took)
	t.Logf("click to answer %.0f ms (%s); module to answer: first %.1f ms, of %d median %.1f ms, p99 %.1f ms, worst %.1f ms", click.Took,
		click.Text, first, len(took), took[len(took)/2], took[len(took)*99/100], took[len(took)-1])
}
