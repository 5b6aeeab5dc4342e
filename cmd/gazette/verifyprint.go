package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"gazette/internal/proof"
)

// shownFindings is how many differences are listed; --json has all.
const shownFindings = 20

func (a *app) printReport(f verifyFlags, r *proof.Report) error {
	if f.json {
		enc := json.NewEncoder(a.ui.stdout)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		if err := enc.Encode(r); err != nil {
			return err
		}
	} else {
		a.writeReport(r)
	}
	if !r.Holds {
		return errProblems
	}
	return nil
}

// writeReport says first what does not hold, then what is proven, then what is not.
func (a *app) writeReport(r *proof.Report) {
	out, p := a.ui.stdout, a.ui.out
	for i, f := range r.Findings {
		if i == shownFindings {
			fmt.Fprintf(out, "... and %s more\n", thousands(len(r.Findings)-i))
			break
		}
		fmt.Fprintf(out, "%s %s\n", p.bold(f.Place+":"), p.red(f.Message))
	}
	a.sayHints(r.Findings)
	if r.Origin != "" {
		verdict := p.green("holds")
		if !r.Holds {
			verdict = p.red("does not hold")
		}
		fmt.Fprintf(out, "%s: %s: %s, %s, %s in %s\n", r.Origin, verdict, counted(r.Changes, "change"),
			counted(r.Texts, "text"), counted(r.Receipts, "receipt"), leavesOf(r.Size))
		fmt.Fprintf(out, "  signed by %s\n", strings.Join(r.Signers, ", "))
	}
	if r.Pages > 0 {
		fmt.Fprintf(out, "  the words of %s are those that were sealed\n", counted(r.Pages, "page"))
	}
	if r.Archive && r.Holds {
		fmt.Fprintln(out, "  the archive holds every sealed text, change and receipt as it was sealed")
	}
	for _, s := range stampsByTime(r.Stamps) {
		fmt.Fprintln(out, "  "+s)
	}
	if len(r.Unproven) > 0 {
		fmt.Fprintln(out, "not proven:")
	}
	for _, n := range r.Unproven {
		fmt.Fprintf(out, "  %s: %s\n", n.Kind, n.Message)
	}
}

// sayHints says what to do about each kind of finding, once.
func (a *app) sayHints(findings []proof.Finding) {
	said := map[string]bool{}
	for _, f := range findings {
		if hint := proof.Hints[f.Kind]; hint != "" && !said[f.Kind] {
			said[f.Kind] = true
			a.ui.say("  %s %s", a.ui.err.dim("hint:"), hint)
		}
	}
}

// stampsByTime says what the time stamps prove: the first and the last, and how many there are.
func stampsByTime(stamps []proof.Stamp) (out []string) {
	say := func(s proof.Stamp) string {
		return fmt.Sprintf("%s existed on %s, says %s", leavesOf(s.Size), s.Time.Format(time.RFC3339), s.Authority)
	}
	switch n := len(stamps); {
	case n > 2:
		out = []string{say(stamps[0]), fmt.Sprintf("(%s between)", counted(n-2, "time stamp")), say(stamps[n-1])}
	default:
		for _, s := range stamps {
			out = append(out, say(s))
		}
	}
	return out
}
