package notify

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// ErrPrivate is the refusal of an address that is not on the public internet.
var ErrPrivate = errors.New("is on a private network")

// reserved are ranges that lead nowhere public, beyond those netip knows.
var reserved = func() (out []netip.Prefix) {
	for _, s := range []string{"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10"} {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}()

// public reports whether an address is one of the public internet.
func public(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() {
		return false
	}
	for _, p := range reserved {
		if p.Contains(a) {
			return false
		}
	}
	return true
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
		Transport: &http.Transport{DialContext: guarded(allowPrivate), MaxIdleConnsPerHost: 32, IdleConnTimeout: time.Minute,
			TLSHandshakeTimeout: attemptTime, ResponseHeaderTimeout: attemptTime, MaxResponseHeaderBytes: 64 << 10, ForceAttemptHTTP2: true},
	}
}
