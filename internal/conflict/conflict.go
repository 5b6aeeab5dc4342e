// Package conflict finds what a merge of version control left in a file for a person to decide.
package conflict

import (
	"bytes"

	"gazette/internal/rule"
	"gazette/internal/source"
)

// Marks of version control around a place where two sides differ, at the beginning of a line.
var (
	begin = []byte("<<<<<<< ")
	end   = []byte(">>>>>>> ")
)

// In reports the lines at which two sides begin to differ, and an end whose beginning was deleted. Texts may have
// been recorded with such lines before there was the rule: see source.Problem.Late.
func In(f source.File) (ps source.Problems) {
	if !bytes.Contains(f.Data, begin) && !bytes.Contains(f.Data, end) {
		return nil
	}
	open := false
	for i, line := range bytes.Split(f.Data, []byte("\n")) {
		begins, ends := bytes.HasPrefix(line, begin), bytes.HasPrefix(line, end)
		if begins || ends && !open {
			p := source.Pos{File: f.Path, Line: i + 1, Col: 1}.Problem(rule.MergeConflict,
				"a merge left two versions here, or a mark of it",
				"keep the words that are right, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>")
			p.Late = true
			ps = append(ps, p)
		}
		open = !ends && (open || begins)
	}
	return f.Located(ps)
}
