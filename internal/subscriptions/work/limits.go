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
	all       *rate.Limiter
	perDomain float64
	now       func() time.Time

	mu      sync.Mutex
	domains map[string]*rate.Limiter
}

// NewLimits returns limits in mails per second; 0 is none.
func NewLimits(all, perDomain float64, now func() time.Time) *Limits {
	l := &Limits{perDomain: perDomain, now: now, domains: map[string]*rate.Limiter{}}
	if all > 0 {
		l.all = rate.NewLimiter(rate.Limit(all), max(1, int(all/10)))
	}
	return l
}

// waitMax is how long a job waits for its turn; after that another one has its place.
const waitMax = 2 * time.Second

// domainsMax is how many domains are remembered.
const domainsMax = 10000

// Wait waits for a domain's turn, then for everybody's. When the domain's is
// far off it returns at once, with how far.
func (l *Limits) Wait(ctx context.Context, domain string) (later time.Duration, err error) {
	if l.perDomain > 0 {
		r := l.domain(domain).ReserveN(l.now(), 1)
		if d := r.DelayFrom(l.now()); d > waitMax {
			r.CancelAt(l.now())
			return d, nil
		} else if d > 0 {
			if err := pause(ctx, d); err != nil {
				return 0, err
			}
		}
	}
	if l.all != nil {
		return 0, l.all.Wait(ctx)
	}
	return 0, nil
}

func (l *Limits) domain(name string) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.domains[name] == nil {
		if len(l.domains) >= domainsMax {
			clear(l.domains)
		}
		l.domains[name] = rate.NewLimiter(rate.Limit(l.perDomain), max(1, int(l.perDomain)))
	}
	return l.domains[name]
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
