package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/recording"
)

// planView is what `gazette plan` says; its JSON names are stable.
type planView struct {
	recording.Effects
	Messages []recording.PlannedMessage `json:"messages"`
}

func (a *app) printPlan(v planView) error {
	writePlan(a.ui.stdout, a.ui.out, v)
	return nil
}

func writePlan(w io.Writer, p palette, v planView) {
	section := func(title string, lines []string) {
		if len(lines) > 0 {
			fmt.Fprintf(w, "%s\n  %s\n\n", p.bold(title), strings.Join(lines, "\n  "))
		}
	}
	var changes, editions, outdated []string
	for _, c := range v.Changes {
		changes = append(changes, stepLine(p, c))
	}
	for _, e := range v.Editions {
		editions = append(editions, e.URL)
	}
	for _, o := range v.Outdated {
		outdated = append(outdated, fmt.Sprintf("%s in %s, from %s", o.Notice, o.Locale, o.From))
	}
	section(counted(len(changes), "change")+" to record", changes)
	section("texts that get a permanent address", editions)
	section("translations that become outdated", outdated)
	var waiting []string
	for _, c := range v.Unpublished {
		waiting = append(waiting, fmt.Sprintf("%s  %s  %s", c.Notice, c.Kind, c.To))
	}
	section("recorded, and not public yet", waiting)
	section("messages", messageLines(v.Messages))
	section("drafts, left out", v.Drafts)
	if v.Pages != nil {
		printPages(w, p, *v.Pages)
	}
	if len(v.Changes) == 0 {
		fmt.Fprintln(w, nothingToRecord(v.Drafts))
	}
}

// nothingToRecord says so, and which drafts were left out.
func nothingToRecord(drafts []string) string {
	if len(drafts) == 0 {
		return "nothing to record: every text is recorded as it is"
	}
	return fmt.Sprintf("nothing to record: %s left out, every other text is recorded as it is",
		counted(len(drafts), "draft"))
}

// pagesShown is how many addresses of each kind are listed for people.
const pagesShown = 20

func printPages(w io.Writer, p palette, v recording.PlannedPages) {
	for _, list := range []struct {
		sign  string
		paths []string
	}{{p.green("+"), v.Added}, {p.yellow("~"), v.Changed}, {p.red("-"), v.Removed}} {
		for i, path := range list.paths {
			if i == pagesShown {
				fmt.Fprintf(w, "%s %s more\n", list.sign, thousands(len(list.paths)-i))
				break
			}
			fmt.Fprintf(w, "%s %s\n", list.sign, path)
		}
	}
	fmt.Fprintf(w, "%s added, %d changed, %d removed; %s of other kinds differ, %s unchanged\n",
		counted(len(v.Added), "page"), len(v.Changed), len(v.Removed),
		counted(v.OtherFiles, "file"), counted(v.Unchanged, "file"))
}

// printPlanMarkdown prints the plan as a comment for a pull request.
func (a *app) printPlanMarkdown(v planView) error {
	w := a.ui.stdout
	fmt.Fprintf(w, "### Publishing plan for %s\n\n", v.Day)
	if len(v.Changes) == 0 {
		fmt.Fprint(w, "Nothing to record: every text is recorded as it is.\n")
	} else {
		fmt.Fprint(w, "| notice | change | date | languages |\n| --- | --- | --- | --- |\n")
		for _, c := range v.Changes {
			fmt.Fprintf(w, "| `%s` | %s | %s | %s |\n", c.Notice, c.Kind, c.To, strings.Join(tags(c), ", "))
		}
	}
	if len(v.Outdated) > 0 {
		fmt.Fprint(w, "\n**Translations that become outdated**\n\n")
		for _, o := range v.Outdated {
			fmt.Fprintf(w, "- `%s` in %s, from %s\n", o.Notice, o.Locale, o.From)
		}
	}
	if len(v.Unpublished) > 0 {
		fmt.Fprint(w, "\n**Recorded, and not public yet**\n\n")
		for _, c := range v.Unpublished {
			fmt.Fprintf(w, "- `%s` %s %s\n", c.Notice, c.Kind, c.To)
		}
	}
	if len(v.Messages) > 0 {
		fmt.Fprint(w, "\n**Messages**\n\n")
		for _, line := range messageLines(v.Messages) {
			fmt.Fprintf(w, "- %s\n", line)
		}
	}
	if v.Pages != nil {
		fmt.Fprintf(w, "\n**Pages:** %d added, %d changed, %d removed.\n", len(v.Pages.Added), len(v.Pages.Changed),
			len(v.Pages.Removed))
	}
	return nil
}

func tags(c notice.Change) []string {
	var out []string
	for _, l := range slices.SortedFunc(maps.Keys(c.Locales),
		func(x, y i18n.Locale) int { return strings.Compare(string(x), string(y)) }) {
		out = append(out, string(l))
	}
	return out
}
