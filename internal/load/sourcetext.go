package load

import (
	"gazette/i18n"
	"gazette/internal/notice"
)

// SourceText is the text that a new text in a locale translates: the newest of the notice in its source locale,
// published or still a draft. It is nil for the first text of a notice.
func (s *Sources) SourceText(slug notice.Slug, l i18n.Locale) (src *notice.Edition) {
	locale := s.Site.Config.DefaultLocale
	if n := s.Site.Notice(slug); n != nil {
		locale = n.Source
		if es := n.In(locale); len(es) > 0 {
			src = es[len(es)-1]
		}
	}
	for _, e := range s.Editions {
		if e.Draft && e.Slug == slug && e.Locale == locale && (src == nil || !e.Effective.Before(src.Effective)) {
			src = e
		}
	}
	if locale == l {
		return nil
	}
	return src
}
