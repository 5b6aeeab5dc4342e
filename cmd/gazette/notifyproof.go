package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"gazette/internal/notify/ledger"
	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
)

// proofJSON is what one subscriber was told, and the way to prove it: the
// receipt's bytes, its place among all of the message, the hashes that lead
// from it to the root (RFC 6962), and the root as the site's receipts have it.
type proofJSON struct {
	Message string   `json:"message"`
	Result  string   `json:"result"`
	At      string   `json:"at"`
	Receipt string   `json:"receipt"` // as it is hashed
	Index   uint64   `json:"index"`
	Size    uint64   `json:"size"`
	Hashes  []string `json:"hashes"`
	Root    string   `json:"root"`
	Proven  bool     `json:"proven"` // the root stands in archive/receipts.jsonl
}

// reportSubscriber prints what an address was told, with proofs.
func (o *notifyRun) reportSubscriber(ctx context.Context) error {
	address, err := subscriber.Address(o.flags.subscriber)
	if err != nil {
		return misuse{fmt.Sprintf("%q %s", o.flags.subscriber, err), "write it like name@example.com"}
	}
	if _, err := o.settings(); err != nil {
		return err
	}
	s, err := o.openSubscribers(ctx)
	if err != nil {
		return err
	}
	defer s.store.Close()
	all, err := s.store.ToldTo(ctx, address)
	if err != nil {
		return err
	}
	out := []proofJSON{}
	for _, t := range all {
		p, err := o.proof(t)
		if err != nil {
			return err
		}
		out = append(out, p)
	}
	if o.flags.json {
		enc := json.NewEncoder(o.ui.stdout)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(out)
	}
	for _, p := range out {
		state := "under way: its receipt is not among those of the site yet"
		if p.Proven {
			state = fmt.Sprintf("proven: receipt %d of %d under %s", p.Index+1, p.Size, p.Root)
		}
		fmt.Fprintf(o.ui.stdout, "%s  %s  %s\n  %s\n", pad(p.Result, 8), p.At, p.Message, state)
	}
	if len(out) == 0 {
		o.ui.say("%s has not been sent anything", address)
	}
	return nil
}

// proof leads from one receipt to the root, and looks for that among the site's receipts.
func (o *notifyRun) proof(t store.Told) (proofJSON, error) {
	p := proofJSON{Message: t.Message.Name, Result: string(t.Receipt.Result),
		At:      t.Receipt.At.Format("2006-01-02T15:04:05.000Z"),
		Receipt: string(t.Receipt.Bytes()), Index: t.Proof.Index, Size: t.Proof.Size, Hashes: []string{}}
	for _, h := range t.Proof.Hashes {
		p.Hashes = append(p.Hashes, base64.StdEncoding.EncodeToString(h))
	}
	root, err := t.Proof.Root()
	if err != nil {
		return p, err
	}
	p.Root = subscriber.Root(root)
	for _, r := range o.receiptFile.contents.Receipts {
		if r.Result == ledger.Sent && r.Message == t.Message.Name && r.Root == p.Root {
			p.Proven = t.Complete
		}
	}
	return p, nil
}
