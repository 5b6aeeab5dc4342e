package check

import (
	"fmt"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"gazette/i18n"
	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/site"
	"gazette/internal/source"
)

// Input is what the rules look at.
type Input struct {
	Site    *site.Site
	Foundry *galley.Foundry
	Wording *i18n.Catalogs
}

// Run sets every text and judges the whole site. The findings are not sorted
// and have the rules' own severities: see Judge.
func Run(in Input) source.Problems {
	index := galley.NewIndex(in.Site)
	found := make([]source.Problems, len(in.Site.Notices))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, n := range in.Site.Notices {
		g.Go(func() error {
			galleys := in.Foundry.Notice(n)
			index.Add(n, galleys)
			found[i] = judgeNotice(n, galleys)
			return nil
		})
	}
	_ = g.Wait()
	out := append(index.Problems(), wording(in)...)
	for _, ps := range found {
		out = append(out, ps...)
	}
	return out
}

func judgeNotice(n *notice.Notice, galleys map[*notice.Edition]*galley.Galley) (ps source.Problems) {
	for _, e := range n.Editions {
		ps = append(ps, galleys[e].Problems...)
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
