package e2e

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// sealedSample writes the sample once more, seals it and serves it; a page of it is tampered with.
var sealedSample = sync.OnceValues(func() (*sample, error) {
	dir, err := os.MkdirTemp("", "gazette-e2e-proof-")
	if err != nil {
		return nil, err
	}
	closers = append(closers, func() { _ = os.RemoveAll(dir) })
	program := filepath.Join(shared.sample.dir, "../../gazette")
	site := filepath.Join(dir, "site")
	if err := commands([][]string{{program, "init", site}}); err != nil {
		return nil, err
	}
	key, err := exec.Command(program, "evidence", "keygen", "--origin", "www.lanternfield.example/legal", "--out", filepath.Join(dir, "legal.key")).Output()
	if err != nil {
		return nil, err
	}
	config := filepath.Join(site, "gazette.yaml")
	settings, err := os.ReadFile(config)
	if err != nil {
		return nil, err
	}
	settings = fmt.Appendf(settings, "\nevidence:\n  origin: www.lanternfield.example/legal\n  key_file: ../legal.key\n  public_key: %s\n", bytes.TrimSpace(key))
	if err := os.WriteFile(config, settings, 0o644); err != nil {
		return nil, err
	}
	numbered := "---\ntitle: Numbers\nlocale: en\neffective: 2025-01-01\nsummary: S.\n---\n\n3. three\n4. four\n\n" +
		"<ol reversed><li value=\"7\">seven<ul><li>x</li></ul></li><li>six</li><li value=\"2\">two</li></ol>\n"
	if err := os.WriteFile(filepath.Join(site, "content/en/numbers.md"), []byte(numbered), 0o644); err != nil {
		return nil, err
	}
	if err := commands([][]string{{program, "-C", site, "record", "--yes", "--date", day}, {program, "-C", site, "seal"}, {program, "-C", site, "build", "--date", day}}); err != nil {
		return nil, err
	}
	public := filepath.Join(site, "public")
	if err := tamper(filepath.Join(public, "legal/imprint/index.html")); err != nil {
		return nil, err
	}
	server := serve(public)
	closers = append(closers, server.Close)
	return &sample{dir: public, url: server.URL}, nil
})

func commands(all [][]string) error {
	for _, args := range all {
		if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
			return &commandError{args, out, err}
		}
	}
	return nil
}

// tamper puts a word into the text of a page.
func tamper(file string) error {
	page, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	at := bytes.Index(page, []byte(`id="n-text"`))
	p := at + bytes.Index(page[at:], []byte("</p>"))
	return os.WriteFile(file, append(append(bytes.Clone(page[:p]), " not"...), page[p:]...), 0o644)
}

// found is what a page says of itself once it has checked.
type found struct {
	Holds []string
	Text  string
	Took  float64 // ms, from the click
}

const checkItself = `new Promise(done => {
	const proof = document.querySelector('.n-proof'), start = performance.now();
	proof.open = true;
	proof.querySelector('button').click();
	(function look() {
		const said = [...proof.querySelectorAll('.n-proof__found p')];
		proof.querySelector('button').disabled || !said.length ? setTimeout(look, 1)
			: done({Holds: said.map(p => p.dataset.holds), Text: said.map(p => p.textContent).join(' '), Took: performance.now() - start});
	})();
})`

// TestProof: pages check themselves in their reader's language, under the strictest policy, and load what does only when asked.
// One whose words were changed says so.
func TestProof(t *testing.T) {
	d := open(t)
	s, err := sealedSample()
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"/legal/cookies/":                      "The words on this page are the ones that were sealed. The log contains this text",
		"/legal/privacy-policy/2021-11-15/":    "The words on this page are the ones that were sealed.",
		"/de/legal/subprocessors/":             "Die Wörter auf dieser Seite sind die versiegelten.",
		"/ja/legal/cookies/2027-02-01/":        "このページの文言は、封印された文言と一致します。",
		"/ar/legal/privacy-policy/":            "كلمات هذه الصفحة هي الكلمات المختومة.",
		"/fr/legal/privacy-policy/2025-06-02/": "Les mots de cette page sont ceux qui ont été scellés.",
		"/zh-Hans/legal/privacy-policy/":       "本页文字与封存的文字一致。",
		"/legal/terms-of-service/":             "The words on this page are the ones that were sealed.",
		"/legal/numbers/":                      "The words on this page are the ones that were sealed.",
		"/legal/imprint/":                      "The words on this page are not the ones that were sealed.",
	} {
		t.Run(path, func(t *testing.T) {
			p := d.newTab(t)
			p.site = s.url
			p.visit(path, 1280)
			if loaded := p.fetched(); contains(loaded, "/proof.") {
				t.Errorf("before anybody asks, the page loads %q", loaded)
			}
			got := run(p, chromedp.Evaluate[found](checkItself, chromedp.EvalAwaitPromise))
			if !strings.HasPrefix(got.Text, want) {
				t.Errorf("it says %q, want %q", got.Text, want)
			}
			for _, h := range got.Holds {
				if h != "yes" && h != "unknown" && path != "/legal/imprint/" || h == "yes" && path == "/legal/imprint/" {
					t.Errorf("%v %s", got.Holds, got.Text)
				}
			}
			t.Logf("%.0f ms: %s", got.Took, got.Text)
			if faults := p.heard(); len(faults) > 0 {
				t.Error(strings.Join(faults, "\n"))
			}
		})
	}
}
