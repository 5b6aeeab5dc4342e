package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"gazette/internal/address"
	"gazette/internal/notify"
	"gazette/internal/rule"
	"gazette/internal/settings"
	"gazette/internal/source"
	"gazette/internal/subscriptions/database"
	"gazette/internal/subscriptions/refusal"
	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
)

func newSubscriptions(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "subscriptions",
		Short: "let readers sign up, and keep the list of those who did",
		Long: `Subscriptions is the service behind the sign-up forms on the pages. It asks people
to confirm their address, and sends the messages that gazette notify gives it through
a channel of the type subscribers. For the guide, run "gazette help subscriptions".`,
		Example: `  gazette subscriptions serve --listen 127.0.0.1:8181
  gazette subscriptions stats`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newSubscriptionsServe(a), newSubscriptionsMigrate(a), newSubscriptionsList(a),
		newSubscriptionsExport(a), newSubscriptionsImport(a),
		newSubscriptionsErase(a), newSubscriptionsStats(a), newSubscriptionsBounce(a), newSubscriptionsPause(a),
		newSubscriptionsResume(a))
	return c
}

// subscribed is what all these commands work with.
type subscribed struct {
	*app
	config *settings.Config
	keys   subscriber.Keys
	store  *store.Store
}

// settings reads gazette.yaml, and says what is missing for subscriptions.
func (a *app) settings() (*settings.Config, error) {
	l, err := a.layers()
	if err != nil {
		return nil, err
	}
	file, ps := source.Read(l.Site, settings.File)
	var config *settings.Config
	if !ps.Errors() {
		config, ps = settings.Parse(file)
	}
	switch {
	case ps.Errors():
		return nil, ps
	case !config.Subscriptions.On():
		return nil, source.Pos{File: settings.File, Line: 1, Col: 1}.Problem(rule.Config,
			"there are no `subscriptions`",
			"write `subscriptions:` with url, smtp, from and secret_env; `gazette help subscriptions` says more")
	}
	return config, nil
}

// subscribers opens the database of a site's settings. A command that changes
// the tables asks for them as they are.
func (a *app) subscribers(ctx context.Context, config *settings.Config, log *slog.Logger,
	ready bool) (*subscribed, error) {
	s := &subscribed{app: a, config: config}
	secret, err := a.subscriptionSecret(config, config.Subscriptions.SecretEnv, config.Subscriptions.SecretFile,
		"the service's secret")
	if err != nil {
		return nil, err
	}
	fail := func(message, hint string) error { return config.Subscriptions.Pos.Problem(rule.Config, message, hint) }
	if s.keys, err = subscriber.NewKeys(secret); err != nil {
		return nil, fail("the service's secret "+err.Error(), "make one with: openssl rand -base64 32")
	}
	address := config.Subscriptions.Database
	if env := config.Subscriptions.DatabaseEnv; env != "" {
		if address = strings.TrimSpace(os.Getenv(env)); address == "" {
			return nil, fail("the environment variable "+env+" is not set",
				"it holds the address of the database, postgres://user:password@host/name")
		}
	}
	s.store, err = store.Open(ctx, store.Options{Address: address, Folder: a.dir, Keys: s.keys, Now: time.Now,
		Log: log})
	if err != nil {
		return nil, fail(strings.Join(strings.Fields(plainly(err)), " "),
			cmp.Or(refusal.Hint(err), "check that the database runs and that its address is right"))
	}
	if !ready {
		return s, nil
	}
	if err := s.store.Ready(ctx); err != nil {
		s.store.Close()
		return nil, a.notReady(config, err)
	}
	return s, nil
}

func (a *app) notReady(config *settings.Config, err error) error {
	hint := cmp.Or(refusal.Hint(err), "check that the database is running, and that nothing else has locked it")
	switch {
	case errors.Is(err, store.ErrBehind):
		hint = "run `gazette subscriptions migrate`"
	case errors.Is(err, store.ErrAhead):
		hint = "use the gazette that migrated it, or a newer one"
	}
	return config.Subscriptions.Pos.Problem(rule.Config, plainly(err), hint)
}

// subscriptionSecret looks a secret up where the settings say. Its value is in no message.
func (a *app) subscriptionSecret(config *settings.Config, env, file, what string) (string, error) {
	fail := func(message string) error {
		return config.Subscriptions.Pos.Problem(rule.Config, message, what+" comes from there")
	}
	if env != "" {
		if v := strings.TrimSpace(os.Getenv(env)); v != "" {
			return v, nil
		}
		return "", fail("the environment variable " + env + " is not set")
	}
	m := maker{app: a}
	v, err := m.fromFile(file)
	if err != nil {
		return "", fail(err.Error())
	}
	return v, nil
}

// mailServer is the server that the service's mails go to.
func (a *app) mailServer(config *settings.Config) (notify.Server, error) {
	c := config.Subscriptions
	server, err := notify.ParseServer(address.ASCII(c.SMTP))
	if err != nil {
		return server, c.Pos.Problem(rule.Config, err.Error(),
			"write it like smtps://user@mail.example.com and name the password's place with `password_env`")
	}
	if server.User != "" {
		if c.PasswordEnv == "" && c.PasswordFile == "" {
			return server, c.Pos.Problem(rule.Config, "the mail server has a user and no password",
				"name its place with `password_env` or `password_file`")
		}
		server.Password, err = a.subscriptionSecret(config, c.PasswordEnv, c.PasswordFile, "the mail server's password")
	}
	return server, err
}

// bounceAddress is what reports of mails come back to.
func bounceAddress(c settings.Subscriptions) string {
	bounces := address.ASCIIMail(cmp.Or(c.Bounces, c.From))
	if _, inner, ok := strings.Cut(bounces, "<"); ok {
		bounces = strings.TrimSuffix(strings.TrimSpace(inner), ">")
	}
	return strings.TrimSpace(bounces)
}

// withSubscribers runs a command on the database.
func (a *app) withSubscribers(work func(ctx context.Context, s *subscribed) error) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	config, err := a.settings()
	if err != nil {
		return err
	}
	if err := a.hasDatabase(config); err != nil {
		return err
	}
	s, err := a.subscribers(ctx, config, nil, true)
	if err != nil {
		return err
	}
	defer s.store.Close()
	return work(ctx, s)
}

// hasDatabase says so when the SQLite file is not there yet: only the service makes it.
func (a *app) hasDatabase(config *settings.Config) error {
	file, ok := database.File(config.Subscriptions.Database, a.dir)
	if !ok {
		return nil
	}
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		return config.Subscriptions.Pos.Problem(rule.Config, fmt.Sprintf("there is no %s yet", file),
			"start `gazette subscriptions serve`, which makes it")
	}
	return nil
}

func newSubscriptionsMigrate(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "migrate",
		Short: "make the database's tables, or bring them up to date",
		Long: `Migrate creates the tables of the service, or updates them for this version of the
program. If it is interrupted, run it again. With SQLite, the service does this itself.`,
		Example: `  gazette subscriptions migrate`,
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
			defer stop()
			config, err := a.settings()
			if err != nil {
				return err
			}
			s, err := a.subscribers(ctx, config, nil, false)
			if err != nil {
				return err
			}
			defer s.store.Close()
			if err := s.store.Migrate(ctx); err != nil {
				return a.notReady(config, err)
			}
			a.ui.say("%s the tables are those of this version", a.ui.err.green("migrated"))
			return nil
		},
	}
}

func newSubscriptionsPause(a *app) *cobra.Command {
	return a.pausing("pause", "stop sending messages to subscribers", true,
		`Pause stops all workers from sending messages to subscribers, within seconds. What
is waiting stays; sign-ups are confirmed all the same.`)
}

func newSubscriptionsResume(a *app) *cobra.Command {
	return a.pausing("resume", "go on sending after a pause", false,
		`Resume lets all workers go on where they stopped.`)
}

func (a *app) pausing(use, short string, on bool, long string) *cobra.Command {
	return &cobra.Command{Use: use, Short: short, Long: long, Example: "  gazette subscriptions " + use,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return a.withSubscribers(func(ctx context.Context, s *subscribed) error {
				if err := s.store.Pause(ctx, on); err != nil {
					return err
				}
				a.ui.say("%s", map[bool]string{true: "paused: nothing is sent until `gazette subscriptions resume`",
					false: "resumed"}[on])
				return nil
			})
		}}
}
