package main

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// The commands of scripts that change files: see TestScript.

func arguments(ts *testscript.TestScript, neg bool, args []string, least, most int, usage string) {
	if neg || len(args) < least || len(args) > most {
		ts.Fatalf("usage: %s", usage)
	}
}

func appendText(ts *testscript.TestScript, neg bool, args []string) {
	arguments(ts, neg, args, 2, 3, "append FILE 'TEXT' [FILE]")
	text, err := strconv.Unquote(`"` + strings.ReplaceAll(args[1], `"`, `\"`) + `"`)
	ts.Check(err)
	if len(args) == 3 {
		text = strings.ReplaceAll(text, "{}", strings.TrimSpace(ts.ReadFile(args[2])))
	}
	before, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), append(before, text...), 0o644))
}

// await waits until a file that another program writes holds a pattern.
func await(ts *testscript.TestScript, neg bool, args []string) {
	arguments(ts, neg, args, 2, 2, "await FILE PATTERN")
	pattern, err := regexp.Compile(args[1])
	ts.Check(err)
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if data, err := os.ReadFile(ts.MkAbs(args[0])); err == nil && pattern.Match(data) {
			return
		}
	}
	ts.Fatalf("%s never holds %q", args[0], args[1])
}

func replaceText(ts *testscript.TestScript, neg bool, args []string) {
	arguments(ts, neg, args, 3, 3, "replace FILE OLD NEW")
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(text, args[1], args[2])), 0o644))
}

func setenv(ts *testscript.TestScript, neg bool, args []string) {
	arguments(ts, neg, args, 2, 2, "setenv NAME FILE")
	ts.Setenv(args[0], strings.TrimSpace(ts.ReadFile(args[1])))
}

func copytree(ts *testscript.TestScript, neg bool, args []string) {
	arguments(ts, neg, args, 2, 2, "copytree DIR DIR")
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), os.DirFS(ts.MkAbs(args[0]))))
}

func join(ts *testscript.TestScript, neg bool, args []string) {
	arguments(ts, neg, args, 3, 3, "join FILE FILE FILE")
	lines := strings.SplitAfter(ts.ReadFile(args[0])+ts.ReadFile(args[1]), "\n")
	slices.Sort(lines)
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(strings.Join(slices.Compact(lines), "")), 0o644))
}

func unpack(ts *testscript.TestScript, neg bool, args []string) {
	arguments(ts, neg, args, 2, 2, "unpack ZIP DIR")
	z, err := zip.OpenReader(ts.MkAbs(args[0]))
	ts.Check(err)
	defer z.Close()
	ts.Check(os.RemoveAll(ts.MkAbs(args[1])))
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), z))
}

func pack(ts *testscript.TestScript, neg bool, args []string) {
	arguments(ts, neg, args, 2, 2, "pack DIR ZIP")
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	ts.Check(z.AddFS(os.DirFS(ts.MkAbs(args[0]))))
	ts.Check(z.Close())
	ts.Check(os.WriteFile(filepath.Clean(ts.MkAbs(args[1])), b.Bytes(), 0o644))
}
