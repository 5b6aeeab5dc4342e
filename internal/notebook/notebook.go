// Package notebook keeps what a run found out, so that the next need not find
// it out again.
//
// A book is a plain text in .cache/: one answer a line, with the name of what
// it is about and the key under which it holds. An answer is given only for
// the same key; a book that is damaged, of another program or of another form
// is empty. So a book is always safe to delete, to lose and to share, and no
// answer depends on there being one.
//
//	gazette notebook 1 GENERATION
//	NAME <tab> KEY <tab> ANSWER
//	end XXH64              of everything before this line
package notebook

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/cespare/xxhash/v2"
)

// Book holds the answers of earlier runs and takes those of this one. Its
// methods may be called by several goroutines. A nil Book knows nothing and
// takes nothing.
type Book struct {
	// Clock tells the time of the file system that a folder is on.
	Clock func(folder string) (time.Time, error)

	file string
	head string

	open   sync.Once // when it is first asked for something
	lost   bool      // no book can be kept here
	began  time.Time // by the clock of the file system that the book is on
	mu     sync.Mutex
	before map[string]note
	now    map[string]note
	news   bool // now has what before has not
}

// note is an answer and the key under which it holds.
type note struct{ key, answer string }

// New returns the book in a file, which is read when it is first asked for
// something. generation names everything that all answers depend on, such as
// the program; it holds no line end. Where no book can be kept it knows nothing.
func New(file, generation string) *Book {
	return &Book{Clock: clock, file: file, head: "gazette notebook 1 " + generation + "\n"}
}

// ready opens the book and reports whether it is of use.
func (b *Book) ready() bool {
	if b == nil {
		return false
	}
	b.open.Do(func() {
		b.now = map[string]note{}
		var err error
		b.began, err = b.Clock(filepath.Dir(b.file))
		b.lost = err != nil
		data, _ := os.ReadFile(b.file) // a book that cannot be read is empty
		b.before = b.parse(data)
	})
	b.mu.Lock()
	defer b.mu.Unlock()
	return !b.lost
}

// clock makes a file to ask the file system for its time. It is what the times
// of files can be compared with, on network file systems too.
func clock(folder string) (time.Time, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return time.Time{}, err
	}
	f, err := os.CreateTemp(folder, ".notebook-*")
	if err != nil {
		return time.Time{}, err
	}
	defer os.Remove(f.Name())
	info, err := f.Stat()
	if err := errors.Join(err, f.Close()); err != nil {
		return time.Time{}, err
	}
	return info.ModTime(), nil
}

// parse reads the notes of a book that is whole and of our generation.
func (b *Book) parse(data []byte) map[string]note {
	notes := map[string]note{}
	text, ok := bytes.CutPrefix(data, []byte(b.head))
	if !ok {
		return notes
	}
	end := bytes.LastIndexByte(bytes.TrimSuffix(data, []byte("\n")), '\n') + 1
	if string(data[end:]) != seal(data[:end]) {
		return notes
	}
	lines := string(text[:end-len(b.head)])
	for line := range strings.SplitSeq(strings.TrimSuffix(lines, "\n"), "\n") {
		name, rest, ok := strings.Cut(line, "\t")
		key, answer, both := strings.Cut(rest, "\t")
		if ok && both {
			notes[name] = note{key, answer}
		}
	}
	return notes
}

func seal(text []byte) string { return fmt.Sprintf("end %016x\n", xxhash.Sum64(text)) }

// Look returns the answer that holds for a name under a key: of an earlier run,
// or of this one.
func (b *Book) Look(name, key string) (answer string, ok bool) {
	if !b.ready() {
		return "", false
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if n, ok := b.now[name]; ok && n.key == key {
		return n.answer, true
	}
	n, ok := b.before[name]
	if !ok || n.key != key {
		return "", false
	}
	b.now[name] = n
	return n.answer, true
}

// Note keeps an answer for the next run. One that cannot be written on a line
// is not kept.
func (b *Book) Note(name, key, answer string) {
	if !b.ready() || strings.ContainsAny(name+key, "\t\n") || strings.Contains(answer, "\n") {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now[name] = note{key, answer}
	b.news = true
}

// Close writes the book, if there is news: what was looked up or noted, and
// nothing else. The file is replaced in one step; of two runs at once the last
// one's stays. An error leaves the book as it was. A closed book knows nothing
// and takes nothing.
func (b *Book) Close() error {
	if b == nil {
		return nil
	}
	b.open.Do(func() { b.lost = true }) // nobody asked it anything
	b.mu.Lock()
	defer b.mu.Unlock()
	defer func() { b.lost, b.before, b.now = true, nil, nil }()
	if b.lost || !b.news && len(b.now) == len(b.before) {
		return nil
	}
	var text bytes.Buffer
	text.WriteString(b.head)
	for _, name := range slices.Sorted(maps.Keys(b.now)) {
		n := b.now[name]
		text.WriteString(name + "\t" + n.key + "\t" + n.answer + "\n")
	}
	text.WriteString(seal(text.Bytes()))
	return replace(b.file, text.Bytes())
}

func replace(file string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(file), ".notebook-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	if err := errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), file)
}

// Discard removes the book, should one of its answers have been found wrong.
func (b *Book) Discard() {
	if b != nil {
		_ = os.Remove(b.file)
	}
}

// settled is how much older than the run a file must be to be known by its
// time: the coarsest file systems count in steps of two seconds.
const settled = 2 * time.Second

// Stamp is the key of a file by its size and its times, without reading it. A
// file that was written lately, or whose times were set lately, has none: it
// could be written again without its times changing. Neither has any where the
// system does not tell when an entry was changed: there a tool that keeps times
// would leave a new text with the old one's.
func (b *Book) Stamp(info fs.FileInfo) (key string, ok bool) {
	if !b.ready() {
		return "", false
	}
	at, entry, ok := changed(info)
	if last := b.began.Add(-settled); !ok || at.After(last) || info.ModTime().After(last) {
		return "", false
	}
	return fmt.Sprintf("%d %d %d %s", info.Size(), info.ModTime().UnixNano(), at.UnixNano(), entry), true
}
