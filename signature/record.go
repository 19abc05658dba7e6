package signature

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"github.com/motcua/motcua"
)

// Digest is a SHA-256 digest; its text is lower-case hexadecimal. The zero
// Digest stands for none.
type Digest [sha256.Size]byte

// DigestOf computes the digest of data.
func DigestOf(data []byte) Digest { return sha256.Sum256(data) }

// IsZero reports whether the digest stands for none.
func (d Digest) IsZero() bool { return d == Digest{} }

// String returns the digest in hexadecimal.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// MarshalText writes the form of String, and nothing for the zero Digest.
func (d Digest) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return nil, nil
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads the form of MarshalText.
//
// Errors: [ErrRecord].
func (d *Digest) UnmarshalText(text []byte) error {
	*d = Digest{}
	if len(text) == 0 {
		return nil
	}
	if len(text) != hex.EncodedLen(len(d)) {
		return fmt.Errorf("%w: digest of another length", ErrRecord)
	}
	if _, err := hex.Decode(d[:], text); err != nil {
		return fmt.Errorf("%w: digest that is not hexadecimal", ErrRecord)
	}
	return nil
}

// BlobKind tells what kind of evidence a blob is.
type BlobKind string

// The kinds of blobs. The law names all but BlobOCSP, which stands beside the
// lists.
const (
	BlobCertificate BlobKind = "certificate" // DER
	BlobCRL         BlobKind = "crl"         // DER
	BlobOCSP        BlobKind = "ocsp"        // OCSPResponse, DER
	BlobTimestamp   BlobKind = "timestamp"   // TimeStampToken (RFC 3161), DER
	BlobPractice    BlobKind = "practice"    // certification practice statement, in any format
)

// Blob names one piece of evidence by its content. A store holds it once,
// however many records name it.
type Blob struct {
	Kind   BlobKind
	SHA256 Digest
	Size   int64 // bytes
}

// Record is the evidence that is kept beside one signed document, enough to
// judge it again offline: a plain value, in which digests stand for the blobs.
// A later judgement of the same document is a record of its own.
//
// Whether the document is outgoing or incoming is Options.Facts.Direction; it
// must be known, since the two keep different timestamps.
//
// Source: Thông tư 41/2017/TT-BTTTT, Điều 9 khoản 1. OCSP responses, the verdict
// and the options that led to it are this package's additions, the software's
// version follows from Điều 14 khoản 3.
type Record struct {
	Document   DocumentKey
	JudgedAt   time.Time // the moment of judging
	Software   Software
	Options    RecordedOptions
	Signatures []RecordedSignature // in the order of Result.Signatures
	// Receipt is the time-stamp token over an incoming document at its receipt
	// (Điều 9 khoản 1 điểm b, Điều 12 khoản 7); zero for none.
	Receipt   Digest
	Practices []RecordedPractice
	// Verdict is the line of JSON that reported the judgement, without its end of
	// line.
	Verdict []byte
	// Blobs lists every blob that the record keeps, sorted by digest. Those that
	// no signature names were consulted all the same.
	Blobs []Blob
}

// DocumentKey names a document by its content.
type DocumentKey struct {
	SHA256 Digest
	Size   int64 // bytes
}

// Software names the program that judged.
type Software struct{ Name, Version string }

// RecordedOptions are the options that decided the verdict, see [VerifyOptions].
type RecordedOptions struct {
	Locality     motcua.Jurisdiction
	LocalInForce motcua.Interval
	Facts        Facts
	Deep         bool
	Stores       []RecordedStore
	// Revocation lists the sources from which revocation data were taken; none
	// when it was not checked.
	Revocation []EvidenceSource
}

// RecordedStore is a trust store that the caller chose, by the digests of its
// certificates.
type RecordedStore struct {
	Name                 string
	Purpose              Purpose
	Roots, Intermediates []Digest
}

// RecordedSignature is the evidence about one signature.
type RecordedSignature struct {
	Field string
	// Signer is the certificate that signed; zero when it was not found.
	Signer Digest
	// Certificates are those that served to judge it, the path first.
	Certificates []Digest
	Revocation   []RecordedRevocation
	// Timestamps are the time-stamp tokens that prove its time, that of the
	// signature itself first (Điều 9 khoản 1 điểm a).
	Timestamps []Digest
	// Responsibility holds what the register told of the signer (thông tin về
	// trách nhiệm của người ký).
	Responsibility []Registration
}

// RecordedRevocation is a revocation list or OCSP response that was consulted.
type RecordedRevocation struct {
	Certificate Digest // the certificate that it was consulted about
	Evidence    Digest // the blob
	Source      EvidenceSource
}

// RecordedPractice is the certification practice statement (quy chế chứng thực)
// of a provider at the time of signing.
type RecordedPractice struct {
	Provider  string // the provider's name, as in the issuer of the certificate
	Statement Digest // the blob
}

// Keep adds a blob to the record and its content to the blobs, each once, and
// returns its digest, by which the record's other parts name it.
func (r *Record) Keep(blobs Blobs, kind BlobKind, data []byte) Digest {
	d := DigestOf(data)
	blobs[d] = data
	i, found := slices.BinarySearchFunc(r.Blobs, d, func(b Blob, d Digest) int { return compareDigests(b.SHA256, d) })
	if !found {
		r.Blobs = slices.Insert(r.Blobs, i, Blob{Kind: kind, SHA256: d, Size: int64(len(data))})
	}
	return d
}

// Register returns a register that knows what the record holds about its
// signers, and nothing else: that of the judgement, for judging again.
func (r *Record) Register() Register { return recordedRegister{r} }

type recordedRegister struct{ r *Record }

func (g recordedRegister) Registrations(_ context.Context, c *Certificate) ([]Registration, error) {
	for i := range g.r.Signatures {
		if s := &g.r.Signatures[i]; s.Signer == Digest(c.CertificateSHA256) {
			return slices.Clone(s.Responsibility), nil
		}
	}
	return nil, nil
}

func compareDigests(a, b Digest) int { return slices.Compare(a[:], b[:]) }

// newestFirst orders the records of one document: by the moment of judging,
// the latest first, then by their encoding's digest.
func newestFirst(a, b *identifiedRecord) int {
	return cmp.Or(b.record.JudgedAt.Compare(a.record.JudgedAt), compareDigests(a.id, b.id))
}

type identifiedRecord struct {
	id     Digest
	record *Record
}
