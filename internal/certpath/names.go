package certpath

import (
	"net/netip"
	"net/url"
	"strings"

	"github.com/motcua/motcua/internal/cert"
)

// bornName is a name that a certificate bears.
type bornName struct {
	form       cert.Form
	text       string // e-mail address; DNS name; host of a URI
	ip         []byte
	name       cert.Name
	unreadable bool // no comparison is possible, as with a URI without a host
}

// namesOf lists the names to which constraints apply: the subject, the alternative
// names, and the e-mail addresses in the subject. RFC 5280, 4.2.1.10 looks at the
// latter only where there are no alternative names; but they are shown to people
// all the same.
func namesOf(c *cert.Certificate) ([]bornName, error) {
	var out []bornName
	if len(c.Subject) > 0 {
		out = append(out, bornName{form: cert.FormDirectory, name: c.Subject})
	}
	for _, address := range c.Subject.Values("E") {
		out = append(out, newEmail(address))
	}
	alt, err := c.AltNames()
	if err != nil {
		return nil, err
	}
	for _, n := range alt {
		b, err := newBornName(n)
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, nil
}

func newBornName(n cert.GeneralName) (bornName, error) {
	b := bornName{form: n.Form}
	switch n.Form {
	case cert.FormEmail:
		return newEmail(n.Text()), nil
	case cert.FormDNS:
		b.text = strings.TrimSuffix(n.Text(), ".")
		b.unreadable = b.text == ""
	case cert.FormURI:
		b.text = hostOf(n.Text())
		b.unreadable = b.text == ""
	case cert.FormIP:
		b.ip = n.Value
		b.unreadable = len(n.Value) != 4 && len(n.Value) != 16
	case cert.FormDirectory:
		name, err := cert.ParseName(n.Value)
		b.name = name
		return b, err
	}
	return b, nil
}

func newEmail(address string) bornName {
	local, host, ok := cutAddress(address)
	return bornName{form: cert.FormEmail, text: address, unreadable: !ok || local == "" || host == ""}
}

// cutAddress splits a mailbox at its last “@”: a quoted local part may hold one.
func cutAddress(address string) (local, host string, ok bool) {
	i := strings.LastIndexByte(address, '@')
	if i < 0 {
		return "", "", false
	}
	return address[:i], address[i+1:], true
}

// hostOf returns the domain name in a URI, or "": constraints on URIs know only
// those (RFC 5280, 4.2.1.10).
func hostOf(uri string) string {
	u, err := url.Parse(uri)
	if err != nil {
		return ""
	}
	host := strings.TrimSuffix(u.Hostname(), ".")
	if _, err := netip.ParseAddr(host); err == nil {
		return ""
	}
	return host
}

// contains reports whether a name of the same form lies in the subtree.
func (t subtree) contains(n bornName) bool {
	if n.unreadable {
		return false
	}
	switch t.form {
	case cert.FormDirectory:
		return n.name.Within(t.name)
	case cert.FormEmail:
		return t.containsEmail(n.text)
	case cert.FormDNS:
		// A leading period, which RFC 5280 does not know here, is in use for
		// “subdomains only”.
		return matchesHost(n.text, t.text) || !strings.HasPrefix(t.text, ".") && inDomain(n.text, "."+t.text)
	case cert.FormURI:
		return matchesHost(n.text, t.text)
	case cert.FormIP:
		return t.containsIP(n.ip)
	}
	return false
}

// matchesHost matches a host with its own name, with a domain above it that is
// written with a leading period, and with the empty name, which is all.
func matchesHost(host, base string) bool {
	return base == "" || strings.EqualFold(host, base) || inDomain(host, base)
}

// inDomain reports whether host lies below a domain written with a leading
// period.
func inDomain(host, domain string) bool {
	cut := len(host) - len(domain)
	return strings.HasPrefix(domain, ".") && cut > 0 && strings.EqualFold(host[cut:], domain)
}

// containsEmail matches one mailbox, all of a host, or all below a domain.
func (t subtree) containsEmail(address string) bool {
	local, host, _ := cutAddress(address)
	if wantLocal, wantHost, ok := cutAddress(t.text); ok {
		return local == wantLocal && strings.EqualFold(host, wantHost)
	}
	return matchesHost(host, t.text)
}

func (t subtree) containsIP(ip []byte) bool {
	if len(t.ip) != 2*len(ip) {
		return false
	}
	for i := range ip {
		if mask := t.ip[len(ip)+i]; ip[i]&mask != t.ip[i]&mask {
			return false
		}
	}
	return true
}
