package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"gazette/internal/history/planning"
	"gazette/internal/notice"
)

// declarations are what an author says of changes that texts alone do not: the flags that plan and record share.
type declarations struct {
	date                           string
	editorial, reschedule, further []string
	reinstate, cancel              []string
	edition                        string
	reason, class                  string
}

// flags adds them to a command.
func (d *declarations) flags(c *cobra.Command) {
	dateFlag(c, &d.date)
	c.Flags().StringSliceVar(&d.editorial, "editorial", nil,
		"notice `SLUG` whose text was corrected without changing its meaning; needs --reason")
	c.Flags().StringSliceVar(&d.reschedule, "reschedule", nil,
		"notice `SLUG` whose announced edition moves to another date")
	c.Flags().StringSliceVar(&d.further, "further", nil,
		"notice `SLUG` that gets another edition, after the one that is announced")
	c.Flags().StringSliceVar(&d.reinstate, "reinstate", nil,
		"notice `SLUG` whose announced withdrawal will not take place")
	c.Flags().StringSliceVar(&d.cancel, "cancel", nil,
		"notice `SLUG` whose announced edition will not take effect; needs --reason")
	c.Flags().StringVar(&d.edition, "edition", "",
		"with --cancel: which edition, by its `DATE` (default: the one that is still to come)")
	c.Flags().StringVar(&d.reason, "reason", "", "the reason, one sentence of `TEXT`, shown in the public change log")
	c.Flags().StringVar(&d.class, "class", "substantive",
		"the `CLASS` of the changes: substantive or required-by-law")
}

// intent turns flags into what the author declares.
func (d declarations) intent() (planning.Intent, error) {
	in := planning.Intent{Editorial: map[notice.Slug]string{}, Reschedule: map[notice.Slug]bool{},
		Further: map[notice.Slug]bool{}, Reinstate: map[notice.Slug]bool{},
		Class: notice.Class(d.class), Reason: strings.Join(strings.Fields(d.reason), " ")}
	if in.Class != notice.Substantive && in.Class != notice.RequiredByLaw {
		return in, misuse{fmt.Sprintf("--class is %q", d.class),
			"write substantive or required-by-law; an editorial change is declared with --editorial"}
	}
	if len(d.editorial) > 0 && in.Reason == "" {
		return in, misuse{"--editorial needs a reason",
			"say in one sentence why the meaning is the same: --reason \"corrected a typing error\""}
	}
	for _, s := range d.editorial {
		in.Editorial[notice.Slug(s)] = in.Reason
	}
	for _, s := range d.reschedule {
		in.Reschedule[notice.Slug(s)] = true
	}
	for _, s := range d.further {
		in.Further[notice.Slug(s)] = true
		if in.Reschedule[notice.Slug(s)] {
			return in, misuse{"--reschedule and --further name the same notice " + s, "choose one of the two"}
		}
	}
	for _, s := range d.reinstate {
		in.Reinstate[notice.Slug(s)] = true
	}
	return in, d.cancellations(&in)
}

// cancellations reads --cancel and --edition.
func (d declarations) cancellations(in *planning.Intent) error {
	var edition notice.Date
	if d.edition != "" {
		var err error
		if edition, err = notice.ParseDate(d.edition); err != nil {
			return misuse{"--edition: " + err.Error(), "write it as --edition 2027-01-31"}
		}
	}
	switch {
	case d.edition != "" && len(d.cancel) == 0:
		return misuse{"--edition belongs to --cancel", "name the notice with --cancel SLUG"}
	case len(d.cancel) > 0 && in.Reason == "":
		return misuse{"--cancel needs a reason",
			"say in one sentence why it does not take effect: --reason \"the law was not passed\""}
	}
	in.Cancel = map[notice.Slug]notice.Date{}
	for _, s := range d.cancel {
		slug := notice.Slug(s)
		if in.Cancel[slug] = edition; in.Reschedule[slug] {
			return misuse{"--cancel and --reschedule name the same notice " + s, "choose one of the two"}
		}
	}
	return nil
}

// idleBecause says why a declaration came to nothing, by its flag; %s is the notice.
var idleBecause = map[string]string{
	"--editorial":  "no text of %s differs from the one recorded for its date",
	"--reschedule": "no announced edition of %s has another date now",
	"--further":    "no edition of %s follows the one that is announced",
	"--cancel":     "that edition of %s was cancelled before",
	"--reinstate":  "no withdrawal of %s is to come, or its text still says when",
}

// sayIdle says which declarations came to nothing, so that nobody takes for recorded what is not.
func (a *app) sayIdle(in planning.Intent, steps []planning.Step) {
	for _, d := range in.Idle(steps) {
		a.ui.say("%s %s %s did nothing: %s", a.ui.err.yellow("note:"), d.Flag, d.Notice,
			fmt.Sprintf(idleBecause[d.Flag], d.Notice))
	}
}
