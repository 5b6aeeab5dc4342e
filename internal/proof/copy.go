// Package proof checks what a site has published against its sealed log: from a copy of the site and a public key
// alone, without its settings and without trusting anything that the copy says of itself.
package proof

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"gazette/internal/source"
)

// Copy is what is checked: a folder, a bundle, or a site on the web.
type Copy interface {
	// ReadFile reads a file, by its path in the copy. One that is not there is an error that is fs.ErrNotExist.
	ReadFile(name string) ([]byte, error)
	// Files lists the files below a folder; ok is false where that cannot be known, as on the web.
	Files(dir string) (names []string, ok bool)
}

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

// Web is a copy on the web, below an address that ends in a slash.
type Web struct {
	Context context.Context
	Client  *http.Client
	Base    string
}

// pageLimit is how large a file of a site may be.
const pageLimit = 64 << 20

// ReadFile fetches a file. A page's file is asked for by its address.
func (w Web) ReadFile(name string) ([]byte, error) {
	address := w.Base + (&url.URL{Path: strings.TrimSuffix(name, "index.html")}).EscapedPath()
	if !strings.HasSuffix(name, "/index.html") && name != "index.html" {
		address = w.Base + (&url.URL{Path: name}).EscapedPath()
	}
	ctx, cancel := context.WithTimeout(w.Context, time.Minute)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	resp, err := w.Client.Do(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	switch resp.StatusCode {
	case http.StatusOK:
		return io.ReadAll(io.LimitReader(resp.Body, pageLimit))
	case http.StatusNotFound, http.StatusGone:
		return nil, fs.ErrNotExist
	}
	return nil, fmt.Errorf("%s answers %s", address, resp.Status)
}

// Files cannot be listed on the web.
func (w Web) Files(string) ([]string, bool) { return nil, false }

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
