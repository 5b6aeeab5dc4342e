package source

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
)

// Tree is a site's folder as it may be read. It follows symbolic links itself,
// and only those that lead where the file could stand itself: see judge. What
// it then opens, it opens without following any, so a link that comes meanwhile
// is refused too. Nothing is opened that could keep the program waiting.
//
// It is an fs.FS that knows Stat, Lstat, ReadLink, ReadDir and ReadFile.
type Tree struct {
	dir    string
	root   *os.Root
	folder *os.File // the same, for calls that Root has no method for
	spent  atomic.Int64
}

// OpenTree opens a site's folder.
func OpenTree(dir string) (*Tree, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	folder, err := root.Open(".")
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return &Tree{dir: dir, root: root, folder: folder}, nil
}

// Close closes the folder.
func (t *Tree) Close() error { return errors.Join(t.folder.Close(), t.root.Close()) }

// Spent counts how often a file was not opened because the system gives no
// more open files: then nothing can be said of the file.
func (t *Tree) Spent() int64 { return t.spent.Load() }

// LinkError says why a symbolic link is not followed.
type LinkError string

// Error is the reason.
func (e LinkError) Error() string { return string(e) }

// Why a link is not followed.
const (
	leadsOut    LinkError = "the symbolic link leads out of the site"
	leadsHidden LinkError = "the symbolic link leads into a hidden place"
	leadsNoText LinkError = "the symbolic link leads to a file that does not end in .md"
	leadsRound  LinkError = "the symbolic link leads in a circle"
	linkedDir   LinkError = "a folder on its path is a symbolic link, which nothing follows"
)

// linksMax is how many symbolic links a path may lead through, as on Linux.
const linksMax = 40

// Shared is the folder of texts that several places of content/ show by links.
const Shared = "shared"

// closed are the folders whose links lead to files of their own; those of
// content/ may lead into Shared as well.
var closed = []string{"content", "archive", "static", Shared}

// judge says why a name may not lead to a place, or nil.
func judge(name, to string) error {
	tree, _, _ := strings.Cut(name, "/")
	other, _, _ := strings.Cut(to, "/")
	switch {
	case !fs.ValidPath(to):
		return leadsOut
	case to != "." && strings.Contains("/"+to, "/."):
		return leadsHidden
	case slices.Contains(closed, tree) && tree != other && !(tree == "content" && other == Shared):
		return LinkError("the symbolic link leads out of " + tree + "/")
	case tree != "static" && path.Ext(name) == ".md" && path.Ext(to) != ".md":
		return leadsNoText
	}
	return nil
}

// resolve follows the symbolic links of a path. What it returns holds none.
func (t *Tree) resolve(op, name string) (real string, info fs.FileInfo, err error) {
	if !fs.ValidPath(name) {
		return "", nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	tree, _, _ := strings.Cut(name, "/")
	at, rest := ".", name
	for links := 0; rest != ""; {
		var step string
		step, rest, _ = strings.Cut(rest, "/")
		next := path.Join(at, step)
		if info, err = os.Lstat(t.full(next)); err != nil {
			return "", nil, t.failed(op, name, err)
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			at = next
			continue
		}
		target, err := os.Readlink(t.full(next))
		if err != nil {
			return "", nil, t.failed(op, name, err)
		}
		links++
		to := path.Join(at, filepath.ToSlash(target), rest)
		switch bad := judge(name, to); {
		case links > linksMax:
			err = leadsRound
		case filepath.IsAbs(target) || path.IsAbs(target):
			err = leadsOut
		case bad != nil:
			err = bad
		case rest != "" && slices.Contains(closed, tree):
			err = linkedDir
		}
		if err != nil {
			return "", nil, &fs.PathError{Op: op, Path: name, Err: err}
		}
		at, rest = ".", to
	}
	return at, info, nil
}

func (t *Tree) full(name string) string { return filepath.Join(t.dir, filepath.FromSlash(name)) }

// failed is the error of a file, without the path in it, and counts what is
// not the file's fault.
func (t *Tree) failed(op, name string, err error) error {
	if OutOfFiles(err) {
		t.spent.Add(1)
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return &fs.PathError{Op: op, Path: name, Err: err}
}

// OutOfFiles reports whether the system gives no more open files: the error
// then says nothing about the file that was asked for.
func OutOfFiles(err error) bool {
	return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}

// errLinked says that a symbolic link stands on a path.
var errLinked = errors.New("there is a symbolic link on the path")

// Open opens a file or a folder for reading.
func (t *Tree) Open(name string) (fs.File, error) { return t.open("open", name) }

func (t *Tree) open(op, name string) (*os.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	f, err := t.openPlain(name)
	if errors.Is(err, errLinked) {
		real, _, no := t.resolve(op, name)
		if no != nil {
			return nil, no
		}
		f, err = t.openPlain(real)
	}
	if err != nil {
		return nil, t.failed(op, name, err)
	}
	return f, nil
}

// openSteps is openPlain where the system has no call for it: the path is
// looked at step by step, then opened, and what was opened is looked at again.
func (t *Tree) openSteps(name string) (*os.File, error) {
	at := "."
	for step := range strings.SplitSeq(name, "/") {
		at = path.Join(at, step)
		info, err := os.Lstat(t.full(at))
		if err != nil {
			return nil, err
		}
		if info.Mode()&fs.ModeSymlink != 0 {
			return nil, errLinked
		}
	}
	f, err := t.root.OpenFile(name, os.O_RDONLY|openWithoutWaiting, 0)
	if err != nil {
		return nil, err
	}
	is, err := f.Stat()
	if was, again := os.Lstat(t.full(name)); err != nil || again != nil || !os.SameFile(is, was) {
		return nil, errors.Join(errLinked, f.Close())
	}
	return f, nil
}

// Stat describes a file, or the file that a link leads to.
func (t *Tree) Stat(name string) (fs.FileInfo, error) {
	_, info, err := t.resolve("stat", name)
	if err == nil && info == nil { // the folder itself
		return os.Lstat(t.dir)
	}
	return info, err
}

// Lstat describes a file, or a link itself.
func (t *Tree) Lstat(name string) (fs.FileInfo, error) {
	dir, _, err := t.resolve("lstat", path.Dir(name))
	if err != nil {
		return nil, err
	}
	info, err := os.Lstat(t.full(path.Join(dir, path.Base(name))))
	if err != nil {
		return nil, t.failed("lstat", name, err)
	}
	return info, nil
}

// ReadLink says where a link leads.
func (t *Tree) ReadLink(name string) (string, error) {
	dir, _, err := t.resolve("readlink", path.Dir(name))
	if err != nil {
		return "", err
	}
	target, err := os.Readlink(t.full(path.Join(dir, path.Base(name))))
	if err != nil {
		return "", t.failed("readlink", name, err)
	}
	return filepath.ToSlash(target), nil
}

// ReadDir lists a folder, sorted by name.
func (t *Tree) ReadDir(name string) ([]fs.DirEntry, error) {
	f, err := t.open("open", name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	entries, err := f.ReadDir(-1)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// ReadFile reads a file of any size: see Bytes.
func (t *Tree) ReadFile(name string) ([]byte, error) { return Bytes(bare{t}, name, 1<<62) }

// bare is a tree without ReadFile.
type bare struct{ tree *Tree }

func (b bare) Open(name string) (fs.File, error)     { return b.tree.Open(name) }
func (b bare) Stat(name string) (fs.FileInfo, error) { return b.tree.Stat(name) }

// LeadsTo is where the symbolic link at a path leads within the tree; it is
// empty for a file, and for a link that is not followed.
func LeadsTo(fsys fs.FS, name string) string {
	t, ok := fsys.(interface{ Resolve(string) (string, error) })
	if !ok {
		return ""
	}
	real, err := t.Resolve(name)
	if err != nil || real == name {
		return ""
	}
	return real
}

// Resolve follows the symbolic links of a path.
func (t *Tree) Resolve(name string) (string, error) {
	real, _, err := t.resolve("stat", name)
	return real, err
}

// Unlinked refuses a path of which a step below a folder is a symbolic link:
// nothing is written through one. Steps that are not there are none.
func Unlinked(dir, name string) error {
	at := ""
	for step := range strings.SplitSeq(filepath.ToSlash(name), "/") {
		at = path.Join(at, step)
		info, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(at)))
		if err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return &Hinted{Message: at + " is a symbolic link, and nothing is written through one",
				Hint: "put the folder or the file itself in its place"}
		}
	}
	return nil
}
