package report

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gazette/internal/desk/wording"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/serve"
	"gazette/internal/site"
	"gazette/internal/status"
)

// matrixView is notices by languages.
type matrixView struct {
	wording.Localizer
	Day     string
	Travels bool
	Query   string
	State   string
	States  []kind
	Locales []site.Locale
	Rows    []row
	Shown   int
	All     int
	Before  string // address of the page of rows before, or ""
	After   string
	Drafts  []draft
	Dates   []string // on which something changes: offered beside the date field
}

type row struct {
	Slug, Title, URL, Lang, Dir string
	Cells                       []cell
}

type cell struct {
	State  string // current, outdated, upcoming, withdrawn, missing, orphan
	Locale string
	Name   string // of the locale
	Date   string
	Next   string // the date of the next change
	Since  string // outdated since
	Ends   string // the date from which the notice no longer applies
	URL    string
}

// States are the words for cells, in the order in which they worry.
var States = []string{"missing", "orphan", "outdated", "upcoming", "withdrawn", "cancelled", "current"}

// draft is a text that is not published yet.
type draft struct{ Title, Lang, Dir, File, Date, URL string }

// draftsOf lists the drafts, each with its page in the site as it would be with them.
func draftsOf(shot *preview.Snapshot) (out []draft) {
	for _, e := range shot.Editions {
		if !e.Draft || e.Effective.IsZero() {
			continue
		}
		with := shot.Drafts(serve.DayHome(serve.Drafts))
		if n := with.Site.Notice(e.Slug); n != nil && n.At(e.Locale, e.Effective) != nil {
			out = append(out, draft{e.Title, string(e.Locale), e.Locale.Dir(), e.Path, e.Effective.String(),
				with.Site.URL(with.Site.EditionOf(e))})
		}
	}
	return out
}

// rowsShown is how many notices one page shows.
const rowsShown = 100

// Matrix shows every notice in every language, on any day.
func (rs *Reports) Matrix(r *http.Request, shot *preview.Snapshot) (string, any) {
	q := r.URL.Query()
	v := matrixView{Localizer: wording.For(r), Day: shot.Site.Day.String(), Query: q.Get("q"), State: q.Get("state"),
		Locales: shot.Site.Locales, Drafts: draftsOf(shot), Dates: datesAhead(shot.Site)}
	s := shot.Site
	if day, err := notice.ParseDate(q.Get("day")); err == nil && day != s.Day {
		v.Day, v.Travels = day.String(), true
		s = shot.On(day, serve.DayHome(v.Day)).Site
	}
	counts := map[string]int{}
	var fitting []row
	for _, m := range status.Of(s) {
		line := rowOf(s, m)
		for _, c := range line.Cells {
			counts[c.State]++
		}
		if line.fits(v.Query, v.State) {
			fitting = append(fitting, line)
		}
	}
	for _, name := range States {
		v.States = append(v.States, kind{name, counts[name], name == v.State})
	}
	v.All = len(fitting)
	from, _ := strconv.Atoi(q.Get("from"))
	from = min(max(from, 0), v.All)
	v.Rows = fitting[from:min(from+rowsShown, v.All)]
	v.Shown = len(v.Rows)
	if from > 0 {
		v.Before = withFrom(q, max(0, from-rowsShown))
	}
	if from+v.Shown < v.All {
		v.After = withFrom(q, from+rowsShown)
	}
	return "matrix", v
}

func withFrom(q url.Values, from int) string {
	q.Set("from", strconv.Itoa(from))
	return "?" + q.Encode()
}

// fits reports whether a notice is looked for.
func (r row) fits(query, state string) bool {
	low := strings.ToLower(query)
	return (strings.Contains(r.Slug, low) || strings.Contains(strings.ToLower(r.Title), low)) &&
		(state == "" || slices.ContainsFunc(r.Cells, func(c cell) bool { return c.State == state }))
}

func rowOf(s *site.Site, m status.Row) row {
	n := m.Notice
	l := s.Best(n, s.DefaultLocale())
	out := row{Slug: string(n.Slug), Title: n.Current(l.Tag, s.Day).Title, URL: s.URL(s.NoticePath(n, l)),
		Lang: string(l.Tag), Dir: l.Dir}
	for i, c := range m.Cells {
		at := &s.Locales[i]
		made := cell{State: c.State(), Locale: string(c.Locale), Name: at.Name, Date: c.InForce.String(),
			Next: c.Upcoming.String(), Since: c.Outdated.String(), Ends: c.Ends.String()}
		if !c.Missing {
			made.URL = s.URL(s.NoticePath(n, at))
		}
		out.Cells = append(out.Cells, made)
	}
	return out
}

// datesAhead are the days after today on which some text takes effect or ends.
func datesAhead(s *site.Site) []string {
	const most = 12
	seen := map[notice.Date]bool{}
	for _, n := range s.Notices {
		for _, e := range n.Editions {
			seen[e.Effective] = e.Effective.After(s.Day)
		}
		seen[n.Withdrawn] = seen[n.Withdrawn] || n.Withdrawn.After(s.Day)
	}
	var dates []string
	for date, ahead := range seen {
		if ahead {
			dates = append(dates, date.String())
		}
	}
	slices.Sort(dates)
	return dates[:min(len(dates), most)]
}
