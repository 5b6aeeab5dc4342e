package docs_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

var notices = flag.Bool("notices", false, "rewrite THIRD_PARTY_NOTICES.txt")

const noticesFile = "../THIRD_PARTY_NOTICES.txt"

// beside are the parts that stand in this repository and are not ours, and
// where their licences stand.
var beside = map[string]string{
	"MiniSearch (templates/minisearch.mjs)":              "../templates/minisearch.mjs.LICENSE",
	"CodeMirror (internal/desk/editor.min.js)":           "../internal/desk/editor.LICENSE",
	"Figtree (static/fonts, of the sample)":              "../static/fonts/figtree-LICENSE.txt",
	"Dictionaries of ICU (internal/words/data/*.txt.gz)": "../internal/words/data/LICENSE",
}

const noticesHead = `Third-party notices

Gazette is published under the Apache License 2.0; see LICENSE. Its program
holds the parts below, each under its own licence, for Linux, macOS and Windows.

Made by: go test ./docs -run TestNotices -notices
`

// linked is a module that is part of the program.
type linked struct{ Path, Version, Dir string }

// linkedModules are those of the program, for some systems.
func linkedModules(t *testing.T, systems ...string) (out []linked) {
	t.Helper()
	for _, system := range systems {
		c := exec.Command("go", "list", "-deps", "-json=Module", "../cmd/gazette")
		c.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		c.Stderr = os.Stderr
		data, err := c.Output()
		if err != nil {
			t.Fatal(err)
		}
		for dec := json.NewDecoder(bytes.NewReader(data)); ; {
			var p struct{ Module *linked }
			if err := dec.Decode(&p); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			if p.Module != nil && p.Module.Version != "" && !slices.Contains(out, *p.Module) {
				out = append(out, *p.Module)
			}
		}
	}
	slices.SortFunc(out, func(a, b linked) int { return strings.Compare(a.Path, b.Path) })
	return out
}

var licenceName = regexp.MustCompile(`(?i)^((?:un)?licen[cs]e|copying|notice|copyright)([.-].*)?$`)

// licences are a module's own notices; of one below a repository's root, they
// may stand above it.
func licences(t *testing.T, m linked) string {
	t.Helper()
	var texts []string
	entries, err := os.ReadDir(m.Dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !e.IsDir() && licenceName.MatchString(e.Name()) {
			data, err := os.ReadFile(filepath.Join(m.Dir, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, plainText(data))
		}
	}
	if len(texts) == 0 {
		t.Errorf("%s %s has no licence", m.Path, m.Version)
	}
	return strings.Join(texts, "\n")
}

func plainText(data []byte) string {
	return strings.TrimSpace(strings.ReplaceAll(string(data), "\r\n", "\n")) + "\n"
}

// TestNotices: THIRD_PARTY_NOTICES.txt has the licence of every module that is
// part of the program, and of what stands in the repository beside our own.
func TestNotices(t *testing.T) {
	if *notices {
		writeNotices(t)
	}
	data, err := os.ReadFile(noticesFile)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	named := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^## (\S+\.\S+/\S+) (v\S+)$`).FindAllStringSubmatch(text, -1) {
		named[m[1]+" "+m[2]] = true
	}
	for _, m := range linkedModules(t, runtime.GOOS) {
		if !named[m.Path+" "+m.Version] || !strings.Contains(text, licences(t, m)) {
			t.Errorf("THIRD_PARTY_NOTICES.txt lacks %s %s: run go test ./docs -run TestNotices -notices", m.Path, m.Version)
		}
	}
	mod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for name := range named {
		if !strings.Contains(string(mod), name) {
			t.Errorf("THIRD_PARTY_NOTICES.txt names %s, which go.mod does not: run go test ./docs -run TestNotices -notices", name)
		}
	}
	for name, file := range beside {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(text, "## "+name+"\n\n"+plainText(data)) {
			t.Errorf("THIRD_PARTY_NOTICES.txt lacks %s", name)
		}
	}
}

func writeNotices(t *testing.T) {
	var b strings.Builder
	b.WriteString(noticesHead)
	goLicence, err := os.ReadFile(filepath.Join(goRoot(t), "LICENSE"))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&b, "\n## Go, its standard library and runtime\n\n%s", plainText(goLicence))
	for _, name := range slices.Sorted(maps.Keys(beside)) {
		data, err := os.ReadFile(beside[name])
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s", name, plainText(data))
	}
	seen := map[string]bool{}
	for _, m := range linkedModules(t, "linux", "darwin", "windows") {
		if !seen[m.Path] {
			seen[m.Path] = true
			fmt.Fprintf(&b, "\n## %s %s\n\n%s", m.Path, m.Version, licences(t, m))
		}
	}
	if err := os.WriteFile(noticesFile, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func goRoot(t *testing.T) string {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}
