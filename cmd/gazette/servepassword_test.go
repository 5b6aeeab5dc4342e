package main

import (
	"net/http"
	"os"
	"strings"
	"testing"
)

// TestServePassword: where there is a password, nothing is shown without it: no page, no draft, no page of another day,
// no event and no part of the desk.
func TestServePassword(t *testing.T) {
	file := t.TempDir() + "/password"
	if err := os.WriteFile(file, []byte("correct horse\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := startServeAs(t, serveFlags{editor: "none", passwordFile: file})
	s.save("content/en/roadmap.md", "---\ntitle: Roadmap\nlocale: en\neffective: 2026-11-01\ndraft: true\n---\n\nSecret.\n")
	ask := func(path, password string) int {
		r, err := http.NewRequest(http.MethodGet, s.url+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if password != "" {
			r.SetBasicAuth("ada", password)
		}
		answer, err := s.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		if answer.StatusCode == http.StatusUnauthorized && !strings.HasPrefix(answer.Header.Get("WWW-Authenticate"), "Basic ") {
			t.Errorf("%s asks for no password", path)
		}
		return answer.StatusCode
	}
	for _, path := range []string{"/legal/cookies/", "/legal/roadmap/", "/_gazette/day/drafts/legal/roadmap/", "/_gazette/day/2027-02-01/legal/",
		"/_gazette/", "/_gazette/reload.js", "/logo.svg", "/nothing/"} {
		if status := ask(path, ""); status != http.StatusUnauthorized {
			t.Errorf("%s without the password: %d", path, status)
		}
		if status := ask(path, "another"); status != http.StatusUnauthorized {
			t.Errorf("%s with another password: %d", path, status)
		}
		if status := ask(path, "correct horse"); status != http.StatusOK && path != "/nothing/" {
			t.Errorf("%s with the password: %d", path, status)
		}
	}
	if status := ask("/_gazette/events", ""); status != http.StatusUnauthorized {
		t.Errorf("events without the password: %d", status)
	}
}
