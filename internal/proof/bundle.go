package proof

import (
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"gazette/internal/evidence"
	"gazette/internal/leaf"
	"gazette/internal/tilelog"
)

// CheckScript checks a bundle without Gazette, in Python.
//
//go:embed bundle/check.py
var CheckScript []byte

// Names of the files of a bundle. docs/evidence.md describes them.
const (
	ProofFile    = "proof.json"
	TextFile     = "text.html"
	ChangesFile  = "changes.jsonl"
	ReceiptsFile = "receipts.jsonl"
	AddressFile  = "address.json"
	ReadmeFile   = "README.html"
	ScriptFile   = "check.py"
	RootsFile    = "roots.pem"
)

// Bundle is proof.json: what leads from the files of a bundle to the signed checkpoint.
type Bundle struct {
	Notice     string         `json:"notice"`
	Locale     string         `json:"locale"`
	Effective  string         `json:"effective"`
	PublicKey  string         `json:"public_key"` // as the publisher says; not to be trusted
	Earlier    []Earlier      `json:"earlier,omitempty"`
	Leaves     []Included     `json:"leaves"`
	Timestamps []BundledStamp `json:"timestamps,omitempty"`
}

// Earlier is a checkpoint before the last one, with the proof that the last one's log begins with its.
type Earlier struct {
	File        string   `json:"file"`
	Consistency []string `json:"consistency"`
}

// Included is a leaf with its proofs of inclusion, by the size of the log.
type Included struct {
	Index     int64               `json:"index"`
	Leaf      string              `json:"leaf"`
	Inclusion map[string][]string `json:"inclusion"`
}

// BundledStamp is a time stamp and what it is over.
type BundledStamp struct {
	File       string `json:"file"`
	Checkpoint string `json:"checkpoint"`
}

// Opened is address.json: the key by which the receipts hash this one address.
type Opened struct {
	Address string `json:"address"`
	Key     string `json:"key"`
}

// Encode writes hashes as proof.json has them.
func Encode(hashes []tlog.Hash) []string {
	out := make([]string, len(hashes))
	for i, h := range hashes {
		out[i] = base64.StdEncoding.EncodeToString(h[:])
	}
	return out
}

func decode(hashes []string) (out []tlog.Hash, err error) {
	for _, h := range hashes {
		b, err := base64.StdEncoding.Strict().DecodeString(h)
		if err != nil || len(b) != tlog.HashSize {
			return nil, fmt.Errorf("%q is no hash", h)
		}
		out = append(out, tlog.Hash(b))
	}
	return out, nil
}

// bundled is the check of a bundle under way.
type bundled struct {
	verification
	bundle Bundle
	roots  map[int64]tlog.Hash // of the checkpoints that hold, by size
	sealed map[string]leaf.Leaf
	last   tilelog.Checkpoint
}

// VerifyBundle checks a bundle of gazette prove.
func VerifyBundle(c Copy, req Request) (*Report, error) {
	v := &bundled{verification: verification{Request: req, copy: c,
		report: &Report{Stamps: []Stamp{}, Findings: []Finding{}, Unproven: []Note{}}},
		roots: map[int64]tlog.Hash{}, sealed: map[string]leaf.Leaf{}}
	data, err := c.ReadFile(ProofFile)
	if err != nil {
		return nil, errors.New("is not a bundle: it holds no " + ProofFile)
	}
	if err := json.Unmarshal(data, &v.bundle); err != nil {
		return nil, fmt.Errorf("holds a %s that cannot be read: %w", ProofFile, err)
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
func keyIn(l Included, c tilelog.Checkpoint) note.Verifier {
	parsed, err := leaf.Parse([]byte(l.Leaf))
	if err != nil || parsed.Kind != leaf.KindKey {
		return nil
	}
	proof, ok := l.Inclusion[fmt.Sprint(c.Size)]
	hashes, err := decode(proof)
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

func (v *bundled) earlierOne(e Earlier) error {
	raw, err := v.copy.ReadFile(e.File)
	if err != nil {
		return err
	}
	c, err := tilelog.ParseCheckpoint(raw)
	if err != nil {
		return err
	}
	hashes, err := decode(e.Consistency)
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
			v.fail("log", ProofFile, fmt.Sprintf("leaf %d: %v", l.Index, err))
			continue
		}
		parsed, err := leaf.Parse([]byte(l.Leaf))
		if err != nil {
			v.fail("log", ProofFile, fmt.Sprintf("leaf %d %v", l.Index, err))
			continue
		}
		v.sealed[l.Leaf] = parsed
	}
}

func (v *bundled) inclusion(l Included) error {
	if len(l.Inclusion) == 0 {
		return errors.New("has no proof that it is in the log")
	}
	for size, proof := range l.Inclusion {
		var n int64
		if _, err := fmt.Sscan(size, &n); err != nil {
			return err
		}
		root, ok := v.roots[n]
		hashes, err := decode(proof)
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
	var text leaf.Text
	var site leaf.Site
	var plain []leaf.Text
	var ends []string
	newest := int64(-1)
	for _, l := range v.bundle.Leaves {
		parsed, ok := v.sealed[l.Leaf]
		switch {
		case ok && parsed.Kind == leaf.KindText:
			t, _ := parsed.Text()
			plain = append(plain, t)
			if t.Notice == v.bundle.Notice && t.Effective == v.bundle.Effective && t.Locale == v.bundle.Locale &&
				t.Revision > text.Revision {
				text = t
			}
		case ok && parsed.Kind == leaf.KindSite && l.Index > newest:
			site, _ = parsed.Site()
			newest = l.Index
		case ok && parsed.Kind == leaf.KindChange:
			ends = append(ends, v.endOf(parsed)...)
		}
	}
	if text.Revision == 0 || newest < 0 {
		v.fail("bundle", ProofFile, fmt.Sprintf("holds no sealed text of %s in %s from %s", v.bundle.Notice,
			v.bundle.Locale, v.bundle.Effective))
		return
	}
	v.report.Texts = len(plain)
	lay, err := newLayout(site, nil)
	if err != nil {
		v.fail("bundle", ProofFile, err.Error())
		return
	}
	p := pageOf{TextFile, []sealedText{{Text: text, dates: []string{text.Effective}, ends: ends}}, true}
	if f := v.comparePage(lay, p); f != nil {
		v.report.Findings = append(v.report.Findings, *f)
		return
	}
	v.report.Pages = 1
}
