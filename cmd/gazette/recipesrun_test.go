package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gazette/internal/fixture"
)

// machine is a machine on which the steps of recipes run: a site in a git
// repository with an origin, the program, and stand-ins for what services have.
type machine struct {
	*testing.T
	home, site, bin string
	env             []string
}

// recorded is a site whose one text is recorded, and changes in 2027.
func newMachine(t *testing.T) *machine {
	for _, tool := range []string{"bash", "git", "tar", "sha256sum"} {
		needs(t, tool)
	}
	home := t.TempDir()
	m := &machine{T: t, home: home, site: filepath.Join(home, "site"), bin: filepath.Join(home, "bin")}
	m.env = append(os.Environ(), "HOME="+home, "PATH="+m.bin+":"+os.Getenv("PATH"), "GAZETTE_BIN="+m.bin, "RUNNER_TEMP="+home,
		"GIT_CONFIG_GLOBAL=/dev/null", "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com",
		"SOURCE_DATE_EPOCH=", "NO_COLOR=1", "GITHUB_OUTPUT="+filepath.Join(home, "output"), "GITHUB_STEP_SUMMARY="+filepath.Join(home, "summary"))
	program, err := exec.LookPath("gazette") // testscript puts this test's own program into PATH
	if err != nil {
		t.Fatal(err)
	}
	m.write("bin/program", "#!/bin/sh\nexec "+program+" \"$@\"\n")
	m.write("site/gazette.yaml", "title: T\nbase_url: https://www.example.com/\ndefault_locale: en\nlocales: [en]\ntime_zone: Asia/Tokyo\nsection: legal\n")
	for path, effective := range map[string]string{"site/content/en/terms.md": "2026-01-01", "site/content/en/cookies.md": "2027-03-01"} {
		m.write(path, "---\ntitle: Terms\nlocale: en\neffective: "+effective+"\n---\nYou may read this.\n")
	}
	m.write("site/.gitignore", string(gitignore))
	m.must(program + " record --yes --date 2026-01-01")
	m.must("git init -q --bare -b main ../origin.git && git init -q -b main . && git remote add origin ../origin.git && git add -A && git commit -qm texts && git push -q -u origin main")
	return m
}

// write writes an executable file below the machine's home.
func (m *machine) write(path, text string) {
	m.Helper()
	fixture.WriteMode(m, m.home, path, text, 0o755)
}

func (m *machine) read(path string) string {
	data, _ := os.ReadFile(filepath.Join(m.home, path))
	return string(data)
}

// try runs a script as GitHub does.
func (m *machine) try(script string, env ...string) (string, error) {
	c := exec.Command("bash", "-e", "-o", "pipefail", "-c", script)
	c.Dir, c.Env = m.site, append(m.env, env...)
	out, err := c.CombinedOutput()
	return string(out), err
}

func (m *machine) must(script string, env ...string) string {
	m.Helper()
	out, err := m.try(script, env...)
	if err != nil {
		m.Fatalf("%s\n%v\n%s", script, err, out)
	}
	return out
}

// installed puts the program where the recipe's own step puts it.
func (m *machine) installed() {
	m.Helper()
	m.write("release/gazette_1.0.0_linux_amd64/gazette", m.read("bin/program"))
	m.must("tar -czf ../gazette.tar.gz -C ../release gazette_1.0.0_linux_amd64")
	m.must(step(m.T, "github", "pages", "build", "Install gazette"), "GAZETTE_URL=file://"+m.home+"/gazette.tar.gz", "GAZETTE_SHA256="+m.sum("gazette.tar.gz"))
}

func (m *machine) sum(path string) string {
	return fmt.Sprintf("%x", sha256.Sum256([]byte(m.read(path))))
}

// TestRecipeInstalls what it was told the sum of, and nothing else.
func TestRecipeInstalls(t *testing.T) {
	m := newMachine(t)
	m.installed()
	m.must("gazette version")
	if err := os.Remove(filepath.Join(m.bin, "gazette")); err != nil {
		t.Fatal(err)
	}
	install := step(t, "github", "pages", "notify", "Install gazette")
	good, url := m.sum("gazette.tar.gz"), "GAZETTE_URL=file://"+m.home+"/gazette.tar.gz"
	m.write(".cache/gazette/"+good, "something else, from a cache")
	for _, sum := range []string{good, strings.Repeat("0", 64)} {
		if out, err := m.try(install, url, "GAZETTE_SHA256="+sum); err == nil {
			t.Errorf("what does not have the sum %s was installed: %s", sum, out)
		}
		if m.read("bin/gazette") != "" {
			t.Error("an unverified program was installed")
		}
	}
	m.must(install, url, "GAZETTE_SHA256="+good) // the broken cache is gone
}

// TestRecipeJudges a site that is in order, and one that is not.
func TestRecipeJudges(t *testing.T) {
	m := newMachine(t)
	m.installed()
	m.must(step(t, "github", "pages", "judge", "Check every rule"))
	m.must(step(t, "github", "pages", "judge", "Say what publishing would do"))
	m.must(step(t, "github", "pages", "judge", "Build the review copy"))
	m.must(step(t, "github", "pages", "judge", "Build, refusing texts that are not recorded"))
	m.must(step(t, "github", "pages", "build", "Check that all is recorded, and build"))
	m.must(step(t, "github", "pages", "build", "Seal what was recorded, where the site has evidence"))
	if m.read("summary") == "" || m.read("site/plan.md") == "" {
		t.Error("there is no plan")
	}
	for _, page := range []string{"site/public/legal/terms/index.html", "site/review/legal/terms/index.html"} {
		if m.read(page) == "" {
			t.Error("there is no " + page)
		}
	}
	m.write("site/content/en/new.md", "---\ntitle: New\nlocale: en\neffective: 2026-02-01\n---\nNew.\n")
	if _, err := m.try(step(t, "github", "pages", "build", "Check that all is recorded, and build")); err == nil {
		t.Error("a text that is not recorded is published")
	}
	m.write("site/content/en/new.md", "---\ntitel: New\n---\nNew.\n")
	if out, err := m.try(step(t, "github", "pages", "judge", "Check every rule")); err == nil || !strings.Contains(out, "::error file=content/en/new.md") {
		t.Errorf("%v: %s", err, out)
	}
}

// TestRecipeIsDue shortly after midnight in the site's zone, on days of change
// alone, and on every day where there are reminders to send.
func TestRecipeIsDue(t *testing.T) {
	m := newMachine(t)
	m.installed()
	ask := step(t, "github", "pages", "due", "Ask whether something is due")
	real := needs(t, "date")
	at := func(when string) string {
		m.write("bin/date", "#!/bin/sh\nif [ \"$1\" = +%s ]; then exec "+real+" -d '"+when+"' +%s; fi\nexec "+real+" \"$@\"\n")
		_ = os.Remove(filepath.Join(m.home, "output"))
		m.must(ask)
		return strings.TrimSpace(m.read("output"))
	}
	for when, want := range map[string]string{
		"2027-02-28T14:57:00Z": "false", // still February in Tokyo
		"2027-02-28T15:07:00Z": "true",  // the first of March there
		"2027-02-28T17:07:00Z": "true",  // the runs before may have been dropped
		"2027-02-28T18:07:00Z": "false",
		"2027-02-27T15:07:00Z": "false", // a new day, on which nothing changes
	} {
		if got := at(when); got != "due="+want {
			t.Errorf("%s: %s", when, got)
		}
	}
	m.write("site/gazette.yaml", m.read("site/gazette.yaml")+"notify:\n  reminders: [7d]\n")
	if got := at("2027-02-27T15:07:00Z"); got != "due=true" {
		t.Errorf("reminders are not sent: %s", got)
	}
	if got := at("2027-02-27T14:57:00Z"); got != "due=false" {
		t.Errorf("no new day: %s", got)
	}
}

// TestRecipeKeeps receipts in the repository, once.
func TestRecipeKeeps(t *testing.T) {
	m := newMachine(t)
	keep := step(t, "github", "pages", "notify", "Keep the receipts and the log")
	m.must(keep) // nothing to keep
	m.write("site/archive/receipts.jsonl", "{}\n")
	m.write("site/archive/publications.jsonl", "{}\n")
	m.must(keep)
	m.must(keep)
	if got := m.must("git -C ../origin.git log --format=%s main"); got != "archive: receipts, publications and the sealed log\ntexts\n" {
		t.Error(got)
	}
}

// TestRecipeNotes since when changes are public: those that were deployed, not what was recorded meanwhile.
func TestRecipeNotes(t *testing.T) {
	m := newMachine(t)
	m.installed()
	note := step(t, "github", "pages", "notify", "Note since when changes are public")
	m.must(note) // nothing was recorded
	m.must("gazette record && mkdir -p .cache/recorded && cp archive/changes.jsonl .cache/recorded/")
	deployed := strings.Count(m.read("site/archive/changes.jsonl"), "\n")
	m.write("site/content/en/later.md", "---\ntitle: Later\nlocale: en\neffective: 2026-01-01\n---\nWords.\n")
	m.must("gazette record --despite-clock && " + note)
	m.must(note)
	if got := strings.Count(m.read("site/archive/publications.jsonl"), "\n"); got != deployed || deployed == 0 {
		t.Errorf("%d changes are noted, and %d were deployed", got, deployed)
	}
}

// TestRecipePublishes to what is on this machine: a branch, and a service that
// takes a file. Tools that are not installed are skipped.
func TestRecipePublishes(t *testing.T) {
	m := newMachine(t)
	m.installed()
	m.must("gazette build")
	m.must(strings.Replace(step(t, "forgejo", "pages", "deploy", "Publish"), `"${GITHUB_SERVER_URL%%://*}://gazette:$TOKEN@${GITHUB_SERVER_URL#*://}/$GITHUB_REPOSITORY.git"`, "../origin.git", 1), "GITHUB_SHA=1")
	if got := m.must("git -C ../origin.git ls-tree -r --name-only pages"); !strings.Contains(got, "legal/terms/index.html") {
		t.Error(got)
	}
	t.Run("netlify", func(t *testing.T) {
		needs(t, "zip")
		var got []byte
		server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Authorization") == "Bearer secret" && r.URL.Path == "/api/v1/sites/legal/deploys" {
				got, _ = io.ReadAll(r.Body)
			}
		}))
		defer server.Close()
		m.must(step(t, "github", "netlify", "deploy", "Publish"), "NETLIFY_API="+server.URL, "NETLIFY_TOKEN=secret", "NETLIFY_SITE=legal")
		if !bytes.HasPrefix(got, []byte("PK")) {
			t.Errorf("%d bytes arrived", len(got))
		}
	})
	for deploy, tool := range map[string]string{"s3": "rclone", "rsync": "rsync"} {
		t.Run(deploy, func(t *testing.T) {
			needs(t, tool)
			m.write("www/old.html", "gone")
			m.must(step(t, "github", deploy, "deploy", "Publish"), "DEPLOY_TO="+m.home+"/www", "SSH_KEY=k", "SSH_KNOWN_HOSTS=h")
			if m.read("www/legal/terms/index.html") == "" || m.read("www/old.html") != "" {
				t.Error("the folder is not the site")
			}
		})
	}
}

// gh stands in for GitHub's own program, and keeps one comment.
const gh = `#!/bin/sh
echo "$@" >> "$HOME/asked"
case "$*" in
*--paginate*) [ ! -f "$HOME/comment" ] || echo 42 ;;
*sarifs*) cat > "$HOME/sarif" ;;
*PATCH*issues/comments/42*|*POST*issues/7/comments*) cp comment.md "$HOME/comment" ;;
*) exit 1 ;;
esac
`

// TestRecipeComments once below a pull request, and changes that comment later.
func TestRecipeComments(t *testing.T) {
	m := newMachine(t)
	m.installed()
	m.write("bin/gh", gh)
	m.write("site/plan.md", "first plan")
	comment := step(t, "github", "pages", "judge", "Write the plan below the pull request")
	m.must(comment, "GITHUB_REPOSITORY=a/b", "NUMBER=7")
	m.write("site/plan.md", "second plan")
	m.must(comment, "GITHUB_REPOSITORY=a/b", "NUMBER=7")
	if asked := m.read("asked"); strings.Count(asked, "POST") != 1 || strings.Count(asked, "PATCH") != 1 {
		t.Error(asked)
	}
	if got := m.read("comment"); got != "<!-- gazette plan -->\nsecond plan" {
		t.Error(got)
	}
	needs(t, "jq")
	m.must(step(t, "github", "pages", "judge", "Show findings beside the lines"), "GITHUB_REPOSITORY=a/b", "GITHUB_SHA=1", "GITHUB_REF=refs/pull/7/merge")
	if got := m.must(`jq -r .sarif ../sarif | base64 -d | gzip -d | jq -r .version`); got != "2.1.0\n" {
		t.Error(got)
	}
}
