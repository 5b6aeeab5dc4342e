package desk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gazette/i18n"
	"gazette/internal/history"
	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/notify/ledger"
	"gazette/internal/recording"
	"gazette/internal/source"
)

// Work is what the commands do with a site, for the desk to do the same.
type Work struct {
	Place recording.Place
	// Load reads the site, as it would be with other texts in some files.
	Load     func(texts map[string]string) (*load.Sources, error)
	Lock     func(name string) (unlock func(), err error) // keeps other runs away
	Messages func(after *load.Sources) ([]recording.PlannedMessage, error)
	Receipts func() ([]ledger.Receipt, error)
	Held     func(*load.Sources) int                                    // how many messages wait for a person to decide
	Copy     func(dir string) error                                     // writes the site with its drafts into a folder
	Start    func(Beginning) error                                      // writes a new site
	Built    func() bool                                                // whether pages were built before
	Pages    func(after *load.Sources) (*recording.PlannedPages, error) // which pages differ from those
	// Receive reads a file that came back, and says what would be written.
	Receive func(context.Context, Delivery) (Brought, error)
	Formats func(context.Context) []string // in which a text can be given
	Export  func(ctx context.Context, slug notice.Slug, l i18n.Locale, format string) ([]byte, error)
	Changed func(paths ...string) // tells the preview that files have changed
}

// order is what a person asks to be done: texts to be saved first, then what is declared about the changes.
type order struct {
	edits  []edit
	intent planning.Intent
}

// edit is a text that an order changes.
type edit struct{ path, old, text string }

func (o order) texts() map[string]string {
	out := map[string]string{}
	for _, e := range o.edits {
		out[e.path] = e.text
	}
	return out
}

// prepared is an order that was planned: nothing is written yet.
type prepared struct {
	order
	before, after *load.Sources
	steps         []planning.Step
	problems      source.Problems // that keep it from being done
	messages      []recording.PlannedMessage
	digest        string // names all of it: a person agrees to this and nothing else
}

// prepare plans an order.
func (d *Desk) prepare(o order) (prepared, error) {
	p := prepared{order: o}
	s, err := d.options.Work.Load(o.texts())
	if err != nil {
		return p, err
	}
	if err := p.plan(s, d.options.Now()); err != nil || p.problems.Errors() {
		return p, err
	}
	p.messages, err = d.options.Work.Messages(p.after)
	return p, err
}

// plan makes the steps of an order, as `gazette record` does.
func (p *prepared) plan(s *load.Sources, now time.Time) error {
	p.before, p.after = s, s
	steps, ps, err := recording.Prepare(s, p.intent, now, false)
	if err != nil {
		return err
	}
	if !ps.Errors() {
		ps = append(ps, recording.Unnamed(s, steps)...)
	}
	if p.problems = ps; ps.Errors() {
		return nil
	}
	if recording.Unlogged(s, steps) {
		return &worded{key: "no-log"}
	}
	p.steps, p.after = steps, recording.After(s, steps)
	p.digest = digestOf(p.edits, steps)
	return nil
}

// digestOf names what is saved and recorded, whatever the time.
func digestOf(edits []edit, steps []planning.Step) string {
	h := sha256.New()
	enc := json.NewEncoder(h)
	for _, e := range edits {
		_ = enc.Encode([]string{e.path, e.old, e.text})
	}
	for _, s := range steps {
		c := s.Change
		c.Recorded = time.Time{}
		_ = enc.Encode(c)
		_ = enc.Encode(s.Copies)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// errMoved is the error of a plan that is not the one a person agreed to.
var errMoved = &worded{key: "plan-moved"}

// carryOut does what a person agreed to, given by its digest: it saves the texts, then records. If anything keeps it
// from recording, the texts are put back.
func (d *Desk) carryOut(o order, digest string) (p prepared, err error) {
	unlock, err := d.options.Work.Lock("record")
	if err != nil {
		return p, err
	}
	defer unlock()
	folder := history.Folder{Root: d.options.Work.Place.Folder}
	if _, err := history.Resume(folder); err != nil {
		return p, err
	}
	if p, err = d.prepare(o); err != nil || p.problems.Errors() {
		return p, err
	}
	if p.digest != digest {
		return p, errMoved
	}
	saved, err := d.save(o.edits)
	if err == nil {
		err = d.record(folder, &p)
	}
	if err != nil {
		return p, errors.Join(err, d.putBack(saved))
	}
	d.options.Work.Changed(".")
	return p, nil
}

// record records the steps of an order whose texts are saved: the site is read once more, as it is on the disk.
func (d *Desk) record(folder history.Folder, p *prepared) error {
	s, err := d.options.Work.Load(nil)
	if err != nil {
		return err
	}
	now := prepared{order: p.order}
	if err := now.plan(s, d.options.Now()); err != nil {
		return err
	}
	if now.problems.Errors() {
		return now.problems
	}
	if now.digest != p.digest {
		return errMoved
	}
	p.steps = now.steps
	return history.Apply(folder, s.Log, now.steps)
}

func (d *Desk) save(edits []edit) (saved []edit, err error) {
	for _, e := range edits {
		if _, err := d.texts.Save(e.path, manuscript.HashOf(e.old), e.old, e.text); err != nil {
			return saved, err
		}
		saved = append(saved, e)
	}
	return saved, nil
}

func (d *Desk) putBack(saved []edit) (err error) {
	for _, e := range saved {
		_, no := d.texts.Save(e.path, manuscript.HashOf(e.text), e.text, e.old)
		err = errors.Join(err, no)
	}
	return err
}

// last is the last recording, and why it stays, if it does.
func (d *Desk) last() (history.Recording, error) {
	last, err := d.options.Work.Place.Last()
	if err != nil || len(last.Changes) == 0 {
		return last, cmp.Or(err, error(&worded{key: "nothing-recorded"}))
	}
	s, err := d.options.Work.Load(nil)
	if err != nil {
		return last, err
	}
	receipts, err := d.options.Work.Receipts()
	if err != nil {
		return last, err
	}
	return last, d.options.Work.Place.Unseen(s, last, receipts)
}

// undo takes the last recording back, if it is the one that a person saw.
func (d *Desk) undo(digest string) error {
	for _, name := range []string{"record", "build", "notify"} {
		unlock, err := d.options.Work.Lock(name)
		if err != nil {
			return err
		}
		defer unlock()
	}
	folder := history.Folder{Root: d.options.Work.Place.Folder}
	if _, err := history.Resume(folder); err != nil {
		return err
	}
	last, err := d.last()
	if err != nil {
		return err
	}
	if recordingDigest(last) != digest {
		return errMoved
	}
	defer d.options.Work.Changed(".")
	return history.Undo(folder, last)
}

func recordingDigest(r history.Recording) string {
	return fmt.Sprint(r.Size, ".", r.Lines, ".", len(r.Changes))
}

// periodOf is how long before its date a change of a notice is to be recorded, in days.
func periodOf(s *load.Sources, slug notice.Slug) int {
	n := s.Site.Notice(slug)
	if n == nil {
		return 0
	}
	return int(s.Site.Config.PolicyFor(n).NoticePeriod)
}
