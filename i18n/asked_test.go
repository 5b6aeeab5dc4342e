package i18n

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// quoted are short literals of Go, of templates and of scripts.
var quoted = regexp.MustCompile("[\"'`]([a-z0-9-]+)[\"'`]")

// TestAsked: no message is there for nothing. The program or a template names each, whole or as a prefix that ends in a
// hyphen and what follows it.
func TestAsked(t *testing.T) {
	named := namedInSources(t)
	for key := range load(t, Builtin()).files[reference] {
		asked := named[key]
		for i := range key {
			asked = asked || key[i] == '-' && named[key[:i+1]] && named[key[i+1:]]
		}
		if !asked {
			t.Errorf("nothing asks for the message %s", key)
		}
	}
}

// namedInSources are the short literals of all sources but tests.
func namedInSources(t *testing.T) map[string]bool {
	named := map[string]bool{}
	err := fs.WalkDir(os.DirFS(".."), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != "." && (strings.HasPrefix(d.Name(), ".") || slices.Contains([]string{"testdata", "public", "node_modules", "dist"}, d.Name())) {
			return fs.SkipDir
		}
		if !slices.Contains([]string{".go", ".html", ".js", ".mjs"}, path.Ext(p)) || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		data, err := os.ReadFile("../" + p)
		for _, m := range quoted.FindAllSubmatch(data, -1) {
			named[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return named
}
