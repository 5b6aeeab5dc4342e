package recording

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gazette/internal/fixture"
	"gazette/internal/gitlog"
)

// repository is a real one, made step by step.
type repository struct {
	t   *testing.T
	dir string
}

func newRepository(t *testing.T) repository {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("git is missing")
		}
		t.Skip("SKIPPED: no git on this machine")
	}
	r := repository{t, t.TempDir()}
	r.git("", "init", "-q", "-b", "main")
	return r
}

// git runs one command, on a day where it commits.
func (r repository) git(day string, args ...string) {
	r.t.Helper()
	c := exec.Command("git", append([]string{"-C", r.dir, "-c", "user.name=a", "-c", "user.email=a@a.example", "-c", "merge.renames=true"}, args...)...)
	c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
	if day != "" {
		c.Env = append(c.Env, "GIT_COMMITTER_DATE="+day+"T12:00:00Z", "GIT_AUTHOR_DATE="+day+"T12:00:00Z")
	}
	if out, err := c.CombinedOutput(); err != nil && args[0] != "merge" {
		r.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

func (r repository) write(name, text string) {
	r.t.Helper()
	fixture.Write(r.t, r.dir, name, text)
}

func (r repository) commit(day string) {
	r.t.Helper()
	r.git("", "add", "-A")
	r.git(day, "commit", "-q", "--allow-empty", "-m", "x")
}

// terms is a text with its date, of some size, so that it can be known again.
func terms(date string, more ...string) string {
	return "# Terms\n\nEffective: " + date + "\n\nWe bake bread in the morning and sell it until the evening.\n\nWhoever buys a loaf gets a loaf, whole and fresh.\n\n" +
		"What is left we give away at night to those who ask for it.\n\n" + strings.Join(more, "\n\n") + "\n"
}

// found are the dates that a file's history gives.
func (r repository) found(file string, f Filing) (dates []string, past Past) {
	r.t.Helper()
	versions, err := gitlog.Versions(filepath.Join(r.dir, file), SameLanguage)
	if err != nil {
		r.t.Fatal(err)
	}
	f.Slug, f.Locale = "terms", "en"
	past = FromGit(elsewhere(r.t, "en", "de"), versions, f)
	for _, text := range past.Texts {
		dates = append(dates, text.Edition.Effective.String())
	}
	return dates, past
}

// TestFromGit: what is found of histories of all kinds.
func TestFromGit(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		make func(r repository)
		want string
	}{
		"renamed thrice, edited each time": {"content/en/terms.md", func(r repository) {
			r.write("tos.md", terms("2020-01-01"))
			r.commit("2020-01-01")
			r.git("", "mv", "tos.md", "terms of service.md")
			r.write("terms of service.md", terms("2021-01-01", "No pets."))
			r.commit("2021-01-01")
			r.git("", "mv", "terms of service.md", "条款.md")
			r.write("条款.md", terms("2022-01-01", "No pets.", "No prams."))
			r.commit("2022-01-01")
			r.write("content/en/terms.md", terms("2023-01-01", "No prams."))
			r.git("", "rm", "-q", "条款.md")
			r.commit("2023-01-01")
		}, "2020-01-01 2021-01-01 2022-01-01 2023-01-01"},
		"rewritten as it moves": {"legal/terms.md", func(r repository) {
			r.write("terms.md", terms("2020-01-01"))
			r.write("privacy.md", "# Privacy\n\nWe keep nothing at all about anybody, ever.\n")
			r.commit("2020-01-01")
			r.git("", "rm", "-q", "terms.md", "privacy.md")
			r.write("legal/terms.md", "# Rules\n\nEffective: 2021-01-01\n\nAll else is new here.\n")
			r.write("legal/privacy.md", "# Privacy\n\nWe keep nothing at all about anybody, ever.\n")
			r.commit("2021-01-01")
		}, "2020-01-01 2021-01-01"},
		"there and back": {"terms.md", func(r repository) {
			r.write("terms.md", terms("2020-01-01"))
			r.commit("2020-01-01")
			r.git("", "mv", "terms.md", "old.md")
			r.write("old.md", terms("2021-01-01", "x"))
			r.commit("2021-01-01")
			r.git("", "mv", "old.md", "terms.md")
			r.write("terms.md", terms("2022-01-01", "x", "y"))
			r.commit("2022-01-01")
		}, "2020-01-01 2021-01-01 2022-01-01"},
		"deleted and made anew": {"terms.md", func(r repository) {
			r.write("terms.md", terms("2020-01-01"))
			r.commit("2020-01-01")
			r.git("", "rm", "-q", "terms.md")
			r.commit("2020-06-01")
			r.write("terms.md", terms("2021-01-01"))
			r.commit("2021-01-01")
		}, "2020-01-01 2021-01-01"},
		"moved in two steps": {"legal/terms.md", func(r repository) {
			r.write("terms.md", terms("2020-01-01"))
			r.commit("2020-01-01")
			r.write("legal/terms.md", terms("2021-01-01"))
			r.commit("2021-01-01")
			r.git("", "rm", "-q", "terms.md")
			r.commit("2021-01-02")
		}, "2020-01-01 2021-01-01"},
		"moved, with a note left behind": {"legal/terms.md", func(r repository) {
			r.write("terms.md", terms("2020-01-01"))
			r.commit("2020-01-01")
			r.write("legal/terms.md", terms("2021-01-01"))
			r.write("terms.md", "Moved to legal/terms.md.\n")
			r.commit("2021-01-01")
		}, "2020-01-01 2021-01-01"},
		"a copy of what stays has no past of its own": {"terms-de.md", func(r repository) {
			r.write("terms.md", terms("2020-01-01"))
			r.commit("2020-01-01")
			r.write("terms-de.md", terms("2021-01-01", "For Germany."))
			r.commit("2021-01-01")
		}, "2021-01-01"},
		"another language is another text": {"en/terms.md", func(r repository) {
			r.write("de/terms.md", terms("2020-01-01"))
			r.commit("2020-01-01")
			r.git("", "mv", "de", "en")
			r.write("en/terms.md", terms("2021-01-01"))
			r.commit("2021-01-01")
		}, "2021-01-01"},
		"a change made in a merge alone": {"terms.md", func(r repository) {
			r.write("terms.md", terms("2020-01-01"))
			r.commit("2020-01-01")
			r.git("", "checkout", "-q", "-b", "side")
			r.write("other.md", "x")
			r.commit("2020-02-01")
			r.git("", "checkout", "-q", "main")
			r.write("third.md", "x")
			r.commit("2020-03-01")
			r.git("", "merge", "-q", "--no-commit", "side")
			r.write("terms.md", terms("2021-01-01"))
			r.commit("2021-01-01")
		}, "2020-01-01 2021-01-01"},
		"both sides of a merge": {"terms.md", func(r repository) {
			r.write("terms.md", terms("2020-01-01"))
			r.commit("2020-01-01")
			r.git("", "checkout", "-q", "-b", "side")
			r.git("", "mv", "terms.md", "tos.md")
			r.write("tos.md", terms("2022-01-01", "No prams."))
			r.commit("2022-01-01")
			r.git("", "checkout", "-q", "main")
			r.write("terms.md", terms("2021-01-01", "No pets."))
			r.commit("2021-01-01")
			r.git("2022-01-02", "merge", "-q", "-m", "both", "side")
			r.git("", "rm", "-q", "-f", "--ignore-unmatch", "tos.md")
			r.write("terms.md", terms("2022-01-01", "No pets.", "No prams."))
			r.commit("2022-01-02")
		}, "2020-01-01 2021-01-01 2022-01-01"},
		"a draft on a branch": {"terms.md", func(r repository) {
			r.write("terms.md", terms("2020-01-01"))
			r.commit("2020-01-01")
			r.git("", "checkout", "-q", "-b", "side")
			r.write("terms.md", terms("2021-05-10", "No pets."))
			r.commit("2021-05-10")
			r.write("terms.md", terms("2021-05-20", "No pets."))
			r.commit("2021-05-20")
			r.git("", "checkout", "-q", "main")
			r.git("2021-05-21", "merge", "-q", "--no-ff", "--no-edit", "side")
		}, "2020-01-01 2021-05-20"},
		"main merged into a copy of it": {"terms.md", func(r repository) {
			r.write("terms.md", terms("2020-01-01"))
			r.commit("2020-01-01")
			r.git("", "checkout", "-q", "-b", "mine")
			r.write("other.md", "x")
			r.commit("2020-02-01")
			r.git("", "checkout", "-q", "main")
			for _, d := range []string{"2021-01-01", "2021-02-01"} {
				r.write("terms.md", terms(d))
				r.commit(d)
			}
			r.git("", "checkout", "-q", "mine")
			r.git("2021-02-02", "merge", "-q", "--no-edit", "main")
		}, "2020-01-01 2021-01-01 2021-02-01"},
		"given up before its day": {"terms.md", func(r repository) {
			r.write("terms.md", terms("2020-01-01"))
			r.commit("2020-01-01")
			r.write("terms.md", terms("2032-01-01"))
			r.commit("2022-12-01")
			r.write("terms.md", terms("2023-01-01"))
			r.commit("2022-12-02")
		}, "2020-01-01 2023-01-01"},
		"the date goes back, and stays there": {"terms.md", func(r repository) {
			for _, d := range []string{"2020-01-01", "2021-01-01"} {
				r.write("terms.md", terms(d))
				r.commit(d)
			}
			r.write("terms.md", terms("2014-01-01", "No pets."))
			r.commit("2022-01-01")
			r.write("terms.md", terms("2014-01-01", "No pets.", "No prams."))
			r.commit("2022-01-02")
		}, "2020-01-01 2021-01-01"},
		"a text that is empty for a while": {"terms.md", func(r repository) {
			r.write("terms.md", terms("2020-01-01"))
			r.commit("2020-01-01")
			r.write("terms.md", "")
			r.commit("2020-02-01")
			r.write("terms.md", "\xff\xfe")
			r.commit("2020-02-02")
			r.write("terms.md", terms("2021-01-01"))
			r.commit("2021-01-01")
		}, "2020-01-01 2021-01-01"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRepository(t)
			c.make(r)
			if got, past := r.found(c.file, Filing{}); strings.Join(got, " ") != c.want {
				t.Errorf("found %s, want %s; left out: %v", got, c.want, past.Left)
			}
		})
	}
}

// TestFromGitUndated: a commit that changed no word makes no edition, nor does
// one on a branch; the reason goes into the log.
func TestFromGitUndated(t *testing.T) {
	r := newRepository(t)
	for day, text := range map[string]string{"2024-01-01": "We keep *it*.\n\n* One\n* Two\n"} {
		r.write("a.md", text)
		r.commit(day)
	}
	r.write("a.md", "We keep\n_it_.\n\n- One\n- Two\n")
	r.commit("2024-02-01")
	r.git("", "checkout", "-q", "-b", "side")
	r.write("a.md", "We keep a draft.\n")
	r.commit("2024-03-01")
	r.write("a.md", "We keep all.\n")
	r.commit("2024-03-02")
	r.git("", "checkout", "-q", "main")
	r.git("2024-04-01", "merge", "-q", "--no-ff", "--no-edit", "side")
	got, past := r.found("a.md", Filing{Undated: true, Reason: "because"})
	if want := []string{"2024-01-01", "2024-04-01"}; !slices.Equal(got, want) {
		t.Errorf("found %v, want %v", got, want)
	}
	if past.Texts[0].Reason != "because" {
		t.Errorf("the reason is %q", past.Texts[0].Reason)
	}
}

// TestFromGitShallow: what lacks its beginning is refused, with the way out.
func TestFromGitShallow(t *testing.T) {
	r := newRepository(t)
	for _, d := range []string{"2020-01-01", "2021-01-01"} {
		r.write("terms.md", terms(d))
		r.commit(d)
	}
	clone := filepath.Join(t.TempDir(), "clone")
	r.git("", "clone", "-q", "--depth", "1", "file://"+r.dir, clone)
	_, err := gitlog.Versions(filepath.Join(clone, "terms.md"), SameLanguage)
	if err == nil || !strings.Contains(err.Error(), "shallow clone") {
		t.Errorf("got %v", err)
	}
}
