package blocks

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"gazette/internal/document"
)

// closeLink reads what follows a link's words: ](target "title"), ][name], ][] or ].
func (s *scribe) closeLink() {
	if s.at >= len(s.src) || s.src[s.at] != ']' {
		s.lost = true
		return
	}
	s.at++
	if s.at >= len(s.src) {
		return
	}
	switch s.src[s.at] {
	case '(':
		if n := linkTail(s.src[s.at:]); n > 0 {
			s.at += n
		}
	case '[':
		if i := bytes.IndexByte(s.src[s.at:], ']'); i > 0 {
			s.at += i + 1
		}
	}
}

// linkTail is how long a target in parentheses is, 0 for none.
func linkTail(b []byte) int {
	depth, quote := 0, byte(0)
	for i := 1; i < len(b); i++ {
		c := b[i]
		switch {
		case c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '<' && depth == 0 && len(bytes.TrimSpace(b[1:i])) == 0:
			end := bytes.IndexByte(b[i:], '>')
			if end < 0 {
				return 0
			}
			i += end
		case (c == '"' || c == '\'') && util.IsSpace(b[i-1]):
			quote = c
		case c == '(':
			depth++
		case c == ')':
			if depth == 0 {
				return i + 1
			}
			depth--
		}
	}
	return 0
}

// address reads a bare address.
func (s *scribe) address(n *ast.AutoLink) document.Inline {
	label := n.Label(s.src)
	in := document.Inline{Kind: document.Link, Target: s.w.Targets[n], At: s.place()}
	angled := s.at < len(s.src) && s.src[s.at] == '<'
	if angled {
		s.at++
	}
	if !bytes.HasPrefix(s.src[min(s.at, len(s.src)):], label) {
		s.lost = true
	}
	in.In = s.place()
	s.at += len(label)
	in.Out = s.place()
	if angled {
		s.at++
	}
	in.End = s.place()
	in.Kids = []document.Inline{{Kind: document.Str, Text: string(label), At: in.In, End: in.Out}}
	return in
}
