package main

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"gazette/internal/assemble"
	"gazette/internal/load"
	"gazette/internal/publish"
	"gazette/internal/rule"
	"gazette/internal/source"
)

type buildFlags struct {
	date, out     string
	force, strict bool
	draft         bool
	json          bool
	memory        string // the folder of what is remembered of the output, instead of the site's .cache
}

func newBuild(a *app) *cobra.Command {
	var f buildFlags
	c := &cobra.Command{
		Use:   "build",
		Short: "make the site's output folder",
		Long: `Build makes every page of the site, then replaces the output folder in one step. Until
then, and whenever something is wrong, the folder stays as it was. It never touches a
folder that gazette did not make.`,
		Example: `  gazette build                      make public/
  gazette build --date 2027-02-01    the site as it will be on that day
  gazette build --out /tmp/preview   somewhere else
  gazette build --draft --out review a copy to review, with drafts; each page is marked`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.build(f) },
	}
	dateFlag(c, &f.date)
	c.Flags().StringVarP(&f.out, "out", "o", "", "output `FOLDER` (default: public in the site's folder)")
	c.Flags().BoolVar(&f.force, "force", false,
		"write every file again, and replace the folder and everything in it, even one that gazette did not make")
	c.Flags().BoolVar(&f.strict, "strict", false, "fail on texts that are not recorded")
	c.Flags().BoolVar(&f.draft, "draft", false,
		"make a copy for review into --out: with drafts, each page marked, to be opened as files")
	c.Flags().BoolVar(&f.json, "json", false, "print what was written, removed and left unchanged, as JSON")
	return c
}

func (a *app) build(f buildFlags) error {
	start := time.Now()
	if err := a.spare(a.output(f.out)); err != nil {
		return err
	}
	if err := a.spareOutput(f); err != nil {
		return err
	}
	unlock, err := a.lock("build", a.output(f.out))
	if err != nil {
		return err
	}
	defer unlock()
	s, err := a.load(f.date) // under the lock: a later build never publishes what an earlier one has read
	if err != nil {
		return err
	}
	if s.Site == nil {
		return a.refuse(s.Problems)
	}
	if f.draft {
		return a.review(f, s)
	}
	if assemble.Stopping(s, s.Problems).Errors() { // nothing can be made of it, but all of it can be judged
		return a.refuse(assemble.Verdict(s, append(s.Problems, assemble.Judge(s, f.strict)...)))
	}
	stage, err := publish.New(a.output(f.out), filepath.Join(a.dir, ".cache"), generation(s), f.force)
	if err != nil {
		return err
	}
	rep, err := assemble.Run(s, stage, assemble.Options{Strict: f.strict, Progress: a.ui.progress("notices")})
	a.ui.progressDone()
	if err != nil {
		return errors.Join(err, stage.Abort())
	}
	found := assemble.Verdict(s, append(s.Problems, rep.Problems...))
	if found.Errors() {
		return errors.Join(a.refuse(found), stage.Abort())
	}
	outcome, err := stage.Commit()
	if err != nil {
		return errors.Join(err, stage.Abort())
	}
	a.summary(f, rep, found, outcome, time.Since(start))
	if f.json {
		return a.printOutcome(rep, outcome)
	}
	return nil
}

// generation names what every page depends on: the program, the templates,
// the wording, the settings, and which files static/ holds.
func generation(s *load.Sources) string { return programID() + "-" + s.Generation() }

// outcomeJSON is what deploy steps read; its names are stable.
type outcomeJSON struct {
	Pages     int      `json:"pages"`
	Files     int      `json:"files"`
	Written   []string `json:"written"`
	Removed   []string `json:"removed"`
	Unchanged int      `json:"unchanged"`
}

func (a *app) printOutcome(rep assemble.Report, o publish.Outcome) error {
	enc := json.NewEncoder(a.ui.stdout)
	enc.SetIndent("", "  ")
	return enc.Encode(outcomeJSON{Pages: rep.Pages, Files: rep.Files, Written: append([]string{}, o.Written...),
		Removed: append([]string{}, o.Removed...), Unchanged: o.Unchanged})
}

// output is the folder to build into.
func (a *app) output(out string) string {
	if out == "" {
		return filepath.Join(a.dir, "public")
	}
	return out
}

// spare refuses an output folder whose replacement would take the site's own
// files with it: --force is about folders of others.
func (a *app) spare(out string) error {
	site, target := realPath(a.dir), realPath(out)
	if within(site, target) {
		return misuse{out + " holds the site itself",
			"build into a folder of its own, such as --out " + filepath.Join(a.dir, "public")}
	}
	for _, name := range []string{"content", "archive", "static", "templates", "i18n", ".cache", ".git"} {
		if within(target, filepath.Join(site, name)) {
			return misuse{out + " is where the site keeps its " + name,
				"build into a folder of its own, such as --out " + filepath.Join(a.dir, "public")}
		}
	}
	return nil
}

// within reports whether a path is a folder or below it.
func within(path, folder string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && (rel == "." || filepath.IsLocal(rel))
}

// realPath follows the symbolic links of a path as far as it exists.
func realPath(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		return real
	}
	if parent := filepath.Dir(abs); parent != abs {
		return filepath.Join(realPath(parent), filepath.Base(abs))
	}
	return abs
}

// refuse prints the errors that stop a build.
func (a *app) refuse(ps source.Problems) error {
	printProblems(a.ui.stderr, a.ui.err, onlyErrors(ps))
	a.ui.say("%s nothing was built; the output folder is as it was", a.ui.err.red("gazette:"))
	return errProblems
}

// onlyErrors leaves out what does not stop anything.
func onlyErrors(ps source.Problems) source.Problems {
	return slices.DeleteFunc(slices.Clone(ps), func(p source.Problem) bool { return p.Severity < rule.Error })
}

// sound prints the errors that nothing can be made of a site with, if there are any, and then what came of it.
func (a *app) sound(s *load.Sources, nothing string) error {
	wrong := assemble.Stopping(s, s.Problems)
	if !wrong.Errors() {
		return nil
	}
	printProblems(a.ui.stderr, a.ui.err, onlyErrors(wrong))
	if nothing != "" {
		a.ui.say("%s %s", a.ui.err.red("gazette:"), nothing)
	}
	return errProblems
}

// summary says in one line what was built.
func (a *app) summary(f buildFlags, rep assemble.Report, found source.Problems, o publish.Outcome, took time.Duration) {
	line := counted(rep.Pages, "page") + ", " + counted(rep.Notices, "notice") + " in " + counted(rep.Locales, "locale")
	if o.Unchanged > 0 {
		line += "; " + thousands(len(o.Written)) + " files written, " + thousands(len(o.Removed)) + " removed"
	}
	a.ui.say("%s %s: %s (%s)", a.ui.err.green("built"), a.output(f.out), line, roundly(took))
	coarse := source.Problems{} // which only a build finds
	for _, p := range found {
		if p.Rule == rule.CoarseRedline {
			coarse = append(coarse, p)
		}
	}
	if len(coarse) > 0 {
		printProblems(a.ui.stderr, a.ui.err, coarse)
	}
	if n := found.Count(rule.Warning) - len(coarse); n > 0 {
		a.ui.say("%s, see `gazette check`", a.ui.err.yellow(counted(n, "warning")))
	}
}

func roundly(d time.Duration) string {
	if d < time.Second {
		return d.Round(time.Millisecond).String()
	}
	return d.Round(10 * time.Millisecond).String()
}
