package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// course is a site, and what a legal team does with it over months: edits, records, seals, builds, corrects, withdraws.
type course struct {
	*evidenceSite
	hook *receiver
	r    *rand.Rand
	now  time.Time
	done []string // what was done, to be said when something is wrong
}

// TestCommandsAgree: whatever is done with a site, in whatever order, its commands agree with each other. Each move says what
// must hold after it. GAZETTE_COURSES sets another number of sites, with seeds from 1.
func TestCommandsAgree(t *testing.T) {
	t.Setenv("NO_COLOR", "1")
	sites := 1
	if n, err := strconv.Atoi(os.Getenv("GAZETTE_COURSES")); err == nil {
		sites = n
	}
	for seed := range uint64(sites) {
		t.Run(strconv.FormatUint(seed+1, 10), func(t *testing.T) {
			t.Setenv("GAZETTE_HOOK_SECRET", hookSecret)
			hook := newReceiver(t)
			c := &course{evidenceSite: newEvidenceSite(t, "notify: {channels: [{name: hook, type: webhook, url: '"+
				hook.URL+"', secret_env: GAZETTE_HOOK_SECRET, allow_private: true}]}\n"), hook: hook,
				r: rand.New(rand.NewPCG(seed+1, 0)), now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}
			defer func() {
				if t.Failed() {
					t.Log("what was done:\n" + strings.Join(c.done, "\n"))
				}
			}()
			c.record()
			for range 60 {
				c.now = c.now.Add(pick(c.r, time.Minute, time.Hour, 24*time.Hour, 20*24*time.Hour))
				moves[c.r.IntN(len(moves))](c)
			}
		})
	}
}

// moves are what may be done; those that are often done stand there more than once.
var moves = []func(*course){
	(*course).edit, (*course).edit, (*course).redate, (*course).redate, (*course).redate, (*course).draft,
	(*course).finish, (*course).finish, (*course).withdraw, (*course).keep, (*course).open,
	(*course).record, (*course).record, (*course).record, (*course).declare, (*course).declare, (*course).undo,
	(*course).build, (*course).build, (*course).verify, (*course).verify, (*course).prove, (*course).travel,
	(*course).exchange, (*course).translate, (*course).look, (*course).tell, (*course).tell,
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// try runs a command. It ends with 0, 1 or 2; where it fails it says the way out, and the archive is as it was, but
// for the receipts of what could be sent.
func (c *course) try(args ...string) (exit int, said string) {
	c.t.Helper()
	c.t.Setenv("SOURCE_DATE_EPOCH", strconv.FormatInt(c.now.Unix(), 10))
	before := c.archive()
	var out, talk bytes.Buffer
	exit = run(append([]string{"-C", c.dir}, args...), &out, &talk)
	said = out.String() + talk.String()
	c.note("gazette %s: %d", strings.Join(args, " "), exit)
	switch {
	case exit < 0 || exit > 2 || strings.Contains(said, "goroutine "):
		c.t.Fatalf("%v: exit %d\n%s", args, exit, said)
	case exit != 0 && args[0] != "notify" && difference(before, c.archive()) != "":
		c.t.Fatalf("%v failed, and changed %s", args, difference(before, c.archive()))
	case exit != 0 && !strings.Contains(said, "hint: ") && !strings.Contains(said, `"hint": `):
		c.t.Fatalf("%v fails without a way out:\n%s", args, said)
	}
	return exit, said
}

// must runs a command that has to pass.
func (c *course) must(args ...string) string {
	c.t.Helper()
	exit, said := c.try(args...)
	if exit != 0 {
		c.t.Fatalf("%v: exit %d\n%s", args, exit, said)
	}
	return said
}

func (c *course) note(format string, args ...any) {
	c.done = append(c.done, c.now.Format("2006-01-02 15:04 ")+fmt.Sprintf(format, args...))
}

func (c *course) archive() map[string]string { return readTree(filepath.Join(c.dir, "archive")) }

// day is today, or so many days later.
func (c *course) day(later int) string { return c.now.AddDate(0, 0, later).Format("2006-01-02") }

// working names one of the working texts, by its path.
func (c *course) working() string {
	names, err := filepath.Glob(filepath.Join(c.dir, "content", "*", "*.md"))
	if err != nil || len(names) == 0 {
		c.t.Fatal("no texts are left: ", err)
	}
	return pick(c.r, names...)
}

// change rewrites a text.
func (c *course) change(name string, f func(string) string) {
	data, err := os.ReadFile(name)
	if err == nil {
		err = os.WriteFile(name, []byte(f(string(data))), 0o644)
	}
	if err != nil {
		c.t.Fatal(err)
	}
}

// slugOf and localeOf say what a text's path does.
func slugOf(name string) string {
	slug, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(name), ".md"), "@")
	return slug
}
func localeOf(name string) string { return filepath.Base(filepath.Dir(name)) }

var (
	effectiveLine = regexp.MustCompile(`(?m)^effective: .*$`)
	withdrawnLine = regexp.MustCompile(`(?m)^withdrawn: .*\n`)
	draftLine     = regexp.MustCompile(`(?m)^draft: .*\n`)
)

func (c *course) edit() {
	name := c.working()
	c.note("a paragraph more in %s", name)
	c.change(name, func(s string) string {
		return s + "\nIt was " + pick(c.r, "never", "always", "seldom", "often") + " so, nor " + c.day(c.r.IntN(9)) + ".\n"
	})
}

// redate gives the texts of a notice another day, and forgets one now and then.
func (c *course) redate() {
	slug, day := slugOf(c.working()), c.day(pick(c.r, -3, 0, 1, 10, 40))
	c.note("%s is to apply from %s", slug, day)
	for _, locale := range []string{"en", "ja"} {
		name := filepath.Join(c.dir, "content", locale, slug+".md")
		if exists(name) && c.r.IntN(5) > 0 {
			c.change(name, func(s string) string { return effectiveLine.ReplaceAllString(s, "effective: "+day) })
		}
	}
}

func (c *course) draft() {
	if c.r.IntN(2) == 0 {
		c.try("new", fmt.Sprintf("notice-%d", c.r.IntN(4)))
		return
	}
	c.try("new", slugOf(c.working()), "--locale", "ja")
}

func (c *course) finish() {
	name := c.working()
	c.note("%s is no draft", name)
	c.change(name, func(s string) string { return draftLine.ReplaceAllString(s, "") })
}

func (c *course) withdraw() {
	slug, day := slugOf(c.working()), c.day(pick(c.r, 1, 10, 40))
	c.note("%s is to be withdrawn on %s", slug, day)
	c.ofNotice(slug, func(s string) string {
		return effectiveLine.ReplaceAllString(withdrawnLine.ReplaceAllString(s, ""), "$0\nwithdrawn: "+day)
	})
}

// keep takes a withdrawal out of the texts again.
func (c *course) keep() {
	slug := slugOf(c.working())
	c.note("%s is not to be withdrawn", slug)
	c.ofNotice(slug, func(s string) string { return withdrawnLine.ReplaceAllString(s, "") })
}

func (c *course) ofNotice(slug string, f func(string) string) {
	for _, locale := range []string{"en", "ja"} {
		if name := filepath.Join(c.dir, "content", locale, slug+".md"); exists(name) {
			c.change(name, f)
		}
	}
}

// edition names a recorded text, if there is one: notice, date, language.
func (c *course) edition() (slug, date, locale string) {
	names, _ := filepath.Glob(filepath.Join(c.dir, "archive", "*", "????-??-??", "*.md"))
	names = slices.DeleteFunc(names, func(n string) bool { return strings.Count(filepath.Base(n), ".") > 1 })
	if len(names) == 0 {
		return "", "", ""
	}
	dir, file := filepath.Split(pick(c.r, names...))
	return filepath.Base(filepath.Dir(filepath.Dir(dir))), filepath.Base(dir), strings.TrimSuffix(file, ".md")
}

// open opens a recorded text, to be corrected.
func (c *course) open() {
	if slug, date, locale := c.edition(); slug != "" {
		c.try("new", slug, "--edition", date, "--locale", locale)
	}
}

func (c *course) record() { c.recording("record", "-y") }

// declare records with one of the declarations, which may mean nothing.
func (c *course) declare() {
	c.recording("record", "-y", pick(c.r, "--editorial", "--reschedule", "--further", "--cancel", "--reinstate"),
		slugOf(c.working()), "--reason", "it was so")
}

// recording: a dry run writes nothing and ends as the run does; lines are only added; then nothing is left to record.
func (c *course) recording(args ...string) {
	before := c.archive()
	dry, why := c.try(append(args, "--dry-run")...)
	if d := difference(before, c.archive()); d != "" {
		c.t.Fatalf("a dry run changed %s", d)
	}
	exit, said := c.try(args...)
	if exit != dry {
		c.t.Fatalf("%v: the dry run ends with %d, the run with %d\n%s\n%s", args, dry, exit, why, said)
	}
	if exit != 0 {
		return
	}
	const log = "changes.jsonl"
	after := c.archive()
	if !strings.HasPrefix(after[log], before[log]) {
		c.t.Fatal("lines of the change log were not only added")
	}
	if again := c.must("record", "-y"); difference(after, c.archive()) != "" {
		c.t.Fatalf("something was left to record:\n%s", again)
	}
	if _, found := c.try("check"); strings.Contains(found, "[unrecorded-edition]") {
		c.t.Fatalf("all is recorded, and check finds:\n%s", found)
	}
}

// undo: what is taken back was the newest, or nothing is.
func (c *course) undo() {
	before := c.archive()["changes.jsonl"]
	if exit, said := c.try("record", "--undo", "-y"); exit == 0 && !strings.HasPrefix(before, c.archive()["changes.jsonl"]) {
		c.t.Fatalf("not the newest lines were taken back:\n%s", said)
	}
	c.told()
}

// isDraft reports whether a file of the site says so.
func (c *course) isDraft(file string) bool {
	data, err := os.ReadFile(filepath.Join(c.dir, filepath.FromSlash(file)))
	return err == nil && draftLine.Match(data)
}

// build: it refuses what check finds in what would be published, and only that; strict, also what is not recorded. A
// build into a folder that was there gives what a new one does.
func (c *course) build() {
	_, found := c.try("check", "--format", "json")
	exit, said := c.try("build")
	if stops := stopping(c.t, found, c.isDraft); (exit != 0) != stops {
		c.t.Fatalf("check stops a build: %t; build ends with %d\n%s\n%s", stops, exit, found, said)
	}
	strict, why := c.try("build", "--strict", "--out", filepath.Join(c.dir, "strict"))
	if unrecorded := strings.Contains(found, `"unrecorded-edition"`); strict == 0 && (exit != 0 || unrecorded) {
		c.t.Fatalf("a strict build passes, and check finds:\n%s\n%s", found, why)
	}
	if exit == 0 {
		c.must("build", "--out", filepath.Join(c.dir, "anew"))
		d := difference(readTree(filepath.Join(c.dir, "public")), readTree(filepath.Join(c.dir, "anew")))
		if d != "" {
			c.t.Fatalf("a new build and one over an earlier one differ in %s", d)
		}
		c.forget("anew")
	}
	c.forget("strict")
}

func (c *course) forget(folder string) { _ = os.RemoveAll(filepath.Join(c.dir, folder)) }

// sealed seals and builds, and says whether all that is built is recorded.
func (c *course) sealed() bool {
	if exit, _ := c.try("seal"); exit != 0 {
		return false
	}
	exit, _ := c.try("build", "--strict")
	return exit == 0
}

// verify: what was recorded, sealed and built holds.
func (c *course) verify() {
	if c.sealed() {
		c.must("verify")
	}
}

// prove: of each sealed text there is a bundle, and it holds.
func (c *course) prove() {
	slug, date, locale := c.edition()
	if slug == "" || !c.sealed() {
		return
	}
	file := filepath.Join(c.dir, "proof.zip")
	_ = os.Remove(file)
	c.must("prove", slug, "--edition", date, "--locale", locale, "-o", file)
	c.must("verify", file, "--key", c.public)
}

// travel: what is recorded and built today can be built as it was, and as it will be.
func (c *course) travel() {
	if exit, _ := c.try("build", "--strict"); exit == 0 {
		c.must("build", "--date", c.day(pick(c.r, -400, -30, -5, 5, 30, 400)), "--out", filepath.Join(c.dir, "then"))
		c.forget("then")
	}
}

// tell: nobody is told a thing twice, and what was told stays in the change log.
func (c *course) tell() {
	c.try("published")
	for range 2 {
		_, said := c.try("notify")
		if ids, arrivals := c.hook.counts(); ids != arrivals {
			c.t.Fatalf("%d messages arrived, of %d ids\n%s", arrivals, ids, said)
		}
	}
	c.told()
}

// told holds the messages that went out to the change log: of what was told, nothing is taken back.
func (c *course) told() {
	c.hook.mu.Lock()
	defer c.hook.mu.Unlock()
	log := c.archive()["changes.jsonl"]
	for id := range c.hook.got {
		if !strings.Contains(log, `"id":"`+stageOf.ReplaceAllString(id, "")+`"`) {
			c.t.Fatalf("%s was told, and no change of the log is that", id)
		}
	}
}

var stageOf = regexp.MustCompile(`-(announced|effective|reminder-\d+)-hook$`)

// exchange: a text that goes out as Markdown or a page comes back as it was.
func (c *course) exchange() {
	name, format := c.working(), pick(c.r, "md", "html")
	if strings.Contains(filepath.Base(name), "@") {
		return
	}
	file := filepath.Join(c.dir, slugOf(name)+"."+format)
	if exit, _ := c.try("export", slugOf(name), "--locale", localeOf(name), "--to", format, "-o", file); exit != 0 {
		return
	}
	before := readTree(filepath.Join(c.dir, "content"))
	c.must("import", file, "--slug", slugOf(name), "--locale", localeOf(name))
	if d := difference(before, readTree(filepath.Join(c.dir, "content"))); d != "" {
		c.t.Fatalf("%s went out as %s, came back, and is another", d, format)
	}
}

var untranslated = regexp.MustCompile(`(?s)<source([^>]*)>(.*?)</source>\s*(</segment>)`)

// translate sends a text to a translator who writes its words as they were.
func (c *course) translate() {
	slug := slugOf(c.working())
	if exit, _ := c.try("translate", "export", slug, "--to", "ja", "-o", filepath.Join(c.dir, "out")); exit != 0 {
		return
	}
	for _, file := range glob(c.t, filepath.Join(c.dir, "out", "*", slug+".xlf")) {
		c.change(file, func(s string) string {
			return untranslated.ReplaceAllString(s, "<source$1>$2</source><target>$2</target>$3")
		})
		c.try("translate", "import", file)
	}
	c.forget("out")
}

func glob(t *testing.T, pattern string) []string {
	names, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// look asks the commands that write nothing.
func (c *course) look() {
	if exit, _ := c.try("status"); exit != 0 {
		return
	}
	c.try("plan")
	if slug, date, locale := c.edition(); slug != "" {
		c.must("diff", slug, date, date, "--locale", locale)
	}
}
