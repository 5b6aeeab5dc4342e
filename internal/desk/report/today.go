package report

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strings"

	"gazette/i18n"
	"gazette/internal/approval"
	"gazette/internal/desk/action"
	"gazette/internal/desk/form"
	"gazette/internal/desk/wording"
	"gazette/internal/history/planning"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/rule"
	"gazette/internal/serve"
	"gazette/internal/source"
)

// todayView is what the desk opens on: what there is to do, each thing with its one next step.
type todayView struct {
	wording.Localizer
	Done   *doneView
	Groups []group
	May    bool   // whether anything may be written
	Off    string // why not
	Undo   bool   // whether something is recorded
	Git    bool
	Rare   []string // actions that no task leads to
}

// Of is one change that was recorded.
func (v todayView) Of(c Change) Worded { return Worded{v.Localizer, c} }

// group is the tasks of one kind.
type group struct {
	Title string
	Tasks []Task
	More  int // that are not shown
}

// Task is one thing to do.
type Task struct {
	Title, Lang, Dir string
	Text, In         string       // what about it, and its language if that is not the page's
	Step, URL        string       // the next step, in words, and where it is taken
	Post             []form.Field // what is sent, where the step writes a text
	Comments         string       // how many comments wait for an answer
	path             string
	date             notice.Date
}

// tasksShown is how many tasks of a kind are shown.
const tasksShown = 20

// Today gathers the inbox. It sets no text: at 13,000 texts, what the preview knows already has to do.
func (rs *Reports) Today(r *http.Request, shot *preview.Snapshot) (string, any) {
	say := wording.For(r)
	v := todayView{Localizer: say, May: rs.Guard.Off == "", Off: string(rs.Guard.Off),
		Undo: len(shot.Log.Changes) > 0, Git: rs.Place.InRepository(),
		Rare: []string{"translate", "change", "correct", "reschedule", "further", "withdraw", "reinstate",
			"cancel", "open"}}
	v.Done = rs.doneOf(say, shot, r.URL.Query())
	in := inbox{say, shot, shot.Log.Records()}
	for _, g := range []group{
		{Title: say.T("today-mistakes"), Tasks: in.mistakes()},
		{Title: say.T("today-held"), Tasks: in.held(rs)},
		{Title: say.T("today-unrecorded"), Tasks: in.unrecorded()},
		{Title: say.T("today-drafts"), Tasks: in.drafts()},
		{Title: say.T("today-behind"), Tasks: in.behind()},
		{Title: say.T("today-reviews"), Tasks: in.reviews()},
		{Title: say.T("today-ahead"), Tasks: in.ahead()},
	} {
		if !v.May {
			g.Tasks = seen(g.Tasks)
		}
		slices.SortStableFunc(g.Tasks, func(a, b Task) int { return a.date.Compare(b.date) })
		if g.More = max(0, len(g.Tasks)-tasksShown); g.More > 0 {
			g.Tasks = g.Tasks[:tasksShown]
		}
		for i := range g.Tasks {
			g.Tasks[i].Comments = in.comments(g.Tasks[i].path)
		}
		if len(g.Tasks) > 0 {
			v.Groups = append(v.Groups, g)
		}
	}
	return "today", v
}

// seen takes away the steps that write, where nothing may be written.
func seen(tasks []Task) []Task {
	for i, t := range tasks {
		if len(t.Post) > 0 || strings.HasPrefix(t.URL, serve.Home+"do/") {
			tasks[i].Step = ""
		}
	}
	return tasks
}

// inbox looks at a site for what there is to do.
type inbox struct {
	wording.Localizer
	shot    *preview.Snapshot
	records map[notice.Slug]*planning.Record
}

func (in inbox) task(e *notice.Edition, text, step, url string) Task {
	return Task{Title: e.Title, Lang: string(e.Locale), Dir: e.Locale.Dir(), Text: text, Step: step, URL: url,
		date: e.Effective, path: e.Path}
}

// comments says how many comments on a working text wait for an answer, if any do.
func (in inbox) comments(path string) string {
	e := in.shot.Text(path)
	if e == nil || e.Origin != notice.Content {
		return ""
	}
	if n := talkOf(in.shot, e); n > 0 {
		return in.N("comments-open", n)
	}
	return ""
}

// talkOf is how many comments on a text wait for an answer.
func talkOf(shot *preview.Snapshot, e *notice.Edition) int {
	review, _ := approval.Read(shot.Layers.Site, approval.Path(e.Slug, e.Locale))
	return len(review.Open())
}

// working are the texts of content/ that are no drafts.
func (in inbox) working(each func(n *notice.Notice, e *notice.Edition)) {
	for _, n := range in.shot.Site.Notices {
		for _, e := range n.Editions {
			if e.Origin == notice.Content {
				each(n, e)
			}
		}
	}
}

// mistakes are the errors, by file. A text that changed under its date has a step of its own: it is corrected.
func (in inbox) mistakes() (out []Task) {
	errs := map[string]source.Problems{}
	for _, p := range in.shot.Problems {
		if p.Severity == rule.Error {
			errs[p.File] = append(errs[p.File], p)
		}
	}
	for _, file := range slices.Sorted(maps.Keys(errs)) {
		first := errs[file][0]
		t := Task{Title: cmp.Or(file, "gazette.yaml"), Dir: "ltr", Text: first.Message, In: "en",
			Step: in.T("step-findings"), URL: serve.Home + "findings/?severity=error"}
		if e := in.shot.Text(file); e != nil && e.Origin == notice.Content {
			t = in.task(e, first.Message, in.T("step-mend"), action.WriteURL(file))
			t.In = "en"
			if first.Rule == rule.SilentEdit {
				t.Text, t.In, t.Step, t.URL = in.T("today-changed"), "", in.T("do-correct"),
					action.URL("correct", "notice", string(e.Slug))
			}
		}
		out = append(out, t)
	}
	return out
}

func (in inbox) held(rs *Reports) []Task {
	if n := rs.Held(in.shot.Sources); n > 0 {
		return []Task{{Title: in.N("held", n), Text: in.T("held-text"), Step: in.T("step-calendar"),
			URL: serve.Home + "calendar/"}}
	}
	return nil
}

// unrecorded are texts that no line of the log names.
func (in inbox) unrecorded() (out []Task) {
	in.working(func(n *notice.Notice, e *notice.Edition) {
		if in.records[n.Slug].Hash(e.Locale, e.Effective) != "" || n.Cancelled(e.Effective) {
			return
		}
		text := in.T("applies-from", "Date", in.Day(e.Effective))
		if period := int(in.shot.Site.Config.PolicyFor(n).NoticePeriod); period > 0 && e.Locale == n.Source &&
			len(in.records[n.Slug].Dates()) > 0 {
			text = in.T("record-by", "Date", in.Day(e.Effective), "By", in.Day(e.Effective.AddDays(-period)))
		}
		out = append(out, in.task(e, text, in.T("do-record"), action.URL("record")))
	})
	return out
}

func (in inbox) drafts() (out []Task) {
	for _, e := range in.shot.Editions {
		if e.Draft {
			out = append(out, in.task(e, e.Path, in.T("step-write"), action.WriteURL(e.Path)))
		}
	}
	return out
}

// behind are translations whose source text is newer, or will be.
func (in inbox) behind() (out []Task) {
	for _, n := range in.shot.Site.Notices {
		all := n.In(n.Source)
		if len(all) == 0 {
			continue
		}
		newest := all[len(all)-1]
		for _, l := range n.Locales() {
			es := n.In(l)
			own := es[len(es)-1]
			if l == n.Source || !own.Effective.Before(newest.Effective) || n.Cancelled(newest.Effective) ||
				in.begun(n.Slug, l, newest.Effective) {
				continue
			}
			t := in.task(own, in.T("behind-text", "Language", l.NameIn(in.Locale), "Date", in.Day(newest.Effective)),
				in.T("step-catch-up"), serve.Home+"do/")
			t.date, t.Post = newest.Effective, following(n.Slug, l)
			out = append(out, t)
		}
	}
	return out
}

// following is what is sent to bring a translation up to its source text.
func following(slug notice.Slug, l i18n.Locale) []form.Field {
	return []form.Field{{Name: "what", Value: "follow"}, {Name: "notice", Value: string(slug)},
		{Name: "locale", Value: string(l)}}
}

// begun reports whether a translation of a date is being written: it is among the drafts.
func (in inbox) begun(slug notice.Slug, l i18n.Locale, d notice.Date) bool {
	return slices.ContainsFunc(in.shot.Editions, func(e *notice.Edition) bool {
		return e.Draft && e.Slug == slug && e.Locale == l && !e.Effective.Before(d)
	})
}

// reviews are texts that somebody is to look at again within a month.
func (in inbox) reviews() (out []Task) {
	in.working(func(_ *notice.Notice, e *notice.Edition) {
		if !e.ReviewBy.IsZero() && !e.ReviewBy.After(in.shot.Site.Day.AddDays(30)) {
			t := in.task(e, in.T("review-by", "Date", in.Day(e.ReviewBy)), in.T("step-read"), action.WriteURL(e.Path))
			t.date = e.ReviewBy
			out = append(out, t)
		}
	})
	return out
}

// ahead are the recorded changes that are yet to come, one for a notice and a date.
func (in inbox) ahead() (out []Task) {
	for _, n := range in.shot.Site.Notices {
		seen := map[notice.Date]bool{}
		for _, e := range n.In(n.Source) {
			if e.Effective.After(in.shot.Site.Day) && !seen[e.Effective] &&
				in.records[n.Slug].Hash(e.Locale, e.Effective) != "" && !n.Cancelled(e.Effective) {
				seen[e.Effective] = true
				out = append(out, in.task(e, in.T("applies-from", "Date", in.Day(e.Effective)), in.T("do-reschedule"),
					action.URL("reschedule", "notice", string(n.Slug))))
			}
		}
		if n.Withdrawn.After(in.shot.Site.Day) {
			t := in.task(n.Lead(), in.T("ends-on", "Date", in.Day(n.Withdrawn)), in.T("do-reinstate"),
				action.URL("reinstate", "notice", string(n.Slug)))
			t.date = n.Withdrawn
			out = append(out, t)
		}
	}
	return out
}
