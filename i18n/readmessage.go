package i18n

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// message reads the value of a key; nil when it has a problem.
func (r *reader) message(key, value *yaml.Node) *message {
	before := len(r.problems)
	m := &message{counts: value.Kind == yaml.MappingNode}
	if m.counts {
		r.forms(key, value, m)
	} else {
		m.forms[other] = r.phrase(key, value)
	}
	// A form with a problem of its own is not reported as missing too.
	if len(r.problems) == before {
		r.compare(key, m)
	}
	if len(r.problems) > before {
		return nil
	}
	return m
}

// forms reads the plural forms of a message that counts.
func (r *reader) forms(key, value *yaml.Node, m *message) {
	for i := 0; i < len(value.Content); i += 2 {
		name, text := value.Content[i], value.Content[i+1]
		form := slices.Index(categories, name.Value)
		switch {
		case form < 0:
			r.add(name, fmt.Sprintf("%q is not a plural form", name.Value),
				"the forms are "+strings.Join(categories, ", "))
		case m.forms[form] != nil:
			r.add(name, fmt.Sprintf("the form %q stands here twice", name.Value), "keep one")
		case !r.may[form]:
			r.add(name, fmt.Sprintf("%s has no plural form %q", r.locale.NameIn(reference), name.Value),
				"it has "+list(r.may))
		default:
			m.forms[form] = r.phrase(key, text)
		}
	}
}

// phrase reads one text.
func (r *reader) phrase(key, value *yaml.Node) phrase {
	switch {
	case value.Kind != yaml.ScalarNode || value.Tag != "!!str":
		r.add(value, fmt.Sprintf("the message %q is not a text", key.Value), "put the text in quotes")
		return nil
	case strings.TrimSpace(value.Value) == "":
		r.add(value, fmt.Sprintf("the message %q is empty", key.Value),
			"leave the line out to have the wording of the next language")
		return nil
	}
	out, err := parsePhrase(value.Value)
	if bad, ok := err.(badPlaceholder); ok {
		r.addAt(value, string(bad), bad.Error(), "placeholders are written {{.Name}}")
		return nil
	}
	if r.english != nil {
		r.placeholders(key, value, out)
	}
	return out
}

// placeholders reports those that the English message does not have: nothing
// would fill them.
func (r *reader) placeholders(key, value *yaml.Node, text phrase) {
	english := r.english[key.Value]
	if english == nil { // a site's own, which nothing fills
		english = &message{}
	}
	known := english.names()
	if english.counts {
		known[countName] = true
	}
	for _, p := range text {
		if p.name != "" && !known[p.name] {
			r.addAt(value, "."+p.name, fmt.Sprintf("the message %q has no placeholder {{.%s}}", key.Value, p.name),
				has(known))
		}
	}
}

func has(known map[string]bool) string {
	if len(known) == 0 {
		return "it has none"
	}
	return "it has {{." + strings.Join(slices.Sorted(maps.Keys(known)), "}}, {{.") + "}}"
}

// compare reports plural forms where English does not count, and forms that
// are missing where it does.
func (r *reader) compare(key *yaml.Node, m *message) {
	if english := r.english[key.Value]; english != nil {
		if m.counts && !english.counts {
			r.add(key, fmt.Sprintf("the message %q does not count and has no plural forms", key.Value),
				"write one text")
			return
		}
		m.counts = english.counts
	}
	if missing := r.missing(m); m.counts && missing != "" {
		forms := "form"
		if strings.Contains(missing, ",") {
			forms = "forms"
		}
		r.add(key, fmt.Sprintf("the message %q lacks the plural %s %s", key.Value, forms, missing),
			r.locale.NameIn(reference)+" needs "+list(r.must))
	}
}

// missing names the plural forms that the language needs and m lacks.
func (r *reader) missing(m *message) string {
	forms := r.must
	for form := range forms {
		forms[form] = forms[form] && m.forms[form] == nil
	}
	return list(forms)
}

func list(forms [6]bool) string {
	var names []string
	for form, is := range forms {
		if is {
			names = append(names, categories[form])
		}
	}
	return strings.Join(names, ", ")
}
