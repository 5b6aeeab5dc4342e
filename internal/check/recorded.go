package check

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"gazette/internal/galley"
	"gazette/internal/history"
	"gazette/internal/history/planning"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// Recorded compares the archive with the change log: rules
// recorded-text-changed and unlogged-edition.
func Recorded(n Notice) (ps source.Problems) {
	for _, e := range n.Texts() {
		if e.Origin != notice.Archive || n.Record == nil {
			continue
		}
		known := n.Record.Hashes(e.Locale, e.Effective)
		unnamed := e.Revision > len(known)
		switch {
		case unnamed && n.Log.Misses(e.Path): // see Archive
		case unnamed && len(known) > 0 && !n.inWork(e):
			ps = append(ps, source.Pos{File: e.Path}.Problem(rule.RecordedTextChanged,
				"is a revision that no change names",
				"if an interrupted `gazette record` left it, remove it and record again; otherwise restore archive/ "+
					"from a backup or version control"))
		case unnamed:
			ps = append(ps, source.Pos{File: e.Path}.Problem(rule.UnloggedEdition,
				"was left by an interrupted record: no change refers to it yet",
				"run that `gazette record` again, with the same flags"))
		case n.Hash(e) == "": // see Unread
		case !n.recordedAs(e, known[e.Revision-1]):
			ps = append(ps, n.otherText(e, known))
		}
	}
	return ps
}

// recordedAs reports whether a recorded text is the one that a hash was taken of, by the reading of today or by
// reading 1: recordings of then stay valid, see docs/text-hash.md.
func (n Notice) recordedAs(e *notice.Edition, hash string) bool {
	return n.Hash(e) == hash || n.Record.Early(e.Locale, e.Effective, hash) && n.EarlyHash(e) == hash
}

// otherText is the problem of a file that does not hold what was recorded for it. Where two branches each recorded a
// text for one date, a merge may leave the text of another revision in it.
func (n Notice) otherText(e *notice.Edition, known []string) source.Problem {
	at := source.Pos{File: e.Path}
	if i := slices.IndexFunc(known, func(hash string) bool { return n.recordedAs(e, hash) }); i >= 0 {
		return at.Problem(rule.RecordedTextChanged,
			"holds the text that was recorded as "+planning.ArchivePath(e.Slug, e.Locale, e.Effective, i+1),
			"give each text the file that it was recorded as; if two branches recorded a text for this date, "+
				"`gazette help change-log` says how to merge them")
	}
	return at.Problem(rule.RecordedTextChanged,
		"differs from the text that was recorded",
		"restore the file from a backup or version control; recorded texts are never edited (a correction is "+
			"made in content/ and recorded with `gazette record --editorial`)")
}

// inWork reports whether content/ holds the same text: then an interrupted
// record left it, and the next one goes on with it.
func (n Notice) inWork(e *notice.Edition) bool {
	w := n.At(e.Locale, e.Effective)
	return w != nil && w.Origin == notice.Content && n.Hash(w) == n.Hash(e)
}

// Archive compares which texts the archive has with those that the change log
// names: rules recorded-text-missing and log-incomplete. It looks at paths
// alone; see Recorded for what the files hold.
func Archive(editions []*notice.Edition, log *history.Log,
	records map[notice.Slug]*planning.Record) (ps source.Problems) {
	there := make(map[string]bool, len(editions))
	for _, e := range editions {
		there[e.Path] = true
	}
	named := map[string]bool{}
	for _, slug := range slices.Sorted(maps.Keys(records)) {
		for _, p := range records[slug].Paths() {
			if named[p] = true; !there[p] {
				ps = append(ps, source.Pos{File: p}.Problem(rule.RecordedTextMissing,
					"is recorded, but the file is missing",
					"restore the file from a backup or version control, even if a merge of two branches lost it "+
						"(`gazette help change-log`); what is recorded is never removed"))
			}
		}
	}
	for _, e := range editions {
		if e.Origin == notice.Archive && !named[e.Path] && log.Misses(e.Path) {
			ps = append(ps, source.Pos{File: e.Path}.Problem(rule.LogIncomplete,
				"is in the archive, and "+history.LogFile+
					" does not name it: the log has lost lines, or the text was put there by hand",
				"restore the change log from a backup or version control; an earlier text that you put there yourself "+
					"is added with `gazette record --import archive`"))
		}
	}
	return ps
}

// Receipted reports changes that people were told of and that the log does not
// have: rule log-incomplete. A withdrawal has no text that would show that its
// line is lost. also are ids of changes that are about to be recorded.
func Receipted(log *history.Log, also ...string) (ps source.Problems) {
	known := map[string]bool{}
	for _, id := range also {
		known[id] = true
	}
	for i := range log.Changes {
		known[log.Changes[i].ID] = true
	}
	for _, t := range log.Receipted() {
		if !known[t.ID] {
			ps = append(ps, t.Pos.Problem(rule.LogIncomplete,
				"names the change "+t.ID+", which "+history.LogFile+" does not have: the log has lost lines",
				"restore the change log from a backup or version control, or record the same change again: it gets "+
					"the same id, and nobody is told twice"))
		}
	}
	return ps
}

// ahead reports changes that are noted as public from a day that is yet to come: rule future-publication. Notice
// periods, pages and reports count from that day.
func ahead(in Input) (ps source.Problems) {
	for _, a := range in.Log.Published().After(in.Site.Day, in.Site.Zone) {
		ps = append(ps, a.Pos.Problem(rule.FuturePublication,
			fmt.Sprintf("says that the change %s has been public since %s, which is in the future", a.Change,
				a.Since.Format(time.RFC3339)),
			"if the clock that noted it was wrong, add a line for the same change with the right time: "+
				"of two lines, the earlier counts"))
	}
	return ps
}

// Unrecorded reports working texts that are not recorded as they stand, and a
// withdrawal that is not: rule unrecorded-edition. A text that differs from the one recorded for its date
// is a silent edit and reported as that.
func Unrecorded(n Notice) (ps source.Problems) {
	for _, e := range n.Editions {
		if e.Origin == notice.Content && n.Record.Hash(e.Locale, e.Effective) == "" {
			ps = append(ps, e.Pos("effective").Problem(rule.UnrecordedEdition,
				fmt.Sprintf("the text of %s is not recorded", e.Effective),
				"record it with `gazette record` before it is published"))
		}
	}
	if e := n.Lead(); n.endUnrecorded(e) {
		ps = append(ps, e.Pos("withdrawn").Problem(rule.UnrecordedEdition,
			fmt.Sprintf("the withdrawal on %s is not recorded", e.Withdrawn),
			"record it with `gazette record` before it is published"))
	}
	return ps
}

// endUnrecorded reports whether a recorded text says of the notice's end what
// is not recorded, and may be.
func (n Notice) endUnrecorded(lead *notice.Edition) bool {
	end, _ := n.Record.End()
	return lead.Origin == notice.Content && !lead.Withdrawn.IsZero() && lead.Withdrawn != end &&
		n.Record.Hash(
			lead.Locale,
			lead.Effective,
		) != "" && len(planning.WithdrawalGone(n.Record, lead, n.Site.Day)) == 0
}

// unrecorded leaves a site alone that records nothing yet: nothingRecorded
// says that once. Where nothing but the record may be published, each text is
// an error.
func unrecorded(n Notice) source.Problems {
	if !n.Recording && !n.Strict {
		return nil
	}
	ps := Unrecorded(n)
	for i := range ps {
		if n.Strict {
			ps[i].Severity = rule.Error
		}
	}
	return ps
}

func nothingRecorded(in Input) source.Problems {
	if len(in.Log.Changes) > 0 || len(in.Site.Notices) == 0 {
		return nil
	}
	return source.Problems{source.Pos{File: history.LogFile}.Problem(rule.UnrecordedEdition,
		"nothing is recorded yet",
		"run `gazette record`: it starts the change log with the texts as they are")}
}

// WorkingTexts are the notice's texts in content/, as record's plan takes them.
func WorkingTexts(n Notice) (out []planning.Working) {
	for _, e := range n.Editions {
		if e.Origin != notice.Content || n.Hash(e) == "" {
			continue
		}
		out = append(out, planning.Working{Edition: e, Hash: n.workingHash(e), Recast: n.recast(e),
			Changed: func() string { return changedWords(recordedText(n, e), n.Galley(e)) }})
	}
	return out
}

// workingHash is the hash of a working text. Where it reads as the recorded
// text of its date does, it is the hash of the log, by whichever reading that
// was taken.
func (n Notice) workingHash(e *notice.Edition) string {
	hash, recorded := n.Hash(e), n.Record.Hash(e.Locale, e.Effective)
	if hash == recorded || !n.Record.Early(e.Locale, e.Effective, recorded) {
		return hash
	}
	if g := recordedText(n, e); g != nil && g.Hash() == hash && g.EarlyHash() == recorded {
		return recorded
	}
	return hash
}

// Unread are the problems of texts that could not be set: nothing can be said of them.
func Unread(n Notice) (ps source.Problems) {
	for _, e := range n.Texts() {
		if n.Hash(e) == "" {
			ps = append(ps, n.Galley(e).Problems...)
		}
	}
	return ps
}

// recordedText is the last recorded revision of an edition's date.
func recordedText(n Notice, e *notice.Edition) *galley.Galley {
	if r := n.recordedEdition(e); r != nil {
		return n.Galley(r)
	}
	return nil
}
