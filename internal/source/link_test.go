package source

import (
	"os"
	"path/filepath"
	"testing"
)

// TestOutside: a link within the folder is followed, whatever it looks like;
// none leads out of it.
func TestOutside(t *testing.T) {
	dir := t.TempDir()
	for _, f := range []string{".env", ".git/config", "static/logo.svg", "static/a/b.txt"} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(f)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, f), []byte(f), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for link, to := range map[string]string{
		"env": "../.env", "git": "../.git", "same": "logo.svg", "round": "../static/logo.svg", "a/up": "../logo.svg", "folder": "a",
		"twice": "folder/up", "loop": "loop", "absolute": filepath.Join(dir, "static/logo.svg"), "chain": "env", "nowhere": "nothing",
	} {
		if err := os.Symlink(to, filepath.Join(dir, "static", link)); err != nil {
			t.Skip("SKIPPED: no symbolic links here")
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for file, want := range map[string]bool{
		"static/logo.svg": false, "static/a/b.txt": false, "static/same": false, "static/round": false, "static/a/up": false,
		"static/folder/b.txt": false, "static/folder/up": false, "static/twice": false,
		"static/env": true, "static/git/config": true, "static/git": true, "static/loop": true, "static/absolute": true, "static/chain": true,
		"static/nowhere": true, "static/none": true, "static/../.env": true, ".env": true, "static/folder/../../.env": true, "static": true, "statics/x": true,
	} {
		if got := Outside(root.FS(), "static", file); got != want {
			t.Errorf("%s: %t", file, got)
		}
	}
}
