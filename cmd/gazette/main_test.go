package main

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"gazette/internal/source"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata/script")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"gazette":     main,
		"gazette-1.1": func() { version = "1.1.0"; main() }, // as a release of that version
		"gazette-faulty": func() { // with a fault in the work on the file FAULTY, the time FAULT that it is read
			siteFiles = func(tree *source.Tree) fs.FS { return &trap{Tree: tree} }
			main()
		},
	})
}

// TestScript runs testdata/script: one file for each thing a command does,
// written to be read. Beyond testscript's own commands there are
//
//	write FILE 'TEXT'    makes a file of a text with Go's escapes: bytes that an archive cannot hold
//	grow FILE BYTES      appends a letter until the file has that size
//	same DIR DIR         the two folders hold the same files
//	append FILE 'TEXT' [FILE]   adds a text, in which {} is what the other file holds
//	replace FILE OLD NEW        replaces all that a file has of a text
//	setenv NAME FILE            sets a variable to what a file holds
//	copytree DIR DIR            copies a folder
//	join FILE FILE FILE         writes the lines of two files, each once, into a third
//	unpack ZIP DIR, pack DIR ZIP
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("NO_COLOR", "1")
			env.Setenv("SOURCE_DATE_EPOCH", "")
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"write": write, "grow": grow, "same": same,
			"append": appendText, "await": await, "replace": replaceText, "setenv": setenv, "copytree": copytree, "join": join, "unpack": unpack, "pack": pack,
		},
	})
}

// trap is a site's folder in which reading one file panics: any fault in the work on it.
type trap struct {
	*source.Tree
	read atomic.Int64
}

func (f *trap) Open(name string) (fs.File, error) {
	f.spring(name)
	return f.Tree.Open(name)
}

func (f *trap) ReadFile(name string) ([]byte, error) {
	f.spring(name)
	return f.Tree.ReadFile(name)
}

func (f *trap) spring(name string) {
	if at, err := strconv.ParseInt(os.Getenv("FAULT"), 10, 64); err == nil && name == os.Getenv("FAULTY") && f.read.Add(1) >= at {
		panic("a trap")
	}
}

func write(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: write FILE 'TEXT'")
	}
	text, err := strconv.Unquote(`"` + strings.ReplaceAll(args[1], `"`, `\"`) + `"`)
	ts.Check(err)
	path := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(path), 0o755))
	ts.Check(os.WriteFile(path, []byte(text), 0o644))
}

func grow(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: grow FILE BYTES")
	}
	size, err := strconv.Atoi(args[1])
	ts.Check(err)
	text := []byte(ts.ReadFile(args[0]))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), append(text, bytes.Repeat([]byte("a"), size-len(text))...), 0o644))
}

func same(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] same DIR DIR")
	}
	if diff := difference(readTree(ts.MkAbs(args[0])), readTree(ts.MkAbs(args[1]))); (diff == "") == neg {
		ts.Fatalf("%s and %s: differing file %q", args[0], args[1], diff)
	}
}

// readTree reads every file of a folder, by its path there.
func readTree(dir string) map[string]string {
	tree := map[string]string{}
	_ = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		tree[filepath.ToSlash(rel)] = string(data)
		return err
	})
	return tree
}

// difference names a file that two trees do not share, or "".
func difference(a, b map[string]string) string {
	for _, pair := range [2][2]map[string]string{{a, b}, {b, a}} {
		for path, data := range pair[0] {
			if other, ok := pair[1][path]; !ok || other != data {
				return path
			}
		}
	}
	return ""
}
