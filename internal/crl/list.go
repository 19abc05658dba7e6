package crl

import (
	"bytes"
	encasn1 "encoding/asn1"
	"fmt"
	"io"
	"math/big"
	"sync"
	"time"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cert/der"
)

// List is one revocation list. It is safe for concurrent use if its source is.
type List struct {
	Version    int // 1 or 2
	RawIssuer  []byte
	Issuer     cert.Name
	ThisUpdate time.Time // UTC
	NextUpdate time.Time // UTC; zero if not stated

	SignatureAlgorithm der.Algorithm

	Number         *big.Int // CRL number; nil if not stated
	BaseNumber     *big.Int // of a delta list: the list that it builds on; else nil
	AuthorityKeyID []byte   // nil if not stated
	HasFreshest    bool     // it says where delta lists are
	RetainsSince   time.Time

	scope    scope
	unusable error // an extension that is not understood

	source  io.ReaderAt
	size    int64
	tbs     region // tag and length included
	entries region // content of revokedCertificates
	value   []byte // the signature

	mu       sync.Mutex
	hashed   bool
	sums     sums
	hashErr  error
	verified map[[32]byte]error
}

// Parse reads a list that is in memory. The list aliases b.
//
// Errors: those of Open.
func Parse(b []byte) (*List, error) { return Open(bytes.NewReader(b), int64(len(b))) }

// Open reads what stands before and after the entries of a list of size octets,
// in DER. The source is read again by later calls and must not change.
//
// Errors: ErrMalformed, ErrTooLarge, and those of the source. An unknown critical
// extension is no error here, see Checker.Answers.
func Open(source io.ReaderAt, size int64) (*List, error) {
	if size > MaxSize {
		return nil, fmt.Errorf("%w: %d octets", ErrTooLarge, size)
	}
	l := &List{source: source, size: size, verified: make(map[[32]byte]error)}
	outer, err := l.elementAt(region{0, size})
	if err != nil {
		return nil, err
	}
	if outer.tag != asn1.SEQUENCE || outer.whole.to != size {
		return nil, malformed("outer sequence")
	}
	tbs, err := l.elementAt(outer.content)
	if err != nil {
		return nil, err
	}
	if tbs.tag != asn1.SEQUENCE {
		return nil, malformed("signed part")
	}
	l.tbs = tbs.whole
	tail, err := l.bytesOf(region{tbs.whole.to, outer.whole.to})
	if err != nil {
		return nil, err
	}
	if err := l.parseTail(tail); err != nil {
		return nil, err
	}
	if err := l.parseTBS(tbs.content); err != nil {
		return nil, err
	}
	return l, nil
}

// parseTail reads the algorithm and the signature.
func (l *List) parseTail(tail cryptobyte.String) error {
	if !der.ReadAlgorithm(&tail, &l.SignatureAlgorithm) {
		return malformed("signature algorithm")
	}
	var bits encasn1.BitString
	if !tail.ReadASN1BitString(&bits) || !tail.Empty() {
		return malformed("signature")
	}
	l.value = bits.RightAlign() // bits that fill no octet make no signature, but no malformed list
	return nil
}

// parseTBS reads the signed part around the entries.
func (l *List) parseTBS(tbs region) error {
	next := func() (cryptobyte.String, error) { // the next element, in memory
		e, err := l.elementAt(tbs)
		if err != nil {
			return nil, err
		}
		tbs.from = e.whole.to
		return l.bytesOf(e.whole)
	}
	peek := func() (element, error) {
		if tbs.size() == 0 {
			return element{}, nil
		}
		return l.elementAt(tbs)
	}
	if err := l.parseHeader(next, peek); err != nil {
		return err
	}
	e, err := peek()
	if err == nil && e.tag == asn1.SEQUENCE {
		l.entries, tbs.from = e.content, e.whole.to
		e, err = peek()
	}
	if err != nil {
		return err
	}
	if e.tag == asn1.Tag(0).ContextSpecific().Constructed() {
		if l.Version < 2 {
			return malformed("extensions in version 1")
		}
		extensions, err := next()
		if err != nil {
			return err
		}
		if err := l.parseExtensions(extensions); err != nil {
			return err
		}
	}
	if tbs.size() != 0 {
		return malformed("signed part")
	}
	return nil
}

// parseHeader reads what stands before the entries.
func (l *List) parseHeader(next func() (cryptobyte.String, error), peek func() (element, error)) error {
	l.Version = 1
	if e, err := peek(); err != nil {
		return err
	} else if e.tag == asn1.INTEGER {
		version, err := next()
		if err != nil {
			return err
		}
		var v int
		if !version.ReadASN1Integer(&v) || v < 0 || v > 1 {
			return malformed("version")
		}
		l.Version = v + 1
	}
	algorithm, err := next()
	if err != nil {
		return err
	}
	var inner der.Algorithm
	if !der.ReadAlgorithm(&algorithm, &inner) || !inner.Equal(l.SignatureAlgorithm) {
		return malformed("inner signature algorithm")
	}
	issuer, err := next()
	if err != nil {
		return err
	}
	l.RawIssuer = issuer
	if l.Issuer, err = cert.ParseName(issuer); err != nil {
		return fmt.Errorf("%w: issuer: %w", ErrMalformed, err)
	}
	return l.parseTimes(next, peek)
}

func (l *List) parseTimes(next func() (cryptobyte.String, error), peek func() (element, error)) error {
	for i, out := range []*time.Time{&l.ThisUpdate, &l.NextUpdate} {
		if i > 0 { // nextUpdate is optional
			e, err := peek()
			if err != nil {
				return err
			}
			if e.tag != asn1.UTCTime && e.tag != asn1.GeneralizedTime {
				return nil
			}
		}
		b, err := next()
		if err != nil {
			return err
		}
		if !der.ReadTime(&b, out) {
			return malformed("update time")
		}
	}
	return nil
}
