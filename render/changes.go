package render

import (
	"html/template"
	"slices"

	"gazette/internal/notice"
	"gazette/internal/site"
)

// logged is a change with its notice.
type logged struct {
	notice *notice.Notice
	change *notice.Change
}

// newestFirst gathers what the log says of some notices.
func newestFirst(notices []*notice.Notice) []logged {
	var out []logged
	for _, n := range notices {
		for i := range n.Changes {
			out = append(out, logged{n, &n.Changes[i]})
		}
	}
	slices.SortFunc(out, func(a, b logged) int { return notice.CompareChanges(*b.change, *a.change) })
	return out
}

// logOf is the log of a notice, or of all when n is nil.
func (p *Renderer) logOf(n *notice.Notice) []logged {
	if n == nil {
		return p.log
	}
	return newestFirst([]*notice.Notice{n})
}

// lastRecorded is the day of the newest change, or no date.
func (p *Renderer) lastRecorded(log []logged) notice.Date {
	if len(log) == 0 {
		return notice.Date{}
	}
	return p.recordedOn(log[0].change)
}

// recordedOn is the day, where the site is, on which a change was recorded.
func (p *Renderer) recordedOn(c *notice.Change) notice.Date {
	return notice.DateOf(c.Recorded.In(p.site.Zone))
}

// knownOn is the day, where the site is, from which readers could know of a change.
func (p *Renderer) knownOn(c *notice.Change) notice.Date {
	return notice.DateOf(c.KnownSince().In(p.site.Zone))
}

// listedOn is the day under which the page of changes has a change: when it was recorded, but of an earlier history,
// recorded all at once, when it took effect.
func (p *Renderer) listedOn(c *notice.Change) notice.Date {
	if recorded := p.recordedOn(c); !c.Later || c.To.After(recorded) {
		return recorded
	}
	return c.To
}

// byDay returns a log, newest first, in the order of the days under which its changes are listed.
func (p *Renderer) byDay(log []logged) []logged {
	out := slices.Clone(log)
	slices.SortStableFunc(out, func(a, b logged) int { return p.listedOn(b.change).Compare(p.listedOn(a.change)) })
	return out
}

const (
	filterMax  = 16 // notices up to which the filter is open
	entriesMax = 20 // changes or editions up to which no list of years leads to them
)

// Changes makes the change log of a notice, or of all notices when n is nil,
// for readers of a locale.
func (p *Renderer) Changes(n *notice.Notice, l *site.Locale) (File, error) {
	e := p.chromes[l.Tag]
	path := p.site.ChangesPath(n, l)
	page := p.page(e, "changes", path, p.changesTitle(e, n))
	p.inLanguages(page, l, p.changesIn(n), func(l *site.Locale) string { return p.site.ChangesPath(n, l) })
	view := &Changes{Title: p.changesTitle(e, n), Intro: changesIntro(e, n)}
	if n == nil {
		view.Filter = p.changesFilter(e)
		p.crumbs(page, e, nil, e.words.Text("changes-title"))
	} else {
		view.Links = p.changesLinks(e, n)
		all := Link{Text: e.words.Text("changes-title"), URL: p.site.URL(p.site.ChangesPath(nil, l))}
		p.crumbs(page, e, []Link{all}, n.Current(l.Tag, p.site.Day).ShortTitle())
		p.current(page, e, n.Slug)
	}
	for _, item := range p.byDay(p.logOf(n)) {
		entry := p.entry(e, item, p.site.URL, p.site.Day)
		view.Entries = append(view.Entries, entry)
		view.Years = inYear(view.Years, p.listedOn(item.change).String()[:4], entry)
	}
	view.Count = e.words.Count("redline-changes", len(view.Entries), nil)
	view.Many, view.Ways = len(view.Filter) > filterMax, len(view.Entries) > entriesMax && len(view.Years) > 1
	page.Description, page.Changes = view.Intro, view
	p.follow(page, e, n)
	return p.make(path, "changes.html", page)
}

// inYear adds an entry to the last of the years, or begins its own.
func inYear(years []ChangeYear, year string, entry ChangeEntry) []ChangeYear {
	if last := len(years) - 1; last >= 0 && years[last].Year == year {
		years[last].Entries = append(years[last].Entries, entry)
		return years
	}
	return append(years, ChangeYear{Year: year, Entries: []ChangeEntry{entry}})
}

// changesTitle is that of the page and of the feeds.
func (p *Renderer) changesTitle(e *chrome, n *notice.Notice) string {
	if n == nil {
		return e.words.Text("changes-title")
	}
	return e.words.Format("changes-title-notice", map[string]any{"Title": n.Current(e.locale.Tag, p.site.Day).Title})
}

func changesIntro(e *chrome, n *notice.Notice) string {
	if n == nil {
		return e.words.Text("changes-intro")
	}
	return e.words.Text("changes-intro-notice")
}

func (p *Renderer) changesIn(n *notice.Notice) []*site.Locale {
	if n == nil {
		return p.allLocales()
	}
	return p.site.LocalesOf(n)
}

// changesLinks lead from the changes of a notice to all changes and back to it.
func (p *Renderer) changesLinks(e *chrome, n *notice.Notice) []Link {
	title := n.Current(e.locale.Tag, p.site.Day).Title
	return []Link{
		{Text: e.words.Text("changes-all"), URL: p.site.URL(p.site.ChangesPath(nil, e.locale))},
		{Text: e.words.Format("related-read", map[string]any{"Title": title}),
			URL: p.site.URL(p.site.NoticePath(n, e.locale))},
		{Text: e.words.Text("version-history"), URL: p.site.URL(p.site.HistoryPath(n, e.locale))},
	}
}

// changesFilter lists the notices that have changes, in the hub's order.
func (p *Renderer) changesFilter(e *chrome) []Link {
	var out []Link
	for _, g := range p.site.Groups {
		for _, n := range g.Notices {
			if len(n.Changes) == 0 {
				continue
			}
			l := p.site.Best(n, e.locale)
			link := Link{Text: n.Current(l.Tag, p.site.Day).ShortTitle(), URL: p.site.URL(p.site.ChangesPath(n, l))}
			p.abroad(e, l, &link)
			out = append(out, link)
		}
	}
	return out
}

// abroad marks a link whose text is not in the language of the interface
// around it, or that leads to another language than the page's.
func (p *Renderer) abroad(e *chrome, l *site.Locale, link *Link) {
	if l.Tag != p.tongue(e) {
		link.Lang, link.Dir = string(l.Tag), l.Dir
	}
	if l != e.locale {
		link.To = string(l.Tag)
	}
}

// feedTypes are the media types of the two feeds.
const (
	atomType = "application/atom+xml"
	jsonType = "application/feed+json"
)

// follow tells browsers and readers of a page where the feeds are: of a
// notice of which changes are recorded, else of all notices.
func (p *Renderer) follow(page *Page, e *chrome, n *notice.Notice) {
	defer p.invite(page, e, n)
	if !hasFeeds(n) {
		n = nil
	}
	title := p.changesTitle(e, n)
	page.Heads = append(page.Heads,
		HeadLink{Rel: "alternate", Type: atomType, Title: title, URL: p.site.URL(p.site.AtomPath(n, e.locale))},
		HeadLink{Rel: "alternate", Type: jsonType, Title: title, URL: p.site.URL(p.site.FeedPath(n, e.locale, 0))})
}

// hasFeeds reports whether a notice has feeds of its own.
func hasFeeds(n *notice.Notice) bool { return n != nil && len(n.Changes) > 0 }

// invite sets what a page says about being told: the same on all pages of a
// locale, or of a notice in it. A form is about the notice from the first day;
// feeds begin with its first recorded change.
func (p *Renderer) invite(page *Page, e *chrome, n *notice.Notice) {
	feeds := n
	if !hasFeeds(n) {
		feeds = nil
	}
	if !p.site.Config.Subscriptions.On() {
		n = feeds
	}
	page.Informed = p.pasted(page)(p.invitations.recall(p.site.AtomPath(n, e.locale),
		func() (html template.HTML, err error) {
			in := p.invitation(e, feeds)
			if in.Form, err = p.signUpBlock(e, n); err != nil {
				return "", err
			}
			return p.theme.part("informed.html", in)
		}))
}

// invitation is what a locale's pages say about being told, with the feeds.
func (p *Renderer) invitation(e *chrome, n *notice.Notice) *Informed {
	in := *e.informed
	if n != nil && p.site.Config.StayInformed.Text.IsZero() {
		in.Text = p.promise(e, n)
	}
	in.Links = slices.Concat(e.informed.Links, []Link{
		{Text: e.words.Text("feed-atom"), URL: p.site.URL(p.site.AtomPath(n, e.locale))},
		{Text: e.words.Text("feed-json"), URL: p.site.URL(p.site.FeedPath(n, e.locale, 0))},
	})
	return &in
}
