package assemble

import (
	"sync"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/render"
)

// SearchTexts gathers which files hold the notices as they are searched, by
// locale. It may be shared by goroutines.
type SearchTexts struct {
	mu sync.Mutex
	in map[i18n.Locale]map[notice.Slug]render.Searched
}

// Add notes the files of a notice.
func (t *SearchTexts) Add(slug notice.Slug, searched []render.Searched) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.in == nil {
		t.in = map[i18n.Locale]map[notice.Slug]render.Searched{}
	}
	for _, s := range searched {
		if t.in[s.Locale] == nil {
			t.in[s.Locale] = map[notice.Slug]render.Searched{}
		}
		t.in[s.Locale][slug] = s
	}
}

// searchIndexes writes what there is to search in each locale: a list of the
// files that the notices came with, made of names alone.
func (r *run) searchIndexes() error {
	if !r.site.Config.Search {
		return nil
	}
	for i := range r.site.Locales {
		l := &r.site.Locales[i]
		f := r.renderer.SearchIndex(l, r.texts.In(l.Tag))
		if err := r.out.Write("search", f.Path, f.Data); err != nil {
			return err
		}
		r.files.Add(1)
	}
	return nil
}

// In returns the files of a locale, by notice. They are not changed afterwards.
func (t *SearchTexts) In(l i18n.Locale) map[notice.Slug]render.Searched { return t.in[l] }
