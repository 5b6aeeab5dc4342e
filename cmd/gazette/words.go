package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"gazette/internal/spelling"
)

// plainArguments has every command say in plain words which arguments it
// wants, and which flag it does not know, with an example of its own.
func plainArguments(c *cobra.Command) {
	c.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return misuse{err.Error(), fmt.Sprintf("run `%s --help` for its flags", c.CommandPath())}
	})
	if accepts := c.Args; accepts != nil {
		c.Args = func(c *cobra.Command, args []string) error {
			err, m := accepts(c, args), misuse{}
			if err == nil || errors.As(err, &m) {
				return err
			}
			return wrongArguments(c, args)
		}
	}
	for _, sub := range c.Commands() {
		plainArguments(sub)
	}
}

// strictHelp has --help refuse a command that there is not, where cobra shows the help of the one above. What it
// returns says, once the command line has run, which one that was.
func strictHelp(root *cobra.Command) (unknown func() error) {
	var err error
	show := root.HelpFunc()
	root.SetHelpFunc(func(c *cobra.Command, args []string) {
		if name := c.Flags().Arg(0); name != "" && c.HasAvailableSubCommands() {
			err = unknownCommand(c, name)
			return
		}
		show(c, args)
	})
	return func() error { return err }
}

// wrongArguments says what is missing or too much after a command.
func wrongArguments(c *cobra.Command, args []string) error {
	_, wanted, _ := strings.Cut(c.Use, " ")
	hint := fmt.Sprintf("run `%s --help` for examples", c.CommandPath())
	switch {
	case len(args) > 0 && c.HasAvailableSubCommands():
		return unknownCommand(c, args[0])
	case wanted == "":
		return misuse{fmt.Sprintf("`%s` takes flags only, not %q", c.CommandPath(), args[0]), hint}
	case len(args) == 0:
		return misuse{fmt.Sprintf("`%s` needs %s", c.CommandPath(), wanted), "for example: " + firstExample(c)}
	}
	return misuse{fmt.Sprintf("`%s` takes %s, not %d arguments", c.CommandPath(), wanted, len(args)),
		"for example: " + firstExample(c)}
}

// firstExample is the first command of a command's examples, without what is said about it or done with what it prints.
func firstExample(c *cobra.Command) string {
	line, _, _ := strings.Cut(strings.TrimSpace(c.Example), "\n")
	command, _, _ := strings.Cut(line, "  ")
	command, _, _ = strings.Cut(command, " > ")
	return command
}

// unknownCommand suggests the command that was meant.
func unknownCommand(c *cobra.Command, name string) error {
	var names []string
	for _, sub := range c.Commands() {
		names = append(names, sub.Name())
	}
	hint := fmt.Sprintf("run `%s --help` for the commands", c.CommandPath())
	if near := spelling.Nearest(strings.ToLower(name), names); near != "" {
		hint = fmt.Sprintf("did you mean `%s %s`?", c.CommandPath(), near)
	}
	return misuse{fmt.Sprintf("there is no command `%s %s`", c.CommandPath(), name), hint}
}
