package install

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// podman runs containers in a store of the test's own, without a network, and
// without asking for more files and processes than this machine lets it have.
type podman struct {
	t             *testing.T
	store, limits []string
}

func newPodman(t *testing.T) podman {
	t.Helper()
	program, err := exec.LookPath("podman")
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal("there is no podman, and this is CI")
	}
	if err != nil {
		t.Skip("SKIPPED: there is no podman (Debian: podman, runc)")
	}
	dir := t.TempDir()
	return podman{t, []string{program, "--root", filepath.Join(dir, "root"), "--runroot", filepath.Join(dir, "run"),
		"--storage-driver", "vfs", "--cgroup-manager", "cgroupfs", "--events-backend", "none"},
		[]string{"--network", "none", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=8192:8192"}}
}

func (p podman) run(args ...string) (string, error) {
	all := append(append([]string{}, p.store...), args...)
	out, err := exec.Command(all[0], all[1:]...).CombinedOutput()
	return string(out), err
}

// contained runs the program in a container, in which a folder is /site.
func (p podman) contained(image, site string, args ...string) (string, error) {
	all := append([]string{"run", "--rm", "--user", "65534:65534", "--volume", site + ":/site"}, p.limits...)
	return p.run(append(append(all, image), args...)...)
}

// started returns podman with the first runtime that runs on this machine:
// its own does not where version 1 of control groups is mounted beside 2.
func (p podman) started(image, site string) (podman, string) {
	p.t.Helper()
	own, said, err := p.store, "", error(nil)
	for _, runtime := range [][]string{nil, {"--runtime", "runc"}} {
		p.store = append(append([]string{}, own...), runtime...)
		var out string
		if out, err = p.contained(image, site, "version", "--json"); err == nil {
			return p, out
		}
		said += out
	}
	// podman's own failures, or those of the runtime that it calls, are not of what runs within.
	var ended *exec.ExitError
	if errors.As(err, &ended) && (ended.ExitCode() == 125 || strings.Contains(said, "OCI")) {
		fmt.Fprintf(os.Stderr, "SKIPPED: podman runs no container on this machine: %s", said)
		p.t.Skipf("SKIPPED: podman runs no container on this machine: %v\n%s", err, said)
	}
	p.t.Fatalf("%v\n%s", err, said)
	return p, ""
}

// TestContainer: the image is loaded and run as docs/installing.md says, by
// somebody who is not root within it, and has no network.
func TestContainer(t *testing.T) {
	file := only(t, "gazette_*_linux_"+runtime.GOARCH+".image.tar")
	p, site := newPodman(t), t.TempDir()
	if out, err := p.run("load", "--input", file); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if err := os.Chown(site, 65534, 65534); err != nil && os.Getuid() == 0 {
		t.Fatal(err)
	}
	image := "gazette:" + strings.Split(filepath.Base(file), "_")[1]
	p, said := p.started(image, site)
	released(t, said)
	for _, args := range [][]string{{"init", "legal"}, {"-C", "legal", "build"}} {
		if out, err := p.contained(image, site, args...); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
	if _, err := os.Stat(filepath.Join(site, "legal/public/legal/cookies/index.html")); err != nil {
		t.Error(err)
	}
}
