// Package publish puts bytes into a folder that is never half written.
//
// A new tree stands beside the old one and takes its place in one step, so
// that a process killed at any instant leaves the old tree or the new one,
// whole. The rules:
//
//   - The new tree is .NAME.next beside the folder NAME. Commit exchanges the
//     two in one system call where there is one (Linux, macOS), else by two
//     renames through .NAME.old.
//   - Files that did not change are the same file in both trees (a hard link):
//     they are neither written nor touched, and keep their modification time.
//     A file that changes is a new file; the old one is never written to.
//   - A file of the same bytes as the one before it in its unit is that file too,
//     where the file system has links: a page at two addresses takes room once.
//   - The tree that went out stays as the spare: it differs from the new one in
//     the files of one commit alone, so the next commit costs what changed, not
//     what there is. It is trusted only while the memory of the last run names
//     it, and it loses its marker before it is touched: a killed run leaves a
//     spare that nobody trusts.
//   - Deleting the memory, the spare or both is always safe: the next run then
//     writes everything.
//   - A folder without our marker is not ours and is never touched, unless forced.
package publish

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/cespare/xxhash/v2"
)

// Marker is the file that says a folder was made by Gazette, and which tree it holds.
const Marker = ".gazette"

const markerText = "This folder is made by `gazette build`. It is replaced as a whole on every build: keep " +
	"nothing of your own here.\n"

// ErrForeign is returned for a folder that holds files and no marker.
var ErrForeign = errors.New("was not made by gazette")

// Stage is a new tree on its way to become a folder. Its methods may be called
// by several goroutines, but for Commit and Abort, which the owner calls once.
type Stage struct {
	dir, next, old string
	memoryFile     string
	generation     string

	mu      sync.Mutex
	before  *memory // of the tree in dir; empty when it is not known
	now     *memory
	delta   []string // files that the new tree has otherwise than dir
	prepare sync.Once
	failed  error    // of preparing
	plain   sync.Map // folders of a spare on whose way no link stands
	linked  sync.Mutex
	patch   bool // next is a spare that differs from dir in a few known files
}

// New prepares a stage for a folder. cache is a folder that remembers what the
// folder holds; generation names everything that all files depend on (program,
// templates): with another one nothing is recalled. The caller holds the lock
// that keeps a second run away.
func New(dir, cache, generation string, force bool) (*Stage, error) {
	dir, err := resolve(dir)
	if err != nil {
		return nil, err
	}
	parent, name := filepath.Split(dir)
	s := &Stage{dir: dir, next: filepath.Join(parent, "."+name+".next"), old: filepath.Join(parent, "."+name+".old"),
		generation: generation,
		memoryFile: filepath.Join(cache, fmt.Sprintf("output-%016x.txt", xxhash.Sum64String(dir))), now: newMemory()}
	if err := s.recover(); err != nil {
		return nil, err
	}
	if err := s.own(force); err != nil {
		return nil, err
	}
	s.before = newMemory()
	if !force { // what stands there is not trusted to be what was built
		s.before = readMemory(s.memoryFile, markerOf(s.dir))
	}
	if s.patch = s.before.spare != "" && isFolder(s.next) && s.before.spare == markerOf(s.next); s.patch {
		return s, nil
	}
	return s, os.RemoveAll(s.next) // what a killed run left, or a spare that nobody remembers
}

// resolve follows symbolic links, so that a linked folder is replaced where it is.
func resolve(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		return real, nil
	}
	if err := os.MkdirAll(filepath.Dir(abs), 0o755); err != nil {
		return "", err
	}
	return abs, nil
}

// recover brings the folder back if a process died between two renames.
func (s *Stage) recover() error {
	if _, err := os.Lstat(s.dir); errors.Is(err, os.ErrNotExist) {
		if _, err := os.Lstat(s.old); err == nil {
			return os.Rename(s.old, s.dir)
		}
	}
	return os.RemoveAll(s.old)
}

// own refuses a folder that somebody else made.
func (s *Stage) own(force bool) error {
	entries, err := os.ReadDir(s.dir)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := os.Lstat(filepath.Join(s.dir, Marker)); err != nil && !force {
		return fmt.Errorf("%s %w", s.dir, ErrForeign)
	}
	return nil
}

// isFolder reports whether a folder stands at a path, and not a link to one.
func isFolder(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.IsDir()
}

// markerOf returns the id of the tree in a folder, or "".
func markerOf(dir string) string {
	marker := filepath.Join(dir, Marker)
	info, err := os.Lstat(marker)
	if err != nil || !info.Mode().IsRegular() {
		return ""
	}
	data, err := os.ReadFile(marker)
	if err != nil {
		return ""
	}
	_, id, _ := strings.Cut(string(data), "tree ")
	return strings.TrimSpace(id)
}

// FileOf is the file that a path of the output means: a path that ends in a
// slash, or is empty, means its index.html.
func FileOf(path string) string {
	if path == "" || strings.HasSuffix(path, "/") {
		return path + "index.html"
	}
	return path
}

// Recall asks whether a unit of the output (a name for files that are made
// together) was made with the same key in the tree that stands. If so its
// files are kept as they are, and the memo that was left with them is returned.
func (s *Stage) Recall(unit, key string) (memo []byte, ok bool) {
	u, ok := s.before.units[unit]
	if !ok || u.key != key || s.before.generation != s.generation {
		return nil, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now.units[unit] = u
	for _, f := range u.files {
		s.now.sums[f] = s.before.sums[f]
	}
	return []byte(u.memo), true
}

// Remember ends a unit: what was written for it since is all there is of it.
// memo is given back when it is recalled; it holds no line end.
func (s *Stage) Remember(unit, key string, memo []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.now.units[unit]
	u.key, u.memo = key, string(memo)
	s.now.units[unit] = u
}

// Write puts one file of a unit into the new tree; path is slash-separated and
// relative, see FileOf. A file that the standing tree holds with the same bytes
// is not written.
func (s *Stage) Write(unit, path string, data []byte) error {
	path = FileOf(path)
	sum := xxhash.Sum64(data)
	twin := s.twin(unit, sum)
	if same := s.note(unit, path, sum); same {
		return nil
	}
	if twin != "" && s.again(twin, path, sum) == nil {
		return nil
	}
	return s.put(path, data)
}

// twin is the file of a unit that was written last, if it has the same bytes.
func (s *Stage) twin(unit string, sum uint64) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	files := s.now.units[unit].files
	if len(files) == 0 || s.now.sums[files[len(files)-1]] != sum {
		return ""
	}
	return files[len(files)-1]
}

// note notes a file of a unit, and reports whether the standing tree has it
// with the same bytes.
func (s *Stage) note(unit, path string, sum uint64) (same bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.now.units[unit]
	u.files = append(u.files, path)
	s.now.units[unit] = u
	s.now.sums[path] = sum
	known, there := s.before.sums[path]
	if same = there && known == sum; !same {
		s.delta = append(s.delta, path)
	}
	return same
}
