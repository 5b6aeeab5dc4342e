// Rename gives the module another path, and the project its repository:
//
//	go run .ci/rename/main.go github.com/example/gazette https://github.com/example/gazette
//
// It changes go.mod, the imports and other mentions of packages in Go files,
// and internal/project/project.go, in the folder that it runs in. What it
// leaves builds and is formatted; nothing else is touched.
package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

func main() {
	if len(os.Args) < 2 || len(os.Args) > 3 {
		fmt.Fprintln(os.Stderr, "usage: go run .ci/rename/main.go MODULE [REPOSITORY]")
		os.Exit(2)
	}
	repository := "https://" + os.Args[1]
	if len(os.Args) == 3 {
		repository = strings.TrimSuffix(os.Args[2], "/")
	}
	if err := rename(os.Args[1], repository); err != nil {
		fmt.Fprintln(os.Stderr, "rename:", err)
		os.Exit(1)
	}
}

var (
	moduleLine     = regexp.MustCompile(`(?m)^module (\S+)$`)
	modulePath     = regexp.MustCompile(`^[a-z0-9.-]+\.[a-z]+(/[A-Za-z0-9._~-]+)+$`)
	repositoryLine = regexp.MustCompile(`(?m)^const Repository = ".*"$`)
)

// projectFile is where the repository stands.
const projectFile = "internal/project/project.go"

func rename(to, repository string) error {
	if !modulePath.MatchString(to) {
		return fmt.Errorf(
			"%q is not the path of a module that can be fetched: write host/path, as in github.com/example/gazette", to)
	}
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		return err
	}
	m := moduleLine.FindSubmatch(mod)
	if m == nil {
		return errors.New("go.mod has no module line")
	}
	files, err := goFiles()
	if err != nil {
		return err
	}
	changed := map[string][]byte{"go.mod": moduleLine.ReplaceAll(mod, []byte("module "+to))}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if path == projectFile {
			data = repositoryLine.ReplaceAll(data, []byte("const Repository = "+strconv.Quote(repository)))
		}
		if changed[path], err = moved(path, data, string(m[1]), to); err != nil {
			return err
		}
	}
	for path, data := range changed { // all were made: now all are written
		if err := os.WriteFile(path, data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// goFiles are the module's Go files: not those of modules within it.
func goFiles() (paths []string, err error) {
	err = filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules") {
			return fs.SkipDir
		}
		if !d.IsDir() && strings.HasSuffix(path, ".go") {
			paths = append(paths, filepath.ToSlash(path))
		}
		return nil
	})
	return paths, err
}

// moved returns a file with the packages of one module named as another's:
// its imports, and strings that are the path of a package.
func moved(path string, data []byte, from, to string) ([]byte, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, data, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	imports := map[*ast.BasicLit]bool{}
	for _, i := range file.Imports {
		imports[i.Path] = true
	}
	var places []*ast.BasicLit
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && ours(lit, from, imports[lit]) {
			places = append(places, lit)
		}
		return true
	})
	for _, lit := range slices.Backward(places) {
		value, _ := strconv.Unquote(lit.Value)
		at := set.Position(lit.Pos()).Offset
		data = slices.Concat(data[:at], []byte(strconv.Quote(to+strings.TrimPrefix(value, from))),
			data[at+len(lit.Value):])
	}
	return format.Source(data)
}

// ours reports whether a literal names a package of the module. The module's
// name alone is a package in imports only: elsewhere it is a word.
func ours(lit *ast.BasicLit, module string, imported bool) bool {
	value, err := strconv.Unquote(lit.Value)
	if err != nil {
		return false
	}
	dir, below := strings.CutPrefix(value, module+"/")
	if !below {
		return imported && value == module
	}
	info, err := os.Stat(filepath.FromSlash(dir))
	return imported || err == nil && info.IsDir()
}
