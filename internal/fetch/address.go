package fetch

import (
	"fmt"
	"net/netip"
	"net/url"
	"sync"
	"syscall"
)

// parseURL reads an address that may be fetched. A fragment is dropped.
func parseURL(text string) (*url.URL, error) {
	if len(text) > maxURL {
		return nil, fmt.Errorf("%w: %d octets", ErrURL, len(text))
	}
	u, err := url.Parse(text)
	if err != nil {
		return nil, ErrURL // the cause quotes the text
	}
	return u, checkURL(u)
}

func checkURL(u *url.URL) error {
	u.Fragment, u.RawFragment = "", ""
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("%w: neither http nor https", ErrURL)
	case u.User != nil:
		return fmt.Errorf("%w: user information", ErrURL)
	case u.Hostname() == "" || u.Opaque != "":
		return fmt.Errorf("%w: no host", ErrURL)
	}
	return nil
}

// shown is the address in errors: without query, and a long path cut.
func shown(u *url.URL) string {
	const maxPath = 80
	path := u.EscapedPath()
	if len(path) > maxPath {
		path = path[:maxPath] + "…"
	}
	return u.Scheme + "://" + u.Host + path
}

// refuse is a net.Dialer's Control: it sees the address that is about to be
// connected to, after resolution.
func refuse(_, address string, _ syscall.RawConn) error {
	a, err := netip.ParseAddrPort(address)
	if err != nil || !isPublic(a.Addr()) {
		return ErrBlocked
	}
	return nil
}

// isPublic reports whether an address is globally reachable unicast by the
// IANA registries of special-purpose addresses (RFC 6890). IPv4 inside IPv6 is
// not, in whatever form: mapped, translated (RFC 6052) or tunnelled.
func isPublic(a netip.Addr) bool {
	if !a.IsValid() || a.Zone() != "" {
		return false
	}
	if a.Is6() && !globalUnicast6().Contains(a) {
		return false
	}
	for _, p := range special() {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// globalUnicast6 is all that IANA has assigned as global unicast in IPv6 (RFC
// 4291, 2.4): loopback, ULA, link-local, multicast, IPv4-mapped addresses and
// 64:ff9b::/96 lie outside.
var globalUnicast6 = sync.OnceValue(func() netip.Prefix { return netip.MustParsePrefix("2000::/3") })

var special = sync.OnceValue(func() []netip.Prefix {
	var out []netip.Prefix
	for _, text := range []string{
		"0.0.0.0/8",       // this network
		"10.0.0.0/8",      // private
		"100.64.0.0/10",   // carrier-grade NAT
		"127.0.0.0/8",     // loopback
		"169.254.0.0/16",  // link-local
		"172.16.0.0/12",   // private
		"192.0.0.0/24",    // protocol assignments
		"192.0.2.0/24",    // documentation
		"192.88.99.0/24",  // 6to4 relays
		"192.168.0.0/16",  // private
		"198.18.0.0/15",   // benchmarking
		"198.51.100.0/24", // documentation
		"203.0.113.0/24",  // documentation
		"224.0.0.0/4",     // multicast
		"240.0.0.0/4",     // reserved, broadcast
		"2001::/23",       // protocol assignments, Teredo
		"2001:db8::/32",   // documentation
		"2002::/16",       // 6to4
		"3fff::/20",       // documentation
	} {
		out = append(out, netip.MustParsePrefix(text))
	}
	return out
})
