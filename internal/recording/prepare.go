package recording

import (
	"slices"
	"time"

	"gazette/internal/assemble"
	"gazette/internal/check"
	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// Prepare plans what is to be recorded now: the steps, and the time of their lines. Its problems say what keeps all of
// it from being recorded: an error of any file but a draft, or what Plan refuses. Its error is of the clock.
func Prepare(
	s *load.Sources,
	in planning.Intent,
	now time.Time,
	despite bool,
) ([]planning.Step, source.Problems, error) {
	if wrong := assemble.Stopping(s, s.Problems); s.Site == nil || wrong.Errors() {
		return nil, wrong, nil
	}
	now, err := s.Log.Clock(now, despite)
	if err != nil {
		return nil, nil, err
	}
	steps, ps := Plan(s, in, now)
	return steps, ps, nil
}

// Unnamed reports texts of the archive that the log should name and does not, and some steps do not either: an import
// may be about to name them.
func Unnamed(s *load.Sources, steps []planning.Step) (ps source.Problems) {
	planned := plannedTexts(steps)
	ps = check.Receipted(s.Log, planning.IDs(steps)...)
	for _, p := range check.Archive(s.Editions, s.Log, s.Log.Records()) {
		if !planned[p.File] {
			ps = append(ps, p)
		}
	}
	return ps.Sort()
}

func plannedTexts(steps []planning.Step) map[string]bool {
	planned := map[string]bool{}
	for _, step := range steps {
		for _, shot := range step.Copies {
			planned[shot.To] = true
		}
	}
	return planned
}

// Unlogged reports whether the archive holds texts although there is no change log, and the steps do not put them
// there. Those that they do are what a first record left that was interrupted.
func Unlogged(s *load.Sources, steps []planning.Step) bool {
	planned := plannedTexts(steps)
	return len(s.Log.Changes) == 0 && slices.ContainsFunc(s.Editions,
		func(e *notice.Edition) bool { return e.Origin == notice.Archive && !planned[e.Path] })
}
