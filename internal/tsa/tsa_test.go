package tsa_test

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gazette/internal/tsa"
	"gazette/internal/tsa/tsatest"
)

var day = time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC)

func ask(t *testing.T, a *tsatest.Authority, data string) []byte {
	t.Helper()
	answer, err := tsa.Ask(context.Background(), http.DefaultClient, a.URL, []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestStamp(t *testing.T) {
	a, other := tsatest.New(t, func() time.Time { return day }), tsatest.New(t, nil)
	answer := ask(t, a, "checkpoint")
	s, err := tsa.Verify(answer, []byte("checkpoint"), a.Roots())
	if err != nil || !s.Chained || !s.Time.Equal(day) || !strings.Contains(s.Authority, "Test time stamps") {
		t.Errorf("%+v %v", s, err)
	}
	if s, err = tsa.Verify(answer, []byte("checkpoint"), nil); err != nil || s.Chained {
		t.Errorf("without roots: %+v %v", s, err)
	}
	if _, err = tsa.Verify(answer, []byte("another"), a.Roots()); err == nil || !strings.Contains(err.Error(), "something else") {
		t.Errorf("over other data: %v", err)
	}
	if _, err = tsa.Verify(answer, []byte("checkpoint"), other.Roots()); err == nil || !strings.Contains(err.Error(), "does not lead to the given root") {
		t.Errorf("with another root: %v", err)
	}
	if _, err = tsa.Verify(answer[:len(answer)-2], []byte("checkpoint"), nil); err == nil {
		t.Error("a cut answer passes")
	}
}

func TestDown(t *testing.T) {
	a := tsatest.New(t, nil)
	a.Down.Store(true)
	if _, err := tsa.Ask(context.Background(), http.DefaultClient, a.URL, []byte("x")); err == nil || !strings.Contains(err.Error(), "503") {
		t.Errorf("%v", err)
	}
}

// TestOpenSSL: an independent program verifies what is kept.
func TestOpenSSL(t *testing.T) {
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("openssl is not installed")
		}
		t.Skip("SKIPPED: openssl is not installed")
	}
	a, dir := tsatest.New(t, nil), t.TempDir()
	for name, data := range map[string][]byte{"checkpoint": []byte("checkpoint"), "a.tsr": ask(t, a, "checkpoint"), "root.pem": a.RootPEM, "other": []byte("other")} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	verify := func(data string) (string, error) {
		c := exec.Command(openssl, "ts", "-verify", "-data", data, "-in", "a.tsr", "-CAfile", "root.pem")
		c.Dir = dir
		out, err := c.CombinedOutput()
		return string(out), err
	}
	if out, err := verify("checkpoint"); err != nil || !strings.Contains(out, "Verification: OK") {
		t.Errorf("%v\n%s", err, out)
	}
	if out, err := verify("other"); err == nil {
		t.Errorf("over other data it passes\n%s", out)
	}
}
