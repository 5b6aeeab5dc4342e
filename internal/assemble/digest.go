package assemble

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"gazette/internal/publish"
)

// Digest is a Sink that keeps what each file is, not its bytes.
type Digest struct {
	mu   sync.Mutex
	sums map[string][32]byte
}

// Recall recalls nothing: a digest is made of every byte.
func (d *Digest) Recall(string, string) ([]byte, bool) { return nil, false }

// Remember does nothing.
func (d *Digest) Remember(string, string, []byte) {}

// Write notes a file.
func (d *Digest) Write(_, p string, data []byte) error {
	d.note(p, sha256.Sum256(data))
	return nil
}

// Copy notes a file.
func (d *Digest) Copy(_, p string, open func() (io.ReadCloser, error)) error {
	sum, err := sumOf(open())
	d.note(p, sum)
	return err
}

func (d *Digest) note(p string, sum [32]byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.sums == nil {
		d.sums = map[string][32]byte{}
	}
	d.sums[publish.FileOf(p)] = sum
}

// sumOf is the SHA-256 of what a reader gives.
func sumOf(in io.ReadCloser, err error) (sum [32]byte, _ error) {
	if err != nil {
		return sum, err
	}
	h := sha256.New()
	_, err = io.Copy(h, in)
	h.Sum(sum[:0])
	return sum, errors.Join(err, in.Close())
}

// Difference is what a new output changes in an old one. Paths are files,
// sorted.
type Difference struct {
	Added, Changed, Removed []string
	Unchanged               int
}

// Against compares the output with an earlier one.
func (d *Digest) Against(old fs.FS) (Difference, error) {
	var diff Difference
	seen := map[string]bool{publish.Marker: true}
	err := fs.WalkDir(old, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || p == publish.Marker {
			return err
		}
		sum, still := d.sums[p]
		seen[p] = true
		if !still {
			diff.Removed = append(diff.Removed, p)
			return nil
		}
		there, err := sumOf(old.Open(p))
		if err == nil && there == sum {
			diff.Unchanged++
		} else if err == nil {
			diff.Changed = append(diff.Changed, p)
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return diff, err
	}
	for p := range d.sums {
		if !seen[p] {
			diff.Added = append(diff.Added, p)
		}
	}
	slices.Sort(diff.Added)
	return diff, nil
}

// PagesOf keeps the paths that people open.
func PagesOf(paths []string) []string {
	return slices.DeleteFunc(slices.Clone(paths),
		func(p string) bool { return path.Ext(p) != ".html" || strings.HasPrefix(p, ".") })
}
