package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/gofrs/flock"
	"github.com/spf13/cobra"

	"gazette/i18n"
	"gazette/internal/address"
	"gazette/internal/assemble"
	"gazette/internal/load"
	"gazette/internal/subscriptions/database"
	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/web"
	"gazette/internal/subscriptions/work"
	"gazette/render"
)

type serviceFlags struct {
	listen    string
	web, work bool
}

func newSubscriptionsServe(a *app) *cobra.Command {
	var f serviceFlags
	c := &cobra.Command{
		Use:   "serve",
		Short: "run the service: take sign-ups and send mails",
		Long: `Serve takes sign-ups. It sends the mails that ask people to confirm, and the messages
that gazette notify gives it. SIGTERM stops it cleanly; SIGHUP makes it read the site
again. With PostgreSQL, you can run several on several machines: --web only answers
readers, --work only sends mails.`,
		Example: `  gazette subscriptions serve --listen 127.0.0.1:8181
  gazette subscriptions serve --work         on a second machine`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.serveSubscriptions(f) },
	}
	c.Flags().StringVar(&f.listen, "listen", "127.0.0.1:8181", "the `ADDRESS` to listen on")
	c.Flags().BoolVar(&f.web, "web", false, "answer readers, send nothing")
	c.Flags().BoolVar(&f.work, "work", false, "send mails, answer nobody")
	return c
}

// signUpService is what runs.
type signUpService struct {
	*subscribed
	log    *slog.Logger
	meters *work.Meters
	links  work.Links
	pages  atomic.Pointer[web.Pages] // of the site as it was read last
}

func (a *app) serveSubscriptions(f serviceFlags) error {
	if !f.web && !f.work {
		f.web, f.work = true, true
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	config, err := a.settings()
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(a.ui.stderr, nil))
	s, err := a.subscribers(ctx, config, a.queueLog(), false)
	if err != nil {
		return err
	}
	defer s.store.Close()
	if unlock, err := a.alone(s); err != nil {
		return err
	} else {
		defer unlock()
	}
	if s.store.Lite() {
		err = s.store.Migrate(ctx)
	} else {
		err = s.store.Ready(ctx)
	}
	if err != nil {
		return a.notReady(config, err)
	}
	v := &signUpService{subscribed: s, log: log, meters: work.NewMeters(),
		links: work.Links{Base: config.Subscriptions.URL.String(), Keys: s.keys, Now: time.Now}}
	pages, err := a.servicePages()
	if err != nil {
		return err
	}
	v.pages.Store(pages)
	return v.run(ctx, f)
}

// queueLog is a logger for the queue: what it says of single jobs may hold what
// a mail server said, and with it an address. Errors alone are left.
func (a *app) queueLog() *slog.Logger {
	return slog.New(slog.NewJSONHandler(a.ui.stderr, &slog.HandlerOptions{Level: slog.LevelError}))
}

// alone keeps a second service away from a SQLite file: jobs that look left
// behind would be those of the other.
func (a *app) alone(s *subscribed) (func(), error) {
	file, ok := database.File(s.config.Subscriptions.Database, a.dir)
	if !s.store.Lite() || !ok {
		return func() {}, nil
	}
	l := flock.New(file + ".lock")
	got, err := l.TryLock()
	if err != nil {
		return nil, err
	}
	if !got {
		return nil, misuse{"another service works with " + file, "one is enough; for several machines use PostgreSQL"}
	}
	return func() { _ = l.Unlock() }, nil
}

// servicePages reads the site for the pages of the service.
func (a *app) servicePages() (*web.Pages, error) {
	s, err := a.load("")
	if err != nil {
		return nil, err
	}
	if wrong := assemble.Stopping(s, s.Problems); s.Site == nil || s.Theme == nil {
		return nil, wrong
	}
	return pagesOf(s)
}

func pagesOf(s *load.Sources) (*web.Pages, error) {
	elsewhere := s.Site.Elsewhere()
	renderer, err := render.New(elsewhere, s.Wording, s.Theme)
	if err != nil {
		return nil, err
	}
	return web.NewPages(elsewhere, renderer, s.Layers.Site), nil
}

// run works and answers until it is told to end.
func (v *signUpService) run(ctx context.Context, f serviceFlags) error {
	hup := make(chan os.Signal, 1) // before anything is said to run: one that nobody waits for ends a process
	signal.Notify(hup, hangup)
	defer signal.Stop(hup)
	var queue database.Queue
	if f.work {
		w, err := v.worker()
		if err != nil {
			return err
		}
		if queue, err = w.Start(context.WithoutCancel(ctx)); err != nil {
			return err
		}
		defer w.Post.Close()
	}
	var server *http.Server
	show := func(*web.Pages) {}
	failed := make(chan error, 1)
	if f.web {
		listener, err := net.Listen("tcp", f.listen)
		if err != nil {
			return errors.Join(err, stopQueue(queue))
		}
		s, err := v.web()
		if err != nil {
			return errors.Join(err, stopQueue(queue))
		}
		server, show = s.Serve(), s.Show
		v.ui.say("%s on http://%s for %s", v.ui.err.green("listening"), listener.Addr(),
			v.config.Subscriptions.URL.String())
		go func() { failed <- server.Serve(listener) }()
	} else {
		v.ui.say("%s", v.ui.err.green("working"))
	}
	go v.follow(ctx, hup, show)
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	end, cancel := context.WithTimeout(context.Background(), endTime)
	defer cancel()
	if server != nil {
		err = errors.Join(err, server.Shutdown(end))
	}
	return errors.Join(err, stopQueue(queue))
}

// endTime is how long what is under way may take to end.
const endTime = 20 * time.Second

func stopQueue(q database.Queue) error {
	if q == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), endTime)
	defer cancel()
	if err := q.Stop(ctx); err != nil { // what does not end is taken up again
		hard, cancel := context.WithTimeout(context.Background(), endTime)
		defer cancel()
		return q.StopAndCancel(hard)
	}
	return nil
}

// follow reads the site again whenever it is told to, for mails and for what
// show shows.
func (v *signUpService) follow(ctx context.Context, hup <-chan os.Signal, show func(*web.Pages)) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-hup:
			pages, err := v.servicePages()
			if err != nil {
				v.log.Error("the site cannot be read; its pages stay as they were", "error", err.Error())
				continue
			}
			v.pages.Store(pages)
			show(pages)
			v.log.Info("the site was read again")
		}
	}
}

// worker makes what sends mails.
func (v *signUpService) worker() (*work.Worker, error) {
	server, err := v.mailServer(v.config)
	if err != nil {
		return nil, err
	}
	c := v.config.Subscriptions
	connections := cmp.Or(c.Limits.Connections, 10)
	post := work.NewPost(server, connections, time.Now)
	post.Said = func(down bool, err error) {
		if down {
			v.meters.ServerDown.Set(1)
			v.log.Error("the mail server accepts no mail; mails are waiting", "error", err.Error())
			return
		}
		v.meters.ServerDown.Set(0)
		v.log.Info("the mail server accepts mail again")
	}
	return &work.Worker{Store: v.store, Post: post, Limits: work.NewLimits(c.Limits.Second, c.Limits.Domain, time.Now),
		Links: v.links, Meters: v.meters,
		From:          address.ASCIIMail(c.From),
		Bounces:       bounceAddress(c),
		Host:          v.config.BaseURL.Hostname(),
		DefaultLocale: string(v.config.DefaultLocale),
		Confirmation:  v.confirmation, Now: time.Now, Log: v.queueLog(), Connections: connections}, nil
}

// confirmation writes the mail that asks to confirm.
func (v *signUpService) confirmation(locale, link string) (store.Letter, error) {
	pages := v.pages.Load()
	l := pages.Site.Locale(i18n.Locale(locale))
	if l == nil {
		l = pages.Site.DefaultLocale()
	}
	m, err := pages.Renderer.Confirmation(l, link)
	return store.Letter{Lang: m.Lang, Subject: m.Subject, Text: m.Plain, HTML: m.HTML}, err
}

// web makes what answers readers.
func (v *signUpService) web() (*web.Server, error) {
	c := v.config.Subscriptions
	s := &web.Server{Store: v.store, Keys: v.keys, Links: v.links, Base: c.URL.Path, Meters: v.meters, Now: time.Now,
		Log:     v.log,
		Gate:    &web.Gate{PerNetwork: cmp.Or(c.Limits.Network, 20), All: cmp.Or(c.Limits.Hour, 5000), Now: time.Now},
		Proxies: web.Proxies{Header: c.ClientHeader, Trusted: c.Trusted()}}
	s.Show(v.pages.Load())
	if c.BounceSecretEnv != "" {
		secret, err := v.subscriptionSecret(v.config, c.BounceSecretEnv, "", "the secret of POST /bounce")
		if err != nil {
			return nil, err
		}
		if s.Report, err = v.signedReports(secret); err != nil {
			return nil, err
		}
	}
	if !strings.HasSuffix(s.Base, "/") {
		s.Base += "/"
	}
	return s, nil
}
