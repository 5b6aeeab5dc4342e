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
	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/recording"
	"gazette/internal/source"
)

type recordFlags struct {
	declarations
	writing
	imports, git, slug, locale string
	undated                    string
	undo, despite              bool
}

// writing says how steps are carried out.
type writing struct {
	dryRun, json, yes bool
	elsewhere         bool // they record texts from elsewhere, as an earlier history
}

func newRecord(a *app) *cobra.Command {
	var f recordFlags
	c := &cobra.Command{
		Use:   "record",
		Short: "write what changed into the change log",
		Long: `Record compares content/ with the change log. It copies each new text into archive/ and
adds a line for it to archive/changes.jsonl. What is recorded never changes.

Record refuses a text that changed under the same date: give it a new date or, if its
meaning is the same, use --editorial with a reason. If check finds an error in a text
that would be recorded, nothing at all is recorded. On a terminal, record shows the plan
first and asks.`,
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
	f.flags(c)
	c.Flags().StringVar(&f.imports, "import", "",
		"record the texts of `DIR`/<slug>/<date>/<locale>.md as an earlier history")
	c.Flags().StringVar(&f.git, "from-git", "",
		"record the history that git has of a file, `PATH`, as an earlier history")
	c.Flags().StringVar(&f.slug, "slug", "", "with --from-git: the notice's `SLUG` (default: the file's name)")
	c.Flags().StringVar(&f.locale, "locale", "",
		"with --from-git: the language `TAG` (default: what the front matter or the folder says)")
	c.Flags().StringVar(&f.undated, "undated", "",
		"with --from-git: date a text that states no date by `WHAT`: commit (needs --reason)")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "say what would be recorded, and write nothing")
	c.Flags().BoolVar(&f.despite, "despite-clock", false,
		"record although the clock is far from the newest line: the new line gets the clock's time or, where that is "+
			"earlier, a second after the newest")
	c.Flags().BoolVarP(&f.yes, "yes", "y", false, "do not ask")
	c.Flags().BoolVar(&f.undo, "undo", false, "undo the last recording, as long as nobody can have seen it")
	c.Flags().BoolVar(&f.json, "json", false, "print the changes as JSON lines")
	return c
}

// undatedCommit takes the day of its commit for a text that states none.
const undatedCommit = "commit"

// intent is what the author declares.
func (f recordFlags) intent() (planning.Intent, error) {
	in, err := f.declarations.intent()
	switch {
	case err != nil:
		return in, err
	case f.undated != "" && f.undated != undatedCommit:
		return in, misuse{fmt.Sprintf("--undated is %q", f.undated),
			"write commit, or leave it out: then texts that state no date are left out"}
	case f.undated != "" && in.Reason == "":
		return in, misuse{"--undated needs a reason",
			"say in one sentence where the date comes from: --reason \"the text has no date; this is the day on " +
				"which it was filed\""}
	}
	return in, nil
}

func (a *app) record(f recordFlags) error {
	f.elsewhere = f.imports != "" || f.git != ""
	in, err := f.intent()
	if err != nil {
		return err
	}
	if f.undo {
		return a.undo(f)
	}
	return a.recording(f.writing, f.date, f.despite,
		func(s *load.Sources, now time.Time) ([]planning.Step, error) { return a.plan(s, f, in, now) })
}

// recording carries out the steps that plan makes, alone with the site unless it is a dry run. A plan may have steps
// and an error: then the rest is recorded.
func (a *app) recording(w writing, date string, despite bool,
	plan func(*load.Sources, time.Time) ([]planning.Step, error)) error {
	now, err := instant()
	if err != nil {
		return err
	}
	if !w.dryRun {
		unlock, err := a.lock("record", filepath.Join(a.dir, "archive"))
		if err != nil {
			return err
		}
		defer unlock()
		if err := a.resume(); err != nil {
			return err
		}
	}
	s, err := a.load(date)
	if err != nil {
		return err
	}
	if wrong := w.stopping(s); s.Site == nil || wrong.Errors() {
		return a.refuseRecord(wrong)
	}
	if now, err = s.Log.Clock(now, despite); err != nil {
		return err
	}
	steps, err := plan(s, now)
	if err != nil && !errors.Is(err, errProblems) || len(steps) == 0 && err != nil {
		return err
	}
	return errors.Join(a.carryOut(s, w, steps), err)
}

// stopping is what keeps anything from being recorded: errors of all files but
// drafts. Texts from elsewhere are no better or worse for what content/ holds.
func (w writing) stopping(s *load.Sources) source.Problems {
	ps := assemble.Stopping(s, s.Problems)
	if s.Site == nil || !w.elsewhere {
		return ps
	}
	return slices.DeleteFunc(ps, func(p source.Problem) bool { return strings.HasPrefix(p.File, "content/") })
}

// carryOut records steps, once a person on a terminal has agreed to them.
func (a *app) carryOut(s *load.Sources, w writing, steps []planning.Step) error {
	if ps := recording.Unnamed(s, steps); ps.Errors() {
		return a.refuseRecord(ps)
	}
	if !w.elsewhere && recording.Unlogged(s, steps) {
		return misuse{"archive/ holds texts, but there is no change log",
			"start it with them: gazette record --import " + quoted(filepath.Join(a.dir, "archive"))}
	}
	if len(steps) == 0 {
		a.ui.say(nothingToRecord(recording.Drafts(s)))
	}
	if w.dryRun {
		return a.printSteps(w, steps)
	}
	if agreed, err := a.agreed(s, w, steps); err != nil || !agreed {
		return err
	}
	if s.Log.Torn > 0 {
		a.ui.say("%s removed an unfinished line of %d bytes from the end of %s: it was never a change",
			a.ui.err.yellow("note:"), s.Log.Torn, history.LogFile)
	}
	if err := history.Apply(history.Folder{Root: a.dir}, s.Log, steps); err != nil {
		return errors.Join(err, errors.New("nothing was recorded"))
	}
	if len(steps) == 0 {
		return nil
	}
	return a.printSteps(w, steps)
}

// plan makes the steps that the flags ask for.
func (a *app) plan(s *load.Sources, f recordFlags, in planning.Intent, now time.Time) ([]planning.Step, error) {
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
	a.sayIdle(in, steps)
	return steps, nil
}

func (a *app) refuseRecord(ps source.Problems) error {
	printProblems(a.ui.stderr, a.ui.err, onlyErrors(ps))
	a.ui.say("%s nothing was recorded", a.ui.err.red("gazette:"))
	return errProblems
}

func (a *app) printSteps(w writing, steps []planning.Step) error {
	if w.json {
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
	if w.dryRun {
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
	return fmt.Sprintf("%s  %s  %s  %s", p.bold(string(c.Notice)), string(c.Kind), when,
		p.dim(strings.Join(tags(c), " ")))
}
