package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"gazette/internal/fixture"
	"gazette/internal/rule"
)

// site is a folder with files that may be shown and files that may not.
func site(t *testing.T, links map[string]string) (*Tree, string) {
	t.Helper()
	dir := t.TempDir()
	for _, f := range []string{".env", ".git/config", "gazette.yaml", "private.md", "content/en/.hidden.md", "content/en/notes.txt", "content/en/terms.md",
		"content/de/terms.md", "content/.draft/terms.md", "shared/terms.md", "shared/.env.md", "static/logo.svg", "static/a/b.txt", "archive/terms/2026-01-01/en.md", "templates/base.html"} {
		fixture.Write(t, dir, f, f)
	}
	for link, to := range links {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, link)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip("SKIPPED: no symbolic links here:", err)
		}
	}
	tree, err := OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tree.Close() })
	return tree, dir
}

// ways are all ways to a file's bytes.
var ways = map[string]func(fs.FS, string) ([]byte, error){
	"ReadFile": fs.ReadFile,
	"Bytes":    func(f fs.FS, p string) ([]byte, error) { return Bytes(f, p, MaxSize) },
	"Read": func(f fs.FS, p string) ([]byte, error) {
		file, ps := Read(f, p)
		if ps.Errors() {
			return file.Data, ps
		}
		return file.Data, nil
	},
	"Open": func(f fs.FS, p string) ([]byte, error) {
		file, _, err := Open(f, p)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		b := make([]byte, 100)
		n, err := file.Read(b)
		return b[:n], err
	},
}

// TestTreeLinks: a link is followed to where its file could stand itself, and
// nowhere else; a link that is refused gives none of its target's bytes.
func TestTreeLinks(t *testing.T) {
	followed := map[string]string{
		"content/en/same.md": "terms.md", "content/en/other.md": "../de/terms.md", "content/en/shared.md": "../../shared/terms.md",
		"content/en/twice.md": "same.md", "static/same.svg": "logo.svg", "static/round.svg": "../static/logo.svg", "static/a/up.svg": "../logo.svg",
		"archive/terms/2026-01-01/de.md": "en.md", "templates/linked.html": "base.html", "linked.yaml": "gazette.yaml",
	}
	refused := map[string]string{
		"content/en/env.md": "../../.env", "content/en/git.md": "../../.git/config", "content/en/hidden.md": ".hidden.md",
		"content/en/draft.md": "../.draft/terms.md", "content/en/private.md": "../../private.md", "content/en/notes.md": "notes.txt",
		"content/en/recorded.md": "../../archive/terms/2026-01-01/en.md", "content/en/sharedenv.md": "../../shared/.env.md",
		"content/en/out.md": "../../../elsewhere.md", "content/en/passwd.md": "/etc/passwd", "content/en/loop.md": "loop.md", "content/en/gone.md": "nothing.md",
		"content/en/chain.md": "env.md", "content/fr": "en", "content/it": "../shared",
		"static/env": "../.env", "static/git": "../.git", "static/text.md": "../content/en/terms.md", "static/chain": "env", "static/folder": "a",
		"static/out": "../../elsewhere", "archive/work/2026-01-01/en.md": "../../../content/en/terms.md", "shared/up.md": "../private.md",
		"templates/env.html": "../.env", "env.yaml": ".env",
	}
	all := map[string]string{}
	for _, m := range []map[string]string{followed, refused} {
		for k, v := range m {
			all[k] = v
		}
	}
	tree, dir := site(t, all)
	if err := os.WriteFile(filepath.Join(filepath.Dir(dir), "elsewhere.md"), []byte("elsewhere"), 0o644); err != nil {
		t.Fatal(err)
	}
	for how, read := range ways {
		for link, to := range followed {
			if data, err := read(tree, link); err != nil || len(data) == 0 {
				t.Errorf("%s of %s -> %s: %v", how, link, to, err)
			}
		}
		for link, to := range refused {
			if data, err := read(tree, link); err == nil || len(data) > 0 {
				t.Errorf("%s of %s -> %s gives %q", how, link, to, data)
			}
		}
		for _, p := range []string{"content/fr/terms.md", "content/it/terms.md", "static/git/config", "static/folder/b.txt"} {
			if data, err := read(tree, p); err == nil {
				t.Errorf("%s of %s gives %q", how, p, data)
			}
		}
	}
	for _, p := range []string{"content/fr", "static/git", "static/env", "content/en/env.md"} {
		if info, err := tree.Stat(p); err == nil && !(p == "content/fr" && info.IsDir()) {
			t.Errorf("Stat of %s tells of its target", p)
		}
	}
}

// TestTreeIsFS: a folder without links is as any other.
func TestTreeIsFS(t *testing.T) {
	tree, _ := site(t, nil)
	if err := fstest.TestFS(tree, "gazette.yaml", "content/en/terms.md", "static/a/b.txt"); err != nil {
		t.Error(err)
	}
}

// TestTreeSwapped: a file, or a folder above it, that becomes a link between
// two looks is refused, whichever way the system opens files.
func TestTreeSwapped(t *testing.T) {
	tree, dir := site(t, nil)
	secret := filepath.Join(dir, ".git", "terms.md")
	if err := os.WriteFile(secret, []byte("secret"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, open := range []func(string) (*os.File, error){tree.openPlain, tree.openSteps} {
		for _, step := range []string{"content/en/terms.md", "content/en"} {
			full := filepath.Join(dir, filepath.FromSlash(step))
			if err := os.Rename(full, full+".was"); err != nil {
				t.Fatal(err)
			}
			to := secret
			if step == "content/en" {
				to = filepath.Dir(secret)
			}
			if err := os.Symlink(to, full); err != nil {
				t.Skip("SKIPPED: no symbolic links here:", err)
			}
			if f, err := open("content/en/terms.md"); !errors.Is(err, errLinked) {
				t.Errorf("%s: %v, %v", step, f, err)
			}
			if err := errors.Join(os.Remove(full), os.Rename(full+".was", full)); err != nil {
				t.Fatal(err)
			}
		}
		f, err := open("content/en/terms.md")
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
}

// TestTreePipe: a pipe that nobody writes to is refused, by a link too, and
// also if it takes a file's place after it was looked at.
func TestTreePipe(t *testing.T) {
	tree, dir := site(t, map[string]string{"content/en/linked.md": "pipe.md"})
	if err := mkfifo(filepath.Join(dir, "content", "en", "pipe.md")); err != nil {
		t.Skip("SKIPPED: no pipes here:", err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for how, read := range ways {
			for _, p := range []string{"content/en/pipe.md", "content/en/linked.md"} {
				if _, err := read(tree, p); err == nil || !strings.Contains(err.Error(), ErrOdd.Error()) {
					t.Errorf("%s of %s: %v", how, p, err)
				}
			}
		}
		f, err := tree.Open("content/en/pipe.md")
		if err != nil {
			t.Error(err)
			return
		}
		f.Close()
	}()
	select {
	case <-done:
	case <-time.After(time.Minute):
		t.Fatal("waits for the other end of a pipe")
	}
}

// TestOutOfFiles: when the system gives no more open files, no file is accused.
func TestOutOfFiles(t *testing.T) {
	p := Unreadable("content/en/terms.md", &fs.PathError{Op: "open", Path: "content/en/terms.md", Err: syscall.EMFILE})
	if p.File != "" || p.Rule != rule.OutOfFiles {
		t.Errorf("%+v", p)
	}
}

// TestBytesLarge: a file's size is looked at before it is read.
func TestBytesLarge(t *testing.T) {
	tree, dir := site(t, nil)
	f, err := os.Create(filepath.Join(dir, "large"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(MaxLog+1), f.Close()); err != nil {
		t.Skip("SKIPPED: no room:", err)
	}
	for name, fsys := range map[string]fs.FS{"tree": tree, "folder": os.DirFS(dir)} {
		if _, err := Bytes(fsys, "large", MaxLog); !errors.Is(err, ErrLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestUnlinked: nothing is written through a link, wherever it stands.
func TestUnlinked(t *testing.T) {
	_, dir := site(t, map[string]string{".cache": os.TempDir(), "archive/changes.jsonl": "../private.md"})
	for p, fine := range map[string]bool{".cache/texts.txt": false, "archive/changes.jsonl": false, "archive/new/2026-01-01/en.md": true, "archive/receipts.jsonl": true} {
		if err := Unlinked(dir, p); (err == nil) != fine {
			t.Errorf("%s: %v", p, err)
		}
	}
}
