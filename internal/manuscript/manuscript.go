// Package manuscript keeps working texts: it starts, reads, merges and saves the files of content/.
package manuscript

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"gazette/i18n"
	"gazette/internal/durable"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// Text is a working text as its author means it: without byte order mark, lines ending in LF.
type Text struct {
	Path string `json:"path"`
	Data string `json:"text"`
	Hash string `json:"hash"` // of Data; see HashOf
}

// HashOf names a text by its bytes: SHA-256, in hexadecimal.
func HashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// Conflict is the error of a save whose file has changed since its author began. Nothing was written.
type Conflict struct {
	Theirs Text   // what the file holds now
	Merged string // both changes in one text, if Clean
	Clean  bool   // the changes touch different lines
}

// Error says what happened.
func (c *Conflict) Error() string {
	return c.Theirs.Path + " has changed on the disk since you began, so it was not saved"
}

// Folder holds the working texts of one site. One process may save at a time through it.
type Folder struct {
	root string
	mu   sync.Mutex
}

// New returns the working texts of the site in a folder.
func New(root string) *Folder { return &Folder{root: root} }

// Path is where a working text stands. opened is the date of a recorded text that is open for correction, or none.
func Path(slug notice.Slug, l i18n.Locale, opened notice.Date) string {
	name := string(slug)
	if !opened.IsZero() {
		name += notice.OpenedAt + opened.String()
	}
	return "content/" + string(l) + "/" + name + ".md"
}

// Allowed returns an error unless a working text can stand at a path: content/<locale>/<slug>.md, every step a
// plain name. It is asked before every read and write.
func Allowed(name string) error {
	refuse := func(why string) error {
		return &source.Hinted{Message: fmt.Sprintf("%q is not the place of a working text: %s", name, why),
			Hint: "working texts belong at content/<locale>/<slug>.md"}
	}
	steps := strings.Split(name, "/")
	if !fs.ValidPath(name) || len(steps) != 3 || steps[0] != "content" || strings.ContainsAny(name, `\:`) {
		return refuse("the path is another one")
	}
	stem, ok := strings.CutSuffix(steps[2], ".md")
	if !ok {
		return refuse("the name does not end in .md")
	}
	slug, date, opened := strings.Cut(stem, notice.OpenedAt)
	if opened {
		if _, err := notice.ParseDate(date); err != nil {
			return refuse(err.Error())
		}
	}
	if _, err := notice.ParseSlug(slug); err != nil {
		return refuse(err.Error())
	}
	var l i18n.Locale
	if err := l.UnmarshalText([]byte(steps[1])); err != nil {
		return refuse(err.Error())
	}
	return nil
}

// Read returns a working text. One that is not there is an error that is fs.ErrNotExist.
func (f *Folder) Read(name string) (Text, error) {
	text, _, err := f.read(name)
	return text, err
}

// read returns a text, and its bytes on the disk.
func (f *Folder) read(name string) (Text, []byte, error) {
	if err := Allowed(name); err != nil {
		return Text{}, nil, err
	}
	tree, err := source.OpenTree(f.root)
	if err != nil {
		return Text{}, nil, err
	}
	defer tree.Close()
	data, err := source.Bytes(tree, name, source.MaxSize)
	if err != nil {
		return Text{}, nil, err
	}
	text, err := textOf(name, data)
	return text, data, err
}

// textOf reads bytes as a text.
func textOf(name string, data []byte) (Text, error) {
	file, ps := source.Text(name, data)
	if ps.Errors() {
		return Text{}, ps
	}
	return Text{Path: name, Data: string(file.Data), Hash: HashOf(string(file.Data))}, nil
}

// Save writes a text in the place of the one that it was made from, whole or not at all. hash names that one, base is
// its words: without them nothing can be merged. If the file holds another text by now, nothing is written and the
// error is a *Conflict.
func (f *Folder) Save(name, hash, base, text string) (Text, error) {
	mine, err := textOf(name, []byte(text))
	if err != nil {
		return Text{}, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	there, bytes, err := f.read(name)
	switch {
	case err != nil:
		return Text{}, err
	case there.Hash == mine.Hash:
		return mine, nil
	case there.Hash != hash:
		c := &Conflict{Theirs: there}
		if HashOf(base) == hash {
			c.Merged, c.Clean = Merge(base, mine.Data, there.Data)
		}
		return Text{}, c
	}
	return mine, f.write(name, dressed(bytes, mine.Data), false)
}

// Create writes a text that was not there. One that is there is an error that is fs.ErrExist.
func (f *Folder) Create(name, text string) (Text, error) {
	if err := Allowed(name); err != nil {
		return Text{}, err
	}
	made, err := textOf(name, []byte(text))
	if err != nil {
		return Text{}, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return made, f.write(name, []byte(made.Data), true)
}

// Remove removes a text, if it is the one that its author saw.
func (f *Folder) Remove(name, hash string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	there, err := f.Read(name)
	if err != nil {
		return err
	}
	if there.Hash != hash {
		return &Conflict{Theirs: there}
	}
	if err := source.Unlinked(f.root, name); err != nil {
		return err
	}
	return os.Remove(f.full(name))
}

// dressed gives a text the byte order mark and the line ends that its file had.
func dressed(before []byte, text string) []byte {
	out := []byte(text)
	if bytes.Contains(before, []byte("\r\n")) {
		out = bytes.ReplaceAll(out, []byte("\n"), []byte("\r\n"))
	}
	const bom = "\uFEFF"
	if bytes.HasPrefix(before, []byte(bom)) {
		out = append([]byte(bom), out...)
	}
	return out
}

func (f *Folder) full(name string) string { return filepath.Join(f.root, filepath.FromSlash(name)) }

// write writes a file whole or not at all. A fresh one replaces nothing.
func (f *Folder) write(name string, data []byte, fresh bool) error {
	if err := source.Unlinked(f.root, name); err != nil {
		return err
	}
	full := f.full(name)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return err
	}
	if fresh {
		err := durable.Create(full, data, 0o644)
		if errors.Is(err, fs.ErrExist) {
			return &fs.PathError{Op: "create", Path: name, Err: fs.ErrExist}
		}
		return err
	}
	mode := fs.FileMode(0o644)
	if info, err := os.Lstat(full); err == nil {
		mode = info.Mode().Perm()
	}
	return durable.Save(full, data, mode)
}
