package render

import (
	"gazette/internal/notice"
)

// banners are what a reader must know before reading a text.
func (p *Renderer) banners(s subject) []Banner {
	var out []Banner
	switch s.state {
	case notice.Upcoming:
		out = append(out, p.upcoming(s))
	case notice.Superseded:
		out = append(out, p.superseded(s))
	case notice.NeverInForce:
		out = append(out, p.cancelled(s.chrome, s.notice, s.text.Effective))
	case notice.Withdrawn:
		out = append(out, Banner{Kind: "withdrawn",
			Text: p.sentence(s.chrome, "banner-withdrawn", map[string]any{"Date": s.notice.Withdrawn})})
	case notice.InForce, notice.Outdated:
		out = append(out, p.coming(s)...)
	}
	if s.state == notice.Outdated {
		out = append(out, p.outdated(s, s.notice.InForce(s.notice.Source, p.site.Day)))
	}
	return out
}

func (p *Renderer) upcoming(s subject) Banner {
	in := s.notice.InForce(s.text.Locale, p.site.Day)
	if in == nil && s.text == s.notice.Current(s.text.Locale, p.site.Day) && s.notice.Before(s.text) == nil {
		return Banner{Kind: "upcoming", Text: p.sentence(s.chrome, "banner-first",
			map[string]any{"Date": s.text.Effective})}
	}
	b := Banner{Kind: "upcoming", Text: p.sentence(s.chrome, "banner-upcoming",
		map[string]any{"Date": s.text.Effective})}
	if in != nil {
		b.Links = append(b.Links, Link{Text: s.chrome.words.Text("banner-upcoming-current"), URL: p.noticeLink(s).URL},
			Link{Text: s.chrome.words.Text("banner-change-redline"),
				URL: p.site.URL(p.site.RedlinePath(s.notice, s.chrome.locale, s.text.Effective))})
	}
	return b
}

func (p *Renderer) superseded(s subject) Banner {
	next := s.notice.After(s.text)
	return Banner{Kind: "superseded", Text: p.sentence(s.chrome, "banner-superseded",
		map[string]any{"Date": next.Effective}),
		Links: []Link{{Text: s.chrome.words.Text("banner-superseded-current"), URL: p.noticeLink(s).URL}}}
}

// coming announces the next change of a text in force, or its end.
func (p *Renderer) coming(s subject) []Banner {
	e := s.chrome
	if w := s.notice.Withdrawn; !w.IsZero() && w.After(p.site.Day) {
		return []Banner{{Kind: "change", Text: p.sentence(e, "banner-withdrawal-coming", map[string]any{"Date": w})}}
	}
	next := s.notice.After(s.text)
	if next == nil {
		return nil
	}
	return []Banner{{Kind: "change", Text: p.sentence(e, "banner-change", map[string]any{"Date": next.Effective}),
		Links: []Link{
			{Text: e.words.Format("banner-change-read", map[string]any{"Date": p.date(e, next.Effective).Text}),
				URL: p.site.URL(p.site.EditionOf(next))},
			{Text: e.words.Text("banner-change-redline"),
				URL: p.site.URL(p.site.RedlinePath(s.notice, e.locale, next.Effective))},
		}}}
}

func (p *Renderer) outdated(s subject, src *notice.Edition) Banner {
	e, l := s.chrome, p.site.Locale(s.notice.Source)
	language := l.Tag.NameIn(p.tongue(e))
	return Banner{Kind: "outdated",
		Text: p.sentence(e, "banner-outdated",
			map[string]any{"Date": s.text.Effective, "Language": language, "SourceDate": src.Effective}),
		Links: []Link{{Text: e.words.Format("banner-outdated-read", map[string]any{"Language": language}),
			URL: p.site.URL(p.site.NoticePath(s.notice, l)), To: string(l.Tag)}}}
}
