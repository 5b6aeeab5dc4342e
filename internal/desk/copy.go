package desk

import (
	"archive/zip"
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"gazette/internal/durable"
)

// copyOf gives the site with its drafts as an archive, for a colleague to open as files: whole, or not at all.
func (d *Desk) copyOf(w http.ResponseWriter, r *http.Request) {
	dir, err := durable.Aside()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer os.RemoveAll(dir)
	archive := filepath.Join(dir, "review.zip")
	if err := d.copied(r.Context(), filepath.Join(dir, "review"), archive); err != nil {
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	file, err := os.Open(archive)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer file.Close()
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", `attachment; filename="review.zip"`)
	http.ServeContent(w, r, "", time.Time{}, file)
}

// copied makes a copy in a folder, and an archive of it. Its turn is over before anybody downloads: that may take long.
func (d *Desk) copied(ctx context.Context, dir, archive string) error {
	end, err := d.alone(ctx)
	if err != nil {
		return err
	}
	defer end()
	if err := d.options.Work.Copy(dir); err != nil {
		return err
	}
	return packed(dir, archive)
}

// packed puts all files of a folder into an archive.
func packed(dir, archive string) error {
	file, err := os.Create(archive)
	if err != nil {
		return err
	}
	z := zip.NewWriter(file)
	return errors.Join(z.AddFS(os.DirFS(dir)), z.Close(), file.Close())
}

// alone waits for its turn to do what takes much time or memory: a build, a copy of the site, a run of pandoc. Such
// things are done one at a time, and whoever goes meanwhile waits no longer.
func (d *Desk) alone(ctx context.Context) (end func(), err error) {
	select {
	case d.turn <- struct{}{}:
		return func() { <-d.turn }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
