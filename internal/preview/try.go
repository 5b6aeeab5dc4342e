package preview

import (
	"slices"

	"gazette/internal/galley"
	"gazette/internal/load"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// Trial is a snapshot with another text in the place of one file, as its author types it. A draft is published in it.
type Trial struct {
	*Snapshot
	Text   *notice.Edition
	Notice *notice.Notice // that the text belongs to
	from   *Snapshot
}

// Try puts a text in the place of a working text, or beside the others if there was none. Its problems are those that
// keep the text from being shown; without the errors among them there is a trial.
func (shot *Snapshot) Try(path string, text []byte) (*Trial, source.Problems) {
	place, ok := load.PlaceOf(path)
	if !ok || shot.Site == nil {
		return nil, source.Problems{source.Changed(path)}
	}
	file, ps := source.Text(path, text)
	if ps.Errors() {
		return nil, ps
	}
	e, ps := load.ParseEdition(place, file)
	ps = append(ps, load.Archived(place, e)...)
	if ps.Errors() {
		return nil, file.Located(ps)
	}
	e.Draft = false
	base := shot.published(path, e)
	after := *base.Sources
	at, there := load.Find(base.Editions, path)
	if after.Editions = slices.Clone(base.Editions); there {
		after.Editions[at] = e
	} else {
		after.Editions = slices.Insert(after.Editions, at, e)
	}
	changes := shot.Log.ByNotice()
	linked, ok := base.Site.Relink(e.Slug, textsOf(after.Editions, e.Slug), changes[e.Slug])
	if !ok {
		linked, _ = load.Link(shot.Layers, shot.Static, shot.Site.Config, after.Editions, changes, shot.Site.Day)
	}
	after.Site, after.Layers.Site = linked,
		manuscript.Over{FS: shot.Layers.Site, Texts: map[string]string{path: string(file.Data)}}
	n := linked.Notice(e.Slug)
	if n == nil || n.At(e.Locale, e.Effective) != e {
		return nil, file.Located(append(ps, notShown(e)))
	}
	return &Trial{newSnapshot(nil, &after, shot.Version), e, n, shot}, file.Located(ps)
}

// published is the snapshot in which the text of a file is published, in any form: then other forms of it are linked
// quickly. Beside a draft, those in other languages are published too: it is read beside them. The last is kept.
func (shot *Snapshot) published(path string, e *notice.Edition) *Snapshot {
	at, there := load.Find(shot.Editions, path)
	if there && !shot.Editions[at].Draft {
		return shot
	}
	shot.mu.Lock()
	defer shot.mu.Unlock()
	if shot.tried.path == path {
		return shot.tried.shot
	}
	all := *shot.Sources
	if all.Editions = beside(shot.Editions, e); there {
		all.Editions[at] = e
	} else {
		all.Editions = slices.Insert(all.Editions, at, e)
	}
	all.Site, _ = load.Link(shot.Layers, shot.Static, shot.Site.Config, all.Editions, shot.Log.ByNotice(),
		shot.Site.Day)
	shot.tried.path, shot.tried.shot = path, newSnapshot(nil, &all, shot.Version)
	return shot.tried.shot
}

// beside are all texts, without those of a notice in other languages than that of one text being drafts.
func beside(all []*notice.Edition, e *notice.Edition) []*notice.Edition {
	out := slices.Clone(all)
	for i, o := range out {
		if o.Draft && o.Slug == e.Slug && o.Locale != e.Locale && o.Title != "" {
			ready := *o
			ready.Draft = false
			out[i] = &ready
		}
	}
	return out
}

// Texts sets some texts of the trial's notice, and no others.
func (t *Trial) Texts(texts ...*notice.Edition) map[*notice.Edition]*galley.Galley {
	return t.formatter().Texts(t.Notice, texts...)
}

// Problems are what check finds in the trial's text.
func (t *Trial) Problems() source.Problems {
	found := t.gate().Notice(t.Notice, t.formatter().Setting(t.Notice)).Problems
	return slices.DeleteFunc(t.Located(found), func(p source.Problem) bool { return p.File != t.Text.Path })
}

// notShown is the problem of a text that has no place in its notice.
func notShown(e *notice.Edition) source.Problem {
	return e.Pos("effective").Problem(rule.CancelledEdition,
		"a text of "+e.Effective.String()+" has no page: that date was given up, or another file has it",
		"give the text another date")
}
