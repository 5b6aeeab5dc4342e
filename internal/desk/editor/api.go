// Package editor answers what the editor's script asks: texts to read and to save, and what a text comes to while it is
// typed. Its script stands beside it; the page around it is the desk's.
package editor

import (
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"sync"

	"gazette/internal/desk/form"
	"gazette/internal/desk/wording"
	"gazette/internal/galley"
	"gazette/internal/manuscript"
	"gazette/internal/preview"
	"gazette/internal/source"
)

// API answers the editor's script, which asks below serve.Home+"api/". Requests and answers are JSON; see docs/desk.md.
type API struct {
	Preview *preview.Preview
	Texts   *manuscript.Folder
	Changed func(paths ...string) // tells the preview that files have changed

	mu  sync.Mutex     // of old
	old *galley.Galley // see settled
}

// saving is what a script asks to be saved.
type saving struct {
	Path string `json:"path"`
	Hash string `json:"hash"` // of the text that it was made from
	Base string `json:"base"` // that text, so that both can be merged
	Text string `json:"text"`
	Anew bool   `json:"anew,omitempty"` // the file is gone: it is written again
}

// conflict is the answer to a save whose file holds another text by now.
type conflict struct {
	Error  string           `json:"error"`
	Theirs manuscript.Text  `json:"theirs"`
	Mine   manuscript.Text  `json:"mine"`
	Merged *manuscript.Text `json:"merged,omitempty"` // both changes, if they do not touch
}

// SaveText saves a text.
func (a *API) SaveText(w http.ResponseWriter, r *http.Request) {
	var in saving
	if !read(w, r, &in) {
		return
	}
	now, err := a.save(in)
	var c *manuscript.Conflict
	switch {
	case errors.As(err, &c):
		out := conflict{Error: c.Error(), Theirs: c.Theirs,
			Mine: manuscript.Text{Path: in.Path, Data: in.Text, Hash: manuscript.HashOf(in.Text)}}
		if c.Clean {
			out.Merged = &manuscript.Text{Path: in.Path, Data: c.Merged, Hash: manuscript.HashOf(c.Merged)}
		}
		Reply(w, http.StatusConflict, out)
	case wording.Cause(err) != "":
		Reply(w, http.StatusUnprocessableEntity, map[string]string{"error": wording.For(r).Why(err)})
	case err != nil:
		fail(w, err)
	default:
		a.Changed(in.Path)
		Reply(w, http.StatusOK, map[string]string{"path": now.Path, "hash": now.Hash})
	}
}

func (a *API) save(in saving) (manuscript.Text, error) {
	if in.Anew {
		return a.Texts.Create(in.Path, in.Text)
	}
	return a.Texts.Save(in.Path, in.Hash, in.Base, in.Text)
}

// ReadText gives a text.
func (a *API) ReadText(w http.ResponseWriter, r *http.Request) {
	text, err := a.Texts.Read(r.URL.Query().Get("path"))
	if err != nil {
		fail(w, err)
		return
	}
	Reply(w, http.StatusOK, text)
}

// SetFront changes keys of a text's front matter, and gives the text back. Nothing is saved.
func (a *API) SetFront(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Text string            `json:"text"`
		Set  map[string]string `json:"set"` // a list has a line for each item
	}
	if !read(w, r, &in) {
		return
	}
	text, err := in.Text, error(nil)
	for _, k := range form.FrontKeys {
		value, ok := in.Set[k.Name]
		if !ok {
			continue
		}
		text, err = k.Set(text, value)
		if err != nil {
			fail(w, err)
			return
		}
	}
	Reply(w, http.StatusOK, map[string]string{"text": text})
}

// read decodes the JSON of a request. If it cannot, it answers.
func read(w http.ResponseWriter, r *http.Request, v any) bool {
	dec := json.NewDecoder(r.Body)
	dec.DisallowUnknownFields()
	err := dec.Decode(v)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		http.Error(w, "the request is too large", http.StatusRequestEntityTooLarge)
	case err != nil:
		http.Error(w, "the request is no JSON that the desk reads: "+err.Error(), http.StatusBadRequest)
	}
	return err == nil
}

// Reply answers with JSON.
func Reply(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// fail answers with an error, and the way out of it.
func fail(w http.ResponseWriter, err error) {
	status := http.StatusUnprocessableEntity
	switch {
	case errors.Is(err, fs.ErrNotExist):
		status = http.StatusNotFound
	case errors.Is(err, fs.ErrExist):
		status = http.StatusConflict
	}
	out := map[string]string{"error": err.Error()}
	var h *source.Hinted
	if errors.As(err, &h) {
		out["hint"] = h.Hint
	}
	Reply(w, status, out)
}
