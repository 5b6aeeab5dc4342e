package form

import (
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gazette/i18n"
	"gazette/internal/notice"
)

// TestFilledInKeeps: a form that is sent back as it was given changes no byte of the front matter, whichever way its values
// are written there.
func TestFilledInKeeps(t *testing.T) {
	const text = `---
title: "Two  spaces"
locale: en
effective: 2026-01-01 # the first
summary: |
  One line.
  Another.
changes:
- "One"
- >-
  Two
aliases: [/old/]
---
Body.
`
	page := url.Values{}
	e := editionOf(text)
	for _, k := range FrontKeys {
		if k.kind == "check" {
			page.Set("had-"+k.Name, "1")
		} else {
			page.Set("front-"+k.Name, k.said(e))
		}
	}
	got, err := FilledIn(text, text, page)
	if err != nil || got != text {
		t.Errorf("%v: got %s", err, got)
	}
	by := strings.Replace(text, "aliases", "x-by-hand: 1\naliases", 1)
	page.Set("front-version", "2")
	if got, err := FilledIn(text, by, page); err != nil || got != strings.Replace(by, "---\nBody", "version: 2\n---\nBody", 1) {
		t.Errorf("what was written by hand: %v: %s", err, got)
	}
}

// TestEveryKey: the form has a field for each key that the loader reads, of which it says what it is, but those that are
// written elsewhere; and a key that is added to the struct is one more field.
func TestEveryKey(t *testing.T) {
	front := reflect.TypeFor[notice.Front]()
	for i := range front.NumField() {
		name := front.Field(i).Tag.Get("yaml")
		has := slices.ContainsFunc(FrontKeys, func(k FrontKey) bool { return k.Name == name })
		if has == slices.Contains(elsewhere, name) {
			t.Errorf("the key %s has a field of the form: %v", name, has)
		}
	}
	type more struct {
		Approver string        `yaml:"approver" jsonschema:"required" jsonschema_description:"Who has approved it."`
		Until    notice.Date   `yaml:"until"`
		See      []notice.Ref  `yaml:"see"`
		Spoken   []i18n.Locale `yaml:"spoken"`
	}
	got := keysOf(reflect.TypeFor[more]())
	want := []FrontKey{{"approver", "text", "Who has approved it.", true, 0}, {"until", "date", "", false, 1}, {"see", "related", "", false, 2}}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
}

// TestSetsWhatItSays: whatever a field is given, the front matter then says it.
func TestSetsWhatItSays(t *testing.T) {
	const text = "---\ntitle: T\nlocale: en\neffective: 2026-01-01\n---\nBody\n"
	examples := map[string]string{"text": "Some words: 'quoted' # here", "area": "One sentence.", "date": "2027-02-03", "select": "de", "number": "7", "check": "true", "lines": "/one/\n/two/", "related": "imprint\ncookies"}
	for _, k := range FrontKeys {
		got, err := k.Set(text, examples[k.kind])
		if said := k.said(editionOf(got)); err != nil || said != examples[k.kind] {
			t.Errorf("%s: %v: it says %q in %s", k.Name, err, said, got)
		}
	}
}
