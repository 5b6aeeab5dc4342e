package render

import (
	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// NoticePages makes every file of a notice and hands it on: its own page, every
// edition, what changed, and its machine-readable forms.
func (p *Renderer) NoticePages(n *notice.Notice, galleys map[*notice.Edition]*galley.Galley,
	take func(File) error) error {
	texts := func(e *notice.Edition) (*galley.Galley, error) { return galleys[e], nil }
	for i := range p.site.Locales {
		if err := p.makeAll(n, &p.site.Locales[i], texts, take); err != nil {
			return err
		}
	}
	return nil
}

// SitePages makes every file that belongs to no notice and hands it on: what
// pages load, the pages of each locale, redirects, what programs and hosts
// read, sitemaps. Some are large, so each is handed on before the next is made.
func (p *Renderer) SitePages(take func(File) error) error {
	if err := handOn(p.Assets(), nil, take); err != nil {
		return err
	}
	for i := range p.site.Locales {
		if err := p.makeAll(nil, &p.site.Locales[i], nil, take); err != nil {
			return err
		}
	}
	files, err := p.movedPages()
	if err := handOn(append(append(files, p.LLMs()), p.hostFiles()...), err, take); err != nil {
		return err
	}
	return p.Sitemaps(take)
}

// makeAll makes every file that there is in a locale, of a notice or of the site, and hands it on.
func (p *Renderer) makeAll(n *notice.Notice, l *site.Locale, texts Texts, take func(File) error) error {
	for _, k := range kindsOf(n) {
		if k.make == nil {
			continue
		}
		for _, r := range p.site.Routes(k.kind, n, l) {
			if k.comes != nil && k.comes(p, r) {
				continue
			}
			files, err := k.make(p, r, texts)
			if err := handOn(files, err, take); err != nil {
				return err
			}
		}
	}
	return nil
}

func handOn(files []File, err error, take func(File) error) error {
	for _, f := range files {
		if err == nil {
			err = take(f)
		}
	}
	return err
}
