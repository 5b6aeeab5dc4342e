package main

import (
	"html"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// filled are the fields of the editor's form, as a browser without scripts sends them.
func filled(t *testing.T, page string) url.Values {
	t.Helper()
	out := url.Values{}
	for _, m := range regexp.MustCompile(`(?s)<textarea[^>]* name="(base|head|body)"[^>]*>\n?(.*?)</textarea>`).FindAllStringSubmatch(page, -1) {
		out.Set(m[1], strings.ReplaceAll(html.UnescapeString(m[2]), "\n", "\r\n"))
	}
	for _, m := range regexp.MustCompile(`<input type="hidden" name="(file|hash)" value="([^"]*)">`).FindAllStringSubmatch(page, -1) {
		out.Set(m[1], html.UnescapeString(m[2]))
	}
	if len(out) != 5 {
		t.Fatalf("the form has %v", out)
	}
	return out
}

// TestDeskWithoutScript: a text whose file has changed is offered with both changes, and saved at the second asking; where
// both have changed the same line nothing is saved, and the author's words stay in the form.
func TestDeskWithoutScript(t *testing.T) {
	d := openDesk(t)
	const name = "content/en/cookies.md"
	file := filepath.Join(d.dir, name)
	post := func(in url.Values) (int, string) {
		return d.ask("POST", "/_gazette/write/", "application/x-www-form-urlencoded", in.Encode(), nil)
	}
	edit := func(old, new string) {
		t.Helper()
		data, err := os.ReadFile(file)
		if err != nil || !strings.Contains(string(data), old) {
			t.Fatalf("%v: %s", err, data)
		}
		if err := os.WriteFile(file, []byte(strings.Replace(string(data), old, new, 1)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	_, page := d.ask("GET", "/_gazette/write/?file="+name, "", "", nil)
	in := filled(t, page)
	in.Set("body", in.Get("body")+"\r\nMine, at the end.\r\n")
	edit("locale: en\n", "locale: en\nversion: theirs\n")
	status, page := post(in)
	if status != http.StatusConflict || !strings.Contains(page, "Both changes are combined below") {
		t.Fatalf("status %d: %s", status, page)
	}
	if status, page := post(filled(t, page)); status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", status, page)
	}
	data, _ := os.ReadFile(file)
	if !strings.Contains(string(data), "version: theirs\n") || !strings.Contains(string(data), "Mine, at the end.\n") {
		t.Errorf("one of the changes is lost: %s", data)
	}

	_, page = d.ask("GET", "/_gazette/write/?file="+name, "", "", nil)
	in = filled(t, page)
	in.Set("body", strings.Replace(in.Get("body"), "Mine, at the end.", "Mine, once more.", 1))
	edit("Mine, at the end.", "Theirs, at the end.")
	for range 2 {
		if status, page = post(in); status != http.StatusConflict || !strings.Contains(page, "Mine, once more.") || !strings.Contains(page, "the same lines") {
			t.Fatalf("status %d: %s", status, page)
		}
		in = filled(t, page)
	}
	if data, _ := os.ReadFile(file); !strings.Contains(string(data), "Theirs, at the end.") {
		t.Errorf("what was there is lost: %s", data)
	}
}

// TestDeskCopyLeavesNothing: a copy for a colleague leaves nothing in the site's folder.
func TestDeskCopyLeavesNothing(t *testing.T) {
	d := openDesk(t)
	list := func() (out []string) {
		entries, err := os.ReadDir(filepath.Join(d.dir, ".cache"))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), "output-") {
				out = append(out, e.Name())
			}
		}
		return out
	}
	before := len(list())
	status, body := d.ask("GET", "/_gazette/copy.zip", "", "", nil)
	if status != http.StatusOK {
		t.Fatalf("status %d", status)
	}
	if got := pages(t, body); !got["index.html"] || !got["legal/cookies/index.html"] {
		t.Errorf("the copy holds %v", got)
	}
	if after := list(); len(after) != before {
		t.Errorf("the copy is remembered: %v", after)
	}
}
