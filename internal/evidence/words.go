package evidence

import (
	"io/fs"
	"runtime"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
	"golang.org/x/sync/errgroup"

	"gazette/i18n"
	"gazette/internal/galley"
	"gazette/internal/leaf"
	"gazette/internal/notice"
	"gazette/internal/settings"
	"gazette/internal/site"
	"gazette/internal/source"
)

func hashOf(data []byte) tlog.Hash { return tlog.RecordHash(data) }

// wordsOf are the text hashes (docs/text-hash.md) of recorded texts, read from the archive; "" for one that cannot be
// read. A fault in the work on one is a problem that names it. What a text reads depends on its file alone, so the site
// around it need not be loaded.
func wordsOf(files fs.FS, config *settings.Config, wording *i18n.Catalogs,
	texts []leaf.Text) (out []string, faults source.Problems) {
	out = make([]string, len(texts))
	found := make([]source.Problems, len(texts))
	editions := make([]*notice.Edition, len(texts))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, t := range texts {
		g.Go(func() error {
			found[i] = source.Guard(t.Path(), func() { editions[i] = recorded(files, t) })
			return nil
		})
	}
	_ = g.Wait()
	var read []*notice.Edition
	for _, e := range editions {
		if e != nil {
			read = append(read, e)
		}
	}
	s, _ := site.Link(site.Input{Config: config, Editions: read, Day: notice.Date{Year: 9999, Month: 1, Day: 1},
		Static: func(string) bool { return false }})
	formatter := galley.New(s, func(l i18n.Locale) *i18n.Catalog { return wording.For(l, config.DefaultLocale) },
		func(e *notice.Edition) (source.File, source.Problems) { return source.Read(files, e.Path) }, nil)
	for i, e := range editions {
		g.Go(func() error {
			switch {
			case e == nil:
			case s.Locale(e.Locale) == nil: // the site gave the language up: check says so, and no renderer reads it
				out[i] = texts[i].Words
			default:
				found[i] = source.Guard(e.Path, func() { out[i] = formatter.Edition(e).Hash() })
			}
			return nil
		})
	}
	_ = g.Wait()
	return out, slices.Concat(found...)
}

// recorded is the edition of a recorded text, or nil.
func recorded(files fs.FS, t leaf.Text) *notice.Edition {
	file, ps := source.Read(files, t.Path())
	if ps.Errors() {
		return nil
	}
	e, ps := notice.Parse(file, notice.Slug(t.Notice), i18n.Locale(t.Locale), notice.Archive)
	if ps.Errors() {
		return nil
	}
	e.Revision = t.Revision
	return e
}
