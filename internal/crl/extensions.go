package crl

import (
	"fmt"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert/der"
)

const (
	oidReason       = "2.5.29.21"
	oidInvalidity   = "2.5.29.24"
	oidIssuerAlt    = "2.5.29.18"
	oidNumber       = "2.5.29.20"
	oidDelta        = "2.5.29.27"
	oidIssuingPoint = "2.5.29.28"
	oidCRLPoints    = "2.5.29.31"
	oidAuthorityKey = "2.5.29.35"
	oidFreshest     = "2.5.29.46"
	oidExpiredCerts = "2.5.29.60"
)

// extension is one extension of a list or of an entry.
type extension struct {
	oid      string
	critical bool
	value    cryptobyte.String
}

// readExtension reads one extension; any octet but zero is a critical TRUE.
func readExtension(list *cryptobyte.String) (e extension, ok bool) {
	var seq cryptobyte.String
	if !list.ReadASN1(&seq, asn1.SEQUENCE) || !der.ReadOID(&seq, &e.oid) {
		return e, false
	}
	if seq.PeekASN1Tag(asn1.BOOLEAN) {
		var b cryptobyte.String
		if !seq.ReadASN1(&b, asn1.BOOLEAN) || len(b) != 1 {
			return e, false
		}
		e.critical = b[0] != 0
	}
	return e, seq.ReadASN1(&e.value, asn1.OCTET_STRING) && seq.Empty()
}

// parseExtensions reads the extensions of the list under their explicit tag.
func (l *List) parseExtensions(explicit cryptobyte.String) error {
	var outer, list cryptobyte.String
	if !explicit.ReadASN1(&outer, asn1.Tag(0).ContextSpecific().Constructed()) ||
		!outer.ReadASN1(&list, asn1.SEQUENCE) || !outer.Empty() {
		return malformed("extensions")
	}
	seen := make(map[string]bool)
	for !list.Empty() {
		e, ok := readExtension(&list)
		if !ok || seen[e.oid] || len(seen) == maxExtensions {
			return malformed("extension")
		}
		seen[e.oid] = true
		known, ok := l.apply(e)
		if !ok {
			return malformed("extension " + e.oid)
		}
		if e.critical && !known && l.unusable == nil {
			l.unusable = &UnknownCriticalError{OID: e.oid}
		}
	}
	return nil
}

// apply takes an extension of the list and reports whether it is known and well
// formed.
func (l *List) apply(e extension) (known, ok bool) {
	s := e.value
	switch e.oid {
	case oidNumber:
		l.Number = new(big.Int)
		return true, der.ReadInteger(&s, l.Number) && s.Empty()
	case oidDelta:
		l.BaseNumber = new(big.Int)
		return true, der.ReadInteger(&s, l.BaseNumber) && s.Empty()
	case oidIssuingPoint:
		l.scope.raw = e.value
		return true, l.scope.parse(s)
	case oidAuthorityKey:
		var seq, id cryptobyte.String
		var present bool
		ok := s.ReadASN1(&seq, asn1.SEQUENCE) && seq.ReadOptionalASN1(&id, &present, asn1.Tag(0).ContextSpecific())
		if present {
			l.AuthorityKeyID = id
		}
		return true, ok
	case oidFreshest:
		l.HasFreshest = true
		return true, true
	case oidExpiredCerts:
		return true, der.ReadTime(&s, &l.RetainsSince) && s.Empty()
	case oidIssuerAlt:
		return true, true
	}
	return false, true
}

// Usable says whether the list may be used at all.
//
// Errors: *UnknownCriticalError.
func (l *List) Usable() error {
	if l.unusable != nil {
		return fmt.Errorf("crl: use list: %w", l.unusable)
	}
	return nil
}
