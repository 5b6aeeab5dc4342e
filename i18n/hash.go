package i18n

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"maps"
	"slices"
)

// hash covers everything a caller can learn from the catalogue.
func (c *Catalog) hash() [32]byte {
	h := sha256.New()
	write(h, string(c.Locale), string(c.lang))
	for _, key := range slices.Sorted(maps.Keys(c.wording)) {
		w := c.wording[key]
		write(h, key, mark(w.own), mark(w.counts))
		if w.counts {
			write(h, string(w.locale))
		}
		for _, form := range w.forms {
			h.Write([]byte{byte(len(form)), byte(len(form) >> 8)})
			for _, p := range form {
				write(h, p.text, p.name)
			}
		}
	}
	return [32]byte(h.Sum(nil))
}

// write keeps the strings apart by their lengths: "ab", "c" is not "a", "bc".
func write(h hash.Hash, parts ...string) {
	for _, s := range parts {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(s))))
		h.Write([]byte(s))
	}
}

func mark(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}
