package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"gazette/internal/assemble"
	"gazette/internal/check"
	"gazette/internal/rule"
)

type checkFlags struct {
	date, failOn, format string
	all                  bool
}

func newCheck(a *app) *cobra.Command {
	var f checkFlags
	c := &cobra.Command{
		Use:   "check",
		Short: "check the site before it is published",
		Long: `Check reads the whole site and reports every problem, with its place and how to fix it.
"gazette explain RULE" explains a finding. Set severities in gazette.yaml.`,
		Example: `  gazette check                     all findings
  gazette check --fail-on warning   for CI: warnings fail too
  gazette check --format github     as annotations of a pull request
  gazette check --all               every finding, even if there are thousands`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.check(f) },
	}
	dateFlag(c, &f.date)
	c.Flags().StringVar(&f.failOn, "fail-on", "error", "exit with 1 at this `SEVERITY` or above: error or warning")
	c.Flags().StringVar(&f.format, "format", "text", "write the findings as `FORMAT`: text, json, github or sarif")
	c.Flags().BoolVar(&f.all, "all", false, "text and github: every finding, not only the 100 most serious")
	return c
}

func (a *app) check(f checkFlags) error {
	limit, ok := map[string]rule.Severity{"error": rule.Error, "warning": rule.Warning}[f.failOn]
	if !ok {
		return misuse{fmt.Sprintf("--fail-on is %q", f.failOn), "write --fail-on error or --fail-on warning"}
	}
	write, ok := printFindings[f.format]
	if !ok {
		return misuse{fmt.Sprintf("--format is %q", f.format), "write --format text, json, github or sarif"}
	}
	s, err := a.load(f.date)
	if err != nil {
		return err
	}
	found := s.Problems
	if s.Site != nil {
		found = append(found, assemble.Check(s)...)
		found = s.Located(check.Judge(found, s.Site.Config.Check))
	}
	out := a.ui.stdout
	if f.format == "github" { // its lines are orders
		out = a.ui.product
	}
	if err := write(out, findingsAs{a.ui.out, a.dir, f.all}, found); err != nil {
		return err
	}
	if s.Site != nil && len(found) == 0 {
		a.ui.say("%s: %s in %s", a.ui.err.green("no problems"), counted(len(s.Site.Notices), "notice"),
			counted(len(s.Site.Locales), "locale"))
	}
	if found.Count(limit) > 0 {
		return errProblems
	}
	return nil
}
