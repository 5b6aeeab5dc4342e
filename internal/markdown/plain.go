package markdown

import (
	"bytes"
	"regexp"

	"gazette/internal/markdown/dialect"
	"gazette/internal/markdown/rawhtml"
)

// Plain returns a text for who reads Markdown itself: without attribute lists, without a first heading that repeats
// the title, and with each link's target as link gives it. Everything else stays as its author wrote it; code is left
// alone. It works line by line and parses nothing, because the text is good Markdown already. A target that may not
// be published is left empty; see Refusing for what else HTML would leave out.
func Plain(text []byte, title string, address func(target string) string) []byte {
	link := func(target string) string {
		if rawhtml.Refused(string(dialect.Unescape([]byte(target))), false) != nil {
			return ""
		}
		return address(target)
	}
	out := make([]byte, 0, len(text)+len(text)/16)
	var fence []byte
	begun, titled := false, false
	for len(text) > 0 {
		line := text
		if i := bytes.IndexByte(text, '\n'); i >= 0 {
			line = text[:i+1]
		}
		text = text[len(line):]
		bare := bytes.TrimRight(line, " \t\n")
		switch mark := fenceOf(bare); {
		case fence != nil:
			if mark != nil && bytes.HasPrefix(mark, fence) {
				fence = nil
			}
			out = append(out, line...)
			continue
		case mark != nil:
			fence = mark
			out = append(out, line...)
			continue
		}
		plain, kept := withoutAttributes(bare)
		switch {
		case !kept, !begun && len(plain) == 0:
			continue
		case !begun && !titled && bytes.HasPrefix(plain, []byte("# ")) && string(bytes.TrimSpace(plain[2:])) == title:
			titled = true
			continue
		}
		begun = true
		if bytes.HasPrefix(plain, []byte("# ")) { // the title's level
			out = append(out, '#')
		}
		out = relinked(out, plain, link)
		if len(plain) == len(bare) { // two spaces at the end are a line break
			out = append(out, line[len(bare):]...)
		} else {
			out = append(out, '\n')
		}
	}
	return append(bytes.TrimRight(out, "\n"), '\n')
}

// fenceOf is the mark that begins or ends a block of code, or nil.
func fenceOf(line []byte) []byte {
	s := bytes.TrimLeft(line, " ")
	if len(line)-len(s) > 3 || len(s) < 3 || s[0] != '`' && s[0] != '~' {
		return nil
	}
	n := len(s) - len(bytes.TrimLeft(s, string(s[:1])))
	if n < 3 {
		return nil
	}
	return s[:n]
}

// withoutAttributes takes the attribute list off a line; a line that is nothing else is not kept.
func withoutAttributes(line []byte) (plain []byte, kept bool) {
	open := bytes.LastIndexByte(line, '{')
	if open < 0 || line[len(line)-1] != '}' {
		return line, true
	}
	switch {
	case bytes.HasPrefix(line[open:], []byte("{:")):
		words, found := dialect.CutAttributes(line)
		if !found {
			return line, true
		}
		plain = words
	case bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte("#")):
		plain = bytes.TrimRight(line[:open], " \t")
	default:
		return line, true
	}
	return plain, len(bytes.TrimSpace(plain)) > 0
}

// Where a link's target begins: in Markdown, in a definition, in raw HTML.
var (
	inline     = []byte("](")
	definition = regexp.MustCompile(`^ {0,3}\[[^\]^][^\]]*\]:[ \t]*`)
	attributes = [][]byte{[]byte(` href="`), []byte(` src="`)}
)

// relinked appends a line with its links' targets changed. Each mark is sought again only when it was passed, so that
// a line is read once.
func relinked(out, line []byte, link func(string) string) []byte {
	p := relinker{out: out, line: line, link: link, lastClose: bytes.LastIndexByte(line, '>')}
	if m := definition.FindIndex(line[:definitionMay(line)]); m != nil {
		p.copy(m[1])
		p.target()
	}
	marks := [][]byte{inline}
	if bytes.IndexByte(line, '<') >= 0 {
		marks = append(marks, attributes...)
	}
	next := make([]int, len(marks))
	for i := range next {
		next[i] = -1
	}
	for {
		first := -1
		for i, mark := range marks {
			if next[i] < p.at {
				next[i] = len(line)
				if found := bytes.Index(line[p.at:], mark); found >= 0 {
					next[i] = p.at + found
				}
			}
			if next[i] < len(line) && (first < 0 || next[i] < next[first]) {
				first = i
			}
		}
		if first < 0 {
			return append(p.out, line[p.at:]...)
		}
		p.copy(next[first] + len(marks[first]))
		if first == 0 {
			p.target()
		} else {
			p.quoted()
		}
	}
}

// relinker is a line being copied.
type relinker struct {
	out, line []byte
	at        int // how far it is copied
	link      func(string) string
	lastClose int // where the line's last > stands, or -1
	unclosed  bool
}

// copy copies the line up to a place.
func (p *relinker) copy(to int) {
	p.out, p.at = append(p.out, p.line[p.at:to]...), to
}

// quoted copies the value of an attribute up to its quotation mark.
func (p *relinker) quoted() {
	if p.unclosed {
		return
	}
	end := bytes.IndexByte(p.line[p.at:], '"')
	if p.unclosed = end < 0; p.unclosed {
		return
	}
	p.out, p.at = append(p.out, p.link(string(p.line[p.at:p.at+end]))...), p.at+end
}

// definitionMay is how much of a line may begin a definition: nothing of most.
func definitionMay(line []byte) int {
	if bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte("[")) {
		return len(line)
	}
	return 0
}

// target copies a target of Markdown.
func (p *relinker) target() {
	rest := p.line[p.at:]
	if bytes.HasPrefix(rest, []byte("<")) {
		if p.lastClose > p.at {
			end := bytes.IndexByte(rest, '>')
			p.out = append(append(append(p.out, '<'), p.link(string(rest[1:end]))...), '>')
			p.at += end + 1
		}
		return
	}
	end, depth := 0, 0
	for ; end < len(rest) && rest[end] != ' ' && rest[end] != '\t'; end++ {
		if rest[end] == '(' {
			depth++
		} else if rest[end] == ')' {
			if depth--; depth < 0 {
				break
			}
		}
	}
	to := p.link(string(rest[:end]))
	if to != string(rest[:end]) && bytes.ContainsAny([]byte(to), " ()") {
		to = "<" + to + ">"
	}
	p.out, p.at = append(p.out, to...), p.at+end
}
