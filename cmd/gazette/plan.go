package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"gazette/internal/assemble"
	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/recording"
)

type planFlags struct {
	declarations
	against, format string
}

func newPlan(a *app) *cobra.Command {
	var f planFlags
	c := &cobra.Command{
		Use:   "plan",
		Short: "say what publishing now would do",
		Long: `Plan says what "gazette record" and "gazette build" would do now, and writes nothing:
which changes would be recorded, which editions and redlines would appear, which
translations would become outdated, and who would be told, and when. With --against,
it compares the pages with an earlier output folder.`,
		Example: `  gazette plan
  gazette plan --against public
  gazette plan --format markdown    for a comment on a pull request`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.planCommand(f) },
	}
	f.flags(c)
	c.Flags().StringVar(&f.against, "against", "", "an earlier output `FOLDER` to compare the pages with")
	c.Flags().StringVar(&f.format, "format", "text", "`FORMAT`: text, json or markdown")
	return c
}

func (a *app) planCommand(f planFlags) error {
	print, ok := map[string]func(planView) error{"text": a.printPlan, "json": a.printPlanJSON,
		"markdown": a.printPlanMarkdown}[f.format]
	if !ok {
		return misuse{fmt.Sprintf("--format is %q", f.format), "write text, json or markdown"}
	}
	in, err := f.intent()
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
	if err := a.sound(s, ""); err != nil {
		return err
	}
	steps, ps, err := recording.Prepare(s, in, now, false)
	if err != nil {
		return err
	}
	if ps.Errors() {
		return a.refuseRecord(ps)
	}
	a.sayIdle(in, steps)
	view, err := a.viewOf(s, steps, f.against)
	if err != nil {
		return err
	}
	return print(view)
}

// viewOf gathers everything that a plan says; against is an earlier output folder, or "".
func (a *app) viewOf(s *load.Sources, steps []planning.Step, against string) (planView, error) {
	after := recording.After(s, steps)
	view := planView{Effects: recording.EffectsOf(s, after, steps)}
	var err error
	if view.Messages, err = a.messagesOf(after); err != nil || against == "" {
		return view, err
	}
	view.Pages, err = pagesAgainst(after, against)
	return view, err
}

// pagesAgainst says which pages of a site differ from those in an output folder.
func pagesAgainst(after *load.Sources, dir string) (*recording.PlannedPages, error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, misuse{"there is no folder " + dir, "name an earlier output folder with --against"}
	}
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var digest assemble.Digest
	if _, err := assemble.Run(after, &digest, assemble.Options{}); err != nil {
		return nil, err
	}
	diff, err := digest.Against(root.FS())
	if err != nil {
		return nil, err
	}
	return &recording.PlannedPages{Added: assemble.PagesOf(diff.Added), Changed: assemble.PagesOf(diff.Changed),
		Removed: assemble.PagesOf(diff.Removed),
		OtherFiles: len(diff.Added) + len(diff.Changed) +
			len(diff.Removed) - len(assemble.PagesOf(diff.Added)) - len(assemble.PagesOf(diff.Changed)) -
			len(assemble.PagesOf(diff.Removed)),
		Unchanged: diff.Unchanged}, nil
}

func (a *app) printPlanJSON(v planView) error {
	enc := json.NewEncoder(a.ui.stdout)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
