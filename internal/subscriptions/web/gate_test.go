package web

import (
	"net/http"
	"net/netip"
	"testing"
	"time"
)

// TestClient: a header is believed from a proxy alone, and of it no more than
// what proxies wrote themselves.
func TestClient(t *testing.T) {
	trusted := []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32"), netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	for name, c := range map[string]struct {
		from   string
		header []string
		want   string
	}{
		"no header":                              {"203.0.113.9:1234", nil, "203.0.113.9"},
		"a header from who is no proxy":          {"203.0.113.9:1234", []string{"198.51.100.1"}, "203.0.113.9"},
		"a proxy's header":                       {"127.0.0.1:1234", []string{"198.51.100.1"}, "198.51.100.1"},
		"what the client wrote before":           {"127.0.0.1:1234", []string{"192.0.2.1, 198.51.100.1"}, "198.51.100.1"},
		"what the client wrote, as another line": {"127.0.0.1:1234", []string{"192.0.2.1", "198.51.100.1"}, "198.51.100.1"},
		"a chain of proxies":                     {"127.0.0.1:1234", []string{"192.0.2.1, 198.51.100.1, 10.1.2.3"}, "198.51.100.1"},
		"only proxies":                           {"127.0.0.1:1234", []string{"10.0.0.1, 10.1.2.3"}, "10.0.0.1"},
		"no address":                             {"127.0.0.1:1234", []string{"unknown"}, "127.0.0.1"},
		"no address before one":                  {"127.0.0.1:1234", []string{"<script>, 10.0.0.1"}, "10.0.0.1"},
		"a list that ends in nothing":            {"127.0.0.1:1234", []string{"198.51.100.1,"}, "127.0.0.1"},
		"a proxy without its header":             {"127.0.0.1:1234", nil, "127.0.0.1"},
		"IPv6":                                   {"[fd00::1]:1234", []string{"2001:db8::7"}, "2001:db8::7"},
		"IPv4 within IPv6":                       {"[::ffff:127.0.0.1]:1234", []string{"198.51.100.1"}, "198.51.100.1"},
		"a zone":                                 {"[fd00::1%eth0]:1234", []string{"198.51.100.1"}, "198.51.100.1"},
	} {
		r := &http.Request{RemoteAddr: c.from, Header: http.Header{"X-Forwarded-For": c.header}}
		if got := (Proxies{Header: "X-Forwarded-For", Trusted: trusted}).Client(r); got.String() != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if got := (Proxies{Trusted: trusted}).Client(r); got.String() != netip.MustParseAddrPort(c.from).Addr().String() {
			t.Errorf("%s, with no header named: %s", name, got)
		}
	}
}

// TestGate: one household or company has one share of an hour, and all have
// one together; many networks cost no memory without bound.
func TestGate(t *testing.T) {
	now := time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC)
	g := &Gate{PerNetwork: 2, All: 7, Now: func() time.Time { return now }}
	for _, c := range []struct {
		address string
		want    bool
	}{
		{"192.0.2.1", true}, {"192.0.2.200", true}, {"192.0.2.3", false}, {"::ffff:192.0.2.4", false},
		{"2001:db8:1::1", true}, {"2001:db8:1:ffff::1", true}, {"2001:db8:1:2::1%eth0", false}, {"2001:db8:2::1", true},
		{"198.51.100.1", true}, {"203.0.113.1", true}, {"203.0.113.2", false}, // seven in all
	} {
		if got := g.Pass(netip.MustParseAddr(c.address)); got != c.want {
			t.Errorf("%s: %t", c.address, got)
		}
	}
	now = now.Add(time.Hour)
	if !g.Pass(netip.MustParseAddr("192.0.2.1")) {
		t.Error("the next hour is closed, too")
	}
	nobody := &Gate{PerNetwork: 1, All: 10, Now: g.Now}
	if first, second := nobody.Pass(netip.Addr{}), nobody.Pass(netip.Addr{}); !first || second {
		t.Errorf("who has no address has no share of their own: %t, %t", first, second)
	}
}
