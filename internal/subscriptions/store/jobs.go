package store

import (
	"math"

	"github.com/riverqueue/river"
)

// The queues. Deliveries can be paused without stopping sign-ups.
const (
	Deliveries = "deliveries"
	Errands    = "errands" // confirmation mails and housekeeping
)

// DeliverArgs is the job of one message to one subscriber.
type DeliverArgs struct {
	Message    int64 `json:"m"`
	Subscriber int64 `json:"s"`
	Topic      int   `json:"t"` // the narrowest topic that brought it, in the message's topics
}

// Kind names the job.
func (DeliverArgs) Kind() string { return "deliver" }

// deliveryAttempts are as many as the queue can count. A job that has had all
// of its attempts is thrown away, and its message would be under way for ever;
// package work gives mails up, with a receipt.
const deliveryAttempts = math.MaxInt16

// InsertOpts says where the job goes.
func (DeliverArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: Deliveries, MaxAttempts: deliveryAttempts, Priority: 2}
}

// ConfirmArgs is the job of one confirmation mail.
type ConfirmArgs struct {
	SignUp int64 `json:"signup"`
}

// Kind names the job.
func (ConfirmArgs) Kind() string { return "confirm" }

// InsertOpts says where the job goes.
func (ConfirmArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: Errands, MaxAttempts: deliveryAttempts}
}

// KeepHouseArgs is the job that deletes what has expired and takes up what was
// left half done.
type KeepHouseArgs struct{}

// Kind names the job.
func (KeepHouseArgs) Kind() string { return "keep-house" }

// InsertOpts says where the job goes.
func (KeepHouseArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: Errands, MaxAttempts: 3}
}
