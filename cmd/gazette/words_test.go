package main

import (
	"io"
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"gazette/internal/rule"
	"gazette/internal/source"
)

// TestServeWithoutSite: an empty folder is where a site begins, and no mistake.
func TestServeWithoutSite(t *testing.T) {
	var said strings.Builder
	p := &servedSite{app: &app{ui: newUI(io.Discard, &said), dir: t.TempDir()}}
	p.say(source.Problems{source.Pos{}.Problem(rule.Config, "there is no gazette.yaml here", "")})
	if want := "there is no site in this folder yet; the desk offers to start one\n"; said.String() != want {
		t.Errorf("got %q, want %q", said.String(), want)
	}
}

// TestEveryCommandSpeaks: each command says what it does and shows an example, and README lists it.
func TestEveryCommandSpeaks(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	root := newRoot(&app{ui: newUI(io.Discard, io.Discard)})
	for _, c := range root.Commands() {
		if !strings.Contains(string(readme), "\n| `gazette "+c.Name()) {
			t.Errorf("README.md does not list `gazette %s`", c.Name())
		}
		speaks(t, c)
	}
}

func speaks(t *testing.T, c *cobra.Command) {
	if c.Long == "" || firstExample(c) == "" {
		t.Errorf("`%s` says nothing about itself, or shows no example", c.CommandPath())
	}
	if c.Name() == "completion" {
		return // the library words what is below
	}
	for _, sub := range c.Commands() {
		speaks(t, sub)
	}
}
