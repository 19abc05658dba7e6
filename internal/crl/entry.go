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

// rawEntry is one entry, of which the least has been read. Reading it allocates
// nothing: there may be millions.
type rawEntry struct {
	serial     []byte // content, not padded
	date       cryptobyte.String
	extensions []byte // content of the sequence; nil if there is none
}

// readRaw reads the content of an entry.
func readRaw(content []byte) (e rawEntry, ok bool) {
	tag, serial, rest, ok := cut(content)
	if !ok || tag != asn1.INTEGER || len(serial) == 0 {
		return e, false
	}
	e.serial = unpadded(serial)
	_, _, after, ok := cut(rest)
	if !ok {
		return e, false
	}
	e.date = rest[:len(rest)-len(after)]
	if len(after) == 0 {
		return e, true
	}
	tag, e.extensions, rest, ok = cut(after)
	return e, ok && tag == asn1.SEQUENCE && len(rest) == 0
}

// cut takes one element off the front of b.
func cut(b []byte) (tag asn1.Tag, content, rest []byte, ok bool) {
	tag, start, length, ok := parseHead(b)
	if !ok || length > int64(len(b)-start) {
		return 0, nil, nil, false
	}
	end := start + int(length)
	return tag, b[start:end], b[end:], true
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
	list := cryptobyte.String(e.extensions)
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
func (o *owner) enter(list []byte) (error, bool) {
	for n := 0; len(list) > 0; n++ {
		oid, critical, value, rest, ok := cutExtension(list)
		if !ok || n == maxExtensions {
			return nil, false
		}
		list = rest
		switch string(oid) {
		case derReason, derInvalidity:
		case derCertIssuer:
			if !o.change(value) {
				return nil, false
			}
		default:
			if critical {
				name, ok := der.OID(oid)
				return &UnknownCriticalError{OID: name, Entry: true}, ok
			}
		}
	}
	return nil, true
}

// The identifiers of entry extensions, as content octets.
const (
	derReason     = "\x55\x1d\x15"
	derInvalidity = "\x55\x1d\x18"
	derCertIssuer = "\x55\x1d\x1d"
)

// cutExtension does what readExtension does without allocating.
func cutExtension(list []byte) (oid []byte, critical bool, value, rest []byte, ok bool) {
	tag, seq, rest, ok := cut(list)
	if !ok || tag != asn1.SEQUENCE {
		return nil, false, nil, nil, false
	}
	tag, oid, seq, ok = cut(seq)
	if !ok || tag != asn1.OBJECT_IDENTIFIER {
		return nil, false, nil, nil, false
	}
	tag, value, seq, ok = cut(seq)
	if ok && tag == asn1.BOOLEAN {
		if len(value) != 1 {
			return nil, false, nil, nil, false
		}
		critical = value[0] != 0
		tag, value, seq, ok = cut(seq)
	}
	return oid, critical, value, rest, ok && tag == asn1.OCTET_STRING && len(seq) == 0
}

// change takes a certificateIssuer extension.
func (o *owner) change(value []byte) bool {
	if o.last != nil && bytes.Equal(value, o.last) {
		return true
	}
	s := cryptobyte.String(value)
	names, ok := cert.ReadGeneralNames(&s, asn1.SEQUENCE)
	if !ok || !s.Empty() {
		return false
	}
	o.last, o.own = bytes.Clone(value), o.among(names)
	return true
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
