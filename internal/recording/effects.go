package recording

import (
	"maps"
	"slices"

	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/notice"
)

// EffectsOf says what the steps of a plan come to. after is the site with them: see After.
func EffectsOf(before, after *load.Sources, steps []planning.Step) Effects {
	return Effects{Day: before.Site.Day.String(), Changes: changesOf(steps), Editions: editionsOf(after, steps),
		Outdated: newlyOutdated(before, after), Drafts: Drafts(before), Unpublished: unpublished(before)}
}

// Effects is what a plan comes to; its JSON names are stable.
type Effects struct {
	Day      string            `json:"day"`
	Changes  []notice.Change   `json:"changes"`
	Editions []PlannedEdition  `json:"editions"`
	Outdated []PlannedOutdated `json:"outdated"`
	Drafts   []string          `json:"drafts,omitempty"` // files that are left out
	Pages    *PlannedPages     `json:"pages,omitempty"`

	Unpublished []PlannedPublication `json:"unpublished,omitempty"` // recorded earlier, and not public yet
}

// PlannedPublication is a recorded change that becomes public when the site is next online.
type PlannedPublication struct {
	Change string `json:"change"`
	Notice string `json:"notice"`
	Kind   string `json:"kind"`
	To     string `json:"to"`
}

// PlannedEdition is a text that gets its permanent address.
type PlannedEdition struct {
	Notice    string `json:"notice"`
	Locale    string `json:"locale"`
	Effective string `json:"effective"`
	URL       string `json:"url"`
	Redline   string `json:"redline,omitempty"`
}

// PlannedOutdated is a translation that falls behind its source text.
type PlannedOutdated struct {
	Notice string `json:"notice"`
	Locale string `json:"locale"`
	From   string `json:"from"` // the day on which it does
}

// PlannedPages is what changes in the output.
type PlannedPages struct {
	Added      []string `json:"added"`
	Changed    []string `json:"changed"`
	Removed    []string `json:"removed"`
	OtherFiles int      `json:"other_files"`
	Unchanged  int      `json:"unchanged"`
}

// PlannedMessage is what people will be told, on which day and by which ways.
type PlannedMessage struct {
	ID       string   `json:"id"`
	Notice   string   `json:"notice"`
	Kind     string   `json:"kind"`
	Stage    string   `json:"stage"`
	On       string   `json:"on"` // the day from which it is due
	Now      bool     `json:"now"`
	Channels []string `json:"channels"`
}

// Drafts lists the files of drafts, which are never recorded.
func Drafts(s *load.Sources) (out []string) {
	for _, e := range s.Editions {
		if e.Draft {
			out = append(out, e.Path)
		}
	}
	return out
}

// unpublished lists what is recorded and not public yet, where that is noted at all.
func unpublished(s *load.Sources) (out []PlannedPublication) {
	for _, c := range s.Log.Changes {
		if c.NotYetPublic {
			out = append(out, PlannedPublication{c.ID, string(c.Notice), string(c.Kind), c.To.String()})
		}
	}
	return out
}

func changesOf(steps []planning.Step) []notice.Change {
	out := make([]notice.Change, len(steps))
	for i, s := range steps {
		out[i] = s.Change
	}
	return out
}

// editionsOf lists the texts that the steps add.
func editionsOf(after *load.Sources, steps []planning.Step) []PlannedEdition {
	out := []PlannedEdition{}
	for _, s := range steps {
		n := after.Site.Notice(s.Change.Notice)
		if s.Change.Textless() || n == nil {
			continue
		}
		for _, l := range slices.Sorted(maps.Keys(s.Change.Locales)) {
			e := n.At(l, s.Change.To)
			if e == nil {
				continue
			}
			item := PlannedEdition{Notice: string(n.Slug), Locale: string(l), Effective: s.Change.To.String(),
				URL: after.Site.Abs(after.Site.EditionOf(e))}
			if n.Before(e) != nil {
				item.Redline = after.Site.Abs(after.Site.RedlinePath(n, after.Site.Locale(l), s.Change.To))
			}
			out = append(out, item)
		}
	}
	return out
}

// newlyOutdated lists translations that will fall behind through the plan, at
// once or when the new source text takes effect.
func newlyOutdated(before, after *load.Sources) []PlannedOutdated {
	recorded := before.Log.Records()
	out := []PlannedOutdated{}
	for _, n := range after.Site.Notices {
		source := n.In(n.Source)
		newest := source[len(source)-1]
		if recorded[n.Slug] == nil || recorded[n.Slug].Hash(n.Source, newest.Effective) != "" {
			continue // the source text is not new
		}
		for _, l := range n.Locales() {
			if es := n.In(l); l != n.Source && es[len(es)-1].Effective.Before(newest.Effective) {
				out = append(out, PlannedOutdated{string(n.Slug), string(l), newest.Effective.String()})
			}
		}
	}
	return out
}
