package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gazette/internal/assemble"
	"gazette/internal/history"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/recording"
	"gazette/internal/source"
)

type recordFlags struct {
	date                           string
	editorial, reschedule, further []string
	reinstate, cancel              []string
	edition                        string
	reason, class                  string
	imports, git, slug, locale     string
	undated                        string
	dryRun, json, yes, undo        bool
	despite                        bool
}

func newRecord(a *app) *cobra.Command {
	var f recordFlags
	c := &cobra.Command{
		Use:   "record",
		Short: "write what changed into the change log",
		Long: `Record compares content/ with the change log. Each text that is new is copied into
archive/ and gets a line in archive/changes.jsonl. Nothing recorded is ever changed.

A text that changed under an unchanged date is refused: give it a new date, or
declare that its meaning is the same with --editorial and a reason. Nothing is
recorded of texts in which check finds errors: all of it, or nothing. On a terminal
record shows the plan first and asks.`,
		Example: `  gazette record --dry-run                         what would be recorded
  gazette record
  gazette record --editorial cookies --reason "corrected a typing error"
  gazette record --reschedule cookies              the announced edition moves to another date
  gazette record --reinstate cookies               its withdrawal will not take place
  gazette record --cancel cookies --reason "the law was not passed"
  gazette record --undo                            takes the last recording back
  gazette record --import ../old/archive           a history kept elsewhere`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.record(f) },
	}
	dateFlag(c, &f.date)
	c.Flags().StringSliceVar(&f.editorial, "editorial", nil, "notice `SLUG` whose text was corrected without changing its meaning; needs --reason")
	c.Flags().StringSliceVar(&f.reschedule, "reschedule", nil, "notice `SLUG` whose announced edition moves to another date")
	c.Flags().StringSliceVar(&f.further, "further", nil, "notice `SLUG` that gets another edition, after the one that is announced")
	c.Flags().StringSliceVar(&f.reinstate, "reinstate", nil, "notice `SLUG` whose announced withdrawal will not take place")
	c.Flags().StringSliceVar(&f.cancel, "cancel", nil, "notice `SLUG` whose announced edition will not take effect; needs --reason")
	c.Flags().StringVar(&f.edition, "edition", "", "with --cancel: which edition, by its `DATE` (default: the one that is yet to come)")
	c.Flags().StringVar(&f.reason, "reason", "", "why, in one sentence, `TEXT`, which the public change log shows")
	c.Flags().StringVar(&f.class, "class", "substantive", "what the changes mean for readers, `CLASS`: substantive or required-by-law")
	c.Flags().StringVar(&f.imports, "import", "", "record the texts of `DIR`/<slug>/<date>/<locale>.md as an earlier history")
	c.Flags().StringVar(&f.git, "from-git", "", "record the history that git has of a file, `PATH`, as an earlier history")
	c.Flags().StringVar(&f.slug, "slug", "", "with --from-git: the notice's `SLUG` (default: the file's name)")
	c.Flags().StringVar(&f.locale, "locale", "", "with --from-git: the language, a `TAG` (default: what the front matter or the folder says)")
	c.Flags().StringVar(&f.undated, "undated", "", "with --from-git: what to date a text by that states no date, `WHAT`: commit (needs --reason)")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "say what would be recorded, and write nothing")
	c.Flags().BoolVar(&f.despite, "despite-clock", false, "record although the clock is far from the newest line: the new line gets the clock's time or, where that is earlier, a second after the newest")
	c.Flags().BoolVarP(&f.yes, "yes", "y", false, "do not ask")
	c.Flags().BoolVar(&f.undo, "undo", false, "take the last recording back, while nobody can have seen it")
	c.Flags().BoolVar(&f.json, "json", false, "print the changes as JSON lines")
	return c
}

// undatedCommit takes the day of its commit for a text that states none.
const undatedCommit = "commit"

// intent turns flags into what the author declares.
func (f recordFlags) intent() (history.Intent, error) {
	in := history.Intent{Editorial: map[notice.Slug]string{}, Reschedule: map[notice.Slug]bool{}, Further: map[notice.Slug]bool{}, Reinstate: map[notice.Slug]bool{},
		Class: notice.Class(f.class), Reason: strings.Join(strings.Fields(f.reason), " ")}
	if in.Class != notice.Substantive && in.Class != notice.RequiredByLaw {
		return in, misuse{fmt.Sprintf("--class is %q", f.class), "write substantive or required-by-law; an editorial change is declared with --editorial"}
	}
	if len(f.editorial) > 0 && in.Reason == "" {
		return in, misuse{"--editorial needs a reason", "say in a sentence why the meaning is the same: --reason \"corrected a typing error\""}
	}
	switch {
	case f.undated != "" && f.undated != undatedCommit:
		return in, misuse{fmt.Sprintf("--undated is %q", f.undated), "write commit, or leave it out: then texts that state no date are left out"}
	case f.undated != "" && in.Reason == "":
		return in, misuse{"--undated needs a reason", "say in a sentence where the date comes from: --reason \"the text has no date; this is the day on which it was filed\""}
	}
	for _, s := range f.editorial {
		in.Editorial[notice.Slug(s)] = in.Reason
	}
	for _, s := range f.reschedule {
		in.Reschedule[notice.Slug(s)] = true
	}
	for _, s := range f.further {
		in.Further[notice.Slug(s)] = true
		if in.Reschedule[notice.Slug(s)] {
			return in, misuse{"--reschedule and --further name the same notice " + s, "choose one of the two"}
		}
	}
	for _, s := range f.reinstate {
		in.Reinstate[notice.Slug(s)] = true
	}
	return in, f.cancellations(&in)
}

// cancellations reads --cancel and --edition.
func (f recordFlags) cancellations(in *history.Intent) error {
	var d notice.Date
	if f.edition != "" {
		var err error
		if d, err = notice.ParseDate(f.edition); err != nil {
			return misuse{"--edition: " + err.Error(), "write it as --edition 2027-01-31"}
		}
	}
	switch {
	case f.edition != "" && len(f.cancel) == 0:
		return misuse{"--edition belongs to --cancel", "name the notice with --cancel SLUG"}
	case len(f.cancel) > 0 && in.Reason == "":
		return misuse{"--cancel needs a reason", "say in a sentence why it does not take effect: --reason \"the law was not passed\""}
	}
	in.Cancel = map[notice.Slug]notice.Date{}
	for _, s := range f.cancel {
		slug := notice.Slug(s)
		if in.Cancel[slug] = d; in.Reschedule[slug] {
			return misuse{"--cancel and --reschedule name the same notice " + s, "choose one of the two"}
		}
	}
	return nil
}

func (a *app) record(f recordFlags) error {
	in, err := f.intent()
	if err != nil {
		return err
	}
	now, err := instant()
	if err != nil {
		return err
	}
	if f.undo {
		return a.undo(f)
	}
	if !f.dryRun {
		unlock, err := a.lock("record", filepath.Join(a.dir, "archive"))
		if err != nil {
			return err
		}
		defer unlock()
		if err := a.resume(); err != nil {
			return err
		}
	}
	s, err := a.load(f.date)
	if err != nil {
		return err
	}
	if wrong := f.stopping(s); s.Site == nil || wrong.Errors() {
		return a.refuseRecord(wrong)
	}
	if now, err = s.Log.Clock(now, f.despite); err != nil {
		return err
	}
	steps, err := a.plan(s, f, in, now)
	if err != nil && !errors.Is(err, errProblems) || len(steps) == 0 && err != nil {
		return err
	}
	return errors.Join(a.carryOut(s, f, steps), err)
}

// stopping is what keeps anything from being recorded: errors of all files but
// drafts. Texts from elsewhere are no better or worse for what content/ holds.
func (f recordFlags) stopping(s *load.Sources) source.Problems {
	ps := assemble.Stopping(s, s.Problems)
	if s.Site == nil || f.imports == "" && f.git == "" {
		return ps
	}
	return slices.DeleteFunc(ps, func(p source.Problem) bool { return strings.HasPrefix(p.File, "content/") })
}

// carryOut records steps, once a person on a terminal has agreed to them.
func (a *app) carryOut(s *load.Sources, f recordFlags, steps []history.Step) error {
	if ps := recording.Unnamed(s, steps); ps.Errors() {
		return a.refuseRecord(ps)
	}
	if f.imports == "" && f.git == "" && recording.Unlogged(s, steps) {
		return misuse{"archive/ holds texts, but there is no change log", "start it with them: gazette record --import " + quoted(filepath.Join(a.dir, "archive"))}
	}
	if len(steps) == 0 {
		a.ui.say(nothingToRecord(recording.Drafts(s)))
	}
	if f.dryRun {
		return a.printSteps(f, steps)
	}
	if agreed, err := a.agreed(s, f, steps); err != nil || !agreed {
		return err
	}
	if s.Log.Torn > 0 {
		a.ui.say("%s removed an unfinished line of %d bytes from the end of %s: it was never a change", a.ui.err.yellow("note:"), s.Log.Torn, history.LogFile)
	}
	if err := history.Apply(history.Folder{Root: a.dir}, s.Log, steps); err != nil {
		return errors.Join(err, errors.New("nothing was recorded"))
	}
	if len(steps) == 0 {
		return nil
	}
	return a.printSteps(f, steps)
}

// plan makes the steps that the flags ask for.
func (a *app) plan(s *load.Sources, f recordFlags, in history.Intent, now time.Time) ([]history.Step, error) {
	switch {
	case f.imports != "":
		return a.importFolder(s, f.imports, now)
	case f.git != "":
		return a.importGit(s, f, in, now)
	}
	steps, ps := recording.Plan(s, in, now)
	if ps.Errors() {
		return nil, a.refuseRecord(ps)
	}
	return steps, nil
}

func (a *app) refuseRecord(ps source.Problems) error {
	printProblems(a.ui.stderr, a.ui.err, onlyErrors(ps))
	a.ui.say("%s nothing was recorded", a.ui.err.red("gazette:"))
	return errProblems
}

func (a *app) printSteps(f recordFlags, steps []history.Step) error {
	if f.json {
		enc := json.NewEncoder(a.ui.stdout)
		enc.SetEscapeHTML(false)
		for _, s := range steps {
			if err := enc.Encode(s.Change); err != nil {
				return err
			}
		}
		return nil
	}
	for _, s := range steps {
		fmt.Fprintln(a.ui.stdout, stepLine(a.ui.out, s.Change))
		for _, e := range s.Evidence {
			fmt.Fprintln(a.ui.stdout, a.ui.out.dim("  dated by "+e))
		}
	}
	verb := "recorded"
	if f.dryRun {
		verb = "would record"
	}
	a.ui.say("%s %s", a.ui.err.green(verb), counted(len(steps), "change"))
	return nil
}

// stepLine says in one line what a change is.
func stepLine(p palette, c notice.Change) string {
	when := c.To.String()
	if c.Kind == notice.Rescheduled {
		when = c.From.String() + " -> " + when
	}
	return fmt.Sprintf("%s  %s  %s  %s", p.bold(string(c.Notice)), string(c.Kind), when, p.dim(strings.Join(tags(c), " ")))
}
