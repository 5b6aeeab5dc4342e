package check

import (
	"fmt"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"gazette/i18n"
	"gazette/internal/galley"
	"gazette/internal/history"
	"gazette/internal/history/planning"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/settings"
	"gazette/internal/site"
	"gazette/internal/source"
)

// Input is what the rules look at.
type Input struct {
	Site      *site.Site
	Editions  []*notice.Edition // as read: drafts too
	Formatter *galley.Formatter
	Wording   *i18n.Catalogs
	Log       *history.Log

	Problems source.Problems // of reading the files

	Findings galley.Answers // of earlier runs; may be nil
	SiteKey  string         // names what all texts are judged by: settings, wording, which notices there are

	Approved func(e *notice.Edition, hash string) bool // whether somebody has approved a text; nil where nobody asks

	Publishing bool // asked before publishing, not by an author: see Inspection
	Strict     bool // what is not recorded as it stands must not be published
}

// Notice is one notice, set, with what the log says of it: what a rule that
// judges a notice looks at.
type Notice struct {
	*notice.Notice
	Site *site.Site
	*galley.Setting
	Record *planning.Record // nil when nothing of it is recorded

	Approved func(e *notice.Edition, hash string) bool // see Input

	Recording bool // the site has a change log
	Strict    bool // see Input

	Log       *history.Log
	Files     map[i18n.Locale]*notice.Edition // its texts in content/, recorded or not
	Summaries bool                            // some notice of the site has a summary
	Gone      Gone                            // texts whose files are gone
	readings  map[*notice.Edition]*reading
}

// Run sets every text and judges the whole site. The findings are not sorted
// and have the rules' own severities: see Judge.
func Run(in Input) source.Problems {
	i := Begin(in)
	found := make([]Findings, len(in.Site.Notices))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for at, n := range in.Site.Notices {
		g.Go(func() error {
			found[at] = i.Notice(n, in.Formatter.Setting(n))
			return nil
		})
	}
	_ = g.Wait()
	index := galley.NewIndex(in.Site)
	for at, n := range in.Site.Notices {
		index.Add(n.Slug, found[at].Facts)
	}
	out := i.Whole(index)
	for _, f := range found {
		out = append(out, f.Problems...)
	}
	return out
}

// Inspection judges a site notice by notice, for whoever sets the notices in
// any case: first each Notice, then the Whole. It may be shared by goroutines.
type Inspection struct {
	in        Input
	records   map[notice.Slug]*planning.Record
	files     map[notice.Slug]map[i18n.Locale]*notice.Edition
	summaries bool
	gone      Gone
}

// Begin prepares an inspection of a site.
func Begin(in Input) *Inspection {
	records := in.Log.Records()
	return &Inspection{in: in, records: records, files: filesOf(in.Editions),
		gone:      WhatIsGone(in.Editions, in.Problems, records),
		summaries: slices.ContainsFunc(in.Editions, func(e *notice.Edition) bool { return e.Summary != "" })}
}

// Notice judges one notice. The texts are set only where no earlier run has
// found out what they are to be set for.
func (i *Inspection) Notice(n *notice.Notice, s *galley.Setting) (found Findings) {
	if fault := source.Guard(n.Lead().Path, func() { found = i.judge(n, s) }); fault != nil {
		return Findings{Problems: fault}
	}
	return found
}

func (i *Inspection) judge(n *notice.Notice, s *galley.Setting) Findings {
	cn := i.notice(n, s)
	found := i.in.kept(cn)
	found.Problems = slices.Clone(found.Problems)
	for _, rule := range askedAnew {
		found.Problems = append(found.Problems, rule(cn)...)
	}
	for _, rule := range byTheDay {
		found.Problems = append(found.Problems, i.lenient(rule(cn))...)
	}
	return found
}

func (i *Inspection) notice(n *notice.Notice, s *galley.Setting) Notice {
	return Notice{Notice: n, Site: i.in.Site, Setting: s, Record: i.records[n.Slug],
		Recording: len(i.in.Log.Changes) > 0,
		Strict:    i.in.Strict,
		Approved:  i.in.Approved, Log: i.in.Log, Files: i.files[n.Slug], Summaries: i.summaries,
		Gone: i.gone}
}

// lenient makes warnings of what the day alone has brought: while nobody
// touches anything, it must not keep a superseded text up. A site that sets
// such a rule to fail has errors all the same: see Judge.
func (i *Inspection) lenient(ps source.Problems) source.Problems {
	for at := range ps {
		if i.in.Publishing {
			ps[at].Severity = rule.Warning
		}
	}
	return ps
}

// Whole judges what no single notice shows, once the facts of all are in the index.
func (i *Inspection) Whole(index *galley.Index) (out source.Problems) {
	if fault := source.Guard(settings.File, func() { out = i.whole(index) }); fault != nil {
		return fault
	}
	return out
}

func (i *Inspection) whole(index *galley.Index) source.Problems {
	out := wording(i.in)
	for _, slug := range index.Broken() {
		n := i.in.Site.Notice(slug)
		out = append(out, index.Problems(n, i.in.Formatter.Notice(n))...)
	}
	out = append(out, nothingRecorded(i.in)...)
	out = append(out, Archive(i.in.Editions, i.in.Log, i.records)...)
	out = append(out, Receipted(i.in.Log)...)
	out = append(out, ahead(i.in)...)
	return append(out, unknownPolicies(i.in.Site)...)
}

// The rules that judge one notice each; they run on all cores.
var (
	// keptRules need the texts, set. What they find is kept for the next run.
	keptRules = []func(Notice) source.Problems{set, Recorded, emptyNotice, texts}
	// askedAnew cost little, and look at the day, the change log or other notices.
	askedAnew = []func(Notice) source.Problems{Unapproved, unrecorded, planned, givenUp, opened, wordsChanged, unlogged,
		Renamed, fileGone, missingSummary, missingTranslation, outdatedTranslation}
	// byTheDay find something when a day comes, though nobody has touched anything.
	byTheDay = []func(Notice) source.Problems{recordedPeriod, reviewOverdue}
)

// filesOf sorts the texts of content/ by notice and locale.
func filesOf(editions []*notice.Edition) map[notice.Slug]map[i18n.Locale]*notice.Edition {
	out := map[notice.Slug]map[i18n.Locale]*notice.Edition{}
	for _, e := range editions {
		if e.Origin != notice.Content || e.Draft || e.Opened() {
			continue
		}
		if out[e.Slug] == nil {
			out[e.Slug] = map[i18n.Locale]*notice.Edition{}
		}
		out[e.Slug][e.Locale] = e
	}
	return out
}

// set are the problems found while the texts were set. A working text that is
// recorded as it stands is judged as the record is.
func set(n Notice) (ps source.Problems) {
	for _, e := range n.Texts() {
		found := n.Galley(e).Problems
		if found.Late() && n.Record != nil && n.Record.Hash(e.Locale, e.Effective) == n.workingHash(e) {
			found = found.Eased()
		}
		ps = append(ps, found...)
	}
	return ps
}

// wording reports locales whose interface would speak another language.
func wording(in Input) (ps source.Problems) {
	for _, l := range in.Site.Locales {
		c := in.Wording.For(l.Tag, in.Site.Config.DefaultLocale)
		missing := c.Missing()
		if len(missing) == 0 {
			continue
		}
		const shown = 5
		list := strings.Join(missing[:min(shown, len(missing))], ", ")
		if len(missing) > shown {
			list += fmt.Sprintf(" and %d more", len(missing)-shown)
		}
		ps = append(ps, source.Pos{File: "i18n/" + string(l.Tag) + ".yaml"}.Problem(rule.MissingWording,
			fmt.Sprintf("the interface has no wording in %s for %s", l.Tag, list),
			fmt.Sprintf("write these messages into i18n/%s.yaml; until then they are shown in %s", l.Tag, c.Lang())))
	}
	return ps
}
