// Package word knows the files of word processors: which may be read, and what they hold that a notice cannot.
//
// A docx and an odt are zip archives of XML. What somebody has sent is unpacked here within bounds, and what pandoc is
// to read is packed anew: without macros, embedded objects and pictures. It knows no notices and touches no disk.
package word

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"
)

// The bounds of what is read.
const (
	MaxFile   = 64 << 20  // bytes of a file
	maxParts  = 5_000     // files in an archive
	maxPart   = 64 << 20  // bytes of one of them, unpacked
	maxWhole  = 128 << 20 // and of all
	maxNested = 200       // elements within each other
)

// Refused says why a file is not read, and the way out.
type Refused struct{ What, Way string }

func (r *Refused) Error() string { return r.What }

// Left is something that a file holds and a notice cannot.
type Left struct {
	What  string
	Count int
}

// Package is a file that may be read.
type Package struct {
	Format string // docx or odt
	Left   []Left
	Zip    []byte // for pandoc: the parts that hold the text
}

var ole = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

// Open reads a docx or odt.
func Open(data []byte) (*Package, error) {
	switch {
	case len(data) > MaxFile:
		return nil, &Refused{fmt.Sprintf("is larger than %d MB", MaxFile>>20),
			"save it without its pictures, and import that"}
	case bytes.HasPrefix(data, ole):
		return nil, &Refused{"is encrypted, or a .doc of before 2007",
			"open it in Word, remove the password, and save it as .docx"}
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, &Refused{"is not a docx or odt, or only part of one: " + strings.TrimPrefix(err.Error(), "zip: "),
			"ask for the file again; the download may have been cut short"}
	}
	if len(z.File) > maxParts {
		return nil, &Refused{fmt.Sprintf("is made of more than %d files", maxParts),
			"save it again in a word processor, and import that"}
	}
	return pack(z)
}

// parts are those that hold the text.
var parts = regexp.MustCompile(
	`^(\[Content_Types\]\.xml|_rels/\.rels|` +
		`word/(document\d*|footnotes|endnotes|comments|styles|numbering|settings|fontTable)\.xml|` +
		`word/theme/[^/]+\.xml|word/_rels/[^/]+\.rels|` +
		`docProps/core\.xml|mimetype|content\.xml|styles\.xml|meta\.xml|META-INF/manifest\.xml)$`)

// tableTags are those of the cells of an odt's tables, and what pandoc's reader would leave out with all that stands in
// it: rows of the head, and lists in cells.
var tableTags = regexp.MustCompile(`</?(?:table:table-cell|table:table-header-rows|text:list|text:list-item|` +
	`text:list-header)(?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?/?>`)

var (
	cellTag = []byte("table:table-cell")
	headTag = []byte("table:table-header-rows")
)

// cells takes out of an odt's text the tags that pandoc's reader does not know where they stand. What a list in a cell
// says comes as paragraphs then.
func cells(data []byte) []byte {
	depth := 0
	return tableTags.ReplaceAllFunc(data, func(tag []byte) []byte {
		name := bytes.TrimLeft(tag, "</")
		switch {
		case bytes.HasPrefix(name, headTag):
			return nil
		case !bytes.HasPrefix(name, cellTag):
			if depth > 0 {
				return nil
			}
		case tag[1] == '/':
			depth--
		case !bytes.HasSuffix(tag, []byte("/>")):
			depth++
		}
		return tag
	})
}

// fields are the tags of fields of one element. Of one that is no link pandoc's reader would leave out the words.
var fields = regexp.MustCompile(`<w:fldSimple\b(?:[^>"']|"[^"]*"|'[^']*')*>|</w:fldSimple\s*>`)

// readable is a part of a file as pandoc reads all of it.
func readable(name string, data []byte) []byte {
	if name == "content.xml" {
		return cells(data)
	}
	var kept []bool // of each field around a tag
	return fields.ReplaceAllFunc(data, func(tag []byte) []byte {
		keep := true
		switch last := len(kept) - 1; {
		case bytes.HasSuffix(tag, []byte("/>")):
		case tag[1] != '/':
			keep = bytes.Contains(tag, []byte("HYPERLINK"))
			kept = append(kept, keep)
		case last >= 0:
			keep, kept = kept[last], kept[:last]
		}
		if keep {
			return tag
		}
		return nil
	})
}

func pack(z *zip.Reader) (*Package, error) {
	p := &Package{}
	var out bytes.Buffer
	w, left, whole := zip.NewWriter(&out), &leftovers{}, int64(0)
	seen := map[string]bool{}
	for _, f := range z.File {
		name := path.Clean(strings.ReplaceAll(f.Name, `\`, "/"))
		if f.Flags&1 != 0 {
			return nil, &Refused{"is encrypted", "remove the password in a word processor, and save it again"}
		}
		left.part(name)
		if !parts.MatchString(name) || seen[name] {
			continue
		}
		seen[name] = true
		data, err := unpack(f)
		if err != nil {
			return nil, err
		}
		if whole += int64(len(data)); whole > maxWhole {
			return nil, &Refused{fmt.Sprintf("unpacks to more than %d MB", maxWhole>>20),
				"save it again in a word processor, and import that"}
		}
		if err := sound(name, data); err != nil {
			return nil, err
		}
		left.text(name, data)
		to, err := w.Create(name)
		if err == nil {
			_, err = to.Write(readable(name, data))
		}
		if err != nil {
			return nil, err
		}
	}
	switch {
	case seen["content.xml"]:
		p.Format = "odt"
	case seen["word/document.xml"] || seen["word/document2.xml"]:
		p.Format = "docx"
	default:
		return nil, &Refused{"holds no text of a word processor", "import a .docx, .odt, .html or .md"}
	}
	if left.encrypted {
		return nil, &Refused{"is encrypted", "remove the password in a word processor, and save it again"}
	}
	p.Left = left.list()
	err := w.Close()
	p.Zip = out.Bytes()
	return p, err
}

func unpack(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, &Refused{"cannot be unpacked: " + err.Error(), "save it again in a word processor, and import that"}
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxPart+1))
	switch {
	case len(data) > maxPart:
		return nil, &Refused{fmt.Sprintf("unpacks to more than %d MB", maxPart>>20),
			"save it again in a word processor, and import that"}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, &Refused{"ends too early", "ask for the file again; the download may have been cut short"}
	case err != nil:
		return nil, &Refused{"is damaged: " + strings.TrimPrefix(err.Error(), "zip: "),
			"ask for the file again, or save it again in a word processor"}
	}
	return data, nil
}

// sound refuses XML that word processors do not write: entities of its own,
// and elements within each other without end.
func sound(name string, data []byte) error {
	if bytes.Contains(data, []byte("<!DOCTYPE")) || bytes.Contains(data, []byte("<!ENTITY")) {
		return &Refused{name + " in it declares entities, which no word processor does",
			"save it again in a word processor, and import that"}
	}
	depth := 0
	for i := 0; i < len(data); i++ {
		if data[i] != '<' || i+1 >= len(data) {
			continue
		}
		end := bytes.IndexByte(data[i:], '>')
		switch {
		case end < 0:
			return &Refused{name + " in it ends within a tag",
				"ask for the file again; the download may have been cut short"}
		case data[i+1] == '/':
			depth--
		case data[i+1] != '?' && data[i+1] != '!' && data[i+end-1] != '/':
			depth++
		}
		if depth > maxNested {
			return &Refused{fmt.Sprintf("%s in it has more than %d elements within each other", name, maxNested),
				"save it again in a word processor, and import that"}
		}
		i += end
	}
	return nil
}

// leftovers counts what is left out.
type leftovers struct {
	encrypted bool
	counts    [8]int
}

var leftNames = [8]string{"macro project", "embedded object", "picture", "text box", "field", "table within a table",
	"form control", "equation"}

func (l *leftovers) part(name string) {
	switch {
	case strings.HasSuffix(name, "vbaProject.bin") || strings.HasPrefix(name, "Basic/"):
		l.counts[0] = 1
	case strings.Contains(name, "embeddings/") || strings.HasPrefix(name, "Object "):
		l.counts[1]++
	case strings.HasPrefix(name, "word/media/") || strings.HasPrefix(name, "Pictures/"):
		l.counts[2]++
	case name == "EncryptedPackage":
		l.encrypted = true
	}
}

var nestedTable = regexp.MustCompile(`<w:tbl[ >]|</w:tbl>|<table:table[ >]|</table:table>`)

func (l *leftovers) text(name string, data []byte) {
	if name == "META-INF/manifest.xml" && bytes.Contains(data, []byte("encryption-data")) {
		l.encrypted = true
	}
	if !strings.Contains(name, "document") && name != "content.xml" {
		return
	}
	count := func(marks ...string) (n int) {
		for _, m := range marks {
			n += bytes.Count(data, []byte(m))
		}
		return n
	}
	l.counts[3] += count("<w:txbxContent>", "<w:txbxContent ", "<draw:text-box>", "<draw:text-box ")
	l.counts[4] += count("<w:fldSimple ", `w:fldCharType="begin"`)
	l.counts[6] += count("<w:sdt>", "<w:sdt ", "<office:forms>")
	l.counts[7] += count("<m:oMath>", "<m:oMath ")
	depth := 0
	for _, tag := range nestedTable.FindAll(data, -1) {
		if tag[1] == '/' {
			depth--
		} else if depth++; depth > 1 {
			l.counts[5]++
		}
	}
}

func (l *leftovers) list() (out []Left) {
	for i, n := range l.counts {
		if n > 0 {
			out = append(out, Left{leftNames[i], n})
		}
	}
	return out
}
