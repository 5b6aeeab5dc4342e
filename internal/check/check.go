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
	"gazette/internal/notice"
	"gazette/internal/site"
	"gazette/internal/source"
)

// Input is what the rules look at.
type Input struct {
	Site     *site.Site
	Editions []*notice.Edition // as read: drafts too
	Foundry  *galley.Foundry
	Wording  *i18n.Catalogs
	Log      *history.Log

	Findings galley.Answers // of earlier runs; may be nil
	Ground   string         // names what all texts are judged by: settings, wording, the dates of all notices
}

// Notice is one notice, set, with what the log says of it: what a rule that
// judges a notice looks at.
type Notice struct {
	*notice.Notice
	Site *site.Site
	*galley.Setting
	Record *history.Record // nil when nothing of it is recorded

	Recording bool // the site has a change log

	Log       *history.Log
	Files     map[i18n.Locale]*notice.Edition // its texts in content/, recorded or not
	Summaries bool                            // some notice of the site has a summary
	readings  map[*notice.Edition]*reading
}

// Run sets every text and judges the whole site. The findings are not sorted
// and have the rules' own severities: see Judge.
func Run(in Input) source.Problems {
	index := galley.NewIndex(in.Site)
	records, files := in.Log.Records(), filesOf(in.Editions)
	summaries := slices.ContainsFunc(in.Editions, func(e *notice.Edition) bool { return e.Summary != "" })
	found := make([]source.Problems, len(in.Site.Notices))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, n := range in.Site.Notices {
		g.Go(func() error {
			judged := in.judge(Notice{Notice: n, Site: in.Site, Record: records[n.Slug], Recording: len(in.Log.Changes) > 0,
				Log: in.Log, Files: files[n.Slug], Summaries: summaries})
			index.Add(n.Slug, judged.Facts)
			found[i] = judged.Problems
			return nil
		})
	}
	_ = g.Wait()
	out := wording(in)
	for _, slug := range index.Broken() {
		n := in.Site.Notice(slug)
		out = append(out, index.Problems(n, in.Foundry.Notice(n))...)
	}
	out = append(out, nothingRecorded(in)...)
	out = append(out, Gone(in.Editions, records)...)
	out = append(out, unknownPolicies(in.Site)...)
	for _, ps := range found {
		out = append(out, ps...)
	}
	return out
}

// noticeRules judge one notice each; they run on all cores.
var noticeRules = []func(Notice) source.Problems{
	set, Recorded, unrecorded, planned, unlogged, recordedPeriod, reviewOverdue, missingSummary, missingTranslation, outdatedTranslation, texts,
}

func judgeNotice(n Notice) (ps source.Problems) {
	for _, rule := range noticeRules {
		ps = append(ps, rule(n)...)
	}
	return ps
}

// filesOf sorts the texts of content/ by notice and locale.
func filesOf(editions []*notice.Edition) map[notice.Slug]map[i18n.Locale]*notice.Edition {
	out := map[notice.Slug]map[i18n.Locale]*notice.Edition{}
	for _, e := range editions {
		if e.Origin != notice.Content || e.Draft {
			continue
		}
		if out[e.Slug] == nil {
			out[e.Slug] = map[i18n.Locale]*notice.Edition{}
		}
		out[e.Slug][e.Locale] = e
	}
	return out
}

// set are the problems found while the texts were set.
func set(n Notice) (ps source.Problems) {
	for _, e := range n.Texts() {
		ps = append(ps, n.Galley(e).Problems...)
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
		ps = append(ps, source.Problem{Pos: source.Pos{File: "i18n/" + string(l.Tag) + ".yaml"}, Severity: source.Warning, Rule: "missing-wording",
			Message: fmt.Sprintf("the interface has no wording in %s for %s", l.Tag, list),
			Hint:    fmt.Sprintf("write these messages into i18n/%s.yaml; until then they are shown in %s", l.Tag, c.Lang())})
	}
	return ps
}
