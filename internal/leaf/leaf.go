// Package leaf writes and reads the leaves of a site's evidence: what is sealed, byte for byte.
//
// The format is specified, with test vectors, in docs/evidence-leaves.md, so that anybody can read it without this
// program: a first line that says the kind, then lines of that kind, each ended by U+000A.
package leaf

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Kind says what a leaf seals.
type Kind string

// The kinds of leaves.
const (
	KindSite    Kind = "site"    // where the site is published, and in which languages
	KindText    Kind = "text"    // a recorded text
	KindChange  Kind = "change"  // a line of the change log
	KindReceipt Kind = "receipt" // a line of the receipts
	KindKey     Kind = "key"     // a public key that signs from now on
	KindSeal    Kind = "seal"    // the end of what was sealed at once, and when
)

// prefix begins every leaf. If the format ever changes, the number does.
const prefix = "gazette/1 "

// Leaf is a leaf taken apart: its kind, and its further lines.
type Leaf struct {
	Kind  Kind
	lines []string
}

// Parse takes a leaf apart. It refuses what is not written as this package writes it, so that one thing has one leaf.
func Parse(data []byte) (Leaf, error) {
	text, ended := strings.CutSuffix(string(data), "\n")
	head, ok := strings.CutPrefix(text, prefix)
	if !ok || !ended {
		return Leaf{}, errors.New("is not a leaf of gazette/1")
	}
	lines := strings.Split(head, "\n")
	l := Leaf{Kind(lines[0]), lines[1:]}
	if again, err := l.again(); err != nil || string(again) != string(data) {
		return Leaf{}, errors.Join(fmt.Errorf("is no leaf of the kind %q", l.Kind), err)
	}
	return l, nil
}

// again writes the leaf from what was read.
func (l Leaf) again() ([]byte, error) {
	switch l.Kind {
	case KindSite:
		s, err := l.Site()
		return s.Leaf(), err
	case KindText:
		t, err := l.Text()
		return t.Leaf(), err
	case KindChange:
		line, sum, err := l.Change()
		if line != "" {
			return Change(line), err
		}
		return write(KindChange, sum), err
	case KindReceipt:
		sum, err := l.Receipt()
		return write(KindReceipt, sum), err
	case KindKey:
		key, err := l.Key()
		return Key(key), err
	case KindSeal:
		s, err := l.Seal()
		return s.Leaf(), err
	}
	return nil, errors.New("the kind is not known")
}

func write(kind Kind, lines ...string) []byte {
	return []byte(prefix + string(kind) + "\n" + strings.Join(lines, "\n") + "\n")
}

// Hash is how this format writes SHA-256.
func Hash(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}

var hash = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)

// Text is a recorded text: its place among the editions, the hash of its words (docs/text-hash.md) and that of its
// file.
type Text struct {
	Notice    string
	Effective string // YYYY-MM-DD
	Locale    string
	Revision  int // 1 for the first text of its date
	Words     string
	File      string
}

// Leaf writes the leaf of a text.
func (t Text) Leaf() []byte {
	return write(KindText, fmt.Sprintf("%s %s %s %d", t.Notice, t.Effective, t.Locale, t.Revision), t.Words, t.File)
}

// Path is where the text stands in a site's folder.
func (t Text) Path() string {
	name := t.Locale
	if t.Revision > 1 {
		name += ".r" + strconv.Itoa(t.Revision)
	}
	return "archive/" + t.Notice + "/" + t.Effective + "/" + name + ".md"
}

var place = regexp.MustCompile(`^(\S+) (\d{4}-\d{2}-\d{2}) ([A-Za-z0-9-]+) ([1-9]\d{0,8})$`)

// Text reads the leaf of a text.
func (l Leaf) Text() (Text, error) {
	if l.Kind != KindText || len(l.lines) != 3 {
		return Text{}, errors.New("is not a text")
	}
	m := place.FindStringSubmatch(l.lines[0])
	if m == nil || !hash.MatchString(l.lines[1]) || !hash.MatchString(l.lines[2]) {
		return Text{}, errors.New("is not a text's place and its two hashes")
	}
	revision, err := strconv.Atoi(m[4])
	return Text{m[1], m[2], m[3], revision, l.lines[1], l.lines[2]}, err
}

// longest is how many bytes a line of the change log may have to stand in a leaf as it is: a leaf has at most 65,535.
const longest = 60_000

// Change writes the leaf of a line of the change log, without its line end. A line too long for a leaf is sealed by its
// hash.
func Change(line string) []byte {
	if len(line) > longest {
		return write(KindChange, Hash([]byte(line)))
	}
	return write(KindChange, line)
}

// Change reads the leaf of a change: its line, or the hash of a long one.
func (l Leaf) Change() (line, sum string, err error) {
	switch {
	case l.Kind != KindChange || len(l.lines) != 1:
		return "", "", errors.New("is not a change")
	case hash.MatchString(l.lines[0]):
		return "", l.lines[0], nil
	case !strings.HasPrefix(l.lines[0], "{") || len(l.lines[0]) > longest:
		return "", "", errors.New("is not a line of the change log")
	}
	return l.lines[0], "", nil
}

// Receipt writes the leaf of a line of the receipts, without its line end: its hash alone, since a log is public and
// receipts are not.
func Receipt(line string) []byte { return write(KindReceipt, Hash([]byte(line))) }

// Receipt reads the leaf of a receipt: the hash of its line.
func (l Leaf) Receipt() (sum string, err error) {
	if l.Kind != KindReceipt || len(l.lines) != 1 || !hash.MatchString(l.lines[0]) {
		return "", errors.New("is not a receipt")
	}
	return l.lines[0], nil
}

// Key writes the leaf of a public key that signs from now on.
func Key(public string) []byte { return write(KindKey, public) }

// Key reads the leaf of a key.
func (l Leaf) Key() (public string, err error) {
	if l.Kind != KindKey || len(l.lines) != 1 || strings.Count(l.lines[0], "+") < 2 {
		return "", errors.New("is not a public key")
	}
	return l.lines[0], nil
}

// Sealed ends what was sealed at once: when, by the machine's clock, and which time-stamping authorities were to be
// asked.
type Sealed struct {
	At          time.Time
	Authorities []string // their addresses
}

// Leaf writes the leaf of a seal.
func (s Sealed) Leaf() []byte {
	lines := []string{s.At.UTC().Format(time.RFC3339)}
	for _, a := range s.Authorities {
		lines = append(lines, "timestamps "+a)
	}
	return write(KindSeal, lines...)
}

// Seal reads the leaf of a seal.
func (l Leaf) Seal() (s Sealed, err error) {
	if l.Kind != KindSeal || len(l.lines) == 0 {
		return s, errors.New("is not a seal")
	}
	for _, line := range l.lines[1:] {
		address, ok := strings.CutPrefix(line, "timestamps ")
		if !ok {
			return s, errors.New("is not a seal")
		}
		s.Authorities = append(s.Authorities, address)
	}
	s.At, err = time.Parse(time.RFC3339, l.lines[0])
	return s, err
}

// Site is where a site is published: what turns a text's place into the address of its page.
type Site struct {
	Base    string   // of all addresses, ending in a slash
	Section string   // first step of every address, or ""
	Locales []Locale // the default one first
}

// Locale is a language of a site, with the step that its addresses begin with: "" for the default one.
type Locale struct{ Tag, Path string }

// Leaf writes the leaf of a site.
func (s Site) Leaf() []byte {
	lines := []string{"base " + s.Base, "section " + s.Section}
	for _, l := range s.Locales {
		lines = append(lines, "locale "+l.Tag+" "+l.Path)
	}
	return write(KindSite, lines...)
}

// Site reads the leaf of a site.
func (l Leaf) Site() (s Site, err error) {
	bad := errors.New("is not a site's addresses")
	if l.Kind != KindSite || len(l.lines) < 3 {
		return s, bad
	}
	var ok [2]bool
	s.Base, ok[0] = strings.CutPrefix(l.lines[0], "base ")
	s.Section, ok[1] = strings.CutPrefix(l.lines[1], "section ")
	if !ok[0] || !ok[1] || !strings.HasSuffix(s.Base, "/") {
		return s, bad
	}
	for _, line := range l.lines[2:] {
		rest, ok := strings.CutPrefix(line, "locale ")
		tag, path, two := strings.Cut(rest, " ")
		if !ok || !two || tag == "" {
			return s, bad
		}
		s.Locales = append(s.Locales, Locale{tag, path})
	}
	return s, nil
}

// Hub is the path of the page that lists the notices of a language, from the root of the output; false when the site
// has no such language.
func (s Site) Hub(tag string) (string, bool) {
	i := slices.IndexFunc(s.Locales, func(l Locale) bool { return l.Tag == tag })
	if i < 0 {
		return "", false
	}
	out := ""
	for _, step := range []string{s.Locales[i].Path, s.Section} {
		if step != "" {
			out += step + "/"
		}
	}
	return out, true
}

// Bytes are the bytes of the leaf.
func (l Leaf) Bytes() []byte { return write(l.Kind, l.lines...) }
