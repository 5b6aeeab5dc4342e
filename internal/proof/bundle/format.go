// Package bundle makes bundles: the files that lead from one text to the signed checkpoint of a log, for whoever wants
// to check that text without the site. It says what the files hold, and judges none of them: package proof does.
package bundle

import (
	_ "embed"
	"encoding/base64"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Script checks a bundle without Gazette, in Python.
//
//go:embed check.py
var Script []byte

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

// Proof is proof.json: what leads from the files of a bundle to the signed checkpoint.
type Proof struct {
	Notice     string     `json:"notice"`
	Locale     string     `json:"locale"`
	Effective  string     `json:"effective"`
	PublicKey  string     `json:"public_key"` // as the publisher says; not to be trusted
	Earlier    []Earlier  `json:"earlier,omitempty"`
	Leaves     []Included `json:"leaves"`
	Timestamps []Stamp    `json:"timestamps,omitempty"`
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

// Stamp is a time stamp and what it is over.
type Stamp struct {
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

func Decode(hashes []string) (out []tlog.Hash, err error) {
	for _, h := range hashes {
		b, err := base64.StdEncoding.Strict().DecodeString(h)
		if err != nil || len(b) != tlog.HashSize {
			return nil, fmt.Errorf("%q is no hash", h)
		}
		out = append(out, tlog.Hash(b))
	}
	return out, nil
}
