package install

import (
	"archive/zip"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// The module as it will be named by whoever publishes it.
const (
	published = "legal.example/press/gazette"
	tag       = "v1.2.3"
)

// copied is a copy of the repository's files, without modules within it.
func copied(t *testing.T) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "gazette")
	list := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	list.Dir = "../.."
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	for path := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		if strings.HasPrefix(path, ".ci/release/") {
			continue
		}
		data, err := os.ReadFile(filepath.Join("../..", path))
		if os.IsNotExist(err) {
			continue // deleted, and not yet committed
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(to, path)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(to, path), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return to
}

func goIn(t *testing.T, dir string, env []string, args ...string) string {
	t.Helper()
	c := exec.Command("go", args...)
	c.Dir, c.Env = dir, append(os.Environ(), env...)
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// TestRenamed: after the script that sets where the project lives, everything
// builds, tests included, and strangers can `go install` it.
func TestRenamed(t *testing.T) {
	release(t) // asked for with the others
	tree := copied(t)
	goIn(t, tree, nil, "run", ".ci/rename/main.go", published)
	if bad, err := exec.Command("gofmt", "-l", tree).CombinedOutput(); err != nil || len(bad) > 0 {
		t.Errorf("not formatted: %v\n%s", err, bad)
	}
	if data, err := os.ReadFile(filepath.Join(tree, "internal/project/project.go")); err != nil || !strings.Contains(string(data), `Repository = "https://`+published+`"`) {
		t.Errorf("the repository is not set: %v\n%s", err, data)
	}
	// What go install does not compile, tests among it, at least is valid.
	goIn(t, tree, nil, "run", ".ci/types/main.go", runtime.GOOS+"/"+runtime.GOARCH)
	goIn(t, tree, nil, "test", "-vet=off", "-run", "TestLayers|TestPurity", ".")

	proxy, bin := t.TempDir(), t.TempDir()
	serve(t, tree, proxy)
	cache := goIn(t, tree, nil, "env", "GOMODCACHE")
	t.Cleanup(func() { forget(cache) })
	goIn(t, t.TempDir(), []string{
		"GOPROXY=file://" + proxy + ",file://" + cache + "/cache/download", "GOSUMDB=off", "GONOPROXY=none", "GOPRIVATE=", "GOBIN=" + bin,
		"GOFLAGS=-modcacherw -trimpath",
		"GODEBUG=goindex=0", // the index that an earlier run kept of this version knows other files
	}, "install", published+"/cmd/gazette@"+tag)
	program := filepath.Join(bin, "gazette")
	site := filepath.Join(t.TempDir(), "legal")
	run(t, program, "init", site)
	run(t, program, "-C", site, "build")
	if said := run(t, program, "version"); !strings.HasPrefix(said, "gazette 1.2.3 (go1.") {
		t.Error(said)
	}
}

// serve lays a module out as a proxy has it: https://go.dev/ref/mod#goproxy-protocol.
func serve(t *testing.T, tree, proxy string) {
	t.Helper()
	dir := filepath.Join(proxy, published, "@v")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile(filepath.Join(tree, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{tag + ".mod": string(mod), tag + ".info": `{"Version":"` + tag + `"}`, "list": tag + "\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.Create(filepath.Join(dir, tag+".zip"))
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(file)
	if err := zipTree(z, tree); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

func zipTree(z *zip.Writer, tree string) error {
	return filepath.WalkDir(tree, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(tree, path)
		w, err := z.Create(published + "@" + tag + "/" + filepath.ToSlash(rel))
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		if err == nil {
			_, err = w.Write(data)
		}
		return err
	})
}

// forget takes the module out of this machine's cache.
func forget(cache string) {
	_ = os.RemoveAll(filepath.Join(cache, "legal.example"))
	_ = os.RemoveAll(filepath.Join(cache, "cache/download/legal.example"))
}
