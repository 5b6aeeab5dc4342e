package desk

import (
	"archive/zip"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"

	"gazette/internal/durable"
	"gazette/internal/gitlog"
	"gazette/internal/history"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/serve"
)

// gitView is what is not committed yet, and the message that a commit of it would have.
type gitView struct {
	say
	Here    bool // the site is in a repository
	Files   []string
	Message string
	Branch  string
	Remotes []string
	Failed  *failure
	Pushed  string
}

func (d *Desk) gitPage(r *http.Request, shot *preview.Snapshot) (string, any) {
	return "git", d.gitOf(r, shot, nil)
}

func (d *Desk) gitOf(r *http.Request, shot *preview.Snapshot, failed error) gitView {
	v := gitView{say: sayFor(r), Here: d.options.Work.Place.InRepository()}
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
	v.Message = d.messageOf(shot, v.Files)
	if failed != nil {
		err = failed
	}
	if err != nil {
		v.Failed = d.failureOf(v.say, err, nil)
	}
	return v
}

// git runs git on the site's folder. A commit that is under way when a browser goes is carried out.
func (d *Desk) git(args ...string) ([]byte, error) { return gitlog.Run(d.options.Folder, args...) }

// push sends what is committed. It ends when whoever asked goes, or after the desk's patience.
func (d *Desk) push(ctx context.Context, remote string) error {
	known, err := d.git("remote")
	if err != nil {
		return err
	}
	if !slices.Contains(strings.Fields(string(known)), remote) {
		return &worded{key: "git-no-remote", pairs: []any{"Remote", remote}}
	}
	within, done := context.WithTimeout(ctx, d.options.Patience)
	defer done()
	_, err = gitlog.RunWithin(within, d.options.Folder, "push", "--quiet", "--set-upstream", "--", remote, "HEAD")
	if within.Err() != nil {
		return &worded{key: "git-late", pairs: []any{"Remote", remote, "Seconds", int(d.options.Patience.Seconds())}}
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
	if err == nil {
		err = d.commit(r.Context(), form{r.PostForm})
	}
	if err != nil {
		d.show(w, r, http.StatusUnprocessableEntity, "git", d.gitOf(r, d.preview.Now(), err))
		return
	}
	http.Redirect(w, r, serve.Home+"?"+url.Values{"done": {"commit"}, "count": {"1"}}.Encode(), http.StatusSeeOther)
}

func (d *Desk) commit(ctx context.Context, f form) error {
	message := strings.TrimSpace(strings.ReplaceAll(f.Get("message"), "\r\n", "\n"))
	branch, remote := f.text("branch"), f.text("remote")
	status, err := d.git(statusOf...)
	if err != nil {
		return err
	}
	if len(uncommitted(string(status))) == 0 && remote != "" { // what was committed before
		return d.push(ctx, remote)
	}
	if message == "" {
		return missing{"message"}
	}
	now, err := d.git("branch", "--show-current")
	if err != nil {
		return err
	}
	if branch != "" && branch != strings.TrimSpace(string(now)) {
		if _, err := d.git("check-ref-format", "--branch", branch); err != nil || strings.HasPrefix(branch, "-") {
			return &worded{key: "git-no-branch", pairs: []any{"Branch", branch}}
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

// copyOf gives the site with its drafts as an archive, for a colleague to open as files.
func (d *Desk) copyOf(w http.ResponseWriter, _ *http.Request) {
	dir, err := os.MkdirTemp("", "gazette-copy-")
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer os.RemoveAll(dir)
	out := dir + "/review"
	if err := d.options.Work.Copy(out); err != nil {
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", `attachment; filename="review.zip"`)
	z := zip.NewWriter(w)
	_ = z.AddFS(os.DirFS(out))
	_ = z.Close()
}
