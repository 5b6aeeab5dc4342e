// Command gazette publishes legal and policy notices; see README.md.
//
// This package wires the stages together, speaks to people and exits: it is
// the only one that prints, reads the clock or knows about terminals.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"gazette/internal/source"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// Exit codes, the same for every command.
const (
	exitDone     = 0
	exitProblems = 1 // the site has problems, or the work could not be done
	exitMisuse   = 2 // the command line makes no sense
)

// errProblems ends a command whose findings have been printed already.
var errProblems = errors.New("problems found")

// misuse is an error in the command line, with the way out.
type misuse struct{ message, hint string }

func (m misuse) Error() string { return m.message }

// run executes one command line and returns its exit code.
func run(args []string, stdout, stderr io.Writer) int {
	ui := newUI(stdout, stderr)
	a := &app{ui: ui}
	root := newRoot(a)
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	defer func() { a.noted.Close() }()
	var err error
	unknown := strictHelp(root)
	if fault := source.Guard("", func() { err = root.Execute() }); fault != nil {
		err = fault
	} else if err == nil {
		err = unknown()
	}
	return ui.exit(err)
}

func newRoot(app *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "gazette",
		Short: "publish legal and policy notices",
		Long: `Gazette turns a folder of Markdown notices into a multilingual site that always
shows the text in force, keeps every earlier text at a permanent address, and
shows what changed word by word.`,
		Example: `  gazette init legal          write a new site into the folder legal
  gazette -C legal build      make legal/public
  gazette -C legal check      check it before publishing
  gazette help topics         the documentation, which the program carries`,
		SilenceErrors: true, SilenceUsage: true,
		PersistentPreRun: func(*cobra.Command, []string) { app.ui.started = true },
		Args:             cobra.NoArgs,
		RunE:             func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.PersistentFlags().StringVarP(&app.dir, "directory", "C", ".", "work on the site in `DIR`")
	root.CompletionOptions.HiddenDefaultCmd = false
	root.AddCommand(newInit(app), newNew(app), newCheck(app), newBuild(app), newDiff(app), newEvidence(app),
		newExplain(app), newHosting(app), newNotify(app), newPDF(app), newPlan(app), newProve(app), newPublished(app),
		newRecord(app), newStatus(app), newSchema(app), newSeal(app), newServe(app), newSubscriptions(app),
		newTheme(app), newMan(app), newVerify(app), newVersion(app))
	root.AddCommand(newReview(app))
	root.SetHelpCommand(newHelp(app))
	root.Version = versionLine()
	root.AddCommand(newExport(app), newImport(app), newTranslate(app))
	root.SetVersionTemplate("{{.Version}}\n")
	strictCompletion(root)
	plainArguments(root)
	return root
}

// exit prints an error and turns it into an exit code.
func (u *ui) exit(err error) int {
	var m misuse
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errProblems):
		return exitProblems
	case errors.As(err, &m):
		u.fail(m.message, m.hint)
		return exitMisuse
	case !u.started:
		u.fail(err.Error(), "run `gazette --help` for the commands and their flags")
		return exitMisuse
	}
	u.report(err)
	return exitProblems
}

// indented keeps the lines of a message together: none of them begins a line.
func indented(s string) string { return strings.ReplaceAll(s, "\n", "\n  ") }

// fail prints an error and the way out.
func (u *ui) fail(message, hint string) {
	message, hint = indented(message), indented(hint)
	fmt.Fprintf(u.stderr, "%s %s\n", u.err.red("gazette:"), message)
	if hint != "" {
		fmt.Fprintf(u.stderr, "  %s %s\n", u.err.dim("hint:"), hint)
	}
}
