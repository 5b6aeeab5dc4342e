package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"gazette/bench/specimen"
)

// channels are told of every change: each gives a receipt, and with a text in 13 languages each change has 100 leaves.
const channels = 86

// evidence measures sealing one change, and verifying the whole site, with a log of 100 leaves for each notice. The
// site's own output is what is verified, so it is built into its folder.
func (b *bench) evidence(s specimen.Site) error {
	site := filepath.Join(b.dir, "sealed")
	defer os.RemoveAll(site)
	if _, err := b.do("corpus", "-notices", fmt.Sprint(s.Notices), "-out", site); err != nil {
		return err
	}
	if err := b.sealsInto(site); err != nil {
		return err
	}
	for _, step := range []string{"record --yes", "notify --baseline", "seal"} {
		if _, err := b.on(site, step); err != nil {
			return err
		}
	}
	fmt.Printf("\n%s texts and a log of %s leaves, %d runs\n", thousands(s.Sources()), thousands(100*s.Notices), b.pairs)
	t := newTable(s.Sources())
	defer t.flush()
	var seals, verifies []figure
	for range b.pairs {
		if err := edit(filepath.Join(site, "content", "en", "notice-00000.md")); err != nil {
			return err
		}
		if _, err := b.on(site, "record --yes --editorial notice-00000 --reason sentence"); err != nil {
			return err
		}
		f, err := b.on(site, "seal")
		if err != nil {
			return err
		}
		seals = append(seals, f)
	}
	t.row("gazette seal, after one change", median(seals), "")
	if _, err := b.on(site, "build"); err != nil {
		return err
	}
	for range b.pairs {
		f, err := b.on(site, "verify")
		if err != nil {
			return err
		}
		verifies = append(verifies, f)
	}
	t.row("gazette verify", median(verifies), "")
	return nil
}

// on runs a command on a site, on the day of the corpus.
func (b *bench) on(site, command string) (figure, error) {
	args := append([]string{"-C", site}, strings.Fields(command)...)
	if !strings.HasPrefix(command, "seal") && command != "verify" {
		args = append(args, "--date", specimen.Day)
	}
	return b.do("gazette", args...)
}

// sealsInto makes a key beside a site, and writes into its settings that it seals, and whom it tells.
func (b *bench) sealsInto(site string) error {
	key := filepath.Join(b.dir, "sealed.key")
	defer os.Remove(key + ".pub")
	public, err := exec.CommandContext(b.ctx, filepath.Join(b.dir, "gazette"), "evidence", "keygen",
		"--origin", "www.example.com/legal", "--out", key).Output()
	if err != nil {
		return err
	}
	var y strings.Builder
	fmt.Fprintf(&y, "evidence:\n  origin: www.example.com/legal\n  key_file: %s\n  public_key: %s", key, public)
	fmt.Fprintf(&y, "notify:\n  channels:\n")
	for i := range channels {
		fmt.Fprintf(&y, "    - {name: press-%d, type: email, smtp: \"smtp://127.0.0.1:2525\", from: a@example.com, "+
			"no_list: true, to: [{address: p%d@example.com, locale: en}]}\n", i, i)
	}
	return appendTo(filepath.Join(site, "gazette.yaml"), y.String())
}
