package preview

import (
	"fmt"
	"gazette/internal/assemble"
	"gazette/internal/notice"
	"gazette/internal/site"
	"gazette/render"
	"strings"
)

// searchIndex is the list of one locale. Files are named by what they hold, so
// all notices are made once; after an edit, the edited one alone.
func (shot *Snapshot) searchIndex(renderer *render.Renderer, l *site.Locale) render.File {
	texts := shot.searched()
	return renderer.SearchIndex(l, texts.In(l.Tag))
}

// searchedNotices are the names of search files by the key of what they were made of.
type searchedNotices map[string][]render.Searched

// nameSearched makes the search files of all notices for their names, but for
// those whose names an earlier snapshot found.
func (shot *Snapshot) nameSearched() *assemble.SearchTexts {
	texts, now := &assemble.SearchTexts{}, searchedNotices{}
	renderer, err := shot.renderer()
	if err != nil {
		return texts
	}
	var before searchedNotices
	if shot.preview != nil {
		if kept := shot.preview.searched.Load(); kept != nil {
			before = *kept
		}
	}
	for _, n := range shot.Site.Notices {
		key := fmt.Sprintf("%s %p %s %s", n.Slug, shot.Wording, shot.Site.Config.BaseURL.Path, renderer.Key(n))
		names, known := before[key]
		if !known {
			_, names = renderer.SearchTexts(n, shot.galleys(n))
		}
		now[key] = names
		texts.Add(n.Slug, names)
	}
	if shot.preview != nil {
		shot.preview.searched.Store(&now)
	}
	return texts
}

// searchText makes a file in which a notice is searched, if the path is that of one.
func (shot *Snapshot) searchText(renderer *render.Renderer, at string) []byte {
	for i := range shot.Site.Locales {
		name, ok := strings.CutPrefix(at, shot.Site.SearchTextFolder(&shot.Site.Locales[i]))
		if slug, _, cut := strings.Cut(name, "."); ok && cut {
			if n := shot.Site.Notice(notice.Slug(slug)); n != nil {
				files, _ := renderer.SearchTexts(n, shot.galleys(n))
				return find(files, at)
			}
		}
	}
	return nil
}
