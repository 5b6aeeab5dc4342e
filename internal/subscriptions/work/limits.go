package work

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limits keep mails from going out faster than a server, and the domains
// behind it, want them.
type Limits struct {
	perDomain float64
	now       func() time.Time
	patience  time.Duration // how long a job waits for everybody's turn

	mu      sync.Mutex // over a reservation and its return, else those of others are lost with it
	all     *rate.Limiter
	domains map[string]*rate.Limiter
}

// NewLimits returns limits in mails per second; 0 is none.
func NewLimits(all, perDomain float64, now func() time.Time) *Limits {
	l := &Limits{perDomain: perDomain, now: now, patience: allWaitMax, domains: map[string]*rate.Limiter{}}
	if all > 0 {
		l.all = rate.NewLimiter(rate.Limit(all), max(1, int(all/10)))
	}
	return l
}

// domainWaitMax is how long a job waits for its domain's turn; after that
// another one, of another domain, has its place. allWaitMax is how long it waits
// for everybody's: nobody else would have their turn earlier, so that only the
// time that a job has limits it.
const (
	domainWaitMax = 2 * time.Second
	allWaitMax    = 20 * time.Second
)

// domainsMax is how many domains are remembered.
const domainsMax = 10000

// Wait waits for a domain's turn, then for everybody's. When one is far off it
// returns with how far: the job is to ask again after that.
func (l *Limits) Wait(ctx context.Context, domain string) (later time.Duration, err error) {
	if l.perDomain > 0 {
		wait, ok := l.reserve(func() *rate.Limiter { return l.domain(domain) }, domainWaitMax)
		if !ok {
			return wait, nil
		}
		if err := pause(ctx, wait); err != nil {
			return 0, err
		}
	}
	if l.all == nil {
		return 0, nil
	}
	wait, ok := l.reserve(func() *rate.Limiter { return l.all }, l.patience)
	if ok {
		return 0, pause(ctx, wait)
	}
	return wait - l.patience, pause(ctx, l.patience)
}

// reserve takes the next turn, unless it is farther off than a limit, and
// returns how far off it is.
func (l *Limits) reserve(of func() *rate.Limiter, limit time.Duration) (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	r := of().ReserveN(now, 1)
	if wait = r.DelayFrom(now); wait > limit {
		r.CancelAt(now)
		return wait, false
	}
	return wait, true
}

// domain is a domain's limiter.
func (l *Limits) domain(name string) *rate.Limiter {
	if l.domains[name] == nil {
		if len(l.domains) >= domainsMax {
			clear(l.domains)
		}
		l.domains[name] = rate.NewLimiter(rate.Limit(l.perDomain), max(1, int(l.perDomain)))
	}
	return l.domains[name]
}

// pause lets a while go by.
func pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
