package message

import (
	"slices"

	"gazette/internal/notice"
)

// Receipt is what is known of a message at an address.
type Receipt struct {
	Settled  bool        // sent, dropped or taken as sent: nothing is left to do
	Released bool        // a person let it go although it is late
	Day      notice.Date // the day it was sent for; none when it was dropped
}

// Receipts is everything that is known, by change: most are long told, and
// one look must be enough to see it.
type Receipts map[string][]known

type known struct {
	stage   Stage
	address string
	receipt Receipt
}

// Add notes what is known of a message by its id at an address. What settles
// it once settles it for good.
func (rs Receipts) Add(id string, r Receipt) {
	change, stage, address, ok := Parse(id)
	if !ok {
		return
	}
	for i := range rs[change] {
		if k := &rs[change][i]; k.stage == stage && k.address == address {
			if !k.receipt.Settled {
				r.Released = r.Released || k.receipt.Released
				k.receipt = r
			}
			return
		}
	}
	rs[change] = append(rs[change], known{stage, address, r})
}

// of returns what is known of a message at an address.
func (rs Receipts) of(m Message, address string) Receipt {
	for _, k := range rs[m.Change.ID] {
		if k.address == address && k.stage == m.Stage {
			return k.receipt
		}
	}
	return Receipt{}
}

// Item is a message for one address that is due.
type Item struct {
	Message
	ID      string // at the address
	Address int    // its place in the list of addresses
	Late    int    // days since it was due
	Held    bool   // too late to be sent unless a person releases it
}

// Due returns what is to be told on a day, in the order in which it came due.
// changes are in order of recording. addresses are the names of all addresses,
// as they stand in ids.
func Due(changes []notice.Change, rules Rules, addresses []string, receipts Receipts, day notice.Date) []Item {
	p := planner{rules: rules, addresses: addresses, receipts: receipts, day: day, reminders: rules.ordered()}
	gone := overtaken(changes, rules)
	for i := range changes {
		if c := &changes[i]; rules.notifies(c) && !gone[i] {
			p.change(c, func() []*notice.Change { return announcements(changes, i) })
		}
	}
	slices.SortStableFunc(p.items, func(a, b Item) int { return a.Due.Compare(b.Due) })
	return p.items
}

// ordered returns the reminders, the earliest first, each once.
func (r Rules) ordered() []int {
	out := slices.Clone(r.Reminders)
	slices.SortFunc(out, func(a, b int) int { return b - a })
	return slices.DeleteFunc(slices.Compact(out), func(days int) bool { return days <= 0 })
}

type planner struct {
	rules     Rules
	reminders []int
	addresses []string
	receipts  Receipts
	day       notice.Date
	items     []Item
}

// change plans the messages of one change. What stands in the log on a day is
// known on that day, even when the day is one before it was recorded: so that
// --date may lie in the past.
func (p *planner) change(c *notice.Change, announced func() []*notice.Change) {
	known := p.rules.recorded(c)
	if known.After(p.day) {
		known = p.day
	}
	switch {
	case c.Kind == notice.Cancelled:
		p.cancelled(Message{c, Announced, known}, announced())
	case c.Kind == notice.Reinstated: // nothing comes of it on its date
		p.each(Message{c, Announced, known})
	case !known.Before(c.To):
		p.each(Message{c, Effective, known})
	case !p.day.Before(c.To):
		p.each(Message{c, Effective, c.To})
	default:
		p.ahead(Message{c, Announced, known})
	}
}

// each plans a message for every address that has not had it.
func (p *planner) each(m Message) {
	for i := range p.addresses {
		p.add(m, i)
	}
}

// add plans a message for one address and returns what is known of it.
func (p *planner) add(m Message, address int) (r Receipt, held bool) {
	r = p.receipts.of(m, p.addresses[address])
	if r.Settled {
		return r, false
	}
	late := m.Due.DaysUntil(p.day)
	held = late > p.rules.maxAge() && !r.Released
	p.items = append(p.items,
		Item{Message: m, ID: m.For(p.addresses[address]), Address: address, Late: late, Held: held})
	return r, held
}

// ahead plans what is told of a change whose date is yet to come. An address
// that gets the announcement now needs no reminder of a day that has passed.
func (p *planner) ahead(announced Message) {
	for i := range p.addresses {
		r, held := p.add(announced, i)
		if !r.Settled && !held {
			continue
		}
		since := announced.Due
		if r.Settled && (r.Day.After(since) || p.rules.recorded(announced.Change).After(p.day)) {
			since = r.Day
		}
		if m, ok := p.reminder(announced.Change, since); ok {
			p.add(m, i)
		}
	}
}

// reminder returns the last reminder whose day has come since a day.
func (p *planner) reminder(c *notice.Change, since notice.Date) (Message, bool) {
	for _, days := range slices.Backward(p.reminders) {
		at := c.To.AddDays(-days)
		if !at.After(p.day) {
			return Message{c, Reminder(days), at}, at.After(since)
		}
	}
	return Message{}, false
}
