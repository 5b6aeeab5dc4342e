package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestPlanIsKept: recording, building and telling people afterwards do what
// `gazette plan` said, change by change, page by page, message by message.
func TestPlanIsKept(t *testing.T) {
	t.Parallel()
	gazette, dir := program(t), t.TempDir()
	site, bin := filepath.Join(dir, "site"), filepath.Join(dir, "bin")
	write := func(path, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	text := func(locale, slug, more, words string) {
		write(filepath.Join(site, "content", locale, slug+".md"), fmt.Sprintf("---\ntitle: %s\nlocale: %s\n%s\n---\n%s\n", slug, locale, more, words))
	}
	run := func(day string, into any, args ...string) {
		t.Helper()
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		c := exec.Command(gazette, append([]string{"-C", site}, args...)...)
		c.Env = append(os.Environ(), fmt.Sprintf("SOURCE_DATE_EPOCH=%d", at.Unix()), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
		var said strings.Builder
		c.Stderr = &said
		out, err := c.Output()
		if err != nil {
			t.Fatalf("%v: %v\n%s%s", args, err, out, said.String())
		}
		if into != nil {
			if err := json.Unmarshal(out, into); err != nil {
				t.Fatalf("%v: %v\n%s", args, err, out)
			}
		}
	}
	write(filepath.Join(bin, "gazette-notify-pager"), "#!/bin/sh\ncat >/dev/null\n")
	write(filepath.Join(site, "gazette.yaml"), "title: T\nbase_url: https://a.example/\ndefault_locale: en\nlocales: [en, de]\n"+
		"notify:\n  reminders: [30d, 7d]\n  channels:\n    - {name: pager, type: command}\n")
	for _, slug := range []string{"cookies", "terms", "rules"} {
		text("en", slug, "effective: 2025-01-01", "One.")
		text("de", slug, "effective: 2025-01-01", "Eins.")
	}
	run("2026-01-10", nil, "record")
	run("2026-01-10", nil, "build")
	run("2026-01-10", nil, "notify", "--baseline")
	old := readTree(filepath.Join(site, "public"))

	const today = "2026-01-20"
	text("en", "cookies", "effective: 2026-03-31\nchanges: [Two things.]", "Two.")
	text("de", "terms", "effective: 2025-01-01\naliases: [/alt/]", "Eins.")
	text("en", "rules", "effective: 2025-01-01\nwithdrawn: 2026-02-20", "One.")
	text("en", "news", "effective: 2026-01-20", "First.")
	var plan planView
	run(today, &plan, "plan", "--against", filepath.Join(site, "public"), "--format", "json")
	var changes, now []string
	later := map[string][]string{}
	for _, c := range plan.Changes {
		changes = append(changes, c.ID)
	}
	for _, m := range plan.Messages {
		if m.Now {
			now = append(now, m.ID)
			continue
		}
		later[m.On] = append(later[m.On], m.ID)
	}
	if len(changes) != 3 || len(now) != 3 || len(later) < 5 || len(plan.Pages.Added) == 0 || len(plan.Pages.Changed) == 0 {
		t.Fatalf("the plan is too thin: %+v", plan)
	}

	run(today, nil, "record")
	if got := recordedSince(t, site, today); !equalSets(got, changes) {
		t.Errorf("recorded %q, planned %q", got, changes)
	}
	run(today, nil, "build")
	added, changed, removed := pagesBetween(old, readTree(filepath.Join(site, "public")))
	for _, pages := range [][2][]string{{added, plan.Pages.Added}, {changed, plan.Pages.Changed}, {removed, plan.Pages.Removed}} {
		if !equalSets(pages[0], pages[1]) {
			t.Errorf("built  %q\nplanned %q", pages[0], pages[1])
		}
	}
	days := []string{today}
	for day := range later {
		days = append(days, day)
	}
	slices.Sort(days)
	later[today] = append(later[today], now...)
	for _, day := range days {
		var told notifyJSON
		run(day, &told, "notify", "--json")
		var got []string
		for _, m := range told.Messages {
			if m.Result == "sent" {
				got = append(got, strings.TrimSuffix(m.Message, "-pager"))
			}
		}
		if !equalSets(got, later[day]) {
			t.Errorf("on %s told %q, planned %q", day, got, later[day])
		}
	}
}

// recordedSince are the ids of the changes recorded from a day on.
func recordedSince(t *testing.T, site, day string) (ids []string) {
	t.Helper()
	log, err := os.ReadFile(filepath.Join(site, "archive", "changes.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(log)) {
		var c struct{ ID, Recorded string }
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatal(err)
		}
		if c.Recorded >= day {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// pagesBetween compares the pages of two outputs.
func pagesBetween(old, made map[string]string) (added, changed, removed []string) {
	for p, data := range made {
		before, there := old[p]
		switch {
		case !strings.HasSuffix(p, ".html"):
		case !there:
			added = append(added, p)
		case before != data:
			changed = append(changed, p)
		}
	}
	for p := range old {
		if _, there := made[p]; !there && strings.HasSuffix(p, ".html") {
			removed = append(removed, p)
		}
	}
	return added, changed, removed
}

func equalSets(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}
