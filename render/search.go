package render

import (
	"bytes"
	"encoding/json"
	"strings"

	"gazette/i18n"
	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// A reader's browser searches by itself. It is given the texts, clause by
// clause, in files of their own: for each notice and language one with the
// text in force and one with the earlier editions, and for each language a
// list of these. So an edit makes one text and one list again, and nobody ever
// needs all texts at once; see docs/decisions/0016-search.md.

// The scripts of the search page, by their names in templates/.
const (
	searchModule  = "search.mjs"
	searchLibrary = "minisearch.mjs"
)

// Searched names the files in which a notice is searched in one locale.
type Searched struct {
	Locale i18n.Locale `json:"locale"`
	Text   string      `json:"text"`            // the text at the notice's own address
	Older  string      `json:"older,omitempty"` // its superseded editions
}

// searchEdition is one text to search.
type searchEdition struct {
	Title   string         `json:"title"`
	URL     string         `json:"url"`
	Note    string         `json:"note,omitempty"` // its state, where it is not in force
	Clauses []searchClause `json:"clauses"`
}

type searchClause struct {
	ID    string `json:"id,omitempty"`
	Level int    `json:"level,omitempty"`
	Title string `json:"title,omitempty"`
	Text  string `json:"text,omitempty"`
}

// SearchTexts makes the files in which a notice is searched, and names them.
func (p *Renderer) SearchTexts(n *notice.Notice,
	galleys map[*notice.Edition]*galley.Galley) (files []File, searched []Searched) {
	if !p.site.Config.Search {
		return nil, nil
	}
	add := func(l *site.Locale, kind string, texts []searchEdition) string {
		f := newAsset(string(n.Slug)+kind+".json", compact(texts))
		f.Path = p.site.SearchTextFolder(l) + strings.TrimPrefix(f.Path, "assets/")
		files = append(files, File{Path: f.Path, Data: f.Data})
		return f.Path
	}
	for _, l := range p.site.LocalesOf(n) {
		current := n.Current(l.Tag, p.site.Day)
		s := Searched{Locale: l.Tag, Text: add(l, "",
			[]searchEdition{p.searchEdition(n, galleys[current], p.site.NoticePath(n, l))})}
		var older []searchEdition
		for _, e := range n.In(l.Tag) {
			if e != current && e.Effective.Before(current.Effective) {
				older = append(older, p.searchEdition(n, galleys[e], p.site.EditionOf(e)))
			}
		}
		if len(older) > 0 {
			s.Older = add(l, ".older", older)
		}
		searched = append(searched, s)
	}
	return files, searched
}

func (p *Renderer) searchEdition(n *notice.Notice, g *galley.Galley, path string) searchEdition {
	e, words := g.Edition, p.chromes[g.Edition.Locale]
	out := searchEdition{Title: e.Title, URL: p.site.URL(path)}
	if state := n.State(e, p.site.Day); state != notice.InForce {
		out.Note = words.words.Text("state-"+state.String()) + " · " + p.period(words, n, e, state).String()
	}
	for i, c := range g.Clauses() {
		if i == 0 { // what stands before the first heading, with the summary above it
			c.Text = strings.TrimSpace(e.Summary + " " + c.Text)
		}
		out.Clauses = append(out.Clauses, searchClause(c))
	}
	return out
}

// SearchIndex lists what there is to search in a locale.
func (p *Renderer) SearchIndex(l *site.Locale, texts map[notice.Slug]Searched) File {
	type entry struct {
		Title string `json:"title"`
		URL   string `json:"url"`
		Text  string `json:"text"`
		Older string `json:"older,omitempty"`
	}
	list := struct {
		Language i18n.Locale `json:"language"`
		Notices  []entry     `json:"notices"`
	}{l.Tag, []entry{}}
	for _, n := range p.site.Notices {
		s, ok := texts[n.Slug]
		if !ok {
			continue
		}
		e := entry{n.Current(l.Tag, p.site.Day).Title, p.site.URL(p.site.NoticePath(n, l)), p.site.URL(s.Text), ""}
		if s.Older != "" {
			e.Older = p.site.URL(s.Older)
		}
		list.Notices = append(list.Notices, e)
	}
	return File{Path: p.site.SearchIndexPath(l), Data: compact(list)}
}

// searchPage is the page on which readers of a locale search. Without a script
// it leads to the list of notices.
func searchPage(p *Renderer, r site.Route, _ Texts) ([]File, error) {
	e, path := p.chromes[r.Locale.Tag], p.site.Path(r)
	page := p.start(r, "search", "search-title")
	page.NoIndex, page.SearchLink = true, e.search.with(0)
	page.Search = &Search{
		Title:   e.words.Text("search-title"),
		Address: p.site.URL(path),
		Hub:     Link{Text: e.words.Text("missing-read"), URL: e.home.URL},
		Index:   p.site.URL(p.site.SearchIndexPath(r.Locale)),
		Script:  p.module(searchModule),
		Library: p.module(searchLibrary),
		Words:   p.searchWords(e),
	}
	p.crumbs(page, e, nil, e.words.Text("search"))
	return one(p.make(path, "search.html", page))
}

func (p *Renderer) module(name string) string { return p.site.URL(p.theme.modules()[name].Path) }

// searchWords are what the script says. Placeholders stay as they are.
func (p *Renderer) searchWords(e *chrome) string {
	results, by := e.words.Forms("search-results")
	return string(compact(map[string]any{
		"language": by, "results": results,
		"none":    e.words.Format("search-none", map[string]any{"Query": "{{.Query}}"}),
		"loading": e.words.Text("search-loading"), "failed": e.words.Text("search-failed"),
	}))
}

// compact writes JSON for a script to read.
func compact(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("render: search: " + err.Error())
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
