package i18n

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"gazette/internal/conflict"
	"gazette/internal/rule"
	"gazette/internal/source"
	"gazette/internal/spelling"
)

// Folder is where a site keeps its catalogues. Problems name files under it.
const Folder = "i18n"

// messages is one catalogue file, by key.
type messages map[string]*message

// reader reads one catalogue file.
type reader struct {
	file     source.File
	locale   Locale
	english  messages        // what keys and placeholders there are; nil while that is being read
	own      map[string]bool // messages that the site's own templates ask for
	keys     []string        // of english, sorted, for suggestions
	must     [6]bool         // plural categories, see Locale.plurals
	may      [6]bool
	problems source.Problems
}

// readCatalogue returns the messages of a file without problems of their own,
// and the problems.
func readCatalogue(layer fs.FS, l Locale, english messages, own map[string]bool) (messages, source.Problems) {
	file, problems := source.Read(layer, string(l)+extension)
	file.Path = path.Join(Folder, file.Path)
	for i := range problems {
		problems[i].File, problems[i].Rule = file.Path, rule.Catalogue
	}
	if problems = append(problems, conflict.In(file)...); problems != nil {
		return nil, problems
	}
	r := &reader{file: file, locale: l, english: english, own: own, keys: slices.Sorted(maps.Keys(english))}
	r.must, r.may = l.plurals()
	found := r.document()
	return found, file.Located(r.problems)
}

func (r *reader) document() messages {
	var doc, second yaml.Node
	loader, err := yaml.NewLoader(bytes.NewReader(r.file.Data))
	if err == nil {
		err = loader.Load(&doc)
	}
	if err == io.EOF {
		return nil // nothing but comments
	}
	if err != nil {
		r.syntax(err)
		return nil
	}
	if loader.Load(&second) != io.EOF {
		r.add(&second, "has a second document", "take the line --- out")
		return nil
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		r.add(root, "is not a list of messages", "write one message a line, as in “close: Close”")
		return nil
	}
	return r.messages(root)
}

// syntax reports what the YAML parser could not read, where it says so.
func (r *reader) syntax(err error) {
	at := source.Pos{File: r.file.Path}
	message := err.Error()
	var e *yaml.LoadError
	if errors.As(err, &e) {
		at.Line, at.Col, message = e.Mark.Line, e.Mark.Column, e.Message
	}
	r.problems = append(r.problems, at.Problem(rule.Catalogue,
		"is not YAML: "+message,
		"put a text that holds “: ” or “#” or begins with a sign in quotes"))
}

func (r *reader) messages(root *yaml.Node) messages {
	found := make(messages, len(root.Content)/2)
	seen := make(map[string]int, len(root.Content)/2)
	for i := 0; i < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		if line, twice := seen[key.Value]; twice {
			r.add(key, fmt.Sprintf("the message %q stands here twice", key.Value),
				fmt.Sprintf("line %d has it already; keep one", line))
			continue
		}
		seen[key.Value] = key.Line
		if !r.known(key) {
			continue
		}
		if m := r.message(key, value); m != nil {
			found[key.Value] = m
		}
	}
	return found
}

// known reports keys that the English catalogue does not have.
func (r *reader) known(key *yaml.Node) bool {
	if r.english == nil || r.english[key.Value] != nil || r.own[key.Value] {
		return true
	}
	hint := "see " + path.Join(Folder, string(reference)+extension) + " for the messages there are"
	if near := spelling.Nearest(key.Value, r.keys); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	r.add(key, fmt.Sprintf("there is no message %q", key.Value), hint)
	return false
}

// add reports an error at a node.
func (r *reader) add(n *yaml.Node, message, hint string) {
	r.problems = append(r.problems, source.Pos{File: r.file.Path, Line: n.Line, Col: n.Column}.Problem(rule.Catalogue,
		message,
		hint))
}

// addAt reports an error at a piece of a node's text, when it can be seen on
// the node's line.
func (r *reader) addAt(n *yaml.Node, piece, message, hint string) {
	at := *n
	if line := []rune(r.file.Line(n.Line)); n.Column <= len(line) {
		if before, _, ok := strings.Cut(string(line[n.Column-1:]), piece); ok {
			at.Column += len([]rune(before))
		}
	}
	r.add(&at, message, hint)
}
