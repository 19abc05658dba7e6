package crl

import (
	"bytes"
	"math/big"
	"time"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cert/der"
	"github.com/motcua/motcua/internal/revocation"
)

// Entry is what a list says of one revoked certificate (RFC 5280, 5.3).
type Entry struct {
	RevokedAt      time.Time // UTC
	InvalidityDate time.Time // UTC; zero if not stated
	Reason         int       // revocation.NoReason if not stated
}

// rawEntry is one entry, of which the least has been read.
type rawEntry struct {
	serial     []byte // content, not padded
	date       cryptobyte.String
	extensions cryptobyte.String // content of the sequence; nil if there is none
}

// readRaw reads the content of an entry.
func readRaw(content []byte) (e rawEntry, ok bool) {
	s := cryptobyte.String(content)
	var serial cryptobyte.String
	var tag asn1.Tag
	if !s.ReadASN1(&serial, asn1.INTEGER) || len(serial) == 0 || !s.ReadAnyASN1Element(&e.date, &tag) {
		return e, false
	}
	e.serial = unpadded(serial)
	if s.Empty() {
		return e, true
	}
	return e, s.ReadASN1(&e.extensions, asn1.SEQUENCE) && s.Empty()
}

// unpadded takes the octets off an INTEGER that DER would not have written.
func unpadded(b []byte) []byte {
	for len(b) > 1 && (b[0] == 0 && b[1] < 0x80 || b[0] == 0xff && b[1] >= 0x80) {
		b = b[1:]
	}
	return b
}

// integerContent is the content of a DER INTEGER.
func integerContent(n *big.Int) []byte {
	var b cryptobyte.Builder
	b.AddASN1BigInt(n)
	element := cryptobyte.String(b.BytesOrPanic())
	var content cryptobyte.String
	element.ReadASN1(&content, asn1.INTEGER)
	return content
}

// parse reads what the entry says.
func (e *rawEntry) parse() (Entry, bool) {
	out := Entry{Reason: revocation.NoReason}
	date := e.date
	if !der.ReadTime(&date, &out.RevokedAt) {
		return out, false
	}
	list := e.extensions
	for !list.Empty() {
		x, ok := readExtension(&list)
		if !ok {
			return out, false
		}
		s := x.value
		switch x.oid {
		case oidReason:
			ok = s.ReadASN1Enum(&out.Reason) && s.Empty() && out.Reason >= 0
		case oidInvalidity:
			ok = der.ReadTime(&s, &out.InvalidityDate) && s.Empty()
		}
		if !ok {
			return out, false
		}
	}
	return out, true
}

// owner follows whose certificates the entries are about: that of the list's
// issuer until an entry names another (RFC 5280, 5.3.3).
type owner struct {
	wanted cert.Name
	own    bool   // the entry at hand belongs to the wanted issuer
	last   []byte // the extension that decided own
}

// enter takes the extensions of the next entry. It returns an error for one that
// is critical and not understood, and false for broken syntax.
func (o *owner) enter(list cryptobyte.String) (error, bool) {
	for n := 0; !list.Empty(); n++ {
		e, ok := readExtension(&list)
		if !ok || n == maxExtensions {
			return nil, false
		}
		switch e.oid {
		case oidCertIssuer:
			if bytes.Equal(e.value, o.last) {
				continue
			}
			s := e.value
			names, ok := cert.ReadGeneralNames(&s, asn1.SEQUENCE)
			if !ok || !s.Empty() {
				return nil, false
			}
			o.last, o.own = bytes.Clone(e.value), o.among(names)
		case oidReason, oidInvalidity:
		default:
			if e.critical {
				return &UnknownCriticalError{OID: e.oid, Entry: true}, true
			}
		}
	}
	return nil, true
}

func (o *owner) among(names []cert.GeneralName) bool {
	for _, n := range names {
		if n.Form != cert.FormDirectory {
			continue
		}
		if name, err := cert.ParseName(n.Value); err == nil && name.Equal(o.wanted) {
			return true
		}
	}
	return false
}
