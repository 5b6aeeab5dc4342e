package subscriber

import (
	"encoding/base64"
	"fmt"
	"time"

	"github.com/transparency-dev/merkle/rfc6962"
)

// Result is how a message to one subscriber ended.
type Result string

// The results. One of them stands in each subscriber's receipt.
const (
	Sent    Result = "sent"    // the mail server took it
	Refused Result = "refused" // the mail server will never take it
	GaveUp  Result = "gave-up" // the mail server did not take it for days
	Left    Result = "left"    // unsubscribed, suppressed, or merged into a subscription that was told, before
)

// Results are all of them, in the order in which they are counted.
var Results = []Result{Sent, Refused, GaveUp, Left}

// Receipt is what is kept of one message to one subscriber.
type Receipt struct {
	Message string // the message's id at the channel
	Mark    Mark
	Result  Result
	At      time.Time // to the millisecond
	Nonce   string    // random: the hash of a receipt says nothing of it
}

// Bytes is a receipt as it is hashed: five lines.
func (r Receipt) Bytes() []byte {
	return fmt.Appendf(nil, "gazette subscriber receipt\n%s\n%s %s\n%s\n%s\n", r.Message, r.Result,
		r.At.UTC().Format("2006-01-02T15:04:05.000Z"), r.Mark, r.Nonce)
}

// Leaf is the hash of a receipt in the tree of all receipts of its message.
func (r Receipt) Leaf() []byte { return rfc6962.DefaultHasher.HashLeaf(r.Bytes()) }

// Root writes the root of a tree as receipts name it.
func Root(hash []byte) string { return "sha256:" + base64.StdEncoding.EncodeToString(hash) }
