package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"

	"github.com/spf13/cobra"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"gazette/internal/rule"
	"gazette/internal/subscriptions/bounce"
	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
	"gazette/internal/subscriptions/web"
)

func newSubscriptionsBounce(a *app) *cobra.Command {
	var recipient string
	c := &cobra.Command{
		Use:   "bounce",
		Short: "read the report of a mail that bounced, on standard input",
		Long: `Bounce reads a mail from standard input: a report that a message did not arrive
(RFC 3464), or that its reader marked it as spam (RFC 5965). Let your mail server pipe
mails to it that come back to the sender's address, with or without a plus sign and
what follows. An address is suppressed at once if its mailbox does not exist or its
reader complains, and after three other failures within 30 days. If a mail is not a
report, or not about one of our messages, bounce says so and changes nothing.`,
		Example: `  gazette subscriptions bounce < report.eml
  "|/usr/bin/gazette -C /srv/legal subscriptions bounce"     in /etc/aliases`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.withSubscribers(func(ctx context.Context, s *subscribed) error {
				r, err := bounce.Read(os.Stdin, recipient)
				if err != nil {
					a.ui.say("%s %s; nothing was changed", a.ui.err.yellow("note:"), err)
					return nil // a pipe that fails sends the mail back
				}
				said, err := s.report(ctx, r)
				if err != nil {
					return err
				}
				a.ui.say("%s", said)
				return nil
			})
		},
	}
	c.Flags().StringVar(&recipient, "recipient", os.Getenv("ORIGINAL_RECIPIENT"),
		"the `ADDRESS` that the report came to (default: ORIGINAL_RECIPIENT, which Postfix sets, else the "+
			"report's headers)")
	return c
}

// report does what a report calls for, and says what.
func (s *subscribed) report(ctx context.Context, r bounce.Report) (string, error) {
	switch r.Kind {
	case bounce.Hard:
		_, err := s.store.Leave(ctx, r.Mark, store.Bounced)
		return "suppressed: there is no such mailbox (" + r.Status + ")", err
	case bounce.Complaint:
		_, err := s.store.Leave(ctx, r.Mark, store.Complained)
		return "suppressed: a complaint", err
	case bounce.Soft:
		suppressed, err := s.store.Soft(ctx, r.Mark)
		if suppressed {
			return fmt.Sprintf("suppressed: mail failed on %d days within thirty", store.SoftMax), err
		}
		return "noted: a mail did not arrive (" + r.Status + ")", err
	}
	return "nothing to do: the mail was delayed, or did arrive", nil
}

// bounceEvent is a report as POST /bounce takes it, instead of a mail.
type bounceEvent struct {
	Kind    string `json:"kind"` // hard, soft, complaint
	Address string `json:"address"`
}

// signedReports takes reports that are signed as Standard Webhooks has it:
// of a mail service that tells of bounces by HTTP, through a few lines that
// sign. The body is a mail, or {"kind": "hard", "address": "..."}.
func (v *signUpService) signedReports(secret string) (func(context.Context, http.Header, []byte) error, error) {
	wh, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		return nil, v.config.Subscriptions.Pos.Problem(rule.Config, "the secret of POST /bounce cannot be used",
			"make one with: echo whsec_$(openssl rand -base64 32)")
	}
	return func(ctx context.Context, header http.Header, body []byte) error {
		if err := wh.Verify(body, header); err != nil {
			return fmt.Errorf("%w: %w", web.ErrReport, err)
		}
		r, err := v.reported(header, body)
		if err != nil {
			return fmt.Errorf("%w: %w", web.ErrReport, err)
		}
		v.meters.Bounces.WithLabelValues(string(r.Kind)).Inc()
		_, err = v.report(ctx, r)
		return err
	}, nil
}

func (v *signUpService) reported(header http.Header, body []byte) (bounce.Report, error) {
	if !strings.HasPrefix(header.Get("Content-Type"), "application/json") {
		return bounce.Read(bytes.NewReader(body), "")
	}
	var e bounceEvent
	if err := json.Unmarshal(body, &e); err != nil {
		return bounce.Report{}, errors.New("the report is no JSON")
	}
	address, err := subscriber.Address(e.Address)
	if err != nil {
		return bounce.Report{}, errors.New("the report names no address")
	}
	r := bounce.Report{Kind: bounce.Kind(e.Kind), Mark: v.keys.Mark(address)}
	switch r.Kind {
	case bounce.Hard, bounce.Soft, bounce.Complaint:
		return r, nil
	}
	return r, errors.New("the kind is none of hard, soft and complaint")
}
