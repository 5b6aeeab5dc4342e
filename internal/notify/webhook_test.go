package notify

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"gazette/internal/notify/ledger"
)

// Secrets of tests; the first is that of the specification's examples.
const (
	oldSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
	newSecret = "whsec_dGhpcyBpcyB0d2VudHktZm91ciBieXRlcyBhbmQgbW9yZQ=="
)

func signers(t testing.TB, s string) []Signer {
	out, err := ParseSecrets(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func hook(t testing.TB, url string) *Webhook {
	return &Webhook{URL: url, Secrets: signers(t, oldSecret), Client: NewClient(true), Now: time.Now}
}

var someMessage = Message{ID: "2026-03-01-amended-0123456789abcdef-announced-products", Payload: []byte(`{"type":"notice.change.announced","data":{"title":"Größe"}}`)}

// TestReferenceVerifies: what arrives satisfies the reference library with
// either secret of a rotation, and no other.
func TestReferenceVerifies(t *testing.T) {
	var body []byte
	var header http.Header
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ = io.ReadAll(r.Body)
		header = r.Header
	}))
	defer server.Close()
	w := hook(t, server.URL)
	w.Secrets = signers(t, oldSecret+" "+newSecret)
	if o := w.Deliver(t.Context(), someMessage); o.Err != nil {
		t.Fatal(o.Err)
	}
	for _, secret := range []string{oldSecret, newSecret} {
		receiver, err := standardwebhooks.NewWebhook(secret)
		if err != nil {
			t.Fatal(err)
		}
		if err := receiver.Verify(body, header); err != nil {
			t.Error(err)
		}
		if err := receiver.Verify(append(body, ' '), header); err == nil {
			t.Error("a changed body is verified")
		}
	}
	other, _ := standardwebhooks.NewWebhook("whsec_" + base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32)))
	if other.Verify(body, header) == nil {
		t.Error("another secret verifies")
	}
	if id := header.Get("webhook-id"); id != someMessage.ID || strings.Contains(id, ".") {
		t.Errorf("webhook-id is %q", id)
	}
	if !bytes.Equal(body, someMessage.Payload) || header.Get("Content-Type") != "application/json" {
		t.Errorf("%s: %s", header.Get("Content-Type"), body)
	}
}

// TestEd25519: the signature is that of id, time and body under the public key.
func TestEd25519(t *testing.T) {
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range [][]byte{private, private.Seed()} {
		s := signers(t, "whsk_"+base64.StdEncoding.EncodeToString(key))[0]
		got, err := s.Sign("msg_1", time.Unix(1674087231, 0), []byte(`{"a":1}`))
		if err != nil {
			t.Fatal(err)
		}
		raw, ok := strings.CutPrefix(got, "v1a,")
		signature, err := base64.StdEncoding.DecodeString(raw)
		if !ok || err != nil || !ed25519.Verify(public, []byte(`msg_1.1674087231.{"a":1}`), signature) {
			t.Errorf("%q does not verify", got)
		}
	}
}

// TestSpecificationExample is the signature that the specification shows.
func TestSpecificationExample(t *testing.T) {
	got, err := signers(t, oldSecret)[0].Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 0), []byte(`{"test": 2432232314}`))
	if want := "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; err != nil || got != want {
		t.Errorf("%s, %v, want %s", got, err, want)
	}
}

func TestBadSecrets(t *testing.T) {
	for _, bad := range []string{"", "secret", "whsec_", "whsec_!", "whsec_c2hvcnQ=", "whsk_c2hvcnQ=", oldSecret + " nonsense",
		"whsk_" + base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{1}, 64)), "whsec_" + base64.StdEncoding.EncodeToString(make([]byte, 65))} {
		_, err := ParseSecrets(bad)
		if err == nil {
			t.Errorf("%q is taken", bad)
		} else if rest, ok := strings.CutPrefix(bad, "whsec_"); ok && len(rest) > 4 && strings.Contains(err.Error(), rest) {
			t.Errorf("the error tells the secret: %v", err)
		}
	}
}

func TestAnswers(t *testing.T) {
	var status int
	var after string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", after)
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(status)
		fmt.Fprint(w, "because")
	}))
	defer server.Close()
	for _, test := range []struct {
		status        int
		after         string
		ok, pass, end bool
		wait          time.Duration
	}{
		{200, "", true, false, false, 0}, {204, "", true, false, false, 0}, {202, "", true, false, false, 0},
		{301, "", false, false, false, 0}, {302, "", false, false, false, 0}, {308, "", false, false, false, 0},
		{400, "", false, false, false, 0}, {401, "", false, false, false, 0}, {404, "", false, false, false, 0},
		{408, "", false, true, false, 0}, {410, "", false, false, true, 0}, {429, "7", false, true, false, 7 * time.Second},
		{500, "", false, true, false, 0}, {501, "", false, false, false, 0}, {502, "", false, true, false, 0},
		{503, "Sun, 01 Mar 2026 09:02:00 GMT", false, true, false, 2 * time.Minute}, {503, "nonsense", false, true, false, 0},
		{504, "-5", false, true, false, 0},
	} {
		status, after = test.status, test.after
		w := hook(t, server.URL)
		w.Now = func() time.Time { return someDay }
		o := w.Deliver(t.Context(), someMessage)
		if (o.Err == nil) != test.ok || o.Passing != test.pass || o.Gone != test.end || o.After != test.wait {
			t.Errorf("%d %q: %+v", test.status, test.after, o)
		}
	}
}

// TestRedirectsAreNotFollowed: not to another address, which would get the message.
func TestRedirectsAreNotFollowed(t *testing.T) {
	var hits atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits.Add(1) }))
	defer other.Close()
	server := httptest.NewServer(http.RedirectHandler(other.URL, http.StatusTemporaryRedirect))
	defer server.Close()
	if o := hook(t, server.URL).Deliver(t.Context(), someMessage); o.Err == nil || o.Passing || hits.Load() > 0 {
		t.Errorf("%+v, %d hits", o, hits.Load())
	}
}

func TestPrivateAddresses(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the request came through") }))
	defer server.Close()
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(server.URL, "http://"))
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "0x7f.1"} {
		w := &Webhook{URL: "http://" + net.JoinHostPort(strings.Trim(host, "[]"), port), Secrets: signers(t, oldSecret), Client: NewClient(false), Now: time.Now}
		if o := w.Deliver(t.Context(), someMessage); o.Err == nil {
			t.Errorf("%s is reached", host)
		}
	}
	w := &Webhook{URL: server.URL, Secrets: signers(t, oldSecret), Client: NewClient(false), Now: time.Now}
	if o := w.Deliver(t.Context(), someMessage); !errors.Is(o.Err, ErrPrivate) || o.Passing || !strings.Contains(o.Err.Error(), "allow_private") {
		t.Errorf("%+v", o)
	}
	for _, address := range strings.Fields("8.8.8.8 1.1.1.1 2606:4700::1111 2a00:1450::1 ::ffff:8.8.8.8 168.63.129.15 192.0.1.1 9.255.255.255 223.255.255.255") {
		if !public(netip.MustParseAddr(address)) {
			t.Errorf("%s is refused", address)
		}
	}
	// The registries of special-purpose addresses (IANA), first and last
	// addresses, and where clouds answer machines.
	for _, address := range strings.Fields(`0.0.0.0 0.1.2.3 0.255.255.255 10.0.0.0 10.1.2.3 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.255
		169.254.0.0 169.254.169.254 169.254.170.2 169.254.255.255 172.16.0.1 172.31.255.255 192.0.0.0 192.0.0.8 192.0.0.9 192.0.0.170 192.0.0.192 192.0.2.1
		192.31.196.1 192.52.193.1 192.88.99.1 192.168.1.1 192.175.48.1 198.18.0.0 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1
		255.255.255.255 168.63.129.16 100.100.100.200
		:: ::1 ::10.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:0:10.0.0.1 64:ff9b::a00:1 64:ff9b::808:808 64:ff9b:1::1 100::1 100:0:0:1::1 2001::1 2001:1::1 2001:2::1
		2001:3::1 2001:4:112::1 2001:10::1 2001:20::1 2001:30::1 2001:db8::1 2002:a00:1:: 2620:4f:8000::1 3ffe::1 3fff::1 3fff:fff:ffff::1 4000::1 5f00::1 fc00::1
		fd00::1 fd00:ec2::254 fd20:ce::254 fe80::1 fe80::1%eth0 2001:db8::1%eth0 fec0::1 feff::1 ff02::1`) {
		if public(netip.MustParseAddr(address)) {
			t.Errorf("%s is reached", address)
		}
	}
	if public(netip.Addr{}) {
		t.Error("no address is reached")
	}
}

// TestHangingReceiver: a receiver that accepts and says nothing costs a bounded time.
func TestHangingReceiver(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	w := hook(t, "http://"+listener.Addr().String())
	if w.Client.Timeout != attemptTime {
		t.Errorf("an attempt may take %s", w.Client.Timeout)
	}
	w.Client.Timeout = 50 * time.Millisecond
	if o := w.Deliver(t.Context(), someMessage); !o.Passing {
		t.Errorf("%+v", o)
	}
}

func TestErrorsHideTheAddress(t *testing.T) {
	w := hook(t, "http://127.0.0.1:1/services/T000/secret")
	if o := w.Deliver(t.Context(), someMessage); o.Err == nil || !o.Passing || strings.Contains(o.Err.Error(), "secret") {
		t.Errorf("%+v", o)
	}
}

func TestTooLargeForAWebhook(t *testing.T) {
	w := hook(t, "http://127.0.0.1:1")
	if o := w.Deliver(t.Context(), Message{ID: "x", Payload: make([]byte, PayloadMax)}); o.Err == nil || o.Passing {
		t.Errorf("%+v", o)
	}
}

// BenchmarkWebhook delivers 10,000 messages to a receiver on this machine, 16
// at a time, each with a receipt on the disk.
func BenchmarkWebhook(b *testing.B) {
	var got atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		got.Add(1)
	}))
	defer server.Close()
	const messages = 10_000
	payload := bytes.Repeat([]byte("x"), 2000)
	for b.Loop() {
		path := filepath.Join(b.TempDir(), "receipts.jsonl")
		book, _ := ledger.Read(nil)
		receipts, err := ledger.Open(path, book)
		if err != nil {
			b.Fatal(err)
		}
		w := hook(b, server.URL)
		q := Queue{Channel: "products", Limit: 16}
		for i := range messages {
			id := fmt.Sprintf("2026-03-01-amended-%016x-announced-products", i)
			q.Tasks = append(q.Tasks, Task{ID: id, Channel: w, Compose: func() (Message, error) { return Message{ID: id, Payload: payload}, nil }})
		}
		c := &Dispatcher{Ledger: receipts, Day: "2026-03-01", RetryFor: time.Second, Now: time.Now}
		c.Run(context.Background(), []Queue{q})
		if err := receipts.Close(); err != nil {
			b.Fatal(err)
		}
		data, _ := os.ReadFile(path)
		if n := bytes.Count(data, []byte("\n")); n != messages {
			b.Fatalf("%d receipts", n)
		}
	}
	b.ReportMetric(float64(messages)*float64(b.N)/b.Elapsed().Seconds(), "deliveries/s")
}
