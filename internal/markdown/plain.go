package markdown

import (
	"bytes"
	"regexp"
)

// Plain returns a text for who reads Markdown itself: without attribute lists,
// without a first heading that repeats the title, and with each link's target
// as link gives it. Everything else stays as its author wrote it; code is left
// alone. It works line by line and parses nothing, because the text is good
// Markdown already. A target that may not be published is left empty; see
// Refusing for what else HTML would leave out.
func Plain(text []byte, title string, address func(target string) string) []byte {
	link := func(target string) string {
		if refused(string(unescape([]byte(target))), false) != nil {
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

// withoutAttributes takes the attribute list off a line; a line that is
// nothing else is not kept.
func withoutAttributes(line []byte) (plain []byte, kept bool) {
	open := bytes.LastIndexByte(line, '{')
	if open < 0 || line[len(line)-1] != '}' {
		return line, true
	}
	switch {
	case bytes.HasPrefix(line[open:], []byte("{:")):
		m := attributeLine.FindSubmatch(line)
		if m == nil {
			return line, true
		}
		plain = m[1]
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

// relinked appends a line with its links' targets changed.
func relinked(out, line []byte, link func(string) string) []byte {
	if m := definition.FindIndex(line[:definitionMay(line)]); m != nil {
		out, line = target(append(out, line[:m[1]]...), line[m[1]:], link)
	}
	raw := bytes.IndexByte(line, '<') >= 0
	for {
		i, n, quoted := bytes.Index(line, inline), len(inline), false
		if raw {
			for _, mark := range attributes {
				if j := bytes.Index(line, mark); j >= 0 && (i < 0 || j < i) {
					i, n, quoted = j, len(mark), true
				}
			}
		}
		if i < 0 {
			return append(out, line...)
		}
		out, line = append(out, line[:i+n]...), line[i+n:]
		if !quoted {
			out, line = target(out, line, link)
		} else if end := bytes.IndexByte(line, '"'); end >= 0 {
			out, line = append(out, link(string(line[:end]))...), line[end:]
		}
	}
}

// definitionMay is how much of a line may begin a definition: nothing of most.
func definitionMay(line []byte) int {
	if bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte("[")) {
		return len(line)
	}
	return 0
}

// target appends the target that a line begins with, and returns what follows.
func target(out, line []byte, link func(string) string) (grown, rest []byte) {
	if bytes.HasPrefix(line, []byte("<")) {
		if end := bytes.IndexByte(line, '>'); end > 0 {
			return append(append(append(out, '<'), link(string(line[1:end]))...), '>'), line[end+1:]
		}
		return out, line
	}
	end, depth := 0, 0
	for ; end < len(line) && line[end] != ' ' && line[end] != '\t'; end++ {
		if line[end] == '(' {
			depth++
		} else if line[end] == ')' {
			if depth--; depth < 0 {
				break
			}
		}
	}
	to := link(string(line[:end]))
	if to != string(line[:end]) && bytes.ContainsAny([]byte(to), " ()") {
		to = "<" + to + ">"
	}
	return append(out, to...), line[end:]
}
