package desk

import (
	"net/url"
	"testing"
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
	e := frontOf(editionOf(text))
	for _, key := range formKeys {
		switch kinds[key] {
		case "check", "related":
			page.Set("had-"+key, "1")
		default:
			page.Set("front-"+key, e[key])
		}
	}
	got, err := filledIn(text, page)
	if err != nil || got != text {
		t.Errorf("%v: got %s", err, got)
	}
}
