package main

import (
	"cmp"
	"errors"
	"path/filepath"
	"slices"
	"time"

	"gazette/internal/assemble"
	"gazette/internal/load"
	"gazette/internal/publish"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// spareOutput keeps drafts out of the folder that is published.
func (a *app) spareOutput(f buildFlags) error {
	if !f.draft {
		return nil
	}
	usual, out := realPath(a.output("")), realPath(a.output(f.out))
	switch {
	case f.out == "":
		return misuse{"--draft needs --out", "name a folder for the copy: gazette build --draft --out review"}
	case f.strict:
		return misuse{"--draft and --strict do not go together", "a copy for review shows what is not recorded yet"}
	case within(out, usual) || within(usual, out):
		return misuse{f.out + " is where the site is published from",
			"name another folder for the copy, such as --out review"}
	}
	return nil
}

// review makes a copy of the site with its drafts. What check finds in it does
// not stop it: it is there to be looked at. Only a file that cannot be read does,
// and a draft that cannot be is left out.
func (a *app) review(f buildFlags, s *load.Sources) error {
	start := time.Now()
	if wrong := assemble.Stopping(s, s.Problems); wrong.Errors() {
		return a.refuse(wrong)
	}
	stage, err := publish.New(a.output(f.out), cmp.Or(f.memory, filepath.Join(a.dir, ".cache")),
		generation(s)+"-review",
		f.force)
	if err != nil {
		return err
	}
	all := assemble.Undrafted(s)
	rep, err := assemble.Run(all, assemble.Relative{Sink: stage, Base: s.Site.Config.BaseURL.EscapedPath()},
		assemble.Options{Review: true, Progress: a.ui.progress("notices")})
	a.ui.progressDone()
	if err != nil {
		return errors.Join(err, stage.Abort())
	}
	outcome, err := stage.Commit()
	if err != nil {
		return errors.Join(err, stage.Abort())
	}
	a.summary(f, rep, nil, outcome, time.Since(start))
	a.errorsOfReview(slices.Concat(s.Problems, rep.Problems))
	if f.json {
		return a.printOutcome(rep, outcome)
	}
	return nil
}

// errorsOfReview shows what must be mended before the texts are published. Check
// does not show all of it: the errors of a draft stop nothing yet.
func (a *app) errorsOfReview(found source.Problems) {
	wrong := slices.DeleteFunc(found, func(p source.Problem) bool { return p.Severity != rule.Error })
	if len(wrong) > 0 {
		printProblems(a.ui.stderr, a.ui.err, wrong.Sort())
		a.ui.say("%s: what is published must have none", a.ui.err.yellow(counted(len(wrong), "error")))
	}
}
