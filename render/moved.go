package render

// movedPages makes the pages of aliases, which work on every host.
func (p *Renderer) movedPages() (files []File, err error) {
	for _, m := range p.site.Moved() {
		f, err := p.Moved(m.Locale, m.Page, m.To, m.Title)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}
