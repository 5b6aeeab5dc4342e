// Package text reads a rendered text as its reader does: words, link targets, clauses.
//
// Its input is always the HTML body of one edition as the Markdown renderer gives it: a sanitised, balanced
// fragment in UTF-8. Its output is what a reader takes in, whatever the markup: [Words] for searching, [Canonical]
// and [Hash] for telling whether two editions read the same. The rules are specified, with test vectors, in
// docs/text-hash.md, so that another program in another language gets the same hashes.
package text

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// LinkOpen and LinkClose stand around a link target in a canonical text. They cannot occur in the words, because
// control characters are not read.
const (
	LinkOpen  = '\x02'
	LinkClose = '\x03'
)

// Hash returns "sha256:" and the 64 lower-case hexadecimal digits of the SHA-256 of Canonical(body). Two bodies
// have the same hash if and only if they read the same: same words, same link targets on the same words, same numbers
// of items. The body may be given in pieces, each of which is balanced.
func Hash[T ~string | ~[]byte](body ...T) string { return hash(true, body) }

// EarlyHash is the hash as reading 1 of docs/text-hash.md has it: the numbers of items are no part of the text.
func EarlyHash[T ~string | ~[]byte](body ...T) string { return hash(false, body) }

func hash[T ~string | ~[]byte](count bool, body []T) string {
	buf := buffers.Get().(*[]byte)
	f := folder{out: (*buf)[:0], links: true, count: count}
	for _, piece := range body {
		f.read(string(piece))
	}
	sum := sha256.Sum256(f.finish())
	*buf = f.out
	buffers.Put(buf)
	out := make([]byte, 7+2*len(sum))
	copy(out, "sha256:")
	hex.Encode(out[7:], sum[:])
	return string(out)
}

// buffers holds the buffers of Hash and WordsOf, which are asked for every edition of a site.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// Canonical returns the UTF-8 text that Hash is taken over: the words of body in reading order, one space between
// them, in Unicode NFC, and where the link target of the characters changes, the new target between U+0002 and
// U+0003 (nothing between them where a link ends).
func Canonical(body []byte) []byte {
	f := folder{out: make([]byte, 0, len(body)+16), links: true, count: true}
	f.read(string(body))
	return f.finish()
}

// Words returns what Canonical does without the link targets, the numbers of items and those of footnotes: the author's
// words as one line, for searching, counting and comparing.
func Words(body []byte) string { return WordsOf(string(body)) }

// WordsOf is Words of a piece of a body.
func WordsOf(piece string) string {
	buf := buffers.Get().(*[]byte)
	f := folder{out: (*buf)[:0]}
	f.read(piece)
	words := string(f.finish())
	*buf = f.out
	buffers.Put(buf)
	return words
}

// Fragment returns the canonical text of a piece of a body, whose surrounding link has the given target ("" for
// none).
func Fragment(piece, target string) string {
	f := folder{out: make([]byte, 0, len(piece)+16), links: true, target: target}
	f.read(piece)
	return string(f.finish())
}

// Plain returns a canonical text without its link targets.
func Plain(canonical string) string {
	if strings.IndexByte(canonical, LinkOpen) < 0 {
		return canonical
	}
	out := make([]byte, 0, len(canonical))
	for {
		i := strings.IndexByte(canonical, LinkOpen)
		if i < 0 {
			return norm.NFC.String(string(append(out, canonical...)))
		}
		out = append(out, canonical[:i]...)
		j := strings.IndexByte(canonical[i:], LinkClose)
		if j < 0 {
			return string(out)
		}
		canonical = canonical[i+j+1:]
	}
}
