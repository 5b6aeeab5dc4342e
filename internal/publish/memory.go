package publish

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/cespare/xxhash/v2"
)

// memory is what a run remembers of the tree it made: a plain text, one fact a
// line. A memory that cannot be read, or that is not about the tree that
// stands, is no memory.
//
//	gazette output 1
//	generation G
//	tree ID
//	spare ID            the tree in .NAME.next ...
//	differs PATH        ... and what it has otherwise
//	unit KEY NAME
//	memo TEXT
//	SUM PATH            a file of the unit; XXH64 of its bytes
type memory struct {
	generation string
	id         string
	spare      string
	delta      []string
	units      map[string]unit
	sums       map[string]uint64
}

// unit is some files that are made together.
type unit struct {
	key   string
	memo  string
	files []string
}

const memoryHead = "gazette output 1"

func newMemory() *memory { return &memory{units: map[string]unit{}, sums: map[string]uint64{}} }

// readMemory reads what is known of a tree; an empty memory when that is nothing.
func readMemory(file, id string) *memory {
	info, err := os.Lstat(file)
	if err != nil || !info.Mode().IsRegular() || id == "" { // a link, or a pipe that would keep us waiting
		return newMemory()
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return newMemory()
	}
	m, ok := parseMemory(data)
	if !ok || m.id != id || m.digest() != id {
		return newMemory()
	}
	return m
}

func parseMemory(data []byte) (*memory, bool) {
	m := newMemory()
	head, rest, _ := bytes.Cut(data, []byte("\n"))
	if string(head) != memoryHead {
		return nil, false
	}
	name := ""
	var u unit
	for len(rest) > 0 {
		line, after, _ := bytes.Cut(rest, []byte("\n"))
		rest = after
		word, value, ok := strings.Cut(string(line), " ")
		if !ok {
			return nil, false
		}
		switch word {
		case "generation":
			m.generation = value
		case "tree":
			m.id = value
		case "spare":
			m.spare = value
		case "differs":
			m.delta = append(m.delta, value)
		case "unit":
			if name != "" {
				m.units[name] = u
			}
			u = unit{}
			u.key, name, _ = strings.Cut(value, " ")
		case "memo":
			u.memo = value
		default:
			sum, err := strconv.ParseUint(word, 16, 64)
			if err != nil {
				return nil, false
			}
			u.files = append(u.files, value)
			m.sums[value] = sum
		}
	}
	if name != "" {
		m.units[name] = u
	}
	return m, true
}

// digest names a tree by its files.
func (m *memory) digest() string {
	h := xxhash.New()
	for _, file := range slices.Sorted(maps.Keys(m.sums)) {
		fmt.Fprintf(h, "%016x %s\n", m.sums[file], file)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// write replaces the memory on disk in one step.
func (m *memory) write(file, generation string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return nil // a site that cannot be written to is built whole every time
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), ".output-*")
	if err != nil {
		return nil
	}
	defer os.Remove(tmp.Name())
	w := bufio.NewWriterSize(tmp, 1<<16)
	m.print(w, generation)
	if w.Flush() != nil || tmp.Close() != nil {
		return nil
	}
	return os.Rename(tmp.Name(), file)
}

func (m *memory) print(w *bufio.Writer, generation string) {
	fmt.Fprintf(w, "%s\ngeneration %s\ntree %s\n", memoryHead, generation, m.id)
	if m.spare != "" {
		fmt.Fprintf(w, "spare %s\n", m.spare)
		for _, file := range m.delta {
			fmt.Fprintf(w, "differs %s\n", file)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.units)) {
		u := m.units[name]
		fmt.Fprintf(w, "unit %s %s\n", u.key, name)
		if u.memo != "" {
			fmt.Fprintf(w, "memo %s\n", u.memo)
		}
		for _, file := range u.files {
			fmt.Fprintf(w, "%016x %s\n", m.sums[file], file)
		}
	}
}
