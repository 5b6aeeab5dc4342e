package load

import (
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"gazette/internal/rule"
)

// shut is a tree with a folder and a file that nobody may read.
type shut struct{ fstest.MapFS }

func (s shut) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == "static/closed" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return s.MapFS.ReadDir(name)
}

func (s shut) Open(name string) (fs.File, error) {
	if name == "static/secret.txt" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return s.MapFS.Open(name)
}

// TestStatics: a folder that cannot be read is no empty one, and a file that
// cannot be read is not left out in silence.
func TestStatics(t *testing.T) {
	tree := shut{fstest.MapFS{"static/logo.svg": {}, "static/closed/a.txt": {}, "static/secret.txt": {}, "static/pipe": {Mode: fs.ModeNamedPipe}, "static/a/b.txt": {}}}
	s, ps := readStatics(tree)
	if want := []string{"a/b.txt", "logo.svg"}; !slices.Equal(s.Files, want) {
		t.Errorf("files: %v", s.Files)
	}
	var accused []string
	for _, p := range ps {
		if p.Severity != rule.Error {
			t.Errorf("%+v", p)
		}
		accused = append(accused, p.File)
	}
	if want := []string{"static/closed", "static/pipe", "static/secret.txt"}; !slices.Equal(accused, want) {
		t.Errorf("accused: %v", accused)
	}
	if !s.Has("a") || !s.Has("logo.svg") || s.Has("secret.txt") || s.Has("nothing") {
		t.Error("Has is wrong")
	}
	if s, ps := readStatics(fstest.MapFS{}); len(s.Files)+len(ps) > 0 {
		t.Errorf("a site without static/: %v %v", s, ps)
	}
}
