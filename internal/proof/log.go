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
	"gazette/internal/tsa"
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

// readLog reads the log of a copy. What does not hold goes into the report; without a log that holds nothing else can be
// said, and nil is returned.
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
			v.fail("log", v.place.log+"tile/entries", fmt.Sprintf("leaf %d %v; a newer gazette may have written it", i, err))
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

func keptName(size int64, name string) string {
	return fmt.Sprintf("%s/%d/%s", evidence.StampDir, size, name)
}

// endorsed adds the keys that trusted keys have sealed, one after the other, so that whoever has the first key can follow
// a log through its changes of keys.
func (v *verification) endorsed(l *logOf) {
	for again := true; again; {
		again = false
		for _, size := range l.kept() {
			raw, err := v.copy.ReadFile(v.place.log + keptName(size, tilelog.CheckpointFile))
			if err != nil {
				continue
			}
			c, err := tilelog.OpenCheckpoint(raw, l.keys)
			if err != nil {
				continue
			}
			if root, err := l.tree.Root(c.Size); err != nil || root != c.Root {
				continue
			}
			again = l.learn(c.Size) || again
		}
	}
}

// learn takes the keys that are sealed below a size. It reports whether there was a new one.
func (l *logOf) learn(size int64) (fresh bool) {
	for _, data := range l.raw[:size] {
		if !strings.HasPrefix(string(data), "gazette/1 key\n") {
			continue
		}
		parsed, err := leaf.Parse(data)
		if err != nil {
			continue
		}
		key, _ := parsed.Key()
		if k, err := tilelog.ParseKey(key); err == nil && !l.has(k) {
			l.keys, fresh = append(l.keys, k), true
		}
	}
	return fresh
}

func (l *logOf) has(k note.Verifier) bool {
	for _, known := range l.keys {
		if tilelog.KeyName(known) == tilelog.KeyName(k) {
			return true
		}
	}
	return false
}

// earlier compares every checkpoint that was kept, and the one that the verifier remembers, with the log.
func (v *verification) earlier(l *logOf) {
	for _, size := range l.kept() {
		name := v.place.log + keptName(size, tilelog.CheckpointFile)
		raw, err := v.copy.ReadFile(name)
		if err != nil {
			v.fail("log", name, "was kept when the log was sealed, and is not there")
			continue
		}
		if v.consistent(l, "log", name, raw) {
			v.stamps(l, size, raw)
		}
	}
	if len(v.Remembered) > 0 {
		v.consistent(l, "fork", "the remembered checkpoint", v.Remembered)
	}
	n := 0
	for _, w := range v.Witnesses {
		if evidence.SignedBy(l.checkpoint, w) {
			n++
		}
	}
	if n < v.Needed {
		v.fail("log", v.place.log+tilelog.CheckpointFile, fmt.Sprintf("%d of the given witnesses have signed, and %d are needed", n, v.Needed))
	}
	for _, s := range l.checkpoint.Strangers {
		v.note("signature", "the signature of "+s+" was not checked: its key was not given")
	}
}

// consistent judges an earlier checkpoint: the log must begin with the tree that was signed.
func (v *verification) consistent(l *logOf, kind, name string, raw []byte) bool {
	c, err := tilelog.OpenCheckpoint(raw, l.keys)
	switch {
	case err != nil:
		v.fail(kind, name, err.Error())
		return false
	case c.Origin != l.checkpoint.Origin:
		v.fail(kind, name, fmt.Sprintf("is of another log, %s", c.Origin))
		return false
	case c.Size > l.checkpoint.Size:
		v.fail(kind, name, fmt.Sprintf("the log was cut short: it had %d leaves, and now has %d", c.Size, l.checkpoint.Size))
		return false
	}
	if root, err := l.tree.Root(c.Size); err != nil || root != c.Root {
		v.fail(kind, name, fmt.Sprintf("the log was forked: its first %d leaves are not those that were signed then", c.Size))
		return false
	}
	return true
}

// stamps judges the time stamps over a checkpoint: those of the authorities that its seal names, and any other that is there.
func (v *verification) stamps(l *logOf, size int64, checkpoint []byte) {
	parsed, err := leaf.Parse(l.raw[size-1])
	if err != nil {
		return
	}
	seal, _ := parsed.Seal()
	var names []string
	for _, a := range seal.Authorities {
		names = append(names, v.place.log+keptName(size, evidence.StampName(a)))
	}
	listed, _ := v.copy.Files(v.place.log + keptName(size, ""))
	for _, n := range listed {
		if strings.HasSuffix(n, ".tsr") && !contains(names, n) {
			names = append(names, n)
		}
	}
	for _, name := range names {
		answer, err := v.copy.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			v.late++
			continue
		}
		if err != nil {
			v.fail("time", name, err.Error())
			continue
		}
		s, err := tsa.Verify(answer, checkpoint, v.Roots)
		if err != nil {
			v.fail("time", name, err.Error())
			continue
		}
		v.report.Stamps = append(v.report.Stamps, Stamp{size, s.Time, s.Authority, s.Chained})
	}
}

func contains(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
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
	r.Origin, r.Size, r.Signers, r.Checkpoint = l.checkpoint.Origin, l.checkpoint.Size, l.checkpoint.Signers, l.checkpoint.Raw
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
