package main

import (
	"bufio"
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gazette"
	"gazette/internal/durable"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/settings"
	"gazette/internal/source"
	"gazette/internal/spelling"
)

type initFlags struct {
	bare, yes bool
	ci        []string
	deploy    string
}

func newInit(a *app) *cobra.Command {
	var f initFlags
	c := &cobra.Command{
		Use:   "init [DIR]",
		Short: "write a new site",
		Long: `Init writes the sample site into a folder: settings, notices in 14 languages with
their earlier editions, and a logo. With --bare, it writes only settings and a draft of
one notice to start from. On a terminal, it asks which of the two you want, and for a
site of your own, its name, address, languages and groups. It never overwrites a file.`,
		Example: `  gazette init legal          the sample site, to look around
  gazette init --bare legal   an empty site of your own
  gazette init --ci github    the recipe for GitHub Actions, in this site
  gazette init --ci gitlab --deploy rsync`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := a.dir
			if len(args) == 1 {
				dir = args[0]
			}
			return a.init(dir, f)
		},
	}
	c.Flags().BoolVar(&f.bare, "bare", false, "settings and one draft notice instead of the sample")
	c.Flags().StringSliceVar(&f.ci, "ci", nil,
		"write the recipe for a CI `SERVICE` too: "+spelling.OneOf(serviceNames(""))+
			"; in a site that exists, only that")
	c.Flags().StringVar(&f.deploy, "deploy", "pages",
		"where the recipe publishes to: `pages` of the service, "+spelling.OneOf(deployNames()[1:]))
	c.Flags().BoolVarP(&f.yes, "yes", "y", false, "do not ask")
	return c
}

func (a *app) init(dir string, f initFlags) error {
	recipe, err := recipes(f.ci, f.deploy)
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, settings.File)); err == nil && len(f.ci) > 0 {
		return a.writeAll(dir, recipe)
	}
	if path := filepath.Join(dir, settings.File); there(path) {
		return existing(path)
	}
	files, next, err := a.begun(dir, f)
	if err != nil {
		return err
	}
	maps.Copy(files, recipe)
	other, err := beside()
	if err != nil {
		return err
	}
	maps.Copy(files, other)
	if err := a.writeAll(dir, files); err != nil {
		return err
	}
	a.ui.say("next: %s", next)
	return nil
}

// beside are the files that every site begins with: what version control is told, and the schemas for editors.
func beside() (map[string][]byte, error) {
	files := map[string][]byte{".gitignore": gitignore, ".gitattributes": gitattributes}
	schemas, err := schemaFiles()
	for name, data := range schemas {
		files["docs/schema/"+name] = data
	}
	return files, err
}

// begun is what a new site holds, and what to do with it next: the sample, or what its author has said about it.
func (a *app) begun(dir string, f initFlags) (files map[string][]byte, next string, err error) {
	asked, answers := !f.yes && isTerminal(os.Stdin), bufio.NewReader(os.Stdin)
	if asked && !f.bare {
		if f.bare, err = a.askStart(answers); err != nil {
			return nil, "", err
		}
	}
	if !f.bare {
		return sampleFiles(), "gazette " + inFolder(dir) + "build", nil
	}
	begun := bareSite()
	if asked {
		if begun, err = a.askNewSite(answers); err != nil {
			return nil, "", err
		}
	}
	now, err := instant()
	if err != nil {
		return nil, "", err
	}
	first := "content/" + string(begun.Locales[0]) + "/privacy-policy.md"
	files = map[string][]byte{settings.File: begun.settings(),
		first: []byte(manuscript.Draft(begun.Locales[0], "Privacy Policy", notice.DateOf(now.UTC())))}
	return files, "write " + first + ", and look at it with gazette " + inFolder(dir) + "serve", nil
}

// writeAll writes files, unless one of them is there already: then none. Those that a run left that did not end are
// there as they would be written, and the settings are not, which are written last: then the rest is written.
func (a *app) writeAll(dir string, files map[string][]byte) error {
	left, err := missing(dir, files)
	if err != nil {
		return err
	}
	for _, name := range left {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := durable.Create(path, files[name], 0o644); err != nil {
			return err
		}
	}
	a.ui.say("%s %s: %s", a.ui.err.green("wrote"), folderName(dir), counted(len(files), "file"))
	return nil
}

// missing lists the files that are not there, the settings last. One that is there with other words is an error, and
// so is it that all are there.
func missing(dir string, files map[string][]byte) (names []string, err error) {
	last, there := []string(nil), ""
	for _, name := range sortedNames(files) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		info, err := os.Lstat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == settings.File:
			last = []string{name}
		case errors.Is(err, fs.ErrNotExist):
			names = append(names, name)
		case err != nil:
			return nil, err
		case !info.Mode().IsRegular() || !holds(path, files[name]):
			return nil, existing(path)
		default:
			there = path
		}
	}
	if names = append(names, last...); len(names) == 0 {
		return nil, existing(there)
	}
	return names, nil
}

// holds reports whether a file holds these bytes and no others.
func holds(path string, data []byte) bool {
	got, err := source.BytesOf(path, source.MaxSize)
	return err == nil && bytes.Equal(got, data)
}

// there reports whether something has that name, also a link that leads nowhere.
func there(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func existing(path string) error {
	return &source.Hinted{Message: path + " already exists; nothing was written",
		Hint: "choose another folder; or move that file away, and put back what you need of it afterwards"}
}

var gitignore = []byte(
	"# made by gazette, never edited by hand\n/public/\n/.public.next/\n/.public.old/\n/.cache/\n.gazette-*\n" +
		"/subscribers.db*\n")

var gitattributes = []byte(
	"# two branches may both record: their lines of the change log are kept, in any order\n" +
		"archive/*.jsonl merge=union\n* text=auto eol=lf\n# the sealed log is never merged: gazette help evidence\n" +
		"archive/evidence/** binary\n")

// sampleFiles are the embedded sample without its templates: a site falls
// back on the built-in ones until it has its own.
func sampleFiles() map[string][]byte {
	files := map[string][]byte{}
	starter := gazette.Starter()
	err := fs.WalkDir(starter, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path, "templates/") {
			return err
		}
		files[path], err = fs.ReadFile(starter, path)
		return err
	})
	if err != nil {
		panic("the embedded sample cannot be read: " + err.Error())
	}
	return files
}

// inFolder is the flag by which the next command works on a folder, and nothing for the one that people are in.
func inFolder(dir string) string {
	if filepath.Clean(dir) == "." {
		return ""
	}
	return "-C " + quoted(dir) + " "
}

func folderName(dir string) string {
	if filepath.Clean(dir) == "." {
		return "this folder"
	}
	return dir
}

// quoted makes a path safe to paste into a shell.
func quoted(path string) string {
	if strings.ContainsAny(path, " \t'\"$&;()<>|*?[]#~`\\") {
		return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return path
}
