package planning

import (
	"fmt"

	"gazette/i18n"
	"gazette/internal/notice"
)

// Working is a text of content/ as a plan sees it.
type Working struct {
	Edition *notice.Edition
	Hash    string        // of the text; that of the log, where the recorded text of its date reads the same
	Recast  bool          // its summary or list of changes is not the one recorded
	Changed func() string // the words that differ from the recorded text of its date; asked only when they do
}

// Step is one change to record: its line, and the texts to copy before it.
type Step struct {
	Change   notice.Change
	Copies   []Copy
	Evidence []string // where the date of an imported text comes from
}

// IDs are the ids of the changes of some steps.
func IDs(steps []Step) (out []string) {
	for _, s := range steps {
		out = append(out, s.Change.ID)
	}
	return out
}

// Copy is a text to be copied into the archive.
type Copy struct {
	From string   // path of the working text
	Sum  [32]byte // SHA-256 of the working text, as source.Text gives it
	To   string   // path in the archive
	Data []byte   // the text itself, where it comes from outside the site
}

// ArchivePath is where a text is recorded.
func ArchivePath(slug notice.Slug, l i18n.Locale, d notice.Date, revision int) string {
	name := string(l)
	if revision > 1 {
		name += fmt.Sprintf(".r%d", revision)
	}
	return fmt.Sprintf("archive/%s/%s/%s.md", slug, d, name)
}
