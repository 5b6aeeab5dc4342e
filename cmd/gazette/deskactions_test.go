package main

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// twin is a site of which the same is asked twice: here at the desk, and in its copy by the commands.
type twin struct {
	*desk
	copy string
}

// post sends a form, and fails unless it is answered by another page.
func (d *desk) post(path string, in url.Values) {
	d.Helper()
	if status, body := d.ask("POST", path, "application/x-www-form-urlencoded", in.Encode(), nil); status != http.StatusSeeOther {
		d.Fatalf("%v: status %d\n%s", in, status, body)
	}
}

// agree does something at the desk: it asks for the plan, and agrees to it.
func (d *twin) agree(in url.Values) {
	d.Helper()
	_, page := d.ask("POST", "/_gazette/do/", "application/x-www-form-urlencoded", in.Encode(), nil)
	in.Set("agree", digestIn(d.T, page))
	d.post("/_gazette/do/", in)
}

// digestIn is what a person agrees to on a page.
func digestIn(t *testing.T, page string) string {
	t.Helper()
	m := regexp.MustCompile(`name="agree" value="([^"]+)"`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("nothing is asked: %s", page)
	}
	return html.UnescapeString(m[1])
}

// command runs a command on the copy.
func (d *twin) command(args ...string) {
	d.Helper()
	var out, talk bytes.Buffer
	if code := run(append([]string{"-C", d.copy}, args...), &out, &talk); code != exitDone {
		d.Fatalf("%q: exit %d: %s", args, code, talk.String())
	}
}

// edit replaces a line in texts of the copy.
func (d *twin) edit(pattern, old, new string) {
	d.Helper()
	files, _ := filepath.Glob(filepath.Join(d.copy, pattern))
	if len(files) == 0 {
		d.Fatalf("there is no %s", pattern)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err == nil {
			err = os.WriteFile(f, bytes.Replace(data, []byte(old), []byte(new), 1), 0o644)
		}
		if err != nil {
			d.Fatal(err)
		}
	}
}

// alike fails unless both sites hold the same texts, and something has changed since the last time.
func (d *twin) alike(what string, before map[string]string) map[string]string {
	d.Helper()
	here, there := bothTrees(d.T, d.dir), bothTrees(d.T, d.copy)
	if !sameState(d.T, here, there) {
		d.Fatalf("%s: the desk and the command have not done the same", what)
	}
	changed := len(here) != len(before)
	for p, text := range here {
		changed = changed || before[p] != text
	}
	if !changed {
		d.Fatalf("%s: nothing was done", what)
	}
	return here
}

// bothTrees are the files of content/ and archive/.
func bothTrees(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for p, text := range state(t, dir) {
		if rel, err := filepath.Rel(dir, p); err == nil && (strings.HasPrefix(rel, "content") || strings.HasPrefix(rel, "archive")) {
			out[filepath.ToSlash(rel)] = text
		}
	}
	return out
}

// TestDeskDoesAsCommands: what is done at the desk leaves the same files as the command that does it.
func TestDeskDoesAsCommands(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "1795392000") // 2026-11-23
	d := &twin{openDesk(t), filepath.Join(t.TempDir(), "copy")}
	if err := os.CopyFS(d.copy, os.DirFS(d.dir)); err != nil {
		t.Fatal(err)
	}
	was := bothTrees(t, d.dir)
	for _, step := range []struct {
		what string
		desk func()
		by   func()
	}{
		{"reschedule", func() {
			d.agree(url.Values{"what": {"reschedule"}, "notice": {"cookies"}, "effective": {"2027-03-01"}, "reason": {"More time."}})
		}, func() {
			d.edit("content/*/cookies.md", "effective: 2027-02-01\n", "effective: 2027-03-01\n")
			d.command("record", "--yes", "--reschedule", "cookies", "--reason", "More time.")
		}},
		{"cancel", func() {
			d.agree(url.Values{"what": {"cancel"}, "notice": {"cookies"}, "edition": {"2027-03-01"}, "reason": {"The law was not passed."}})
		}, func() {
			d.command("record", "--yes", "--cancel", "cookies", "--edition", "2027-03-01", "--reason", "The law was not passed.")
		}},
		{"withdraw", func() {
			d.agree(url.Values{"what": {"withdraw"}, "notice": {"imprint"}, "withdrawn": {"2027-06-01"}})
		}, func() {
			d.edit("content/en/imprint.md", "order: 90\n---\n", "order: 90\nwithdrawn: 2027-06-01\n---\n")
			d.command("record", "--yes")
		}},
		{"reinstate", func() {
			d.agree(url.Values{"what": {"reinstate"}, "notice": {"imprint"}})
		}, func() {
			d.edit("content/en/imprint.md", "withdrawn: 2027-06-01\n", "")
			d.command("record", "--yes", "--reinstate", "imprint")
		}},
		{"undo", func() {
			_, page := d.ask("GET", "/_gazette/undo/", "", "", nil)
			d.post("/_gazette/undo/", url.Values{"agree": {digestIn(t, page)}})
		}, func() { d.command("record", "--yes", "--undo") }},
		{"open", func() {
			d.post("/_gazette/do/", url.Values{"what": {"open"}, "notice": {"cookies"}, "locale": {"en"}, "edition": {"2024-09-16"}})
		}, func() { d.command("new", "cookies", "--edition", "2024-09-16") }},
	} {
		step.desk()
		step.by()
		was = d.alike(step.what, was)
	}
}

// TestDeskCommits: the desk commits the site under the message that was agreed to, and leaves out what a killed run has left.
func TestDeskCommits(t *testing.T) {
	d, git := committing(t)
	if err := os.WriteFile(filepath.Join(d.dir, "content/en/.gazette-123"), []byte("half"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, page := d.ask("GET", "/_gazette/git/", "", "", nil); !strings.Contains(page, "content/en/cookies.md") || strings.Contains(page, ".gazette-123") {
		t.Errorf("what is not committed: %s", page)
	}
	d.post("/_gazette/git/", url.Values{"message": {"the first"}, "branch": {"drafts"}})
	if got := git("log", "--format=%s by %an on %D", "HEAD"); got != "the first by Ada on HEAD -> drafts" {
		t.Errorf("committed: %s", got)
	}
	if left := git("status", "--porcelain", "--untracked-files=all"); !strings.Contains(left, "?? content/en/.gazette-123") || strings.Contains(left, ".md") {
		t.Errorf("not committed: %s", left)
	}
}

// committing is a desk on a site in a repository, in which git knows who commits.
func committing(t *testing.T) (d *twin, git func(args ...string) string) {
	t.Helper()
	needs(t, "git")
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	d = &twin{desk: openDesk(t)}
	git = func(args ...string) string {
		t.Helper()
		out, err := exec.Command("git", append([]string{"-C", d.dir, "-c", "core.autocrlf=false"}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	git("init", "--quiet", "--initial-branch=main")
	git("config", "user.name", "Ada")
	git("config", "user.email", "ada@example.com")
	return d, git
}

// TestDeskCommitsWhatWasSeen: files that came since somebody looked are shown first, and the message that was typed stays,
// as it does when git refuses.
func TestDeskCommitsWhatWasSeen(t *testing.T) {
	d, git := committing(t)
	_, page := d.ask("GET", "/_gazette/git/", "", "", nil)
	seen := regexp.MustCompile(`name="seen" value="([0-9a-f]+)"`).FindStringSubmatch(page)
	if seen == nil {
		t.Fatal(page)
	}
	if err := os.WriteFile(filepath.Join(d.dir, "notes.txt"), []byte("not for others"), 0o644); err != nil {
		t.Fatal(err)
	}
	for why, form := range map[string]url.Values{
		"other files have changed": {"branch": {"drafts"}, "seen": {seen[1]}},
		"not a valid branch name":  {"branch": {"a..b"}},
	} {
		form.Set("message", "what I saw")
		status, page := d.ask("POST", "/_gazette/git/", "application/x-www-form-urlencoded", form.Encode(), nil)
		if status != http.StatusUnprocessableEntity || !strings.Contains(page, why) ||
			!strings.Contains(page, "what I saw</textarea>") || !strings.Contains(page, `value="`+form.Get("branch")+`"`) {
			t.Errorf("%s: %d %s", why, status, page)
		}
		if left := git("status", "--porcelain", "--untracked-files=all"); !strings.Contains(left, "?? notes.txt") {
			t.Errorf("%s: it was committed: %s", why, left)
		}
	}
}

// TestDeskCommitsHere: the desk commits into the repository that the site stands in, whatever a hook or a shell that has
// started it says of another.
func TestDeskCommitsHere(t *testing.T) {
	d, git := committing(t)
	other := t.TempDir()
	git("init", "--quiet", "--bare", other)
	t.Setenv("GIT_DIR", other)
	t.Setenv("GIT_INDEX_FILE", filepath.Join(other, "index"))
	t.Setenv("GIT_WORK_TREE", other)
	d.post("/_gazette/git/", url.Values{"message": {"here"}})
	for _, name := range []string{"GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"} {
		if err := os.Unsetenv(name); err != nil {
			t.Fatal(err)
		}
	}
	if got := git("log", "--format=%s"); got != "here" {
		t.Errorf("committed: %s", got)
	}
	if got := git("-C", other, "for-each-ref"); got != "" {
		t.Errorf("the other repository has %s", got)
	}
}

// TestDeskPushes: what is committed is pushed to a remote of the repository, also later, and to no other.
func TestDeskPushes(t *testing.T) {
	d, git := committing(t)
	bare := t.TempDir()
	git("init", "--quiet", "--bare", bare)
	git("remote", "add", "office", bare)
	d.post("/_gazette/git/", url.Values{"message": {"the first"}})
	if status, page := d.ask("POST", "/_gazette/git/", "application/x-www-form-urlencoded", "remote=elsewhere", nil); status != http.StatusUnprocessableEntity || !strings.Contains(page, "There is no remote") {
		t.Errorf("a remote that there is not: %d\n%s", status, page)
	}
	if _, page := d.ask("GET", "/_gazette/git/", "", "", nil); !strings.Contains(page, "<option>office</option>") {
		t.Errorf("nothing offers to push: %s", page)
	}
	d.post("/_gazette/git/", url.Values{"remote": {"office"}})
	if got := git("-C", bare, "log", "--format=%s", "main"); got != "the first" {
		t.Errorf("pushed: %s", got)
	}
}

// TestDeskPushWaits: a remote that does not answer is waited for no longer than the desk's patience, nothing that git has
// started is left running, and what is committed stays committed.
func TestDeskPushWaits(t *testing.T) {
	was := pushPatience
	pushPatience = 2 * time.Second
	t.Cleanup(func() { pushPatience = was })
	d, git := committing(t)
	git("config", "core.sshCommand", "sleep 600 #")
	git("remote", "add", "silent", "ssh://silent.invalid/site.git")
	form := url.Values{"message": {"the first"}, "remote": {"silent"}}
	status, page := d.ask("POST", "/_gazette/git/", "application/x-www-form-urlencoded", form.Encode(), nil)
	if status != http.StatusUnprocessableEntity || !strings.Contains(page, "did not finish within 2 seconds") {
		t.Errorf("a remote that does not answer: %d\n%s", status, page)
	}
	if got := git("log", "--format=%s"); got != "the first" {
		t.Errorf("committed: %s", got)
	}
}

// pages are the names in an archive, of which each can be read.
func pages(t *testing.T, archive string) map[string]bool {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, f := range z.File {
		r, err := f.Open()
		if err == nil {
			_, err = io.Copy(io.Discard, r)
		}
		if err != nil {
			t.Fatal(f.Name, err)
		}
		out[f.Name] = true
	}
	return out
}
