package source

import (
	"bytes"

	"gazette/internal/rule"
)

// Marks of version control around a place where two sides differ, at the beginning of a line.
var (
	conflictBegin = []byte("<<<<<<< ")
	conflictEnd   = []byte(">>>>>>> ")
)

// Conflicts reports the lines by which a merge left a place for a person to decide; one of them may be left where
// the others were deleted. Texts may have been recorded with such lines before the rule was there: see Problem.Late.
func (f File) Conflicts() (ps Problems) {
	if !bytes.Contains(f.Data, conflictBegin) && !bytes.Contains(f.Data, conflictEnd) {
		return nil
	}
	begun := false
	for i, line := range bytes.Split(f.Data, []byte("\n")) {
		ends := bytes.HasPrefix(line, conflictEnd)
		if begins := bytes.HasPrefix(line, conflictBegin); begins || ends && !begun {
			p := Pos{File: f.Path, Line: i + 1, Col: 1}.Problem(rule.MergeConflict,
				"a merge left two versions here, or a mark of it",
				"keep the words that are right, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>")
			p.Late = true
			ps = append(ps, p)
		}
		begun = !ends && (begun || bytes.HasPrefix(line, conflictBegin))
	}
	return f.Located(ps)
}
