package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"gazette/i18n"
	"gazette/internal/settings"
	"gazette/internal/spelling"
)

// newSite is what a person says about a site that is begun.
type newSite struct {
	Name    string // of who publishes
	BaseURL string
	Section string
	Locales []i18n.Locale // the first is the default
	Groups  []string      // their titles
}

// bareSite is a site of which nothing is known yet.
func bareSite() newSite {
	return newSite{Name: "Example Ltd", BaseURL: "https://www.example.com/", Section: "legal",
		Locales: []i18n.Locale{"en"}}
}

// askStart asks whether a site is to be the sample or one of a person's own.
func (a *app) askStart(answers *bufio.Reader) (own bool, err error) {
	q := inquiry{a, answers}
	err = q.ask("Begin with the sample site, to look around, or with a site of your own: sample or own", "sample",
		func(s string) error {
			own = strings.EqualFold(s, "own")
			if !own && !strings.EqualFold(s, "sample") {
				return misuse{fmt.Sprintf("%q is neither", s), "write sample or own"}
			}
			return nil
		})
	return own, err
}

// inquiry asks a person on a terminal.
type inquiry struct {
	*app
	answers *bufio.Reader
}

// askNewSite asks what a new site is to be. An empty answer takes what stands in brackets.
func (a *app) askNewSite(answers *bufio.Reader) (n newSite, err error) {
	n = bareSite()
	q := inquiry{a, answers}
	a.ui.say("Four questions. Press Enter to take the answer in brackets; you can change everything later in %s.",
		settings.File)
	return n, errors.Join(
		q.ask("Name of your organisation", n.Name, func(s string) error { n.Name = s; return nil }),
		q.ask("Address of the website where the notices will appear", n.BaseURL, n.setAddress),
		q.ask("Languages, the main one first", "English", n.setLocales),
		q.ask("Headings to group the notices under, with commas between", "none", n.setGroups))
}

// ask asks until an answer can be used.
func (q inquiry) ask(question, otherwise string, use func(string) error) error {
	for {
		fmt.Fprintf(q.ui.stderr, "%s [%s]: ", question, otherwise)
		line, err := q.answers.ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		answer := strings.TrimSpace(line)
		if answer == "" {
			answer = otherwise
		}
		wrong := use(answer)
		if wrong == nil {
			return nil
		}
		var m misuse
		if !errors.As(wrong, &m) {
			errors.As(misuseOf(wrong), &m)
		}
		q.ui.fail(m.message, m.hint)
		if err != nil { // nobody answers any more
			return errProblems
		}
	}
}

// setAddress takes the address of a website, as people write it. What stands below its host is the section.
func (n *newSite) setAddress(s string) error {
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	var base settings.BaseURL
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return misuse{fmt.Sprintf("%q is not an address", s), "write it like www.example.com"}
	}
	n.Section = "legal"
	if strings.HasPrefix(u.Host, "legal.") {
		n.Section = ""
	}
	if last := strings.Trim(u.Path, "/"); last != "" {
		n.Section = path.Base(last)
		u.Path = strings.TrimSuffix(strings.TrimSuffix(u.Path, "/"), n.Section)
	}
	u.RawQuery, u.Fragment = "", ""
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	n.BaseURL = u.String()
	return base.UnmarshalText([]byte(n.BaseURL))
}

// setLocales takes tags or names of languages.
func (n *newSite) setLocales(s string) error {
	n.Locales = nil
	for _, word := range listed(s) {
		var l i18n.Locale
		if err := l.UnmarshalText([]byte(word)); err != nil {
			named, ok := i18n.Named(word)
			if !ok {
				return err
			}
			l = named
		}
		n.Locales = append(n.Locales, l)
	}
	if len(n.Locales) == 0 {
		return misuse{"a site has a language", "write it like English, or en"}
	}
	return nil
}

func (n *newSite) setGroups(s string) error {
	n.Groups = nil
	if strings.EqualFold(s, "none") {
		return nil
	}
	for _, title := range listed(s) {
		if spelling.Slug(title) == "" {
			return misuse{fmt.Sprintf("%q has no letter", title), "write headings like Privacy, Terms of use"}
		}
		n.Groups = append(n.Groups, title)
	}
	return nil
}

// listed cuts an answer at its commas.
func listed(s string) (out []string) {
	for _, item := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",;،、，", r) }) {
		if item = strings.TrimSpace(item); item != "" {
			out = append(out, item)
		}
	}
	return out
}

// settings writes gazette.yaml.
func (n newSite) settings() []byte {
	var b strings.Builder
	tags := make([]string, len(n.Locales))
	for i, l := range n.Locales {
		tags[i] = string(l)
	}
	fmt.Fprintf(&b, `# yaml-language-server: $schema=./docs/schema/config.schema.json
# The settings of this site. Every key: gazette help configuration
title: %q
base_url: %s
section: %q
default_locale: %q
time_zone: UTC
locales: [%s]

organization:
  name: %q
`, n.Name, n.BaseURL, n.Section, tags[0], quotedList(tags), n.Name)
	if len(n.Groups) > 0 {
		b.WriteString("\ngroups:\n")
	}
	for _, title := range n.Groups {
		fmt.Fprintf(&b, "  - id: %q\n    title: %q\n", spelling.Slug(title), title)
	}
	return []byte(b.String())
}

// quotedList writes tags so that YAML reads words: "no" is Norwegian.
func quotedList(tags []string) string {
	out := make([]string, len(tags))
	for i, t := range tags {
		out[i] = t
		if t == "no" || t == "on" || t == "off" || t == "yes" {
			out[i] = fmt.Sprintf("%q", t)
		}
	}
	return strings.Join(out, ", ")
}
