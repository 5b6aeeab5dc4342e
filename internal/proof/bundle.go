package proof

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"gazette/internal/evidence"
	"gazette/internal/leaf"
	"gazette/internal/proof/bundle"
	"gazette/internal/proof/page"
	"gazette/internal/tilelog"
)

// bundled is the check of a bundle under way.
type bundled struct {
	verification
	bundle bundle.Proof
	roots  map[int64]tlog.Hash // of the checkpoints that hold, by size
	sealed map[string]leaf.Leaf
	last   tilelog.Checkpoint
}

// VerifyBundle checks a bundle of gazette prove.
func VerifyBundle(c Copy, req Request) (*Report, error) {
	v := &bundled{verification: verification{Request: req, copy: c,
		report: &Report{Stamps: []Stamp{}, Findings: []Finding{}, Unproven: []Note{}}},
		roots: map[int64]tlog.Hash{}, sealed: map[string]leaf.Leaf{}}
	data, err := c.ReadFile(bundle.ProofFile)
	if err != nil {
		return nil, fmt.Errorf("is not a bundle: its %s cannot be read: %w", bundle.ProofFile, err)
	}
	if err := json.Unmarshal(data, &v.bundle); err != nil {
		return nil, fmt.Errorf("holds a %s that cannot be read: %w", bundle.ProofFile, err)
	}
	if n := max(len(v.bundle.Earlier), len(v.bundle.Timestamps)); n > bundle.MaxFiles {
		return nil, fmt.Errorf("names %d earlier checkpoints or time stamps, and a bundle has at most %d files", n,
			bundle.MaxFiles)
	}
	if v.checkpoints() {
		v.inclusions()
		v.words()
		v.logged()
		v.opened()
		v.bundleStamps()
		v.bundleLimits()
	}
	v.report.Holds = len(v.report.Findings) == 0
	return v.report, nil
}

// checkpoints judges the last checkpoint by its signature, earlier ones by being its beginning.
func (v *bundled) checkpoints() bool {
	raw, err := v.copy.ReadFile(tilelog.CheckpointFile)
	keys := v.endorsed()
	if err == nil {
		v.last, err = tilelog.OpenCheckpoint(raw, append(slices.Clone(keys), v.Witnesses...))
	}
	if err == nil && !slices.ContainsFunc(keys, func(k note.Verifier) bool { return evidence.SignedBy(v.last, k) }) {
		err = errors.New("is signed by witnesses, and by none of the given keys")
	}
	if err != nil {
		v.fail("log", tilelog.CheckpointFile, err.Error())
		return false
	}
	v.roots[v.last.Size] = v.last.Root
	r := v.report
	r.Origin, r.Size, r.Signers, r.Checkpoint, r.Root = v.last.Origin, v.last.Size, v.last.Signers, raw,
		base64.StdEncoding.EncodeToString(v.last.Root[:])
	if len(v.Remembered) > 0 {
		v.note("fork", "the remembered checkpoint: a bundle does not hold the whole log")
	}
	for _, e := range v.bundle.Earlier {
		if err := v.earlierOne(e); err != nil {
			v.fail("log", e.File, err.Error())
		}
	}
	return true
}

// endorsed are the keys that were given, and those that they sealed: a key's leaf in a checkpoint that a trusted key
// signed.
func (v *bundled) endorsed() tilelog.Keys {
	keys := tilelog.Keys(slices.Clone(v.Keys))
	for again := true; again; {
		again = false
		for _, e := range v.bundle.Earlier {
			raw, err := v.copy.ReadFile(e.File)
			if err != nil {
				continue
			}
			c, err := tilelog.OpenCheckpoint(raw, keys)
			if err != nil {
				continue
			}
			for _, l := range v.bundle.Leaves {
				if k := keyIn(l, c); k != nil && !slices.ContainsFunc(keys,
					func(o note.Verifier) bool { return tilelog.KeyName(o) == tilelog.KeyName(k) }) {
					keys, again = append(keys, k), true
				}
			}
		}
	}
	return keys
}

// keyIn is the key of a leaf that is in the log of a checkpoint, or nil.
func keyIn(l bundle.Included, c tilelog.Checkpoint) note.Verifier {
	parsed, err := leaf.Parse([]byte(l.Leaf))
	if err != nil || parsed.Kind != leaf.KindKey {
		return nil
	}
	proof, ok := l.Inclusion[fmt.Sprint(c.Size)]
	hashes, err := bundle.Decode(proof)
	if !ok || err != nil || tlog.CheckRecord(hashes, c.Size, c.Root, l.Index, tlog.RecordHash([]byte(l.Leaf))) != nil {
		return nil
	}
	text, _ := parsed.Key()
	key, err := tilelog.ParseKey(text)
	if err != nil {
		return nil
	}
	return key
}

func (v *bundled) earlierOne(e bundle.Earlier) error {
	raw, err := v.copy.ReadFile(e.File)
	if err != nil {
		return err
	}
	c, err := tilelog.ParseCheckpoint(raw)
	if err != nil {
		return err
	}
	hashes, err := bundle.Decode(e.Consistency)
	if err == nil && c.Size < v.last.Size {
		err = tlog.CheckTree(hashes, v.last.Size, v.last.Root, c.Size, c.Root)
	}
	if err != nil || c.Size >= v.last.Size || c.Origin != v.last.Origin {
		return errors.New("the log of the last checkpoint does not begin with the one of this")
	}
	v.roots[c.Size] = c.Root
	return nil
}

// inclusions judges every leaf: it must be in the log of each checkpoint that it has a proof for.
func (v *bundled) inclusions() {
	for _, l := range v.bundle.Leaves {
		if err := v.inclusion(l); err != nil {
			v.fail("log", bundle.ProofFile, fmt.Sprintf("leaf %d: %v", l.Index, err))
			continue
		}
		parsed, err := leaf.Parse([]byte(l.Leaf))
		if err != nil {
			v.fail("log", bundle.ProofFile, fmt.Sprintf("leaf %d %v", l.Index, err))
			continue
		}
		v.sealed[l.Leaf] = parsed
	}
}

func (v *bundled) inclusion(l bundle.Included) error {
	if len(l.Inclusion) == 0 {
		return errors.New("has no proof that it is in the log")
	}
	for size, proof := range l.Inclusion {
		var n int64
		if _, err := fmt.Sscan(size, &n); err != nil {
			return err
		}
		root, ok := v.roots[n]
		hashes, err := bundle.Decode(proof)
		if err == nil && ok {
			err = tlog.CheckRecord(hashes, n, root, l.Index, tlog.RecordHash([]byte(l.Leaf)))
		}
		if err != nil || !ok {
			return fmt.Errorf("is not in the log of %s leaves", size)
		}
	}
	return nil
}

// words compares text.html with the last sealed text of its place.
func (v *bundled) words() {
	var shown sealedText
	var site leaf.Site
	var plain []leaf.Text
	newest := int64(-1)
	for _, l := range v.bundle.Leaves {
		parsed, ok := v.sealed[l.Leaf]
		switch {
		case ok && parsed.Kind == leaf.KindText:
			t, _ := parsed.Text()
			plain = append(plain, t)
			if t.Notice == v.bundle.Notice && t.Effective == v.bundle.Effective && t.Locale == v.bundle.Locale &&
				t.Revision > shown.Revision {
				shown.Text = t
			}
		case ok && parsed.Kind == leaf.KindSite && l.Index > newest:
			site, _ = parsed.Site()
			newest = l.Index
		case ok && parsed.Kind == leaf.KindChange:
			v.changed(&shown, parsed)
		}
	}
	if shown.Revision == 0 || newest < 0 {
		v.fail("bundle", bundle.ProofFile, fmt.Sprintf("holds no sealed text of %s in %s from %s", v.bundle.Notice,
			v.bundle.Locale, v.bundle.Effective))
		return
	}
	v.report.Texts = len(plain)
	lay, err := page.NewLayout(site, nil)
	if err != nil {
		v.fail("bundle", bundle.ProofFile, err.Error())
		return
	}
	shown.dates = []string{shown.Effective}
	p := pageOf{bundle.TextFile, []sealedText{shown}, true}
	if f := v.comparePage(lay, p); f != nil {
		v.report.Findings = append(v.report.Findings, *f)
		return
	}
	v.report.Pages = 1
}
