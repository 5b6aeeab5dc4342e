package address

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// registered are the names that can be registered.
var registered = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.Transitional(false), idna.StrictDomainName(true),
	idna.VerifyDNSLength(true))

// ASCIIHost writes a host, which may have a port, as protocols, servers and other programs read it:
// "xn--bcher-kva.example" for "bücher.example" (IDNA 2008 by UTS 46). A host that is ASCII stays as it is.
func ASCIIHost(host string) (string, error) {
	if !strings.ContainsFunc(host, func(r rune) bool { return r > 127 }) {
		return host, nil
	}
	name, port, hasPort := strings.Cut(host, ":")
	name, err := registered.ToASCII(name)
	if hasPort {
		name += ":" + port
	}
	return name, err
}

// ASCII writes the host of an address as ASCIIHost does. An address that cannot be read stays as it is: whoever uses
// it says so.
func ASCII(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	host, err := ASCIIHost(u.Host)
	if err != nil || host == u.Host {
		return address
	}
	return strings.Replace(address, u.Host, host, 1)
}

// ASCIIMail writes the domain of an e-mail address, with or without a name before it, as ASCIIHost does.
func ASCIIMail(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return address
	}
	domain := strings.TrimRight(address[at+1:], "> ")
	host, err := ASCIIHost(domain)
	if err != nil {
		return address
	}
	return address[:at+1] + host + address[at+1+len(domain):]
}
