package main

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDeskWay: a draft that follows a draft is shown beside it; a plan is shown where nothing has to be filled in, and says
// that a translation would be recorded before its source text.
func TestDeskWay(t *testing.T) {
	d := openDesk(t)
	d.post("/_gazette/do/", url.Values{"what": {"new"}, "title": {"House rules"}, "effective": {"2027-01-01"}})
	d.post("/_gazette/do/", url.Values{"what": {"translate"}, "notice": {"house-rules"}, "locale": {"de"}})
	const english, german = "content/en/house-rules.md", "content/de/house-rules.md"
	source := strings.Replace(d.read(english), "How readers reach you.", "Ring the bell.", 1)
	if status, body := d.save(map[string]string{"path": english, "hash": d.hashOf(english), "base": d.read(english), "text": source}, nil); status != http.StatusOK {
		t.Fatal(status, body)
	}
	question, _ := json.Marshal(map[string]string{"path": german, "text": d.read(german), "view": "source"})
	_, body := d.ask("POST", "/_gazette/api/look", "application/json", string(question), nil)
	if !strings.Contains(body, "Ring the bell.") {
		t.Errorf("beside the translation of a draft stands %s", body)
	}
	_, page := d.ask("GET", "/_gazette/do/?what=ready&file="+german, "", "", nil)
	if !strings.Contains(page, `name="agree"`) || !strings.Contains(page, "is still a draft") {
		t.Errorf("no plan is shown at once:\n%s", page)
	}
	if !strings.Contains(d.read(german), "draft: true") {
		t.Error("looking at a plan has changed the text")
	}
}

// TestDeskFollows: a translation that is behind becomes a draft of the source text's date, and its recorded text stays.
func TestDeskFollows(t *testing.T) {
	d := openDesk(t)
	const italian = "content/it/cookies.md"
	_, page := d.ask("GET", "/_gazette/write/?file="+italian, "", "", nil)
	d.post("/_gazette/do/", url.Values{"what": {"follow"}, "notice": {"cookies"}, "locale": {"it"}})
	now := d.read(italian)
	if !strings.Contains(now, "draft: true\n") || !strings.Contains(now, "\neffective: 2027-02-01\n") {
		t.Errorf("the translation that is behind is %s", now[:min(len(now), 300)])
	}
	if !strings.Contains(page, `value="follow"`) {
		t.Error("the editor does not offer to bring the translation up to date")
	}
	german := d.read("content/de/cookies.md")
	for _, l := range []string{"it", "de"} {
		d.post("/_gazette/do/", url.Values{"what": {"follow"}, "notice": {"cookies"}, "locale": {l}})
	}
	if d.read(italian) != now || d.read("content/de/cookies.md") != german {
		t.Error("a translation that was begun, or is not behind, was changed")
	}
}

// TestDeskFileGone: a text whose file was deleted while it was written is written again, and never over another.
func TestDeskFileGone(t *testing.T) {
	d := openDesk(t)
	const file = "content/en/cookies.md"
	was := d.read(file)
	in := map[string]any{"path": file, "hash": d.hashOf(file), "base": was, "text": was + "\nMine.\n"}
	ask := func() (int, string) {
		data, _ := json.Marshal(in)
		return d.ask("POST", "/_gazette/api/save", "application/json", string(data), nil)
	}
	if err := os.Remove(filepath.Join(d.dir, file)); err != nil {
		t.Fatal(err)
	}
	if status, body := ask(); status != http.StatusNotFound {
		t.Errorf("status %d: %s", status, body)
	}
	in["anew"] = true
	if status, body := ask(); status != http.StatusOK || !strings.HasSuffix(d.read(file), "Mine.\n") {
		t.Errorf("status %d: %s", status, body)
	}
	in["text"] = was
	if status, _ := ask(); status != http.StatusConflict || !strings.HasSuffix(d.read(file), "Mine.\n") {
		t.Errorf("status %d: another text was overwritten", status)
	}
}

// hashOf names what a file holds.
func (d *desk) hashOf(file string) string {
	d.Helper()
	_, body := d.ask("GET", "/_gazette/api/text?path="+url.QueryEscape(file), "", "", nil)
	var out struct{ Hash string }
	if err := json.Unmarshal([]byte(body), &out); err != nil {
		d.Fatal(err)
	}
	return out.Hash
}
