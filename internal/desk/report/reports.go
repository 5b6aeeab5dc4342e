// Package report makes what the desk's pages say of a site: what there is to do, what is wrong with it, what it will be
// on a day, what recording would change and tell. It changes nothing.
package report

import (
	"sync"
	"time"

	"gazette/internal/desk/access"
	"gazette/internal/load"
	"gazette/internal/message"
	"gazette/internal/preview"
	"gazette/internal/recording"
	"gazette/internal/rule"
	"gazette/internal/settings"
	"gazette/internal/source"
)

// Reports make what the desk's pages say of a site. What costs much is worked out once for each snapshot.
type Reports struct {
	Preview *preview.Preview
	Folder  string                               // of the site, absolute: for links to files
	Editor  string                               // see EditorLink
	Now     func() time.Time                     // what a plan would be recorded at
	Rules   func(*settings.Config) message.Rules // who is told when
	Guard   *access.Guard                        // who may change files
	Place   recording.Place

	Messages func(after *load.Sources) ([]recording.PlannedMessage, error)
	Held     func(*load.Sources) int                                    // how many messages wait for a person to decide
	Built    func() bool                                                // whether pages were built before
	Pages    func(after *load.Sources) (*recording.PlannedPages, error) // which pages differ from those

	mu       sync.Mutex // one costly page at a time
	findings memo[source.Problems]
	plan     memo[Planned]
}

// memo is something worked out of one snapshot.
type memo[T any] struct {
	of    *preview.Snapshot
	value T
}

// of returns what was worked out of a snapshot, and works it out the first time.
func of[T any](mu *sync.Mutex, m *memo[T], shot *preview.Snapshot, work func() T) T {
	mu.Lock()
	defer mu.Unlock()
	if m.of != shot {
		m.of, m.value = shot, work()
	}
	return m.value
}

// OnlyErrors are the problems that keep a site from being published.
func OnlyErrors(ps source.Problems) (out source.Problems) {
	for _, p := range ps {
		if p.Severity == rule.Error {
			out = append(out, p)
		}
	}
	return out
}
