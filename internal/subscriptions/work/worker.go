package work

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"github.com/riverqueue/river"
	"golang.org/x/time/rate"

	"gazette/internal/subscriptions/batch"
	"gazette/internal/subscriptions/database"
	"gazette/internal/subscriptions/store"
)

// Worker is everything that jobs work with.
type Worker struct {
	Store         *store.Store
	Post          *Post
	Limits        *Limits
	Links         Links
	Meters        *Meters
	From          string // of all mails
	Bounces       string // address that reports come back to, before its mark
	Host          string // of the site, in List-Id
	DefaultLocale string
	Confirmation  func(locale, link string) (store.Letter, error)
	Now           func() time.Time
	Log           *slog.Logger
	JobTimeout    time.Duration // of one attempt; a minute when 0
	RescueAfter   time.Duration // when a job is taken from a worker that died; a little later than JobTimeout when 0
	Connections   int           // to the mail server

	scribe   *batch.Writer[store.Ending] // of receipts
	messages *shelf
	way      way            // deliveries make way for mails to confirm
	saying   rate.Sometimes // of what fails for many mails at once
}

// perConnection is how many deliveries are under way for each connection: some
// wait for the database while others send.
const perConnection = 4

// Start begins to work jobs. The queue ends when it is stopped.
func (w *Worker) Start(ctx context.Context) (database.Queue, error) {
	if w.JobTimeout == 0 {
		w.JobTimeout = time.Minute
	}
	if w.RescueAfter == 0 {
		w.RescueAfter = w.JobTimeout + 15*time.Second
	}
	w.prepare()
	if w.Store.Lite() { // whoever worked before is dead: the file is locked by one service
		if err := w.Store.Reclaim(ctx); err != nil {
			return nil, err
		}
	}
	workers := river.NewWorkers()
	river.AddWorker(workers, &deliverer{Worker: w})
	river.AddWorker(workers, &confirmer{Worker: w})
	river.AddWorker(workers, &keeper{Worker: w})
	queue, err := w.Store.Queue(w.config(workers))
	if err != nil {
		return nil, err
	}
	return queue, queue.Start(ctx)
}

// prepare makes what jobs share.
func (w *Worker) prepare() {
	w.scribe, w.messages = batch.New(w.Store.Write), &shelf{read: w.Store.Message}
	w.saying = rate.Sometimes{First: 3, Interval: 10 * time.Second}
}

func (w *Worker) config(workers *river.Workers) *river.Config {
	return &river.Config{
		Logger: w.Log, Workers: workers, JobTimeout: w.JobTimeout, RescueStuckJobsAfter: w.RescueAfter,
		CompletedJobRetentionPeriod: 10 * time.Minute, CancelledJobRetentionPeriod: 10 * time.Minute,
		FetchCooldown: 20 * time.Millisecond, FetchPollInterval: 500 * time.Millisecond,
		ReindexerIndexNames: slices.DeleteFunc(river.ReindexerIndexNamesDefault(), func(name string) bool {
			return slices.Contains(store.Dropped, name)
		}),
		Queues: map[string]river.QueueConfig{
			store.Deliveries: {MaxWorkers: perConnection * w.Connections},
			store.Errands:    {MaxWorkers: 8},
		},
		PeriodicJobs: []*river.PeriodicJob{river.NewPeriodicJob(river.PeriodicInterval(houseEvery),
			func() (river.JobArgs, *river.InsertOpts) { return store.KeepHouseArgs{}, nil },
			&river.PeriodicJobOpts{RunOnStart: true})},
	}
}
