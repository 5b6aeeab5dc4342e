package words

import (
	"compress/gzip"
	"embed"
	"io"
	"sort"
	"strings"
	"sync"
	"unicode"
)

//go:embed data/*.gz
var data embed.FS

// dictionary is the words of one script. They are read when they are first asked for.
type dictionary struct {
	script *unicode.RangeTable
	file   string
	once   sync.Once
	words  []string // sorted by their bytes
}

var dictionaries = []*dictionary{
	{script: unicode.Thai, file: "data/thai.txt.gz"},
	{script: unicode.Lao, file: "data/lao.txt.gz"},
	{script: unicode.Khmer, file: "data/khmer.txt.gz"},
	{script: unicode.Myanmar, file: "data/burmese.txt.gz"},
}

// dictionaryOf returns the dictionary of the script of r, or nil.
func dictionaryOf(r rune) *dictionary {
	switch {
	case r < 0x0E00 || r > 0x17FF && r < 0xA9E0 || r > 0xAA7F: // none of the four
		return nil
	case r < 0x0E80:
		return dictionaries[0]
	case r < 0x0F00:
		return dictionaries[1]
	case unicode.Is(unicode.Khmer, r):
		return dictionaries[2]
	case unicode.Is(unicode.Myanmar, r):
		return dictionaries[3]
	}
	return nil
}

// load reads the words. The files are part of the program: that they cannot be read is a fault in it.
func (d *dictionary) load() {
	f, err := data.Open(d.file)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		panic(err)
	}
	all, err := io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	d.words = strings.Split(strings.TrimSuffix(string(all), "\n"), "\n")
}

// prefixes calls found with the length of each word that s begins with, the shorter first.
func (d *dictionary) prefixes(s string, found func(length int)) {
	d.once.Do(d.load)
	rest := d.words
	for n := 1; n <= len(s); n++ {
		c := s[n-1]
		lo := sort.Search(len(rest), func(k int) bool { return len(rest[k]) >= n && rest[k][n-1] >= c })
		rest = rest[lo:]
		hi := sort.Search(len(rest), func(k int) bool { return rest[k][n-1] > c })
		rest = rest[:hi]
		if len(rest) == 0 {
			return
		}
		if len(rest[0]) == n {
			found(n)
			rest = rest[1:]
		}
	}
}
