// Package recording says what recording would do: of the working texts, or of an earlier history.
package recording

import (
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"gazette/internal/assemble"
	"gazette/internal/check"
	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// Plan says what recording now would do: the steps, by notice, and what stands
// in the way. It writes nothing.
func Plan(s *load.Sources, in planning.Intent, now time.Time) ([]planning.Step, source.Problems) {
	records, formatter := s.Log.Records(), s.Formatter()
	approved, gone := assemble.Approved(s), check.WhatIsGone(s.Editions, s.Problems, records)
	steps := make([][]planning.Step, len(s.Site.Notices))
	problems := make([]source.Problems, len(s.Site.Notices))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, n := range s.Site.Notices {
		work := func() {
			cn := check.Notice{Notice: n, Site: s.Site, Setting: formatter.Setting(n), Record: records[n.Slug],
				Recording: true, Log: s.Log, Approved: approved, Gone: gone}
			changed := check.Recorded(cn)
			steps[i], problems[i] = planning.Steps(cn.Record, n.Slug, check.WorkingTexts(cn), n.Lead(), in, s.Site.Day,
				now)
			problems[i] = slices.Concat(problems[i], changed, check.Unread(cn), check.Judge(slices.Concat(
				check.Renamed(cn), check.Unapproved(cn), check.NoticePeriod(cn, steps[i])), s.Site.Config.Check))
		}
		g.Go(func() error {
			if fault := source.Guard(n.Lead().Path, work); fault != nil {
				steps[i], problems[i] = nil, fault
			}
			return nil
		})
	}
	_ = g.Wait()
	ps := slices.Concat(problems...)
	ps = append(ps, check.Archive(s.Editions, s.Log, records)...)
	ps = append(ps, unknownIntent(s, in)...)
	all := slices.Concat(steps...)
	ps = append(ps, check.Receipted(s.Log, planning.IDs(all)...)...)
	ps = append(ps, check.Judge(wrong(s, all), s.Site.Config.Check)...)
	return all, s.Located(ps)
}

// wrong is what check finds in the texts that some steps record, as they will
// stand then: what is recorded can be corrected, never taken back.
func wrong(s *load.Sources, steps []planning.Step) source.Problems {
	texts := map[string]bool{}
	for _, step := range steps {
		for _, text := range step.Copies {
			texts[text.From] = true
		}
	}
	behind := []rule.Rule{rule.EditionGone, rule.CancelledEdition} // their authors wait for what does not come
	return slices.DeleteFunc(assemble.Judge(After(s, steps), false), func(p source.Problem) bool {
		return !texts[p.File] && !slices.Contains(behind, p.Rule)
	})
}

// unknownIntent reports declarations about notices that do not exist.
func unknownIntent(s *load.Sources, in planning.Intent) (ps source.Problems) {
	for _, d := range in.Declarations() {
		if s.Site.Notice(d.Notice) == nil {
			ps = append(ps, source.Pos{}.Problem(rule.UnknownNotice,
				d.Flag+": there is no notice \""+string(d.Notice)+"\"", "gazette status lists the notices"))
		}
	}
	return ps
}
