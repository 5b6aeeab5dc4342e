package web

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// Gate counts sign-ups by hour: of each network, and of all. It is this
// process's own; an hour begins when the last one is over.
type Gate struct {
	PerNetwork, All int
	Now             func() time.Time

	mu    sync.Mutex
	since time.Time
	count int
	by    map[netip.Prefix]int
}

// networksMax is how many networks are told apart in one hour; those that come
// later are let in by the limit for all.
const networksMax = 200_000

// Pass reports whether a sign-up may be taken, and counts it.
func (g *Gate) Pass(a netip.Addr) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if now := g.Now(); g.by == nil || now.Sub(g.since) >= time.Hour || now.Before(g.since) {
		g.since, g.count, g.by = now, 0, map[netip.Prefix]int{}
	}
	n := network(a)
	if g.count >= g.All || g.by[n] >= g.PerNetwork {
		return false
	}
	g.count++
	if len(g.by) < networksMax {
		g.by[n]++
	}
	return true
}

// network is what one household or company has of addresses.
func network(a netip.Addr) netip.Prefix {
	bits := 24
	if a = a.WithZone("").Unmap(); a.Is6() {
		bits = 48
	}
	p, _ := a.Prefix(bits)
	return p
}

// Proxies says whom a header is believed from.
type Proxies struct {
	Header  string // "" for none
	Trusted []netip.Prefix
}

// Client is the address that a request comes from: that of the connection, or,
// where that is a proxy's, the last one in the named header that is none.
func (p Proxies) Client(r *http.Request) netip.Addr {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	a, _ := netip.ParseAddr(host)
	if p.Header == "" || !p.trusts(a) {
		return a
	}
	steps := strings.Split(strings.Join(r.Header.Values(p.Header), ","), ",")
	for i := len(steps) - 1; i >= 0; i-- {
		step, err := netip.ParseAddr(strings.TrimSpace(steps[i]))
		if err != nil {
			return a
		}
		if a = step; !p.trusts(a) {
			return a
		}
	}
	return a
}

func (p Proxies) trusts(a netip.Addr) bool {
	for _, n := range p.Trusted {
		if n.Contains(a.WithZone("").Unmap()) {
			return true
		}
	}
	return false
}
