package render

import (
	"bytes"
	"encoding/json"
	"time"

	"gazette/internal/galley"
	"gazette/internal/notice"
)

// noticeJSON is index.json. Its field names are a contract: docs/json.md.
type noticeJSON struct {
	Notice    string `json:"notice"`
	URL       string `json:"url"`
	Source    string `json:"source_locale"`
	Prevails  string `json:"prevails,omitempty"`
	Withdrawn string `json:"withdrawn,omitempty"`
	Group     string `json:"group,omitempty"`
	State     string `json:"state"`

	Acceptance *acceptanceJSON `json:"acceptance,omitempty"`
	Coming     *comingJSON     `json:"coming,omitempty"`

	Locales  []localeJSON  `json:"locales"`
	Editions []editionJSON `json:"editions"`
}

// localeJSON is the notice in one language.
type localeJSON struct {
	Locale   string `json:"locale"`
	Title    string `json:"title"`
	URL      string `json:"url"`
	Markdown string `json:"markdown"`
	History  string `json:"history"`
	InForce  string `json:"in_force,omitempty"`
	Upcoming string `json:"upcoming,omitempty"`
	Outdated bool   `json:"outdated"`
}

// editionJSON is one text.
type editionJSON struct {
	Effective string   `json:"effective"`
	Until     string   `json:"until,omitempty"`
	Locale    string   `json:"locale"`
	State     string   `json:"state"`
	Title     string   `json:"title"`
	Summary   string   `json:"summary,omitempty"`
	Changes   []string `json:"changes,omitempty"`
	Version   string   `json:"version,omitempty"`
	URL       string   `json:"url"`
	Redline   string   `json:"redline,omitempty"`
	PDF       string   `json:"pdf,omitempty"`
	TextHash  string   `json:"text_hash"`
	Public    string   `json:"public_since,omitempty"` // RFC 3339
}

// JSON makes the machine-readable form of a notice, in all its languages.
func (p *Renderer) JSON(n *notice.Notice, galleys map[*notice.Edition]*galley.Galley) (File, error) {
	out := noticeJSON{Notice: string(n.Slug), URL: p.site.Abs(p.site.NoticePath(n, p.site.Locale(n.Source))),
		Source:   string(n.Source),
		Prevails: string(n.Prevails), Withdrawn: n.Withdrawn.String(), Group: n.Group, State: p.site.State(n).String(),
		Acceptance: p.acceptance(n, galleys), Coming: p.comingChange(n)}
	for _, l := range p.site.LocalesOf(n) {
		_, outdated := n.Outdated(l.Tag, p.site.Day)
		lj := localeJSON{Locale: string(l.Tag), Title: n.Current(l.Tag, p.site.Day).Title,
			URL:      p.site.Abs(p.site.NoticePath(n, l)),
			Markdown: p.site.Abs(p.site.PlainPath(p.site.NoticePath(n, l))),
			History:  p.site.Abs(p.site.HistoryPath(n, l)), Outdated: outdated}
		if e := n.InForce(l.Tag, p.site.Day); e != nil {
			lj.InForce = e.Effective.String()
		}
		if e := n.Next(l.Tag, p.site.Day); e != nil {
			lj.Upcoming = e.Effective.String()
		}
		out.Locales = append(out.Locales, lj)
		for _, e := range n.In(l.Tag) {
			out.Editions = append(out.Editions, p.editionJSON(n, e, galleys[e]))
		}
		for _, e := range n.GivenUp() {
			if e.Locale == l.Tag && n.Cancelled(e.Effective) {
				out.Editions = append(out.Editions, p.editionJSON(n, e, galleys[e]))
			}
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(out)
	return File{Path: p.site.JSONPath(n), Data: b.Bytes()}, err
}

// publicSince is when the first change that brought a text was public, where that is noted.
func publicSince(n *notice.Notice, e *notice.Edition) time.Time {
	for i := range n.Changes {
		if c := &n.Changes[i]; c.To == e.Effective && c.Locales[e.Locale] != "" && !c.Textless() &&
			c.Kind != notice.Corrected {
			return c.PublicSince
		}
	}
	return time.Time{}
}

func (p *Renderer) editionJSON(n *notice.Notice, e *notice.Edition, g *galley.Galley) editionJSON {
	out := editionJSON{Effective: e.Effective.String(), Locale: string(e.Locale),
		State: n.State(e, p.site.Day).String(), Title: e.Title,
		Summary: e.Summary, Changes: e.Changes, Version: e.Version, URL: p.site.Abs(p.site.EditionOf(e)),
		TextHash: g.Hash()}
	if n.Before(e) != nil {
		out.Redline = p.site.Abs(p.site.RedlinePath(n, p.site.Locale(e.Locale), e.Effective))
	}
	if path, ok := p.site.PDF(e, g.Hash); ok {
		out.PDF = p.site.Abs(path)
	}
	if since := publicSince(n, e); !since.IsZero() {
		out.Public = since.UTC().Format(time.RFC3339)
	}
	if n.Cancelled(e.Effective) {
		return out
	}
	if next := n.After(e); next != nil {
		out.Until = next.Effective.String()
	} else {
		out.Until = n.Withdrawn.String()
	}
	return out
}
