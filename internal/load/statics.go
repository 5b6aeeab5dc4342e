package load

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gazette/internal/leftover"
	"gazette/internal/site"
	"gazette/internal/source"
)

// Statics are the files under static/, which are published as they are.
type Statics struct {
	Files   []string          // by their paths there, sorted
	Printed map[string]string // of PDFs: which texts they hold
	folders map[string]bool
}

// Has reports whether a file or a folder stands at a path under static/.
func (s Statics) Has(p string) bool {
	p = path.Clean(p)
	_, file := slices.BinarySearch(s.Files, p)
	return file || p == "." || s.folders[p]
}

// File reports whether a file stands at a path under static/.
func (s Statics) File(p string) bool {
	_, ok := slices.BinarySearch(s.Files, p)
	return ok
}

// readStatics lists the files under static/, but for those that systems and editors leave there. Each is opened, so
// that what cannot be read is found before anything is published.
func readStatics(fsys fs.FS) (s Statics, ps source.Problems) {
	s = Statics{Printed: map[string]string{}, folders: map[string]bool{}}
	err := fs.WalkDir(fsys, "static", func(p string, d fs.DirEntry, err error) error {
		name := strings.TrimPrefix(p, "static/")
		switch {
		case errors.Is(err, fs.ErrNotExist) && p == "static":
			return fs.SkipAll
		case err != nil:
			ps = append(ps, source.Unreadable(p, err))
		case d.IsDir():
			s.folders[name] = true
		case leftover.Is(d.Name()):
		default:
			ps = append(ps, s.add(fsys, p, name, d)...)
		}
		return nil
	})
	if err != nil {
		ps = append(ps, source.Unreadable("static", err))
	}
	slices.Sort(s.Files)
	return s, ps
}

// add takes one file.
func (s *Statics) add(fsys fs.FS, p, name string, d fs.DirEntry) source.Problems {
	if linked, bad := linkedFolder(fsys, p, d); linked {
		return source.Problems{bad}
	}
	f, _, err := source.Open(fsys, p)
	if err != nil {
		return source.Problems{source.Unreadable(p, err)}
	}
	defer f.Close()
	s.Files = append(s.Files, name)
	if ok, _ := path.Match(site.PDFFolder+"*/*.pdf", name); ok {
		if text := labelIn(f).Text; text != "" {
			s.Printed[name] = text
		}
	}
	return nil
}
