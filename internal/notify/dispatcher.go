package notify

import (
	"context"
	"errors"
	"sync"
	"time"

	"gazette/internal/notify/ledger"
)

// Task is one message for one address.
type Task struct {
	ID      string // of the message at the address
	Channel Channel
	Address string // keyed hash, or ""
	Compose func() (Message, error)
}

// Queue is the tasks of one channel. They share its fate: what is down for one
// is down for all.
type Queue struct {
	Channel string
	Limit   int // attempts at once
	Tasks   []Task
}

// Delivery is how a task ended.
type Delivery struct {
	Channel  string
	ID       string
	Outcome  Outcome
	Attempts int
}

// Why a task was not tried.
var (
	ErrDown        = errors.New("the channel is down; the next run tries again")
	ErrGone        = errors.New("the channel is disabled")
	ErrInterrupted = errors.New("interrupted; the next run takes it up")
)

// Dispatcher carries queues to their channels, each by itself.
type Dispatcher struct {
	Ledger   *ledger.Writer
	Day      string           // for the receipts
	RetryFor time.Duration    // how long to keep trying when a channel is down
	First    time.Duration    // the first pause between attempts; half a second when 0
	Now      func() time.Time // the clock
	Done     func(Delivery)   // is told each ending, one at a time; may be nil

	mu   sync.Mutex
	stop context.CancelFunc
}

// ahead is how many times its limit a queue may have messages sent whose
// receipts are still on the way to the disk.
const ahead = 2

// Run carries all queues and returns when the last is done. Cancelling the
// context lets attempts under way end, and starts no more.
func (c *Dispatcher) Run(ctx context.Context, queues []Queue) {
	ctx, c.stop = context.WithCancel(ctx)
	defer c.stop()
	var wg sync.WaitGroup
	for _, q := range queues {
		wg.Go(func() { c.carry(ctx, q) })
	}
	wg.Wait()
}

// line is a queue under way.
type line struct {
	dispatcher *Dispatcher
	ctx        context.Context
	name       string
	slots      chan struct{} // attempts under way

	mu    sync.Mutex
	state error     // why nothing more is tried
	until time.Time // when the receiver may be asked again
	told  int       // attempts that went well
}

func (c *Dispatcher) carry(ctx context.Context, q Queue) {
	limit := max(q.Limit, 1)
	l := &line{dispatcher: c, ctx: ctx, name: q.Channel, slots: make(chan struct{}, limit)}
	open := make(chan struct{}, limit*ahead)
	var wg sync.WaitGroup
	for _, t := range q.Tasks {
		open <- struct{}{}
		l.slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-open }()
			c.ended(l.task(t))
		})
	}
	wg.Wait()
}

func (c *Dispatcher) ended(d Delivery) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if errors.Is(d.Outcome.Err, ledger.ErrWrite) {
		c.stop()
	}
	if c.Done != nil {
		c.Done(d)
	}
}

// task sends one message, which it has a slot for, and receipts it.
func (l *line) task(t Task) Delivery {
	d := Delivery{Channel: l.name, ID: t.ID}
	d.Outcome, d.Attempts = l.send(t)
	<-l.slots
	r := ledger.Receipt{
		Message: t.ID,
		Channel: l.name,
		At:      l.dispatcher.Now(),
		Day:     l.dispatcher.Day,
		Result:  ledger.Sent,
		Address: t.Address,
	}
	if d.Outcome.Gone && l.close(ErrGone) {
		r.Message, r.Result = "", ledger.Disabled
		if err := l.dispatcher.Ledger.Append(r); err != nil {
			d.Outcome.Err = errors.Join(d.Outcome.Err, err)
		}
	}
	if d.Outcome.Err == nil {
		if err := l.dispatcher.Ledger.Append(r); err != nil {
			d.Outcome = Outcome{Err: err, Passing: true}
		}
	}
	return d
}

// send composes a message and delivers it, with as many attempts as it takes.
func (l *line) send(t Task) (Outcome, int) {
	if err := l.shut(); err != nil {
		return passing(err), 0
	}
	m, err := t.Compose()
	if err != nil {
		return failed(err), 0
	}
	return l.retry(t.Channel, m)
}

// shut returns why nothing more is tried, or nil.
func (l *line) shut() error {
	if l.ctx.Err() != nil {
		return ErrInterrupted
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.state
}

// close says that nothing more is to be tried; it reports whether it was the
// first to say so.
func (l *line) close(why error) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	first := !errors.Is(l.state, why)
	l.state = why
	return first
}
