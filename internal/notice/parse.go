package notice

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/adrg/frontmatter"

	"gazette/i18n"
	"gazette/internal/rule"
	"gazette/internal/source"
	"gazette/internal/spelling"
)

// Parse reads one edition but its body from its file. The edition is usable as far as the problems allow: an edition
// with errors is never published, but its other problems can still be found. The body is file.Data[BodyAt:].
func Parse(file source.File, slug Slug, folder i18n.Locale, origin Origin) (*Edition, source.Problems) {
	e := &Edition{Slug: slug, Origin: origin, Revision: 1, Path: file.Path, Hash: sha256.Sum256(file.Data)}
	at, ps := e.front(file)
	if _, read := at["draft"]; ps.Errors() && !read {
		if e.Draft = saidDraft(file.Data); e.Draft {
			e.Locale = cmp.Or(e.Locale, folder)
		}
	}
	if len(ps) > 0 && e.BodyAt == 0 { // no front matter could be told from the text
		e.Locale = folder
		return e, file.Located(ps)
	}
	e.marks = marksOf(at)
	ps = append(ps, e.missing(at, ps, folder)...)
	if e.Locale != "" && folder != "" && e.Locale != folder {
		ps = append(ps, e.Pos("locale").Problem(rule.LocaleFolder,
			fmt.Sprintf("locale %q disagrees with the folder %q", e.Locale, folder),
			fmt.Sprintf("write `locale: %s`, or move the file to the folder %s", folder, e.Locale)))
	}
	e.Title, e.Summary = strings.TrimSpace(e.Title), strings.TrimSpace(e.Summary)
	e.Aliases = slices.DeleteFunc(e.Aliases, func(a Alias) bool { return a.Address == "" }) // could not be read
	return e, file.Located(ps)
}

// missing reports required keys that are absent or have no value, unless the value is reported already or nothing
// could be read at all.
func (e *Edition) missing(at source.Marks, found source.Problems, folder i18n.Locale) (ps source.Problems) {
	if len(at) == 0 && len(found) > 0 {
		return nil
	}
	need := func(key string, absent bool, hint string) {
		place, written := at[key]
		if !absent || slices.ContainsFunc(found, func(p source.Problem) bool { return written && p.Pos == place }) {
			return
		}
		p := e.Pos(key).Problem(rule.FrontMatter, fmt.Sprintf("`%s` is missing", key), hint)
		if written {
			p.Message = fmt.Sprintf("`%s` has no value", key)
		}
		ps = append(ps, p)
	}
	need("title", strings.TrimSpace(e.Title) == "", "write `title: ...`")
	need("locale", e.Locale == "", fmt.Sprintf("write `locale: %s`, as the folder is called", cmp.Or(folder, "...")))
	need("effective", e.Effective.IsZero(), "write `effective: YYYY-MM-DD`, the day from which the text applies")
	return ps
}

// front splits the file and decodes its front matter.
func (e *Edition) front(file source.File) (source.Marks, source.Problems) {
	fence, ok := fenceOf(file.Data)
	if !ok {
		hint := "start the file with a line `---`, then title, locale and effective, then `---`"
		if spelling.Hyphens(file.Line(1)) {
			hint = "the first line only looks like `---`; type three hyphens"
		}
		return nil, fail(1, "there is no front matter", hint)
	}
	from, to, end := fence.span(file.Data)
	if end < 0 {
		return nil, fail(fence.line, fmt.Sprintf("the front matter opened by `%s` is never closed", fence.open),
			fmt.Sprintf("end it with a line `%s` of its own", fence.close))
	}
	e.BodyAt, e.BodyLine = end, bytes.Count(file.Data[:end], []byte("\n"))
	if met := tooMuch(file.Data[from:to], fence.toml); met != "" {
		return nil, fail(fence.line, met,
			"front matter says a few things about a text; what is longer belongs below it")
	}
	var (
		at source.Marks
		ps source.Problems
	)
	format := frontmatter.NewFormat(mark, mark, func(data []byte, v any) error {
		at, ps = fence.format(data, v.(*Front), file.Path, fence.line+1)
		return nil
	})
	header := slices.Concat([]byte(mark+"\n"), file.Data[from:to], []byte(mark+"\n"))
	if _, err := frontmatter.MustParse(bytes.NewReader(header), &e.Front, format); err != nil {
		return nil, fail(fence.line, "the front matter cannot be read: "+err.Error(), "")
	}
	return at, ps
}

func fail(line int, message, hint string) source.Problems {
	return source.Problems{source.Pos{Line: line, Col: 1}.Problem(rule.FrontMatter, message, hint)}
}

// mark stands for the fences when the header is handed over: the library takes any line that is a fence but for white
// space for the end, also one inside a block of text. No file has a NUL byte; see source.Text.
const mark = "\x00"

// fence is one way to mark front matter.
type fence struct {
	open, close string
	format      format
	toml        bool
	line        int // of the opening fence, from 1
}

// format decodes the text between the fences, whose first line is the given one.
type format func(data []byte, front *Front, path string, line int) (source.Marks, source.Problems)

func asYAML(data []byte, front *Front, path string, line int) (source.Marks, source.Problems) {
	return source.NewDecoder(path, line-1, rule.FrontMatter).YAML(data, front)
}

// asJSON checks the syntax as JSON, then decodes it as the YAML that JSON is.
func asJSON(data []byte, front *Front, path string, line int) (source.Marks, source.Problems) {
	var any any
	var syntax *json.SyntaxError
	if err := json.Unmarshal(data, &any); errors.As(err, &syntax) {
		p := source.File{Path: path, Data: data}.Pos(int(syntax.Offset) - 1)
		p.Line += line - 1
		return nil, source.Problems{p.Problem(rule.FrontMatter, syntax.Error(), "the front matter is not valid JSON")}
	}
	return asYAML(data, front, path, line)
}
