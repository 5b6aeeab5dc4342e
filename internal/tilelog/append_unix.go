//go:build unix

package tilelog

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/transparency-dev/tessera"
	"github.com/transparency-dev/tessera/storage/posix"
	"golang.org/x/mod/sumdb/note"
	"k8s.io/klog/v2"
)

// Append adds leaves to the log in a folder, in their order, and signs a checkpoint over all of it. before is the
// checkpoint that stands there, verified; the zero value means that there is no log yet.
//
// The checkpoint is the commit point. Tiles are written and synced before it, each under its final name in one step.
// Killed anywhere, the folder holds the old checkpoint or a new one, and every tile that it needs; the next call writes
// the same tiles again. So what tessera keeps in .state is made anew from the checkpoint each time: a clone without it,
// or one that is ahead of the checkpoint, does no harm.
//
// The caller keeps other writers away.
func Append(ctx context.Context, dir string, before Checkpoint, signers []note.Signer,
	leaves [][]byte) ([]byte, error) {
	if err := Tidy(dir); err != nil {
		return nil, err
	}
	if err := writeState(dir, before); err != nil {
		return nil, err
	}
	if err := grow(ctx, dir, before.Size+int64(len(leaves)), signers, leaves); err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(filepath.Join(dir, CheckpointFile))
	if err != nil {
		return nil, err
	}
	return raw, sweep(dir, before.Size, before.Size+int64(len(leaves)))
}

// grow hands the leaves to tessera and waits for the checkpoint over them.
func grow(ctx context.Context, dir string, size int64, signers []note.Signer, leaves [][]byte) error {
	quiet()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	driver, err := posix.New(ctx, posix.Config{Path: dir})
	if err != nil {
		return err
	}
	const interval = 100 * time.Millisecond // the least that tessera takes
	batch := uint(max(1, len(leaves)))
	options := tessera.NewAppendOptions().WithCheckpointSigner(signers[0], signers[1:]...).WithBatching(batch,
		interval).
		WithCheckpointInterval(interval).WithPushback(2 * batch).WithGarbageCollectionInterval(0)
	appender, shutdown, reader, err := tessera.NewAppender(ctx, driver, options)
	if err != nil {
		return err
	}
	futures := make([]tessera.IndexFuture, len(leaves))
	for i, l := range leaves {
		if len(l) > MaxLeaf {
			return fmt.Errorf("leaf %d has %d bytes; there is room for %d", i, len(l), MaxLeaf)
		}
		futures[i] = appender.Add(ctx, tessera.NewEntry(l))
	}
	for _, f := range futures {
		if _, err := f(); err != nil {
			return err
		}
	}
	if err := published(ctx, reader, size); err != nil {
		return err
	}
	return shutdown(ctx)
}

// published waits until a checkpoint covers a size.
func published(ctx context.Context, reader tessera.LogReader, size int64) error {
	deadline := time.After(time.Minute)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		if raw, err := reader.ReadCheckpoint(ctx); err == nil {
			if c, err := ParseCheckpoint(raw); err == nil && c.Size >= size {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-deadline:
			return errors.New("the checkpoint was not written within a minute")
		case <-tick.C:
		}
	}
}

// quiet keeps tessera's own log off the terminal: what is wrong, it returns as well.
func quiet() {
	klog.LogToStderr(false)
	klog.SetOutput(io.Discard)
}

// stateFile is where tessera keeps how far the tree was grown.
var stateFile = filepath.Join(".state", "treeState")

// writeState sets tessera's state to a checkpoint.
func writeState(dir string, c Checkpoint) error {
	if len(c.Raw) == 0 {
		return os.RemoveAll(filepath.Join(dir, ".state"))
	}
	state, err := json.Marshal(map[string]any{"size": c.Size, "root": c.Root[:]})
	if err != nil {
		return err
	}
	path := filepath.Join(dir, stateFile)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(path+".new", state, 0o644); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// sweep removes the partial tiles that full ones have taken the place of (tlog-tiles, partial tiles).
func sweep(dir string, from, to int64) error {
	var errs []error
	for level, a, b := 0, from/width, to/width; b > 0; level, a, b = level+1, a/width, b/width {
		for i := a; i < b; i++ {
			errs = append(errs, os.RemoveAll(filepath.Join(dir, partialsOf(level, i))))
			if level == 0 {
				errs = append(errs, os.RemoveAll(filepath.Join(dir, bundlePartialsOf(i))))
			}
		}
	}
	return errors.Join(errs...)
}
