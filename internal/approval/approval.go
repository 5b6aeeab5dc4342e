// Package approval keeps what colleagues say about working texts before they are recorded: comments on clauses, and
// that a text is good as it stands.
package approval

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// Review is what stands in one file: what was said about one working text.
type Review struct {
	Approved []Approval `yaml:"approved"`
	Comments []Comment  `yaml:"comments"`
}

// Approval says that somebody found a text good. It is void for any other text: see HashOf.
type Approval struct {
	By   string      `yaml:"by"`
	On   notice.Date `yaml:"on"`
	Hash string      `yaml:"hash"`
}

// Comment is what somebody said about a clause, or about the text as a whole.
type Comment struct {
	By     string      `yaml:"by"`
	On     notice.Date `yaml:"on"`
	Clause string      `yaml:"clause"` // the id of its heading, or ""
	Text   string      `yaml:"text"`
	Done   bool        `yaml:"done"`
}

// String words a comment in one line.
func (c Comment) String() string {
	if c.Clause != "" {
		return fmt.Sprintf("%s, %s on #%s: %s", c.By, c.On, c.Clause, c.Text)
	}
	return fmt.Sprintf("%s, %s: %s", c.By, c.On, c.Text)
}

// Line is what somebody said as one line that a review can hold: white space is one space, and what is not seen, such
// as a terminal's escape sequences, is left out, since Read refuses it.
func Line(said string) string {
	seen := func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}
	return strings.Join(strings.Fields(strings.Map(seen, said)), " ")
}

// Path is where the review of a working text stands: hidden, so that nothing takes it for a text.
func Path(slug notice.Slug, l i18n.Locale) string {
	return "content/.review/" + string(l) + "/" + string(slug) + ".yaml"
}

// Read reads a review. One that is not there is empty.
func Read(fsys fs.FS, path string) (r Review, ps source.Problems) {
	file, ps := read(fsys, path)
	if ps.Errors() || file.Data == nil {
		return r, ps
	}
	_, ps = source.NewDecoder(path, 0, rule.FrontMatter).YAML(file.Data, &r)
	return r, file.Located(ps)
}

func read(fsys fs.FS, path string) (source.File, source.Problems) {
	if _, err := fs.Stat(fsys, path); errors.Is(err, fs.ErrNotExist) {
		return source.File{Path: path}, nil
	}
	return source.Read(fsys, path)
}

// HashOf names what an approval is of: the words that readers will read, given by their text hash, and what the front
// matter says that is recorded. Whether the text is a draft is no part of it.
func HashOf(e *notice.Edition, text string) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%s\n%q\n%q\n", text, e.Effective, e.Withdrawn, e.Summary, e.Changes)
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}

// For returns the approvals of a text, given by its hash.
func (r Review) For(hash string) (out []Approval) {
	for _, a := range r.Approved {
		if a.Hash == hash {
			out = append(out, a)
		}
	}
	return out
}

// Open are the comments that are not done, each with its number, from 1.
func (r Review) Open() map[int]Comment {
	out := map[int]Comment{}
	for i, c := range r.Comments {
		if !c.Done {
			out[i+1] = c
		}
	}
	return out
}

// Approve adds an approval; saying it twice is saying it once.
func (r *Review) Approve(a Approval) {
	if !slices.ContainsFunc(r.Approved, func(o Approval) bool { return o.By == a.By && o.Hash == a.Hash }) {
		r.Approved = append(r.Approved, a)
	}
}

// Encode writes a review as its file holds it.
func (r Review) Encode() []byte {
	type approval struct {
		By   string `yaml:"by"`
		On   string `yaml:"on"`
		Hash string `yaml:"hash"`
	}
	type comment struct {
		By     string `yaml:"by"`
		On     string `yaml:"on"`
		Clause string `yaml:"clause,omitempty"`
		Text   string `yaml:"text"`
		Done   bool   `yaml:"done,omitempty"`
	}
	var out struct {
		Approved []approval `yaml:"approved,omitempty"`
		Comments []comment  `yaml:"comments,omitempty"`
	}
	for _, a := range r.Approved {
		out.Approved = append(out.Approved, approval{a.By, a.On.String(), a.Hash})
	}
	for _, c := range r.Comments {
		out.Comments = append(out.Comments, comment{c.By, c.On.String(), c.Clause, c.Text, c.Done})
	}
	data, err := yaml.Marshal(out)
	if err != nil {
		panic("a review cannot be written: " + err.Error()) // strings and booleans always can
	}
	return append([]byte("# What was said about this text. gazette review, or the desk, writes it.\n"), data...)
}
