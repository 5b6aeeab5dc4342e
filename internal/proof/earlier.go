package proof

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"gazette/internal/evidence"
	"gazette/internal/leaf"
	"gazette/internal/tilelog"
	"gazette/internal/tsa"
)

// endorsed adds the keys that trusted keys have sealed, one after the other, so that whoever has the first key can
// follow a log through its changes of keys.
func (v *verification) endorsed(l *logOf) {
	for again := true; again; {
		again = false
		for _, size := range l.kept() {
			raw, err := v.copy.ReadFile(v.place.log + evidence.KeptName(size, tilelog.CheckpointFile))
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
		name := v.place.log + evidence.KeptName(size, tilelog.CheckpointFile)
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
		v.fail("log", v.place.log+tilelog.CheckpointFile,
			fmt.Sprintf("%d of the given witnesses have signed, and %d are needed", n, v.Needed))
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
		v.fail(kind, name, fmt.Sprintf("the log was cut short: it had %d leaves, and now has %d", c.Size,
			l.checkpoint.Size))
		return false
	}
	if root, err := l.tree.Root(c.Size); err != nil || root != c.Root {
		v.fail(kind, name, fmt.Sprintf("the log was forked: its first %d leaves are not those that were signed then",
			c.Size))
		return false
	}
	return true
}

// stamps judges the time stamps over a checkpoint: those of the authorities that its seal names, and any other that is
// there.
func (v *verification) stamps(l *logOf, size int64, checkpoint []byte) {
	parsed, err := leaf.Parse(l.raw[size-1])
	if err != nil {
		return
	}
	seal, _ := parsed.Seal()
	var names []string
	for _, a := range seal.Authorities {
		names = append(names, v.place.log+evidence.KeptName(size, evidence.StampName(a)))
	}
	listed, _ := v.copy.Files(v.place.log + evidence.KeptName(size, ""))
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
