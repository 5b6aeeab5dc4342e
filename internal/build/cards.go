package build

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"

	"golang.org/x/sync/errgroup"

	"gazette/i18n"
	"gazette/internal/notebook"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// Notebooks are what earlier runs found out; each may be nil.
type Notebooks struct {
	Cards    *notebook.Book // of texts that have not changed since
	Hashes   *notebook.Book // of texts, by their files' bytes
	Findings *notebook.Book // of check, by notice
}

// Close writes what this run found out. A notebook that cannot be written is
// no error: it costs the next run some time.
func (b Notebooks) Close() {
	for _, book := range []*notebook.Book{b.Cards, b.Hashes, b.Findings} {
		_ = book.Close()
	}
}

// parseAll parses the cards on all cores. Results keep the order of the places.
func parseAll(l Layers, places []place) (editions []*notice.Edition, ps source.Problems) {
	for _, card := range parseEach(l, places) {
		if card.value != nil {
			editions = append(editions, card.value)
		}
		ps = append(ps, card.mistakes...)
	}
	return editions, ps
}

// parseEach parses cards on all cores.
func parseEach(l Layers, places []place) []part[*notice.Edition] {
	cards := make([]part[*notice.Edition], len(places))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	const batch = 64
	for start := 0; start < len(places); start += batch {
		g.Go(func() error {
			for i := start; i < min(start+batch, len(places)); i++ {
				cards[i] = partOf(parseOne(l, places[i]))
			}
			return nil
		})
	}
	_ = g.Wait()
	return cards
}

func parseOne(l Layers, p place) (*notice.Edition, source.Problems) {
	stamp, known := stampOf(l, p)
	if e := cardOf(l.Books.Cards, p, stamp); known && e != nil {
		return e, archived(p, e)
	}
	e, ps := readOne(l.Site, p)
	if known && e != nil && len(ps) == 0 {
		if line, ok := e.Card(); ok {
			l.Books.Cards.Note(p.path, stamp, line)
		}
	}
	if e != nil {
		ps = append(ps, archived(p, e)...)
	}
	return e, ps
}

// stampOf is the key of a file in the notebook.
func stampOf(l Layers, p place) (stamp string, ok bool) {
	if l.Books.Cards == nil {
		return "", false
	}
	info, err := fs.Stat(l.Site, p.path)
	if err != nil {
		return "", false
	}
	return l.Books.Cards.Stamp(info)
}

// cardOf is the card of a file that has not changed since an earlier run has
// read it and found no mistake in it, or nil.
func cardOf(cards *notebook.Book, p place, stamp string) *notice.Edition {
	line, ok := cards.Look(p.path, stamp)
	if !ok {
		return nil
	}
	e, err := notice.OfCard(line, p.path, notice.Slug(p.slug), p.origin)
	if err != nil {
		return nil
	}
	e.Revision = p.revision
	return e
}

// readOne reads the card of a file.
func readOne(fsys fs.FS, p place) (*notice.Edition, source.Problems) {
	var ps source.Problems
	slug, err := notice.ParseSlug(p.slug)
	if err != nil {
		ps = append(ps, misnamed(p.path, "slug", err))
		slug = notice.Slug(p.slug)
	}
	var locale i18n.Locale
	if err := locale.UnmarshalText([]byte(p.locale)); err != nil {
		ps = append(ps, misnamed(p.path, "locale", err))
	}
	file, problems := source.Read(fsys, p.path)
	if problems.Errors() {
		return nil, append(ps, problems...)
	}
	e, problems := notice.Parse(file, slug, locale, p.origin)
	e.Revision = p.revision
	return e, append(ps, problems...)
}

func misnamed(path, what string, err error) source.Problem {
	p := source.Problem{Pos: source.Pos{File: path}, Severity: source.Error, Rule: what + "-name", Message: err.Error()}
	var h *source.Hinted
	if errors.As(err, &h) {
		p.Hint = h.Hint
	}
	if what == "locale" {
		p.Message = "the folder " + p.Message
	}
	return p
}

// archived compares a recorded edition with the path it was recorded under.
func archived(p place, e *notice.Edition) source.Problems {
	if p.origin != notice.Archive || e.Effective.IsZero() || e.Effective.String() == p.effective {
		return nil
	}
	return source.Problems{{Pos: e.Pos("effective"), Severity: source.Error, Rule: "archive-path",
		Message: fmt.Sprintf("effective date %s disagrees with the folder %s", e.Effective, p.effective),
		Hint:    "the archive is written by `gazette record` alone; restore the file, or move it to archive/" + p.slug + "/" + e.Effective.String() + "/"}}
}
