package recording

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"gazette/i18n"
	"gazette/internal/check"
	"gazette/internal/galley"
	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
	"gazette/internal/text"
)

// ImportFolder plans the recording of an earlier history: every file
// <slug>/<date>/<locale>.md of a tree. A file that is no whole edition, or
// that says nothing, is a problem and left out.
func ImportFolder(s *load.Sources, tree fs.FS, now time.Time) ([]planning.Step, source.Problems) {
	var texts []planning.Imported
	var ps source.Problems
	err := fs.WalkDir(tree, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".md") {
			return err
		}
		if t, found, ok := importFile(s, tree, p); ok {
			texts = append(texts, t)
		} else {
			ps = append(ps, found...)
		}
		return nil
	})
	if err != nil {
		ps = append(ps, source.Pos{}.Problem(rule.Import,
			"the folder cannot be read: "+err.Error(),
			""))
	}
	if len(texts) == 0 && len(ps) == 0 {
		ps = append(ps, source.Pos{}.Problem(rule.Import,
			"there is nothing to import",
			"the folder holds <slug>/<date>/<locale>.md"))
	}
	steps, refused := Import(s, texts, now)
	return steps, append(ps, refused...).Sort()
}

// importFile reads one text; ok is false when it is no edition of the site.
func importFile(s *load.Sources, tree fs.FS, p string) (t planning.Imported, ps source.Problems, ok bool) {
	pl, placed := load.PlaceOf(path.Join("archive", p))
	if !placed {
		return t, source.Problems{source.Pos{File: p}.Problem(rule.Import,
			"is not where a dated text belongs",
			"the folder holds <slug>/<date>/<locale>.md")}, false
	}
	pl.Path = p
	data, err := source.Bytes(tree, p, source.MaxSize)
	if err != nil {
		return t, source.Problems{source.Unreadable(p, err)}, false
	}
	file, ps := source.Text(p, data)
	if ps.Errors() {
		return t, ps, false
	}
	e, ps := load.ParseEdition(pl, file)
	if ps = append(ps, load.Archived(pl, e)...); ps.Errors() {
		return t, ps, false
	}
	if s.Site.Locale(e.Locale) == nil {
		return t, source.Problems{e.Pos("locale").Problem(rule.UnknownLocale,
			fmt.Sprintf("the site has no locale %s", e.Locale),
			"add it to `locales` in gazette.yaml")}, false
	}
	g := galleyOf(s, e, file)
	if g.Refused() {
		return t, g.Problems, false
	}
	if check.Empty(g) {
		return t, source.Problems{check.EmptyNotice(e)}, false
	}
	return planning.Imported{Edition: e, Hash: g.Hash(), Data: data}, nil, true
}

// galleyOf sets an edition whose file stands outside the site.
func galleyOf(s *load.Sources, e *notice.Edition, file source.File) *galley.Galley {
	formatter := galley.New(s.Site, func(l i18n.Locale) *i18n.Catalog {
		return s.Wording.For(l,
			s.Site.Config.DefaultLocale)
	},
		func(*notice.Edition) (source.File, source.Problems) { return file, nil }, nil)
	return formatter.Edition(e)
}

// Import plans the recording of texts from elsewhere. A text that is recorded
// already under its date, with other words, is a problem and left out.
func Import(s *load.Sources, texts []planning.Imported, now time.Time) ([]planning.Step, source.Problems) {
	records := s.Log.Records()
	bySlug := map[notice.Slug][]planning.Imported{}
	var ps source.Problems
	for _, t := range texts {
		e := t.Edition
		if known := records[e.Slug].Hashes(e.Locale, e.Effective); len(known) > 0 && !slices.Contains(known, t.Hash) {
			ps = append(ps, e.Pos("effective").Problem(rule.Import,
				fmt.Sprintf("another text is recorded for %s in %s", e.Effective, e.Locale),
				"leave this file out, or correct the recorded text with `gazette record --editorial`"))
			continue
		}
		bySlug[e.Slug] = append(bySlug[e.Slug], t)
	}
	var steps []planning.Step
	for _, slug := range slices.Sorted(maps.Keys(bySlug)) {
		steps = append(steps, planning.Import(records[slug], slug, bySlug[slug], now)...)
	}
	return steps, ps.Sort()
}

// Recover makes an edition of a text that version control kept: its front
// matter may be of another time, or missing. evidence says where its date
// comes from. A text without words has no hash.
func Recover(s *load.Sources, data []byte, slug notice.Slug, l i18n.Locale, d notice.Date,
	evidence string) planning.Imported {
	e, file := recovered(data, slug, l, d, TitleOf(s, data, slug, l))
	g, t := galleyOf(s, e, file), planning.Imported{Edition: e, Data: file.Data, Evidence: evidence}
	if text.WordsOf(g.HTML) != "" {
		t.Hash = g.Hash()
	}
	return t
}

func recovered(data []byte, slug notice.Slug, l i18n.Locale, d notice.Date,
	title string) (*notice.Edition, source.File) {
	body := data
	if file, ps := source.Text("", data); !ps.Errors() {
		body = file.Data[headerOf(file, slug, l):]
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "---\ntitle: %q\nlocale: %s\neffective: %s\n---\n", title, l, d)
	b.Write(body)
	file, _ := source.Text(planning.ArchivePath(slug, l, d, 1), b.Bytes())
	e, _ := notice.Parse(file, slug, l, notice.Archive)
	return e, file
}

// headerOf is how long the front matter of a file is.
func headerOf(file source.File, slug notice.Slug, l i18n.Locale) int {
	e, _ := notice.Parse(file, slug, l, notice.Archive)
	return e.BodyAt
}
