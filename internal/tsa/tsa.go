// Package tsa asks time-stamping authorities for time stamps (RFC 3161) and judges what they answer.
package tsa

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"
)

// Stamp is what a time stamp proves.
type Stamp struct {
	Time      time.Time
	Authority string // the subject of the certificate that signed
	Chained   bool   // that certificate leads to one of the given roots
}

// limit is how large an answer may be: a chain of certificates takes 10 KB.
const limit = 1 << 20

// wait is how long an authority may take.
const wait = 20 * time.Second

// Ask asks the authority at an address for a time stamp over data. The answer is verified but for its chain, which
// [Verify] judges; it is returned as it came: a TimeStampResp in DER.
func Ask(ctx context.Context, client *http.Client, address string, data []byte) ([]byte, error) {
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 64))
	if err != nil {
		return nil, err
	}
	request, err := timestamp.CreateRequest(bytes.NewReader(data),
		&timestamp.RequestOptions{Hash: crypto.SHA256, Certificates: true, Nonce: nonce})
	if err != nil {
		return nil, err
	}
	answer, err := post(ctx, client, address, request)
	if err != nil {
		return nil, err
	}
	stamp, err := timestamp.ParseResponse(answer)
	if err != nil {
		return nil, fmt.Errorf("the answer cannot be used: %w", err)
	}
	if stamp.Nonce == nil || stamp.Nonce.Cmp(nonce) != 0 {
		return nil, errors.New("the answer belongs to another question: its nonce differs")
	}
	if _, err := Verify(answer, data, nil); err != nil {
		return nil, err
	}
	return answer, nil
}

func post(ctx context.Context, client *http.Client, address string, request []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(request))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/timestamp-query")
	resp, err := client.Do(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("it answers %s", resp.Status)
	}
	return io.ReadAll(io.LimitReader(resp.Body, limit))
}

// Verify judges a TimeStampResp over data: its signature, that it is about this data, and, with roots, that the
// certificate leads to one of them, for time stamping, at the time that the stamp names.
func Verify(answer, data []byte, roots *x509.CertPool) (Stamp, error) {
	stamp, err := timestamp.ParseResponse(answer)
	if err != nil {
		return Stamp{}, fmt.Errorf("cannot be read: %w", err)
	}
	sum := sha256.Sum256(data)
	if stamp.HashAlgorithm != crypto.SHA256 || !bytes.Equal(stamp.HashedMessage, sum[:]) {
		return Stamp{}, errors.New("is about something else")
	}
	signed, err := pkcs7.Parse(stamp.RawToken)
	if err != nil {
		return Stamp{}, err
	}
	by := signed.GetOnlySigner()
	if by == nil {
		return Stamp{}, errors.New("does not hold the certificate that signed it")
	}
	out := Stamp{Time: stamp.Time.UTC(), Authority: by.Subject.String()}
	if roots == nil {
		return out, nil
	}
	between := x509.NewCertPool()
	for _, c := range signed.Certificates {
		between.AddCert(c)
	}
	_, err = by.Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: stamp.Time,
		KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}})
	if err != nil {
		return out, fmt.Errorf("its certificate does not lead to the given root: %w", err)
	}
	out.Chained = true
	return out, nil
}
