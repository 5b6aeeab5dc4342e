package serve

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"
)

// State is what browsers are told: which version the pages are of, and what
// is wrong with the site's files.
type State struct {
	Version  int       `json:"version"`
	Problems []Problem `json:"problems"`
}

// Problem is one mistake, as the overlay shows it.
type Problem struct {
	Place   string `json:"place"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
	Excerpt string `json:"excerpt,omitempty"`
	Column  int    `json:"column,omitempty"` // of the excerpt, from 1
	Link    string `json:"link,omitempty"`   // opens the place in an editor
}

// hub tells every browser that listens the newest state.
type hub struct {
	mu      sync.Mutex
	state   State
	streams []chan State
}

// Tell makes a state the newest. A browser that is slow misses those between.
func (s *Server) Tell(state State) {
	h := &s.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	h.state = state
	for _, c := range h.streams {
		select {
		case <-c:
		default:
		}
		c <- state
	}
}

func (h *hub) now() State {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.state
}

// join returns a channel that holds the newest state not yet taken.
func (h *hub) join() chan State {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := make(chan State, 1)
	c <- h.state
	h.streams = append(h.streams, c)
	return c
}

func (h *hub) leave(c chan State) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.streams = slices.DeleteFunc(h.streams, func(o chan State) bool { return o == c })
}

// beat is how often a stream with nothing to tell shows that it lives, so
// that connections which are gone are noticed.
const beat = 25 * time.Second

// stream sends states as server-sent events until the browser leaves.
func (h *hub) stream(w http.ResponseWriter, r *http.Request) {
	c := h.join()
	defer h.leave(c)
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	alive := time.NewTicker(beat)
	defer alive.Stop()
	for {
		var err error
		select {
		case state := <-c:
			err = send(w, state)
		case <-alive.C:
			_, err = fmt.Fprint(w, ":\n\n")
		case <-r.Context().Done():
			return
		}
		if err != nil || out.Flush() != nil {
			return
		}
	}
}

func send(w http.ResponseWriter, state State) error {
	data, err := json.Marshal(state)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "id: %d\ndata: %s\n\n", state.Version, data)
	return err
}
