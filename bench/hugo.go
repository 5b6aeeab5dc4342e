package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"gazette/bench/specimen"
)

// hugoVersion is the newest that this repository's Go builds.
const hugoVersion = "v0.165.0"

// hugoSite is the site around the texts as a user of Hugo would write it: the
// same head, navigation, breadcrumb, switcher, contents, related notices and footer.
//
//go:embed all:hugo
var hugoSite embed.FS

// findHugo puts Hugo beside the other programs: the one there is, else a
// released one built by Go.
func (b *bench) findHugo() error {
	if found, err := exec.LookPath("hugo"); err == nil {
		return os.Symlink(found, filepath.Join(b.dir, "hugo"))
	}
	fmt.Fprintln(os.Stderr, "installing Hugo", hugoVersion, "(some minutes)")
	c := exec.CommandContext(b.ctx, "go", "install", "github.com/gohugoio/hugo@"+hugoVersion)
	c.Env = append(os.Environ(), "GOBIN="+b.dir, "CGO_ENABLED=0")
	if said, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf(
			"there is no hugo on PATH and it cannot be installed; leave -hugo out or install it from "+
				"https://gohugo.io\n%s", said)
	}
	return nil
}

// withHugo builds the same texts with Hugo. It writes one page a text, where
// gazette writes two: the notice's address and its edition's for ever.
func (b *bench) withHugo(t *table, s specimen.Site, site string) error {
	if err := hugoFiles(s, site); err != nil {
		return err
	}
	var hugos, colds []figure
	for range b.pairs {
		h, err := b.fresh(site, "hugo", "build", "--source", site, "--destination", b.out(), "--noBuildLock",
			"--cacheDir", filepath.Join(b.dir, "hugo-cache"))
		if err != nil {
			return err
		}
		g, err := b.fresh(site, "gazette", b.gazette(site)...)
		if err != nil {
			return err
		}
		hugos, colds = append(hugos, h), append(colds, g)
	}
	t.row("Hugo, cold", median(hugos), fmt.Sprintf("gazette is %.1f times as fast",
		median(hugos).wall.Seconds()/median(colds).wall.Seconds()))
	return nil
}

// hugoFiles writes layouts and configuration beside the texts; each program
// ignores the other's.
func hugoFiles(s specimen.Site, site string) error {
	layouts, err := fs.Sub(hugoSite, "hugo")
	if err != nil {
		return err
	}
	if err := os.CopyFS(site, layouts); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	f, err := os.OpenFile(filepath.Join(site, "hugo.toml"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	for i, tag := range s.Tags() {
		_, err = fmt.Fprintf(f, "\n[languages.%s]\nlocale = %q\nlabel = %q\ncontentDir = %q\nweight = %d\n",
			strings.ToLower(tag), tag, tag, "content/"+tag, i+1)
	}
	return err
}
