//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestSubscriptionsHangup: SIGHUP makes a service read the site again, for its
// pages and its mails; one that sends alone outlives it.
func TestSubscriptionsHangup(t *testing.T) {
	t.Parallel()
	s := newSignUps(t, "", "")
	again := func(c *exec.Cmd, log *voice) {
		t.Helper()
		if err := c.Process.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		wait(t, "the site was read again", func() bool { return strings.Contains(log.String(), "the site was read again") })
	}
	worker, log := s.command("subscriptions", "serve", "--work"), &voice{}
	worker.Stderr = log
	if err := worker.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- worker.Wait() }()
	t.Cleanup(func() { _ = worker.Process.Kill() })
	wait(t, "the worker works", func() bool { return strings.Contains(log.String(), "working") })
	again(worker, log)
	if err := worker.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Fatalf("%v\n%s", err, log)
	}

	s.serve()
	config, err := os.ReadFile(filepath.Join(s.dir, "gazette.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	s.write("gazette.yaml", strings.Replace(string(config), "title: Example", "title: Renamed", 1))
	again(s.cmd, s.log)
	if _, page := s.do("GET", "subscribe", ""); !strings.Contains(page, "Renamed") {
		t.Errorf("the page is the old one:\n%s", page)
	}
	s.signUp("ada@example.com", "cookies", "en")
	if mail := s.box.all("ada@example.com")[0]; !strings.Contains(mail.subject+mail.text, "Renamed") {
		t.Errorf("the mail is of the old site: %s\n%s", mail.subject, mail.text)
	}
}
