package desk

import (
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"

	"gazette/internal/manuscript"
	"gazette/internal/source"
)

// The desk's script asks below serve.Home+"api/". Requests and answers are JSON; see docs/desk.md.

// saving is what a script asks to be saved.
type saving struct {
	Path string `json:"path"`
	Hash string `json:"hash"` // of the text that it was made from
	Base string `json:"base"` // that text, so that both can be merged
	Text string `json:"text"`
}

// conflict is the answer to a save whose file holds another text by now.
type conflict struct {
	Error  string           `json:"error"`
	Theirs manuscript.Text  `json:"theirs"`
	Mine   manuscript.Text  `json:"mine"`
	Merged *manuscript.Text `json:"merged,omitempty"` // both changes, if they do not touch
}

// saveText saves a text.
func (d *Desk) saveText(w http.ResponseWriter, r *http.Request) {
	var in saving
	if !read(w, r, &in) {
		return
	}
	now, err := d.texts.Save(in.Path, in.Hash, in.Base, in.Text)
	var c *manuscript.Conflict
	switch {
	case errors.As(err, &c):
		out := conflict{Error: c.Error(), Theirs: c.Theirs,
			Mine: manuscript.Text{Path: in.Path, Data: in.Text, Hash: manuscript.HashOf(in.Text)}}
		if c.Clean {
			out.Merged = &manuscript.Text{Path: in.Path, Data: c.Merged, Hash: manuscript.HashOf(c.Merged)}
		}
		reply(w, http.StatusConflict, out)
	case err != nil:
		fail(w, err)
	default:
		d.options.Work.Changed(in.Path)
		reply(w, http.StatusOK, map[string]string{"path": now.Path, "hash": now.Hash})
	}
}

// readText gives a text.
func (d *Desk) readText(w http.ResponseWriter, r *http.Request) {
	text, err := d.texts.Read(r.URL.Query().Get("path"))
	if err != nil {
		fail(w, err)
		return
	}
	reply(w, http.StatusOK, text)
}

// setFront changes keys of a text's front matter, and gives the text back. Nothing is saved.
func (d *Desk) setFront(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Text string            `json:"text"`
		Set  map[string]string `json:"set"` // a list has a line for each item
	}
	if !read(w, r, &in) {
		return
	}
	text, err := in.Text, error(nil)
	for _, k := range frontKeys {
		value, ok := in.Set[k.name]
		if !ok {
			continue
		}
		text, err = k.set(text, value)
		if err != nil {
			fail(w, err)
			return
		}
	}
	reply(w, http.StatusOK, map[string]string{"text": text})
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

func reply(w http.ResponseWriter, status int, v any) {
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
	reply(w, status, out)
}
