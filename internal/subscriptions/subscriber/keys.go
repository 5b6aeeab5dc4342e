package subscriber

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"strings"
	"time"
)

// SecretMin is how many bytes a secret has at least.
const SecretMin = 16

// ErrSecret says that a secret can be guessed.
var ErrSecret = errors.New("is shorter than 16 bytes")

// ErrToken says that a link is none of ours, or is too old.
var ErrToken = errors.New("the link is not known or has expired")

// Keys are what is derived of the service's secret, one for each use.
type Keys struct{ mark, link []byte }

// NewKeys derives the keys of a secret (RFC 5869).
func NewKeys(secret string) (Keys, error) {
	if len(secret) < SecretMin {
		return Keys{}, ErrSecret
	}
	var err error
	derive := func(use string) []byte {
		key, e := hkdf.Key(sha256.New, []byte(secret), nil, "gazette subscriptions: "+use, sha256.Size)
		err = errors.Join(err, e)
		return key
	}
	return Keys{mark: derive("marks of addresses"), link: derive("links in mails")}, err
}

// markSize is how many bytes of the hash a mark keeps.
const markSize = 20

var marks = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// Mark is the keyed hash of an address, as 32 small letters and digits: who
// has the key can ask whether it is a given address, nobody else can. It
// stands for the address where that is not kept, and in return paths.
type Mark string

// Mark hashes an address.
func (k Keys) Mark(address string) Mark {
	mac := hmac.New(sha256.New, k.mark)
	mac.Write([]byte(Fold(address)))
	return Mark(marks.EncodeToString(mac.Sum(nil)[:markSize]))
}

// links are written so that no two tokens stand for the same bytes.
var links = base64.RawURLEncoding.Strict()

// Purpose is what a link is for. A link for one is none for another.
type Purpose byte

// The purposes of links in mails.
const (
	Unsubscribe Purpose = 'u'
	Manage      Purpose = 'm'
)

// lives is for how many days a link is good; 0 for as long as the subscription.
var lives = map[Purpose]int{Unsubscribe: 0, Manage: 30}

const day = 24 * time.Hour

// Link makes the token of a link in a mail to a subscriber. It is signed and
// not stored: a million mails have a million links, all of which end with the
// subscription.
func (k Keys) Link(p Purpose, m Mark, now time.Time) string {
	raw, err := marks.DecodeString(string(m))
	if err != nil || len(raw) != markSize {
		return ""
	}
	raw = binary.BigEndian.AppendUint32(raw, uint32(now.Unix()/int64(day/time.Second)))
	return links.EncodeToString(append(raw, k.sign(p, raw)...))
}

// Open returns the subscriber whom a link is for.
func (k Keys) Open(p Purpose, token string, now time.Time) (Mark, error) {
	raw, err := links.DecodeString(token)
	if err != nil || len(raw) != markSize+4+signatureSize {
		return "", ErrToken
	}
	signed := raw[:markSize+4]
	if subtle.ConstantTimeCompare(k.sign(p, signed), raw[markSize+4:]) != 1 {
		return "", ErrToken
	}
	made := int64(binary.BigEndian.Uint32(signed[markSize:]))
	if life := lives[p]; life > 0 && now.Unix()/int64(day/time.Second) > made+int64(life) {
		return "", ErrToken
	}
	return Mark(marks.EncodeToString(signed[:markSize])), nil
}

const signatureSize = 16

func (k Keys) sign(p Purpose, raw []byte) []byte {
	mac := hmac.New(sha256.New, k.link)
	mac.Write([]byte{byte(p)})
	mac.Write(raw)
	return mac.Sum(nil)[:signatureSize]
}

// ID tells the mails of one message apart, in their Message-ID: the same for
// the same subscriber each time. It is no mark: mails are passed on.
func (k Keys) ID(message string, m Mark) string {
	mac := hmac.New(sha256.New, k.link)
	mac.Write([]byte("id\n" + message + "\n" + string(m)))
	return marks.EncodeToString(mac.Sum(nil)[:15])
}

// NewToken makes a random token, and the hash of it that is stored.
func NewToken() (token, hash string) {
	var raw [32]byte
	_, _ = rand.Read(raw[:]) // never fails (crypto/rand)
	token = base64.RawURLEncoding.EncodeToString(raw[:])
	return token, HashToken(token)
}

// HashToken is what is stored of a random token.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte("gazette token\n" + token))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// ReturnPath is the address that reports about a mail come back to (VERP):
// the sender's, with the mark of the recipient behind a plus sign.
func ReturnPath(bounces string, m Mark) string {
	at := strings.LastIndexByte(bounces, '@')
	return bounces[:at] + "+" + verpWord + string(m) + bounces[at:]
}

const verpWord = "b-"

// MarkIn finds the mark in a return path.
func MarkIn(address string) (Mark, bool) {
	_, rest, ok := strings.Cut(strings.ToLower(address), "+"+verpWord)
	word, _, at := strings.Cut(rest, "@")
	if raw, err := marks.DecodeString(word); !ok || !at || err != nil || len(raw) != markSize {
		return "", false
	}
	return Mark(word), true
}

const stampPurpose Purpose = 's'

// Stamp says when a form was made, in a way that only the service can.
func (k Keys) Stamp(now time.Time) string {
	raw := binary.BigEndian.AppendUint64(nil, uint64(now.UnixMilli()))
	return links.EncodeToString(append(raw, k.sign(stampPurpose, raw)...))
}

// Age is how long ago a form was made by its stamp.
func (k Keys) Age(stamp string, now time.Time) (time.Duration, error) {
	raw, err := links.DecodeString(stamp)
	if err != nil || len(raw) != 8+signatureSize ||
		subtle.ConstantTimeCompare(k.sign(stampPurpose, raw[:8]), raw[8:]) != 1 {
		return 0, ErrToken
	}
	return now.Sub(time.UnixMilli(int64(binary.BigEndian.Uint64(raw)))), nil
}
