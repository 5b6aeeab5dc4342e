package assemble

import (
	"bytes"
	"errors"
	"io"
	"sync"

	"gazette/internal/publish"
)

// Memory is a Sink that keeps everything and recalls nothing.
type Memory struct {
	mu    sync.Mutex
	Files map[string][]byte // by file
}

// Recall recalls nothing.
func (m *Memory) Recall(string, string) ([]byte, bool) { return nil, false }

// Remember does nothing.
func (m *Memory) Remember(string, string, []byte) {}

// Copy keeps a file.
func (m *Memory) Copy(unit, path string, open func() (io.ReadCloser, error)) error {
	in, err := open()
	if err != nil {
		return err
	}
	data, err := io.ReadAll(in)
	return errors.Join(err, in.Close(), m.Write(unit, path, data))
}

// Write keeps a file.
func (m *Memory) Write(_, path string, data []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.Files == nil {
		m.Files = map[string][]byte{}
	}
	m.Files[publish.FileOf(path)] = bytes.Clone(data)
	return nil
}
