package e2e

import (
	"html"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// agreed is what a person agrees to on a page.
var agreed = regexp.MustCompile(`name="agree" value="([^"]+)"`)

// visitor asks a desk as a browser does.
type visitor struct {
	*testing.T
	address string
	cookies []*http.Cookie
}

func (v *visitor) post(path string, in url.Values) (string, error) {
	r, err := http.NewRequest("POST", v.address+path, strings.NewReader(in.Encode()))
	if err != nil {
		v.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", v.address)
	for _, c := range v.cookies {
		r.AddCookie(c)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return string(body), err
}

// TestDeskKillRecording: the desk is killed while it records what a person has agreed to. The draft is a draft or is ready,
// never half a file, and once the command records what is left, the archive is what it would have been.
func TestDeskKillRecording(t *testing.T) {
	t.Parallel()
	program := programOf(t)
	const file, draft = "content/en/rules.md", "---\ntitle: Rules\nlocale: en\neffective: 2026-12-01\ndraft: true\nsummary: What holds.\n---\nText.\n"
	whole := t.TempDir()
	command(t, whole, "init", "--yes")
	begun := t.TempDir()
	if err := os.CopyFS(begun, os.DirFS(whole)); err != nil {
		t.Fatal(err)
	}
	put := func(dir, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ready := strings.Replace(draft, "draft: true\n", "", 1)
	put(whole, ready)
	command(t, whole, "record", "--yes", "--date", day)
	want := archived(t, whole)
	for round := range kills() + 1 {
		alive := round == kills() // the last time, to see that it records at all
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(begun)); err != nil {
			t.Fatal(err)
		}
		put(dir, draft)
		address, stop := serveAt(t, program, dir, day)
		r, err := http.Get(address + "/_gazette/")
		if err != nil {
			t.Fatal(err)
		}
		_ = r.Body.Close()
		v := &visitor{t, address, r.Cookies()}
		in := url.Values{"what": {"ready"}, "file": {file}}
		page, err := v.post("/_gazette/do/", in)
		m := agreed.FindStringSubmatch(page)
		if err != nil || m == nil {
			t.Fatal(err, page)
		}
		in.Set("agree", html.UnescapeString(m[1]))
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			if alive {
				return
			}
			time.Sleep(time.Duration(rand.IntN(120)) * time.Millisecond)
			stop()
		}()
		_, _ = v.post("/_gazette/do/", in)
		<-ended
		if alive {
			stop()
			if got := archived(t, dir); !maps.Equal(got, want) {
				t.Fatalf("the desk has recorded %v, want %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
			}
		}
		left, err := os.ReadFile(filepath.Join(dir, file))
		if text := string(left); err != nil || text != draft && text != ready {
			t.Fatalf("after kill %d the file holds %q, %v", round, left, err)
		}
		put(dir, ready)
		command(t, dir, "record", "--yes", "--date", day)
		if got := archived(t, dir); !maps.Equal(got, want) {
			t.Fatalf("after kill %d the archive holds %v, want %v", round, slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
		}
	}
}
