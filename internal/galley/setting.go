package galley

import (
	"encoding/hex"
	"sync"

	"gazette/internal/notice"
)

// Answers keeps what earlier runs found out, by name and key; *cache.Cache
// does. An answer holds for as long as its key.
type Answers interface {
	Recall(name, key string) (answer string, ok bool)
	Remember(name, key, answer string)
}

// none knows nothing.
type none struct{}

func (none) Recall(string, string) (string, bool) { return "", false }
func (none) Remember(string, string, string)      {}

// Setting is a notice whose texts are set when somebody first asks for one. A
// text's hash may be known without.
type Setting struct {
	formatter *Formatter
	galleys   func() map[*notice.Edition]*Galley
}

// Setting prepares a notice for setting.
func (f *Formatter) Setting(n *notice.Notice) *Setting {
	return &Setting{f, sync.OnceValue(func() map[*notice.Edition]*Galley { return f.Notice(n) })}
}

// Done is the setting of a notice that was set.
func Done(galleys map[*notice.Edition]*Galley) *Setting {
	return &Setting{nil, func() map[*notice.Edition]*Galley { return galleys }}
}

// Galleys are the texts of the notice, set.
func (s *Setting) Galleys() map[*notice.Edition]*Galley { return s.galleys() }

// Galley is one text of the notice, set; nil when it is none of its texts.
func (s *Setting) Galley(e *notice.Edition) *Galley { return s.galleys()[e] }

// Hash is the text hash of one of the notice's texts.
func (s *Setting) Hash(e *notice.Edition) string {
	if s.formatter != nil {
		if hash, ok := s.formatter.hashes.Recall(hashNote(e)); ok {
			return hash
		}
	}
	return s.Galley(e).Hash()
}

// EarlyHash is the text hash of one of the notice's texts as reading 1 has it.
func (s *Setting) EarlyHash(e *notice.Edition) string { return s.Galley(e).EarlyHash() }

// hashNote is the name and the key of a text's hash. It depends on the bytes
// of the file alone, and on the program: see docs/text-hash.md.
func hashNote(e *notice.Edition) (name, key string) {
	return e.Path, hex.EncodeToString(e.Hash[:])
}

// hash returns a text's hash, from the notes or by reading the text.
func (f *Formatter) hash(e *notice.Edition, read func() string) string {
	name, key := hashNote(e)
	if hash, ok := f.hashes.Recall(name, key); ok {
		return hash
	}
	hash := read()
	f.hashes.Remember(name, key, hash)
	return hash
}
