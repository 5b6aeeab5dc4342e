package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/settings"
	"gazette/internal/source"
	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
)

// importColumns are the columns of an import, of which the first is needed.
var importColumns = []string{"address", "locale", "topics", "extent", "consent_at", "consent_source"}

// columnNames are what newsletter services call the columns.
var columnNames = map[string]string{"email": "address", "e-mail": "address", "email address": "address",
	"email_address": "address", "language": "locale", "lang": "locale",
	"topic": "topics", "tags": "topics", "groups": "topics", "optin_time": "consent_at", "confirm_time": "consent_at",
	"opt-in date": "consent_at", "subscribed_at": "consent_at"}

type importFlags struct {
	from   string
	topics []string
	locale string
	dryRun bool
}

func newSubscriptionsImport(a *app) *cobra.Command {
	var f importFlags
	c := &cobra.Command{
		Use:   "import FILE.csv",
		Short: "import subscribers who gave their consent elsewhere",
		Long: `Import reads a CSV file with these columns, named in its first line: address (or
email), locale, topics (separated by spaces), extent, consent_at, consent_source.
--from says where people gave their consent, and is kept in every record. People who
unsubscribed, bounced or complained here are not signed up again. Import names the
lines that it cannot use and takes the others. You can run it again: it changes
nothing the second time.`,
		Example: `  gazette subscriptions import list.csv --from "Newsletter service, double opt-in, 2021 to 2026"
  gazette subscriptions import list.csv --from "Help desk form" --topic subprocessors --dry-run`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if f.from == "" {
				return misuse{"--from is missing",
					"say where these people agreed: --from \"Newsletter service, double opt-in, 2021 to 2026\""}
			}
			return a.withSubscribers(func(ctx context.Context,
				s *subscribed) error {
				return s.imports(ctx, args[0], f)
			})
		},
	}
	c.Flags().StringVar(&f.from, "from", "", "a sentence of `TEXT` that says where consent was given")
	c.Flags().StringArrayVar(&f.topics, "topic", nil,
		"the `TOPIC` of lines that name none: a slug, group:ID or all (default all)")
	c.Flags().StringVar(&f.locale, "locale", "", "the language `TAG` of lines that name none (default: the site's)")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "check the file and change nothing")
	return c
}

// imports reads the whole file before the first line is taken.
func (s *subscribed) imports(ctx context.Context, file string, f importFlags) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	rows, ps := s.rows(file, data, f)
	counts := map[store.Imported]int{}
	for _, r := range rows {
		if f.dryRun {
			continue
		}
		how, err := s.store.Import(ctx, r.signUp, r.extent)
		if err != nil {
			return err
		}
		counts[how]++
	}
	printFirst(s.ui.stderr, s.ui.err, ps, ps) // check does not list them
	if unknown := s.unknownTopics(rows); len(unknown) > 0 {
		s.ui.say("%s the site has neither notice nor group for %s: who wants nothing else is told nothing",
			s.ui.err.yellow("note:"), strings.Join(unknown, ", "))
	}
	if f.dryRun {
		s.ui.say("%s %s can be taken; nothing was changed", s.ui.err.green("read"), counted(len(rows), "line"))
	} else {
		s.ui.say("%s %s; %d were subscribed already, %d are suppressed, %d lines cannot be used",
			s.ui.err.green("added"),
			counted(counts[store.Added], "subscriber"), counts[store.Extended], counts[store.Suppressed], len(ps))
	}
	if len(ps) > 0 {
		return errProblems
	}
	return nil
}

// unknownTopics are the topics that nothing in the site belongs to today. A site
// that cannot be read says so elsewhere, and keeps nobody from importing.
func (s *subscribed) unknownTopics(rows []importRow) []string {
	loaded, err := s.load("")
	if err != nil || loaded.Site == nil {
		return nil
	}
	unknown := map[string]bool{}
	for _, r := range rows {
		for _, t := range r.signUp.Topics {
			group, grouped := strings.CutPrefix(t, subscriber.GroupPrefix)
			there := t == subscriber.All || !grouped && loaded.Site.Notice(notice.Slug(t)) != nil ||
				grouped && slices.ContainsFunc(loaded.Site.Config.Groups,
					func(g settings.Group) bool { return g.ID == group })
			if !there {
				unknown[t] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(unknown))
}

// importRow is one line that can be used.
type importRow struct {
	signUp store.SignUp
	extent subscriber.Extent
}

// rows judges all lines.
func (s *subscribed) rows(file string, data []byte, f importFlags) (out []importRow, ps source.Problems) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	if first, _, _ := bytes.Cut(data, []byte("\n")); bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
		r.Comma = ';'
	}
	fail := func(line int, message, hint string) {
		ps = append(ps, source.Pos{File: file, Line: line, Col: 1}.Problem(rule.Config, message, hint))
	}
	head, err := r.Read()
	columns := columnsOf(head)
	if at, ok := columns["address"]; err != nil || !ok || at < 0 {
		fail(1, "no column is called address or email", "the first line of the file names its columns")
		return nil, ps
	}
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, ps
		}
		line, _ := r.FieldPos(0)
		if err != nil {
			fail(line, "the line cannot be read: "+err.Error(), "save the file as CSV (RFC 4180)")
			return out, ps
		}
		get := func(name string) string {
			if at, ok := columns[name]; ok && at < len(fields) {
				return strings.TrimSpace(fields[at])
			}
			return ""
		}
		row, message, hint := s.row(get, f)
		if message != "" {
			fail(line, message, hint)
			continue
		}
		out = append(out, row)
	}
}

func columnsOf(head []string) map[string]int {
	out := map[string]int{}
	for i, name := range head {
		name = strings.ToLower(strings.TrimSpace(name))
		if known, ok := columnNames[name]; ok {
			name = known
		}
		if _, twice := out[name]; !twice && slices.Contains(importColumns, name) {
			out[name] = i
		}
	}
	return out
}

// row judges one line.
func (s *subscribed) row(get func(string) string, f importFlags) (row importRow, message, hint string) {
	address, err := subscriber.Address(strings.TrimPrefix(get("address"), "'"))
	if err != nil {
		return row, fmt.Sprintf("%q %s", get("address"), err), "correct the line, or leave it out"
	}
	r := store.SignUp{Address: address, Consent: store.Consent{At: time.Now(), Source: f.from,
		Topics: strings.Fields(get("topics"))}}
	if from := strings.TrimPrefix(get("consent_source"), "'"); from != "" {
		r.Source += " (" + from + ")"
	}
	if len(r.Topics) == 0 {
		r.Topics = f.topics
	}
	if len(r.Topics) == 0 {
		r.Topics = []string{subscriber.All}
	}
	if at := get("consent_at"); at != "" {
		if r.At, err = consentTime(at); err != nil {
			return row, fmt.Sprintf("consent_at is %q", at), "write it like 2024-03-31 or 2024-03-31T12:00:00Z"
		}
	}
	l, ok := s.localeOf(get("locale"), f.locale)
	if !ok {
		return row, fmt.Sprintf("the site has no language %q", get("locale")), "name one of `locales`"
	}
	r.Locale = string(l)
	extent := subscriber.Extent(get("extent"))
	if extent == "" {
		extent = subscriber.Everything
	}
	if !extent.Known() {
		return row, fmt.Sprintf("extent is %q", extent), "write everything or announcements"
	}
	return importRow{r, extent}, "", ""
}

func consentTime(s string) (time.Time, error) {
	var t time.Time
	var err error
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05", "2006-01-02"} {
		if t, err = time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	return t, err
}

// localeOf is the site's language for a tag, which services write as de-AT or
// de_AT: itself, or one of its parents.
func (s *subscribed) localeOf(tag, otherwise string) (i18n.Locale, bool) {
	wanted := i18n.Locale(strings.ReplaceAll(cmp.Or(tag, otherwise), "_", "-"))
	if wanted == "" {
		return s.config.DefaultLocale, true
	}
	for _, l := range append([]i18n.Locale{wanted}, wanted.Parents()...) {
		for _, c := range s.config.Locales {
			if strings.EqualFold(string(c.Tag), string(l)) {
				return c.Tag, true
			}
		}
	}
	return "", false
}
