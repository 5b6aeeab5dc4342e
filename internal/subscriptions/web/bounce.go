package web

import (
	"errors"
	"io"
	"net/http"
)

// ErrReport says that a report is not signed by who may, or is none: sending
// it again does not help.
var ErrReport = errors.New("the report cannot be taken")

// reportMax is how large a report of a bounce may be.
const reportMax = 1 << 20

// bounce takes a signed report of a mail that came back.
func (s *Server) bounce(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, reportMax))
	if err != nil {
		http.Error(w, "the report is too large", http.StatusRequestEntityTooLarge)
		return
	}
	err = s.Report(r.Context(), r.Header, body)
	switch {
	case errors.Is(err, ErrReport):
		s.Log.Warn("a report was not taken", "error", err)
		http.Error(w, "the report was not taken", http.StatusUnauthorized)
	case err != nil: // ours: whoever reports tries again
		s.Log.Error("a report could not be kept", "error", err)
		http.Error(w, "the report could not be kept", http.StatusServiceUnavailable)
	default:
		w.WriteHeader(http.StatusNoContent)
	}
}
