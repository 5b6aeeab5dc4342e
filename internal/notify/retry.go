package notify

import (
	"context"
	"errors"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// retry makes attempts, with growing pauses and jitter, until one goes well,
// one fails for good, or the time is over. A channel on which nothing went well
// in all that time is down for the rest of the run: what is waiting does not
// wait as long again.
func (l *line) retry(ch Channel, m Message) (Outcome, int) {
	var last Outcome
	attempts, before := 0, l.succeeded(0)
	_, err := backoff.Retry(l.ctx, func() (struct{}, error) {
		if err := l.wait(); err != nil {
			if attempts == 0 {
				last = passing(err)
			}
			return struct{}{}, backoff.Permanent(err)
		}
		attempts++
		last = ch.Deliver(context.WithoutCancel(l.ctx), m)
		return struct{}{}, l.judge(last)
	}, l.pauses()...)
	switch {
	case err == nil:
		l.succeeded(1)
	case last.Passing && l.ctx.Err() == nil && l.succeeded(0) == before:
		l.close(ErrDown)
	}
	return last, attempts
}

// succeeded counts attempts that went well.
func (l *line) succeeded(more int) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.told += more
	return l.told
}

// judge turns an outcome into what the backoff library understands.
func (l *line) judge(o Outcome) error {
	switch {
	case o.Err == nil:
		return nil
	case !o.Passing:
		return backoff.Permanent(o.Err)
	case o.After > l.dispatcher.RetryFor:
		l.close(ErrDown)
		return backoff.Permanent(o.Err)
	case o.After > 0:
		l.hold(o.After)
		return &backoff.RetryAfterError{Duration: o.After}
	}
	return o.Err
}

func (l *line) pauses() []backoff.RetryOption {
	b := backoff.NewExponentialBackOff()
	b.Multiplier = 2
	if l.dispatcher.First > 0 {
		b.InitialInterval = l.dispatcher.First
	}
	if l.dispatcher.RetryFor <= 0 {
		return []backoff.RetryOption{backoff.WithMaxTries(1)}
	}
	return []backoff.RetryOption{backoff.WithBackOff(b), backoff.WithMaxElapsedTime(l.dispatcher.RetryFor)}
}

// hold keeps the whole channel waiting: it was asked to slow down, not one message.
func (l *line) hold(d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if until := l.dispatcher.Now().Add(d); until.After(l.until) {
		l.until = until
	}
}

// wait waits until the channel may be asked again.
func (l *line) wait() error {
	if err := l.shut(); err != nil {
		return err
	}
	l.mu.Lock()
	pause := l.until.Sub(l.dispatcher.Now())
	l.mu.Unlock()
	if pause <= 0 {
		return nil
	}
	timer := time.NewTimer(min(pause, l.dispatcher.RetryFor))
	defer timer.Stop()
	select {
	case <-timer.C:
		return l.shut()
	case <-l.ctx.Done():
		return ErrInterrupted
	}
}

// Interrupted reports whether a task was not tried, or not tried again, only
// because the run had to end.
func Interrupted(err error) bool {
	return errors.Is(err, ErrInterrupted) || errors.Is(err, ErrDown) || errors.Is(err, ErrGone)
}
