package notify

import (
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// Signer makes one signature of a webhook message, as it stands in the header.
type Signer interface {
	Sign(id string, at time.Time, body []byte) (string, error)
}

// Prefixes of secrets in Standard Webhooks.
const (
	symmetric  = "whsec_"
	asymmetric = "whsk_"
)

// ParseSecrets reads secrets separated by spaces. While a key is being
// replaced there are two, and the receiver accepts either signature.
func ParseSecrets(s string) ([]Signer, error) {
	var out []Signer
	for _, secret := range strings.Fields(s) {
		signer, err := parseSecret(secret)
		if err != nil {
			return nil, err
		}
		out = append(out, signer)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("there is no secret")
	}
	return out, nil
}

// parseSecret never says in an error what the secret is.
func parseSecret(secret string) (Signer, error) {
	if rest, ok := strings.CutPrefix(secret, asymmetric); ok {
		return parsePrivate(rest)
	}
	rest, ok := strings.CutPrefix(secret, symmetric)
	if !ok {
		return nil, fmt.Errorf("a secret begins with %s or %s", symmetric, asymmetric)
	}
	key, err := base64.StdEncoding.DecodeString(rest)
	if err != nil {
		return nil, fmt.Errorf("what follows %s is not base64", symmetric)
	}
	if len(key) < 24 || len(key) > 64 {
		return nil, fmt.Errorf("a %s secret has 24 to 64 bytes, this one has %d", symmetric, len(key))
	}
	return standardwebhooks.NewWebhookRaw(key)
}

// parsePrivate reads an ed25519 key: its seed, or seed and public key.
func parsePrivate(s string) (Signer, error) {
	key, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return nil, fmt.Errorf("what follows %s is not base64", asymmetric)
	}
	switch len(key) {
	case ed25519.SeedSize:
		return privateKey(ed25519.NewKeyFromSeed(key)), nil
	case ed25519.PrivateKeySize:
		if whole := ed25519.NewKeyFromSeed(key[:ed25519.SeedSize]); !whole.Equal(ed25519.PrivateKey(key)) {
			return nil, fmt.Errorf("the two halves of the %s key do not belong together", asymmetric)
		}
		return privateKey(key), nil
	}
	return nil, fmt.Errorf("a %s key has 32 or 64 bytes, this one has %d", asymmetric, len(key))
}

// privateKey signs with ed25519, which the reference library does not.
type privateKey ed25519.PrivateKey

// Sign signs id, time and body, joined by full stops.
func (k privateKey) Sign(id string, at time.Time, body []byte) (string, error) {
	signed := fmt.Appendf(nil, "%s.%d.%s", id, at.Unix(), body)
	return "v1a," + base64.StdEncoding.EncodeToString(ed25519.Sign(ed25519.PrivateKey(k), signed)), nil
}
