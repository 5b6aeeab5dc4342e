// Package source holds files, the positions in them, and the problems found there.
//
// It is the bottom of the house: every other package may speak of a place in
// a file, and none of what stands here knows what a notice is.
package source

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gazette/internal/rule"
)

// Pos is a place in a file of the site. Line and Col count from 1; Col counts
// characters (Unicode code points), not bytes. Line 0 means the whole file.
type Pos struct {
	File string `json:"file"` // slash-separated, relative to the site's folder
	Line int    `json:"line,omitempty"`
	Col  int    `json:"column,omitempty"`
}

// String returns file:line:col, leaving out what is not known.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Problem is one finding at one place: what is wrong, and the way out.
// Message and Hint have no capitalised initial and no full stop.
type Problem struct {
	Pos
	Severity rule.Severity
	Rule     rule.Rule
	Message  string
	Hint     string // empty when the message already says what to do
	Excerpt  string // the offending line, without its line end; of a very long one, what stands around the place
	Before   int    // how many characters of the line stand before the excerpt
	More     int    // how many more of its kind are in the file, and are not told; the message says so
	Late     bool   // of a rule that is younger than some records: what is recorded stays, and this is a warning there
}

// Problem returns what was found at a place, with the rule's own severity. Every problem is made here. An empty hint
// means that the message says what to do.
func (p Pos) Problem(r rule.Rule, message, hint string) Problem {
	return Problem{Pos: p, Severity: r.Severity(), Rule: r, Message: message, Hint: hint}
}

// Problemf is Problem with a message that is formatted.
func (p Pos) Problemf(r rule.Rule, hint, format string, args ...any) Problem {
	return p.Problem(r, fmt.Sprintf(format, args...), hint)
}

// Error returns the problem as one line, so that a Problem is an error.
func (p Problem) Error() string {
	if p.File == "" {
		return p.Message
	}
	return p.Pos.String() + ": " + p.Message
}

// Problems is a list of findings.
type Problems []Problem

// Error returns every problem on a line of its own.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Sort orders problems by file, line, column, rule and message, and drops
// repeats, so that a report does not depend on the order of discovery.
func (ps Problems) Sort() Problems {
	slices.SortFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col),
			cmp.Compare(a.Rule.ID(), b.Rule.ID()), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(ps)
}

// most is how many problems of one rule are told of one file. Whoever meets as many has one mistake, not thousands; and
// a megabyte of them would cost more memory than the text.
const most = 250

// Few keeps the first problems of each rule and severity in a file. The last of them says how many more there are.
func (ps Problems) Few() Problems {
	if len(ps) <= most {
		return ps
	}
	type kind struct {
		file     string
		rule     rule.Rule
		severity rule.Severity
	}
	told, more, last := map[kind]int{}, map[kind]int{}, map[kind]int{}
	out := ps[:0:0]
	for _, p := range ps {
		k := kind{p.File, p.Rule, p.Severity}
		more[k] += p.More // of a list that was cut before
		if told[k] == most {
			more[k]++
			continue
		}
		told[k]++
		last[k] = len(out)
		out = append(out, p.andMore(0))
	}
	for k, n := range more {
		out[last[k]] = out[last[k]].andMore(n)
	}
	return out
}

// andMore is a problem that says how many more of its kind there are.
func (p Problem) andMore(n int) Problem {
	const format = "; %d more of this kind are in this file"
	p.Message = strings.TrimSuffix(p.Message, fmt.Sprintf(format, p.More))
	if p.More = n; n > 0 {
		p.Message += fmt.Sprintf(format, n)
	}
	return p
}

// Count returns how many problems are at least as severe as s.
func (ps Problems) Count(s rule.Severity) int {
	n := 0
	for _, p := range ps {
		if p.Severity >= s {
			n++
		}
	}
	return n
}

// Total returns how many problems there are of exactly a severity, with those that Few left out.
func (ps Problems) Total(s rule.Severity) int {
	n := 0
	for _, p := range ps {
		if p.Severity == s {
			n += 1 + p.More
		}
	}
	return n
}

// Errors reports whether any problem stops a build.
func (ps Problems) Errors() bool { return ps.Count(rule.Error) > 0 }

// Eased returns problems as they are told of a recorded text: those of rules
// that are younger than some records are warnings.
func (ps Problems) Eased() Problems {
	out := slices.Clone(ps)
	for i, p := range out {
		if p.Late {
			out[i].Severity = min(p.Severity, rule.Warning)
		}
	}
	return out
}

// Late reports whether any problem is one that Eased makes a warning.
func (ps Problems) Late() bool {
	return slices.ContainsFunc(ps, func(p Problem) bool { return p.Late })
}

// Err returns the problems as an error when any of them stops a build, else nil.
func (ps Problems) Err() error {
	if ps.Errors() {
		return ps
	}
	return nil
}
