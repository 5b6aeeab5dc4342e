package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"gazette/internal/notify/ledger/ledgertest"
)

var someDay = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

func receipt(id string) Receipt {
	return Receipt{Message: id, Nonce: "AAAA", Channel: "products", At: someDay, Day: "2026-03-01", Result: Sent}
}

func lineOf(t interface{ Fatal(...any) }, r Receipt) []byte {
	data, err := r.line()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestCutAnywhere: a ledger cut at any byte, as by a killed process, is read
// up to its last whole line, and goes on from there.
func TestCutAnywhere(t *testing.T) {
	whole := append(lineOf(t, receipt("a")), lineOf(t, receipt("b"))...)
	for cut := range len(whole) + 1 {
		path := filepath.Join(t.TempDir(), "receipts.jsonl")
		if err := os.WriteFile(path, whole[:cut], 0o644); err != nil {
			t.Fatal(err)
		}
		b, err := Read(whole[:cut])
		if err != nil {
			t.Fatalf("cut at %d: %v", cut, err)
		}
		l, err := Open(path, b)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(l.Append(receipt("c")), l.Close()); err != nil {
			t.Fatal(err)
		}
		data, _ := os.ReadFile(path)
		after, err := Read(data)
		if err != nil || after.Torn > 0 || len(after.Receipts) != len(b.Receipts)+1 || after.Receipts[len(b.Receipts)].Message != "c" {
			t.Fatalf("cut at %d: %v\n%s", cut, err, data)
		}
	}
}

func TestUnreadableLines(t *testing.T) {
	good := string(lineOf(t, receipt("a")))
	for _, bad := range []string{"{}", "nonsense", `{"message":"x","channel":"c","at":"2026-03-01T00:00:00Z","result":"perhaps"}`, `{"channel":"c","at":"2026-03-01T00:00:00Z","result":"sent"}`,
		`{"message":"x","channel":"c","result":"sent"}`} {
		_, err := Read([]byte(good + bad + "\n" + good))
		var at *LineError
		if !errors.As(err, &at) || at.Line != 2 {
			t.Errorf("%s: %v", bad, err)
		}
	}
	future := `{"message":"x","channel":"c","at":"2026-03-01T00:00:00Z","result":"sent","weather":"fine"}` + "\n"
	if b, err := Read([]byte(future)); err != nil || len(b.Receipts) != 1 {
		t.Errorf("a field of a later version: %v", err)
	}
}

// TestDiskFull: a receipt that does not fit is an error, leaves no half line,
// and nothing is written after it.
func TestDiskFull(t *testing.T) {
	size := len(lineOf(t, receipt("a")))
	for _, file := range []*ledgertest.File{{Room: size + size/2, Syncs: 9}, {Room: 9 * size, Syncs: 1}} {
		b, _ := Read(nil)
		l, err := New(file, b)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Append(receipt("a")); err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{"b", "c"} {
			if err := l.Append(receipt(id)); !errors.Is(err, ErrWrite) {
				t.Errorf("receipt %s: %v", id, err)
			}
		}
		_ = l.Close()
		if got := file.String(); got != string(lineOf(t, receipt("a"))) {
			t.Errorf("the file holds %q", got)
		}
	}
}

// counting counts what a ledger does to its file.
type counting struct {
	ledgertest.File
	flushes int
}

func (c *counting) Sync() error { c.flushes++; return nil }

// TestGroupCommit: receipts of many goroutines are all there, each whole, and
// share syncs.
func TestGroupCommit(t *testing.T) {
	file := &counting{File: ledgertest.File{Room: 1 << 30}}
	b, _ := Read(nil)
	l, err := New(file, b)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 500 {
		wg.Go(func() {
			if err := l.Append(receipt(fmt.Sprint("m", i))); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := Read(file.Bytes())
	if err != nil || len(got.Receipts) != 500 {
		t.Fatalf("%d receipts, %v", len(got.Receipts), err)
	}
	if file.flushes == 0 || file.flushes > 500 {
		t.Errorf("%d syncs for 500 receipts", file.flushes)
	}
}

// TestAppendIsDurable: Append does not return before the sync has.
func TestAppendIsDurable(t *testing.T) {
	file := &ordered{entered: make(chan struct{}), leave: make(chan struct{})}
	b, _ := Read(nil)
	l, err := New(file, b)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- l.Append(receipt("a")) }()
	<-file.entered
	select {
	case <-done:
		t.Fatal("Append returned while the sync was under way")
	default:
	}
	close(file.leave)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
}

type ordered struct {
	ledgertest.File
	entered, leave chan struct{}
}

func (o *ordered) Write(p []byte) (int, error) { return len(p), nil }
func (o *ordered) Sync() error                 { close(o.entered); <-o.leave; return nil }

func TestReceiptsSurviveJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Receipt{Message: rapid.StringN(1, 20, -1).Draw(t, "message"), Channel: "c", At: someDay, Result: Dropped, Reason: rapid.String().Draw(t, "reason")}
		data := lineOf(t, r)
		if n := bytes.Count(data, []byte("\n")); n != 1 {
			t.Fatalf("%d line ends in %q", n, data)
		}
		var back Receipt
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatal(err)
		}
		if strings.ToValidUTF8(r.Reason, "\ufffd") != back.Reason {
			t.Fatalf("%q came back as %q", r.Reason, back.Reason)
		}
	})
}

func TestKeyHidesAddress(t *testing.T) {
	const address = "updates@lists.example.com"
	one, two := Key("one").Hash(address), Key("two").Hash(address)
	if one == two || one == "" || strings.Contains(one, address) {
		t.Errorf("hashes %q and %q", one, two)
	}
	if got := Key("").Hash(address); got != "" {
		t.Errorf("without a key there is a hash: %q", got)
	}
	if Key("one").Hash(address) != one {
		t.Error("the hash is not stable")
	}
}
