package planning

import (
	"maps"
	"slices"

	"gazette/internal/notice"
)

// Intent is what the author declares, because no program can tell it from the texts.
type Intent struct {
	Editorial  map[notice.Slug]string      // corrections under an unchanged date, with their reason
	Reschedule map[notice.Slug]bool        // the edition to come gets another date
	Further    map[notice.Slug]bool        // a further edition, after the one to come
	Reinstate  map[notice.Slug]bool        // the withdrawal to come does not take place
	Cancel     map[notice.Slug]notice.Date // the edition of the date, or the one to come, does not take effect
	Class      notice.Class                // of the changes recorded now
	Reason     string                      // why, where a rule asks for it
}

// Declaration is what an author declares of one notice by a flag.
type Declaration struct {
	Flag   string
	Notice notice.Slug
	kind   notice.Kind // of the change that carries it out
}

// Declarations are all that are made, in the order of flags and names.
func (in Intent) Declarations() []Declaration {
	return slices.Concat(
		declared("--editorial", notice.Corrected, in.Editorial),
		declared("--reschedule", notice.Rescheduled, in.Reschedule),
		declared("--further", notice.Amended, in.Further),
		declared("--cancel", notice.Cancelled, in.Cancel),
		declared("--reinstate", notice.Reinstated, in.Reinstate))
}

func declared[V any](flag string, kind notice.Kind, of map[notice.Slug]V) (out []Declaration) {
	for _, slug := range slices.Sorted(maps.Keys(of)) {
		out = append(out, Declaration{flag, slug, kind})
	}
	return out
}

// Idle are the declarations that none of the steps carries out, because there is nothing that they are about: a
// correction of a text that was not edited, say.
func (in Intent) Idle(steps []Step) []Declaration {
	return slices.DeleteFunc(in.Declarations(), func(d Declaration) bool {
		return slices.ContainsFunc(steps, func(s Step) bool {
			return s.Change.Notice == d.Notice && s.Change.Kind == d.kind
		})
	})
}
