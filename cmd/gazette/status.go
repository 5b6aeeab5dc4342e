package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"

	"gazette/internal/assemble"
	"gazette/internal/load"
	"gazette/internal/site"
	"gazette/internal/status"
)

type statusFlags struct {
	date       string
	next, json bool
}

func newStatus(a *app) *cobra.Command {
	var f statusFlags
	c := &cobra.Command{
		Use:   "status",
		Short: "show which text is in force in which language",
		Long: `Status prints a table of all notices and languages: since when the text in force has
applied, which change is coming, and which translations are outdated or missing. With
--next, it prints the next moment at which the site's pages would change, so that a
scheduled job can build them then.`,
		Example: `  gazette status
  gazette status --date 2027-02-01 --json
  gazette status --next`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.status(f) },
	}
	dateFlag(c, &f.date)
	c.Flags().BoolVar(&f.next, "next", false, "print the next change as RFC 3339 in the site's time zone, or none")
	c.Flags().BoolVar(&f.json, "json", false, "print JSON")
	return c
}

func (a *app) status(f statusFlags) error {
	s, err := a.load(f.date)
	if err != nil {
		return err
	}
	if wrong := assemble.Stopping(s, s.Problems); s.Site == nil || wrong.Errors() {
		return wrong
	}
	switch {
	case f.next:
		next := "none"
		if at, ok := status.NextChange(s.Site); ok {
			next = at.Format(time.RFC3339)
		}
		_, err = fmt.Fprintln(a.ui.stdout, next)
	case f.json:
		err = printStatusJSON(a.ui.stdout, s)
	default:
		printMatrix(a.ui.stdout, a.ui.out, s.Site)
		printDrafts(a.ui.stdout, a.ui.out, draftsOf(s))
	}
	return err
}

type statusJSON struct {
	Day     string       `json:"day"`
	Next    string       `json:"next,omitempty"`
	Notices []statusItem `json:"notices"`
	Drafts  []draftItem  `json:"drafts,omitempty"`
}

// draftItem is a text that is not published yet.
type draftItem struct {
	Notice    string `json:"notice"`
	Locale    string `json:"locale"`
	Effective string `json:"effective"`
	File      string `json:"file"`
}

func draftsOf(s *load.Sources) (out []draftItem) {
	for _, e := range s.Editions {
		if e.Draft {
			out = append(out, draftItem{string(e.Slug), string(e.Locale), e.Effective.String(), e.Path})
		}
	}
	return out
}

func printDrafts(w io.Writer, p palette, drafts []draftItem) {
	if len(drafts) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", p.bold("drafts"))
	for _, d := range drafts {
		when := "for " + d.Effective
		if d.Effective == "" {
			when = "cannot be read: see gazette check"
		}
		fmt.Fprintf(w, "  %s %s  %s\n", p.yellow("DRAFT"), d.File, p.dim(when))
	}
}

type statusItem struct {
	Notice  string       `json:"notice"`
	Source  string       `json:"source_locale"`
	Locales []statusCell `json:"locales"`
}

type statusCell struct {
	Locale   string `json:"locale"`
	State    string `json:"state"` // current, outdated, upcoming, withdrawn, cancelled, missing, orphan
	InForce  string `json:"in_force,omitempty"`
	Upcoming string `json:"upcoming,omitempty"`
	Outdated string `json:"outdated_since,omitempty"`
	Ends     string `json:"withdrawn,omitempty"`
}

func printStatusJSON(w io.Writer, sources *load.Sources) error {
	s := sources.Site
	out := statusJSON{Day: s.Day.String()}
	if at, ok := status.NextChange(s); ok {
		out.Next = at.Format(time.RFC3339)
	}
	for _, row := range status.Of(s) {
		item := statusItem{Notice: string(row.Notice.Slug), Source: string(row.Notice.Source)}
		for _, c := range row.Cells {
			item.Locales = append(item.Locales, statusCell{string(c.Locale), c.State(), c.InForce.String(),
				c.Upcoming.String(), c.Outdated.String(), c.Ends.String()})
		}
		out.Notices = append(out.Notices, item)
	}
	out.Drafts = draftsOf(sources)
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

// printMatrix prints a block for each notice: a table of many languages would
// be wider than any terminal.
func printMatrix(w io.Writer, p palette, s *site.Site) {
	fmt.Fprintf(w, "%s\n", p.dim("as of "+s.Day.String()))
	for _, row := range status.Of(s) {
		fmt.Fprintf(w, "\n%s\n", p.bold(string(row.Notice.Slug)))
		var missing []string
		for _, c := range row.Cells {
			if c.Missing {
				missing = append(missing, string(c.Locale))
				continue
			}
			fmt.Fprintln(w, "  "+cellLine(p, c))
		}
		if len(missing) > 0 {
			fmt.Fprintf(w, "  %s %s\n", p.dim(pad("missing", 8)), p.dim(strings.Join(missing, " ")))
		}
	}
}

func cellLine(p palette, c status.Cell) string {
	line := pad(string(c.Locale), 8) + " "
	switch {
	case c.Withdrawn:
		line += p.dim("withdrawn on " + c.Ends.String() + ", last text of " + c.InForce.String())
	case c.Cancelled:
		line += p.dim("cancelled before it came into force")
	case c.InForce.IsZero():
		line += p.bold("not yet in force, takes effect on " + c.Upcoming.String())
	case !c.Outdated.IsZero():
		line += p.yellow("outdated since "+c.Outdated.String()) + ", text of " + c.InForce.String()
	default:
		line += p.green("in force since " + c.InForce.String())
	}
	if !c.Upcoming.IsZero() && !c.InForce.IsZero() {
		line += "  " + p.bold("changes on "+c.Upcoming.String())
	}
	if !c.Ends.IsZero() && !c.Withdrawn {
		line += "  " + p.bold("to be withdrawn on "+c.Ends.String())
	}
	if c.Orphan {
		line += "  " + p.yellow("orphan: there is no source text")
	}
	return line
}

func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-runewidth.StringWidth(s)))
}
