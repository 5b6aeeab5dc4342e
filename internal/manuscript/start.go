package manuscript

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"gazette/i18n"
	"gazette/internal/notice"
)

// TitleOf makes a title of a slug.
func TitleOf(slug notice.Slug) string {
	words := strings.ReplaceAll(string(slug), "-", " ")
	first, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(first)) + words[size:]
}

// Draft is the text of a new notice. It says only what is certain.
func Draft(l i18n.Locale, title string, effective notice.Date) string {
	return fmt.Sprintf(`---
title: %q
locale: %s
effective: %s
draft: true
# summary: One or two sentences in plain language, what this notice says.
---
What this notice is about, and to whom it applies.

## First section {#first-section}

The text of the first section. The id in braces above keeps links to it working
in every language, whatever the heading says later.

## Contact {#contact}

How readers reach you.
`, title, l, effective)
}

// Translation is a draft in another language: it has the date, headings and ids of the source text, given by its front
// matter and its file, and its words, to be replaced. Its title and its date are others if they are given.
func Translation(of *notice.Edition, file []byte, l i18n.Locale, title, effective string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %q\nlocale: %s\neffective: %s\ndraft: true\n", cmp.Or(title, of.Title), l,
		cmp.Or(effective, of.Effective.String()))
	if of.Group != "" {
		fmt.Fprintf(&b, "group: %q\norder: %d\n", of.Group, of.Order)
	}
	if of.Summary != "" {
		fmt.Fprintf(&b, "summary: %q\n", of.Summary)
	}
	if len(of.Changes) > 0 {
		b.WriteString("changes:\n")
		for _, c := range of.Changes {
			fmt.Fprintf(&b, "  - %q\n", c)
		}
	}
	b.WriteString("---\n")
	b.Write(file[of.BodyAt:])
	return b.String()
}
