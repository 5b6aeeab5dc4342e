package assemble

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"gazette"
	"gazette/i18n"
	"gazette/internal/fixture"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/settings"
)

var update = flag.Bool("update", false, "rewrite testdata/public")

// pinned is the day of every build here.
var pinned = notice.Date{Year: 2025, Month: 6, Day: 1}

// build makes a site in memory; a page's path gets the name of its file.
func build(t testing.TB, tree fs.FS) map[string][]byte {
	t.Helper()
	return buildOn(t, tree, pinned)
}

func buildOn(t testing.TB, tree fs.FS, day notice.Date) map[string][]byte {
	t.Helper()
	theme := fixture.Theme(t)
	s := load.Load(load.Layers{Site: tree, Theme: theme, Wording: i18n.Builtin()}, func(*settings.Config) notice.Date { return day })
	if s.Problems.Errors() {
		t.Fatal(s.Problems)
	}
	var out Memory
	rep, err := Run(s, &out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if rep.Problems.Errors() {
		t.Fatal(rep.Problems)
	}
	files := map[string][]byte{}
	for p, data := range out.Files {
		if p == "" || strings.HasSuffix(p, "/") {
			p += "index.html"
		}
		files[p] = data
	}
	return files
}

// hashed is the hash in the name of a file that pages load.
var hashed = regexp.MustCompile(`\.[0-9a-f]{12}\.(css|js|json)\b`)

// masked are files without the hashes in names: so a style sheet that changes does not change the golden of each page.
// That the names hold the hashes is what TestAssetNames asks.
func masked(t *testing.T, files map[string][]byte) map[string][]byte {
	t.Helper()
	out := make(map[string][]byte, len(files))
	for p, data := range files {
		name := hashed.ReplaceAllString(p, ".HASH.$1")
		if out[name] != nil {
			t.Errorf("two files are %s without their hashes", name)
		}
		out[name] = hashed.ReplaceAll(data, []byte(".HASH.$1"))
	}
	return out
}

// TestAssetNames: each hash in a name is that of a file which is made, and of what that holds.
func TestAssetNames(t *testing.T) {
	files, named := build(t, os.DirFS("testdata/site")), 0
	whole := regexp.MustCompile(`[\w./-]+\.[0-9a-f]{12}\.(?:css|js|json)\b`)
	for p, data := range files {
		if m := hashed.FindString(p); m != "" {
			if sum := sha256.Sum256(data); m[1:13] != hex.EncodeToString(sum[:])[:12] {
				t.Errorf("%s is not the name of what it holds", p)
			}
		}
		for _, name := range whole.FindAllString(string(data), -1) {
			if at := strings.Index(name, "assets/"); at >= 0 && files[name[at:]] == nil {
				t.Errorf("%s names %s, which is not made", p, name)
			}
			named++
		}
	}
	if named < 50 {
		t.Errorf("pages name %d files by their hashes", named)
	}
}

// TestGolden compares a small site, byte for byte but for the hashes in names, with testdata/public. After
// a change of templates or wording, run the test with -update and review the
// difference as the readers' pages that it is.
func TestGolden(t *testing.T) {
	got := masked(t, build(t, os.DirFS("testdata/site")))
	const dir = "testdata/public"
	if *update {
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		for p, data := range got {
			full := filepath.Join(dir, filepath.FromSlash(p))
			if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(full, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	want := read(t, os.DirFS(dir))
	for _, p := range slices.Sorted(maps.Keys(want)) {
		if got[p] == nil {
			t.Errorf("%s is no longer made", p)
		}
	}
	for _, p := range slices.Sorted(maps.Keys(got)) {
		if !bytes.Equal(got[p], want[p]) {
			t.Errorf("%s differs:\n%s", p, firstDifference(want[p], got[p]))
		}
	}
}

// firstDifference shows the first line in which two files differ.
func firstDifference(want, got []byte) string {
	w, g := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for i := range max(len(w), len(g)) {
		a, b := "(no such line)", "(no such line)"
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			b = g[i]
		}
		if a != b {
			return "- " + a + "\n+ " + b
		}
	}
	return ""
}

func read(t testing.TB, fsys fs.FS) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[p], err = fs.ReadFile(fsys, p)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestSameInputSameBytes builds the sample from folders whose files were made
// in different orders, on one core and on several.
func TestSameInputSameBytes(t *testing.T) {
	before := runtime.GOMAXPROCS(0)
	t.Cleanup(func() { runtime.GOMAXPROCS(before) })
	sample := read(t, gazette.Starter())
	var first map[string][]byte
	for _, cores := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(cores)
		got := build(t, os.DirFS(shuffled(t, sample)))
		if first == nil {
			first = got
		}
		if len(got) != len(first) {
			t.Errorf("%d cores: %d files, not %d", cores, len(got), len(first))
		}
		for p := range got {
			if !bytes.Equal(got[p], first[p]) {
				t.Errorf("%d cores: %s differs:\n%s", cores, p, firstDifference(first[p], got[p]))
			}
		}
	}
}

// shuffled writes files in an order of chance into a new folder.
func shuffled(t *testing.T, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	paths := slices.Sorted(maps.Keys(files))
	rand.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
	for _, p := range paths {
		full := filepath.Join(dir, filepath.FromSlash(p))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, files[p], 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestNoFileIsWrittenTwice: no two pages share an address, and no page's
// folder is another page's file.
func TestNoFileIsWrittenTwice(t *testing.T) {
	theme := fixture.Theme(t)
	s := load.Load(load.Layers{Site: gazette.Starter(), Theme: theme, Wording: i18n.Builtin()}, func(*settings.Config) notice.Date { return pinned })
	sink := &once{seen: map[string]int{}}
	if _, err := Run(s, sink, Options{}); err != nil {
		t.Fatal(err)
	}
	for p, n := range sink.seen {
		if n > 1 {
			t.Errorf("%s is written %d times", p, n)
		}
		for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
			if sink.seen[dir] > 0 {
				t.Errorf("%s is a file and the folder of %s", dir, p)
			}
		}
	}
}

// once counts how often a file is written.
type once struct {
	Memory
	seen map[string]int
}

func (o *once) Write(_, p string, _ []byte) error {
	if p == "" || strings.HasSuffix(p, "/") {
		p += "index.html"
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.seen[p]++
	return nil
}
