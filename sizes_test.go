package gazette_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// The limits within which code stays easy to read: lines of a file, of a
// function, and of a package without its tests.
const (
	fileLines     = 300
	functionLines = 60
	packageLines  = 1600
	lineLength    = 120 // columns, of which a tab takes four
)

// large are the packages that are one noun and need more lines, with a limit of
// their own: see docs/decisions/0055-parted.md.
var large = map[string]int{
	"cmd/gazette":      11500, // the commands, each in files of its own
	"render":           6300,  // the pages, each in files of its own
	"internal/redline": 5000,  // one algorithm
	"internal/check":   2600,  // the rules, each in a file of its own
}

// pages are the ends of the files in templates/ and of the preview that browsers read. Others wrote minisearch.mjs. The
// pages of the desk are not held to the length of lines yet.
var pages = []string{".css", ".html", ".js", ".mjs"}

func isPage(file string) bool {
	held := strings.HasPrefix(file, "templates/") || strings.HasPrefix(file, "internal/serve/")
	return held && slices.Contains(pages, path.Ext(file)) && path.Base(file) != "minisearch.mjs"
}

// long reports whether a line may be as long as what it says: the tag of a struct's field is one string by the
// language's grammar, and so is the outline of a picture; the value of a style sheet's own property is kept with its
// line ends.
func long(line string) bool {
	start := strings.TrimSpace(line)
	return strings.Contains(line, "`jsonschema") || strings.Contains(line, " jsonschema") ||
		strings.HasPrefix(start, `clip-path: path("`) || strings.HasPrefix(start, "--n-")
}

// TestSizes holds the limits, and takes a package off the list when it needs
// no limit of its own any more.
func TestSizes(t *testing.T) {
	lines := map[string]int{}
	err := fs.WalkDir(os.DirFS("."), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		skipped := []string{"testdata", "public", "node_modules", "dist", "bench"}
		if d.IsDir() && p != "." && (strings.HasPrefix(d.Name(), ".") || slices.Contains(skipped, d.Name())) {
			return fs.SkipDir
		}
		switch {
		case d.IsDir() || strings.HasSuffix(p, "_test.go"):
			return nil
		case path.Ext(p) == ".go":
			lines[path.Dir(p)] += size(t, p)
			return narrow(t, p)
		case isPage(p):
			return narrow(t, p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg, n := range lines {
		if limit := max(packageLines, large[pkg]); n > limit {
			t.Errorf("%s has %d lines, and its limit is %d: part it by its nouns", pkg, n, limit)
		}
	}
	for pkg := range large {
		if lines[pkg] <= packageLines {
			t.Errorf("%s has %d lines: it needs no limit of its own", pkg, lines[pkg])
		}
	}
}

// narrow holds a file to the length of lines.
func narrow(t *testing.T, file string) error {
	src, err := os.ReadFile(file)
	n := 0
	for line := range strings.Lines(string(src)) {
		n++
		line = strings.TrimRight(line, "\n")
		width := utf8.RuneCountInString(line) + 3*strings.Count(line, "\t")
		if width > lineLength && !long(line) {
			t.Errorf("%s:%d has %d columns, more than %d: part it, or name its parts", file, n, width, lineLength)
		}
	}
	return err
}

// size counts the lines of a file, and judges it and its functions.
func size(t *testing.T, file string) int {
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	n := set.File(tree.Pos()).LineCount()
	if n > fileLines {
		t.Errorf("%s has %d lines, more than %d", file, n, fileLines)
	}
	for _, d := range tree.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if n := set.Position(f.End()).Line - set.Position(f.Pos()).Line + 1; n > functionLines {
			t.Errorf("%s: %s has %d lines, more than %d", set.Position(f.Pos()), f.Name.Name, n, functionLines)
		}
	}
	return n
}
