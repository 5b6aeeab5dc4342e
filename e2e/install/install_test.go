package install

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// release is the folder that .ci/release wrote.
func release(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("GAZETTE_RELEASE")
	if dir == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("GAZETTE_RELEASE is not set, and this is CI")
		}
		fmt.Fprintf(os.Stderr, "SKIPPED: no release in GAZETTE_RELEASE (%s)\n", t.Name())
		t.Skip("SKIPPED: no release in GAZETTE_RELEASE")
	}
	return dir
}

// only returns the one file of a release that matches.
func only(t *testing.T, pattern string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(release(t), pattern))
	if err != nil || len(found) != 1 {
		t.Fatalf("%d files match %s in %s", len(found), pattern, release(t))
	}
	return found[0]
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// mayChroot reports whether this machine lets a program see nothing but a folder.
func mayChroot(root string) bool {
	out, _ := exec.Command("chroot", root, "/nothing").CombinedOutput()
	return !strings.Contains(string(out), "cannot change root directory")
}

// works makes a site with an installed program: what its user does first. Where
// it may, it does so on a machine that has nothing but what was installed into
// root: no Go, no shell, no libraries, no /proc.
func works(t *testing.T, root, program string) {
	t.Helper()
	apart := os.Geteuid() == 0 && mayChroot(root)
	if !apart {
		t.Log("SKIPPED: no machine of its own without root and chroot; the program sees this one")
	}
	gazette := func(args ...string) string {
		c := exec.Command(filepath.Join(root, program), args...)
		c.Dir = root
		if apart {
			c = exec.Command("chroot", append([]string{root, "/" + program}, args...)...)
			c.Env = []string{}
		}
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v\n%s", c.Args, err, out)
		}
		return string(out)
	}
	gazette("init", "legal")
	gazette("-C", "legal", "build")
	if _, err := os.Stat(filepath.Join(root, "legal/public/legal/cookies/index.html")); err != nil {
		t.Error(err)
	}
	released(t, gazette("version", "--json"))
}

// released checks what a released program says of itself.
func released(t *testing.T, said string) {
	t.Helper()
	var v struct{ Version, Commit, Date, Go string }
	if err := json.Unmarshal([]byte(said), &v); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	if !strings.Contains(filepath.Base(only(t, "gazette_*_linux_"+runtime.GOARCH+".tar.gz")), "_"+v.Version+"_") ||
		len(v.Commit) != 40 || !strings.HasSuffix(v.Date, "Z") || v.Go != runtime.Version() {
		t.Errorf("the program says %+v", v)
	}
}

// beside checks that manual pages and completions came along.
func beside(t *testing.T, root string, paths ...string) {
	t.Helper()
	for _, path := range paths {
		if info, err := os.Stat(filepath.Join(root, path)); err != nil || info.Size() == 0 {
			t.Errorf("%s is missing or empty: %v", path, err)
		}
	}
}

func TestArchive(t *testing.T) {
	archive, dir := only(t, "gazette_*_linux_"+runtime.GOARCH+".tar.gz"), t.TempDir()
	run(t, "tar", "-xzf", archive, "-C", dir)
	root := filepath.Join(dir, strings.TrimSuffix(filepath.Base(archive), ".tar.gz"))
	beside(t, root, "LICENSE", "THIRD_PARTY_NOTICES.txt", "README.md", "CHANGELOG.md", "man/gazette.1", "man/gazette-build.1",
		"completions/gazette.bash", "completions/_gazette", "completions/gazette.fish", "completions/gazette.ps1")
	works(t, root, "gazette")
}

// TestChecksums: every file has its sum, and they hold.
func TestChecksums(t *testing.T) {
	c := exec.Command("sha256sum", "--check", "--strict", "--quiet", "checksums.txt")
	c.Dir = release(t)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

var packaged = []string{
	"usr/share/man/man1/gazette.1.gz", "usr/share/bash-completion/completions/gazette", "usr/share/zsh/vendor-completions/_gazette",
	"usr/share/fish/vendor_completions.d/gazette.fish", "usr/share/doc/gazette/CHANGELOG.md",
}

// TestDeb installs with dpkg, into a system of its own.
func TestDeb(t *testing.T) {
	root := t.TempDir()
	admin := filepath.Join(root, "var/lib/dpkg")
	for _, dir := range []string{"updates", "info", "triggers"} {
		if err := os.MkdirAll(filepath.Join(admin, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{"status", "available"} {
		if err := os.WriteFile(filepath.Join(admin, file), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run(t, "dpkg", "--root="+root, "--force-not-root", "--log=/dev/null", "--install", only(t, "gazette_*_"+runtime.GOARCH+".deb"))
	if said := run(t, "dpkg", "--root="+root, "--status", "gazette"); !strings.Contains(said, "install ok installed") || !strings.Contains(said, "Recommends: git") {
		t.Error(said)
	}
	beside(t, root, append(packaged, "usr/share/doc/gazette/copyright", "usr/share/doc/gazette/changelog.gz")...)
	works(t, root, "usr/bin/gazette")
}

// TestRPMAndAPK unpacks what Debian has no package manager for.
func TestRPMAndAPK(t *testing.T) {
	for pattern, unpack := range map[string][]string{
		"gazette-*." + map[string]string{"amd64": "x86_64", "arm64": "aarch64"}[runtime.GOARCH] + ".rpm": {"bsdtar", "-xf"},
		"gazette_*_" + map[string]string{"amd64": "x86_64", "arm64": "aarch64"}[runtime.GOARCH] + ".apk": {"bsdtar", "-xf"},
	} {
		root := t.TempDir()
		run(t, unpack[0], append(unpack[1:], only(t, pattern), "-C", root)...)
		beside(t, root, append(packaged, "usr/share/licenses/gazette/LICENSE")...)
		works(t, root, "usr/bin/gazette")
	}
}
