package proof

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
)

// webOf is a copy behind a server that answers so, and how often it was asked.
func webOf(t *testing.T, answer http.HandlerFunc) (w Web, asked *atomic.Int32) {
	t.Helper()
	asked = new(atomic.Int32)
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		answer(rw, r)
	}))
	t.Cleanup(server.Close)
	client := server.Client()
	client.CheckRedirect = stay
	return Web{t.Context(), client, server.URL + "/", new(atomic.Int32)}, asked
}

// TestWebHostile: servers that lead elsewhere, answer without end, or fail again and again are told from a site, and asked
// a few times.
func TestWebHostile(t *testing.T) {
	elsewhere := "http://elsewhere.invalid/evidence/checkpoint"
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   string
	}{
		"another host": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere, http.StatusFound) },
			"leads to " + elsewhere + ", which was not named"},
		"a file": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		},
			"which was not named"},
		"its own network": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://169.254.169.254/", http.StatusFound)
		},
			"which was not named"},
		"itself": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) },
			"leads on and on"},
		"a body without end": {func(w http.ResponseWriter, _ *http.Request) {
			piece := bytes.Repeat([]byte("x"), 1<<20)
			for {
				if _, err := w.Write(piece); err != nil {
					return
				}
			}
		}, "answers more than"},
		"a status": {func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "", http.StatusServiceUnavailable) }, "answers 503"},
		"a body cut short": {func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "9") },
			"unexpected EOF"},
	} {
		w, _ := webOf(t, c.answer)
		if _, err := w.ReadFile("evidence/checkpoint"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	w, asked := webOf(t, func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "", 500) })
	for range 100 {
		if _, err := w.ReadFile("x"); err == nil {
			t.Error("a server that fails was read")
		}
	}
	if n := asked.Load(); n != maxFaults {
		t.Errorf("a server that fails was asked %d times", n)
	}
	w, _ = webOf(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("\n<!DOCTYPE html><p>Not here")) })
	if _, err := w.ReadFile("evidence/checkpoint"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a page in the place of a checkpoint: %v", err)
	}
}

// TestWebHangs: a server that does not answer is left when time is over.
func TestWebHangs(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	w, _ := webOf(t, func(_ http.ResponseWriter, r *http.Request) {
		cancel() // as the client's time would be over
		<-r.Context().Done()
	})
	w.Context = ctx
	if _, err := w.ReadFile("evidence/checkpoint"); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	u, err := url.Parse(w.Base)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := onWeb(ctx, w.Client, u); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
