package translation

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gazette/internal/notice"
	"gazette/internal/xliff"
)

// own are the keys of front matter that a translation has of its own; the others are those of the translation before,
// else of the source.
var own = []string{"title", "locale", "effective", "draft", "reviewed_by", "nav", "summary", "changes"}

var key = regexp.MustCompile(`^([A-Za-z_][\w-]*):`)

// File is the translation that came back as a file: a draft.
func (j Job) File(b Back) []byte {
	said := func(id, otherwise string) string {
		if pieces, ok := b.Pieces[id]; ok {
			return strconv.Quote(xliff.Words(pieces))
		}
		return strconv.Quote(otherwise)
	}
	e := j.Source.Edition
	var out bytes.Buffer
	fmt.Fprintf(&out, "---\ntitle: %s\nlocale: %s\neffective: %s\ndraft: true\n", said("title", e.Title), j.Target,
		e.Effective)
	if e.Nav != "" {
		fmt.Fprintf(&out, "nav: %s\n", said("nav", e.Nav))
	}
	if e.Summary != "" {
		fmt.Fprintf(&out, "summary: %s\n", said("summary", e.Summary))
	}
	if len(e.Changes) > 0 {
		out.WriteString("changes:\n")
	}
	for i, c := range e.Changes {
		fmt.Fprintf(&out, "  - %s\n", said("change-"+strconv.Itoa(i+1), c))
	}
	out.WriteString(j.others())
	out.WriteString("---\n")
	out.Write(j.Source.Write(b.Pieces))
	return out.Bytes()
}

// others are the lines of the other keys.
func (j Job) others() string {
	from, left := j.Source, append(slices.Clone(own), "aliases")
	if j.Translation != nil && j.Translation.Edition.Origin == notice.Content {
		from, left = j.Translation, own
	}
	header, ok := strings.CutPrefix(string(from.Data[:from.Edition.BodyAt]), "---\n")
	if !ok {
		return ""
	}
	header = strings.TrimSuffix(strings.TrimRight(header, "\n"), "---")
	var out strings.Builder
	keep := false
	for _, line := range strings.SplitAfter(header, "\n") {
		if m := key.FindStringSubmatch(line); m != nil {
			keep = !slices.Contains(left, m[1])
		}
		if keep && line != "" {
			out.WriteString(line)
		}
	}
	return out.String()
}
