package word

import (
	"archive/zip"
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
)

// part is a file of an archive.
type part struct{ name, text string }

const (
	whole = `<w:document><w:body><w:p><w:r><w:t>Be kind.</w:t></w:r></w:p></w:body></w:document>`
	main  = "word/document.xml"
)

// archive packs parts as a word processor does.
func archive(t *testing.T, parts ...part) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range parts {
		to, err := w.Create(p.name)
		if err == nil {
			_, err = to.Write([]byte(p.text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// locked sets the flag of an archive's first file that says that it is encrypted.
func locked(data []byte) []byte {
	data = slices.Clone(data)
	data[bytes.Index(data, []byte("PK\x01\x02"))+8] |= 1
	return data
}

// broken changes a byte of the packed words of an archive's first file.
func broken(data []byte) []byte {
	data = slices.Clone(data)
	data[30+len(main)+8] ^= 0xff
	return data
}

// TestRefused: what is no file of a word processor, or would do harm, is refused with a way out.
func TestRefused(t *testing.T) {
	good := archive(t, part{main, whole})
	deep := strings.Repeat("<w:p>", maxNested+1) + strings.Repeat("</w:p>", maxNested+1)
	var many []part
	for range maxParts + 1 {
		many = append(many, part{"x", ""})
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":        {nil, "is not a docx or odt, or only part of one"},
		"words":        {[]byte("Dear all,"), "is not a docx or odt, or only part of one"},
		"truncated":    {good[:len(good)/2], "is not a docx or odt, or only part of one"},
		"old or OLE":   {append(slices.Clone(ole), good...), "is encrypted, or a .doc of before 2007"},
		"too large":    {make([]byte, MaxFile+1), "is larger than 64 MB"},
		"a locked zip": {locked(good), "is encrypted"},
		"a locked odt": {archive(t, part{"content.xml", "<a/>"}, part{"META-INF/manifest.xml", "<manifest:encryption-data/>"}), "is encrypted"},
		"damaged":      {broken(good), "is damaged"},
		"a bomb":       {archive(t, part{main, strings.Repeat(" ", maxPart+1)}), "unpacks to more than 64 MB"},
		"many parts":   {archive(t, many...), "is made of more than 5000 files"},
		"no text":      {archive(t, part{"xl/workbook.xml", "<workbook/>"}), "holds no text of a word processor"},
		"entities":     {archive(t, part{main, `<!DOCTYPE x [<!ENTITY a "b">]>` + whole}), "declares entities"},
		"half a tag":   {archive(t, part{main, whole + "<w:p"}), "ends within a tag"},
		"deep":         {archive(t, part{main, deep}), "more than 200 elements within each other"},
	} {
		_, err := Open(c.data)
		var refused *Refused
		if !errors.As(err, &refused) || !strings.Contains(refused.What, c.want) || refused.Way == "" {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// TestReadable: the words of a field reach pandoc as words, links as links, also of fields within fields.
func TestReadable(t *testing.T) {
	const run, end = `<w:r><w:t>2</w:t></w:r>`, `</w:fldSimple>`
	const ref, link, none = `<w:fldSimple w:instr=" REF b &gt; 'a' ">`, `<w:fldSimple w:instr=" HYPERLINK &quot;x&quot; ">`, `<w:fldSimple w:instr=" REF a "/>`
	for in, want := range map[string]string{
		none + run + ref + run + end + link + run + end: none + run + run + link + run + end,
		ref + run + ref + run + end + run + end + run:   run + run + run + run,
		link + ref + run + end + end + run:              link + run + end + run,
		ref + link + run + end + none + end:             link + run + end + none,
		`<w:fldSimple w:instr="a > b">` + run + end:     run,
		`<w:fldSimpleX>` + end:                          `<w:fldSimpleX>` + end,
	} {
		if got := string(readable(main, []byte("<w:p>"+in+"</w:p>"))); got != "<w:p>"+want+"</w:p>" {
			t.Errorf("%s\nis  %s\nnot %s", in, got, want)
		}
	}
}

// TestCells: what a list says in a cell of an odt reaches pandoc, which reads no lists there; others stay lists.
func TestCells(t *testing.T) {
	const list, end = `<text:list text:style-name="L>1"><text:list-item><text:p>a</text:p>`, `</text:list-item></text:list>`
	const cell = `<table:table-cell office:value-type="string">`
	for in, want := range map[string]string{
		list + end: list + end,
		cell + list + list + end + end + "</table:table-cell>" + list + end:                                cell + "<text:p>a</text:p><text:p>a</text:p></table:table-cell>" + list + end,
		cell + cell + "</table:table-cell>" + list + end + "</table:table-cell>":                           cell + cell + "</table:table-cell><text:p>a</text:p></table:table-cell>",
		`<table:table-cell/>` + list + end:                                                                 `<table:table-cell/>` + list + end,
		`<table:table-header-rows><table:table-row/></table:table-header-rows>`:                            `<table:table-row/>`,
		cell + `<text:list-header><text:p>h</text:p></text:list-header><text:listing/></table:table-cell>`: cell + `<text:p>h</text:p><text:listing/></table:table-cell>`,
	} {
		if got := string(readable("content.xml", []byte(in))); got != want {
			t.Errorf("%s\nis  %s\nnot %s", in, got, want)
		}
	}
}

// TestLeftOut: macros, objects and pictures do not reach pandoc, and are named.
func TestLeftOut(t *testing.T) {
	text := strings.Replace(whole, "<w:p>", "<w:sdt/><w:txbxContent><w:p/></w:txbxContent><w:p>", 1)
	p, err := Open(archive(t, part{main, text}, part{"word/vbaProject.bin", "Sub Open()"}, part{"word/embeddings/a.bin", "a"},
		part{"word/media/a.png", "a"}, part{"word/media/b.png", "b"}, part{`word\styles.xml`, "<w:styles/>"}, part{"../word/../x", "y"}))
	if err != nil {
		t.Fatal(err)
	}
	if want := []Left{{"macro project", 1}, {"embedded object", 1}, {"picture", 2}, {"text box", 1}}; p.Format != "docx" || !slices.Equal(p.Left, want) {
		t.Errorf("%s, left %v, want %v", p.Format, p.Left, want)
	}
	z, err := zip.NewReader(bytes.NewReader(p.Zip), int64(len(p.Zip)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	if want := []string{main, "word/styles.xml"}; !slices.Equal(names, want) {
		t.Errorf("pandoc is given %v, want %v", names, want)
	}
}
