package language

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// lacking are fields that a language has nothing in, and why.
var lacking = map[string]string{
	"Months ja": "months are numbered", "Months ko": "months are numbered", "Months zh": "months are numbered",
	"Labels ar": "no word before a date has been met that is not in Updated", "Labels he": "as in Arabic",
	"LimitsBehind": "only languages with postpositions have some",
	"Phrases":      "English alone has a verb that needs no object: check back",
}

// TestCatalogues: all is known of every language that has a catalogue.
func TestCatalogues(t *testing.T) {
	files, err := filepath.Glob("../*.yaml")
	if err != nil || len(files) < 15 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		tag, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(f), ".yaml"), "-")
		l, ok := all[tag]
		if !ok {
			t.Errorf("i18n/language/%s.go is missing", tag)
			continue
		}
		filled(t, tag, reflect.ValueOf(l))
	}
}

func filled(t *testing.T, tag string, v reflect.Value) {
	for i := range v.NumField() {
		name, field := v.Type().Field(i).Name, v.Field(i)
		if field.Kind() == reflect.Struct {
			filled(t, tag, field)
		} else if field.IsZero() && lacking[name] == "" && lacking[name+" "+tag] == "" {
			t.Errorf("i18n/language/%s.go has no %s", tag, name)
		}
	}
}

// TestWords: words are in lower case, none stands twice, and a year has
// twelve months.
func TestWords(t *testing.T) {
	for tag, l := range all {
		if n := len(l.Months); n != 0 && n != 12 {
			t.Errorf("%s has %d months", tag, n)
		}
		for _, words := range [][]string{l.Months, l.Effective, l.Updated, l.Labels, l.Contrary, l.Limits, l.Histories, l.Vague, l.CheckBack.Ask, l.CheckBack.Look,
			l.CheckBack.Often, l.CheckBack.What, l.CheckBack.Phrases} {
			seen := map[string]bool{}
			for _, w := range words {
				if w != strings.ToLower(w) || strings.TrimLeft(w, " ") != w || w == "" || seen[w] {
					t.Errorf("%s: %q stands twice, or is not in lower case", tag, w)
				}
				seen[w] = true
			}
		}
	}
}

// TestFiles: a language stands in the file of its name.
func TestFiles(t *testing.T) {
	for tag := range all {
		base, _, _ := strings.Cut(tag, "-")
		data, err := os.ReadFile(base + ".go")
		if err != nil || !strings.Contains(string(data), `add("`+tag+`"`) {
			t.Errorf("%s is not in %s.go (%v)", tag, base, err)
		}
	}
}
