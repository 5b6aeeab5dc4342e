package source

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"unicode/utf8"

	"gazette/internal/rule"
)

// MaxSize is the largest file Gazette reads as text, in bytes. A notice of
// this size would be some 2,500 printed pages: a larger file is a mistake.
const MaxSize = 8 << 20

var bom = []byte("\uFEFF")

// File is a text file as its author means it: without byte order mark, lines
// ending in LF. Lines and columns are those that an editor shows.
type File struct {
	Path   string
	Data   []byte
	places *places // or nil, in a file that was not read
}

// Read loads a text file. What makes it unreadable (too large, not UTF-8, a
// NUL byte) is returned as problems; the file is then empty but for its path.
func Read(fsys fs.FS, path string) (File, Problems) {
	data, err := Bytes(fsys, path, MaxSize)
	switch {
	case errors.Is(err, ErrLarge):
		return File{Path: path}, Problems{tooLarge(path)}
	case err != nil:
		return File{Path: path}, Problems{Unreadable(path, err)}
	}
	return Text(path, data)
}

func tooLarge(path string) Problem {
	return Pos{File: path}.Problem(rule.FileTooLarge,
		"is larger than 8 MiB",
		"a notice is text; put images and attachments under static/")
}

// Unreadable is the problem of a file that the system does not give out. If
// the system has no more open files to give, it accuses no file.
func Unreadable(path string, err error) Problem {
	p := Pos{File: path}.Problem(rule.UnreadableFile,
		"cannot be read: "+reason(err),
		"check the file's permissions, or where the link leads")
	var link LinkError
	switch {
	case OutOfFiles(err):
		return Exhausted()
	case errors.Is(err, ErrOdd):
		p.Message, p.Hint = ErrOdd.Error(), "put the text itself here"
	case errors.As(err, &link):
		p.Hint = "put the file itself here; `gazette explain unreadable-file` says where a link may lead"
	}
	return p
}

// Exhausted is the problem of a run that the system gives no more open files.
func Exhausted() Problem {
	return Pos{}.Problem(rule.OutOfFiles,
		"the system allows no more open files, so not all files could be read",
		"end other programs, or allow more with: ulimit -n 4096")
}

// Changed is the problem of a file whose bytes are not those that its place in
// a run was decided by: somebody saved it meanwhile.
func Changed(path string) Problem {
	return Pos{File: path}.Problem(rule.ChangedMeanwhile,
		"has changed since it was read",
		"run the command again")
}

// Text makes a File of bytes as they stand on disk; see Read.
func Text(path string, data []byte) (File, Problems) {
	f := File{Path: path}
	if len(data) > MaxSize {
		return f, Problems{tooLarge(path)}
	}
	data = bytes.TrimPrefix(data, bom)
	if bytes.IndexByte(data, '\r') >= 0 {
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	if i := badByte(data); i >= 0 {
		p := File{Path: path, Data: data}.Pos(i)
		msg, hint := "is not UTF-8", "save the file with the encoding UTF-8"
		if data[i] == 0 {
			msg, hint = "holds a NUL byte",
				"this is not a text file, or it was damaged; restore it and save it as UTF-8"
		}
		return f, Problems{p.Problem(rule.InvalidUTF8, msg, hint)}
	}
	f.Data, f.places = data, &places{}
	return f, nil
}

// badByte returns the offset of the first NUL byte or byte that is not UTF-8, or -1.
func badByte(data []byte) int {
	nul := bytes.IndexByte(data, 0)
	if utf8.Valid(data) {
		return nul
	}
	for i := 0; i < len(data); {
		if data[i] == 0 {
			return i
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return nul
}

// reason strips the path that os errors repeat, and says in our words what
// os.Root says of links that lead out of it.
func reason(err error) string {
	if strings.Contains(err.Error(), "path escapes") {
		return "the symbolic link leads out of the site"
	}
	if pe, ok := err.(*fs.PathError); ok {
		return pe.Err.Error()
	}
	return err.Error()
}

// Pos returns the place of a byte offset.
func (f File) Pos(offset int) Pos {
	offset = min(max(offset, 0), len(f.Data))
	x := f.index()
	line := x.at(offset)
	return Pos{File: f.Path, Line: line + 1, Col: x.before(f.Data, offset) - x.before(f.Data, x.lines[line]) + 1}
}

// Line returns line n, counting from 1, without its line end; empty when
// there is no such line.
func (f File) Line(n int) string { return string(f.line(n)) }

func (f File) line(n int) []byte {
	x := f.index()
	if n < 1 || n > len(x.lines) {
		return nil
	}
	end := len(f.Data)
	if n < len(x.lines) { // looking for the end of a long line, problem by problem, would cost its square
		end = x.lines[n]
	}
	return bytes.TrimSuffix(f.Data[x.lines[n-1]:end], []byte("\n"))
}

// Located returns the problems with their excerpts filled from the file.
func (f File) Located(ps Problems) Problems {
	f = f.Indexed()
	lines := map[int]string{} // shared by all problems of a line
	for i := range ps {
		p := &ps[i]
		if p.File == "" {
			p.File = f.Path
		}
		if p.Excerpt != "" || p.Line <= 0 {
			continue
		}
		line := bytes.TrimRight(f.line(p.Line), " \t")
		if len(line) > longLine {
			p.Excerpt, p.Before = f.excerpt(line, p.Pos)
			continue
		}
		if _, ok := lines[p.Line]; !ok {
			lines[p.Line] = string(line)
		}
		p.Excerpt = lines[p.Line]
	}
	return ps
}

// A line of more than longLine bytes is not shown whole, but around so many
// characters on each side of the problem.
const (
	longLine = 4 << 10
	around   = 200
)

// excerpt is what is shown of a long line for a problem, and how many of its
// characters stand before that.
func (f File) excerpt(line []byte, at Pos) (text string, before int) {
	x := f.index()
	start := x.lines[at.Line-1]
	first := x.before(f.Data, start)
	from, to := max(at.Col-1-around, 0), max(at.Col, 1)-1+around
	begin, end := x.offset(f.Data, first+from)-start, x.offset(f.Data, first+to)-start
	return string(line[min(begin, len(line)):min(end, len(line))]), from
}

// Find returns the place of the first line that begins, after white space,
// with a text; the file's first line when there is none.
func (f File) Find(start string) Pos {
	for i, line := range bytes.Split(f.Data, []byte("\n")) {
		text := bytes.TrimLeft(line, " \t")
		if bytes.HasPrefix(text, []byte(start)) {
			return Pos{File: f.Path, Line: i + 1, Col: utf8.RuneCount(line[:len(line)-len(text)]) + 1}
		}
	}
	return Pos{File: f.Path, Line: 1, Col: 1}
}
