package ledger

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// Result says what a receipt proves.
type Result string

// The results. Disabled and Enabled are about a channel and name no message.
const (
	Sent     Result = "sent"     // the channel's server took the message
	Baseline Result = "baseline" // taken as told before Gazette was here
	Dropped  Result = "dropped"  // a person decided not to send it
	Released Result = "released" // a person decided to send it although it is late
	Disabled Result = "disabled" // the endpoint said that it is gone
	Enabled  Result = "enabled"  // a person says that it is back
)

// Receipt is one line of the ledger.
type Receipt struct {
	Message string    `json:"message,omitempty"` // the message's id
	Channel string    `json:"channel"`
	At      time.Time `json:"at"`            // by this machine's clock
	Day     string    `json:"day,omitempty"` // the day that was taken for today
	Result  Result    `json:"result"`
	Reason  string    `json:"reason,omitempty"`
	Address string    `json:"address,omitempty"` // keyed hash of the address

	Counts map[string]int64 `json:"counts,omitempty"` // of a message to subscribers: how it ended for them
	Root   string           `json:"root,omitempty"`   // of the Merkle tree (RFC 6962) of their receipts

	// random, so that the line's hash, which a sealed log publishes, tells nothing of the line
	Nonce string `json:"nonce,omitempty"`
}

// known reports whether a receipt is one that this version understands.
func (r Receipt) known() error {
	switch r.Result {
	case Sent, Baseline, Dropped, Released:
		if r.Message == "" {
			return fmt.Errorf("a receipt with the result %q needs a message", r.Result)
		}
	case Disabled, Enabled:
	default:
		return fmt.Errorf("the result %q is not known", r.Result)
	}
	if r.Channel == "" || r.At.IsZero() {
		return fmt.Errorf("a receipt needs channel and at")
	}
	return nil
}

// line writes a receipt as a line of the ledger.
func (r Receipt) line() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	r.At = r.At.UTC().Truncate(time.Millisecond)
	if r.Nonce == "" {
		var nonce [12]byte
		_, _ = rand.Read(nonce[:]) // never fails (crypto/rand)
		r.Nonce = base64.StdEncoding.EncodeToString(nonce[:])
	}
	err := enc.Encode(r)
	return b.Bytes(), err
}

// Key is a site's secret for hashes of addresses.
type Key []byte

// Hash returns what a receipt says of an address: with the key anybody can
// check whether it is a given one, without it nobody can. It is empty when
// there is no key.
func (k Key) Hash(address string) string {
	if len(k) == 0 {
		return ""
	}
	mac := hmac.New(sha256.New, k.Open(address))
	mac.Write([]byte(address))
	return "hmac-sha256:" + hex.EncodeToString(mac.Sum(nil))
}

// Open returns the key by which one address is hashed. Whoever is given it can
// check that address and no other: it opens one receipt and keeps the rest.
func (k Key) Open(address string) []byte {
	mac := hmac.New(sha256.New, k)
	mac.Write([]byte("open " + address))
	return mac.Sum(nil)
}

// Tag tells the addresses of one channel apart in ids. Unlike Hash it needs no
// key, so that ids stay when a key comes; it is too short to prove an address.
func Tag(address string) string {
	sum := sha256.Sum256([]byte("gazette address\n" + address))
	return hex.EncodeToString(sum[:4])
}
