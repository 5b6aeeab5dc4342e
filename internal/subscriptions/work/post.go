package work

import (
	"context"
	"errors"
	"sync"
	"time"

	"gazette/internal/notify"
)

// errDown says that the mail server accepts no mail at the moment.
var errDown = errors.New("the mail server accepts no mail at the moment")

// Post hands mails to one server, over connections that stay open. While the
// server is down, one attempt at a time is made, with growing pauses.
type Post struct {
	Server notify.Server
	Now    func() time.Time
	Said   func(down bool, err error) // is told when the server goes down and comes back; may be nil

	slots chan struct{} // connections under way

	mu    sync.Mutex
	idle  []*notify.Wire
	down  bool
	tries int
	until time.Time     // no attempt before
	back  chan struct{} // closed when the server is back
}

// NewPost returns a post with so many connections.
func NewPost(server notify.Server, connections int, now func() time.Time) *Post {
	return &Post{Server: server, Now: now, slots: make(chan struct{}, connections), back: make(chan struct{})}
}

// Send hands over one mail. It returns errDown, perhaps after waiting for a
// while, when the server takes nothing; a *notify.Refusal when it does not take this one.
func (p *Post) Send(ctx context.Context, from, to string, mail []byte) error {
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return errDown
	}
	if !p.may(ctx) {
		return errDown
	}
	err := p.try(ctx, from, to, mail)
	var r *notify.Refusal
	if errors.As(err, &r) && r.Down() {
		p.failed(err)
		return errDown
	}
	p.worked()
	return err
}

// try sends over an idle connection, else over a new one. A connection that
// was idle may have been closed by the server meanwhile, which says nothing.
func (p *Post) try(ctx context.Context, from, to string, mail []byte) error {
	w, fresh, err := p.wire(ctx)
	if err != nil {
		return err
	}
	err = w.Send(from, to, mail)
	var r *notify.Refusal
	if errors.As(err, &r) && (r.Code == 0 || r.Code == 421) && !fresh && r.Step == notify.Sender {
		p.drop()
		if w, err = p.Server.Open(ctx); err != nil {
			return err
		}
		err = w.Send(from, to, mail)
	}
	p.keep(w)
	return err
}

func (p *Post) wire(ctx context.Context) (w *notify.Wire, fresh bool, err error) {
	p.mu.Lock()
	if n := len(p.idle); n > 0 {
		w, p.idle = p.idle[n-1], p.idle[:n-1]
	}
	p.mu.Unlock()
	if w != nil {
		return w, false, nil
	}
	w, err = p.Server.Open(ctx)
	return w, true, err
}

func (p *Post) keep(w *notify.Wire) {
	if w.Broken() {
		_ = w.Close()
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.idle = append(p.idle, w)
}

// drop closes what is idle.
func (p *Post) drop() {
	p.mu.Lock()
	idle := p.idle
	p.idle = nil
	p.mu.Unlock()
	for _, w := range idle {
		_ = w.Close()
	}
}

// Close closes all connections that are not in use.
func (p *Post) Close() { p.drop() }

// patience is how long a mail waits for a server that is down before it goes
// back to the queue; pauseMax is the longest pause between attempts.
const (
	patience = 20 * time.Second
	pauseMax = time.Minute
)

// may waits until an attempt may be made. While the server is down, one goes
// ahead when the pause is over, and the others wait for how it fares.
func (p *Post) may(ctx context.Context) bool {
	p.mu.Lock()
	if !p.down {
		p.mu.Unlock()
		return true
	}
	back, wait := p.back, p.until.Sub(p.Now())
	if wait <= 0 {
		p.until = p.Now().Add(pauseMax) // this one goes ahead
		p.mu.Unlock()
		return true
	}
	p.mu.Unlock()
	t := time.NewTimer(min(wait, patience))
	defer t.Stop()
	select {
	case <-back:
		return true
	case <-t.C:
		return wait <= patience && p.may(ctx)
	case <-ctx.Done():
		return false
	}
}

func (p *Post) failed(err error) {
	p.drop()
	p.mu.Lock()
	first := !p.down
	p.down = true
	p.until = p.Now().Add(min(time.Second<<min(p.tries, 6), pauseMax))
	p.tries++
	p.mu.Unlock()
	if first && p.Said != nil {
		p.Said(true, err)
	}
}

func (p *Post) worked() {
	p.mu.Lock()
	was := p.down
	if was {
		close(p.back)
		p.back = make(chan struct{})
	}
	p.down, p.tries = false, 0
	p.mu.Unlock()
	if was && p.Said != nil {
		p.Said(false, nil)
	}
}

// Down reports whether the server takes nothing at the moment.
func (p *Post) Down() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.down
}
