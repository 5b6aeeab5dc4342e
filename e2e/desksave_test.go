package e2e

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestDeskTwo: two browsers write one text. What touches different lines is offered as one text, what touches one line is
// chosen; nothing is overwritten.
func TestDeskTwo(t *testing.T) {
	t.Parallel()
	n := newNewcomer(t, "init", "--yes")
	const file, page = "content/en/cookies.md", "/_gazette/write/?file=content/en/cookies.md"
	n.visit(page, 1280)
	n.await(`window.gazetteEditor !== undefined`)
	eval[any](n.tab, `window.fetch = (real => (url, o) => String(url).includes('api/text') ? Promise.reject('kept from seeing it') : real(url, o))(window.fetch)`)
	second := open(t).newTab(t)
	second.site = n.site
	other := &newcomer{edited: &edited{second, n.dir}, program: n.program}
	other.visit(page, 1280)
	last := `window.gazetteEditor.dispatch({changes: {from: window.gazetteEditor.state.doc.length, insert: '\n\nTheirs.\n'}})`
	other.await(`window.gazetteEditor !== undefined`)
	eval[any](other.tab, last)
	n.onDisk(file, "Theirs.")
	eval[any](n.tab, `window.gazetteEditor.dispatch({changes: {from: 0, insert: 'Mine.\n\n'}})`)
	n.await(`!document.querySelector('.d-conflict').hidden`)
	if got := eval[int](n.tab, `document.querySelectorAll('.d-conflict button').length`); got != 3 {
		t.Errorf("%d ways out are offered, want 3", got)
	}
	if strings.Contains(n.read(file), "Mine.") {
		t.Error("the file was overwritten")
	}
	if !eval[bool](n.tab, `document.activeElement === document.querySelector('.d-conflict')`) {
		t.Error("a space that is being typed would choose")
	}
	eval[any](n.tab, `window.gazetteEditor.dispatch({changes: {from: 0, insert: 'Later.\n\n'}})`) // it is asked, and typed on
	eval[any](n.tab, `document.querySelector('.d-conflict button').click()`)
	n.await(`document.querySelector('.d-conflict pre')?.textContent.includes('Later.')`)
	eval[any](n.tab, `document.querySelector('.d-conflict button').click()`)
	n.onDisk(file, "Mine.")
	n.onDisk(file, "Later.")
	if text := n.read(file); !strings.Contains(text, "Theirs.") {
		t.Errorf("a change was lost:\n%s", text)
	}
	// What can be undone survives a reload.
	n.await(`document.querySelector('.d-saved').dataset.key === 'saved'`)
	n.visit(page, 1280)
	n.await(`window.gazetteEditor !== undefined`)
	eval[any](n.tab, `window.gazetteEditor.focus()`)
	n.do(chromedp.KeyEvent("z", chromedp.KeyModifiers(2)))
	n.await(`!window.gazetteEditor.state.doc.toString().includes('Mine.') || !window.gazetteEditor.state.doc.toString().includes('Theirs.')`)
}

// kills is how often the desk is killed.
func kills() int {
	if os.Getenv("CI") == "true" {
		return 20
	}
	return 4
}

// TestDeskKill: the desk is killed while a text is saved again and again. The file is always one of the texts that were
// sent, never half of one, and never older than the last that was acknowledged.
func TestDeskKill(t *testing.T) {
	t.Parallel()
	d := open(t)
	program, dir := filepath.Join(filepath.Dir(filepath.Dir(d.sample.dir)), "gazette"), t.TempDir()
	if out, err := exec.Command(program, "-C", dir, "init", "--yes").CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	file := filepath.Join(dir, "content", "en", "cookies.md")
	for round := range kills() {
		address, stop := serveAt(t, program, dir, day)
		client := &http.Client{}
		r, err := client.Get(address + "/_gazette/")
		if err != nil {
			t.Fatal(err)
		}
		cookies := r.Cookies()
		_ = r.Body.Close()
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var was struct{ Text, Hash string }
		r, err = client.Get(address + "/_gazette/api/text?path=content/en/cookies.md")
		if err != nil || json.NewDecoder(r.Body).Decode(&was) != nil || was.Text != string(data) {
			t.Fatal(err, was)
		}
		_ = r.Body.Close()
		go func() { time.Sleep(time.Duration(200+rand.IntN(600)) * time.Millisecond); stop() }()
		sent, acknowledged := []string{was.Text}, was.Text
		for i := 0; ; i++ {
			next := was.Text + fmt.Sprintf("\n%s %d %d\n", strings.Repeat("Words of a text. ", 2000), round, i)
			body, _ := json.Marshal(map[string]string{"path": "content/en/cookies.md", "hash": was.Hash, "text": next})
			request, _ := http.NewRequest("POST", address+"/_gazette/api/save", strings.NewReader(string(body)))
			request.Header.Set("Content-Type", "application/json")
			request.Header.Set("Origin", address)
			for _, c := range cookies {
				request.AddCookie(c)
			}
			sent = append(sent, next)
			r, err := client.Do(request)
			if err != nil {
				break
			}
			var now struct{ Hash string }
			err = json.NewDecoder(r.Body).Decode(&now)
			_ = r.Body.Close()
			if err != nil {
				break
			}
			if r.StatusCode != http.StatusOK {
				t.Fatal(r.Status)
			}
			acknowledged, was.Hash = next, now.Hash
		}
		left, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if at := slices.Index(sent, string(left)); at < 0 || at < slices.Index(sent, acknowledged) {
			t.Fatalf("after kill %d the file is text %d of %d; %d was acknowledged", round, at, len(sent), slices.Index(sent, acknowledged))
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestDeskStroke measures from a keystroke to the redline that shows it, in a notice of 50 KB. The figure is told; a
// machine under load must not fail for it, so the bound is far.
func TestDeskStroke(t *testing.T) {
	n := newNewcomer(t, "init", "--yes")
	const file = "content/en/cookies.md"
	text := n.read(file)
	var b strings.Builder
	for i := range 100 {
		fmt.Fprintf(&b, "\n## Section %d {#long-%d}\n\n%s\n", i, i, strings.Repeat(fmt.Sprintf("This sentence of section %d says what applies. ", i), 10))
	}
	n.saveOver(file, text+b.String())
	if out, err := exec.Command(n.program, "-C", n.dir, "record", "--yes", "--editorial", "cookies", "--reason", "made longer", "--date", day).CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	n.visit("/_gazette/write/?file="+file, 1280)
	n.await(`window.gazetteEditor !== undefined && document.querySelector('.d-look .n-text, .d-look p') !== null`)
	took := run(n.tab, chromedp.Evaluate[[]float64](`(async () => {
		const view = window.gazetteEditor, times = [];
		for (let i = 0; i < 60; i++) {
			await new Promise(done => setTimeout(done, 120));
			const mark = 'stroke' + i + 'x', begun = performance.now();
			const seen = new Promise(done => {
				const look = new MutationObserver(() => { if (document.querySelector('.d-look').textContent.includes(mark)) { look.disconnect(); done(); } });
				look.observe(document.querySelector('.d-look'), { childList: true, subtree: true, characterData: true });
			});
			view.dispatch({ changes: { from: view.state.doc.length - 300, insert: ' ' + mark } });
			await Promise.race([seen, new Promise(done => setTimeout(done, 5000))]);
			times.push(performance.now() - begun);
		}
		return times.slice(10).sort((a, b) => a - b);
	})()`, chromedp.EvalAwaitPromise))
	t.Logf("%d KB, keystroke to redline: median %.0f ms, p90 %.0f ms, worst %.0f ms", len(n.read(file))/1000, took[len(took)/2], took[len(took)*9/10], took[len(took)-1])
	if took[len(took)/2] > 5000 {
		t.Errorf("the redline does not come: %v", took)
	}
}

// saveOver writes a file.
func (n *newcomer) saveOver(file, text string) {
	n.Helper()
	if err := os.WriteFile(filepath.Join(n.dir, filepath.FromSlash(file)), []byte(text), 0o644); err != nil {
		n.Fatal(err)
	}
}
