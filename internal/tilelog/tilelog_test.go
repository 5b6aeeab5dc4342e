package tilelog

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	mathrand "math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const origin = "www.example.com/legal"

// keys makes a signer and what verifies it.
func keys(t *testing.T) (note.Signer, Keys) {
	t.Helper()
	private, public, err := NewKey(rand.Reader, origin)
	if err != nil {
		t.Fatal(err)
	}
	s, err := ParseSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	v, err := ParseKey(public)
	if err != nil {
		t.Fatal(err)
	}
	return s, Keys{v}
}

func leavesOf(from, to int) (out [][]byte) {
	for i := from; i < to; i++ {
		out = append(out, fmt.Appendf(nil, "leaf %d %s\n", i, strings.Repeat("x", i%7)))
	}
	return out
}

// grown appends leaves in steps, and returns the last checkpoint.
func grown(t *testing.T, dir string, s note.Signer, k Keys, sizes ...int) (c Checkpoint) {
	t.Helper()
	for _, size := range sizes {
		raw, err := Append(context.Background(), dir, c, []note.Signer{s}, leavesOf(int(c.Size), size))
		if err != nil {
			t.Fatal(err)
		}
		if c, err = OpenCheckpoint(raw, k); err != nil {
			t.Fatal(err)
		}
		if c.Size != int64(size) {
			t.Fatalf("the checkpoint has %d leaves, want %d", c.Size, size)
		}
	}
	return c
}

// TestAppend grows a log in steps across the edges of tiles, and reads all of it again. Whatever tessera's own state
// says, the checkpoint counts.
func TestAppend(t *testing.T) {
	dir := t.TempDir()
	s, k := keys(t)
	c := grown(t, dir, s, k, 3, 255, 256, 600)
	if err := os.RemoveAll(filepath.Join(dir, ".state")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "checkpoint12345"), []byte("draft"), 0o644); err != nil {
		t.Fatal(err)
	}
	raw, err := Append(context.Background(), dir, c, []note.Signer{s}, leavesOf(600, 601))
	if err != nil {
		t.Fatal(err)
	}
	if c, err = OpenCheckpoint(raw, k); err != nil || c.Size != 601 {
		t.Fatal(c.Size, err)
	}
	files := Below{os.DirFS(dir), "."}
	leaves, err := Leaves(files, c.Size)
	if err != nil || !slices.EqualFunc(leaves, leavesOf(0, 601), bytes.Equal) {
		t.Fatal("the leaves differ", err)
	}
	hashes, err := LeafHashes(files, c.Size)
	if err != nil || !slices.Equal(hashes, HashLeaves(leaves)) {
		t.Fatal("the hashes differ", err)
	}
	tree := NewTree(hashes)
	if root, err := tree.Root(c.Size); err != nil || root != c.Root {
		t.Fatal("the root differs", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "tile", "0", "000.p")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("partial tiles of a full one are still there", err)
	}
	for name := range logFiles(t, dir) {
		if !IsFile(name) {
			t.Errorf("%s was left behind", name)
		}
	}
	for _, old := range []int64{1, 3, 255, 256, 600} {
		root, err := tree.Root(old)
		if err != nil {
			t.Fatal(err)
		}
		proof, err := tree.Consistency(c.Size, old)
		if err == nil {
			err = tlog.CheckTree(proof, c.Size, c.Root, old, root)
		}
		if err != nil {
			t.Errorf("consistency with %d: %v", old, err)
		}
		leaf, err := tree.Inclusion(c.Size, old)
		if err == nil {
			err = tlog.CheckRecord(leaf, c.Size, c.Root, old, hashes[old])
		}
		if err != nil {
			t.Errorf("inclusion of %d: %v", old, err)
		}
	}
}

// logFiles are the files of a log but tessera's own state.
func logFiles(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && d.Name() == ".state" {
				return fs.SkipDir
			}
			return err
		}
		out[p], err = os.ReadFile(filepath.Join(dir, p))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestInteroperable: another implementation reads the log and its checkpoint, and verifies every leaf.
func TestInteroperable(t *testing.T) {
	dir := t.TempDir()
	s, k := keys(t)
	c := grown(t, dir, s, k, 700)
	signed, err := torchwood.ParseCheckpoint(c.Body())
	if err != nil || signed.Origin != origin || signed.N != 700 {
		t.Fatal(signed, err)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	tiles, err := torchwood.NewTileFetcher(server.URL + "/")
	if err != nil {
		t.Fatal(err)
	}
	client, err := torchwood.NewClient(tiles)
	if err != nil {
		t.Fatal(err)
	}
	seen := int64(0)
	for seen < signed.N { // it stops before a partial tile, and goes on when asked again
		for i, leaf := range client.Entries(context.Background(), signed.Tree, seen) {
			if i != seen || !bytes.Equal(leaf, leavesOf(int(i), int(i)+1)[0]) {
				t.Fatalf("leaf %d reads %q", i, leaf)
			}
			seen++
		}
		if err := client.Err(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestEveryByte: no byte of a log can be another without being found. The tree is what the leaves give.
func TestEveryByte(t *testing.T) {
	dir := t.TempDir()
	s, k := keys(t)
	grown(t, dir, s, k, 3, 300)
	files := logFiles(t, dir)
	whole := func(files map[string][]byte) error {
		c, err := OpenCheckpoint(files[CheckpointFile], k)
		if err != nil {
			return err
		}
		leaves, err := Leaves(memory(files), c.Size)
		if err != nil {
			return err
		}
		tree := NewTree(HashLeaves(leaves))
		if root, err := tree.Root(c.Size); err != nil || root != c.Root {
			return errors.Join(err, errors.New("another root"))
		}
		for name, data := range files {
			if name != CheckpointFile {
				if err := CheckFile(name, data, tree, leaves); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := whole(files); err != nil {
		t.Fatal(err)
	}
	random := mathrand.New(mathrand.NewPCG(1, 2))
	for name, data := range files {
		for range 60 {
			at, flip := random.IntN(len(data)), byte(1+random.IntN(255))
			data[at] ^= flip
			if err := whole(files); err == nil {
				t.Errorf("%s: byte %d with bits %08b flipped is not found", name, at, flip)
			}
			data[at] ^= flip
		}
	}
}

type memory map[string][]byte

func (m memory) ReadFile(name string) ([]byte, error) {
	if data, ok := m[name]; ok {
		return data, nil
	}
	return nil, fs.ErrNotExist
}

// TestWitnessKey: cosignatures are read as another implementation makes them.
func TestWitnessKey(t *testing.T) {
	dir := t.TempDir()
	s, k := keys(t)
	c := grown(t, dir, s, k, 2)
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	witness, err := torchwood.NewCosignatureSigner("witness.example", private)
	if err != nil {
		t.Fatal(err)
	}
	n, err := note.Open(c.Raw, note.VerifierList(k...))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := note.Sign(n, witness)
	if err != nil {
		t.Fatal(err)
	}
	w, err := ParseWitnessKey(witness.Verifier().String())
	if err != nil {
		t.Fatal(err)
	}
	if c, err = OpenCheckpoint(raw, append(k, w)); err != nil || len(c.Signers) != 2 {
		t.Errorf("%v %v", c.Signers, err)
	}
	if c, err = OpenCheckpoint(raw, k); err != nil || len(c.Signers) != 1 || len(c.Strangers) != 1 {
		t.Errorf("%v %v %v", c.Signers, c.Strangers, err)
	}
	if _, err = OpenCheckpoint(raw, Keys{w}[:0]); err == nil || !strings.Contains(err.Error(), "by none of the given keys") {
		t.Errorf("without keys: %v", err)
	}
}

func TestOrigin(t *testing.T) {
	for _, bad := range []string{"", "a b", "a+b", "https://a.example", "a\n"} {
		if CheckOrigin(bad) == nil {
			t.Errorf("%q passes", bad)
		}
	}
}
