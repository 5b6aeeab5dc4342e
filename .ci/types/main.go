// Types checks that this module's packages, tests included, are valid for other machines than this one:
//
//	go run .ci/types/main.go windows/amd64 darwin/arm64
//
// It reads the sources of all that they import, and of those, which are not ours, what they declare. It finds what a
// compiler finds, in a tenth of the time, but for what only a linker sees; a release compiles for all machines.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// unit is one package, as `go list -deps -test` tells it: after all that it imports.
type unit struct {
	Dir, ImportPath string
	GoFiles         []string
	ImportMap       map[string]string // what an import means, where that is not its name
	Module          *struct{ Main bool }
}

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: go run .ci/types/main.go GOOS/GOARCH...")
		os.Exit(2)
	}
	failed := false
	for _, machine := range os.Args[1:] {
		found, count, err := check(machine)
		for _, f := range found {
			fmt.Fprintf(os.Stderr, "%s: %v\n", machine, f)
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", machine, err)
		}
		fmt.Printf("%s: %d packages of ours are valid\n", machine, count)
		failed = failed || err != nil || len(found) > 0
	}
	if failed {
		os.Exit(1)
	}
}

// check returns what is wrong in our packages on a machine, and how many are right.
func check(machine string) (found []error, count int, err error) {
	system, arch, _ := strings.Cut(machine, "/")
	units, err := list(system, arch)
	if err != nil {
		return nil, 0, err
	}
	sizes := types.SizesFor("gc", arch)
	if sizes == nil {
		return nil, 0, fmt.Errorf("there is no such machine")
	}
	checked := map[string]*types.Package{"unsafe": types.Unsafe}
	for _, u := range units {
		own := u.Module != nil && u.Module.Main
		config := types.Config{Importer: importer{u.ImportMap, checked}, IgnoreFuncBodies: !own, FakeImportC: true, Sizes: sizes}
		if own {
			config.Error = func(err error) { found = append(found, err) }
		}
		before := len(found)
		checked[u.ImportPath], err = u.check(config)
		if !own && err != nil {
			return found, count, fmt.Errorf("%s: %w", u.ImportPath, err)
		}
		if own && len(found) == before && err != nil {
			found = append(found, err) // a file that cannot be parsed
		}
		if own && len(found) == before {
			count++
		}
	}
	return found, count, nil
}

// list asks go for all packages, in the order in which they can be checked.
func list(system, arch string) (units []unit, err error) {
	c := exec.Command("go", "list", "-deps", "-test", "-json=Dir,ImportPath,GoFiles,ImportMap,Module", "./...")
	c.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+arch, "CGO_ENABLED=0")
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	for d := json.NewDecoder(out); err == nil; {
		var u unit
		// What runs tests is written by go itself, and unsafe is part of the language.
		if err = d.Decode(&u); err == nil && !strings.HasSuffix(u.ImportPath, ".test") && u.ImportPath != "unsafe" {
			units = append(units, u)
		}
	}
	if !errors.Is(err, io.EOF) {
		return nil, err
	}
	return units, c.Wait()
}

// check parses a package and finds the types of what it says.
func (u unit) check(config types.Config) (*types.Package, error) {
	set := token.NewFileSet()
	var files []*ast.File
	for _, name := range u.GoFiles {
		if !filepath.IsAbs(name) {
			name = filepath.Join(u.Dir, name)
		}
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	path, _, _ := strings.Cut(u.ImportPath, " ") // "a [a.test]" is a, with its tests
	return config.Check(path, set, files, nil)
}

// importer finds the packages that were checked before.
type importer struct {
	means   map[string]string
	checked map[string]*types.Package
}

func (i importer) Import(path string) (*types.Package, error) {
	if other, ok := i.means[path]; ok {
		path = other
	}
	if p := i.checked[path]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("there is no package %q", path)
}
