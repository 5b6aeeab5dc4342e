// Package tsatest runs a time-stamping authority (RFC 3161) in the process of a test.
package tsatest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/digitorus/timestamp"
)

// Authority is one, with its root certificate.
type Authority struct {
	URL     string
	RootPEM []byte
	Down    atomic.Bool // it answers 503
	Asked   atomic.Int64

	root, leaf *x509.Certificate
	key        *ecdsa.PrivateKey
	now        func() time.Time
}

// New starts an authority that ends with the test. now is its clock; nil for a fixed one.
func New(t testing.TB, now func() time.Time) *Authority {
	t.Helper()
	a := &Authority{now: now}
	if now == nil {
		a.now = func() time.Time { return time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC) }
	}
	if err := a.certify(); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(a.serve))
	t.Cleanup(server.Close)
	a.URL = server.URL + "/tsr"
	return a
}

// Roots are what a verifier would be given.
func (a *Authority) Roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.root)
	return pool
}

// certify makes a root and, below it, the certificate for time stamps, whose only use must be that (RFC 3161, 2.3).
func (a *Authority) certify() error {
	rootKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	if a.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		return err
	}
	from, to := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2050, 1, 1, 0, 0, 0, 0, time.UTC)
	root := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test root"}, NotBefore: from,
		NotAfter: to,
		IsCA:     true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	if a.root, err = sign(root, root, &rootKey.PublicKey, rootKey); err != nil {
		return err
	}
	a.RootPEM = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.root.Raw})
	usage, err := asn1.Marshal([]asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 8}})
	if err != nil {
		return err
	}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "Test time stamps"},
		NotBefore: from, NotAfter: to,
		KeyUsage:        x509.KeyUsageDigitalSignature,
		ExtraExtensions: []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: true, Value: usage}}}
	a.leaf, err = sign(leaf, a.root, &a.key.PublicKey, rootKey)
	return err
}

func sign(c, parent *x509.Certificate, public *ecdsa.PublicKey, by *ecdsa.PrivateKey) (*x509.Certificate, error) {
	der, err := x509.CreateCertificate(rand.Reader, c, parent, public, by)
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

func (a *Authority) serve(w http.ResponseWriter, r *http.Request) {
	a.Asked.Add(1)
	if a.Down.Load() {
		http.Error(w, "down", http.StatusServiceUnavailable)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err == nil {
		var request *timestamp.Request
		if request, err = timestamp.ParseRequest(body); err == nil {
			stamp := timestamp.Timestamp{HashAlgorithm: request.HashAlgorithm, HashedMessage: request.HashedMessage,
				Time:  a.now().UTC().Truncate(time.Second),
				Nonce: request.Nonce, Policy: asn1.ObjectIdentifier{1, 2, 3, 4, 1},
				AddTSACertificate: request.Certificates}
			if body, err = stamp.CreateResponseWithOpts(a.leaf, a.key, crypto.SHA256); err == nil {
				w.Header().Set("Content-Type", "application/timestamp-reply")
				_, _ = w.Write(body)
				return
			}
		}
	}
	http.Error(w, err.Error(), http.StatusBadRequest)
}
