package install

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// image is what `docker load` reads: the layers, and how they are run.
type image struct {
	root string
	env  []string
	main []string
}

// unpacked lays an image out in a folder, layer upon layer.
func unpacked(t *testing.T) image {
	t.Helper()
	dir, root := t.TempDir(), t.TempDir()
	run(t, "tar", "-xf", only(t, "gazette_*_linux_"+runtime.GOARCH+".image.tar"), "-C", dir)
	var manifest []struct {
		Config string
		Layers []string
	}
	decode(t, filepath.Join(dir, "manifest.json"), &manifest)
	for _, layer := range manifest[0].Layers {
		run(t, "tar", "-xzf", filepath.Join(dir, layer), "-C", root)
	}
	var config struct {
		Architecture string
		Config       struct{ Entrypoint, Env []string }
	}
	decode(t, filepath.Join(dir, manifest[0].Config), &config)
	if config.Architecture != runtime.GOARCH {
		t.Errorf("the image is for %s", config.Architecture)
	}
	return image{root, config.Config.Env, config.Config.Entrypoint}
}

func decode(t *testing.T, path string, v any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(data, v)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// mount gives the image what every container has, until the test ends.
func (i image) mount(t *testing.T, dir string, what ...string) {
	t.Helper()
	at := filepath.Join(i.root, dir)
	if err := os.MkdirAll(at, 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", append(what, at)...).CombinedOutput(); err != nil {
		t.Skipf("SKIPPED: this machine may not mount: %s", out)
	}
	t.Cleanup(func() { run(t, "umount", at) })
}

// run runs a command in the image, which sees nothing of this machine.
func (i image) run(t *testing.T, args ...string) string {
	t.Helper()
	within := append([]string{"/usr/bin/sh", "-c", `cd /site && exec "$@"`, "sh"}, args...)
	c := exec.Command("chroot", append([]string{i.root, "/usr/bin/env", "-i"}, append(i.env, within...)...)...)
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return string(out)
}

// TestImage: the image makes a site, has the git and the shell that CI needs,
// and knows whom to trust.
func TestImage(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("SKIPPED: chroot needs root")
	}
	i := unpacked(t)
	i.mount(t, "proc", "-t", "proc", "proc")
	i.mount(t, "dev", "--bind", "/dev")
	gazette := func(args ...string) string { return i.run(t, append(i.main, args...)...) }
	gazette("init", "legal")
	gazette("-C", "legal", "build")
	if _, err := os.Stat(filepath.Join(i.root, "site/legal/public/legal/cookies/index.html")); err != nil {
		t.Error(err)
	}
	released(t, gazette("version", "--json"))

	i.run(t, "sh", "-c", `cd legal && git init -q . && git add -A && git -c user.name=a -c user.email=a@example.com commit -qm texts && git log --format=%s`)
	gazette("-C", "legal", "plan")
	if data, err := os.ReadFile(filepath.Join(i.root, "etc/ssl/certs/ca-certificates.crt")); err != nil || strings.Count(string(data), "BEGIN CERTIFICATE") < 50 {
		t.Errorf("%d bytes of certificates: %v", len(data), err)
	}
}
