package e2e

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// newcomer is somebody with a folder, a browser and no terminal; beside it stands a twin of the folder, in which the
// same is done by commands.
type newcomer struct {
	*edited
	program, twin string
}

// serveAt runs gazette serve on a folder until the test ends, and returns its address.
func serveAt(t *testing.T, program, dir, day string) (address string, stop func()) {
	t.Helper()
	c := exec.Command(program, "-C", dir, "serve", "--date", day)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	stop = func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		stop()
		t.Fatal(err)
	}
	host, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "http://"), "/")
	return "http://" + host, stop
}

func newNewcomer(t *testing.T, first ...string) *newcomer {
	t.Helper()
	dir := t.TempDir()
	if len(first) > 0 {
		if out, err := exec.Command(programOf(t), append([]string{"-C", dir}, first...)...).CombinedOutput(); err != nil {
			t.Fatal(err, string(out))
		}
	}
	return newcomerIn(t, dir)
}

// programOf is the program that the tests run.
func programOf(t *testing.T) string {
	t.Helper()
	return filepath.Join(filepath.Dir(filepath.Dir(open(t).sample.dir)), "gazette")
}

// newcomerIn is somebody before the desk of a folder.
func newcomerIn(t *testing.T, dir string) *newcomer {
	t.Helper()
	d := open(t)
	n := &newcomer{program: programOf(t), twin: t.TempDir()}
	address, stop := serveAt(t, n.program, dir, day)
	t.Cleanup(stop)
	p := d.newTab(t)
	p.site = address
	n.edited = &edited{p, dir}
	return n
}

// fill fills in a form's fields and sends it; then the page that answers is there.
func (n *newcomer) fill(form string, fields map[string]string) {
	n.Helper()
	data, _ := json.Marshal(fields)
	eval[any](n.tab, `(() => {
		window.before = true;
		const form = document.querySelector('form[action="/_gazette/`+form+`"]');
		for (const [name, value] of Object.entries(`+string(data)+` ?? {})) form.elements[name].value = value;
		form.requestSubmit(form.querySelector('button'));
	})()`)
	n.await(`!window.before && document.readyState === 'complete'`)
}

// edit opens a text in the editor.
func (n *newcomer) edit(file string) {
	n.Helper()
	n.visit("/_gazette/write/?file="+file, 1280)
	n.await(`window.gazetteEditor !== undefined`)
}

// write puts words in the place of others in the editor, as a hand does, and waits until they are in the file.
func (n *newcomer) write(file, old, now string) {
	n.Helper()
	n.await(`window.gazetteEditor !== undefined`)
	data, _ := json.Marshal([]string{old, now})
	if !eval[bool](n.tab, `(([old, now]) => {
		const view = window.gazetteEditor, at = view.state.doc.toString().indexOf(old);
		if (at < 0) return false;
		view.dispatch({ changes: { from: at, to: at + old.length, insert: now }, userEvent: 'input.type' });
		return true;
	})(`+string(data)+`)`) {
		n.Fatalf("%s does not hold %q", file, old)
	}
	n.await(`document.querySelector('.d-saved').dataset.key === 'saved'`)
	if !strings.Contains(n.read(file), now) {
		n.Errorf("%s was not saved", file)
	}
}

// does fills in the form of an action, if something is to be filled in, looks at its plan and agrees; then the commands do
// the same in the twin.
func (n *newcomer) does(what string, fields map[string]string, args ...string) {
	n.Helper()
	n.visit("/_gazette/do/?what="+what, 1280)
	if len(fields) > 0 {
		n.fill("do/", fields)
	}
	if got := eval[int](n.tab, `document.querySelectorAll('[name=agree]').length`); got != 1 {
		n.Fatalf("%s: no plan is shown: %s", what, eval[string](n.tab, `document.querySelector('main').innerText`))
	}
	n.fill("do/", nil)
	if got := eval[string](n.tab, `location.pathname + location.search`); !strings.HasPrefix(got, "/_gazette/?") {
		n.Fatalf("%s: was not done: %s", what, eval[string](n.tab, `document.querySelector('main').innerText`))
	}
	n.same(args...)
}

// same records in the twin what content/ holds, by the command, and compares both folders.
func (n *newcomer) same(args ...string) {
	n.Helper()
	for _, name := range []string{"content", "gazette.yaml"} {
		_ = os.RemoveAll(filepath.Join(n.twin, name))
	}
	if err := os.CopyFS(filepath.Join(n.twin, "content"), os.DirFS(filepath.Join(n.dir, "content"))); err != nil {
		n.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(n.twin, "gazette.yaml"), []byte(n.read("gazette.yaml")), 0o644); err != nil {
		n.Fatal(err)
	}
	out, err := exec.Command(n.program, append([]string{"-C", n.twin, "record", "--yes", "--date", day}, args...)...).CombinedOutput()
	if err != nil {
		n.Fatalf("gazette record %v: %v\n%s", args, err, out)
	}
	desk, commands := archived(n.T, n.dir), archived(n.T, n.twin)
	if !maps.Equal(desk, commands) {
		n.Fatalf("the desk has %v\nthe commands have %v", slices.Sorted(maps.Keys(desk)), slices.Sorted(maps.Keys(commands)))
	}
}

// recordedAt is what two recordings differ in.
var recordedAt = regexp.MustCompile(`"recorded":"[^"]*"`)

// archived are the files of a site's archive, without the times.
func archived(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, pattern := range []string{"archive/*", "archive/*/*/*"} {
		files, _ := filepath.Glob(filepath.Join(dir, pattern))
		for _, f := range files {
			if data, err := os.ReadFile(f); err == nil {
				name, _ := filepath.Rel(dir, f)
				out[name] = recordedAt.ReplaceAllString(string(data), "")
			}
		}
	}
	return out
}

// shot photographs what is seen.
func (n *newcomer) shot(name string) {
	n.Helper()
	if os.Getenv("GAZETTE_PICTURES") != "" && (name == "write" || name == "today") {
		n.pictured("desk-" + name)
	}
	data := run(n.tab, chromedp.CaptureScreenshot())
	if err := os.MkdirAll("shots", 0o755); err == nil {
		err = os.WriteFile(filepath.Join("shots", "desk-"+name+".png"), data, 0o644)
		if err != nil || len(data) < 5000 {
			n.Errorf("%s: %d bytes, %v", name, len(data), err)
		}
	}
}

// TestDeskStory is the first day of a newcomer: an empty folder, three notices in two languages, a change with notice, a
// corrected slip, a translation that catches up, a withdrawal. The archive is the one that the commands give.
func TestDeskStory(t *testing.T) {
	t.Parallel()
	n := newNewcomer(t)
	n.visit("/_gazette/", 1280)
	n.shot("start")
	n.fill("start/", map[string]string{"organization": "Acme", "address": "www.acme.example/legal", "languages": "English, German"})

	for _, title := range []string{"Privacy Policy", "Cookie Notice", "Imprint"} {
		slug := strings.ReplaceAll(strings.ToLower(title), " ", "-")
		file := "content/en/" + slug + ".md"
		n.visit("/_gazette/do/?what=new", 1280)
		n.fill("do/", map[string]string{"title": title, "effective": day})
		n.write(file, "What this notice is about, and to whom it applies.", "This is the "+title+" of Acme. It has an eror.")
		n.does("ready&file="+file, nil)
		n.visit("/_gazette/do/?what=translate&notice="+slug+"&locale=de", 1280)
		n.fill("do/", nil)
		german := "content/de/" + slug + ".md"
		n.write(german, "This is the "+title+" of Acme. It has an eror.", "Dies ist der Text von Acme.")
		n.write(german, "## First section", "## Erster Abschnitt")
		n.write(german, "## Contact", "## Kontakt")
		n.write(german, "The text of the first section. The id in braces above keeps links to it working\nin every language, whatever the heading says later.", "Hier steht der Abschnitt.")
		n.write(german, "How readers reach you.", "So erreichen Sie uns.")
		eval[any](n.tab, `(() => { const f = document.querySelector('[name=front-title]'); f.value = '`+title+` (deutsch)'; f.dispatchEvent(new Event('input', { bubbles: true })); })()`)
		eval[any](n.tab, `(() => { const f = document.querySelector('[name=front-summary]'); f.value = 'Kurz gesagt, auf Deutsch.'; f.dispatchEvent(new Event('input', { bubbles: true })); })()`)
		n.onDisk(german, "Kurz gesagt")
		n.does("ready&file="+german, nil)
	}

	// A change with notice.
	n.visit("/_gazette/do/?what=change&notice=cookie-notice", 1280)
	n.fill("do/", map[string]string{"effective": "2027-03-01"})
	n.write("content/en/cookie-notice.md", "It has an eror.", "It will say something else.")
	eval[any](n.tab, `(() => { const f = document.querySelector('[name=front-changes]'); f.value = 'It says something else.'; f.dispatchEvent(new Event('input', { bubbles: true })); })()`)
	n.onDisk("content/en/cookie-notice.md", "It says something else.")
	n.await(`document.querySelector('.d-look ins') !== null`)
	n.shot("write")
	n.does("record", nil)

	// A slip, put right.
	n.visit("/_gazette/write/?file=content/en/imprint.md", 1280)
	n.write("content/en/imprint.md", "an eror", "an error")
	n.does("correct&notice=imprint", map[string]string{"reason": "corrected a typing error"}, "--editorial", "imprint", "--reason", "corrected a typing error")

	// A translation that catches up.
	n.visit("/_gazette/", 1280)
	n.shot("today")
	step := `[...document.querySelectorAll('.d-task button')].find(a => a.textContent.startsWith('Update it'))`
	if !eval[bool](n.tab, step+` !== undefined`) {
		t.Fatal("the desk does not say that a translation is behind")
	}
	eval[any](n.tab, step+`.click()`)
	n.await(`document.querySelector('.d-clause--changed') !== null`)
	n.shot("translate")
	n.write("content/de/cookie-notice.md", "Dies ist der Text von Acme.", "Dies ist ein anderer Text von Acme.")
	if text := n.read("content/de/cookie-notice.md"); !strings.Contains(text, "effective: 2027-03-01\n") || !strings.Contains(text, "draft: true\n") {
		t.Errorf("the translation that catches up is no draft of the new date:\n%s", text)
	}
	n.does("ready&file=content/de/cookie-notice.md", nil)

	// A withdrawal.
	n.does("withdraw&notice=privacy-policy", map[string]string{"withdrawn": "2027-06-01"})
	n.fill("build/", nil)
	if page := n.read("public/legal/cookie-notice/index.html"); !strings.Contains(page, "It has an eror.") {
		t.Errorf("the page that was built says %s", page)
	}
	if log := n.read("archive/changes.jsonl"); strings.Count(log, "\n") != 10 {
		t.Errorf("the log has other lines than expected:\n%s", log)
	}
	out, err := exec.Command(n.program, "-C", n.dir, "check", "--date", day).CombinedOutput()
	if err != nil {
		t.Errorf("check finds errors:\n%s", out)
	}
	if faults := n.heard(); len(faults) > 0 {
		t.Error(strings.Join(faults, "\n"))
	}
}

// onDisk waits until a file holds some words.
func (n *newcomer) onDisk(file, words string) {
	n.Helper()
	for range 2400 {
		if strings.Contains(n.read(file), words) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	n.Fatalf("%s does not get %q: %s", file, words, fmt.Sprint(n.read(file)))
}
