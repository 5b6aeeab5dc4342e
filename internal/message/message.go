// Package message derives from the change log what people are to be told, and when.
//
// The rules:
//
//   - A change is told in stages: announced, as soon as it is recorded;
//     reminders, so many days before its date; effective, on its date.
//   - A change recorded on or after its date has the last stage alone.
//   - What is no longer true is not told: once the date has come, only that it
//     has; once a date was given up, nothing about that date.
//   - That a withdrawal does not take place is told once, when it is recorded;
//     a notice that is withdrawn after all is not said to go on applying.
//   - That an edition does not take effect is told once, when it is recorded,
//     and to those alone who were told that it would.
//   - So on any day there is at most one message of a change to send to an
//     address: a reminder whose day has passed is covered by what came later.
//   - A message that is later than the site allows is held: a person decides.
//
// Everything here is a function of the change log, the settings, the receipts
// and the day. Nothing is remembered and nothing is sent.
package message

import (
	"strconv"
	"strings"
	"time"

	"gazette/internal/notice"
)

// Stage is a point in the course of a change at which people are told.
type Stage string

// The stages; reminders are made by Reminder.
const (
	Announced Stage = "announced"
	Effective Stage = "effective"
)

// Reminder is the stage so many days before the date.
func Reminder(days int) Stage { return Stage("reminder-" + strconv.Itoa(days) + "d") }

// Days returns how many days before the date a reminder stands, and 0 for
// another stage.
func (s Stage) Days() int {
	rest, ok := strings.CutPrefix(string(s), "reminder-")
	if !ok {
		return 0
	}
	n, _ := strconv.Atoi(strings.TrimSuffix(rest, "d"))
	return n
}

// DefaultMaxAge is how many days late a message may be when nobody said otherwise.
const DefaultMaxAge = 14

// Rules are the settings that decide about messages.
type Rules struct {
	Reminders    []int // days before the date
	MaxAge       int   // days that a message may be late; DefaultMaxAge when 0
	Translations bool  // tell about translations that come later, too
	Zone         *time.Location
}

// Message is one change at one stage: what everybody is told, each in their
// language.
type Message struct {
	Change *notice.Change
	Stage  Stage
	Due    notice.Date // the day from which it is to be sent
}

// ID names the message: the same for the same change and stage, whoever works
// it out. It holds no full stop.
func (m Message) ID() string { return m.Change.ID + "-" + string(m.Stage) }

// For is the message's id at one address, by which a receiver recognises a repeat.
func (m Message) For(address string) string { return m.ID() + "-" + address }

// Event is the type of event that machines are told.
func (m Message) Event() string {
	switch {
	case m.Stage.Days() > 0:
		return "notice.change.reminder"
	case m.Stage == Announced:
		return "notice.change.announced"
	case m.Change.Kind == notice.Repealed:
		return "notice.change.withdrawn"
	}
	return "notice.change.effective"
}

// At is the moment of the event: that of recording for what is told at once,
// else the beginning of the day.
func (m Message) At(zone *time.Location) time.Time {
	if m.Stage == Announced || m.Stage == Effective && !m.Change.Recorded.Before(m.Change.To.In(zone)) {
		return m.Change.Recorded.UTC()
	}
	return m.Due.In(zone)
}

// Parse takes an id at an address apart: the change's id, the stage, and the address.
func Parse(id string) (change string, stage Stage, address string, ok bool) {
	change, rest, ok := notice.CutID(id)
	if !ok {
		return "", "", "", false
	}
	for _, s := range []Stage{Announced, Effective} {
		if address, ok = strings.CutPrefix(rest, string(s)+"-"); ok {
			return change, s, address, true
		}
	}
	if rest, ok = strings.CutPrefix(rest, "reminder-"); ok {
		days, address, _ := strings.Cut(rest, "-")
		return change, Stage("reminder-" + days), address, address != ""
	}
	return "", "", "", false
}

// notifies reports whether people are told about a change.
func (r Rules) notifies(c *notice.Change) bool {
	return c.Notifies() || r.Translations && c.Kind == notice.Translated && !c.Later
}

func (r Rules) maxAge() int {
	if r.MaxAge == 0 {
		return DefaultMaxAge
	}
	return r.MaxAge
}

// recorded is the day on which a change was recorded.
func (r Rules) recorded(c *notice.Change) notice.Date { return notice.DateOf(c.Recorded.In(r.Zone)) }
