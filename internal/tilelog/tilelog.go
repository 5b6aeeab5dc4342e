// Package tilelog reads and grows an append-only log kept as plain files: tiles (C2SP tlog-tiles) under a signed
// checkpoint (C2SP tlog-checkpoint, signed-note). It knows no meaning of what the log holds.
package tilelog

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"runtime"
	"strings"

	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/api/layout"
	"golang.org/x/mod/sumdb/tlog"
	"golang.org/x/sync/errgroup"
)

// CheckpointFile is the name of the signed head of the log among its files.
const CheckpointFile = "checkpoint"

// MaxLeaf is how many bytes a leaf may have: its length is written in 16 bits (tlog-tiles, log entries).
const MaxLeaf = 1<<16 - 1

// width is how many hashes a tile holds (tlog-tiles).
const width = layout.TileWidth

// Files gives the files of a log by their names. A file that is not there is an error that is [fs.ErrNotExist].
type Files interface {
	ReadFile(name string) ([]byte, error)
}

// LeafHashes reads the hashes of the first size leaves off the tiles of level 0. Nothing vouches for them but a
// checkpoint whose root they give: see [Tree.Root].
func LeafHashes(files Files, size int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, size)
	err := eachTile(size, func(index uint64, n int) error {
		data, err := readTile(files, func(p uint8) string { return layout.TilePath(0, index, p) }, n)
		if err != nil {
			return err
		}
		if len(data) < n*tlog.HashSize {
			return fmt.Errorf("%s holds %d bytes, not %d", layout.TilePath(0, index, partial(n)), len(data),
				n*tlog.HashSize)
		}
		for i := range n {
			out[index*width+uint64(i)] = tlog.Hash(data[i*tlog.HashSize : (i+1)*tlog.HashSize])
		}
		return nil
	})
	return out, err
}

// Leaves reads the first size leaves. Nothing vouches for them but their hashes.
func Leaves(files Files, size int64) ([][]byte, error) {
	out := make([][]byte, size)
	err := eachTile(size, func(index uint64, n int) error {
		data, err := readTile(files, func(p uint8) string { return layout.EntriesPath(index, p) }, n)
		if err != nil {
			return err
		}
		var b api.EntryBundle
		if err := b.UnmarshalText(data); err != nil {
			return fmt.Errorf("%s: %w", layout.EntriesPath(index, partial(n)), err)
		}
		if len(b.Entries) < n {
			return fmt.Errorf("%s holds %d leaves, not %d", layout.EntriesPath(index, partial(n)), len(b.Entries), n)
		}
		copy(out[index*width:], b.Entries[:n])
		return nil
	})
	return out, err
}

// eachTile runs do for each tile of level 0 below a size, on all cores: its index, and how many leaves it has.
func eachTile(size int64, do func(index uint64, n int) error) error {
	var g errgroup.Group
	g.SetLimit(4 * runtime.GOMAXPROCS(0)) // most of the time is waiting for a disk or a network
	for at := int64(0); at < size; at += width {
		g.Go(func() error { return do(uint64(at/width), int(min(width, size-at))) })
	}
	return g.Wait()
}

// readTile reads a tile that holds n entries at least. Where the partial one is gone, the full one has its bytes
// (tlog-tiles, partial tiles).
func readTile(files Files, path func(p uint8) string, n int) ([]byte, error) {
	data, err := files.ReadFile(path(partial(n)))
	if n < width && errors.Is(err, fs.ErrNotExist) {
		if full, again := files.ReadFile(path(0)); again == nil {
			return full, nil
		}
	}
	return data, err
}

// partial is how a tile of n entries is named: 0 for a full one.
func partial(n int) uint8 { return uint8(n % width) }

// tileName is what the name of a tile looks like: level or "entries", index, and for a partial one its width.
var tileName = regexp.MustCompile(`^tile/([0-9]{1,2}|entries)/((?:x[0-9]{3}/)*[0-9]{3}(?:\.p/[1-9][0-9]{0,2})?)$`)

// IsFile reports whether a name is one that a file of a log has.
func IsFile(name string) bool { return name == CheckpointFile || tileName.MatchString(name) }

// CheckFile compares a file of the log with its tree and its leaves. A tile beyond them says more than the checkpoint
// vouches for: an error. It is for copies on disk, so that no byte of them is left unread.
func CheckFile(name string, data []byte, tree *Tree, leaves [][]byte) error {
	m := tileName.FindStringSubmatch(name)
	if m == nil {
		return errors.New("is no file of the log")
	}
	if m[1] == "entries" {
		index, p, err := layout.ParseTileIndexPartial(m[2])
		if err != nil {
			return err
		}
		return checkBundle(data, index*width, entriesOf(p), leaves)
	}
	level, index, p, err := layout.ParseTileLevelIndexPartial(m[1], m[2])
	if err != nil {
		return err
	}
	n := entriesOf(p)
	if len(data) != n*tlog.HashSize {
		return fmt.Errorf("holds %d bytes, not %d", len(data), n*tlog.HashSize)
	}
	for i := range n {
		h, ok := tree.at(int(level)*layout.TileHeight, index*width+uint64(i))
		if !ok {
			return fmt.Errorf("goes beyond the checkpoint")
		}
		if h != tlog.Hash(data[i*tlog.HashSize:(i+1)*tlog.HashSize]) {
			return fmt.Errorf("differs at hash %d", i)
		}
	}
	return nil
}

func entriesOf(p uint8) int {
	if p == 0 {
		return width
	}
	return int(p)
}

// checkBundle compares the leaves of a bundle, byte by byte: lengths too.
func checkBundle(data []byte, from uint64, n int, leaves [][]byte) error {
	for i := range n {
		at := from + uint64(i)
		if at >= uint64(len(leaves)) {
			return errors.New("goes beyond the checkpoint")
		}
		leaf := leaves[at]
		if len(data) < 2+len(leaf) || int(data[0])<<8|int(data[1]) != len(leaf) ||
			string(data[2:2+len(leaf)]) != string(leaf) {
			return fmt.Errorf("differs at leaf %d", at)
		}
		data = data[2+len(leaf):]
	}
	if len(data) > 0 {
		return fmt.Errorf("holds %d bytes more than its leaves", len(data))
	}
	return nil
}

// Below is the files of a log that stand below a folder of a file system.
type Below struct {
	FS  fs.FS
	Dir string
}

// ReadFile reads a file of the log.
func (b Below) ReadFile(name string) ([]byte, error) {
	return fs.ReadFile(b.FS, strings.TrimPrefix(b.Dir+"/"+name, "./"))
}

// partialsOf is the folder of the partial versions of a tile.
func partialsOf(level int, index int64) string {
	return layout.TilePath(uint64(level), uint64(index), 0) + ".p"
}

// bundlePartialsOf is the folder of the partial versions of a bundle of leaves.
func bundlePartialsOf(index int64) string { return layout.EntriesPath(uint64(index), 0) + ".p" }
