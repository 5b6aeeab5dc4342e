package manuscript

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// texts draws a text of few different lines, so that lines repeat.
func texts() *rapid.Generator[string] {
	return rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]string{"one\n", "two\n", "three\n", "\n", "four", "five\n"}), 0, 14), func(lines []string) string {
		return strings.Join(lines, "")
	})
}

// TestMergeLaws: what only one has changed is taken, what both have changed alike is taken, and neither comes first.
func TestMergeLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, mine, theirs := texts().Draw(t, "base"), texts().Draw(t, "mine"), texts().Draw(t, "theirs")
		for _, c := range [][4]string{{base, mine, base, mine}, {base, base, theirs, theirs}, {base, mine, mine, mine}} {
			if got, clean := Merge(c[0], c[1], c[2]); !clean || got != c[3] {
				t.Fatalf("Merge(%q, %q, %q) = %q, %v; want %q", c[0], c[1], c[2], got, clean, c[3])
			}
		}
		one, clean := Merge(base, mine, theirs)
		two, also := Merge(base, theirs, mine)
		if clean != also || one != two {
			t.Fatalf("%q %v, and the other way round %q %v", one, clean, two, also)
		}
	})
}

// TestMatches: what is said to match does, and its order is kept.
func TestMatches(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := linesOf(texts().Draw(t, "a")), linesOf(texts().Draw(t, "b"))
		last := -1
		for i, at := range matches(a, b) {
			if at < 0 {
				continue
			}
			if at <= last || a[i] != b[at] {
				t.Fatalf("line %d of %q is said to be line %d of %q", i, a, at, b)
			}
			last = at
		}
	})
}

func TestMerge(t *testing.T) {
	const base = "# Title\n\nOne.\n\nTwo.\n\nThree.\n"
	for _, c := range []struct{ name, mine, theirs, want string }{
		{"apart", "# Title\n\nOne, mine.\n\nTwo.\n\nThree.\n", "# Title\n\nOne.\n\nTwo.\n\nThree, theirs.\n", "# Title\n\nOne, mine.\n\nTwo.\n\nThree, theirs.\n"},
		{"an insertion and a deletion", "# Title\n\nNew.\n\nOne.\n\nTwo.\n\nThree.\n", "# Title\n\nOne.\n\nThree.\n", "# Title\n\nNew.\n\nOne.\n\nThree.\n"},
		{"the same line", "# Title\n\nOne, mine.\n\nTwo.\n\nThree.\n", "# Title\n\nOne, theirs.\n\nTwo.\n\nThree.\n", ""},
		{"lines that touch", "# Mine\n\nOne.\n\nTwo.\n\nThree.\n", "# Title\nTheirs\nOne.\n\nTwo.\n\nThree.\n", ""},
		{"two insertions at one place", base + "Mine.\n", base + "Theirs.\n", ""},
	} {
		got, clean := Merge(base, c.mine, c.theirs)
		if got != c.want || clean != (c.want != "") {
			t.Errorf("%s: %q, %v", c.name, got, clean)
		}
	}
}

// folder is a site with one text.
func folder(t *testing.T, text string) (*Folder, string) {
	t.Helper()
	dir := t.TempDir()
	if err := errors.Join(os.MkdirAll(filepath.Join(dir, "content/en"), 0o755), os.WriteFile(filepath.Join(dir, "content/en/a.md"), []byte(text), 0o640)); err != nil {
		t.Fatal(err)
	}
	return New(dir), dir
}

const file = "content/en/a.md"

func TestSave(t *testing.T) {
	f, dir := folder(t, "\uFEFFone\r\n\r\ntwo\r\n")
	was, err := f.Read(file)
	if err != nil || was.Data != "one\n\ntwo\n" {
		t.Fatal(was, err)
	}
	now, err := f.Save(file, was.Hash, was.Data, "one\n\nthree\n")
	if err != nil || now.Hash != HashOf("one\n\nthree\n") {
		t.Fatal(now, err)
	}
	full := filepath.Join(dir, file)
	if data, _ := os.ReadFile(full); string(data) != "\uFEFFone\r\n\r\nthree\r\n" {
		t.Errorf("line ends and mark were not kept: %q", data)
	}
	if info, _ := os.Stat(full); info.Mode().Perm() != 0o640 {
		t.Errorf("the mode is %v", info.Mode())
	}
	if entries, _ := os.ReadDir(filepath.Dir(full)); len(entries) != 1 {
		t.Errorf("something was left: %v", entries)
	}
}

// TestConflict: a text that was changed meanwhile is never overwritten.
func TestConflict(t *testing.T) {
	f, dir := folder(t, "one\n\ntwo\n")
	was, _ := f.Read(file)
	if err := os.WriteFile(filepath.Join(dir, file), []byte("one\n\ntheirs\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var c *Conflict
	for _, s := range []struct {
		base, mine, merged string
		clean              bool
	}{
		{was.Data, "mine\n\ntwo\n", "mine\n\ntheirs\n", true},
		{was.Data, "one\n\nmine\n", "", false},
		{"", "mine\n\ntwo\n", "", false},
		{"another base", "mine\n\ntwo\n", "", false},
	} {
		if _, err := f.Save(file, was.Hash, s.base, s.mine); !errors.As(err, &c) || c.Theirs.Data != "one\n\ntheirs\n" || c.Merged != s.merged || c.Clean != s.clean {
			t.Errorf("%q: %v", s.mine, err)
		}
	}
	if _, err := f.Save(file, was.Hash, was.Data, "one\n\ntheirs\n"); err != nil {
		t.Errorf("the same text is no conflict: %v", err)
	}
	if err := f.Remove(file, was.Hash); !errors.As(err, &c) {
		t.Errorf("removed although it changed: %v", err)
	}
	if data, _ := os.ReadFile(filepath.Join(dir, file)); string(data) != "one\n\ntheirs\n" {
		t.Errorf("the file holds %q", data)
	}
}

// TestTwoWriters: of writers that save at once, each on what it read, every one's line is there in the end.
func TestTwoWriters(t *testing.T) {
	f, _ := folder(t, "1\n\n2\n\n3\n\n4\n\n5\n\n6\n\n7\n\n8\n")
	start, _ := f.Read(file)
	var wg sync.WaitGroup
	for _, n := range []string{"1", "3", "5", "7"} {
		wg.Go(func() {
			base := start
			mine := strings.Replace(start.Data, n+"\n", n+" mine\n", 1)
			for {
				now, err := f.Save(file, base.Hash, base.Data, mine)
				var c *Conflict
				if !errors.As(err, &c) {
					if err != nil || now.Data != mine {
						t.Error(err)
					}
					return
				}
				if !c.Clean {
					t.Error("a change of another line does not merge")
					return
				}
				base, mine = c.Theirs, c.Merged
			}
		})
	}
	wg.Wait()
	if got, _ := f.Read(file); got.Data != "1 mine\n\n2\n\n3 mine\n\n4\n\n5 mine\n\n6\n\n7 mine\n\n8\n" {
		t.Errorf("%q", got.Data)
	}
}

func TestCreate(t *testing.T) {
	f, _ := folder(t, "one\n")
	if _, err := f.Create(file, "two\n"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("replaced a file: %v", err)
	}
	if _, err := f.Create("content/de/a.md", "zwei\n"); err != nil {
		t.Error(err)
	}
	if got, err := f.Read("content/de/a.md"); err != nil || got.Data != "zwei\n" {
		t.Error(got, err)
	}
}

// TestAllowed: nothing is read or written but working texts.
func TestAllowed(t *testing.T) {
	f, dir := folder(t, "one\n")
	for _, name := range []string{"", ".", "/etc/passwd", "content/en/../../gazette.yaml", "gazette.yaml", "archive/a/2026-01-01/en.md", "content/en/a.txt", "content/en/.a.md",
		"content/.en/a.md", "content/en/b/a.md", "content//a.md", `content\en\a.md`, "content/en/a.md/", "./content/en/a.md", "content/en/A B.md", "content/en/a@b.md", "content/en/a.md\x00", "content/EN!/a.md",
		"content/en/C:a.md", "content/en/con.md"} {
		if _, err := f.Read(name); err == nil {
			t.Errorf("%q was read", name)
		}
		if _, err := f.Create(name, "x\n"); err == nil {
			t.Errorf("%q was written", name)
		}
		if _, err := f.Save(name, "", "", "x\n"); err == nil {
			t.Errorf("%q was saved", name)
		}
	}
	for _, bad := range []string{"\xff", "a\x00b"} {
		if _, err := f.Create("content/en/b.md", bad); err == nil {
			t.Errorf("%q was written", bad)
		}
	}
	outside := filepath.Join(t.TempDir(), "x.md")
	if err := errors.Join(os.WriteFile(outside, []byte("out\n"), 0o644), os.Symlink(outside, filepath.Join(dir, "content/en/link.md")),
		os.Symlink(filepath.Dir(outside), filepath.Join(dir, "content/de"))); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	for _, name := range []string{"content/en/link.md", "content/de/x.md"} {
		if _, err := f.Read(name); err == nil {
			t.Errorf("%s was read", name)
		}
		if _, err := f.Save(name, HashOf("out\n"), "out\n", "in\n"); err == nil {
			t.Errorf("%s was saved", name)
		}
	}
	if _, err := f.Create("content/de/new.md", "in\n"); err == nil {
		t.Error("a text was made through a link")
	}
	if data, _ := os.ReadFile(outside); string(data) != "out\n" {
		t.Errorf("the file outside holds %q", data)
	}
}

// TestCreateThere: what is there is not replaced, and the error names it as its author knows it.
func TestCreateThere(t *testing.T) {
	root := t.TempDir()
	f := New(root)
	if _, err := f.Create("content/en/a.md", "first\n"); err != nil {
		t.Fatal(err)
	}
	_, err := f.Create("content/en/a.md", "second\n")
	if !errors.Is(err, fs.ErrExist) || strings.Contains(err.Error(), root) || !strings.Contains(err.Error(), "content/en/a.md") {
		t.Errorf("error %v", err)
	}
	if got, _ := f.Read("content/en/a.md"); got.Data != "first\n" {
		t.Errorf("it says %q", got.Data)
	}
}
