// Package evidence seals what a site has recorded: it says what is to be sealed, seals it, and compares the archive
// with what was sealed.
//
// The log grows by one batch at a time: texts, each change after its texts, receipts, the site's addresses, and a leaf
// with the time. So a change in the log means that its texts are there too, wherever a seal was interrupted.
package evidence

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"gazette/internal/leaf"
	"gazette/internal/rule"
	"gazette/internal/settings"
	"gazette/internal/source"
	"gazette/internal/tilelog"
)

// Dir is where a site keeps its log.
const Dir = "archive/evidence"

// StampDir holds, below [Dir], a folder for each checkpoint, named by its size: the checkpoint as it was signed, and
// the time stamps over it.
const StampDir = "timestamps"

// KeptName is where a file that belongs to the checkpoint of a size stands, below [Dir].
func KeptName(size int64, name string) string { return fmt.Sprintf("%s/%d/%s", StampDir, size, name) }

var (
	part      = regexp.MustCompile(`^archive/evidence/(checkpoint[^/]*|tile|timestamps|\.state)(/.*)?$`)
	stampFile = regexp.MustCompile(`^timestamps/[0-9]+/(checkpoint|[A-Za-z0-9.-]+\.tsr)$`)
)

// IsPart reports whether a path of the site's folder belongs to the log. A notice may be called evidence, too.
func IsPart(path string) bool { return part.MatchString(path) }

// IsPublic reports whether a file, named below [Dir], is one that is published.
func IsPublic(name string) bool { return tilelog.IsFile(name) || stampFile.MatchString(name) }

// Published lists the files of the log that are published, by their names below [Dir].
func Published(files fs.FS) (names []string, err error) {
	err = fs.WalkDir(files, Dir, func(p string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return fs.SkipAll
		case err != nil:
			return err
		case d.IsDir() && d.Name() == ".state":
			return fs.SkipDir
		}
		name := strings.TrimPrefix(p, Dir+"/")
		switch {
		case d.IsDir() || !IsPublic(name):
		case !d.Type().IsRegular(): // it could lead to the receipts, which are not published
			return broken(name, errors.New("is no file, and what is published has none but files"), mixed)
		default:
			names = append(names, name)
		}
		return nil
	})
	return names, err
}

// Keys are the public keys of a site's settings: the one that signs, those that did, and the witnesses'.
type Keys struct {
	Now       note.Verifier
	Former    []note.Verifier
	Witnesses []note.Verifier
}

// KeysOf reads the public keys of the settings.
func KeysOf(s settings.Evidence) (k Keys, ps source.Problems) {
	read := func(key string, parse func(string) (note.Verifier, error)) note.Verifier {
		v, err := parse(key)
		if err != nil {
			ps = append(ps, source.Pos{File: settings.File}.Problem(rule.Config,
				fmt.Sprintf("%q is not a public key", key),
				"copy the whole line that `gazette evidence keygen` or the witness printed"))
		}
		return v
	}
	k.Now = read(s.PublicKey, tilelog.ParseKey)
	for _, f := range s.FormerKeys {
		k.Former = append(k.Former, read(f, tilelog.ParseKey))
	}
	for _, w := range s.Witnesses {
		k.Witnesses = append(k.Witnesses, read(w.Key, tilelog.ParseWitnessKey))
	}
	return k, ps
}

// all are the keys by which a checkpoint may be opened.
func (k Keys) all() tilelog.Keys {
	return append(append(tilelog.Keys{k.Now}, k.Former...), k.Witnesses...)
}

// SignedBy reports whether a key signed a checkpoint.
func SignedBy(c tilelog.Checkpoint, v note.Verifier) bool {
	for _, s := range c.Signers {
		if s == tilelog.KeyName(v) {
			return true
		}
	}
	return false
}

// Log is a site's log as its folder holds it, verified: the tiles of leaf hashes give the signed root.
type Log struct {
	tilelog.Checkpoint
	Tree   *tilelog.Tree
	Hashes []tlog.Hash

	sealed map[tlog.Hash]int64 // the first leaf of a hash
}

// Open reads the log of a site. A site without one has an empty log.
func Open(files fs.FS, keys Keys) (*Log, error) {
	raw, err := fs.ReadFile(files, Dir+"/"+tilelog.CheckpointFile)
	if errors.Is(err, fs.ErrNotExist) {
		return newLog(tilelog.Checkpoint{}, nil), nil
	}
	if err != nil {
		return nil, err
	}
	c, err := tilelog.OpenCheckpoint(raw, keys.all())
	if err != nil {
		return nil, broken("checkpoint", err,
			"if two branches both sealed, keep archive/evidence/ as one of them has it, and seal again (`gazette help "+
				"evidence`); if the key changed, name the old one in `former_keys`")
	}
	if !SignedBy(c, keys.Now) && len(keys.Former) == 0 {
		return nil, broken("checkpoint", errors.New("is not signed by `public_key`"),
			"`gazette help evidence` says how a key is changed")
	}
	hashes, err := tilelog.LeafHashes(tilelog.Below{FS: files, Dir: Dir}, c.Size)
	if err != nil {
		return nil, broken("tile", err, mixed)
	}
	l := newLog(c, hashes)
	if root, err := l.Tree.Root(c.Size); err != nil || root != c.Root {
		return nil, broken("tile", errors.Join(errors.New("the tiles do not give the root hash of the checkpoint"),
			err), mixed)
	}
	return l, l.earlier(files, keys)
}

const mixed = "if two branches both sealed, keep archive/evidence/ as one of them has it, and seal again; otherwise " +
	"put it back as it was (`gazette help evidence`)"

// broken is the problem of a log that cannot be trusted.
func broken(name string, err error, hint string) error {
	return source.Pos{File: Dir + "/" + name}.Problem(rule.LogMismatch,
		err.Error(),
		hint)
}

func newLog(c tilelog.Checkpoint, hashes []tlog.Hash) *Log {
	l := &Log{Checkpoint: c, Tree: tilelog.NewTree(hashes), Hashes: hashes,
		sealed: make(map[tlog.Hash]int64, len(hashes))}
	for i, h := range hashes {
		if _, again := l.sealed[h]; !again {
			l.sealed[h] = int64(i)
		}
	}
	return l
}

// earlier compares the checkpoints that were kept with the tree: what was signed once must still be its beginning.
func (l *Log) earlier(files fs.FS, keys Keys) error {
	names, err := fs.Glob(files, Dir+"/"+StampDir+"/*/"+tilelog.CheckpointFile)
	if err != nil {
		return err
	}
	for _, name := range names {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		at := strings.TrimPrefix(name, Dir+"/")
		c, err := tilelog.OpenCheckpoint(raw, keys.all())
		if err != nil {
			return broken(at, err, mixed)
		}
		if root, err := l.Tree.Root(c.Size); err != nil || root != c.Root {
			return broken(at, fmt.Errorf("was signed over %d leaves that are not the first of this log", c.Size), mixed)
		}
	}
	return nil
}

// Has reports whether a leaf is sealed.
func (l *Log) Has(data []byte) bool { _, ok := l.sealed[tlog.RecordHash(data)]; return ok }

// Leaves reads and parses all leaves, and compares them with their hashes.
func (l *Log) Leaves(files fs.FS) ([]leaf.Leaf, error) {
	all, err := tilelog.Leaves(tilelog.Below{FS: files, Dir: Dir}, l.Size)
	if err != nil {
		return nil, broken("tile/entries", err, mixed)
	}
	out := make([]leaf.Leaf, len(all))
	for i, data := range all {
		if tlog.RecordHash(data) != l.Hashes[i] {
			return nil, broken("tile/entries", fmt.Errorf("leaf %d is not the one that was sealed", i), mixed)
		}
		if out[i], err = leaf.Parse(data); err != nil {
			return nil, broken("tile/entries", fmt.Errorf("leaf %d %w", i, err),
				"a newer gazette may have written it: use that one")
		}
	}
	return out, nil
}

// IsSealed reports whether a line of the change log, or of the receipts, is in the log of a site. It trusts the tiles
// as they stand: whoever asks wants to know whether a line may still be taken back.
func IsSealed(files fs.FS, line string) (bool, error) {
	raw, err := fs.ReadFile(files, Dir+"/"+tilelog.CheckpointFile)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	c, err := tilelog.ParseCheckpoint(raw)
	if err != nil {
		return false, err
	}
	hashes, err := tilelog.LeafHashes(tilelog.Below{FS: files, Dir: Dir}, c.Size)
	if err != nil {
		return false, err
	}
	l := newLog(c, hashes)
	line = strings.TrimSpace(line)
	return l.Has(leaf.Change(line)) || l.Has(leaf.Receipt(line)), nil
}

// Index is where a leaf stands in the log.
func (l *Log) Index(data []byte) (at int64, ok bool) {
	at, ok = l.sealed[hashOf(data)]
	return at, ok
}
