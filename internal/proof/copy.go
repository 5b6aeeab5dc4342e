// Package proof checks what a site has published against its sealed log: from a copy of the site and a public key
// alone, without its settings and without trusting anything that the copy says of itself.
package proof

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"gazette/internal/proof/bundle"
	"gazette/internal/source"
)

// Copy is what is checked: a folder, a bundle, or a site on the web.
type Copy interface {
	// ReadFile reads a file, by its path in the copy. One that is not there is an error that is fs.ErrNotExist.
	ReadFile(name string) ([]byte, error)
	// Files lists the files below a folder; ok is false where that cannot be known, as on the web.
	Files(dir string) (names []string, ok bool)
}

// pageLimit is how large a file of a site may be.
const pageLimit = 64 << 20

// Folder is a copy on disk, or in an archive. It may come from a stranger: what a file of it claims to be is looked at
// before it is read.
type Folder struct{ fs.FS }

// ReadFile reads a file.
func (f Folder) ReadFile(name string) ([]byte, error) {
	limit := int64(pageLimit)
	if strings.HasSuffix(name, ".jsonl") { // the change log, receipts
		limit = source.MaxLog
	}
	return source.Bytes(f.FS, path.Clean(name), limit)
}

// Files lists the files below a folder.
func (f Folder) Files(dir string) (names []string, ok bool) {
	_ = fs.WalkDir(f.FS, path.Clean(dir), func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, p)
		}
		return nil
	})
	return names, true
}

// Files is a copy in memory, by path.
type Files map[string][]byte

// ReadFile returns a file.
func (f Files) ReadFile(name string) ([]byte, error) {
	data, ok := f[name]
	switch {
	case !ok:
		return nil, fs.ErrNotExist
	case len(data) > pageLimit:
		return nil, fmt.Errorf("%s has more than %d bytes", name, pageLimit)
	}
	return data, nil
}

// Files lists the files below a folder.
func (f Files) Files(dir string) (names []string, ok bool) {
	for name := range f {
		if dir == "." || strings.HasPrefix(name, path.Clean(dir)+"/") {
			names = append(names, name)
		}
	}
	return names, true
}

// IsBundle reports whether a copy is a bundle that was unpacked.
func IsBundle(c Copy) bool {
	_, err := c.ReadFile(bundle.ProofFile)
	return err == nil || !errors.Is(err, fs.ErrNotExist)
}

// place is where a copy keeps what is checked.
type place struct {
	log   string // folder of the log, ending in a slash
	pages string // folder of the pages, ending in a slash or ""; only if hasPages

	hasPages bool
	archive  bool // the copy is a site's own folder, with its archive
}

// find looks for the log: in a site's own folder, then in a published copy, as near to its top as it stands.
func find(c Copy) (place, error) {
	if _, err := c.ReadFile("archive/evidence/checkpoint"); err == nil {
		p := place{log: "archive/evidence/", archive: true, pages: "public/"}
		names, _ := c.Files("public")
		p.hasPages = len(names) > 0
		return p, nil
	}
	names, listed := c.Files(".")
	if !listed {
		return findOnWeb(c)
	}
	best := ""
	for _, n := range names {
		if (n == "evidence/checkpoint" || strings.HasSuffix(n, "/evidence/checkpoint")) &&
			(best == "" || strings.Count(n, "/") < strings.Count(best, "/")) {
			best = n
		}
	}
	if best == "" {
		return place{}, errNoLog
	}
	return place{log: strings.TrimSuffix(best, "checkpoint"), hasPages: true}, nil
}

var errNoLog = errors.New("holds no sealed log (a file evidence/checkpoint)")

// findOnWeb looks below the address that was given.
func findOnWeb(c Copy) (place, error) {
	_, err := c.ReadFile("evidence/checkpoint")
	if errors.Is(err, fs.ErrNotExist) {
		err = errNoLog
	}
	return place{log: "evidence/", hasPages: true}, err
}
