package manual

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// inline sets the words of a block on one line.
func (s *setter) inline(block ast.Node) string {
	var b strings.Builder
	for n := block.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			b.Write(util.UnescapePunctuations(util.ResolveEntityNames(n.Value(s.source))))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.CodeSpan:
			b.WriteString(s.style.Code(whole(s.raw(n))))
		case *ast.Emphasis:
			b.WriteString(s.emphasis(n))
		case *ast.AutoLink:
			b.Write(n.URL(s.source))
		case *ast.Link:
			b.WriteString(s.link(n))
		case *ast.Image:
			b.WriteString(s.inline(n))
		}
	}
	return b.String()
}

// wholeMax is how long code may be that no line is broken in, in bytes.
const wholeMax = 40

// whole keeps short code on one line.
func whole(code string) string {
	if len(code) > wholeMax {
		return code
	}
	return strings.ReplaceAll(code, " ", bound)
}

// raw is what a span of code holds, as it is.
func (s *setter) raw(span ast.Node) string {
	var b strings.Builder
	for n := span.FirstChild(); n != nil; n = n.NextSibling() {
		if t, ok := n.(*ast.Text); ok {
			b.Write(t.Segment.Value(s.source))
		}
	}
	return strings.ReplaceAll(b.String(), "\n", " ")
}

// emphasis sets strong words word by word, so that they can be wrapped.
func (s *setter) emphasis(n *ast.Emphasis) string {
	words := strings.Fields(s.inline(n))
	if n.Level > 1 {
		for i := range words {
			words[i] = s.style.Heading(words[i])
		}
	}
	return strings.Join(words, " ")
}

// link sets the words of a link. A page of the manual is named by the command that shows it; an address on the web
// stands beside the words.
func (s *setter) link(n *ast.Link) string {
	text, to := s.inline(n), string(n.Destination)
	file, anchor, _ := strings.Cut(to, "#")
	switch topic, isPage := strings.CutSuffix(file, ".md"); {
	case strings.Contains(to, "://"):
		if text != to {
			text += " <" + to + ">"
		}
	case !isPage || topic != path.Base(topic):
	case strings.HasSuffix(text, ".md"):
		return s.style.Code(command(topic, anchor))
	default:
		if c := s.style.Code(command(topic, anchor)); !slices.Contains(s.further, c) {
			s.further = append(s.further, c)
		}
	}
	return text
}

// command is what shows a page or a section, as one word.
func command(topic, anchor string) string {
	words := []string{"gazette", "help", topic}
	if topic == "rules" && anchor != "" {
		words = []string{"gazette", "explain"}
	}
	if anchor != "" {
		words = append(words, anchor)
	}
	return strings.Join(words, bound)
}

var escape = regexp.MustCompile("\x1b\\[[0-9;]*m")

// plain is a word without what colours it.
func plain(word string) string { return escape.ReplaceAllString(word, "") }
