// Package gitlog reads what git kept of one file: each text that it had, under each of its names.
package gitlog

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"gazette/internal/source"
)

// Version is a file as one commit left it.
type Version struct {
	Commit string
	At     time.Time // of the commit, as its committer has it
	Path   string    // the file's name then, from the top of the work tree
	Main   bool      // the commit stands on the main line: not on a branch that was merged into one
	Blob   string    // what git calls the text; the same for the same bytes
	Before []string  // what it calls the texts that the commit replaced, one for each parent; "" where there was none
	Data   []byte
}

// String names the commit, as people name it.
func (v Version) String() string { return v.Commit[:min(len(v.Commit), 10)] }

// Versions returns the versions of a file, parents before children. It goes
// through merges, on both sides, and follows the file to its earlier names;
// alike tells whether two names can be those of one text. A clone that lacks
// the beginning of the history is refused.
func Versions(file string, alike func(older, newer string) bool) ([]Version, error) {
	r, name, err := open(file)
	if err != nil {
		return nil, err
	}
	defer r.blobs.close()
	r.alike = alike
	if err := r.graph(); err != nil {
		return nil, err
	}
	if err := r.follow(place{r.head, name}); err != nil {
		return nil, err
	}
	if err := r.merged(); err != nil {
		return nil, err
	}
	versions, err := r.versions()
	if err == nil && len(versions) == 0 {
		err = &source.Hinted{Message: "git knows no version of " + file,
			Hint: "name a file that is under version control"}
	}
	return versions, err
}

// repo is a repository while one file of it is looked at.
type repo struct {
	top     string // of the work tree
	head    string
	alike   func(older, newer string) bool
	commits map[string]*commit
	blobs   *blobs
	main    map[string]bool   // commits on a main line
	branch  map[string]bool   // commits on a branch that was merged into one
	found   map[place][]place // where the file got a text, and what that replaced
	asked   map[step]bool     // what was looked at already
}

// place is a file in a commit.
type place struct{ commit, path string }

// step is a walk back from a place.
type step struct {
	place
	firstParent bool
}

// open finds the repository of a file, and the file's name in it.
func open(file string) (*repo, string, error) {
	abs, err := filepath.Abs(file)
	if err != nil {
		return nil, "", err
	}
	dir := filepath.Dir(abs)
	for there := false; !there && dir != filepath.Dir(dir); { // the file may be gone, and its folder with it
		if _, err := os.Stat(dir); err == nil {
			there = true
		} else {
			dir = filepath.Dir(dir)
		}
	}
	out, err := Run(dir, "rev-parse", "--show-toplevel", "--is-shallow-repository", "--show-prefix", "HEAD")
	if err != nil {
		return nil, "", err
	}
	lines := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(lines) != 4 {
		return nil, "", fmt.Errorf("git rev-parse: %q", out)
	}
	if lines[1] == "true" {
		return nil, "", &source.Hinted{Message: lines[0] +
			" is a shallow clone: the beginning of its history is missing",
			Hint: "fetch it first: git -C " + quoted(dir) + " fetch --unshallow"}
	}
	rest, err := filepath.Rel(dir, abs)
	if err != nil {
		return nil, "", err
	}
	b, err := newBlobs(lines[0])
	r := &repo{top: lines[0], head: lines[3], blobs: b, commits: map[string]*commit{}, main: map[string]bool{},
		branch: map[string]bool{}, found: map[place][]place{}, asked: map[step]bool{}}
	return r, path.Join(lines[2], filepath.ToSlash(rest)), err
}

// quoted writes a path as a shell reads it.
func quoted(s string) string {
	if !strings.ContainsAny(s, " '\"\\$`&;()<>|*?[]~#!") {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
