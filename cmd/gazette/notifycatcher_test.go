package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// caught is a mail as Python's parser read it.
type caught struct {
	Ready   bool              `json:"ready"`
	Rcpt    []string          `json:"rcpt"`
	Headers map[string]string `json:"headers"`
	Parts   map[string]string `json:"parts"`
	Defects []string          `json:"defects"`
}

// TestNotifyCatcher sends through a mail server that has nothing to do with
// ours (aiosmtpd, in Debian's python3-aiosmtpd) and lets an independent parser
// read what arrived. GAZETTE_CATCHER=required makes its absence a failure.
func TestNotifyCatcher(t *testing.T) {
	if out, err := exec.Command("python3", "-c", "import aiosmtpd").CombinedOutput(); err != nil {
		if os.Getenv("GAZETTE_CATCHER") == "required" {
			t.Fatalf("%v\n%s", err, out)
		}
		t.Skip("SKIPPED: python3 with aiosmtpd is not installed")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	_ = listener.Close()
	catcher := exec.Command("python3", filepath.Join("testdata", "catcher", "catcher.py"), fmt.Sprint(port))
	catcher.Stderr = os.Stderr
	stdin, err := catcher.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := catcher.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := catcher.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = stdin.Close(); _ = catcher.Wait() }()
	lines := bufio.NewScanner(stdout)
	lines.Buffer(nil, 1<<20)
	next := func() (c caught) {
		if !lines.Scan() {
			t.Fatal("the catcher ended")
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		return c
	}
	if !next().Ready {
		t.Fatal("the catcher is not ready")
	}
	dir := notifySite(t, 1)
	settings := fmt.Sprintf("title: Example\nbase_url: https://www.example.com/\ndefault_locale: en\nlocales: [en, ar, ja]\nnotify:\n  max_age: 9999d\n  channels:\n    - name: customers\n      type: email\n      smtp: smtp://127.0.0.1:%d\n"+
		"      from: Recht & Gesetz GmbH <legal@example.com>\n      unsubscribe: https://lists.example.com/u/{token}\n      to:\n        - {address: en@lists.example.com}\n        - {address: ar@lists.example.com, locale: ar}\n        - {address: ja@lists.example.com, locale: ja}\n", port)
	if err := os.WriteFile(filepath.Join(dir, "gazette.yaml"), []byte(settings), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := notifyCommand(dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	words := map[string]string{"en": "new text in force", "ar": "نص جديد", "ja": "Cookies"}
	for range len(words) {
		c := next()
		lang := c.Headers["content-language"]
		if len(c.Rcpt) != 1 || c.Rcpt[0] != lang+"@lists.example.com" || len(c.Defects) > 0 || !strings.Contains(c.Headers["subject"], words[lang]) {
			t.Errorf("to %v: %q, defects %v", c.Rcpt, c.Headers["subject"], c.Defects)
		}
		delete(words, lang)
		for name, want := range map[string]string{"list-unsubscribe": "<https://lists.example.com/u/", "list-unsubscribe-post": "List-Unsubscribe=One-Click", "auto-submitted": "auto-generated",
			"message-id": "<2010-01-02-amended-", "list-id": "<customers.www.example.com>", "from": `Recht & Gesetz GmbH`} {
			if !strings.Contains(c.Headers[name], want) {
				t.Errorf("%s: %s is %q", lang, name, c.Headers[name])
			}
		}
		if !strings.Contains(c.Parts["text/plain"], "https://www.example.com/") || !strings.Contains(c.Parts["text/html"], `lang="`+lang+`"`) {
			t.Errorf("%s: parts %q", lang, c.Parts)
		}
	}
	if len(words) > 0 {
		t.Errorf("nothing arrived in %v", words)
	}
}
