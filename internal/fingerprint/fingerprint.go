// Package fingerprint names what a result was made of, so that it holds for as long as the name is the same.
//
// Every key of a cache is made here: each thing that the result depends on is added under its name. Names and values
// are kept apart by their lengths, so that no two lists of dependencies run together.
package fingerprint

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"

	"github.com/cespare/xxhash/v2"
)

// Fingerprint is a name under way: XXH64 of what was added so far.
type Fingerprint struct {
	hash    xxhash.Digest
	scratch []byte
}

// New returns the fingerprint of nothing.
func New() *Fingerprint {
	f := &Fingerprint{}
	f.hash.Reset()
	return f
}

// Add adds what the result depends on: its name, and its values in order. A value
// that is none of Go's plain ones is read by its String method, or as Go would write it.
func (f *Fingerprint) Add(name string, values ...any) *Fingerprint {
	f.part(name)
	f.count(len(values))
	for _, v := range values {
		f.add(v)
	}
	return f
}

func (f *Fingerprint) add(v any) {
	switch v := v.(type) {
	case string:
		f.part(v)
	case []byte:
		f.count(len(v))
		_, _ = f.hash.Write(v)
	case []string:
		f.count(len(v))
		for _, s := range v {
			f.part(s)
		}
	case bool:
		f.part(strconv.FormatBool(v))
	case int:
		f.count(v)
	case uint64:
		f.count(int(v))
	case fmt.Stringer:
		f.part(v.String())
	default:
		f.part(fmt.Sprintf("%#v", v)) // texts in quotes, maps in order
	}
}

// part adds a text and its length.
func (f *Fingerprint) part(s string) {
	f.count(len(s))
	_, _ = f.hash.WriteString(s)
}

func (f *Fingerprint) count(n int) {
	f.scratch = binary.BigEndian.AppendUint64(f.scratch[:0], uint64(n))
	_, _ = f.hash.Write(f.scratch)
}

// Sum returns the name as a number.
func (f *Fingerprint) Sum() uint64 { return f.hash.Sum64() }

// String returns the name in hexadecimal digits.
func (f *Fingerprint) String() string { return hex.EncodeToString(f.hash.Sum(nil)) }
