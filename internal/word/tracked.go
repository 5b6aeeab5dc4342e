package word

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"io"
	"regexp"
	"strings"

	"gazette/internal/document/markup"
)

// Track turns the codes of a docx that pandoc wrote into tracked changes: pandoc writes insertions and deletions of
// words, but neither those of paragraphs and rows nor moves. author and day (YYYY-MM-DD) are those of every change.
func Track(docx []byte, author, day string) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	by := ` w:author="` + html.EscapeString(author) + `" w:date="` + day + `T00:00:00Z"`
	t := &tracker{by: by, moves: map[string]int{}}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		if f.Name == "word/document.xml" || f.Name == "word/footnotes.xml" {
			data = []byte(t.document(string(data)))
		}
		to, err := w.Create(f.Name)
		if err == nil {
			_, err = to.Write(data)
		}
		if err != nil {
			return nil, err
		}
	}
	err = w.Close()
	return out.Bytes(), err
}

// tracker writes tracked changes into the XML of a document.
type tracker struct {
	by    string
	id    int
	moves map[string]int // the ids of their ranges, by code
}

var (
	change = regexp.MustCompile(`(?s)<w:(ins|del) w:id="\d+" w:author="(` + "\u00a6" +
		`[^"]*)" w:date="[^"]*">(.*?)</w:(?:ins|del)>`)
	paragraph = regexp.MustCompile(`(?s)<w:p>.*?</w:p>`)
	row       = regexp.MustCompile(`(?s)<w:tr>.*?</w:tr>`)
)

func (t *tracker) document(s string) string {
	s = row.ReplaceAllStringFunc(s, t.row)
	s = paragraph.ReplaceAllStringFunc(s, t.paragraph)
	s = change.ReplaceAllStringFunc(s, t.words)
	return t.ranges(s)
}

// tag is the name that Word has for a code.
func tag(code string) string {
	switch {
	case strings.HasPrefix(code, markup.CodeMovedHere):
		return "w:moveTo"
	case strings.HasPrefix(code, markup.CodeMovedAway):
		return "w:moveFrom"
	case strings.HasPrefix(code, markup.CodeDeleted):
		return "w:del"
	}
	return "w:ins"
}

func (t *tracker) attributes() string {
	t.id++
	return fmt.Sprintf(` w:id="%d"%s`, 1000+t.id, t.by)
}

// taken takes the mark with a prefix out of some XML, and returns its code.
func taken(s, prefix string) (rest, code string) {
	for _, m := range change.FindAllStringSubmatchIndex(s, -1) {
		if c, ok := strings.CutPrefix(s[m[4]:m[5]], prefix); ok {
			return s[:m[0]] + s[m[1]:], c
		}
	}
	return s, ""
}

func (t *tracker) row(s string) string {
	rest, code := taken(s, markup.CodeOfRow)
	if code == "" {
		return s
	}
	mark := "<w:ins" + t.attributes() + "/>"
	if name := tag(code); name == "w:del" || name == "w:moveFrom" {
		mark = strings.Replace(mark, "<w:ins", "<w:del", 1)
	}
	if strings.Contains(rest, "</w:trPr>") {
		return strings.Replace(rest, "</w:trPr>", mark+"</w:trPr>", 1)
	}
	return strings.Replace(rest, "<w:tr>", "<w:tr><w:trPr>"+mark+"</w:trPr>", 1)
}

func (t *tracker) paragraph(s string) string {
	rest, code := taken(s, markup.CodeOfParagraph)
	if code == "" {
		return s
	}
	mark := "<w:rPr><" + tag(code) + t.attributes() + "/></w:rPr>"
	if strings.Contains(rest, "</w:pPr>") {
		return strings.Replace(rest, "</w:pPr>", mark+"</w:pPr>", 1)
	}
	return strings.Replace(rest, "<w:p>", "<w:p><w:pPr>"+mark+"</w:pPr>", 1)
}

func (t *tracker) words(s string) string {
	m := change.FindStringSubmatch(s)
	name, inner := tag(m[2]), m[3]
	if name == "w:moveFrom" {
		inner = strings.NewReplacer("w:delText", "w:t").Replace(inner)
	}
	out := "<" + name + t.attributes() + ">" + inner + "</" + name + ">"
	if strings.HasPrefix(name, "w:move") {
		return "\x00" + m[2] + "\x01" + out + "\x02" + m[2] + "\x01"
	}
	return out
}

var ends = regexp.MustCompile("[\x00\x02]\u00a6[tf]\\d*\x01")

// ranges puts the beginning and the end of each move around all of its words.
func (t *tracker) ranges(s string) string {
	first, last := map[string]int{}, map[string]int{}
	for i, m := range ends.FindAllString(s, -1) {
		code := m[1 : len(m)-1]
		if _, ok := first[code]; !ok {
			first[code] = i
		}
		last[code] = i
	}
	i := -1
	return ends.ReplaceAllStringFunc(s, func(m string) string {
		i++
		code := m[1 : len(m)-1]
		number := strings.TrimLeft(code, "\u00a6tf")
		name := map[bool]string{true: "moveTo", false: "moveFrom"}[strings.HasPrefix(code, markup.CodeMovedHere)]
		switch {
		case i == first[code]:
			t.id++
			t.moves[code] = 1000 + t.id
			return fmt.Sprintf(`<w:%sRangeStart w:id="%d"%s w:name="move%s"/>`, name, t.moves[code], t.by, number)
		case i == last[code]:
			return fmt.Sprintf(`<w:%sRangeEnd w:id="%d"/>`, name, t.moves[code])
		}
		return ""
	})
}
