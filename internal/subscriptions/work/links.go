package work

import (
	"time"

	"gazette/internal/subscriptions/subscriber"
)

// Places in letters that every reader gets a link of their own in.
const (
	UnsubscribePlace = "https://unsubscribe.invalid/0f2a"
	ManagePlace      = "https://manage.invalid/0f2a"
)

// Links makes the addresses of the service's pages.
type Links struct {
	Base string // of the service, with a slash at its end
	Keys subscriber.Keys
	Now  func() time.Time
}

// Unsubscribe is where a subscriber leaves.
func (l Links) Unsubscribe(m subscriber.Mark) string {
	return l.Base + "unsubscribe/" + l.Keys.Link(subscriber.Unsubscribe, m, l.Now())
}

// Manage is where a subscriber changes what they are told.
func (l Links) Manage(m subscriber.Mark) string {
	return l.Base + "manage/" + l.Keys.Link(subscriber.Manage, m, l.Now())
}

// Confirm is where a sign-up is confirmed.
func (l Links) Confirm(token string) string { return l.Base + "confirm/" + token }
