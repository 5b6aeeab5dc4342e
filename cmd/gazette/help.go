package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

// newHelp is `gazette help build`, for those who do not write build --help.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Hidden: true,
		RunE: func(c *cobra.Command, args []string) error {
			found, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return misuse{fmt.Sprintf("there is no command %q", args[0]), "run `gazette --help` for the commands"}
			}
			return found.Help()
		},
	}
}

// strictCompletion lets the completion command, which cobra makes, refuse
// shells that it does not know.
func strictCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	c, _, err := root.Find([]string{"completion"})
	if err != nil {
		return
	}
	c.Args = cobra.ArbitraryArgs
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) > 0 {
			return misuse{fmt.Sprintf("there is no completion for %q", args[0]), "the shells are bash, zsh, fish and powershell"}
		}
		return c.Help()
	}
}
