// Package repository commits and pushes what the desk has written, in the git repository that a site stands in, through
// the git that is installed.
package repository

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gazette/internal/desk/form"
	"gazette/internal/desk/wording"
	"gazette/internal/durable"
	"gazette/internal/gitlog"
	"gazette/internal/history"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/preview"
)

// Repository is the git repository that a site stands in.
type Repository struct {
	Folder   string        // of the site
	Patience time.Duration // how long git may take to push
	Hooks    time.Duration // how long it may take for anything else, its hooks included
}

// State is what is not committed, and where it could go.
type State struct {
	Files   []string
	Branch  string
	Remotes []string
	Seen    string // names the files: they are committed and no others
}

// Commit is what a person asks to be kept.
type Commit struct {
	Message string
	Branch  string // that is begun for it, if it is not the one that is there
	Remote  string // to which it is pushed, or ""
	Seen    string // names the files that the person saw; "" is any
}

// git runs git on the site's folder, for as long as its hooks may take: one may hang. A commit that is under way
// when a browser goes is carried out.
func (r Repository) git(args ...string) ([]byte, error) {
	within, done := context.WithTimeout(context.Background(), r.Hooks)
	defer done()
	out, err := gitlog.RunWithin(within, r.Folder, args...)
	if within.Err() != nil {
		return nil, &wording.Error{Key: "git-hangs",
			Pairs: []any{"Command", "git " + args[0], "Seconds", int(r.Hooks.Seconds())}}
	}
	return out, err
}

// State asks what is not committed, and where it could go. What is known stands in it, whatever failed.
func (r Repository) State() (s State, err error) {
	out, err := r.git(statusOf...)
	if s.Files = uncommitted(string(out)); err == nil {
		out, _ = r.git("branch", "--show-current")
		s.Branch = strings.TrimSpace(string(out))
		out, err = r.git("remote")
		s.Remotes = strings.Fields(string(out))
	}
	s.Seen = seenOf(s.Files)
	return s, err
}

// push sends what is committed. It ends when whoever asked goes, or after the desk's patience.
func (r Repository) push(ctx context.Context, remote string) error {
	known, err := r.git("remote")
	if err != nil {
		return err
	}
	if !slices.Contains(strings.Fields(string(known)), remote) {
		return &wording.Error{Key: "git-no-remote", Pairs: []any{"Remote", remote}}
	}
	within, done := context.WithTimeout(ctx, r.Patience)
	defer done()
	_, err = gitlog.RunWithin(within, r.Folder, "push", "--quiet", "--set-upstream", "--", remote, "HEAD")
	if within.Err() != nil {
		return &wording.Error{
			Key:   "git-late",
			Pairs: []any{"Remote", remote, "Seconds", int(r.Patience.Seconds())},
		}
	}
	return err
}

// noLeftovers leaves out of git's paths what a killed run has left: not every site's .gitignore names it.
const noLeftovers = ":(exclude,glob)**/" + durable.Leftovers

// statusOf asks which files are not committed.
var statusOf = []string{"status", "--porcelain=v1", "-z", "--untracked-files=all", "--", ".", noLeftovers}

// uncommitted are the files of a status, as `git status --porcelain -z` lists them.
func uncommitted(status string) (out []string) {
	entries := strings.Split(status, "\x00")
	for i := 0; i < len(entries); i++ {
		if len(entries[i]) < 4 {
			continue
		}
		out = append(out, entries[i][3:])
		if c := entries[i][0]; c == 'R' || c == 'C' { // the name before follows
			i++
		}
	}
	return out
}

// seenOf names a list of files.
func seenOf(files []string) string { return manuscript.HashOf(strings.Join(files, "\x00")) }

// Message makes a commit's message of what was recorded since the last commit; else of the texts that changed.
func (r Repository) Message(shot *preview.Snapshot, files []string) string {
	old, _ := r.git("show", "HEAD:./"+history.LogFile)
	known, _ := history.ParseLog(old)
	var lines []string
	for _, c := range shot.Log.Changes {
		if known == nil || !known.Has(c.ID) {
			lines = append(lines, fmt.Sprintf("%s: %s, %s", c.Notice, c.Kind, c.To))
		}
	}
	if len(lines) == 0 {
		lines = changedTexts(shot, files)
	}
	switch len(lines) {
	case 0:
		return ""
	case 1:
		return lines[0]
	}
	return fmt.Sprintf("%d changes\n\n%s", len(lines), strings.Join(lines, "\n"))
}

func changedTexts(shot *preview.Snapshot, files []string) (out []string) {
	for _, f := range files {
		if e := shot.Text(f); e != nil && e.Origin == notice.Content {
			out = append(out, fmt.Sprintf("%s: %s text edited", e.Slug, e.Locale))
		}
	}
	return out
}

// Commit commits what is not committed, on a branch if one is named, and pushes it if that is asked.
func (r Repository) Commit(ctx context.Context, c Commit) error {
	message := strings.TrimSpace(strings.ReplaceAll(c.Message, "\r\n", "\n"))
	branch, remote := c.Branch, c.Remote
	status, err := r.git(statusOf...)
	if err != nil {
		return err
	}
	files := uncommitted(string(status))
	if len(files) == 0 && remote != "" { // what was committed before
		return r.push(ctx, remote)
	}
	if c.Seen != "" && c.Seen != seenOf(files) {
		return &wording.Error{Key: "git-moved"}
	}
	if message == "" {
		return form.Missing("message")
	}
	now, err := r.git("branch", "--show-current")
	if err != nil {
		return err
	}
	if branch != "" && branch != strings.TrimSpace(string(now)) {
		if _, err := r.git("check-ref-format", "--branch", branch); err != nil || strings.HasPrefix(branch, "-") {
			return &wording.Error{Key: "git-no-branch", Pairs: []any{"Branch", branch}}
		}
		if _, err := r.git("switch", "-c", branch); err != nil {
			return err
		}
	}
	if _, err := r.git("add", "--", ".", noLeftovers); err != nil {
		return err
	}
	if _, err := r.git("commit", "--quiet", "--message="+message, "--", ".", noLeftovers); err != nil || remote == "" {
		return err
	}
	return r.push(ctx, remote)
}
