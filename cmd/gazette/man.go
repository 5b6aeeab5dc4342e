package main

import (
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func newMan(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "man DIR",
		Short:   "write the manual pages",
		Long:    "Man writes one manual page (section 1) for each command into a folder.",
		Example: "  gazette man /usr/local/share/man/man1",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return err
			}
			epoch := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) // a fixed date, so that the pages are reproducible
			c.Root().DisableAutoGenTag = true
			return doc.GenManTree(c.Root(), &doc.GenManHeader{Title: "GAZETTE", Section: "1",
				Source: "gazette " + versionName(), Date: &epoch}, args[0])
		},
	}
}
