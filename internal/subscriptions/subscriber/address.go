package subscriber

import (
	"errors"
	"net/mail"
	"strings"

	"golang.org/x/net/idna"
)

// AddressMax is how many bytes an address may have (RFC 5321, 4.5.3.1.3 and erratum 1690).
const AddressMax = 254

// ErrAddress says that mail cannot be sent to an address.
var ErrAddress = errors.New("is not an e-mail address that mail can be sent to")

// domains are names as they are looked up, by IDNA 2008.
var domains = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.Transitional(false), idna.StrictDomainName(true),
	idna.VerifyDNSLength(true))

// Address reads what somebody typed and returns the address as mail servers
// read it: without spaces around, its domain in small letters and ASCII. A name
// before the @ that is not ASCII is refused, as most servers do.
func Address(typed string) (string, error) {
	typed = strings.TrimSpace(typed)
	at := strings.LastIndexByte(typed, '@')
	if at < 1 || at > 64 || len(typed) > 4*AddressMax || strings.ContainsAny(typed, "\r\n\x00<>\"(),;:\\[] \t") {
		return "", ErrAddress
	}
	domain, err := domains.ToASCII(typed[at+1:])
	if err != nil || !strings.Contains(strings.Trim(domain, "."), ".") && domain != "localhost" {
		return "", ErrAddress
	}
	address := typed[:at+1] + strings.ToLower(domain)
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Address != address || len(address) > AddressMax || !ascii(address) {
		return "", ErrAddress
	}
	return address, nil
}

// Fold is the address as it is compared: no two people share a mailbox whose
// name differs in capitals alone.
func Fold(address string) string { return strings.ToLower(address) }

// Domain is what follows the @.
func Domain(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > 126 || r <= ' ' })
}
