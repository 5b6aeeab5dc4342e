package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"gazette"
	"gazette/internal/manual"
	"gazette/internal/rule"
	"gazette/internal/spelling"
)

func newExplain(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "explain [RULE]",
		Short: "explain a rule of check",
		Long: `Explain says what a rule looks for, why, and what to do about a finding. The rule is
the word in brackets at the end of each finding of "gazette check". Without arguments,
explain lists all rules.`,
		Example: `  gazette explain silent-edit
  gazette explain`,
		Args: cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return ruleIDs(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.rules()
			}
			return a.explain(strings.Trim(args[0], "[]"))
		},
	}
}

// rules lists all rules.
func (a *app) rules() error {
	for _, r := range rule.All() {
		fmt.Fprintf(a.ui.stdout, "%s %s %s\n", a.ui.out.bold(pad(r.ID(), 24)),
			pad(r.Severity().String(), 7), r.Summary())
	}
	return nil
}

func (a *app) explain(id string) error {
	section, ok := ruleSection(id)
	if !ok {
		hint := "run `gazette explain` for the list of rules"
		if near := spelling.Nearest(strings.ToLower(id), ruleIDs()); near != "" {
			hint = fmt.Sprintf("did you mean `gazette explain %s`?", near)
		}
		return misuse{fmt.Sprintf("there is no rule %q", id), hint}
	}
	return a.show(section)
}

// ruleSection is what the documentation says about a rule.
func ruleSection(id string) (manual.Page, bool) {
	page, _ := manual.New(gazette.Docs()).Page("rules")
	if _, ok := rule.Find(id); !ok {
		return manual.Page{}, false
	}
	return page.Section(id)
}

// explanation is what is said about a rule, as plain text without its heading.
func explanation(id string) string {
	section, _ := ruleSection(id)
	as := func(s string) string { return s }
	code := func(s string) string { return "`" + s + "`" }
	return manual.Page{Markdown: section.Body()}.Terminal(widthMost, manual.Style{Heading: as, Code: code, Quiet: as})
}

func ruleIDs() (ids []string) {
	for _, r := range rule.All() {
		ids = append(ids, r.ID())
	}
	return ids
}
