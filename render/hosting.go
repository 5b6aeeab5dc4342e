package render

import (
	"net/url"
	"slices"
	"strings"

	"gazette/internal/address"
	"gazette/internal/hosting"
)

// Hosting is what a web server must know of the site.
func (p *Renderer) Hosting() hosting.Site {
	base := p.site.Config.BaseURL
	s := hosting.Site{Scheme: base.Scheme, Host: base.Host, Base: base.Path, Folder: "/var/www/" + base.Hostname()}
	for i := range p.site.Locales {
		l := &p.site.Locales[i]
		s.Locales = append(s.Locales, hosting.Locale{Tag: string(l.Tag), Root: base.Path + p.site.Root(l),
			Hub: base.Path + p.site.Hub(l), Default: l.Default})
	}
	for _, m := range p.site.Moved() {
		s.Moved = append(s.Moved, hosting.Moved{From: base.Path + m.From, To: base.Path + m.To})
	}
	slices.SortStableFunc(s.Moved, func(a, b hosting.Moved) int { return strings.Compare(a.From, b.From) })
	if u, err := url.Parse(address.ASCII(p.site.Config.LightLogo().Address)); err == nil && u.Host != "" {
		s.Images = append(s.Images, u.Scheme+"://"+u.Host)
	}
	if sub := p.site.Config.Subscriptions; sub.On() {
		s.Forms = append(s.Forms, sub.Origin())
	}
	return s
}

// hostFiles are the files of the output that are for its host. Without any in
// the settings, old addresses are written as most platforms read them.
func (p *Renderer) hostFiles() (files []File) {
	s := p.Hosting()
	if len(p.site.Config.Hosting) == 0 && len(s.Moved) > 0 {
		return []File{{Path: "_redirects", Data: hosting.Redirects(s)}}
	}
	for _, platform := range p.site.Config.Hosting {
		for _, f := range hosting.Files(string(platform), s) {
			files = append(files, File{Path: f.Path, Data: f.Data})
		}
	}
	return files
}
