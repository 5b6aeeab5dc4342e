package desk

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"gazette/internal/desk/form"
	"gazette/internal/desk/report"
	"gazette/internal/desk/wording"
	"gazette/internal/durable"
	"gazette/internal/gitlog"
	"gazette/internal/history"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/serve"
)

// gitView is what is not committed yet, and the message that a commit of it would have.
type gitView struct {
	wording.Localizer
	Here    bool // the site is in a repository
	Files   []string
	Message string
	Branch  string
	Remotes []string
	Remote  string // that somebody has chosen
	Seen    string // names the files that are shown: they are committed and no others
	Failed  *report.Failure
	Pushed  string
}

func (d *Desk) gitPage(r *http.Request, shot *preview.Snapshot) (string, any) {
	return "git", d.gitOf(r, shot, form.Form{}, nil)
}

// gitOf gathers what is not committed. What somebody has filled in stays.
func (d *Desk) gitOf(r *http.Request, shot *preview.Snapshot, f form.Form, failed error) gitView {
	v := gitView{Localizer: wording.For(r), Here: d.options.Work.Place.InRepository()}
	if !v.Here {
		return v
	}
	out, err := d.git(statusOf...)
	v.Files = uncommitted(string(out))
	if err == nil {
		out, _ = d.git("branch", "--show-current")
		v.Branch = strings.TrimSpace(string(out))
		out, err = d.git("remote")
		v.Remotes = strings.Fields(string(out))
	}
	v.Seen = seenOf(v.Files)
	if v.Message = d.messageOf(shot, v.Files); f.Has("message") {
		v.Message, v.Branch, v.Remote = f.Get("message"), f.Get("branch"), f.Get("remote")
	}
	if failed != nil {
		err = failed
	}
	if err != nil {
		v.Failed = d.reports.FailureOf(v.Localizer, err, nil)
	}
	return v
}

// git runs git on the site's folder, for as long as its hooks may take: one may hang. A commit that is under way
// when a browser goes is carried out.
func (d *Desk) git(args ...string) ([]byte, error) {
	within, done := context.WithTimeout(context.Background(), d.options.Hooks)
	defer done()
	out, err := gitlog.RunWithin(within, d.options.Folder, args...)
	if within.Err() != nil {
		return nil, &wording.Error{Key: "git-hangs",
			Pairs: []any{"Command", "git " + args[0], "Seconds", int(d.options.Hooks.Seconds())}}
	}
	return out, err
}

// push sends what is committed. It ends when whoever asked goes, or after the desk's patience.
func (d *Desk) push(ctx context.Context, remote string) error {
	known, err := d.git("remote")
	if err != nil {
		return err
	}
	if !slices.Contains(strings.Fields(string(known)), remote) {
		return &wording.Error{Key: "git-no-remote", Pairs: []any{"Remote", remote}}
	}
	within, done := context.WithTimeout(ctx, d.options.Patience)
	defer done()
	_, err = gitlog.RunWithin(within, d.options.Folder, "push", "--quiet", "--set-upstream", "--", remote, "HEAD")
	if within.Err() != nil {
		return &wording.Error{
			Key:   "git-late",
			Pairs: []any{"Remote", remote, "Seconds", int(d.options.Patience.Seconds())},
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

// messageOf makes a commit's message of what was recorded since the last commit; else of the texts that changed.
func (d *Desk) messageOf(shot *preview.Snapshot, files []string) string {
	old, _ := d.git("show", "HEAD:./"+history.LogFile)
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

// gitIt commits what is not committed, on a branch if one is named, and pushes it if that is asked.
func (d *Desk) gitIt(w http.ResponseWriter, r *http.Request) {
	err := r.ParseForm()
	f := form.Form{Values: r.PostForm}
	if err == nil {
		err = d.commit(r.Context(), f)
	}
	if err != nil {
		d.show(w, r, http.StatusUnprocessableEntity, "git", d.gitOf(r, d.preview.Now(), f, err))
		return
	}
	http.Redirect(w, r, serve.Home+"?"+url.Values{"done": {"commit"}, "count": {"1"}}.Encode(), http.StatusSeeOther)
}

func (d *Desk) commit(ctx context.Context, f form.Form) error {
	message := strings.TrimSpace(strings.ReplaceAll(f.Get("message"), "\r\n", "\n"))
	branch, remote := f.Text("branch"), f.Text("remote")
	status, err := d.git(statusOf...)
	if err != nil {
		return err
	}
	files := uncommitted(string(status))
	if len(files) == 0 && remote != "" { // what was committed before
		return d.push(ctx, remote)
	}
	if f.Has("seen") && f.Get("seen") != seenOf(files) {
		return &wording.Error{Key: "git-moved"}
	}
	if message == "" {
		return form.Missing("message")
	}
	now, err := d.git("branch", "--show-current")
	if err != nil {
		return err
	}
	if branch != "" && branch != strings.TrimSpace(string(now)) {
		if _, err := d.git("check-ref-format", "--branch", branch); err != nil || strings.HasPrefix(branch, "-") {
			return &wording.Error{Key: "git-no-branch", Pairs: []any{"Branch", branch}}
		}
		if _, err := d.git("switch", "-c", branch); err != nil {
			return err
		}
	}
	if _, err := d.git("add", "--", ".", noLeftovers); err != nil {
		return err
	}
	if _, err := d.git("commit", "--quiet", "--message="+message, "--", ".", noLeftovers); err != nil || remote == "" {
		return err
	}
	return d.push(ctx, remote)
}
