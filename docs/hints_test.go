package docs_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gazette/internal/manual"
	"gazette/internal/rule"
)

var (
	fileOfDocs = regexp.MustCompile(`docs/[a-z-]+\.md`)
	helpShown  = regexp.MustCompile("gazette (help|explain) ([a-z-]+)(?: ([a-z-]+))?[`\"]")
)

// TestHints: no message of the program names a file that a site does not have, and what one tells people to ask for is
// there.
func TestHints(t *testing.T) {
	book := manual.New(os.DirFS("."))
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == ".ci" {
			return fs.SkipDir // tools of the repository, not the program
		}
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		data, err := os.ReadFile(path)
		for number, line := range strings.Split(string(data), "\n") {
			code, _, _ := strings.Cut(line, "//")
			if file := fileOfDocs.FindString(code); file != "" {
				t.Errorf("%s:%d names %s, which no site has", path, number+1, file)
			}
			for _, m := range helpShown.FindAllStringSubmatch(code, -1) {
				if !shown(book, m[1], m[2], m[3]) {
					t.Errorf("%s:%d: `%s` shows nothing", path, number+1, strings.Trim(m[0], "`\""))
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// shown reports whether a command shows a page, a section or a rule.
func shown(book manual.Manual, command, name, section string) bool {
	if command == "explain" {
		_, ok := rule.Find(name)
		return ok
	}
	page, ok := book.Page(name)
	if ok && section != "" {
		_, ok = page.Section(section)
	}
	return ok || name == "topics"
}
