package i18n

import (
	"fmt"
	"strings"
)

// message is the wording of one key in one language.
type message struct {
	forms  [6]phrase // by plural category; other is always there
	counts bool      // written with plural forms, not as one text
}

// phrase is text cut at its placeholders; nil for a form that is not there.
type phrase []part

// part is either literal text or the name of a placeholder.
type part struct{ text, name string }

// badPlaceholder is what parsePhrase could not read, as it was written.
type badPlaceholder string

func (b badPlaceholder) Error() string {
	return fmt.Sprintf("%q is not a placeholder", string(b))
}

// parsePhrase cuts a message at its placeholders. Of Go's templates only
// {{.Name}} is understood: wording needs no more, and translators less.
func parsePhrase(s string) (phrase, error) {
	var out phrase
	for {
		text, rest, found := strings.Cut(s, "{{")
		if strings.Contains(text, "}}") {
			return nil, badPlaceholder("}}")
		}
		if text != "" {
			out = append(out, part{text: text})
		}
		if !found {
			return out, nil
		}
		inside, after, closed := strings.Cut(rest, "}}")
		name, ok := strings.CutPrefix(strings.TrimSpace(inside), ".")
		if !closed {
			return nil, badPlaceholder("{{" + inside)
		}
		if !ok || !isName(name) {
			return nil, badPlaceholder("{{" + inside + "}}")
		}
		out, s = append(out, part{name: name}), after
	}
}

// isName reports whether s is an upper-case ASCII letter and more letters or digits.
func isName(s string) bool {
	for i, c := range s {
		letter := c >= 'A' && c <= 'Z' || i > 0 && (c >= 'a' && c <= 'z' || c >= '0' && c <= '9')
		if !letter {
			return false
		}
	}
	return s != ""
}

// names returns the placeholders of all forms.
func (m *message) names() map[string]bool {
	out := make(map[string]bool)
	for _, f := range m.forms {
		for _, p := range f {
			if p.name != "" {
				out[p.name] = true
			}
		}
	}
	return out
}

// plain returns the text of a message without placeholders and forms.
func (m *message) plain() (string, bool) {
	f := m.forms[other]
	if m.counts || len(f) != 1 || f[0].name != "" {
		return "", false
	}
	return f[0].text, true
}

// String is the phrase as it was written.
func (f phrase) String() string {
	var b strings.Builder
	for _, p := range f {
		b.WriteString(p.text)
		if p.name != "" {
			b.WriteString("{{." + p.name + "}}")
		}
	}
	return b.String()
}

// fill puts the values into the placeholders. A value that is missing is the
// caller's mistake; it is reported by name.
func (f phrase) fill(args map[string]any) (text, missing string) {
	var b strings.Builder
	for _, p := range f {
		b.WriteString(p.text)
		if p.name == "" {
			continue
		}
		switch v, ok := args[p.name]; s := v.(type) {
		case string:
			b.WriteString(s)
		default:
			if !ok {
				return "", p.name
			}
			fmt.Fprint(&b, v)
		}
	}
	return b.String(), ""
}
