package report

import (
	"net/url"
	"strconv"

	"gazette/internal/desk/action"
	"gazette/internal/desk/wording"
	"gazette/internal/preview"
)

// doneView says what was done, and what is next.
type doneView struct {
	What     string
	Changes  []Change // that were recorded
	Recorded bool     // then the pages are built, or in a repository the change is committed
}

// doneOf words what the address says was done.
func (rs *Reports) doneOf(say wording.Localizer, shot *preview.Snapshot, q url.Values) *doneView {
	name := q.Get("done")
	n, _ := strconv.Atoi(q.Get("count"))
	switch {
	case name == "build":
		return &doneView{What: say.N("built", n)}
	case name == "undo" || name == "commit":
		return &doneView{What: say.T("done", "What", say.T("do-"+name))}
	case !action.All[name].Records():
		return nil
	}
	v := &doneView{What: say.T("done", "What", say.T("do-"+name)), Recorded: n > 0}
	if last, err := rs.Place.Last(); err == nil && len(last.Changes) == n {
		for _, c := range last.Changes {
			v.Changes = append(v.Changes, ChangeOf(say, shot.Site, c))
		}
	}
	return v
}
