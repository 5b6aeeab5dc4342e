package load

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"gazette/i18n"
	"gazette/internal/cache"
	"gazette/internal/conflict"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// Caches are what earlier runs found out; each may be nil.
type Caches struct {
	Editions *cache.Cache // of texts that have not changed since
	Hashes   *cache.Cache // of texts, by their files' bytes
	Findings *cache.Cache // of check, by notice
}

// Close writes what this run found out. A cache that cannot be written is
// no error: it costs the next run some time.
func (all Caches) Close() {
	for _, c := range []*cache.Cache{all.Editions, all.Hashes, all.Findings} {
		_ = c.Close()
	}
}

// parseEach parses editions on all cores.
func parseEach(l Layers, places []Place) []Part[*notice.Edition] {
	editions := make([]Part[*notice.Edition], len(places))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	const batch = 64
	for start := 0; start < len(places); start += batch {
		g.Go(func() error {
			for i := start; i < min(start+batch, len(places)); i++ {
				if fault := source.Guard(places[i].Path,
					func() { editions[i] = partOf(Edition(l, places[i])) }); fault != nil {
					editions[i] = partOf[*notice.Edition](nil, fault)
				}
			}
			return nil
		})
	}
	_ = g.Wait()
	return editions
}

// Edition reads the edition at a place: its front matter, and where its body starts.
func Edition(l Layers, p Place) (*notice.Edition, source.Problems) {
	stamp, known := stampOf(l, p)
	if e := cachedEdition(l.Caches.Editions, p, stamp); known && e != nil {
		return e, Archived(p, e)
	}
	e, ps := readOne(l.Site, p)
	if again, settled := stampOf(l, p); known && settled && again == stamp && e != nil && len(ps) == 0 {
		if line, ok := e.Encode(); ok {
			l.Caches.Editions.Remember(p.Path, stamp, line)
		}
	}
	if e != nil {
		ps = append(ps, Archived(p, e)...)
	}
	return e, ps
}

// stampOf is the key of a file in the cache.
func stampOf(l Layers, p Place) (stamp string, ok bool) {
	if l.Caches.Editions == nil {
		return "", false
	}
	info, err := fs.Stat(l.Site, p.Path)
	if err != nil {
		return "", false
	}
	return l.Caches.Editions.Stamp(info)
}

// cachedEdition is the edition of a file that has not changed since an earlier run has
// read it and found no mistake in it, or nil.
func cachedEdition(editions *cache.Cache, p Place, stamp string) *notice.Edition {
	line, ok := editions.Recall(p.Path, stamp)
	if !ok {
		return nil
	}
	e, err := notice.Decode(line, p.Path, notice.Slug(p.Slug), p.Origin)
	if err != nil {
		return nil
	}
	e.Revision = p.Revision
	return e
}

// readOne reads and parses a file.
func readOne(fsys fs.FS, p Place) (*notice.Edition, source.Problems) {
	file, ps := source.Read(fsys, p.Path)
	if ps.Errors() {
		_, misplaced := namesOf(p)
		return nil, append(misplaced, ps...)
	}
	e, ps := ParseEdition(p, file)
	if ps.Late() && recordedAs(fsys, p, file) {
		ps = ps.Eased()
	}
	return e, ps
}

// recordedAs reports whether a file is byte for byte the same as a recorded
// text: what was recorded under the rules of its time stays.
func recordedAs(fsys fs.FS, p Place, file source.File) bool {
	records, _ := fs.Glob(fsys, path.Join("archive", p.Slug, "*", p.Locale+"*.md"))
	return slices.ContainsFunc(records, func(record string) bool {
		recorded, ps := source.Read(fsys, record)
		return !ps.Errors() && bytes.Equal(recorded.Data, file.Data)
	})
}

// ParseEdition parses a file that was read.
func ParseEdition(p Place, file source.File) (*notice.Edition, source.Problems) {
	names, ps := namesOf(p)
	e, problems := notice.Parse(file, names.slug, names.locale, p.Origin)
	e.Revision = p.Revision
	if conflicts := conflict.In(file); conflicts != nil && p.Origin == notice.Content {
		problems = conflicts // what follows from the marks is no news
	} else {
		problems = append(problems, conflicts...)
	}
	if ps = append(ps, problems...); p.Origin == notice.Archive {
		ps = ps.Eased()
	}
	return e, ps.Few()
}

// names are the slug and the locale that a path names.
type names struct {
	slug   notice.Slug
	locale i18n.Locale
}

func namesOf(p Place) (n names, ps source.Problems) {
	var err error
	if n.slug, err = notice.ParseSlug(p.Slug); err != nil {
		ps = append(ps, misnamed(p.Path, rule.SlugName, err))
		n.slug = notice.Slug(p.Slug)
	}
	if err := n.locale.UnmarshalText([]byte(p.Locale)); err != nil {
		ps = append(ps, misnamed(p.Path, rule.LocaleName, err))
	}
	return n, ps
}

func misnamed(path string, r rule.Rule, err error) source.Problem {
	p := source.Pos{File: path}.Problem(r, err.Error(), "")
	var h *source.Hinted
	if errors.As(err, &h) {
		p.Hint, p.Late = h.Hint, h.Late
	}
	if r == rule.LocaleName && strings.HasPrefix(path, "content/") {
		p.Message = "the folder " + p.Message
	}
	if strings.Contains(path, " ") && p.Hint != "" { // as systems and services name copies
		p.Hint += "; if it is a copy made by mistake, move it out of " + path[:strings.Index(path, "/")+1]
	}
	return p
}

// Archived compares a recorded edition with the path it was recorded under.
func Archived(p Place, e *notice.Edition) source.Problems {
	switch {
	case p.Effective == "" || e.Effective.IsZero() || e.Effective.String() == p.Effective:
		return nil
	case p.Origin == notice.Content:
		return source.Problems{e.Pos("effective").Problem(rule.EditionFile,
			fmt.Sprintf("effective date %s disagrees with the file's name", e.Effective),
			"a recorded text that was opened keeps its date; a text for another date is the working text, "+p.Slug+
				".md")}
	}
	return source.Problems{e.Pos("effective").Problem(rule.ArchivePath,
		fmt.Sprintf("effective date %s disagrees with the folder %s", e.Effective, p.Effective),
		"the archive is written by `gazette record` alone; restore the file, or move it to archive/"+p.Slug+"/"+
			e.Effective.String()+"/")}
}
