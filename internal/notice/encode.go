package notice

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"

	"gazette/i18n"
	"gazette/internal/source"
)

// encoded is an edition on a line of a cache: all that Parse reads off a file, so that a file that has not changed
// need not be read again. Front matter is kept as it is, but for what would be parsed or checked again: those fields
// stand in front of Front's own.
type encoded struct {
	Front
	Locale, Source, Prevails       string `json:",omitempty"`
	Effective, Withdrawn, ReviewBy string `json:",omitempty"`
	Related, Aliases               []ref  `json:",omitempty"`
	Hash, Marks                    string
	BodyAt, BodyLine               int
}

// ref is a Ref or an Alias but for its file.
type ref struct {
	To        string
	Line, Col int
}

// Encode writes the edition on one line. It has none when its front matter holds values of the site's own, whose
// types a line would not keep.
func (e *Edition) Encode() (line string, ok bool) {
	if len(e.Params) > 0 {
		return "", false
	}
	c := encoded{Front: e.Front, Locale: string(e.Locale), Source: string(e.Front.Source), Prevails: string(e.Prevails),
		Effective: e.Effective.String(), Withdrawn: e.Withdrawn.String(), ReviewBy: e.ReviewBy.String(),
		Hash: hex.EncodeToString(e.Hash[:]), Marks: e.marks.hex(), BodyAt: e.BodyAt, BodyLine: e.BodyLine}
	for _, a := range e.Aliases {
		c.Aliases = append(c.Aliases, ref{string(a.Address), a.Pos.Line, a.Pos.Col})
	}
	for _, r := range e.Related {
		c.Related = append(c.Related, ref{string(r.Slug), r.Pos.Line, r.Pos.Col})
	}
	data, err := json.Marshal(c)
	return string(data), err == nil
}

// Decode reads an edition off the line that Encode wrote of it, with what is known of its file: it is then the one
// that Parse returns, with no problems.
func Decode(line, path string, slug Slug, origin Origin) (*Edition, error) {
	var c encoded
	if err := json.Unmarshal([]byte(line), &c); err != nil {
		return nil, err
	}
	e := &Edition{Slug: slug, Front: c.Front, Origin: origin, Revision: 1, Path: path, BodyAt: c.BodyAt,
		BodyLine: c.BodyLine}
	e.Locale, e.Front.Source, e.Prevails = i18n.Locale(c.Locale), i18n.Locale(c.Source), i18n.Locale(c.Prevails)
	for _, a := range c.Aliases {
		e.Aliases = append(e.Aliases, Alias{Address(a.To), source.Pos{File: path, Line: a.Line, Col: a.Col}})
	}
	for _, r := range c.Related {
		e.Related = append(e.Related, Ref{Slug(r.To), source.Pos{File: path, Line: r.Line, Col: r.Col}})
	}
	_, err := hex.Decode(e.Hash[:], []byte(c.Hash))
	return e, errors.Join(err, e.marks.read(c.Marks), e.Effective.read(c.Effective), e.Withdrawn.read(c.Withdrawn),
		e.ReviewBy.read(c.ReviewBy))
}

// read reads a date that String wrote; none is no date.
func (d *Date) read(s string) error {
	if s == "" {
		return nil
	}
	return d.UnmarshalText([]byte(s))
}

func (m marks) hex() string {
	b := make([]byte, 0, len(m)*4)
	for _, at := range m {
		b = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(b, at.line), at.col)
	}
	return hex.EncodeToString(b)
}

func (m *marks) read(s string) error {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(m)*4 {
		return errors.Join(err, errors.New("not the places of an edition"))
	}
	for i := range m {
		m[i].line, m[i].col = binary.BigEndian.Uint16(b[i*4:]), binary.BigEndian.Uint16(b[i*4+2:])
	}
	return nil
}
