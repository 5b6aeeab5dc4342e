package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"gazette"
	"gazette/internal/manual"
	"gazette/internal/spelling"
)

// newHelp is `gazette help build`, and all of the documentation.
func newHelp(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND | TOPIC [SECTION]]",
		Short: "show a command's flags, or a page of the documentation",
		Long: `Help shows the flags of a command, or a page of the documentation, all of which is in
the program. Without arguments it lists both. Name a section by its heading, in small
letters with hyphens. To read about one rule of check, use "gazette explain".`,
		Example: `  gazette help build
  gazette help topics                    the pages of the documentation
  gazette help configuration
  gazette help configuration policies    one section of it`,
		Args: cobra.MaximumNArgs(2),
		RunE: func(c *cobra.Command, args []string) error { return a.help(c.Root(), args) },
	}
}

// topicsWord is the topic that lists the topics.
const topicsWord = "topics"

func (a *app) help(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		if err := root.Help(); err != nil {
			return err
		}
		fmt.Fprintln(a.ui.stdout)
		return a.topics()
	}
	if args[0] == topicsWord {
		return a.topics()
	}
	found, rest, err := root.Find(args)
	isCommand := err == nil && len(rest) == 0 && found != root
	page, isTopic := manual.New(gazette.Docs()).Page(args[0])
	switch {
	case len(args) == 2 && isTopic && !isCommand:
		return a.section(page, args[0], args[1])
	case !isCommand && !isTopic:
		return unknownTopic(root, args[0])
	}
	if isCommand {
		if err := found.Help(); err != nil || !isTopic || len(args) > 1 {
			return err
		}
		fmt.Fprintln(a.ui.stdout)
	}
	return a.show(page)
}

// topics lists the pages of the documentation.
func (a *app) topics() error {
	topics := manual.New(gazette.Docs()).Topics()
	fmt.Fprintln(a.ui.stdout, "Topics, for gazette help TOPIC:")
	for _, t := range topics {
		fmt.Fprintf(a.ui.stdout, "  %s %s\n", pad(t.Name, 16), t.Title)
	}
	return nil
}

func (a *app) section(page manual.Page, topic, id string) error {
	section, ok := page.Section(id)
	if !ok {
		hint := "its sections are " + strings.Join(page.Sections(), ", ")
		if near := spelling.Nearest(id, page.Sections()); near != "" {
			hint = fmt.Sprintf("did you mean `gazette help %s %s`?", topic, near)
		}
		return misuse{fmt.Sprintf("the page %s has no section %q", topic, id), hint}
	}
	return a.show(section)
}

// unknownTopic suggests what was meant: a command, a topic, or a rule.
func unknownTopic(root *cobra.Command, name string) error {
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	for _, t := range manual.New(gazette.Docs()).Topics() {
		names = append(names, t.Name)
	}
	hint := "run `gazette help` for the commands and the topics"
	if slices.Contains(ruleIDs(), name) {
		hint = fmt.Sprintf("it is a rule: run `gazette explain %s`", name)
	} else if near := spelling.Nearest(strings.ToLower(name), names); near != "" {
		hint = fmt.Sprintf("did you mean `gazette help %s`?", near)
	}
	return misuse{fmt.Sprintf("there is no command or topic %q", name), hint}
}

// show prints a page or section of the documentation.
func (a *app) show(page manual.Page) error {
	_, err := io.WriteString(a.ui.stdout, page.Terminal(columns(a.ui.product), a.manualStyle()))
	return err
}

func (a *app) manualStyle() manual.Style {
	p := a.ui.out
	style := manual.Style{Heading: p.bold, Code: p.cyan, Quiet: p.dim}
	if !p.on {
		style.Code = func(s string) string { return "`" + s + "`" }
	}
	return style
}

// Widths of pages, in columns: of what is no terminal, and of wide ones, whose lines would be too long to read.
const (
	widthDefault = 80
	widthMost    = 100
)

// columns is how wide a page may be.
func columns(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		if wide, _, err := term.GetSize(int(f.Fd())); err == nil && wide > 0 {
			return min(wide, widthMost)
		}
	}
	return widthDefault
}

// strictCompletion lets the completion command, which cobra makes, refuse
// shells that it does not know.
func strictCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	c, _, err := root.Find([]string{"completion"})
	if err != nil {
		return
	}
	c.Short = "print completions for bash, fish, powershell or zsh"
	c.Long = `Completion prints a script by which a shell completes commands and flags when the
Tab key is pressed. The help of each shell's command says where to put it.`
	c.Example = "  gazette completion bash > /etc/bash_completion.d/gazette"
	c.Args = cobra.ArbitraryArgs
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) > 0 {
			return misuse{fmt.Sprintf("there is no completion for %q", args[0]),
				"the shells are bash, zsh, fish and powershell"}
		}
		return c.Help()
	}
}
