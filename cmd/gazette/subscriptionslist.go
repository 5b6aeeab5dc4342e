package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gazette/internal/subscriptions/database"
	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
)

func newSubscriptionsList(a *app) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:     "list",
		Short:   "print the subscribers",
		Long:    `List prints every subscriber: since when, for which topics and in which language.`,
		Example: "  gazette subscriptions list\n  gazette subscriptions list --json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return a.withSubscribers(func(ctx context.Context, s *subscribed) error {
				enc := json.NewEncoder(a.ui.stdout)
				return s.store.EachSubscriber(ctx, func(who store.Subscriber) error {
					if asJSON {
						return enc.Encode(map[string]any{"address": who.Address, "locale": who.Locale,
							"topics": who.Topics,
							"extent": who.Extent, "confirmed": who.Confirmed.Format("2006-01-02T15:04:05Z07:00")})
					}
					_, err := fmt.Fprintf(a.ui.stdout, "%s  %s  %s  %s\n", who.Confirmed.Format("2006-01-02"),
						who.Address, who.Locale,
						strings.Join(who.Topics, " "))
					return err
				})
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON, one subscriber per line")
	return c
}

func newSubscriptionsExport(a *app) *cobra.Command {
	var asCSV bool
	c := &cobra.Command{
		Use:   "export [ADDRESS]",
		Short: "print everything stored, about everyone or about one address",
		Long: `Export prints every subscriber with the record of their consent, as JSON lines. With
an address, it prints everything stored about it, so that you can answer a person who
asks. With --csv, it prints what gazette subscriptions import can read.`,
		Example: "  gazette subscriptions export > subscribers.jsonl\n  gazette subscriptions export ada@example.com",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.withSubscribers(func(ctx context.Context, s *subscribed) error {
				if len(args) == 1 {
					return s.exportOne(ctx, args[0])
				}
				return s.export(ctx, asCSV)
			})
		},
	}
	c.Flags().BoolVar(&asCSV, "csv", false, "print CSV: address, locale, topics, extent, consent_at, consent_source")
	return c
}

func (s *subscribed) exportOne(ctx context.Context, typed string) error {
	address, err := subscriber.Address(typed)
	if err != nil {
		return misuse{fmt.Sprintf("%q %s", typed, err), "write it like name@example.com"}
	}
	r, err := s.store.Record(ctx, s.keys.Mark(address))
	if err == database.ErrNone {
		why, err := s.store.Suppressed(ctx, s.keys.Mark(address))
		if err == nil && why != "" {
			s.ui.say("%s is not subscribed; its mark is kept because it %s", address,
				map[store.Reason]string{store.Unsubscribed: "unsubscribed", store.Bounced: "bounced",
					store.Complained: "complained"}[why])
			return nil
		}
		s.ui.say("nothing is stored of %s", address)
		return err
	}
	if err != nil {
		return err
	}
	enc := json.NewEncoder(s.ui.stdout)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}

func (s *subscribed) export(ctx context.Context, asCSV bool) error {
	if !asCSV {
		enc := json.NewEncoder(s.ui.stdout)
		return s.store.EachRecord(ctx, func(r store.Record) error { return enc.Encode(r) })
	}
	w := csv.NewWriter(s.ui.stdout)
	_ = w.Write(importColumns)
	err := s.store.EachRecord(ctx, func(r store.Record) error {
		at, from := r.Confirmed, ""
		if n := len(r.Consents); n > 0 {
			at, from = r.Consents[n-1].At, r.Consents[n-1].Source
		}
		return w.Write([]string{cell(r.Address), r.Locale, strings.Join(r.Topics, " "), string(r.Extent),
			at, cell(from)})
	})
	w.Flush()
	if err != nil {
		return err
	}
	return w.Error()
}

func newSubscriptionsErase(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "erase ADDRESS",
		Short: "delete everything stored about an address",
		Long: `Erase deletes an address's subscription, the record of its consent, and the record
that it ever unsubscribed. Receipts stay: they hold only a keyed hash, and without
them nobody else's could be proven.`,
		Example: "  gazette subscriptions erase ada@example.com",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			address, err := subscriber.Address(args[0])
			if err != nil {
				return misuse{fmt.Sprintf("%q %s", args[0], err), "write it like name@example.com"}
			}
			return a.withSubscribers(func(ctx context.Context, s *subscribed) error {
				rows, err := s.store.Erase(ctx, address)
				if err != nil {
					return err
				}
				if rows == 0 {
					a.ui.say("nothing was stored of %s", address)
					return nil
				}
				a.ui.say("%s all that was stored of %s", a.ui.err.green("erased"), address)
				return nil
			})
		},
	}
}

func newSubscriptionsStats(a *app) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:     "stats",
		Short:   "count subscribers, messages and what became of them",
		Long:    `Stats counts subscribers, messages and what became of them. It names nobody.`,
		Example: "  gazette subscriptions stats\n  gazette subscriptions stats --json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return a.withSubscribers(func(ctx context.Context, s *subscribed) error {
				st, err := s.store.Stats(ctx)
				if err != nil {
					return err
				}
				if asJSON {
					enc := json.NewEncoder(a.ui.stdout)
					enc.SetIndent("", "  ")
					return enc.Encode(st)
				}
				a.printStats(st)
				return nil
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

func (a *app) printStats(st store.Stats) {
	line := func(name string, n int64) { fmt.Fprintf(a.ui.stdout, "%s  %s\n", pad(name, 24), thousands(int(n))) }
	line("subscribers", st.Subscribers)
	line("not confirmed yet", st.Unconfirmed)
	line("messages", st.Messages)
	line("mails waiting", st.Waiting)
	line("of these tried again", st.Retrying)
	for _, group := range []struct {
		name   string
		counts map[string]int64
	}{{"topic", st.Topics}, {"language", st.Locales}, {"suppressed", st.Suppressed}, {"mails", st.Results}} {
		for _, name := range slices.Sorted(maps.Keys(group.counts)) {
			line(group.name+" "+name, group.counts[name])
		}
	}
}
