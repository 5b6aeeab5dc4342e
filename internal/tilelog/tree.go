package tilelog

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Tree is the Merkle tree (RFC 6962, section 2.1) over some leaves, in memory: 6.4 MB for 100,000 of them.
type Tree struct {
	levels [][]tlog.Hash // of whole subtrees: levels[0] are the leaves
}

// NewTree grows a tree over the hashes of its leaves, which it keeps.
func NewTree(leaves []tlog.Hash) *Tree {
	t := &Tree{levels: [][]tlog.Hash{leaves}}
	for below := leaves; len(below) > 1; {
		level := make([]tlog.Hash, len(below)/2)
		for i := range level {
			level[i] = tlog.NodeHash(below[2*i], below[2*i+1])
		}
		t.levels = append(t.levels, level)
		below = level
	}
	return t
}

// HashLeaves returns the hashes of leaves.
func HashLeaves(leaves [][]byte) []tlog.Hash {
	out := make([]tlog.Hash, len(leaves))
	for i, l := range leaves {
		out[i] = tlog.RecordHash(l)
	}
	return out
}

// Size is how many leaves the tree has.
func (t *Tree) Size() int64 { return int64(len(t.levels[0])) }

// at returns the hash of a whole subtree.
func (t *Tree) at(level int, index uint64) (tlog.Hash, bool) {
	if level >= len(t.levels) || index >= uint64(len(t.levels[level])) {
		return tlog.Hash{}, false
	}
	return t.levels[level][index], true
}

// ReadHashes makes the tree a [tlog.HashReader].
func (t *Tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		level, n := tlog.SplitStoredHashIndex(x)
		h, ok := t.at(level, uint64(n))
		if !ok {
			return nil, fmt.Errorf("the log has no hash %d of level %d", n, level)
		}
		out[i] = h
	}
	return out, nil
}

// Root is the root hash of the tree as it was when it had a size.
func (t *Tree) Root(size int64) (tlog.Hash, error) {
	if size > t.Size() {
		return tlog.Hash{}, fmt.Errorf("the log has %d leaves, not %d", t.Size(), size)
	}
	return tlog.TreeHash(size, t)
}

// Inclusion proves that a leaf is in the tree of a size.
func (t *Tree) Inclusion(size, leaf int64) (tlog.RecordProof, error) {
	return tlog.ProveRecord(size, leaf, t)
}

// Consistency proves that the tree of a size begins with the one of an older size.
func (t *Tree) Consistency(size, old int64) (tlog.TreeProof, error) {
	if old == 0 || old == size {
		return nil, nil // nothing to prove; ProveTree would refuse 0
	}
	return tlog.ProveTree(size, old, t)
}
