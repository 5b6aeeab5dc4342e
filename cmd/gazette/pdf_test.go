package main

import (
	"bytes"
	"os"
	"testing"
)

// TestNoBrowser: where no browser is installed, the message says what to install.
func TestNoBrowser(t *testing.T) {
	for _, known := range []string{"/usr/bin/google-chrome", "/usr/local/bin/chrome", "/snap/bin/chromium", "/Applications/Chromium.app", "/Applications/Google Chrome.app", `C:\Program Files`} {
		if _, err := os.Stat(known); err == nil {
			t.Skip("SKIPPED: this machine may have a browser at " + known)
		}
	}
	t.Setenv("PATH", t.TempDir())
	t.Setenv("NO_COLOR", "1")
	var out, talk bytes.Buffer
	dir := t.TempDir()
	if code := run([]string{"init", dir + "/site"}, &out, &out); code != exitDone {
		t.Fatal(out.String())
	}
	out.Reset()
	const want = "gazette: no browser was found to print with\n" +
		"  hint: install Chromium or Chrome (on Debian and Ubuntu: apt install chromium), or name one with --browser PATH\n"
	if code := run([]string{"-C", dir + "/site", "pdf", "--date", "2026-11-23"}, &out, &talk); code != exitProblems || talk.String() != want || out.Len() > 0 {
		t.Errorf("exit %d, stdout %q, stderr\n%s\nwant\n%s", code, &out, &talk, want)
	}
}
