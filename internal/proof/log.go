package proof

import (
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"gazette/internal/evidence"
	"gazette/internal/leaf"
	"gazette/internal/tilelog"
)

// Request is what a verifier brings along.
type Request struct {
	Keys       []note.Verifier // of the log
	Witnesses  []note.Verifier
	Needed     int            // how many of them must have signed
	Roots      *x509.CertPool // of time-stamping authorities; nil when there are none
	Remembered []byte         // a checkpoint that was seen earlier
	Long       func(locale, date string) string
}

// logOf is a log that was read: every leaf, and the tree that they give.
type logOf struct {
	checkpoint tilelog.Checkpoint
	raw        [][]byte
	leaves     []leaf.Leaf
	tree       *tilelog.Tree
	keys       tilelog.Keys // all that are trusted: those given, and those that they sealed
}

// sub is a folder of a copy, as the files of a log.
type sub struct {
	copy Copy
	dir  string
}

func (s sub) ReadFile(name string) ([]byte, error) { return s.copy.ReadFile(s.dir + name) }

// readLog reads the log of a copy. What does not hold goes into the report; without a log that holds nothing else can
// be said, and nil is returned.
func (v *verification) readLog() *logOf {
	files := sub{v.copy, v.place.log}
	raw, err := files.ReadFile(tilelog.CheckpointFile)
	if err != nil {
		v.fail("log", v.place.log+tilelog.CheckpointFile, err.Error())
		return nil
	}
	said, err := tilelog.ParseCheckpoint(raw)
	if err != nil {
		v.fail("log", v.place.log+tilelog.CheckpointFile, err.Error())
		return nil
	}
	l := &logOf{keys: append(append(tilelog.Keys{}, v.Keys...), v.Witnesses...)}
	if l.raw, err = tilelog.Leaves(files, said.Size); err != nil {
		v.fail("log", v.place.log+"tile/entries", unreadable(err))
		return nil
	}
	l.tree = tilelog.NewTree(tilelog.HashLeaves(l.raw))
	v.endorsed(l)
	if l.checkpoint, err = tilelog.OpenCheckpoint(raw, l.keys); err != nil {
		v.fail("log", v.place.log+tilelog.CheckpointFile, err.Error())
		return nil
	}
	if !v.signedByLog(l) {
		v.fail("log", v.place.log+tilelog.CheckpointFile, "is signed by witnesses, and by none of the given keys")
		return nil
	}
	if root, err := l.tree.Root(said.Size); err != nil || root != said.Root {
		v.fail("log", v.place.log+"tile/entries", v.firstDifference(l, files))
		return nil
	}
	return v.parse(l)
}

func unreadable(err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return "a part of the log is missing: " + err.Error()
	}
	return err.Error()
}

// parse takes the leaves apart.
func (v *verification) parse(l *logOf) *logOf {
	l.leaves = make([]leaf.Leaf, len(l.raw))
	for i, data := range l.raw {
		var err error
		if l.leaves[i], err = leaf.Parse(data); err != nil {
			v.fail("log", v.place.log+"tile/entries",
				fmt.Sprintf("leaf %d %v; a newer gazette may have written it", i, err))
			return nil
		}
	}
	return l
}

// signedByLog reports whether a key of the log is among those that signed.
func (v *verification) signedByLog(l *logOf) bool {
	for _, k := range l.keys[:len(l.keys)] {
		if isWitness(v.Witnesses, k) {
			continue
		}
		if evidence.SignedBy(l.checkpoint, k) {
			return true
		}
	}
	return false
}

func isWitness(witnesses []note.Verifier, k note.Verifier) bool {
	for _, w := range witnesses {
		if w == k {
			return true
		}
	}
	return false
}

// firstDifference names the first leaf that is not the one that the tiles have the hash of.
func (v *verification) firstDifference(l *logOf, files tilelog.Files) string {
	hashes, err := tilelog.LeafHashes(files, int64(len(l.raw)))
	if err != nil {
		return unreadable(err)
	}
	for i, h := range hashes {
		if h != tlog.RecordHash(l.raw[i]) {
			return fmt.Sprintf("leaf %d is not the one that was sealed: %s", i, describe(l.raw[i]))
		}
	}
	return "the leaves do not give the root hash that was signed"
}

// describe says in a line what a leaf is about.
func describe(data []byte) string {
	lines := strings.SplitN(string(data), "\n", 3)
	if len(lines) < 2 {
		return fmt.Sprintf("%.60q", data)
	}
	return fmt.Sprintf("%s, %.60s", strings.TrimPrefix(lines[0], "gazette/1 "), lines[1])
}

// kept are the sizes of the log at which it was signed: behind each seal.
func (l *logOf) kept() (sizes []int64) {
	for i, data := range l.raw {
		if strings.HasPrefix(string(data), "gazette/1 seal\n") {
			sizes = append(sizes, int64(i)+1)
		}
	}
	return sizes
}

// everyFile compares all files of the log, needed or not: nothing beside them may say something else.
func (v *verification) everyFile(l *logOf) {
	names, listed := v.copy.Files(v.place.log)
	if !listed {
		return
	}
	for _, full := range names {
		name := strings.TrimPrefix(full, v.place.log)
		switch {
		case name == tilelog.CheckpointFile, strings.HasPrefix(name, ".state/") && v.place.archive:
			continue
		case strings.HasPrefix(name, evidence.StampDir+"/"):
			if !evidence.IsPublic(name) || !contains(v.keptFiles(l), strings.Split(name, "/")[1]) {
				v.fail("log", full, "belongs to no seal of this log")
			}
			continue
		}
		data, err := v.copy.ReadFile(full)
		if err == nil {
			err = tilelog.CheckFile(name, data, l.tree, l.raw)
		}
		if err != nil {
			v.fail("log", full, err.Error())
		}
	}
}

func (v *verification) keptFiles(l *logOf) []string {
	if v.sizes == nil {
		for _, s := range l.kept() {
			v.sizes = append(v.sizes, fmt.Sprint(s))
		}
	}
	return v.sizes
}

func (v *verification) describeLog(l *logOf) {
	r := v.report
	r.Origin, r.Size, r.Signers, r.Checkpoint = l.checkpoint.Origin, l.checkpoint.Size, l.checkpoint.Signers,
		l.checkpoint.Raw
	r.Root = base64.StdEncoding.EncodeToString(l.checkpoint.Root[:])
	for _, f := range l.leaves {
		switch f.Kind {
		case leaf.KindChange:
			r.Changes++
		case leaf.KindText:
			r.Texts++
		case leaf.KindReceipt:
			r.Receipts++
		case leaf.KindSeal:
			s, _ := f.Seal()
			r.Sealed = s.At
		}
	}
}
