package translation

import (
	"fmt"
	"strings"

	"gazette/internal/collation"
	"gazette/internal/words"
	"gazette/internal/xliff"
)

// Job is what a document for translators is made of.
type Job struct {
	Source      *Text // the text to be translated
	Hash        string
	Before      *Text // the source text that Translation translates; nil when it is not known
	Translation *Text // the earlier translation; nil when there is none
	Target      string
	Version     string
	Terms       []xliff.Term
	Spaceless   bool // the target language writes no space between sentences
}

// clause is a unit of the source with what is known of it.
type clause struct {
	Unit
	before      *Unit // what it was when it was translated
	translation []xliff.Piece
	same        bool
	like        float64
}

// clauses matches the units of the source with those of the text that was translated.
func (j Job) clauses() []clause {
	out := make([]clause, len(j.Source.Units))
	for i, u := range j.Source.Units {
		out[i].Unit = u
	}
	if j.Before == nil || j.Translation == nil {
		return out
	}
	known := translated(j.Before, j.Translation)
	for _, m := range collation.Compare(keys(j.Before), keys(j.Source)) {
		if m.Old < 0 || m.New < 0 {
			continue
		}
		c, b := &out[m.New], j.Before.Units[m.Old]
		if (c.Kind == "front") != (b.Kind == "front") || c.Kind == "front" && c.ID != b.ID {
			continue
		}
		c.before, c.translation, c.same, c.like = &j.Before.Units[m.Old], known[b.ID], m.Same && known[b.ID] != nil,
			m.Like
	}
	return out
}

func keys(t *Text) (out []string) {
	for _, u := range t.Units {
		out = append(out, u.Key())
	}
	return out
}

// Document makes the document of a job.
func (j Job) Document() *xliff.Document {
	e := j.Source.Edition
	d := &xliff.Document{Version: j.Version, Source: string(e.Locale), Target: j.Target, ID: string(e.Slug),
		Original: e.Path,
		Notes: []xliff.Note{{Category: "gazette-hash", Text: j.Hash},
			{Category: "gazette-effective", Text: e.Effective.String()}}}
	for _, c := range j.clauses() {
		d.Units = append(d.Units, j.unit(c))
	}
	return d
}

func (j Job) unit(c clause) xliff.Unit {
	u := xliff.Unit{ID: c.ID, Name: c.Name, Terms: termsIn(j.Terms, xliff.Words(c.Pieces))}
	if c.same {
		u.Locked = true
		u.Segments = split(c.Pieces, c.translation, xliff.Final)
		return u
	}
	if c.before != nil && c.translation != nil {
		u.Matches = []xliff.Match{{Source: c.before.Pieces, Target: c.translation, Percent: min(int(c.like*100), 99)}}
		u.Notes = []xliff.Note{{Category: "earlier-source", Text: xliff.Words(c.before.Pieces)},
			{Category: "redline", Text: redline(xliff.Words(c.before.Pieces), xliff.Words(c.Pieces))}}
	}
	u.Segments = split(c.Pieces, nil, xliff.Initial)
	return u
}

// split makes segments of a unit: its sentences, where its translation has as many and each has its own codes.
func split(source, target []xliff.Piece, state string) (out []xliff.Segment) {
	parts := Sentences(source)
	others := Sentences(target)
	if target != nil && !paired(parts, others) {
		return []xliff.Segment{{State: state, Source: source, Target: target}}
	}
	for i, p := range parts {
		s := xliff.Segment{State: state, Source: p}
		if target != nil {
			s.Target = others[i]
		}
		out = append(out, s)
	}
	return out
}

func paired(a, b [][]xliff.Piece) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if len(lost(a[i], b[i])) > 0 || len(lost(b[i], a[i])) > 0 {
			return false
		}
	}
	return true
}

// lost are the codes of one side that the other does not have.
func lost(source, target []xliff.Piece) (out []string) {
	has := map[string]bool{}
	for _, p := range target {
		if p.Kind != xliff.Text {
			has[fmt.Sprint(p.Kind, p.ID)] = true
		}
	}
	for _, p := range source {
		if p.Kind != xliff.Text && p.Kind != xliff.Close && !has[fmt.Sprint(p.Kind, p.ID)] {
			out = append(out, p.ID)
		}
	}
	return out
}

func termsIn(terms []xliff.Term, text string) (out []xliff.Term) {
	for _, t := range terms {
		if t.Source != "" && strings.Contains(strings.ToLower(text), strings.ToLower(t.Source)) {
			out = append(out, t)
		}
	}
	return out
}

// redline shows in one line which words came and went: [-old-]{+new+}.
func redline(old, new string) string {
	a, b := cut(old), cut(new)
	var out strings.Builder
	for _, r := range collation.Words(a, b) {
		switch {
		case r.Old == r.New:
			out.WriteString(r.Old)
		default:
			if r.Old != "" {
				out.WriteString("[-" + r.Old + "-]")
			}
			if r.New != "" {
				out.WriteString("{+" + r.New + "+}")
			}
		}
	}
	return out.String()
}

func cut(s string) (out []string) {
	at := 0
	for _, end := range words.Cut(s) {
		out = append(out, s[at:end])
		at = end
	}
	return out
}

// State says how far a translation is behind its source.
type State struct{ Same, Changed, New, Gone int }

// Current reports whether nothing is to be done.
func (s State) Current() bool { return s.Changed+s.New+s.Gone == 0 }

// State counts the clauses of a job.
func (j Job) State() (s State) {
	if j.Before == nil || j.Translation == nil {
		s.New = len(j.Source.Units)
		return s
	}
	for _, m := range collation.Compare(keys(j.Before), keys(j.Source)) {
		switch {
		case m.Old < 0:
			s.New++
		case m.New < 0:
			s.Gone++
		case m.Same:
			s.Same++
		default:
			s.Changed++
		}
	}
	return s
}

// Pairs are the clauses of the source with their translations, for a memory.
func (j Job) Pairs() (out []xliff.Pair) {
	known := translated(j.Before, j.Translation)
	if j.Before == nil {
		return nil
	}
	for _, u := range j.Before.Units {
		if pieces := known[u.ID]; pieces != nil {
			out = append(out, xliff.Pair{Lang: string(j.Before.Edition.Locale), Source: xliff.Words(u.Pieces),
				Target: xliff.Words(pieces)})
		}
	}
	return out
}
