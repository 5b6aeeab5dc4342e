//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestReadOnlySite builds a site that cannot be written to, as somebody who is
// not root: the output goes elsewhere, and nothing else is needed.
func TestReadOnlySite(t *testing.T) {
	t.Parallel()
	gazette, dir := program(t), openDir(t)
	site, out := filepath.Join(dir, "site"), filepath.Join(dir, "out")
	run1(t, exec.Command(gazette, "init", "--bare", site))
	var folders []string
	_ = filepath.WalkDir(site, func(path string, d os.DirEntry, err error) error {
		if d.IsDir() {
			folders = append(folders, path)
		}
		return err
	})
	for _, f := range folders {
		if err := os.Chmod(f, 0o555); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		for _, f := range folders {
			_ = os.Chmod(f, 0o755)
		}
	})
	if err := os.Mkdir(out, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(out, 0o777); err != nil {
		t.Fatal(err)
	}
	as := func(args ...string) *exec.Cmd {
		c := exec.Command(gazette, args...)
		if os.Getuid() == 0 {
			c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		return c
	}
	run1(t, as("-C", site, "check"))
	run1(t, as("-C", site, "build", "--out", filepath.Join(out, "public")))
	if _, err := os.Stat(filepath.Join(out, "public", "index.html")); err != nil {
		t.Error(err)
	}
	answer, err := as("-C", site, "build").CombinedOutput()
	if err == nil || !strings.Contains(string(answer), "permission denied") || !strings.Contains(string(answer), "hint: check who may write there") {
		t.Errorf("a build into a read-only folder: %v\n%s", err, answer)
	}
}
