package recording

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"gazette/i18n"
	"gazette/internal/gitlog"
	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// Filing says what the versions of a file are to be taken for.
type Filing struct {
	Slug    notice.Slug
	Locale  i18n.Locale
	Undated bool   // a text that states no date gets the day of its commit
	Reason  string // why, for the log
}

// Past is what the versions of a file amount to.
type Past struct {
	Texts []planning.Imported // one for each date, in order
	Left  []Left              // versions that are no text of any date
	Again map[notice.Date]int
}

// Left is a version that is left out, and why.
type Left struct {
	Version gitlog.Version
	Why     string
	Undated bool // for want of a date
}

// version is one with what its text says.
type version struct {
	gitlog.Version
	text   planning.Imported
	date   notice.Date
	before []*version // what it replaced: one for each parent, nil where there was no text
	why    string     // it is left out
	silent bool       // it states no date
}

// FromGit finds the editions among the versions of a file, parents first: for
// each date that the text states, the last text under it that the main line
// showed. A version that changed no word makes none. A date that was given up
// before its day, or that lies before the one it replaced, is no date of an
// edition: the version is left out, with the reason.
func FromGit(s *load.Sources, versions []gitlog.Version, f Filing) Past {
	p := past{sources: s, filing: f, byBlob: map[string]*version{}}
	for _, v := range versions {
		p.add(v)
	}
	p.unspoken()
	p.drafts()
	p.givenUp()
	p.backwards()
	return p.result()
}

type past struct {
	sources *load.Sources
	filing  Filing
	all     []*version
	byBlob  map[string]*version // the last version with these bytes, for what a later one replaced
}

func (p *past) add(v gitlog.Version) {
	n := &version{Version: v}
	for _, id := range v.Before {
		n.before = append(n.before, p.byBlob[id])
	}
	if known := p.byBlob[v.Blob]; known != nil {
		n.text, n.date, n.why, n.silent = known.text, known.date, known.why, known.silent
	} else {
		p.read(n)
	}
	p.byBlob[v.Blob] = n
	p.all = append(p.all, n)
}

// read finds what a text says, and from when.
func (p *past) read(v *version) {
	f := p.filing
	if _, ps := source.Text("", v.Data); ps.Errors() {
		v.why = "cannot be read: " + ps[0].Message
		return
	}
	said := Stated(p.sources, v.Data, f.Slug, f.Locale)
	v.date, v.why, v.silent = said.Date, said.Why, said.Date.IsZero()
	v.text = Recover(p.sources, v.Data, f.Slug, f.Locale, notice.Date{Year: 1970, Month: 1, Day: 1}, said.By)
	if v.text.Hash == "" {
		v.date, v.why, v.silent = notice.Date{}, "holds no words", false
	}
}

// day is the civil date of a version's commit in the site's time zone.
func (p *past) day(v *version) notice.Date { return notice.DateOf(v.At.In(p.sources.Site.Zone)) }

// unspoken gives a text that states no date the day on which the main line
// first showed it, where that is asked for.
func (p *past) unspoken() {
	if !p.filing.Undated {
		return
	}
	for _, v := range p.all {
		if !v.silent || !v.Main {
			continue
		}
		if b := v.first(); b != nil && b.text.Hash == v.text.Hash { // no word changed
			v.date = b.date
			continue
		}
		v.date = p.day(v)
	}
}

// first is the text that a version replaced on its own line.
func (v *version) first() *version {
	if len(v.before) == 0 {
		return nil
	}
	return v.before[0]
}

// worked is for how long a text may have stood on a branch and still be taken
// for a draft.
const worked = 90 * 24 * time.Hour

// drafts leaves out each date that only a branch stated, and that became
// another one there before the branch was merged. A branch that stood for long
// is a line of its own.
func (p *past) drafts() {
	shown, since, until := map[notice.Date]bool{}, map[notice.Date]*version{}, map[notice.Date]*version{}
	for _, v := range p.all {
		if d := v.date; !d.IsZero() {
			shown[d] = shown[d] || v.Main
			if since[d] == nil {
				since[d] = v
			}
		}
		for _, b := range v.before {
			if b != nil && !b.date.IsZero() && b.date != v.date {
				until[b.date] = v
			}
		}
	}
	for d, first := range since {
		if end := until[d]; !shown[d] && (end == nil || end.At.Sub(first.At) < worked) {
			p.leave(d, fmt.Sprintf("states %s, which its branch gave up before it was merged", d))
		}
	}
}

// givenUp leaves out each date that no line of the history still stated when
// its day came.
func (p *past) givenUp() {
	stood := map[notice.Date]bool{}
	ended := map[notice.Date]*version{}
	for _, v := range p.all {
		if !v.date.IsZero() && !p.day(v).Before(v.date) {
			stood[v.date] = true
		}
		for _, b := range v.before {
			if b == nil || b.date.IsZero() || b.date == v.date || v.date.IsZero() {
				continue
			}
			if p.day(v).Before(b.date) {
				ended[b.date] = v
			} else {
				stood[b.date] = true
			}
		}
	}
	for d, by := range ended {
		if !stood[d] && d != p.all[len(p.all)-1].date {
			p.leave(d, fmt.Sprintf("states %s, which commit %s gave up before that day, for %s", d, by, by.date))
		}
	}
}

func (p *past) leave(d notice.Date, why string) {
	for _, v := range p.all {
		if v.date == d {
			v.date, v.why = notice.Date{}, why
		}
	}
}

// backwards leaves out versions whose date lies before that of a text that
// they replaced: a text that was put back, or a slip of the pen.
func (p *past) backwards() {
	newest := map[*version]*version{} // of what led to a version, the one with the last date
	for _, v := range p.all {
		top := newest[v.first()]
		switch {
		case v.date.IsZero():
		case top == nil || !v.date.Before(top.date):
			top = v
		default:
			v.why = fmt.Sprintf("states %s, and commit %s before it %s: the date goes back", v.date, top, top.date)
			v.date = notice.Date{}
		}
		newest[v] = top
	}
}

// result chooses one text for each date.
func (p *past) result() Past {
	out := Past{Again: map[notice.Date]int{}}
	chosen, words := map[notice.Date]*version{}, map[notice.Date]map[string]bool{}
	for _, v := range p.all {
		if v.date.IsZero() {
			out.Left = append(out.Left, Left{v.Version, v.why, v.silent})
			continue
		}
		if words[v.date] == nil {
			words[v.date] = map[string]bool{}
		}
		words[v.date][v.text.Hash] = true
		if c := chosen[v.date]; c == nil || v.Main || !c.Main {
			chosen[v.date] = v
		}
	}
	for _, d := range slices.SortedFunc(maps.Keys(chosen), notice.Date.Compare) {
		out.Texts = append(out.Texts, p.edition(chosen[d]))
		out.Again[d] = len(words[d])
	}
	return out
}

// edition is the text that a version has, under its date.
func (p *past) edition(v *version) planning.Imported {
	f := p.filing
	evidence := v.text.Evidence + ", in commit " + v.String()
	if v.silent {
		evidence = "the day of commit " + v.String() + ", which " + v.why
	}
	t := Recover(p.sources, v.Data, f.Slug, f.Locale, v.date, evidence)
	if v.silent {
		t.Reason = f.Reason
	}
	return t
}
