//go:build unix

package main

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"gazette/internal/fixture"
)

// TestServeLinks: what a link leads to is shown only if it could stand in the
// link's place, also if the link comes while the site is served.
func TestServeLinks(t *testing.T) {
	s := startServe(t)
	text := func(words string) string {
		return "---\ntitle: House rules\nlocale: en\neffective: 2026-01-01\n---\n\n" + words + "\n"
	}
	for _, dir := range []string{"shared", ".git", "static"} {
		if err := os.MkdirAll(filepath.Join(s.dir, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	s.save(".env", "TOKEN=1")
	s.save("private.md", text("TOKEN=2"))
	s.save(".git/config", "TOKEN=3")
	link := func(name, to string) {
		if err := os.Symlink(to, filepath.Join(s.dir, name)); err != nil {
			t.Skip("SKIPPED: no symbolic links here:", err)
		}
	}
	link("static/env", "../.env")
	link("static/git", "../.git")
	link("content/en/private.md", "../../private.md")
	s.await("the refused links", func() bool {
		said := s.said.String()
		return strings.Contains(said, "content/en/private.md: cannot be read: the symbolic link leads out of content/") &&
			strings.Contains(said, "static/env: cannot be read: the symbolic link leads into a hidden place")
	})
	for _, path := range []string{"/env", "/static/env", "/git/config", "/legal/private/", "/..%2f.env", "/_gazette/", "/_gazette/findings/"} {
		if _, body := s.get(path); strings.Contains(body, "TOKEN") {
			t.Errorf("%s shows what the link leads to", path)
		}
	}
	s.save("shared/house-rules.md", text("First words."))
	link("content/en/house-rules.md", "../../shared/house-rules.md")
	s.await("the shared text", func() bool { _, body := s.get("/legal/house-rules/"); return strings.Contains(body, "First words.") })
	s.save("shared/house-rules.md", text("Second words."))
	s.await("the edit of its target", func() bool { _, body := s.get("/legal/house-rules/"); return strings.Contains(body, "Second words.") })
}

// TestServeStatic: a large file is handed out in parts, not taken into memory.
func TestServeStatic(t *testing.T) {
	s := startServe(t)
	const size = 3 << 30
	f, err := os.Create(filepath.Join(s.dir, "static", "film.mp4"))
	if err == nil {
		err = f.Truncate(size)
		f.Close()
	}
	if err != nil {
		t.Skip("SKIPPED: no room:", err)
	}
	s.await("the end of the file", func() bool {
		q, _ := http.NewRequest("GET", s.url+"/film.mp4", nil)
		q.Header.Set("Range", "bytes=-3")
		r, err := s.client.Do(q)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		data, err := io.ReadAll(r.Body)
		return err == nil && r.StatusCode == http.StatusPartialContent && string(data) == "\x00\x00\x00"
	})
}

// TestServeOutOfFiles: a preview that the system gives no more open files says
// so, accuses no file, keeps what it has, and recovers by itself.
func TestServeOutOfFiles(t *testing.T) {
	dir := t.TempDir()
	const front = "---\ntitle: Terms\nlocale: en\neffective: 2026-01-01\n---\n\n"
	put := func(name, text string) {
		fixture.Write(t, dir, name, text)
	}
	put("gazette.yaml", "title: T\nbase_url: https://www.example.com/\ndefault_locale: en\nlocales: [en]\n")
	put("content/en/terms.md", front+"First words.\n")
	put("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
	c := exec.Command("sh", "-c", `ulimit -n 40; exec "$@"`, "sh", program(t), "-C", dir, "serve", "--host", "127.0.0.1", "--date", "2026-06-01")
	stdout, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	said := &voice{}
	c.Stderr = said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Process.Signal(syscall.SIGTERM); _ = c.Wait() }()
	address, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err, said)
	}
	host := strings.TrimPrefix(strings.TrimSpace(address), "http://")
	host, _, _ = strings.Cut(host, "/")
	one, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	defer one.Close()
	from := bufio.NewReader(one)
	ask := func(path string) (int, string) { // on the one connection that it has
		if _, err := io.WriteString(one, "GET "+path+" HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		r, err := http.ReadResponse(from, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		return r.StatusCode, string(body)
	}
	until := func(what string, holds func() bool) {
		t.Helper()
		for late := time.After(time.Minute); !holds(); {
			select {
			case <-late:
				t.Fatalf("never: %s; said:\n%s", what, said)
			case <-time.After(5 * time.Millisecond):
			}
		}
	}
	until("the page", func() bool {
		status, body := ask("/terms/")
		return status == 200 && strings.Contains(body, "First words.")
	})
	var others []net.Conn
	for range 60 { // more than it can take
		other, err := net.Dial("tcp", host)
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		others = append(others, other)
	}
	const short = "the system allows no more open files"
	until("the lack", func() bool { status, body := ask("/logo.svg"); return status == 503 && strings.Contains(body, short) })
	put("content/en/terms.md", front+"Second words.\n")
	until("the lack on the terminal", func() bool { return strings.Contains(said.String(), short) })
	if _, body := ask("/terms/"); strings.Contains(body, "content/en/terms.md") {
		t.Errorf("the text is accused:\n%s", body)
	}
	for _, other := range others {
		other.Close()
	}
	until("the edit", func() bool {
		status, body := ask("/terms/")
		return status == 200 && strings.Contains(body, "Second words.")
	})
	until("the file", func() bool { status, _ := ask("/logo.svg"); return status == 200 })
	until("mended", func() bool { return strings.Contains(said.String(), "fixed") })
	for _, accused := range []string{"content/", "archive/", "static/", "templates/", "gazette.yaml"} {
		if strings.Contains(said.String(), accused) {
			t.Errorf("%s is accused:\n%s", accused, said)
		}
	}
}
