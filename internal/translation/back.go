package translation

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"gazette/internal/xliff"
)

// Finding is something about a unit of a document that came back.
type Finding struct {
	Unit, Segment string
	Error         bool
	What, Way     string
}

// Back is what a document that came back amounts to.
type Back struct {
	Pieces   map[string][]xliff.Piece // by unit of the source
	Findings []Finding
	Moved    bool // the source has changed since
	answered bool // it has words for a clause whose translation does not stand
}

// Return reads what translators gave back for a source text.
func (j Job) Return(d *xliff.Document) Back {
	b := Back{Pieces: map[string][]xliff.Piece{}, Moved: d.NoteOf("gazette-hash") != j.Hash}
	byID, bySource := map[string]*xliff.Unit{}, map[string]*xliff.Unit{}
	for i := range d.Units {
		u := &d.Units[i]
		if byID[u.ID] != nil {
			b.wrong(u.ID, "", "the unit appears twice", "give back the file that `gazette translate export` wrote")
		}
		if !ownID.MatchString(u.ID) {
			b.wrong(u.ID, "", "the unit is none of gazette's",
				"give back the file that `gazette translate export` wrote")
		}
		byID[u.ID] = u
		bySource[sourceOf(u)] = u
	}
	stand, met := j.standing(), false
	for _, unit := range j.Source.Units {
		u := byID[unit.ID]
		if u == nil || sourceOf(u) != unit.Key() {
			u = bySource[unit.Key()]
		}
		kept := stand[unit.ID]
		met = met || u != nil
		switch {
		case kept != nil && (u == nil || blank(u)):
		case u == nil:
			b.note(unit.ID, "", fmt.Sprintf("the clause %q is not in the file", short(xliff.Words(unit.Pieces))),
				"the source text has changed since: export it again")
		default:
			b.answered = b.answered || kept == nil && !blank(u)
			b.take(unit, u, j)
		}
	}
	for id, kept := range stand { // what did not come back stays as it stands
		if b.Pieces[id] == nil && met {
			b.Pieces[id] = kept
		}
	}
	b.replaced(stand)
	return b
}

// standing are the clauses whose translation stands, of a source that is as it was when it was made.
func (j Job) standing() map[string][]xliff.Piece {
	out := map[string][]xliff.Piece{}
	for _, c := range j.clauses() {
		if c.same {
			out[c.ID] = c.translation
		}
	}
	return out
}

func blank(u *xliff.Unit) bool {
	return !slices.ContainsFunc(u.Segments, func(s xliff.Segment) bool {
		return strings.TrimSpace(xliff.Key(s.Target)) != ""
	})
}

// Refused reports whether something in it is an error.
func (b Back) Refused() bool {
	return slices.ContainsFunc(b.Findings, func(f Finding) bool { return f.Error })
}

// Unchanged reports whether nothing came back but what went out. A translation of all that the source says, of another
// date than it, is not that: it gets the source's.
func (j Job) Unchanged(b Back) bool {
	t, whole := j.Translation, j.Before != nil && j.State().Current()
	if t != nil && t.Edition.Effective != j.Source.Edition.Effective && whole {
		return false
	}
	return !b.answered &&
		maps.EqualFunc(b.Pieces, j.Return(j.Document()).Pieces, func(came, stands []xliff.Piece) bool {
			return xliff.Key(came) == xliff.Key(stands)
		})
}

// replaced notes clauses of which the translation that stands says something else: the translator has revised it, or
// somebody has mended it since it was exported.
func (b *Back) replaced(stand map[string][]xliff.Piece) {
	for _, id := range slices.Sorted(maps.Keys(stand)) {
		stands, comes := strings.Fields(xliff.Words(stand[id])), strings.Fields(xliff.Words(b.Pieces[id]))
		if len(comes) > 0 && !slices.Equal(stands, comes) {
			b.note(id, "", fmt.Sprintf("%q is in the translation, and is replaced by %q",
				short(strings.Join(stands, " ")), short(strings.Join(comes, " "))),
				"if it was corrected after the export, correct it again")
		}
	}
}

var ownID = regexp.MustCompile(`^(u\d+|title|nav|summary|change-\d+)$`)

func (b *Back) wrong(unit, segment, what, way string) {
	b.Findings = append(b.Findings, Finding{unit, segment, true, what, way})
}

func (b *Back) note(unit, segment, what, way string) {
	b.Findings = append(b.Findings, Finding{unit, segment, false, what, way})
}

func sourceOf(u *xliff.Unit) string {
	var all []xliff.Piece
	for _, s := range u.Segments {
		all = append(all, s.Source...)
	}
	return xliff.Key(all)
}

// take takes the targets of a unit; where one is empty its source stays.
func (b *Back) take(unit Unit, u *xliff.Unit, j Job) {
	var all []xliff.Piece
	for i, s := range u.Segments {
		name := fmt.Sprintf("s%d", i+1)
		source, target := xliff.Words(s.Source), xliff.Words(s.Target)
		if strings.TrimSpace(target) == "" && strings.TrimSpace(source) != "" {
			b.note(unit.ID, name, fmt.Sprintf("%q is not translated", short(source)),
				"it stays in the language of the source")
			all = append(all, s.Source...)
			continue
		}
		b.judge(unit.ID, name, s, j.Terms)
		pieces := s.Target
		if i+1 < len(u.Segments) && !j.Spaceless && endsWithSpace(s.Source) && !endsWithSpace(pieces) {
			pieces = append(slices.Clone(pieces), xliff.Piece{Text: " "})
		}
		all = append(all, pieces...)
	}
	b.Pieces[unit.ID] = all
}

func endsWithSpace(pieces []xliff.Piece) bool {
	for _, p := range slices.Backward(pieces) {
		if p.Kind == xliff.Text {
			return strings.HasSuffix(p.Text, " ")
		}
	}
	return false
}

// judge compares a segment's source and target.
func (b *Back) judge(unit, name string, s xliff.Segment, terms []xliff.Term) {
	source, target := xliff.Words(s.Source), xliff.Words(s.Target)
	if gone := lost(s.Source, s.Target); len(gone) > 0 {
		b.wrong(unit, name, "the codes "+strings.Join(gone, ", ")+" are lost",
			"put them around the words they belong to")
	}
	if more := lost(s.Target, s.Source); len(more) > 0 {
		b.wrong(unit, name, "the codes "+strings.Join(more, ", ")+" are none of the source's", "take them out")
	}
	if twice(s.Target) {
		b.wrong(unit, name, "a code appears twice, or its end is missing",
			"keep each code as often as the source has it")
	}
	if source == target && strings.ContainsFunc(source, unicode.IsLetter) && s.State != xliff.Final {
		b.note(unit, name, fmt.Sprintf("%q is what the source says", short(source)),
			"translate it, or leave it if it is a name")
	}
	if was, is := numbers(source), numbers(target); !slices.Equal(was, is) {
		b.note(unit, name, "the numbers differ: "+listed(was)+" became "+listed(is),
			"compare dates, amounts and articles")
	}
	for _, a := range addresses.FindAllString(source, -1) {
		if !strings.Contains(target, strings.TrimRight(a, ".,;:)")) {
			b.note(unit, name, "the address "+a+" is missing", "write it as the source does")
		}
	}
	for _, t := range termsIn(terms, source) {
		if !strings.Contains(strings.ToLower(target), strings.ToLower(t.Target)) {
			b.note(unit, name, fmt.Sprintf("the term %q is not translated as %q", t.Source, t.Target),
				"use the term of the glossary, or see that its inflected form is meant")
		}
	}
}

// twice reports whether a code appears twice, or codes end that never began.
func twice(pieces []xliff.Piece) bool {
	seen, open := map[string]bool{}, []string(nil)
	for _, p := range pieces {
		switch p.Kind {
		case xliff.Open, xliff.Alone:
			if seen[p.ID] {
				return true
			}
			seen[p.ID] = true
			if p.Kind == xliff.Open {
				open = append(open, p.ID)
			}
		case xliff.Close:
			if len(open) == 0 || open[len(open)-1] != p.ID {
				return true
			}
			open = open[:len(open)-1]
		}
	}
	return len(open) > 0
}

var (
	addresses = regexp.MustCompile(`[\w.+-]+@[\w-]+\.[\w.-]+|https?://[^\s)]+`)
	digits    = regexp.MustCompile(`\p{Nd}+(?:[.,٬\x{202f}\x{00a0}'’ ]?\p{Nd}{3})*`)
)

// numbers are the numbers of a text, sorted, in European digits and without the marks between thousands.
func numbers(s string) (out []string) {
	for _, n := range digits.FindAllString(s, -1) {
		out = append(out, strings.Map(func(r rune) rune {
			switch {
			case !unicode.IsDigit(r):
				return -1
			case r > '9':
				for zero := r; ; zero-- {
					if !unicode.IsDigit(zero-1) || r-zero == 9 {
						return '0' + r - zero
					}
				}
			}
			return r
		}, n))
	}
	slices.Sort(out)
	return out
}

func listed(ns []string) string {
	if len(ns) == 0 {
		return "none"
	}
	return strings.Join(ns, " ")
}

func short(s string) string {
	r := []rune(strings.TrimSpace(s))
	if len(r) <= 60 {
		return string(r)
	}
	return string(r[:59]) + "…"
}
