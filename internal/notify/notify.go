// Package notify hands messages to channels, tries again where that may help, and keeps the receipts.
//
// The order is: send, write the receipt, sync, acknowledge. Killed between the
// first and the third, the message is sent again under the same id, by which
// the receiver drops the repeat. So every message arrives at least once, and
// is receipted exactly once.
package notify

import (
	"context"
	"time"
)

// Message is what is handed to a channel, in the language of one address.
type Message struct {
	ID      string // by which a receiver recognises a repeat; no full stop in it
	Payload []byte // the event as JSON, in all languages: what programs get
	Lang    string // of everything below
	Subject string
	Text    string // the body as plain text
	HTML    string // the body as a whole HTML page
	Post    Post   // the same, for chats
}

// Post is a message as chats show it.
type Post struct {
	Title string
	Lines []string // paragraphs
	Items []string // a list after them
	Links []Link   // buttons
}

// Link is a button's text and where it leads.
type Link struct{ Text, URL string }

// Channel is one address that messages are handed to. Deliver makes a single
// attempt, within bounded time. It may be called by several goroutines.
type Channel interface {
	Deliver(ctx context.Context, m Message) Outcome
}

// Outcome is how an attempt ended. The zero Outcome is success.
type Outcome struct {
	Err     error
	Passing bool          // it may go well another time
	After   time.Duration // how long the receiver asks to be left alone
	Gone    bool          // the receiver wants no message any more
}

func failed(err error) Outcome  { return Outcome{Err: err} }
func passing(err error) Outcome { return Outcome{Err: err, Passing: true} }

// attemptTime bounds one attempt at any channel but a command.
const attemptTime = 15 * time.Second
