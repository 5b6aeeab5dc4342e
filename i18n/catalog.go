package i18n

import (
	"fmt"
	"maps"
	"slices"
)

// countName is the placeholder that [Catalog.Count] fills by itself.
const countName = "Count"

// Catalog is the wording of a page: every message there is, each in the best
// language to be had. It does not change.
type Catalog struct {
	Locale  Locale // the one asked for
	lang    Locale
	wording map[string]wording
}

// wording is a message with the locale whose plurals and digits it goes by.
type wording struct {
	*message
	locale Locale
	own    bool // from the chain of the locale asked for
	text   string
}

// choose picks every message from the first catalogue that has it.
func (c *Catalogs) choose(l, source Locale) *Catalog {
	cat := &Catalog{Locale: l, lang: l, wording: make(map[string]wording, len(c.files[reference]))}
	given := make(map[Locale]int)
	own := l.chain()
	for i, from := range slices.Concat(own, source.chain(), []Locale{reference}) {
		speaker := from
		if i < len(own) {
			speaker = l
		}
		given[speaker] += cat.take(c.files[from], speaker, i < len(own))
		if given[speaker] > given[cat.lang] {
			cat.lang = speaker
		}
	}
	return cat
}

// take adds the messages that are still lacking and returns how many.
func (c *Catalog) take(from messages, speaker Locale, own bool) int {
	before := len(c.wording)
	for key, m := range from {
		if _, has := c.wording[key]; !has {
			text, _ := m.plain()
			c.wording[key] = wording{message: m, locale: speaker, own: own, text: text}
		}
	}
	return len(c.wording) - before
}

// Lang returns the locale that most of the wording is in: the one asked for
// when it or a parent has a catalogue, else the locale that stands in. Pages
// mark what surrounds the text with it.
func (c *Catalog) Lang() Locale { return c.lang }

// Has reports whether there is a message.
func (c *Catalog) Has(key string) bool {
	_, ok := c.wording[key]
	return ok
}

// Text returns a message without placeholders. A key that does not exist, or
// whose message has placeholders or plural forms, is a mistake in the program
// and panics.
func (c *Catalog) Text(key string) string {
	if text := c.wording[key].text; text != "" {
		return text
	}
	panic(fmt.Sprintf("i18n: there is no message %q that is plain text", key))
}

// Format returns a message with the placeholders {{.Name}} filled from args as
// fmt.Sprint writes them; nothing is escaped. A key that does not exist, a
// message with plural forms, or a missing argument is a mistake in the program
// and panics.
func (c *Catalog) Format(key string, args map[string]any) string {
	w, ok := c.wording[key]
	if !ok || w.counts {
		panic(fmt.Sprintf("i18n: there is no message %q without plural forms", key))
	}
	return filled(key, w.forms[other], args)
}

// Count returns the form of a message that CLDR's plural rules want for n.
// {{.Count}} in it is n in Latin digits, grouped as the language does; args
// fill the other placeholders as in [Catalog.Format]. A key that does not
// exist, a message without plural forms, or a missing argument panics.
func (c *Catalog) Count(key string, n int, args map[string]any) string {
	w, ok := c.wording[key]
	if !ok || !w.counts {
		panic(fmt.Sprintf("i18n: there is no message %q with plural forms", key))
	}
	form := w.forms[w.locale.category(n)]
	if form == nil {
		form = w.forms[other]
	}
	all := map[string]any{countName: w.locale.number(n)}
	for name, v := range args {
		if name != countName {
			all[name] = v
		}
	}
	return filled(key, form, all)
}

// Forms returns the forms of a message with plural forms by CLDR's category,
// and the locale whose plural rules and digits they go by, for a script that
// counts by itself. Placeholders stay as they are written: {{.Count}}.
func (c *Catalog) Forms(key string) (forms map[string]string, by Locale) {
	w := c.wording[key]
	forms = make(map[string]string, len(categories))
	for i, form := range w.forms {
		if form != nil {
			forms[categories[i]] = form.String()
		}
	}
	return forms, w.locale
}

func filled(key string, form phrase, args map[string]any) string {
	text, missing := form.fill(args)
	if missing != "" {
		panic(fmt.Sprintf("i18n: the message %q needs a value for {{.%s}}", key, missing))
	}
	return text
}

// Missing returns the keys, sorted, whose wording is neither in the locale
// asked for nor in a parent of it.
func (c *Catalog) Missing() []string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(c.wording)) {
		if !c.wording[key].own {
			out = append(out, key)
		}
	}
	return out
}
