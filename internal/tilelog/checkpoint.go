package tilelog

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	fnote "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint is the signed head of a log: so many leaves have this root hash.
type Checkpoint struct {
	Origin    string
	Size      int64
	Root      tlog.Hash
	Raw       []byte   // as signed, with all signatures
	Signers   []string // the given keys whose signatures hold, as name+hash
	Strangers []string // signatures that no given key can judge, as name+hash
}

// Keys are the public keys that a reader trusts.
type Keys []note.Verifier

// NewKey makes an Ed25519 key for a log. Both halves are lines of the signed-note format, named by the origin.
func NewKey(rand io.Reader, origin string) (private, public string, err error) {
	if err := CheckOrigin(origin); err != nil {
		return "", "", err
	}
	return note.GenerateKey(rand, origin)
}

// CheckOrigin judges the name of a log (C2SP tlog-checkpoint, signed-note: no white space and no plus sign).
func CheckOrigin(origin string) error {
	if origin == "" || !utf8.ValidString(origin) || strings.ContainsRune(origin, '+') ||
		strings.ContainsFunc(origin, unicode.IsSpace) || strings.Contains(origin, "://") {
		return fmt.Errorf("%q cannot be the name of a log", origin)
	}
	return nil
}

// ParseKey reads the public key of a log.
func ParseKey(key string) (note.Verifier, error) { return note.NewVerifier(strings.TrimSpace(key)) }

// ParseWitnessKey reads the public key of a witness (C2SP tlog-cosignature).
func ParseWitnessKey(key string) (note.Verifier, error) {
	return fnote.NewVerifierForCosignatureV1(strings.TrimSpace(key))
}

// ParseSigner reads a private key.
func ParseSigner(key string) (note.Signer, error) { return note.NewSigner(strings.TrimSpace(key)) }

// KeyName is how a key is named in talk and in signatures: its name and the hash of it.
func KeyName(k interface {
	Name() string
	KeyHash() uint32
}) string {
	return fmt.Sprintf("%s+%08x", k.Name(), k.KeyHash())
}

// OpenCheckpoint reads a checkpoint and verifies its signatures. One of the given keys at least must have signed it,
// and none of theirs may be wrong. Every byte counts: base64 that says the same in other letters is an error.
func OpenCheckpoint(raw []byte, keys Keys) (Checkpoint, error) {
	n, err := note.Open(raw, note.VerifierList(keys...))
	var unverified *note.UnverifiedNoteError
	if errors.As(err, &unverified) {
		return Checkpoint{}, fmt.Errorf("is signed by %s, and by none of the given keys",
			strings.Join(names(unverified.Note.UnverifiedSigs), " and "))
	}
	if err != nil {
		return Checkpoint{}, errors.New(strings.TrimPrefix(err.Error(), "note: "))
	}
	c, err := ParseCheckpoint(raw)
	if err != nil {
		return Checkpoint{}, err
	}
	for _, s := range append(n.Sigs, n.UnverifiedSigs...) {
		if b, err := base64.StdEncoding.Strict().DecodeString(s.Base64); err != nil ||
			base64.StdEncoding.EncodeToString(b) != s.Base64 {
			return Checkpoint{}, fmt.Errorf("the signature of %s is not written as it should be", s.Name)
		}
	}
	c.Signers, c.Strangers = names(n.Sigs), names(n.UnverifiedSigs)
	return c, nil
}

func names(sigs []note.Signature) (out []string) {
	for _, s := range sigs {
		out = append(out, fmt.Sprintf("%s+%08x", s.Name, s.Hash))
	}
	return out
}

// ParseCheckpoint reads what a checkpoint says without verifying it: origin, size and root hash, a line each.
func ParseCheckpoint(raw []byte) (Checkpoint, error) {
	body, _, ok := bytes.Cut(raw, []byte("\n\n"))
	lines := strings.Split(string(body), "\n")
	if !ok || len(lines) != 3 {
		return Checkpoint{}, errors.New("is not a checkpoint of three lines and its signatures")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return Checkpoint{}, fmt.Errorf("%q is not a number of leaves", lines[1])
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return Checkpoint{}, fmt.Errorf("%q is not a root hash", lines[2])
	}
	return Checkpoint{Origin: lines[0], Size: size, Root: tlog.Hash(root), Raw: raw}, nil
}

// Body is what is signed: everything up to the empty line.
func (c Checkpoint) Body() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))
}
