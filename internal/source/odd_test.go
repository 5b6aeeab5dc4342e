package source_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"gazette/internal/source"
)

// opened is a tree in which nothing may be opened.
type opened struct {
	fstest.MapFS
	t *testing.T
}

func (o opened) Stat(p string) (fs.FileInfo, error) { return o.MapFS.Stat(p) }

func (o opened) Open(p string) (fs.File, error) {
	o.t.Errorf("%s was opened", p)
	return o.MapFS.Open(p)
}

func (o opened) ReadFile(p string) ([]byte, error) {
	o.t.Errorf("%s was read", p)
	return o.MapFS.ReadFile(p)
}

// TestReadOdd: what is no file, or too large, is refused before it is opened.
func TestReadOdd(t *testing.T) {
	tree := opened{fstest.MapFS{
		"pipe":   {Mode: fs.ModeNamedPipe},
		"zero":   {Mode: fs.ModeDevice | fs.ModeCharDevice},
		"folder": {Mode: fs.ModeDir},
		"large":  {Data: []byte(strings.Repeat("x", source.MaxSize+1))},
	}, t}
	for _, p := range []string{"pipe", "zero", "folder", "large"} {
		if f, ps := source.Read(tree, p); !ps.Errors() || f.Data != nil {
			t.Errorf("%s: %v", p, ps)
		}
	}
}
