package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gazette/internal/address"
	"gazette/internal/message"
	"gazette/internal/notify"
	"gazette/internal/source"
	"gazette/internal/subscriptions/subscriber"
	"gazette/render"
)

// dry writes every message that would be sent, as it would be sent. It opens
// no connection and writes no receipt.
func (o *notifyRun) dry() error {
	if len(o.sources.Site.Config.Notify.Channels) == 0 {
		o.ui.say(noChannels)
		return nil
	}
	dir := o.flags.dryRun
	if dir == dryFolder {
		if err := source.Unlinked(o.dir, dryFolder); err != nil {
			return err
		}
		dir = filepath.Join(o.dir, filepath.FromSlash(dryFolder))
	}
	if err := cleared(dir); err != nil {
		return err
	}
	o.recipients = o.enabled()
	renderer, err := render.New(o.sources.Site, o.sources.Wording, o.sources.Theme)
	if err != nil {
		return err
	}
	var all []told
	for _, it := range o.due() {
		t := told{Item: it, recipient: &o.recipients[it.Address], result: "held"}
		if !it.Held {
			t.result = "would send"
			if err := o.writeMessage(renderer, it, t.recipient, dir); err != nil {
				return err
			}
		}
		all = append(all, t)
	}
	if err := o.printDry(all, dir); err != nil {
		return err
	}
	if count(all).Held > 0 {
		return errProblems
	}
	return nil
}

func (o *notifyRun) printDry(all []told, dir string) error {
	c := count(all)
	would := c.NotTried
	c.NotTried = 0
	if err := o.list(all, c); err != nil {
		return err
	}
	if len(all) > 0 {
		o.explain(all, notifyCounts{Held: c.Held})
	}
	o.ui.say("%s %s to %s; nothing was sent", o.ui.err.green("wrote"), counted(would, "message"), dir)
	return nil
}

// endings are those of the files that a dry run writes.
var endings = []string{".eml", ".json", ".headers"}

// cleared makes a folder, without what an earlier dry run left in it.
func cleared(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), filepath.Ext(e.Name()))
		if _, _, _, ours := message.Parse(name); ours && slices.Contains(endings, filepath.Ext(e.Name())) {
			err = errors.Join(err, os.Remove(filepath.Join(dir, e.Name())))
		}
	}
	return err
}

// requester is a channel whose message is one request.
type requester interface {
	Request(ctx context.Context, m notify.Message) (*http.Request, error)
}

// writeMessage writes one message: a mail as .eml; a request as its body and headers;
// a command's input.
func (o *notifyRun) writeMessage(renderer *render.Renderer, it message.Item, out *recipient, dir string) error {
	if out.Type == subscribersType {
		return o.writeLetters(renderer, it, out, dir)
	}
	m, err := compose(renderer, it, out)
	if err != nil {
		return err
	}
	file := func(ending string, data []byte) error {
		return os.WriteFile(filepath.Join(dir, it.ID+ending), data, fs.FileMode(0o600))
	}
	switch to := out.to.(type) {
	case *notify.Email:
		data, err := to.EML(m)
		if err != nil {
			return err
		}
		return file(".eml", data)
	case requester:
		req, err := to.Request(context.Background(), m)
		if err != nil {
			return err
		}
		var body bytes.Buffer
		if _, err := body.ReadFrom(req.Body); err != nil {
			return err
		}
		return errors.Join(file(".json", body.Bytes()), file(".headers", headersOf(req, out)))
	}
	return file(".json", m.Payload)
}

// writeLetters writes what subscribers of each language get. The links of each
// one's own stand where no address is.
func (o *notifyRun) writeLetters(renderer *render.Renderer, it message.Item, out *recipient, dir string) error {
	c := o.sources.Site.Config
	for i := range o.sources.Site.Locales {
		l := &o.sources.Site.Locales[i]
		letter, err := renderer.SubscriberLetter(l, it.Message, c.Subscriptions.URL.String()+"unsubscribe/TOKEN",
			c.Subscriptions.URL.String()+"manage/TOKEN")
		if err != nil {
			return err
		}
		e := notify.Email{From: address.ASCIIMail(c.Subscriptions.From), To: "subscriber@example.com",
			ListID:      subscriber.ListID(string(it.Change.Notice), out.Name, c.BaseURL.Hostname()),
			Unsubscribe: c.Subscriptions.URL.String() + "unsubscribe/TOKEN", Now: o.now}
		data, err := e.EML(notify.Message{ID: it.ID, Lang: letter.Lang, Subject: letter.Subject, Text: letter.Plain,
			HTML: letter.HTML})
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, it.ID+"."+string(l.Tag)+".eml"), data, fs.FileMode(0o600))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// headersOf is the head of a request. An address that is a secret stays one.
func headersOf(req *http.Request, out *recipient) []byte {
	var b bytes.Buffer
	address := out.URL
	if address == "" {
		address = "(address from " + out.URLEnv + out.URLFile + ")"
	}
	fmt.Fprintf(&b, "POST %s HTTP/1.1\n", address)
	var names []string
	for name := range req.Header {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(&b, "%s: %s\n", strings.ToLower(name), req.Header.Get(name))
	}
	return b.Bytes()
}
