package pathtest

import (
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"encoding/asn1"
	"math/big"
	"testing"
	"time"
)

// List describes a revocation list, which crypto/x509 need not be able to make.
type List struct {
	V1         bool
	ThisUpdate time.Time // zero: 2025-01-01
	NextUpdate time.Time // zero: not stated
	Entries    [][]byte  // see Entry
	Extensions [][]byte  // see Ext
}

// Ext encodes an extension of a list or an entry.
func Ext(oid string, critical bool, value []byte) []byte {
	parts := [][]byte{OIDDER(oid)}
	if critical {
		parts = append(parts, []byte{1, 1, 0xff})
	}
	return TLV(0x30, append(parts, TLV(4, value))...)
}

// Entry encodes an entry.
func Entry(serial *big.Int, at time.Time, extensions ...[]byte) []byte {
	number, err := asn1.Marshal(serial)
	if err != nil {
		return nil
	}
	parts := [][]byte{number, Time(at)}
	if len(extensions) > 0 {
		parts = append(parts, TLV(0x30, extensions...))
	}
	return TLV(0x30, parts...)
}

// Reason encodes the reasonCode extension.
func Reason(n byte) []byte { return Ext("2.5.29.21", false, []byte{10, 1, n}) }

// Number encodes the CRL number.
func Number(n byte) []byte { return Ext("2.5.29.20", false, []byte{2, 1, n}) }

// Delta encodes the delta indicator.
func Delta(base byte) []byte { return Ext("2.5.29.27", true, []byte{2, 1, base}) }

// Time encodes a time as RFC 5280 wants it.
func Time(t time.Time) []byte {
	if t.Year() < 2050 {
		return TLV(23, []byte(t.UTC().Format("060102150405Z")))
	}
	return TLV(24, []byte(t.UTC().Format("20060102150405Z")))
}

// Sign encodes the list under ECDSA with SHA-256.
func (l List) Sign(tb testing.TB, issuer *Identity) []byte {
	tb.Helper()
	if l.ThisUpdate.IsZero() {
		l.ThisUpdate = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	algorithm := TLV(0x30, OIDDER("1.2.840.10045.4.3.2"))
	var parts [][]byte
	if !l.V1 {
		parts = append(parts, []byte{2, 1, 1})
	}
	parts = append(parts, algorithm, issuer.RawSubject, Time(l.ThisUpdate))
	if !l.NextUpdate.IsZero() {
		parts = append(parts, Time(l.NextUpdate))
	}
	if len(l.Entries) > 0 {
		parts = append(parts, TLV(0x30, l.Entries...))
	}
	if len(l.Extensions) > 0 {
		parts = append(parts, TLV(0xa0, TLV(0x30, l.Extensions...)))
	}
	tbs := TLV(0x30, parts...)
	digest := sha256.Sum256(tbs)
	sig, err := issuer.Key.Sign(rand.Reader, digest[:], crypto.SHA256)
	if err != nil {
		tb.Fatal(err)
	}
	return TLV(0x30, tbs, algorithm, TLV(3, []byte{0}, sig))
}
