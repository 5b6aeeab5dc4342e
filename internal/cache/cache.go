// Package cache keeps what a run found out, so that the next need not find
// it out again.
//
// A cache is a plain text in .cache/: one answer a line, with the name of what
// it is about and the key under which it holds. An answer is given only for
// the same key; a cache that is damaged, of another program or of another form
// is empty. So a cache is always safe to delete, to lose and to share, and no
// answer depends on there being one.
//
//	gazette cache 1 GENERATION
//	NAME <tab> KEY <tab> ANSWER
//	end XXH64              of everything before this line
package cache

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

	"gazette/internal/durable"
)

// Cache holds the answers of earlier runs and takes those of this one. Its
// methods may be called by several goroutines. A nil Cache knows nothing and
// takes nothing.
type Cache struct {
	// Clock tells the time of the file system that a folder is on.
	Clock func(folder string) (time.Time, error)

	file string
	head string

	open   sync.Once // when it is first asked for something
	lost   bool      // no cache can be kept here
	began  time.Time // by the clock of the file system that the cache is on
	mu     sync.Mutex
	before map[string]entry
	now    map[string]entry
	news   bool // now has what before has not
}

// entry is an answer and the key under which it holds.
type entry struct{ key, answer string }

// New returns the cache in a file, which is read when it is first asked for
// something. generation names everything that all answers depend on, such as
// the program; it holds no line end. Where no cache can be kept it knows nothing.
func New(file, generation string) *Cache {
	return &Cache{Clock: clock, file: file, head: "gazette cache 1 " + generation + "\n"}
}

// ready opens the cache and reports whether it is of use.
func (c *Cache) ready() bool {
	if c == nil {
		return false
	}
	c.open.Do(func() {
		c.now = map[string]entry{}
		var err error
		c.began, err = c.Clock(filepath.Dir(c.file))
		c.lost = err != nil
		var data []byte // a cache that cannot be read is empty; a pipe would keep us waiting
		if info, err := os.Lstat(c.file); err == nil && info.Mode().IsRegular() {
			data, _ = os.ReadFile(c.file)
		}
		c.before = c.parse(data)
	})
	c.mu.Lock()
	defer c.mu.Unlock()
	return !c.lost
}

// clock makes a file to ask the file system for its time. It is what the times
// of files can be compared with, on network file systems too.
func clock(folder string) (time.Time, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return time.Time{}, err
	}
	f, err := os.CreateTemp(folder, ".cache-*")
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

// parse reads the entries of a cache that is whole and of our generation.
func (c *Cache) parse(data []byte) map[string]entry {
	entries := map[string]entry{}
	text, ok := bytes.CutPrefix(data, []byte(c.head))
	if !ok {
		return entries
	}
	end := bytes.LastIndexByte(bytes.TrimSuffix(data, []byte("\n")), '\n') + 1
	if string(data[end:]) != seal(data[:end]) {
		return entries
	}
	lines := string(text[:end-len(c.head)])
	for line := range strings.SplitSeq(strings.TrimSuffix(lines, "\n"), "\n") {
		name, rest, ok := strings.Cut(line, "\t")
		key, answer, both := strings.Cut(rest, "\t")
		if ok && both {
			entries[name] = entry{key, answer}
		}
	}
	return entries
}

func seal(text []byte) string { return fmt.Sprintf("end %016x\n", xxhash.Sum64(text)) }

// Recall returns the answer that holds for a name under a key: of an earlier run,
// or of this one.
func (c *Cache) Recall(name, key string) (answer string, ok bool) {
	if !c.ready() {
		return "", false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if n, ok := c.now[name]; ok && n.key == key {
		return n.answer, true
	}
	n, ok := c.before[name]
	if !ok || n.key != key {
		return "", false
	}
	c.now[name] = n
	return n.answer, true
}

// Remember keeps an answer for the next run. One that cannot be written on a line
// is not kept.
func (c *Cache) Remember(name, key, answer string) {
	if !c.ready() || strings.ContainsAny(name+key, "\t\n") || strings.Contains(answer, "\n") {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now[name] = entry{key, answer}
	c.news = true
}

// Close writes the cache, if there is news: what was recalled or remembered, and
// nothing else. The file is replaced in one step; of two runs at once the last
// one's stays. An error leaves the cache as it was. A closed cache knows nothing
// and takes nothing.
func (c *Cache) Close() error {
	if c == nil {
		return nil
	}
	c.open.Do(func() { c.lost = true }) // nobody asked it anything
	c.mu.Lock()
	defer c.mu.Unlock()
	defer func() { c.lost, c.before, c.now = true, nil, nil }()
	if c.lost || !c.news && len(c.now) == len(c.before) {
		return nil
	}
	var text bytes.Buffer
	text.WriteString(c.head)
	for _, name := range slices.Sorted(maps.Keys(c.now)) {
		n := c.now[name]
		text.WriteString(name + "\t" + n.key + "\t" + n.answer + "\n")
	}
	text.WriteString(seal(text.Bytes()))
	return durable.Replace(c.file, text.Bytes(), 0o600)
}

// Discard removes the cache, should one of its answers have been found wrong.
func (c *Cache) Discard() {
	if c != nil {
		_ = os.Remove(c.file)
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
func (c *Cache) Stamp(info fs.FileInfo) (key string, ok bool) {
	if !c.ready() {
		return "", false
	}
	at, entry, ok := changed(info)
	if last := c.began.Add(-settled); !ok || at.After(last) || info.ModTime().After(last) {
		return "", false
	}
	return fmt.Sprintf("%d %d %d %s", info.Size(), info.ModTime().UnixNano(), at.UnixNano(), entry), true
}
