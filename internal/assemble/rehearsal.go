package assemble

import (
	"errors"
	"io"

	"gazette/internal/load"
	"gazette/internal/source"
)

// templateFaults makes every page for nothing but the mistakes in the site's
// own templates that show only then. The built-in ones have none.
func templateFaults(s *load.Sources) source.Problems {
	if !s.Theme.Own() || s.Problems.Errors() {
		return nil
	}
	_, err := Run(s, nothing{}, Options{})
	var p source.Problem
	if errors.As(err, &p) {
		return source.Problems{p}
	}
	return nil
}

// nothing is a Sink that keeps nothing.
type nothing struct{}

func (nothing) Recall(string, string) ([]byte, bool)                     { return nil, false }
func (nothing) Write(string, string, []byte) error                       { return nil }
func (nothing) Copy(string, string, func() (io.ReadCloser, error)) error { return nil }
func (nothing) Remember(string, string, []byte)                          {}
