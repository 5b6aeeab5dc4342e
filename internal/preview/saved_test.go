package preview_test

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gazette/internal/assemble"
	"gazette/internal/cache"
	"gazette/internal/load"
	"gazette/internal/preview"
)

// busy is a site's folder on which somebody saves a text while it is read: at
// the n-th time that it is asked for something.
type busy struct {
	fs.FS
	asked *atomic.Int64
	at    int64
	save  func()
}

func (b busy) tick() {
	if b.asked.Add(1) == b.at {
		b.save()
	}
}

func (b busy) Open(p string) (fs.File, error) { b.tick(); return b.FS.Open(p) }

func (b busy) Stat(p string) (fs.FileInfo, error) { b.tick(); return fs.Stat(b.FS, p) }

func (b busy) ReadFile(p string) ([]byte, error) { b.tick(); return fs.ReadFile(b.FS, p) }

// TestServeSavedMeanwhile: a text that is saved at any moment of a preview's
// work leaves nothing in .cache that is not so. The new text is of the same
// size and time as the old one.
func TestServeSavedMeanwhile(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "content", "en", "terms.md")
	write := func(path, text string) {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(dir, "gazette.yaml"), "title: T\nbase_url: https://www.example.com/\ndefault_locale: en\nlocales: [en]\n")
	old := page("Terms", "en", "2024-01-01", "See [that](#that).")
	write(file, old)
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	save := func(text string) {
		write(file+".tmp", text)
		_ = os.Chtimes(file+".tmp", info.ModTime(), info.ModTime())
		if err := os.Rename(file+".tmp", file); err != nil {
			t.Error(err)
		}
	}
	layers := tableOf(t, dir, "2025-01-01").layers
	tree := layers.Site
	caches := func() load.Caches {
		kept := func(name string) *cache.Cache {
			b := cache.New(filepath.Join(dir, ".cache", name), "g")
			b.Clock = func(string) (time.Time, error) { return time.Now().Add(time.Hour), nil }
			return b
		}
		return load.Caches{Editions: kept("editions"), Hashes: kept("hashes"), Findings: kept("findings")}
	}
	moments := int64(10)
	for at := rand.Int64N(3); at <= moments; at += 1 + moments/30 {
		save(old)
		_ = os.RemoveAll(filepath.Join(dir, ".cache"))
		asked := new(atomic.Int64)
		layers.Site, layers.Caches = busy{tree, asked, at, func() { save(strings.Replace(old, "that", "this", 1)) }}, caches()
		p := preview.New(layers, on("2025-01-01"))
		p.Inspect(t.Context())
		_, _ = p.Now().Page("terms/")
		layers.Caches.Close()
		moments = max(moments, asked.Load())
		layers.Site, layers.Caches = tree, caches()
		warm := assemble.Check(load.Load(layers, on("2025-01-01"))).Sort()
		layers.Caches = load.Caches{}
		if cold := assemble.Check(load.Load(layers, on("2025-01-01"))).Sort(); !slices.Equal(warm, cold) {
			t.Errorf("saved at %d: with caches check finds\n%v\nand without\n%v", at, warm, cold)
		}
	}
	if moments < 11 {
		t.Errorf("only %d moments", moments)
	}
}
