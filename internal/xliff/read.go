package xliff

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The bounds of what is read.
const (
	MaxSize  = 32 << 20
	maxDepth = 40
	maxUnits = 100_000
)

// Wrong says what is wrong with a file, and where.
type Wrong struct {
	Line, Col int
	What, Way string
}

func (w *Wrong) Error() string { return w.What }

// Read reads a document of either version.
func Read(data []byte) (*Document, error) {
	if len(data) > MaxSize {
		return nil, &Wrong{1, 1, fmt.Sprintf("is larger than %d MB", MaxSize>>20), "ask for one file for each notice"}
	}
	r := &reader{x: xml.NewDecoder(bytes.NewReader(data)), d: &Document{}}
	r.x.CharsetReader = func(name string, _ io.Reader) (io.Reader, error) {
		return nil, errors.New("the file is in " + name + "; save it as UTF-8")
	}
	for {
		token, err := r.x.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, r.wrong("is no whole XML: "+strings.TrimPrefix(err.Error(), "XML syntax error on "),
				"ask for it once more")
		}
		if err := r.token(token); err != nil {
			return nil, err
		}
	}
	if r.d.Version == "" {
		return nil, &Wrong{1, 1, "is no XLIFF", "its root is <xliff version=\"2.1\"> or <xliff version=\"1.2\">"}
	}
	return r.d, nil
}

type reader struct {
	x       *xml.Decoder
	d       *Document
	path    []string
	unit    *Unit
	seg     *Segment
	into    *[]Piece // the source or target that is read
	open    []string // codes that are open in it
	note    *Note
	ignored int // depth of a module's elements that are passed over
	files   int
}

func (r *reader) wrong(what, way string) error {
	line, col := r.x.InputPos()
	return &Wrong{line, max(col, 1), what, way} // the decoder counts from 0 where it has put a line break back
}

func (r *reader) token(token xml.Token) error {
	switch t := token.(type) {
	case xml.Directive:
		return r.wrong("has a document type declaration, which may name other files", "save it without one")
	case xml.StartElement:
		if len(r.path) > maxDepth {
			return r.wrong(fmt.Sprintf("has more than %d elements within each other", maxDepth), "ask for it once more")
		}
		r.path = append(r.path, t.Name.Local)
		if r.ignored > 0 || foreign(t.Name) || t.Name.Local == "alt-trans" {
			r.ignored++
			return nil
		}
		return r.start(t)
	case xml.EndElement:
		r.path = r.path[:len(r.path)-1]
		if r.ignored > 0 {
			r.ignored--
			return nil
		}
		return r.end(t.Name.Local)
	case xml.CharData:
		if r.ignored > 0 {
			return nil
		}
		switch {
		case r.into != nil:
			r.text(string(t))
		case r.note != nil:
			r.note.Text += string(t)
		}
	}
	return nil
}

// foreign reports elements of modules and of other tools.
func foreign(n xml.Name) bool {
	return n.Space != "urn:oasis:names:tc:xliff:document:2.0" && n.Space != "urn:oasis:names:tc:xliff:document:1.2" &&
		n.Space != ""
}

func (r *reader) text(s string) {
	if n := len(*r.into); n > 0 && (*r.into)[n-1].Kind == Text {
		(*r.into)[n-1].Text += s
		return
	}
	*r.into = append(*r.into, Piece{Text: s})
}

func value(t xml.StartElement, names ...string) string {
	for _, name := range names {
		for _, a := range t.Attr {
			if a.Name.Local == name {
				return a.Value
			}
		}
	}
	return ""
}

func (r *reader) start(t xml.StartElement) error {
	switch t.Name.Local {
	case "xliff":
		r.d.Version, r.d.Source, r.d.Target = value(t, "version"), value(t, "srcLang"), value(t, "trgLang")
		if r.d.Version == "2.0" {
			r.d.Version = "2.1"
		}
		if r.d.Version != "2.1" && r.d.Version != "1.2" {
			return r.wrong("is XLIFF "+r.d.Version+", which is not read", "save it as XLIFF 2.1 or 1.2")
		}
	case "file":
		if r.files++; r.files > 1 {
			return r.wrong("holds several files", "ask for one file for each notice")
		}
		r.d.ID, r.d.Original = value(t, "id"), value(t, "original")
		if r.d.Version == "1.2" {
			r.d.Source, r.d.Target = value(t, "source-language"), value(t, "target-language")
		}
	case "note":
		r.note = &Note{Category: value(t, "category", "from")}
	case "unit":
		return r.newUnit(value(t, "id"))
	case "trans-unit":
		return r.transUnit(value(t, "id"))
	case "segment":
		if r.unit == nil {
			return r.wrong("has a segment outside a unit", "ask for it once more")
		}
		r.unit.Segments = append(r.unit.Segments, Segment{State: value(t, "state")})
		r.seg = &r.unit.Segments[len(r.unit.Segments)-1]
	case "source", "target":
		r.content(t)
	default:
		if r.into != nil {
			return r.code(t)
		}
	}
	return nil
}

func (r *reader) newUnit(id string) error {
	if len(r.d.Units) >= maxUnits {
		return r.wrong(fmt.Sprintf("has more than %d units", maxUnits), "ask for one file for each notice")
	}
	r.d.Units = append(r.d.Units, Unit{ID: id})
	r.unit = &r.d.Units[len(r.d.Units)-1]
	return nil
}

// transUnit puts a unit of 1.2, which is a sentence, into that of its clause.
func (r *reader) transUnit(id string) error {
	i := strings.LastIndexByte(id, '-')
	if i < 0 {
		return r.wrong(fmt.Sprintf("has a unit %q, which is none of gazette's", id),
			"give back the file that `gazette translate export` wrote")
	}
	if r.unit == nil || r.unit.ID != id[:i] {
		if err := r.newUnit(id[:i]); err != nil {
			return err
		}
	}
	r.unit.Segments = append(r.unit.Segments, Segment{})
	r.seg = &r.unit.Segments[len(r.unit.Segments)-1]
	return nil
}

func (r *reader) content(t xml.StartElement) {
	if r.seg == nil {
		return
	}
	r.open = nil
	r.into = &r.seg.Source
	if t.Name.Local == "target" {
		r.into = &r.seg.Target
		for name, old := range state12 {
			if value(t, "state") == old {
				r.seg.State = name
			}
		}
	}
}

// code reads an inline element.
func (r *reader) code(t xml.StartElement) error {
	id := value(t, "id", "startRef", "rid")
	switch t.Name.Local {
	case "pc", "g":
		*r.into = append(*r.into, Piece{Kind: Open, ID: id})
		r.open = append(r.open, id)
	case "ph", "x", "it", "bpt", "ept":
		*r.into = append(*r.into, Piece{Kind: Alone, ID: id})
		r.open = append(r.open, "\x00")
		if t.Name.Local == "it" || t.Name.Local == "bpt" || t.Name.Local == "ept" {
			return r.wrong("has the code <"+t.Name.Local+">, which gazette does not write",
				"keep the codes as they were given")
		}
	case "sc", "bx":
		*r.into = append(*r.into, Piece{Kind: Open, ID: id})
		r.open = append(r.open, "\x00")
	case "ec", "ex":
		*r.into = append(*r.into, Piece{Kind: Close, ID: value(t, "startRef", "rid", "id")})
		r.open = append(r.open, "\x00")
	default: // <mrk> and the like stand around words
		r.open = append(r.open, "\x00")
	}
	return nil
}

func (r *reader) end(name string) error {
	switch name {
	case "source", "target":
		r.into = nil
	case "note":
		if r.note != nil && r.unit == nil {
			r.d.Notes = append(r.d.Notes, *r.note)
		}
		r.note = nil
	case "unit", "group":
		r.unit, r.seg = nil, nil
	case "segment", "trans-unit":
		r.seg = nil
	default:
		if n := len(r.open); r.into != nil && n > 0 {
			if id := r.open[n-1]; id != "\x00" {
				*r.into = append(*r.into, Piece{Kind: Close, ID: id})
			}
			r.open = r.open[:n-1]
		}
	}
	return nil
}
