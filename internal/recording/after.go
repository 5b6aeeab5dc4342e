package recording

import (
	"slices"

	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/notice"
)

// After returns the sources as they will be once the steps are recorded, so
// that their output can be made before anything is written.
func After(s *load.Sources, steps []planning.Step) *load.Sources {
	after := *s
	log := *s.Log
	log.Changes = slices.Clone(s.Log.Changes)
	after.Editions = slices.Clone(s.Editions)
	for _, step := range steps {
		log.Changes = append(log.Changes, step.Change)
		for _, text := range step.Copies {
			after.Editions = append(after.Editions, recorded(s, text)...)
		}
	}
	slices.SortStableFunc(log.Changes, notice.CompareChanges)
	after.Log = &log
	after.Site, _ = load.Link(s.Layers, s.Static, s.Site.Config, after.Editions, log.ByNotice(), s.Site.Day)
	return &after
}

// recorded is the edition that recording a text adds to the archive. It is
// never read from its path: it is the same text as the working one, which is set first.
func recorded(s *load.Sources, text planning.Copy) []*notice.Edition {
	for _, e := range s.Editions {
		if e.Path != text.From {
			continue
		}
		pl, _ := load.PlaceOf(text.To)
		edition := *e
		edition.Origin, edition.Path, edition.Revision = notice.Archive, text.To, pl.Revision
		return []*notice.Edition{&edition}
	}
	return nil
}
