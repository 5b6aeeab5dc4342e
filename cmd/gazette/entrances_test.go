package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// repositoryFile reads a file of the repository.
func repositoryFile(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../..", path))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestAction runs the steps of the GitHub action: it installs what has the
// sum, refuses what has not, and runs the command that it is given.
func TestAction(t *testing.T) {
	var action struct {
		Runs struct{ Steps []workflowStep }
	}
	if err := yaml.Unmarshal(repositoryFile(t, "action.yml"), &action); err != nil {
		t.Fatal(err)
	}
	install, command := action.Runs.Steps[0].Run, action.Runs.Steps[1].Run
	m := newMachine(t)
	m.write("release/gazette_1.0.0_linux_amd64/gazette", m.read("bin/program"))
	m.must("tar -czf ../gazette.tar.gz -C ../release gazette_1.0.0_linux_amd64")
	env := []string{"URL=file://" + m.home + "/gazette.tar.gz", "VERSION=1.0.0", "REPOSITORY=", "RUNNER_OS=Linux", "RUNNER_ARCH=X64", "GITHUB_PATH=" + m.home + "/path"}
	if out, err := m.try(install, append(env, "SHA256="+strings.Repeat("0", 64))...); err == nil || m.read("path") != "" {
		t.Errorf("an archive with another sum is installed: %s", out)
	}
	m.must(install, append(env, "SHA256="+m.sum("gazette.tar.gz"))...)
	m.env = append(m.env, "PATH="+strings.TrimSpace(m.read("path"))+":"+os.Getenv("PATH"))
	m.must(command, "COMMAND=check --format github", "DIRECTORY=.")
	m.write("site/content/en/new.md", "---\ntitel: New\n---\nNew.\n")
	if out, err := m.try(command, "COMMAND=check --format github", "DIRECTORY=."); err == nil || !strings.Contains(out, "::error") {
		t.Errorf("%v: %s", err, out)
	}
}

// TestHook: the pre-commit hook wakes for what check judges, and for nothing else.
func TestHook(t *testing.T) {
	var hooks []struct{ ID, Entry, Language, Files string }
	if err := yaml.Unmarshal(repositoryFile(t, ".pre-commit-hooks.yaml"), &hooks); err != nil {
		t.Fatal(err)
	}
	files := regexp.MustCompile(hooks[0].Files)
	for path, want := range map[string]bool{
		"content/en/cookies.md": true, "archive/changes.jsonl": true, "gazette.yaml": true, "static/logo.svg": true,
		"README.md": false, "docs/gazette.yaml": false, "old/content/x.md": false,
	} {
		if files.MatchString(path) != want {
			t.Errorf("%s: %t", path, !want)
		}
	}
	m := newMachine(t)
	m.installed()
	m.must(hooks[0].Entry)
}

// TestDevContainer: the container has the Go release that go.mod asks for.
func TestDevContainer(t *testing.T) {
	var c struct{ Image string }
	if err := json.Unmarshal(repositoryFile(t, ".devcontainer/devcontainer.json"), &c); err != nil {
		t.Fatal(err)
	}
	wanted := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindSubmatch(repositoryFile(t, "go.mod"))
	if !strings.Contains(c.Image, "/go:"+string(wanted[1])+"-") {
		t.Errorf("%s is not of Go %s", c.Image, wanted[1])
	}
}
