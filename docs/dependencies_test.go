package docs_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestDependencies: every module that the code imports has its reason in
// decisions/0001-dependencies.md, and what stands there is in go.mod.
func TestDependencies(t *testing.T) {
	const page = "decisions/0001-dependencies.md"
	written, modules := tables(t, page, ""), required(t)
	for _, m := range imported(t, modules) {
		if !slices.Contains(written, m) {
			t.Errorf("docs/%s gives no reason for %s", page, m)
		}
	}
	for _, m := range written {
		if !slices.Contains(modules, m) {
			t.Errorf("docs/%s gives a reason for %s, which go.mod does not require", page, m)
		}
	}
}

// required returns the modules of go.mod.
func required(t *testing.T) (modules []string) {
	mod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^\s*(?:require )?(\S+\.\S+/\S+) v`).FindAllStringSubmatch(string(mod), -1) {
		modules = append(modules, m[1])
	}
	return modules
}

// imported returns those of the modules that some Go file imports.
func imported(t *testing.T, modules []string) (out []string) {
	for _, path := range importPaths(t) {
		owner := ""
		for _, m := range modules {
			if (path == m || strings.HasPrefix(path, m+"/")) && len(m) > len(owner) {
				owner = m
			}
		}
		if owner != "" && !slices.Contains(out, owner) {
			out = append(out, owner)
		}
	}
	return out
}

func importPaths(t *testing.T) (out []string) {
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "public" || d.Name() == "node_modules") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			if p, err := strconv.Unquote(spec.Path.Value); err == nil {
				out = append(out, p)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
