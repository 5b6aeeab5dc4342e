package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"gazette/internal/assemble"
	"gazette/internal/history"
	"gazette/internal/load"
	"gazette/internal/recording"
)

type planFlags struct {
	date, against, format          string
	editorial, reschedule, further []string
	reinstate, cancel              []string
	edition                        string
	reason, class                  string
}

func newPlan(a *app) *cobra.Command {
	var f planFlags
	c := &cobra.Command{
		Use:   "plan",
		Short: "say what publishing now would do",
		Long: `Plan says what "gazette record" and "gazette build" would do now, and writes
nothing: changes recorded, editions and redlines that appear, translations that
become outdated, who would be told and when. With --against it compares the pages
with an earlier output folder.`,
		Example: `  gazette plan
  gazette plan --against public
  gazette plan --format markdown    for a comment on a pull request`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.planCommand(f) },
	}
	dateFlag(c, &f.date)
	c.Flags().StringVar(&f.against, "against", "", "an earlier output `FOLDER` to compare the pages with")
	c.Flags().StringVar(&f.format, "format", "text", "`FORMAT`: text, json or markdown")
	c.Flags().StringSliceVar(&f.editorial, "editorial", nil, "notice `SLUG` whose text was corrected without changing its meaning; needs --reason")
	c.Flags().StringSliceVar(&f.reschedule, "reschedule", nil, "notice `SLUG` whose announced edition moves to another date")
	c.Flags().StringSliceVar(&f.further, "further", nil, "notice `SLUG` that gets another edition, after the one that is announced")
	c.Flags().StringSliceVar(&f.reinstate, "reinstate", nil, "notice `SLUG` whose announced withdrawal will not take place")
	c.Flags().StringSliceVar(&f.cancel, "cancel", nil, "notice `SLUG` whose announced edition will not take effect; needs --reason")
	c.Flags().StringVar(&f.edition, "edition", "", "with --cancel: which edition, by its `DATE` (default: the one that is yet to come)")
	c.Flags().StringVar(&f.reason, "reason", "", "why, in one sentence, `TEXT`, which the public change log shows")
	c.Flags().StringVar(&f.class, "class", "substantive", "what the changes mean for readers, `CLASS`: substantive or required-by-law")
	return c
}

func (a *app) planCommand(f planFlags) error {
	print, ok := map[string]func(planView) error{"text": a.printPlan, "json": a.printPlanJSON, "markdown": a.printPlanMarkdown}[f.format]
	if !ok {
		return misuse{fmt.Sprintf("--format is %q", f.format), "write text, json or markdown"}
	}
	in, err := recordFlags{editorial: f.editorial, reschedule: f.reschedule, further: f.further, reinstate: f.reinstate, cancel: f.cancel, edition: f.edition, reason: f.reason, class: f.class}.intent()
	if err != nil {
		return err
	}
	now, err := instant()
	if err != nil {
		return err
	}
	s, err := a.load(f.date)
	if err != nil {
		return err
	}
	if wrong := assemble.Stopping(s, s.Problems); wrong.Errors() {
		printProblems(a.ui.stderr, a.ui.err, onlyErrors(wrong))
		return errProblems
	}
	steps, ps, err := recording.Prepare(s, in, now, false)
	if err != nil {
		return err
	}
	if ps.Errors() {
		return a.refuseRecord(ps)
	}
	view, err := a.viewOf(s, steps, f)
	if err != nil {
		return err
	}
	return print(view)
}

// viewOf gathers everything that a plan says.
func (a *app) viewOf(s *load.Sources, steps []history.Step, f planFlags) (planView, error) {
	after := recording.After(s, steps)
	view := planView{Effects: recording.EffectsOf(s, after, steps)}
	var err error
	if view.Messages, err = a.messagesOf(after); err != nil || f.against == "" {
		return view, err
	}
	root, err := os.OpenRoot(f.against)
	if errors.Is(err, fs.ErrNotExist) {
		return view, misuse{"there is no folder " + f.against, "name an earlier output folder with --against"}
	}
	if err != nil {
		return view, err
	}
	defer root.Close()
	var digest assemble.Digest
	if _, err := assemble.Run(after, &digest, assemble.Options{}); err != nil {
		return view, err
	}
	diff, err := digest.Against(root.FS())
	view.Pages = &recording.PlannedPages{Added: assemble.PagesOf(diff.Added), Changed: assemble.PagesOf(diff.Changed), Removed: assemble.PagesOf(diff.Removed),
		OtherFiles: len(diff.Added) + len(diff.Changed) + len(diff.Removed) - len(assemble.PagesOf(diff.Added)) - len(assemble.PagesOf(diff.Changed)) - len(assemble.PagesOf(diff.Removed)),
		Unchanged:  diff.Unchanged}
	return view, err
}

func (a *app) printPlanJSON(v planView) error {
	enc := json.NewEncoder(a.ui.stdout)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
