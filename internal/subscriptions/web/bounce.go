package web

import (
	"io"
	"net/http"
)

// reportMax is how large a report of a bounce may be.
const reportMax = 1 << 20

// bounce takes a signed report of a mail that came back.
func (s *Server) bounce(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, reportMax))
	if err != nil {
		http.Error(w, "the report is too large", http.StatusRequestEntityTooLarge)
		return
	}
	if err := s.Report(r.Context(), r.Header, body); err != nil {
		s.Log.Warn("a report was not taken", "error", err)
		http.Error(w, "the report was not taken", http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
