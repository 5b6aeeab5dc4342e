package subscriber

import (
	"fmt"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
)

// Tree is the Merkle tree (RFC 6962) of the receipts of one message. It keeps
// no more of them than their number has bits.
type Tree struct {
	grown  *compact.Range
	wanted map[compact.NodeID][]byte // nodes of a proof
}

// NewTree returns an empty tree.
func NewTree() *Tree {
	f := compact.RangeFactory{Hash: rfc6962.DefaultHasher.HashChildren}
	return &Tree{grown: f.NewEmptyRange(0)}
}

// Add adds the next receipt.
func (t *Tree) Add(r Receipt) error {
	return t.grown.Append(r.Leaf(), func(id compact.NodeID, hash []byte) {
		if _, ok := t.wanted[id]; ok {
			t.wanted[id] = hash
		}
	})
}

// Size is how many receipts the tree has.
func (t *Tree) Size() uint64 { return t.grown.End() }

// Root is the hash that stands for all receipts.
func (t *Tree) Root() ([]byte, error) {
	if t.Size() == 0 {
		return rfc6962.DefaultHasher.EmptyRoot(), nil
	}
	return t.grown.GetRootHash(nil)
}

// Proof is that one receipt is among so many.
type Proof struct {
	Receipt Receipt
	Index   uint64
	Size    uint64
	Hashes  [][]byte // from the leaf to the root
}

// Prove makes the proof of the receipt at an index among size receipts, which
// each hands over in order.
func Prove(index, size uint64, each func(func(Receipt) error) error) (Proof, error) {
	nodes, err := proof.Inclusion(index, size)
	if err != nil {
		return Proof{}, err
	}
	t := NewTree()
	t.wanted = map[compact.NodeID][]byte{}
	for _, id := range nodes.IDs {
		t.wanted[id] = nil
	}
	out := Proof{Index: index, Size: size}
	err = each(func(r Receipt) error {
		if t.Size() == index {
			out.Receipt = r
		}
		return t.Add(r)
	})
	if err != nil {
		return out, err
	}
	hashes := make([][]byte, len(nodes.IDs))
	for i, id := range nodes.IDs {
		if hashes[i] = t.wanted[id]; hashes[i] == nil {
			return out, fmt.Errorf("%d receipts are there of %d", t.Size(), size)
		}
	}
	out.Hashes, err = nodes.Rehash(hashes, rfc6962.DefaultHasher.HashChildren)
	return out, err
}

// Root is the root that the proof leads to.
func (p Proof) Root() ([]byte, error) {
	return proof.RootFromInclusionProof(rfc6962.DefaultHasher, p.Index, p.Size, p.Receipt.Leaf(), p.Hashes)
}
