package render

import (
	"encoding/json"
	"html/template"

	"gazette/i18n"
	"gazette/internal/notice"
)

// Structured data in schema.org's words, for search engines: what the head does not say already in elements of its own
// (description, other forms). Structs, because every page has some: maps would be sorted each time.

type graph struct {
	Context string `json:"@context"`
	Graph   [2]any `json:"@graph"`
}

// document is a page, and what it is about.
type document struct {
	Type      any    `json:"@type"`
	ID        string `json:"@id,omitempty"`
	Name      string `json:"name"`
	URL       string `json:"url"`
	Language  string `json:"inLanguage"`
	Version   string `json:"version,omitempty"`
	Published string `json:"datePublished,omitempty"`
	Modified  string `json:"dateModified,omitempty"`
	Coverage  string `json:"temporalCoverage,omitempty"`
	Original  *thing `json:"translationOfWork,omitempty"`
	Publisher *thing `json:"publisher,omitempty"`
}

// thing is named by what it is and where.
type thing struct {
	Type string `json:"@type,omitempty"`
	ID   string `json:"@id,omitempty"`
	Name string `json:"name,omitempty"`
	URL  string `json:"url,omitempty"`
}

type breadcrumbs struct {
	Type  string  `json:"@type"`
	Items []crumb `json:"itemListElement"`
}

type crumb struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name"`
	Item     string `json:"item,omitempty"`
}

// textKinds is what a page with a text is.
var textKinds = []string{"WebPage", "DigitalDocument"}

// textData is the structured data of a text.
func (p *Renderer) textData(page *Page, s subject) template.JS {
	at := p.site.EditionPath(s.notice, s.chrome.locale, s.text.Effective)
	d := p.document(page, s.chrome)
	d.Type, d.ID, d.Name = textKinds, p.site.Abs(at), s.text.Title
	d.Language, d.Version = string(s.text.Locale), s.text.Effective.String()
	d.Published, d.Modified, d.Coverage = page.Social.Published, page.Social.Modified, p.coverage(s)
	if src := s.notice.At(s.notice.Source, s.text.Effective); src != nil && src != s.text {
		d.Original = &thing{ID: p.site.Abs(p.site.EditionOf(src))}
	}
	return p.structured(page, d)
}

// pageData is the structured data of any other page.
func (p *Renderer) pageData(page *Page) template.JS {
	e := p.chromes[i18n.Locale(page.Lang)]
	d := p.document(page, e)
	switch page.Kind {
	case "hub", "history", "changes":
		d.Type = "CollectionPage"
	default:
		d.Type = "WebPage"
	}
	return p.structured(page, d)
}

// document is what all pages say.
func (p *Renderer) document(page *Page, e *chrome) *document {
	return &document{Name: page.Social.Title, URL: page.Canonical, Language: page.Lang, Publisher: e.publisher}
}

// publisher is the organisation, or nil.
func (p *Renderer) publisher(e *chrome) *thing {
	o := p.site.Config.Organization
	if name, _ := o.Name.In(e.locale.Tag, p.site.Config.DefaultLocale); name != "" {
		return &thing{Type: "Organization", Name: name, URL: string(o.URL)}
	}
	return nil
}

// structured writes structured data for a script element: encoding/json
// escapes what could end it.
func (p *Renderer) structured(page *Page, d *document) template.JS {
	var data any = d
	if len(page.way) > 0 {
		data = graph{"https://schema.org", [2]any{d, p.breadcrumbs(page)}}
	} else {
		data = struct {
			Context string `json:"@context"`
			*document
		}{"https://schema.org", d}
	}
	b, err := json.Marshal(data)
	if err != nil {
		panic("render: structured data cannot be written: " + err.Error())
	}
	return template.JS(b)
}

func (p *Renderer) breadcrumbs(page *Page) breadcrumbs {
	host := p.site.Config.BaseURL.Scheme + "://" + p.site.Config.BaseURL.Host
	out := breadcrumbs{"BreadcrumbList", make([]crumb, len(page.way))}
	for i, b := range page.way {
		out.Items[i] = crumb{Type: "ListItem", Position: i + 1, Name: b.Text}
		if b.URL != "" {
			out.Items[i].Item = host + b.URL
		}
	}
	return out
}

// coverage is the time in which a text applies, as ISO 8601 has intervals.
func (p *Renderer) coverage(s subject) string {
	from, to := s.text.Effective.String(), ".."
	if next := s.notice.After(s.text); next != nil {
		to = next.Effective.String()
	} else if !s.notice.Withdrawn.IsZero() {
		to = s.notice.Withdrawn.String()
	}
	return from + "/" + to
}

// dates are when a text was first shown, and when it last became another: on
// its effective date, or by a correction. A text that was public before it
// applies is shown from then on.
func (p *Renderer) dates(s subject) (published, modified notice.Date) {
	published = s.text.Effective
	for _, c := range s.notice.Changes {
		recorded := notice.DateOf(c.Recorded.In(p.site.Zone))
		if c.To != s.text.Effective || c.Locales[s.text.Locale] == "" || c.Later || c.Textless() {
			continue
		}
		if known := p.knownOn(&c); published.After(known) {
			published = known
		}
		if c.Kind == notice.Corrected && recorded.After(modified) {
			modified = recorded
		}
	}
	from := s.text.Effective
	if s.state == notice.Upcoming {
		from = published
	}
	if from.After(modified) {
		modified = from
	}
	return published, modified
}
