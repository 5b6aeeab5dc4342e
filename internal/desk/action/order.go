package action

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gazette/internal/desk/wording"
	"gazette/internal/history"
	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/manuscript"
	"gazette/internal/notify/ledger"
	"gazette/internal/recording"
	"gazette/internal/source"
)

// Commands are what the commands do with a site, for actions to do the same.
type Commands struct {
	Place recording.Place
	// Load reads the site, as it would be with other texts in some files.
	Load     func(texts map[string]string) (*load.Sources, error)
	Lock     func(name string) (unlock func(), err error) // keeps other runs away
	Messages func(after *load.Sources) ([]recording.PlannedMessage, error)
	Receipts func() ([]ledger.Receipt, error)
	Changed  func(paths ...string) // tells the preview that files have changed
}

// Runner prepares actions, and carries out those that a person agreed to.
type Runner struct {
	Commands
	Now   func() time.Time // what is recorded is recorded at
	Texts *manuscript.Folder
}

// Order is what a person asks to be done: texts to be saved first, then what is declared about the changes.
type Order struct {
	Edits  []Edit
	intent planning.Intent
}

// Edit is a text that an order changes.
type Edit struct{ Path, old, text string }

func (o Order) texts() map[string]string {
	out := map[string]string{}
	for _, e := range o.Edits {
		out[e.Path] = e.text
	}
	return out
}

// Prepared is an order that was planned: nothing is written yet.
type Prepared struct {
	Order
	Before, After *load.Sources
	Steps         []planning.Step
	Problems      source.Problems // that keep it from being done
	Messages      []recording.PlannedMessage
	Digest        string // names all of it: a person agrees to this and nothing else
}

// Prepare plans an order.
func (r *Runner) Prepare(o Order) (Prepared, error) {
	p := Prepared{Order: o}
	s, err := r.Load(o.texts())
	if err != nil {
		return p, err
	}
	if err := p.plan(s, r.Now()); err != nil || p.Problems.Errors() {
		return p, err
	}
	p.Messages, err = r.Messages(p.After)
	return p, err
}

// plan makes the steps of an order, as `gazette record` does.
func (p *Prepared) plan(s *load.Sources, now time.Time) error {
	p.Before, p.After = s, s
	steps, ps, err := recording.Prepare(s, p.intent, now, false)
	if err != nil {
		return err
	}
	if !ps.Errors() {
		ps = append(ps, recording.Unnamed(s, steps)...)
	}
	if p.Problems = ps; ps.Errors() {
		return nil
	}
	if recording.Unlogged(s, steps) {
		return &wording.Error{Key: "no-log"}
	}
	p.Steps, p.After = steps, recording.After(s, steps)
	p.Digest = digestOf(p.Edits, steps)
	return nil
}

// digestOf names what is saved and recorded, whatever the time.
func digestOf(edits []Edit, steps []planning.Step) string {
	h := sha256.New()
	enc := json.NewEncoder(h)
	for _, e := range edits {
		_ = enc.Encode([]string{e.Path, e.old, e.text})
	}
	for _, s := range steps {
		c := s.Change
		c.Recorded = time.Time{}
		_ = enc.Encode(c)
		_ = enc.Encode(s.Copies)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// ErrMoved is the error of a plan that is not the one a person agreed to.
var ErrMoved = &wording.Error{Key: "plan-moved"}

// CarryOut does what a person agreed to, given by its digest: it saves the texts, then records. If anything keeps it
// from recording, the texts are put back.
func (r *Runner) CarryOut(o Order, digest string) (p Prepared, err error) {
	unlock, err := r.Lock("record")
	if err != nil {
		return p, err
	}
	defer unlock()
	folder := history.Folder{Root: r.Place.Folder}
	if _, err := history.Resume(folder); err != nil {
		return p, err
	}
	if p, err = r.Prepare(o); err != nil || p.Problems.Errors() {
		return p, err
	}
	if p.Digest != digest {
		return p, ErrMoved
	}
	saved, err := r.save(o.Edits)
	if err == nil {
		err = r.record(folder, &p)
	}
	if err != nil {
		return p, errors.Join(err, r.putBack(saved))
	}
	r.Changed(".")
	return p, nil
}

// record records the steps of an order whose texts are saved: the site is read once more, as it is on the disk.
func (r *Runner) record(folder history.Folder, p *Prepared) error {
	s, err := r.Load(nil)
	if err != nil {
		return err
	}
	now := Prepared{Order: p.Order}
	if err := now.plan(s, r.Now()); err != nil {
		return err
	}
	if now.Problems.Errors() {
		return now.Problems
	}
	if now.Digest != p.Digest {
		return ErrMoved
	}
	p.Steps = now.Steps
	return history.Apply(folder, s.Log, now.Steps)
}

func (r *Runner) save(edits []Edit) (saved []Edit, err error) {
	for _, e := range edits {
		if _, err := r.Texts.Save(e.Path, manuscript.HashOf(e.old), e.old, e.text); err != nil {
			return saved, err
		}
		saved = append(saved, e)
	}
	return saved, nil
}

func (r *Runner) putBack(saved []Edit) (err error) {
	for _, e := range saved {
		_, no := r.Texts.Save(e.Path, manuscript.HashOf(e.text), e.text, e.old)
		err = errors.Join(err, no)
	}
	return err
}

// Last is the last recording, and why it stays, if it does.
func (r *Runner) Last() (history.Recording, error) {
	last, err := r.Place.Last()
	if err != nil || len(last.Changes) == 0 {
		return last, cmp.Or(err, error(&wording.Error{Key: "nothing-recorded"}))
	}
	s, err := r.Load(nil)
	if err != nil {
		return last, err
	}
	receipts, err := r.Receipts()
	if err != nil {
		return last, err
	}
	return last, r.Place.Unseen(s, last, receipts)
}

// Undo takes the last recording back, if it is the one that a person saw.
func (r *Runner) Undo(digest string) error {
	for _, name := range []string{"record", "build", "notify"} {
		unlock, err := r.Lock(name)
		if err != nil {
			return err
		}
		defer unlock()
	}
	folder := history.Folder{Root: r.Place.Folder}
	if _, err := history.Resume(folder); err != nil {
		return err
	}
	last, err := r.Last()
	if err != nil {
		return err
	}
	if DigestOf(last) != digest {
		return ErrMoved
	}
	defer r.Changed(".")
	return history.Undo(folder, last)
}

// DigestOf names a recording: a person agrees to take this one back and no other.
func DigestOf(of history.Recording) string {
	return fmt.Sprint(of.Size, ".", of.Lines, ".", len(of.Changes))
}
