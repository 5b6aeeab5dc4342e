package main

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// written is a command that writes files, and what it is tried with.
type written struct {
	args string // {site} is the site's folder, {out} one beside it
	run2 string // what a second run does: "" the same again, "adds" its work twice, "refuses"
}

// writers are the commands that write files, but those that have tests of their own.
var writers = map[string]written{
	"export":           {args: "export cookies -o {out}/cookies.html"},
	"import":           {args: "import {site}/../cookies.html --slug cookies"},
	"init":             {args: "init --bare {out}/new", run2: "refuses"},
	"init --ci":        {args: "init --ci github {site}", run2: "refuses"},
	"new":              {args: "new refunds --locale en", run2: "refuses"},
	"prove":            {args: "prove cookies --locale en --on 2025-03-01 -o {out}/cookies.zip"},
	"published":        {args: "published"},
	"review":           {args: "review cookies --comment clear? --by Ada", run2: "adds"},
	"review --approve": {args: "review cookies --approve --by Ada"},
	"theme eject":      {args: "theme eject card.html hub.html", run2: "refuses"},
	"translate export": {args: "translate export --to ja -o {out}/work"},
	"translate import": {args: "translate import {site}/../work/ja/terms.xlf"},
}

// elsewhere are the other commands that write, and the tests that kill those; what a run makes again needs none.
var elsewhere = map[string]string{
	"build": "TestKilledBuild", "evidence keygen": "TestReplace of internal/durable", "man": "made again",
	"notify": "TestNotifyKilledAtEveryCall", "record": "TestRecordKilledAtEveryCall", "seal": "TestSealKilledAtEveryCall",
	"serve": "TestDeskKill", "pdf": "made again", "subscriptions": "TestSubscriptionsKilled, and the database's own",
}

// readers are the commands that write no file but in .cache/.
var readers = strings.Fields("check completion diff explain help hosting plan schema status theme version verify " +
	"translate evidence")

// readingParts are the commands under another that write no file.
var readingParts = strings.Fields("diff print status bash fish powershell zsh")

// TestEveryCommandIsKilled: no command that there is was forgotten here.
func TestEveryCommandIsKilled(t *testing.T) {
	for _, c := range newRoot(&app{}).Commands() {
		if c.HasSubCommands() && c.Name() != "subscriptions" {
			for _, part := range c.Commands() {
				_, held := writers[c.Name()+" "+part.Name()]
				if !held && elsewhere[c.Name()+" "+part.Name()] == "" && !slices.Contains(readingParts, part.Name()) {
					t.Errorf("no test kills `gazette %s %s`", c.Name(), part.Name())
				}
			}
		}
		_, held := writers[c.Name()]
		if !held && elsewhere[c.Name()] == "" && !slices.Contains(readers, c.Name()) {
			t.Errorf("no test kills `gazette %s`", c.Name())
		}
	}
}

// TestWritersKilledAtEveryCall runs each of these commands on a disk that is full at one of its calls, and kills it
// there: every file is as it was, or as the command makes it, whole; a full disk is said, with a hint; and the next run
// ends as if nothing had happened.
func TestWritersKilledAtEveryCall(t *testing.T) {
	strace := straceOf(t)
	gazette := program(t)
	top := writtenSite(t, gazette)
	for _, name := range slices.Sorted(maps.Keys(writers)) {
		t.Run(name, func(t *testing.T) {
			w := writerKilling{T: t, strace: strace, gazette: gazette, before: top, written: writers[name]}
			w.everyCall()
		})
	}
}

// writtenSite is a site with all that these commands need, beside its key and what came back from others.
func writtenSite(t *testing.T, gazette string) string {
	t.Helper()
	s := newEvidenceSite(t, "")
	s.text("ja", "terms", "2024-06-01", "規約", "## 親切 {#kind}\n\n親切に。")
	top := filepath.Dir(s.dir)
	w := writerKilling{T: t, gazette: gazette}
	for _, args := range []string{"record", "seal", "export cookies -o {site}/../cookies.html",
		"translate export --to ja -o {site}/../work"} {
		run1(t, w.command(top, args))
	}
	edit := func(file, old, new string) {
		data, err := os.ReadFile(filepath.Join(top, file))
		if err != nil || !strings.Contains(string(data), old) {
			t.Fatal(file, err, string(data))
		}
		if err := os.WriteFile(filepath.Join(top, file), []byte(strings.ReplaceAll(string(data), old, new)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	edit("cookies.html", "two cookies", "three cookies")
	edit("work/ja/terms.xlf", `state="initial"`, `state="translated"`)
	edit("work/ja/terms.xlf", "</source>", "</source><target>親切</target>")
	return top
}

// writerKilling disturbs one command in copies of a site.
type writerKilling struct {
	*testing.T
	strace, gazette, before string
	written
	after map[string]string // what a calm run leaves
}

// command is a command on the site below top.
func (w *writerKilling) command(top, args string) *exec.Cmd {
	site := filepath.Join(top, "site")
	words := strings.Fields(strings.NewReplacer("{site}", site, "{out}", filepath.Join(top, "out")).Replace(args))
	c := exec.Command(w.gazette, append([]string{"-C", site}, words...)...)
	c.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1767225600", "GOMAXPROCS=1")
	return c
}

// stage returns a copy of all that stands beside the site.
func (w *writerKilling) stage() (top string) {
	top, err := os.MkdirTemp("", "writer")
	if err == nil {
		err = os.CopyFS(top, os.DirFS(w.before))
	}
	if err == nil {
		err = os.Mkdir(filepath.Join(top, "out"), 0o755)
	}
	if err != nil {
		w.Fatal(err)
	}
	return top
}

// left is what stands there, but for what is made again or taken for nothing.
func left(top string) map[string]string {
	tree := readTree(top)
	maps.DeleteFunc(tree, func(path, _ string) bool {
		return strings.HasPrefix(path, "site/.cache/") || strings.HasPrefix(path, "site/.gazette") ||
			strings.HasPrefix(filepath.Base(path), ".gazette-") || strings.HasSuffix(path, ".yaml.new")
	})
	return tree
}

func (w *writerKilling) everyCall() {
	calm := w.stage()
	defer os.RemoveAll(calm)
	was := left(calm)
	run1(w.T, w.command(calm, w.args))
	w.after = left(calm)
	if difference(was, w.after) == "" {
		w.Fatal("nothing was written")
	}
	for call, how := range map[string]string{"write": "error=ENOSPC", "renameat": "signal=KILL",
		"linkat": "signal=KILL", "mkdirat": "error=ENOSPC"} {
		when := 1
		for w.disturb(was, call, how, when) {
			when++
		}
		w.Logf("disturbed at %d calls of %s", when-1, call)
	}
}

// disturb runs the command with one call disturbed, and reports whether there was that call.
func (w *writerKilling) disturb(was map[string]string, call, how string, when int) bool {
	top := w.stage()
	defer os.RemoveAll(top)
	calls := filepath.Join(top, "calls")
	c := w.command(top, w.args)
	c.Args = append([]string{"strace", "-f", "-qq", "-o", calls, "-e", "trace=" + call,
		"-e", fmt.Sprintf("inject=%s:%s:when=%d", call, how, when)}, c.Args...)
	c.Path = w.strace
	said, err := c.CombinedOutput()
	trace, _ := os.ReadFile(calls)
	os.Remove(calls)
	met := strings.Contains(string(trace), "(INJECTED)") || strings.Contains(string(trace), "killed by SIGKILL")
	at := fmt.Sprintf("%s %d, %s", call, when, how)
	now := left(top)
	for path, data := range now {
		begun := filepath.Ext(path) == ".jsonl" && strings.HasPrefix(w.after[path], data) // what is appended to
		if before, ok := was[path]; (!ok || before != data) && w.after[path] != data && !begun {
			w.Errorf("%s: %s is neither as it was nor as it is made: %.200q", at, path, data)
		}
	}
	for path := range was {
		if _, ok := now[path]; !ok {
			w.Errorf("%s: %s is gone", at, path)
		}
	}
	switch {
	case err == nil && difference(now, w.after) != "":
		w.Errorf("%s: all seems well, and %s is not written\n%s", at, difference(now, w.after), said)
	case err != nil && c.ProcessState.ExitCode() > 0 && !toldNot.Match(trace) && !strings.Contains(string(said), "hint: "):
		w.Errorf("%s: no hint: %s", at, said)
	}
	if difference(now, was) != "" { // else it would run as the calm one did
		w.again(top, at)
	}
	return met
}

// toldNot matches a call that would have told people.
var toldNot = regexp.MustCompile(`write\(2, .*\(INJECTED\)`)

// again runs the command once more, undisturbed.
func (w *writerKilling) again(top, at string) {
	done := difference(left(top), w.after) == ""
	said, err := w.command(top, w.args).CombinedOutput()
	switch {
	case w.run2 == "adds":
	case w.run2 == "refuses" && err != nil && !done:
		w.Errorf("%s: half done, and the next run refuses: %s", at, said)
	case w.run2 == "" && err != nil:
		w.Errorf("%s: the next run: %s", at, said)
	}
	if d := difference(left(top), w.after); w.run2 != "adds" && d != "" {
		w.Errorf("%s: after the next run %s is not as it should be", at, d)
	}
}
