package notify

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"syscall"
	"time"
)

// ErrPrivate is the refusal of an address that is not on the public internet.
var ErrPrivate = errors.New("is on a private network")

// reserved are ranges of the IANA registries of special-purpose addresses for
// IPv4 and IPv6, and services that clouds answer machines at from within.
// Ranges in which a registry allows some use by everybody (anycast of AS112 or
// AMT, a translated IPv4 address) are no place for a webhook either.
var reserved = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
	"192.0.2.0/24",
	"192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",
	"198.51.100.0/24",
	"203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"168.63.129.16/32", // Azure; those of other clouds stand in ranges above and below
	"2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3ffe::/16", "3fff::/20",
)

// unicast6 is all that IANA has given out for global unicast; every other
// address of IPv6 is private, local, translated, or nobody's.
var unicast6 = netip.MustParsePrefix("2000::/3")

func prefixes(all ...string) (out []netip.Prefix) {
	for _, s := range all {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}

// public reports whether an address is one of the public internet.
func public(a netip.Addr) bool {
	a = a.WithZone("").Unmap()
	if a.Is6() && !unicast6.Contains(a) {
		return false
	}
	return a.IsValid() && !slices.ContainsFunc(reserved, func(p netip.Prefix) bool { return p.Contains(a) })
}

// guarded dials, and looks at the address that a name came to at the last
// moment: a name that changes between a look and a call gains nothing.
func guarded(allowPrivate bool) func(ctx context.Context, network, address string) (net.Conn, error) {
	d := &net.Dialer{Timeout: attemptTime}
	if !allowPrivate {
		d.Control = func(_, address string, _ syscall.RawConn) error {
			if a, err := netip.ParseAddrPort(address); err != nil || !public(a.Addr()) {
				return fmt.Errorf("the address %s %w", address, ErrPrivate)
			}
			return nil
		}
	}
	return d.DialContext
}

// NewClient returns the HTTP client of channels: bounded, without redirects,
// proxies or cookies, and kept off private networks unless they are allowed.
func NewClient(allowPrivate bool) *http.Client {
	return &http.Client{
		Timeout:       attemptTime,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{DialContext: guarded(allowPrivate), MaxIdleConnsPerHost: 32,
			IdleConnTimeout:     time.Minute,
			TLSHandshakeTimeout: attemptTime, ResponseHeaderTimeout: attemptTime, MaxResponseHeaderBytes: 64 << 10,
			ForceAttemptHTTP2: true},
	}
}
