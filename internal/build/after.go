package build

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"gazette/internal/history"
	"gazette/internal/notice"
	"gazette/internal/publish"
	"gazette/internal/site"
)

// After returns the sources as they will be once the steps are recorded, so
// that their output can be made before anything is written.
func After(s *Sources, steps []history.Step) *Sources {
	after := *s
	log := *s.Log
	log.Changes = slices.Clone(s.Log.Changes)
	after.Editions = slices.Clone(s.Editions)
	for _, step := range steps {
		log.Changes = append(log.Changes, step.Change)
		for _, shot := range step.Snapshots {
			after.Editions = append(after.Editions, s.snapshot(shot)...)
		}
	}
	slices.SortStableFunc(log.Changes, notice.CompareChanges)
	after.Log = &log
	after.Site, _ = site.Link(s.Site.Config, after.Editions, log.ByNotice(), s.Site.Day, statics(s.Layers.Site))
	return &after
}

// snapshot is the edition that recording a text adds to the archive. It is
// never read from its path: it is the same text as the working one, which is set first.
func (s *Sources) snapshot(shot history.Snapshot) []*notice.Edition {
	for _, e := range s.Editions {
		if e.Path != shot.From {
			continue
		}
		pl, _ := placeOf(shot.To)
		recorded := *e
		recorded.Origin, recorded.Path, recorded.Revision = notice.Archive, shot.To, pl.revision
		return []*notice.Edition{&recorded}
	}
	return nil
}

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
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.sums == nil {
		d.sums = map[string][32]byte{}
	}
	d.sums[publish.FileOf(p)] = sha256.Sum256(data)
	return nil
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
		data, err := fs.ReadFile(old, p)
		if err == nil && sha256.Sum256(data) == sum {
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
	return slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return path.Ext(p) != ".html" || strings.HasPrefix(p, ".") })
}
