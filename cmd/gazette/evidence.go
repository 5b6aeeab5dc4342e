package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"gazette/internal/durable"
	"gazette/internal/settings"
	"gazette/internal/tilelog"
)

func newEvidence(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "evidence",
		Short: "make the key that seals what is published",
		Long: `Evidence is a signed log of everything you published, which anybody can check.
gazette seal adds to it, gazette verify checks it, and gazette prove makes a bundle
for a court. "gazette help evidence" says what it proves and what it does not.`,
		Example: `  gazette evidence keygen --origin www.example.com/legal --out ~/legal.key
  gazette seal
  gazette verify`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newKeygen(a))
	return c
}

func newKeygen(a *app) *cobra.Command {
	var origin, out string
	c := &cobra.Command{
		Use:   "keygen",
		Short: "make a key for the log",
		Long: `Keygen makes an Ed25519 key. It writes the private half to a file outside the site's
folder that only you can read, and prints the public half, for gazette.yaml and for
anybody who wants to check. Keep a copy of the file in a safe place: you cannot get
it back.`,
		Example: `  gazette evidence keygen --origin www.example.com/legal --out ~/legal.key`,
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return a.keygen(origin, out) },
	}
	c.Flags().StringVar(&origin, "origin", "", "`NAME` of the log, for ever: a host and a path, without https://")
	c.Flags().StringVar(&out, "out", "", "`FILE` that the private key is written to, outside the site's folder")
	return c
}

func (a *app) keygen(origin, out string) error {
	if err := tilelog.CheckOrigin(origin); err != nil {
		return misuse{"--origin: " + err.Error(),
			"write it like --origin www.example.com/legal: no https://, no +, no spaces; it never changes"}
	}
	if out == "" {
		return misuse{"--out is missing", "name a file outside the site's folder, like --out ~/legal.key"}
	}
	if inside := siteAbove(out); inside != "" {
		return misuse{fmt.Sprintf("%s lies in the site %s", out, inside),
			"a private key must stay out of the site's folder, where it would get into version control: choose a " +
				"file elsewhere"}
	}
	private, public, err := tilelog.NewKey(rand.Reader, origin)
	if err != nil {
		return err
	}
	if err := writeSecret(out, private+"\n"); err != nil {
		return err
	}
	fmt.Fprintln(a.ui.stdout, public)
	a.ui.say("%s the private key: %s", a.ui.err.green("wrote"), out)
	a.ui.say("next: write into %s\n\nevidence:\n  origin: %s\n  key_env: GAZETTE_EVIDENCE_KEY    # the variable holds "+
		"what is in that file\n  public_key: %s", settings.File, origin, public)
	return nil
}

// siteAbove is the folder of the site that a file would lie in, or "".
func siteAbove(path string) string {
	for dir := filepath.Dir(realPath(path)); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, settings.File)); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
}

// writeSecret writes a new file that nobody else can read, whole or not at all. It replaces none: a key that is
// overwritten is lost.
func writeSecret(path, text string) error {
	err := durable.Create(path, []byte(text), 0o600)
	if errors.Is(err, fs.ErrExist) {
		return misuse{path + " exists already", "a key that is overwritten is lost for good: choose another file"}
	}
	return err
}
