package cache

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// opened opens the cache of a test.
func opened(t *testing.T, file, generation string) *Cache {
	t.Helper()
	c := New(file, generation)
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func written(t *testing.T, notes ...[3]string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "cache", "cache.txt")
	c := opened(t, file, "g1")
	for _, n := range notes {
		c.Remember(n[0], n[1], n[2])
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	return file
}

func expect(t *testing.T, c *Cache, name, key, answer string, ok bool) {
	t.Helper()
	if got, known := c.Recall(name, key); got != answer || known != ok {
		t.Errorf("Recall(%q, %q) = %q, %t; want %q, %t", name, key, got, known, answer, ok)
	}
}

func TestAnAnswerHoldsForItsKey(t *testing.T) {
	file := written(t, [3]string{"a", "k", "one\ttwo"}, [3]string{"b", "k", ""})
	c := opened(t, file, "g1")
	expect(t, c, "a", "k", "one\ttwo", true)
	expect(t, c, "b", "k", "", true)
	expect(t, c, "a", "other", "", false)
	expect(t, c, "c", "k", "", false)
}

func TestAnAnswerOfThisRunHoldsToo(t *testing.T) {
	c := opened(t, written(t, [3]string{"a", "k", "1"}), "g1")
	c.Remember("a", "l", "2")
	c.Remember("b", "k", "3")
	expect(t, c, "a", "l", "2", true)
	expect(t, c, "b", "k", "3", true)
	expect(t, c, "a", "m", "", false)
}

func TestACacheOfAnotherProgramIsEmpty(t *testing.T) {
	expect(t, opened(t, written(t, [3]string{"a", "k", "1"}), "g2"), "a", "k", "", false)
}

func TestADamagedBookIsEmpty(t *testing.T) {
	file := written(t, [3]string{"a", "k", "1"}, [3]string{"b", "k", "2"})
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for at := range whole {
		for _, damaged := range [][]byte{whole[:at], append(append(append([]byte{}, whole[:at]...), whole[at]^1), whole[at+1:]...)} {
			if err := os.WriteFile(file, damaged, 0o600); err != nil {
				t.Fatal(err)
			}
			c := New(file, "g1")
			if answer, ok := c.Recall("a", "k"); ok {
				t.Fatalf("damaged at byte %d it says %q", at, answer)
			}
		}
	}
}

func TestWhatNobodyAsksForGoes(t *testing.T) {
	file := written(t, [3]string{"a", "k", "1"}, [3]string{"b", "k", "2"})
	c := New(file, "g1")
	expect(t, c, "a", "k", "1", true)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	c = opened(t, file, "g1")
	expect(t, c, "a", "k", "1", true)
	expect(t, c, "b", "k", "", false)
}

func TestALineEndIsNotKept(t *testing.T) {
	file := written(t, [3]string{"a", "k", "1\n2"}, [3]string{"b\tc", "k", "1"}, [3]string{"d", "k", "fine"})
	c := opened(t, file, "g1")
	expect(t, c, "a", "k", "", false)
	expect(t, c, "b\tc", "k", "", false)
	expect(t, c, "d", "k", "fine", true)
}

func TestACacheThatWasNotNeededIsNotWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "cache", "cache.txt")
	if err := New(file, "g").Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Dir(file)); err == nil {
		t.Error("its folder was made")
	}
}

func TestNothingIsLeftBeside(t *testing.T) {
	left, err := os.ReadDir(filepath.Dir(written(t, [3]string{"a", "k", "1"})))
	if err != nil || len(left) != 1 {
		t.Errorf("%v %v", left, err)
	}
}

func TestACacheThatCannotBeKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c := opened(t, filepath.Join(file, "cache.txt"), "g")
	c.Remember("a", "k", "1")
	expect(t, c, "a", "k", "", false)
	var none *Cache
	none.Remember("a", "k", "1")
	expect(t, none, "a", "k", "", false)
	if _, ok := none.Stamp(nil); ok || none.Close() != nil {
		t.Error("no cache has a say")
	}
}

// A file that was written a moment ago may be written again without its time
// changing: only its bytes tell.
func TestAFreshFileHasNoStamp(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "text.md")
	if err := os.WriteFile(file, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := opened(t, filepath.Join(dir, "cache.txt"), "g")
	stamp := func() (string, bool) {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		return c.Stamp(info)
	}
	if _, ok := stamp(); ok {
		t.Error("a fresh file has a stamp")
	}
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(file, old, old); err != nil {
		t.Fatal(err)
	}
	if _, ok := stamp(); ok {
		t.Error("a file whose times were set a moment ago has a stamp")
	}
	c = opened(t, filepath.Join(dir, "cache.txt"), "g")
	c.Clock = func(string) (time.Time, error) { return time.Now().Add(time.Hour), nil }
	first, ok := stamp()
	if !ok || !strings.HasPrefix(first, "4 ") {
		t.Errorf("the stamp is %q, %t", first, ok)
	}
	if err := os.Chtimes(file, old, old.Add(time.Nanosecond)); err != nil {
		t.Fatal(err)
	}
	if second, _ := stamp(); second == first {
		t.Error("another time has the same stamp")
	}
}
