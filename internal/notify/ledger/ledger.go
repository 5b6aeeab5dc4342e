// Package ledger keeps receipts: one line of a file for each message that reached a channel, and for what people
// decided about messages and channels. A receipt that was acknowledged is on the disk.
package ledger

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"gazette/internal/durable"
)

// File is what a ledger is written to: an *os.File opened for appending, or
// what a test puts in its place.
type File interface {
	io.Writer
	Sync() error
	Truncate(size int64) error
	Close() error
}

// ErrWrite is wrapped by every failure to write a receipt.
var ErrWrite = errors.New("the receipt could not be written")

// Writer adds receipts. Append returns when the receipt is on the disk; those
// of several goroutines share one sync.
type Writer struct {
	file File
	size int64 // of the file, up to the last receipt that is on the disk

	mu      sync.Mutex
	waiting []*entry
	broken  error
	closed  bool
	wake    chan struct{}
	done    chan struct{}
}

// entry is a line on its way to the disk.
type entry struct {
	line   []byte
	result chan error
}

// Open opens a ledger for writing, of which data was read. It makes the
// end of the file right first: an unfinished line goes, a missing line end comes.
func Open(path string, b *Contents) (*Writer, error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return nil, err
	}
	if err := durable.SyncFolder(dir); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	l, err := New(file, b)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return l, nil
}

// New is Open for a file that is open already.
func New(file File, b *Contents) (*Writer, error) {
	l := &Writer{file: file, size: b.size, wake: make(chan struct{}, 1), done: make(chan struct{})}
	switch {
	case b.Torn > 0:
		if err := file.Truncate(b.size); err != nil {
			return nil, err
		}
	case b.open:
		if err := l.write([]byte("\n")); err != nil {
			return nil, err
		}
	}
	go l.run()
	return l, nil
}

// Append writes a receipt and returns when it is on the disk.
func (l *Writer) Append(r Receipt) error {
	line, err := r.line()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrWrite, err)
	}
	e := &entry{line, make(chan error, 1)}
	l.mu.Lock()
	if err := l.broken; err != nil || l.closed {
		l.mu.Unlock()
		return fmt.Errorf("%w: %w", ErrWrite, errors.Join(err))
	}
	l.waiting = append(l.waiting, e)
	l.mu.Unlock()
	select {
	case l.wake <- struct{}{}:
	default: // it is about to look anyway
	}
	return <-e.result
}

// Close ends the ledger when all that is waiting has been written.
func (l *Writer) Close() error {
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
	close(l.wake)
	<-l.done
	return l.file.Close()
}

// run writes what is waiting, all of it with one sync.
func (l *Writer) run() {
	defer close(l.done)
	for range l.wake {
		l.flush()
	}
	l.flush()
}

func (l *Writer) flush() {
	l.mu.Lock()
	batch := l.waiting
	l.waiting = nil
	err := l.broken
	l.mu.Unlock()
	if len(batch) == 0 {
		return
	}
	if err == nil {
		var lines []byte
		for _, e := range batch {
			lines = append(lines, e.line...)
		}
		if err = l.write(lines); err != nil {
			l.mu.Lock()
			l.broken = err // what cannot be receipted must not be sent
			l.mu.Unlock()
		}
	}
	for _, e := range batch {
		if err == nil {
			e.result <- nil
			continue
		}
		e.result <- fmt.Errorf("%w: %w", ErrWrite, err)
	}
}

// write adds bytes and syncs. When that fails, what was added is cut off again
// as far as the disk allows: a half line in the middle would hide what follows.
func (l *Writer) write(data []byte) error {
	_, err := l.file.Write(data)
	if err == nil {
		err = l.file.Sync()
	}
	if err != nil {
		return errors.Join(err, l.file.Truncate(l.size))
	}
	l.size += int64(len(data))
	return nil
}
