package render

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"net/url"
	"time"

	"github.com/gorilla/feeds"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// feedYear stands in the tag URIs of feeds and entries (RFC 4151). It says
// nothing about a site and must never change: readers know entries by it.
const feedYear = "2026"

// neverUpdated is when a feed without entries was updated: not now, so that
// two builds give the same bytes.
var neverUpdated = time.Unix(0, 0).UTC()

// feed is a change log as both formats need it.
type feed struct {
	renderer *Renderer
	chrome   *chrome
	notice   *notice.Notice // nil for all
	log      []logged       // the newest first
	id       string
	title    string
	author   string
	entries  []feedEntry // of the page at hand
}

// feedEntry is a change, worded.
type feedEntry struct {
	logged
	id, url, title string
	summary        []string
	html           string
}

// Feeds makes the change log of a notice, or of all when n is nil, as an Atom
// feed and as a JSON Feed. The JSON Feed has further pages for older changes.
func (p *Renderer) Feeds(n *notice.Notice, l *site.Locale) ([]File, error) {
	e := p.chromes[l.Tag]
	f := &feed{renderer: p, chrome: e, notice: n, log: p.logOf(n), title: windowTitle(p.changesTitle(e, n), e.name),
		author: e.name,
		id:     p.tagURI("changes/" + string(l.Tag))}
	if n != nil {
		f.id = p.tagURI("changes/" + string(l.Tag) + "/" + url.PathEscape(string(n.Slug)))
	}
	if name, _ := p.site.Config.Organization.Name.In(l.Tag, p.site.Config.DefaultLocale); name != "" {
		f.author = name
	}
	older := site.OlderFeeds(len(f.log))
	if err := f.open(f.log[:len(f.log)-older*site.FeedLength]); err != nil {
		return nil, err
	}
	atom, err := f.atom()
	if err != nil {
		return nil, err
	}
	newest, err := f.json(0, older)
	files := []File{atom, newest}
	for page := older; page > 0 && err == nil; page-- {
		end := len(f.log) - (page-1)*site.FeedLength
		if err = f.open(f.log[end-site.FeedLength : end]); err == nil {
			newest, err = f.json(page, page-1)
			files = append(files, newest)
		}
	}
	return files, err
}

// tagURI names something for ever: it depends on the host alone, not on where
// on the host the site stands.
func (p *Renderer) tagURI(name string) string {
	return "tag:" + p.site.Config.BaseURL.Hostname() + "," + feedYear + ":gazette/" + name
}

// open words the entries of one page of a feed.
func (f *feed) open(log []logged) error {
	p := f.renderer
	f.entries = make([]feedEntry, len(log))
	for i, item := range log {
		entry := p.entry(f.chrome, item, p.site.Abs,
			p.recordedOn(item.change)) // a feed changes when the log does, not with the day
		content, err := p.theme.part("change.html", entry)
		if err != nil {
			return err
		}
		tongue := p.tongue(f.chrome)
		l := p.site.Best(item.notice, f.chrome.locale)
		f.entries[i] = feedEntry{logged: item, id: p.tagURI(item.change.ID), title: entry.Text.String(),
			summary: entry.Summary,
			url:     p.site.Abs(p.site.ChangesPath(item.notice, l)) + "#" + item.change.ID,
			html: `<div lang="` + string(tongue) + `" dir="` + tongue.Dir() + `">` + "\n" + string(content) +
				`</div>`}
	}
	return nil
}

// labels are an entry's categories: its kind, and its class where it has one.
func (e feedEntry) labels() []string {
	out := []string{string(e.change.Kind)}
	if e.change.Class != "" {
		out = append(out, string(e.change.Class))
	}
	return out
}

// atomFeed is the library's feed with what RFC 4287 has beyond it.
type atomFeed struct {
	feeds.AtomFeed
	Lang    string           `xml:"xml:lang,attr"`
	Links   []feeds.AtomLink `xml:"link"`
	Entries []atomEntry      `xml:"entry"`
}

type atomEntry struct {
	feeds.AtomEntry
	Categories []atomCategory   `xml:"category"`
	Links      []feeds.AtomLink `xml:"link"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

func (f *feed) atom() (File, error) {
	p, l := f.renderer, f.chrome.locale
	path := p.site.AtomPath(f.notice, l)
	out := atomFeed{Lang: string(l.Tag), Links: []feeds.AtomLink{
		{Rel: "self", Type: atomType, Href: p.site.Abs(path)},
		{Rel: "alternate", Type: "text/html", Href: p.site.Abs(p.site.ChangesPath(f.notice, l))}}}
	out.AtomFeed = feeds.AtomFeed{Xmlns: "http://www.w3.org/2005/Atom", Id: f.id, Title: f.title,
		Updated: f.updated().Format(time.RFC3339),
		Author:  &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: f.author, Uri: p.site.Abs(p.site.Hub(l))}}}
	for _, e := range f.entries {
		recorded := e.change.Recorded.UTC().Format(time.RFC3339)
		entry := atomEntry{AtomEntry: feeds.AtomEntry{Id: e.id, Title: e.title, Updated: recorded, Published: recorded,
			Content: &feeds.AtomContent{Type: "html", Content: e.html}},
			Links: []feeds.AtomLink{{Rel: "alternate", Type: "text/html", Href: e.url}}}
		for _, term := range e.labels() {
			entry.Categories = append(entry.Categories, atomCategory{term})
		}
		out.Entries = append(out.Entries, entry)
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", " ")
	err := enc.Encode(out)
	b.WriteByte('\n')
	return File{Path: path, Data: b.Bytes()}, err
}

// updated is when the newest change was recorded.
func (f *feed) updated() time.Time {
	if len(f.log) == 0 {
		return neverUpdated
	}
	return f.log[0].change.Recorded.UTC()
}

// jsonFeed is the library's feed whose items say all that the change log does.
type jsonFeed struct {
	feeds.JSONFeed
	Items []jsonItem `json:"items"`
}

type jsonItem struct {
	feeds.JSONItem
	Policy policyJSON `json:"_policy"`
}

// policyJSON is a line of the change log. Its field names are a contract:
// docs/json.md.
type policyJSON struct {
	About     string                 `json:"about"`
	ID        string                 `json:"id"`
	Kind      notice.Kind            `json:"kind"`
	Notice    notice.Slug            `json:"notice"`
	From      notice.Date            `json:"from,omitzero"`
	Effective notice.Date            `json:"effective"`
	Class     notice.Class           `json:"class,omitempty"`
	Hashes    map[i18n.Locale]string `json:"hashes"`
	Summary   []string               `json:"summary,omitempty"` // in the feed's language: each language has its feed
	Reason    string                 `json:"reason,omitempty"`
	Recorded  time.Time              `json:"recorded"`
	Public    time.Time              `json:"public_since,omitzero"`
	Later     bool                   `json:"later,omitempty"`
	Reading   int                    `json:"reading,omitempty"`
	Editorial bool                   `json:"editorial"`
}

// json makes a page of the JSON Feed. next is the page of older changes, or 0.
func (f *feed) json(page, next int) (File, error) {
	p, l := f.renderer, f.chrome.locale
	path := p.site.FeedPath(f.notice, l, page)
	log := p.site.Abs(p.site.ChangesPath(f.notice, l))
	out := jsonFeed{Items: []jsonItem{},
		JSONFeed: feeds.JSONFeed{Version: "https://jsonfeed.org/version/1.1", Title: f.title, Language: string(l.Tag),
			HomePageUrl: log, FeedUrl: p.site.Abs(path), Description: changesIntro(f.chrome, f.notice),
			Authors: []*feeds.JSONAuthor{{Name: f.author, Url: p.site.Abs(p.site.Hub(l))}}}}
	if next > 0 {
		out.NextUrl = p.site.Abs(p.site.FeedPath(f.notice, l, next))
	}
	for _, e := range f.entries {
		c, recorded := e.change, e.change.Recorded.UTC()
		out.Items = append(out.Items, jsonItem{
			feeds.JSONItem{Id: e.id, Url: e.url, Title: e.title, ContentHTML: e.html, PublishedDate: &recorded,
				ModifiedDate: &recorded, Tags: e.labels()},
			policyJSON{About: log, ID: c.ID, Kind: c.Kind, Notice: c.Notice, From: c.From, Effective: c.To,
				Class: c.Class, Hashes: c.Locales,
				Summary: e.summary, Reason: c.Reason, Recorded: recorded, Public: c.PublicSince, Later: c.Later,
				Reading: c.Reading, Editorial: c.Class == notice.Editorial}})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(out)
	return File{Path: path, Data: b.Bytes()}, err
}
