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
	"strconv"
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

// kills is how often the desk is killed: as often as GAZETTE_KILLS says.
func kills() int {
	if n, err := strconv.Atoi(os.Getenv("GAZETTE_KILLS")); err == nil && n > 0 {
		return n
	}
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

// saveOver writes a file.
func (n *newcomer) saveOver(file, text string) {
	n.Helper()
	if err := os.WriteFile(filepath.Join(n.dir, filepath.FromSlash(file)), []byte(text), 0o644); err != nil {
		n.Fatal(err)
	}
}
