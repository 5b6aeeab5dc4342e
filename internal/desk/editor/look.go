package editor

import (
	"html/template"
	"net/http"
	"slices"
	"strings"

	"gazette/internal/desk/wording"
	"gazette/internal/galley"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/rule"
	"gazette/internal/source"
	"gazette/internal/text"
	"gazette/internal/words"
)

// looking is what a script asks about a text that is being typed. Nothing is saved.
type looking struct {
	Path string `json:"path"`
	Text string `json:"text"`
	View string `json:"view"` // redline, source, page or findings
}

// looked is the answer.
type looked struct {
	HTML     template.HTML `json:"html,omitempty"`
	Counts   []string      `json:"counts,omitempty"`
	Against  string        `json:"against,omitempty"` // what the text is compared with, in words
	Clauses  []clause      `json:"clauses,omitempty"`
	Findings []remark      `json:"findings"`
	Words    string        `json:"words,omitempty"`
	Level    string        `json:"level,omitempty"`
	Links    []target      `json:"links,omitempty"`
}

// remark is a finding at its place in the text.
type remark struct {
	Line     int    `json:"line"`
	Col      int    `json:"col"`
	Severity string `json:"severity"`
	Rule     string `json:"rule"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
}

// target is a heading that a link can lead to.
type target struct {
	Link  string `json:"link"` // as it is written
	Title string `json:"title"`
}

// Look answers what a text comes to, as it is being typed.
func (a *API) Look(w http.ResponseWriter, r *http.Request) {
	var in looking
	if !read(w, r, &in) {
		return
	}
	if err := manuscript.Allowed(in.Path); err != nil {
		fail(w, err)
		return
	}
	shot := a.Preview.Now()
	var out looked
	if fault := source.Guard(in.Path, func() { out = a.lookedAt(shot, in, wording.For(r)) }); fault != nil {
		out = looked{Findings: remarks(fault)}
	}
	Reply(w, http.StatusOK, out)
}

func (a *API) lookedAt(shot *preview.Snapshot, in looking, say wording.Localizer) looked {
	t, ps := shot.Try(in.Path, []byte(in.Text))
	if t == nil {
		return looked{Findings: remarks(ps)}
	}
	out := looked{Findings: []remark{}}
	switch in.View {
	case "findings":
		out.Findings = remarks(slices.DeleteFunc(append(ps, t.Problems()...),
			func(p source.Problem) bool { return p.Rule == rule.UnrecordedEdition })) // it is being written
		g := t.Texts(t.Text)[t.Text]
		out.Words, out.Level = measures(say, g)
		out.Links = targets(g)
	case "page":
		out.HTML = template.HTML(t.Texts(t.Text)[t.Text].HTML)
	case "source":
		out.Clauses, out.Against = clausesOf(t, say)
	default:
		a.redlineNow(shot, t, say, &out)
	}
	return out
}

// redlineNow compares a text with the one that applies, or that it follows.
func (a *API) redlineNow(shot *preview.Snapshot, t *preview.Trial, say wording.Localizer, out *looked) {
	old := basis(t.Notice, t.Text)
	if old == nil {
		out.Against = say.T("look-first")
		out.HTML = wording.In(t.Text.Locale, t.Texts(t.Text)[t.Text].HTML)
		return
	}
	set := t.Texts(t.Text)
	before := a.settled(t, old)
	out.Against = say.T("look-against", "Date", say.Day(old.Effective))
	made, err := shot.Compare(before, set[t.Text], say.Locale)
	if err != nil {
		out.Against = err.Error()
		return
	}
	out.HTML, out.Counts = made.HTML, made.Counts
}

// basis is what a working text is compared with: the recorded text of its date, else the edition before it.
func basis(n *notice.Notice, e *notice.Edition) *notice.Edition {
	for _, r := range slices.Backward(n.Revisions(e)) {
		if r.Origin == notice.Archive {
			return r
		}
	}
	return n.Before(e)
}

// settled is a text that is not being typed, set. The last is kept: it is asked for at every stroke.
func (a *API) settled(t *preview.Trial, e *notice.Edition) *galley.Galley {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.old == nil || a.old.Edition != e {
		a.old = t.Texts(e)[e]
	}
	return a.old
}

// clause is one clause of the source text, beside which its translation is written.
type clause struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Source  string `json:"source"`
	Before  string `json:"before,omitempty"` // what it said when the translation was made
	Changed bool   `json:"changed"`
	Lang    string `json:"lang"`
	Dir     string `json:"dir"`
}

// clausesOf are the clauses of the source text that a translation is made from, those marked that have changed since
// the source text that the translation before was made from.
func clausesOf(t *preview.Trial, say wording.Localizer) ([]clause, string) {
	n, e := t.Notice, t.Text
	all := n.In(n.Source)
	if e.Locale == n.Source || len(all) == 0 {
		return nil, say.T("look-no-source")
	}
	now := all[len(all)-1]
	before := madeFrom(n, e, now)
	set := t.Texts(now)
	then := map[string]string{}
	if before != nil && before != now {
		for _, c := range t.Texts(before)[before].Clauses() {
			then[c.ID] = c.Title + "\n" + c.Text
		}
	}
	var out []clause
	for _, c := range set[now].Clauses() {
		was, known := then[c.ID]
		made := clause{ID: c.ID, Title: c.Title, Source: c.Text, Lang: string(now.Locale), Dir: now.Locale.Dir()}
		if made.Changed = len(then) > 0 && was != c.Title+"\n"+c.Text; made.Changed && known {
			_, made.Before, _ = strings.Cut(was, "\n")
		}
		if c.Title != "" || c.Text != "" {
			out = append(out, made)
		}
	}
	return out, say.T("look-source", "Language", now.Locale.Name(), "Date", say.Day(now.Effective))
}

// madeFrom is the source text that the last translation was made from: the one of its date, else the one in force then.
func madeFrom(n *notice.Notice, e, now *notice.Edition) *notice.Edition {
	day := e.Effective
	if e.Effective == now.Effective { // it catches up: what did the one before it follow?
		before := n.Before(e)
		if before == nil {
			return nil
		}
		day = before.Effective
	}
	if n.At(n.Source, day) != nil {
		return n.At(n.Source, day)
	}
	return n.InForce(n.Source, day)
}

// measures are a text's length and how hard it is to read, in words.
func measures(say wording.Localizer, g *galley.Galley) (length, level string) {
	plain := text.WordsOf(g.HTML)
	a := words.Count(plain)
	length = say.N("words", a.Total())
	if a.Characters > a.Words {
		length = say.N("characters", a.Characters)
	}
	if n := perSentence(plain, a); n > 0 {
		key := "level-easy"
		switch {
		case n > 28:
			key = "level-hard"
		case n > 18:
			key = "level-middle"
		}
		level = say.T(key, "Number", n)
	}
	return length, level
}

// perSentence is how long a text's sentences are on average, in words; of scripts without spaces two characters count
// as a word.
func perSentence(plain string, a words.Amount) int {
	ends := 0
	for _, sign := range []string{". ", "! ", "? ", ".\n", "。", "！", "？", "؟ ", "। "} {
		ends += strings.Count(plain+" ", sign)
	}
	if ends == 0 {
		return 0
	}
	return (a.Words + a.Characters/2) / ends
}

// targets are the text's own headings, as links lead to them. Other notices are searched for: see FindNotices.
func targets(g *galley.Galley) (out []target) {
	for _, h := range g.Headings {
		out = append(out, target{"#" + h.ID, h.Text})
	}
	return out
}

// remarks are problems as an editor marks them.
func remarks(ps source.Problems) []remark {
	out := make([]remark, 0, len(ps))
	for _, p := range ps {
		out = append(out, remark{p.Line, p.Col, p.Severity.String(), p.Rule.ID(), p.Message, p.Hint})
	}
	return out
}
