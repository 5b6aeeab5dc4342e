package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// target is a machine that programs are made for.
type target struct{ os, arch string }

var targets = []target{
	{"linux", "amd64"}, {"linux", "arm64"},
	{"darwin", "amd64"}, {"darwin", "arm64"},
	{"windows", "amd64"}, {"windows", "arm64"},
}

// commit is what a release is made of.
type commit struct {
	id   string
	time time.Time // stands on every file, so that the clock is asked nowhere
}

func head(root string) (commit, error) {
	out, err := output(root, nil, "git", "log", "-1", "--format=%H %ct")
	if err != nil {
		return commit{}, err
	}
	id, when, _ := strings.Cut(strings.TrimSpace(out), " ")
	seconds, err := strconv.ParseInt(when, 10, 64)
	return commit{id, time.Unix(seconds, 0).UTC()}, err
}

// A program should have at most goal bytes, as users download it for every job
// of their CI: what it has with two databases and their queue (decision 41).
// Above it the release says so aloud; above limit there is none.
const goal, limit = 48_000_000, 52_000_000

// compile makes the program for a machine: without cgo, paths of this machine
// and symbols, so that it is the same wherever it is made.
func (r *run) compile(t target) ([]byte, error) {
	path := filepath.Join(r.work, t.os+"-"+t.arch, "gazette")
	set := fmt.Sprintf("-s -w -X main.version=%s -X main.commit=%s -X main.date=%s", r.version, r.commit.id,
		r.commit.time.Format(time.RFC3339))
	env := []string{"CGO_ENABLED=0", "GOOS=" + t.os, "GOARCH=" + t.arch, "GOFLAGS=", "GOWORK=off", "GOAMD64=v1",
		"GOARM64=v8.0"}
	if _, err := output(r.root, env, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags", set, "-o", path,
		"./cmd/gazette"); err != nil {
		return nil, err
	}
	program, err := os.ReadFile(path)
	if err == nil && len(program) > limit {
		return nil, fmt.Errorf("the program has %d bytes, more than the %d that are allowed", len(program), limit)
	}
	if len(program) > goal {
		fmt.Printf("!!! %s/%s: the program has %d bytes, more than the %d that it should have\n", t.os, t.arch,
			len(program), goal)
	}
	return program, err
}

// beside makes what stands beside the program in every archive: the licence,
// what it says about itself, manual pages and completions.
func (r *run) beside() error {
	for _, name := range []string{"LICENSE", "THIRD_PARTY_NOTICES.txt", "README.md", "CHANGELOG.md"} {
		data, err := os.ReadFile(filepath.Join(r.root, name))
		if err != nil {
			return err
		}
		r.shared = append(r.shared, entry{name, data, 0o644})
	}
	if _, err := r.compile(host); err != nil {
		return err
	}
	program := filepath.Join(r.work, host.os+"-"+host.arch, "gazette")
	man := filepath.Join(r.work, "man")
	if _, err := output(r.work, nil, program, "man", man); err != nil {
		return err
	}
	pages, err := os.ReadDir(man)
	if err != nil {
		return err
	}
	for _, page := range pages {
		data, err := os.ReadFile(filepath.Join(man, page.Name()))
		if err != nil {
			return err
		}
		r.shared = append(r.shared, entry{"man/" + page.Name(), data, 0o644})
	}
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		script, err := output(r.work, nil, program, "completion", shell)
		if err != nil {
			return err
		}
		r.shared = append(r.shared, entry{"completions/" + completion[shell], []byte(script), 0o644})
	}
	return nil
}

// completion is what the shells expect their files to be called.
var completion = map[string]string{"bash": "gazette.bash", "zsh": "_gazette", "fish": "gazette.fish",
	"powershell": "gazette.ps1"}

// output runs a command in a folder and returns what it prints.
func output(dir string, env []string, name string, args ...string) (string, error) {
	c := exec.Command(name, args...)
	c.Dir, c.Env = dir, append(os.Environ(), env...)
	var said strings.Builder
	c.Stderr = &said
	out, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, said.String())
	}
	return string(out), nil
}
