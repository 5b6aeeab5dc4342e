package message

import "gazette/internal/notice"

// announcements are the changes by which people learned of an edition that the
// i-th change cancels: under its date, and under dates that it had before.
func announcements(changes []notice.Change, i int) (out []*notice.Change) {
	dates := map[notice.Date]bool{changes[i].To: true}
	for at := i - 1; at >= 0; at-- {
		c := &changes[at]
		if c.Notice != changes[i].Notice || !dates[c.To] {
			continue
		}
		switch c.Kind {
		case notice.Rescheduled:
			dates[c.From] = true
		case notice.Published, notice.Amended, notice.Translated:
		default:
			continue
		}
		out = append(out, c)
	}
	return out
}

// cancelled plans what is told of an edition that does not take effect: once,
// to the addresses that were told that it does.
func (p *planner) cancelled(m Message, announced []*notice.Change) {
	for i, address := range p.addresses {
		if p.receipts.told(announced, address) {
			p.add(m, i)
		}
	}
}

// told reports whether an address has a receipt of one of some changes, at whatever stage.
func (rs Receipts) told(changes []*notice.Change, address string) bool {
	for _, c := range changes {
		for _, k := range rs[c.ID] {
			if k.address == address && k.receipt.Settled && !k.receipt.Day.IsZero() {
				return true
			}
		}
	}
	return false
}
