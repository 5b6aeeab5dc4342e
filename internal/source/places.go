package source

import (
	"slices"
	"sync"
)

// places finds lines and columns without reading a file from its beginning
// each time: a text of one long line may have ten thousand findings.
type places struct {
	once   sync.Once
	lines  []int // where each line starts
	counts []int // characters before each step
}

// step is how many bytes are counted at most for a column.
const step = 1 << 10

func (p *places) make(data []byte) {
	p.lines = append(p.lines, 0)
	count := 0
	for i, c := range data {
		if i%step == 0 {
			p.counts = append(p.counts, count)
		}
		if c == '\n' {
			p.lines = append(p.lines, i+1)
		}
		if c&0xC0 != 0x80 {
			count++
		}
	}
	if len(data)%step == 0 {
		p.counts = append(p.counts, count)
	}
}

// before is how many characters begin before an offset.
func (p *places) before(data []byte, offset int) int {
	n := p.counts[offset/step]
	for _, c := range data[offset/step*step : offset] {
		if c&0xC0 != 0x80 { // not inside a character of UTF-8
			n++
		}
	}
	return n
}

// offset is where the character begins before which there are n.
func (p *places) offset(data []byte, n int) int {
	i, found := slices.BinarySearch(p.counts, n)
	if !found {
		i--
	}
	at, count := i*step, p.counts[i]
	for at < len(data) && (count < n || data[at]&0xC0 == 0x80) {
		if data[at]&0xC0 != 0x80 {
			count++
		}
		at++
	}
	return at
}

// at is the index of the line that holds an offset.
func (p *places) at(offset int) int {
	i, found := slices.BinarySearch(p.lines, offset)
	if !found {
		i--
	}
	return i
}

// index is the places of a file's data, made when they are first asked for.
func (f File) index() *places {
	p := f.places
	if p == nil {
		p = &places{}
	}
	p.once.Do(func() { p.make(f.Data) })
	return p
}

// Indexed returns the file, ready to be asked for many places.
func (f File) Indexed() File {
	if f.places == nil {
		f.places = &places{}
	}
	return f
}
