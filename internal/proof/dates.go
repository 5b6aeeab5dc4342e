package proof

import (
	"encoding/json"
	"fmt"
	"html"
	"slices"
	"time"

	"gazette/internal/leaf"
	"gazette/internal/proof/page"
	"gazette/internal/text"
)

// sealedText is the last text that was sealed under a place, and what the log says of its dates.
type sealedText struct {
	leaf.Text
	before    int      // earlier revisions
	dates     []string // from which its page may say that it applies: its own, or the one that took its place
	ends      []string // until which its page may say that it applied
	cancelled bool     // it never takes effect: its page says no date
	untold    bool     // a change is sealed by its hash alone: what it says of dates is not known
}

// texts are what is sealed, by place: notice, date, language.
func (l *logOf) texts() (last []sealedText, site leaf.Site) {
	at := map[string]int{}
	changes, untold := []changeLine(nil), false
	for _, f := range l.leaves {
		switch f.Kind {
		case leaf.KindSite:
			site, _ = f.Site()
		case leaf.KindChange:
			line, sum, _ := f.Change()
			untold, changes = untold || sum != "", append(changes, changeLine{})
			_ = json.Unmarshal([]byte(line), &changes[len(changes)-1]) // what is no line says nothing of any notice
		case leaf.KindText:
			t, _ := f.Text()
			key := t.Notice + " " + t.Effective + " " + t.Locale
			if i, again := at[key]; again {
				last[i].Text, last[i].before = t, last[i].before+1
				continue
			}
			at[key] = len(last)
			last = append(last, sealedText{Text: t})
		}
	}
	settle(last, follow(changes), untold)
	return last, site
}

// course is what the sealed changes of a notice say of its dates.
type course struct {
	moved     map[string]string // dates that were given up, and those that took their place
	cancelled map[string]bool
	withdrawn string
}

// changeLine is what a line of the change log says of dates (docs/change-log.md).
type changeLine struct {
	Kind, Notice, From, To string
	Recorded               time.Time
}

// follow says of each notice what its changes come to, in the order in which they were recorded: where branches were
// merged, they may have been sealed in another.
func follow(changes []changeLine) map[string]*course {
	slices.SortStableFunc(changes, func(a, b changeLine) int { return a.Recorded.Compare(b.Recorded) })
	courses := map[string]*course{}
	for _, c := range changes {
		of := courses[c.Notice]
		if of == nil {
			of = &course{map[string]string{}, map[string]bool{}, ""}
			courses[c.Notice] = of
		}
		switch c.Kind {
		case "rescheduled":
			of.moved[c.From] = c.To
			delete(of.moved, c.To)
		case "cancelled":
			of.cancelled[c.To] = true
		case "withdrawn":
			of.withdrawn = c.To
		case "reinstated":
			of.withdrawn = ""
		}
	}
	return courses
}

// settled is the date that a date has now.
func (c *course) settled(date string) string {
	for to, moved := c.moved[date]; moved && to != date; to, moved = c.moved[date] {
		date = to
	}
	return date
}

// settle says of each text which dates its page may show.
func settle(texts []sealedText, courses map[string]*course, untold bool) {
	next := map[string][]string{} // by notice and language, the dates from which texts apply
	for i := range texts {
		t := &texts[i]
		of := courses[t.Notice]
		if of == nil {
			of = &course{}
		}
		now := of.settled(t.Effective)
		t.untold, t.dates = untold, []string{t.Effective, now}
		if t.cancelled = of.cancelled[now]; !t.cancelled && now == t.Effective {
			next[t.Notice+" "+t.Locale] = append(next[t.Notice+" "+t.Locale], now)
		}
		if of.withdrawn != "" {
			t.ends = []string{of.withdrawn}
		}
	}
	for i := range texts {
		texts[i].end(next[texts[i].Notice+" "+texts[i].Locale])
	}
}

// end settles until when a text applied: until the next one, or until the notice was withdrawn, whichever came first.
func (t *sealedText) end(dates []string) {
	for _, d := range dates {
		if d > t.dates[len(t.dates)-1] && (len(t.ends) == 0 || d < t.ends[0]) {
			t.ends = []string{d}
		}
	}
}

// dated reports whether a page is about a text's dates: for machines and as its reader sees them. A date that was given
// up is shown as the one that took its place.
func (t *sealedText) dated(p page.Page, long func(date string) string) error {
	if len(p.Dates) == 0 && !t.cancelled && !t.untold {
		return fmt.Errorf("it does not say that it applies from %s", t.Effective)
	}
	for i, d := range p.Dates {
		switch {
		case t.untold:
		case t.cancelled:
			return fmt.Errorf("it says that it applies from %s, and what was sealed was cancelled", d.Day)
		case i == 0 && !slices.Contains(t.dates, d.Day):
			return fmt.Errorf("it says that it applies from %s, and what was sealed applies from %s", d.Day,
				t.Effective)
		case i == 1 && !slices.Contains(t.ends, d.Day):
			return fmt.Errorf("it says that it applied until %s, and nothing that was sealed ended it then", d.Day)
		}
		if want := text.WordsOf(html.EscapeString(long(d.Day))); d.Shown != want {
			return fmt.Errorf("it says that it %s %q, which is not %s", [2]string{"applies from", "applied until"}[i],
				d.Shown, d.Day)
		}
	}
	return nil
}

// textOf is the text that a page shows, of those that it may show, or nil: that of its date, or, on a page without
// one, a text with its words that was cancelled.
func textOf(texts []sealedText, got reading) *sealedText {
	i := slices.IndexFunc(texts, func(t sealedText) bool {
		if len(got.Dates) == 0 {
			return t.cancelled && t.Words == got.words
		}
		return t.Effective == got.Dates[0].Day
	})
	if i < 0 {
		return nil
	}
	return &texts[i]
}
