package preview_test

import (
	"context"
	"io/fs"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"gazette/i18n"
	"gazette/internal/fixture"
	"gazette/internal/load"
	"gazette/internal/preview"
)

// trap is a tree in which reading one file panics, once it is set.
type trap struct {
	fs.FS
	file string
	set  atomic.Bool
}

func (f *trap) ReadFile(name string) ([]byte, error) {
	if f.set.Load() && name == f.file {
		panic("a trap")
	}
	return fs.ReadFile(f.FS, name)
}

// TestServeFault: a fault in the work on one notice keeps neither the inspection of
// the others nor their pages from being made, and is told.
func TestServeFault(t *testing.T) {
	const file = "content/en/cookies.md"
	tree := &trap{FS: os.DirFS(sample(t)), file: file}
	theme := fixture.Theme(t)
	p := preview.New(load.Layers{Site: tree, Theme: theme, Wording: i18n.Builtin()}, on("2026-11-23"))
	tree.set.Store(true)
	p.Inspect(context.Background())
	if told := p.Now().Problems.Error(); !strings.Contains(told, file+": cannot be worked on, by a fault of gazette") {
		t.Errorf("the preview tells %q", told)
	}
	if _, err := p.Now().Page("legal/cookies/"); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("the page of the notice: %v", err)
	}
	if data, err := p.Now().Page("legal/imprint/"); err != nil || len(data) == 0 {
		t.Errorf("the page of another notice: %v", err)
	}
	tree.set.Store(false)
	p.Update([]string{file})
	if data, err := p.Now().Page("legal/cookies/"); err != nil || len(data) == 0 {
		t.Errorf("the page of the notice, once it can be made: %v", err)
	}
}
