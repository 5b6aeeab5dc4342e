package docs_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// bin is the folder that program builds into.
var bin string

// program builds gazette, once.
var program = sync.OnceValue(func() error {
	out, err := exec.Command("go", "build", "-o", bin, "../cmd/gazette").CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	return nil
})

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "gazette-docs-")
	if err != nil {
		panic(err)
	}
	bin = dir
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// step is one command that a page tells people to type, with what it shows.
type step struct {
	line    int
	command string
	needs   string // a program that not every machine has
	output  []string
	exit    int
}

var marker = regexp.MustCompile(`^<!-- (not run|run|exit|needs): (.*) -->$`)

// stepsOf reads the ```sh blocks of a page. In them "$ command" is typed, and
// the lines below are what it shows, where … stands for anything. Before a
// block, <!-- not run: why --> leaves it out, <!-- exit: 1 --> says how its
// last command ends, and <!-- run: command --> does what a reader would do in
// an editor. <!-- needs: program --> names what a block, and what is run for it,
// cannot do without.
func stepsOf(t *testing.T, page string) (steps []step) {
	in, skip, exit, needs := false, false, 0, ""
	for i, line := range lines(t, page) {
		m := marker.FindStringSubmatch(line)
		switch {
		case !in && m != nil && m[1] == "run":
			steps = append(steps, step{line: i + 1, command: m[2], needs: needs})
		case !in && m != nil && m[1] == "not run":
			skip = true
		case !in && m != nil && m[1] == "needs":
			needs = m[2]
		case !in && m != nil:
			_, _ = fmt.Sscan(m[2], &exit)
		case !in && line == "```sh":
			in = true
		case in && line == "```":
			if !skip && len(steps) > 0 {
				steps[len(steps)-1].exit = exit
			}
			in, skip, exit, needs = false, false, 0, ""
		case in && !skip && strings.HasPrefix(line, "$ "):
			steps = append(steps, step{line: i + 1, command: line[2:], needs: needs})
		case in && !skip && len(steps) > 0 && strings.TrimSpace(line) != "":
			last := &steps[len(steps)-1]
			last.output = append(last.output, line)
		}
	}
	return steps
}

// TestCommands runs every command that the pages show, page by page, in order,
// each page in a folder of its own.
func TestCommands(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("SKIPPED: the pages are written for a POSIX shell")
	}
	if err := program(); err != nil {
		t.Fatal(err)
	}
	for _, page := range pages(t) {
		steps := stepsOf(t, page)
		if len(steps) == 0 {
			continue
		}
		t.Run(filepath.Base(page), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for _, s := range steps {
				if s.possible(t, page) {
					s.run(t, page, dir)
				}
			}
		})
	}
}

// possible reports whether a step's program is there; in continuous integration it must be.
func (s step) possible(t *testing.T, page string) bool {
	if s.needs == "" {
		return true
	}
	_, err := exec.LookPath(s.needs)
	switch {
	case err == nil:
	case os.Getenv("CI") != "":
		t.Fatalf("%s:%d: %s needs %s, which is not installed", page, s.line, s.command, s.needs)
	default:
		t.Logf("SKIPPED: %s:%d: %s needs %s", page, s.line, s.command, s.needs)
	}
	return err == nil
}

func (s step) run(t *testing.T, page, dir string) {
	cmd := exec.Command("sh", "-c", s.command)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "NO_COLOR=1", "SOURCE_DATE_EPOCH=")
	var b bytes.Buffer
	cmd.Stdout, cmd.Stderr = &b, &b
	_ = cmd.Run()
	if got := cmd.ProcessState.ExitCode(); got != s.exit {
		t.Fatalf("%s:%d: %s\nexit %d, want %d\n%s", page, s.line, s.command, got, s.exit, b.String())
	}
	rest := b.String()
	for _, want := range s.output {
		at := pattern(want).FindStringIndex(rest)
		if at == nil {
			t.Fatalf("%s:%d: %s\ndoes not show (in this order)\n%s\nbut\n%s", page, s.line, s.command, want, b.String())
		}
		rest = rest[at[1]:]
	}
}

func pattern(line string) *regexp.Regexp {
	quoted := strings.ReplaceAll(regexp.QuoteMeta(line), "…", ".*")
	return regexp.MustCompile(`(?m)^` + quoted + `$`)
}

// TestSchemas: the schemas in docs/schema are those that the program prints.
func TestSchemas(t *testing.T) {
	if err := program(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"config", "front-matter"} {
		want, err := exec.Command(filepath.Join(bin, "gazette"), "schema", name).Output()
		if err != nil {
			t.Fatal(err)
		}
		file := "schema/" + name + ".schema.json"
		if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
			t.Errorf("docs/%s is not what the program prints (%v); write it again with: go run ./cmd/gazette schema %s > docs/%s", file, err, name, file)
		}
	}
}
