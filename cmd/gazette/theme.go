package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"gazette/internal/source"
	"gazette/internal/spelling"
)

// originals is where `gazette theme eject` keeps what a file was made from. Nothing else reads it.
const originals = "templates/.built-in"

func newTheme(a *app) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "theme",
		Short: "list the built-in templates and styles, and what replaces them",
		Long: `Theme lists the files that make the pages: the built-in ones, the ones that the site's
own templates/ replaces, and the ones that it adds. For each file that you ejected, it
says whether the built-in one has changed since.`,
		Example: `  gazette theme                     all files
  gazette theme eject card.html     copy one into templates/, to change it
  gazette theme diff card.html      what has changed in the built-in one since`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.themeList(asJSON) },
	}
	c.Flags().BoolVar(&asJSON, "json", false, "write the list as JSON")
	c.AddCommand(newThemePrint(a), newThemeEject(a), newThemeDiff(a))
	return c
}

func newThemePrint(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "print FILE",
		Short:   "print a built-in file",
		Long:    `Print writes a built-in file to standard output as it is.`,
		Example: `  gazette theme print notice.html`,
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			f, err := a.themeFile(args[0])
			if err != nil {
				return err
			}
			_, err = a.ui.product.Write(f.builtin)
			return err
		},
	}
}

func newThemeEject(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "eject FILE...",
		Short: "copy built-in files into templates/, to change them",
		Long: `Eject copies built-in files into the site's templates/, where they replace the
built-in ones. It keeps a second copy in templates/.built-in/, so that "gazette theme"
can later tell you what has changed in the built-in file. Commit both. Eject never
overwrites a file.`,
		Example: `  gazette theme eject footer.html card.html`,
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return a.themeEject(args) },
	}
}

func newThemeDiff(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "diff FILE",
		Short: "show what has changed in a built-in file since it was ejected",
		Long: `Diff shows how a built-in file has changed since you ejected it. If you copied the
file by hand, it compares your file with the built-in one.`,
		Example: `  gazette theme diff notice.html`,
		Args:    cobra.ExactArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return a.themeDiff(args[0]) },
	}
}

// themeFile is a file of the theme: the built-in one, the site's own, and what that was made from.
type themeFile struct {
	Name  string `json:"name"`
	State string `json:"state"`

	builtin, own, original []byte
}

// The states of a file of the theme.
const (
	stateBuiltin  = "built-in" // nothing replaces it
	stateAdded    = "added"    // there is no built-in one
	stateReplaced = "replaced" // by one that was copied by hand, or that was made of what the built-in one still is
	stateChanged  = "changed"  // the built-in one has changed since it was ejected
	stateEqual    = "equal"    // what replaces it is the same
)

// stateTexts say what a state means.
var stateTexts = map[string]string{
	stateBuiltin: "built in", stateAdded: "yours, added", stateReplaced: "yours",
	stateEqual:   "yours, the same as the built-in one",
	stateChanged: "yours; the built-in one has changed since: gazette theme diff %s",
}

func (f *themeFile) judge() {
	switch {
	case f.own == nil:
		f.State = stateBuiltin
	case f.builtin == nil:
		f.State = stateAdded
	case f.original != nil && !bytes.Equal(f.original, f.builtin):
		f.State = stateChanged
	case bytes.Equal(f.own, f.builtin):
		f.State = stateEqual
	default:
		f.State = stateReplaced
	}
}

// themeFiles are all files of the theme, by name.
func (a *app) themeFiles() ([]themeFile, error) {
	l, err := a.layers()
	if err != nil {
		return nil, err
	}
	var names []string
	for _, at := range []struct {
		fsys fs.FS
		dir  string
	}{{l.Theme, "."}, {l.Site, "templates"}} {
		entries, err := fs.ReadDir(at.fsys, at.dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, source.Problems{source.Unreadable("templates", err)}
		}
		for _, e := range entries {
			if !e.IsDir() && !slices.Contains(names, e.Name()) {
				names = append(names, e.Name())
			}
		}
	}
	slices.Sort(names)
	files := make([]themeFile, len(names))
	for i, name := range names {
		files[i] = themeFile{Name: name}
		files[i].builtin, _ = fs.ReadFile(l.Theme, name)
		files[i].own = ownFile(l.Site, "templates/"+name)
		files[i].original = ownFile(l.Site, path.Join(originals, name))
		files[i].judge()
	}
	return files, nil
}

// ownFile is a file of the site with its line ends as Gazette reads them, or nil.
func ownFile(site fs.FS, name string) []byte {
	if _, err := fs.Stat(site, name); err != nil {
		return nil
	}
	f, ps := source.Read(site, name)
	if ps.Errors() {
		return nil
	}
	return f.Data
}

func (a *app) themeList(asJSON bool) error {
	files, err := a.themeFiles()
	if err != nil {
		return err
	}
	if asJSON {
		data, err := json.MarshalIndent(files, "", "  ")
		if err != nil {
			return err
		}
		_, err = a.ui.product.Write(append(data, '\n'))
		return err
	}
	for _, f := range files {
		text := stateTexts[f.State]
		if f.State == stateChanged {
			text = fmt.Sprintf(text, f.Name)
		}
		fmt.Fprintf(a.ui.stdout, "%-24s %s\n", f.Name, text)
	}
	return nil
}

// themeFile finds a built-in file by its name.
func (a *app) themeFile(name string) (themeFile, error) {
	files, err := a.themeFiles()
	if err != nil {
		return themeFile{}, err
	}
	name = path.Base(name) // templates/card.html is meant, too
	var names []string
	for _, f := range files {
		switch {
		case f.builtin == nil:
		case f.Name == name:
			return f, nil
		default:
			names = append(names, f.Name)
		}
	}
	hint := "run `gazette theme` for the files there are"
	if near := spelling.Nearest(name, names); near != "" {
		hint = "did you mean " + near + "?"
	}
	return themeFile{}, misuse{fmt.Sprintf("there is no built-in file %q", name), hint}
}

// themeEject copies all files or, where one cannot be, none. Some of them may be there as they would be copied: a run
// that did not end left them.
func (a *app) themeEject(names []string) error {
	var files []themeFile
	inTheWay := ""
	for _, name := range names {
		f, err := a.themeFile(name)
		if err != nil {
			return err
		}
		if f.own == nil {
			files = append(files, f)
		} else if inTheWay == "" || f.State != stateEqual {
			inTheWay = f.Name
		}
		if f.own != nil && f.State != stateEqual {
			files = nil
			break
		}
	}
	if len(files) == 0 {
		return misuse{"templates/" + inTheWay + " already exists; nothing was written",
			"run `gazette theme diff " + inTheWay + "` to see how the built-in one differs"}
	}
	for _, f := range files {
		if err := a.keepOriginal(f); err != nil {
			return err
		}
		if err := a.write("templates/"+f.Name, f.builtin); err != nil {
			return err
		}
	}
	return nil
}

// keepOriginal keeps what a file is made from. One that is left of an earlier
// copy, which was deleted, is replaced.
func (a *app) keepOriginal(f themeFile) error {
	name := path.Join(originals, f.Name)
	if f.original != nil {
		if err := source.Unlinked(a.dir, name); err != nil {
			return err
		}
		if err := os.Remove(filepath.Join(a.dir, filepath.FromSlash(name))); err != nil {
			return err
		}
	}
	return a.write(name, f.builtin)
}

func (a *app) themeDiff(name string) error {
	f, err := a.themeFile(name)
	if err != nil {
		return err
	}
	old, from := f.original, path.Join(originals, f.Name)
	switch {
	case f.own == nil:
		return misuse{"templates/" + f.Name + " is not there: the built-in one is used",
			"run `gazette theme eject " + f.Name + "` to change it"}
	case old == nil:
		old, from = f.own, "templates/"+f.Name
	}
	_, err = a.ui.product.Write(diff.Diff(from, old, "built-in "+f.Name, f.builtin))
	return err
}
