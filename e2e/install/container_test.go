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

// podman runs containers in a store of the test's own, without a network and
// without limits of memory, which not every machine lets a container set.
type podman struct {
	t    *testing.T
	args []string
}

func newPodman(t *testing.T) podman {
	t.Helper()
	program, err := exec.LookPath("podman")
	if err != nil {
		t.Skip("SKIPPED: there is no podman (Debian: podman, crun)")
	}
	dir := t.TempDir()
	return podman{t, []string{program, "--root", filepath.Join(dir, "root"), "--runroot", filepath.Join(dir, "run"),
		"--storage-driver", "vfs", "--cgroup-manager", "cgroupfs", "--events-backend", "none"}}
}

func (p podman) run(args ...string) (string, error) {
	all := append(append([]string{}, p.args...), args...)
	out, err := exec.Command(all[0], all[1:]...).CombinedOutput()
	return string(out), err
}

// TestContainer: the image is loaded and run as docs/installing.md says, by
// somebody who is not root within it, and has no network.
func TestContainer(t *testing.T) {
	p := newPodman(t)
	image := only(t, "gazette_*_linux_"+runtime.GOARCH+".image.tar")
	if out, err := p.run("load", "--input", image); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	version := strings.Split(filepath.Base(image), "_")[1]
	site := t.TempDir()
	const uid = 65534
	if err := os.Chown(site, uid, uid); err != nil && os.Getuid() == 0 {
		t.Fatal(err)
	}
	contained := func(args ...string) (string, error) {
		return p.run(append([]string{"run", "--rm", "--network", "none", "--cgroups", "disabled", "--user", fmt.Sprintf("%d:%d", uid, uid),
			"--volume", site + ":/site", "gazette:" + version}, args...)...)
	}
	// podman's own failures, or those of the runtime that it calls, are not of what runs within.
	var ended *exec.ExitError
	if out, err := contained("version"); errors.As(err, &ended) && (ended.ExitCode() == 125 || strings.Contains(out, "OCI")) {
		t.Skipf("SKIPPED: podman runs no container on this machine: %v\n%s", err, out)
	}
	for _, args := range [][]string{{"init", "legal"}, {"-C", "legal", "build"}} {
		if out, err := contained(args...); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
	if _, err := os.Stat(filepath.Join(site, "legal/public/legal/cookies/index.html")); err != nil {
		t.Error(err)
	}
	said, err := contained("version", "--json")
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	released(t, said)
}
