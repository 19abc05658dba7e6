package cms

import (
	"fmt"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert/der"
)

// SignedData is a parsed SignedData (RFC 5652, 5.1). Its byte slices alias the
// bytes given to Parse, or one copy of them if they had to be normalised.
type SignedData struct {
	Raw []byte // the ContentInfo, without what follows it
	// Normalised says that the input used indefinite or padded lengths or
	// chunked strings, so that Raw isn't the input's bytes.
	Normalised bool

	Version          int
	DigestAlgorithms []der.Algorithm

	EncapContentType string // OID, OIDData in a PDF signature
	HasContent       bool   // eContent is present, though perhaps empty
	Content          []byte // of eContent, if that is an OCTET STRING

	Certificates      [][]byte // DER of each X.509 certificate, in order
	OtherCertificates int      // attribute certificates and other choices

	CRLs                [][]byte // DER of each certificate list
	OtherRevocationInfo [][]byte // DER of each other choice (RFC 5652, 10.2.1)

	Signers []Signer
}

// Signer is one SignerInfo (RFC 5652, 5.3). The signer is named either by
// Issuer and Serial or by SubjectKeyID.
type Signer struct {
	Version      int
	Issuer       []byte   // DER of the issuer's name; nil with SubjectKeyID
	Serial       *big.Int // nil with SubjectKeyID
	SubjectKeyID []byte   // nil with Issuer

	DigestAlgorithm    der.Algorithm
	SignatureAlgorithm der.Algorithm

	HasSignedAttrs bool
	SignedAttrs    []Attribute
	RawSignedAttrs []byte // TLV with the implicit tag 0xA0; what is signed starts with 0x31
	UnsignedAttrs  []Attribute

	Signature []byte
}

const (
	tagExplicit0 = asn1.Tag(0xa0)
	tagImplicit1 = asn1.Tag(0xa1)
	tagKeyID     = asn1.Tag(0x80)
)

// Parse reads one ContentInfo of type signed-data from the front of b, in DER
// or BER, and returns the octets that follow it: zero padding in a PDF, which
// the caller checks.
//
// Errors: *LimitError, ErrNotSignedData, ErrMalformed. No signer at all isn't
// an error here: certificate bundles have none.
func Parse(b []byte, lim Limits) (sd *SignedData, rest []byte, err error) {
	lim = lim.withDefaults()
	scan := scanner{limits: lim}
	n, err := scan.scan(b)
	if err != nil {
		return nil, nil, err
	}
	raw := b[:n:n]
	if scan.notDER {
		if raw, err = normalise(raw, lim); err != nil {
			return nil, nil, err
		}
	}
	sd = &SignedData{Raw: raw, Normalised: scan.notDER}
	if err := sd.parse(raw); err != nil {
		return nil, nil, err
	}
	return sd, b[n:], nil
}

func (sd *SignedData) parse(raw []byte) error {
	input := cryptobyte.String(raw)
	var info, explicit, body cryptobyte.String
	var contentType string
	if !input.ReadASN1(&info, asn1.SEQUENCE) || !der.ReadOID(&info, &contentType) {
		return malformed("content info")
	}
	if contentType != OIDSignedData {
		return fmt.Errorf("%w: %s", ErrNotSignedData, contentType)
	}
	if !info.ReadASN1(&explicit, tagExplicit0) || !info.Empty() ||
		!explicit.ReadASN1(&body, asn1.SEQUENCE) || !explicit.Empty() {
		return malformed("signed data")
	}
	return sd.parseBody(&body)
}

func (sd *SignedData) parseBody(body *cryptobyte.String) error {
	var digests, content cryptobyte.String
	if !body.ReadASN1Integer(&sd.Version) {
		return malformed("version")
	}
	if !body.ReadASN1(&digests, asn1.SET) {
		return malformed("digest algorithms")
	}
	for !digests.Empty() {
		var alg der.Algorithm
		if !der.ReadAlgorithm(&digests, &alg) {
			return malformed("digest algorithm")
		}
		sd.DigestAlgorithms = append(sd.DigestAlgorithms, alg)
	}
	if !body.ReadASN1(&content, asn1.SEQUENCE) || !sd.parseContent(&content) {
		return malformed("encapsulated content")
	}
	if err := sd.parseCertificates(body); err != nil {
		return err
	}
	if err := sd.parseRevocation(body); err != nil {
		return err
	}
	return sd.parseSigners(body)
}

// parseContent reads EncapsulatedContentInfo. PKCS #7 allowed any type as
// content; one that isn't an OCTET STRING leaves Content nil.
func (sd *SignedData) parseContent(s *cryptobyte.String) bool {
	if !der.ReadOID(s, &sd.EncapContentType) {
		return false
	}
	if s.Empty() {
		return true
	}
	var explicit, content cryptobyte.String
	if !s.ReadASN1(&explicit, tagExplicit0) || !s.Empty() {
		return false
	}
	sd.HasContent = true
	if !explicit.PeekASN1Tag(asn1.OCTET_STRING) {
		return true
	}
	if !explicit.ReadASN1(&content, asn1.OCTET_STRING) || !explicit.Empty() {
		return false
	}
	sd.Content = content
	return true
}

func (sd *SignedData) parseCertificates(body *cryptobyte.String) error {
	var set cryptobyte.String
	var present bool
	if !body.ReadOptionalASN1(&set, &present, tagExplicit0) {
		return malformed("certificates")
	}
	for !set.Empty() {
		var element cryptobyte.String
		var tag asn1.Tag
		if !set.ReadAnyASN1Element(&element, &tag) {
			return malformed("certificate")
		}
		if tag == asn1.SEQUENCE {
			sd.Certificates = append(sd.Certificates, element)
		} else {
			sd.OtherCertificates++
		}
	}
	return nil
}

func (sd *SignedData) parseRevocation(body *cryptobyte.String) error {
	var set cryptobyte.String
	var present bool
	if !body.ReadOptionalASN1(&set, &present, tagImplicit1) {
		return malformed("revocation information")
	}
	for !set.Empty() {
		var element cryptobyte.String
		var tag asn1.Tag
		if !set.ReadAnyASN1Element(&element, &tag) {
			return malformed("revocation information")
		}
		if tag == asn1.SEQUENCE {
			sd.CRLs = append(sd.CRLs, element)
		} else {
			sd.OtherRevocationInfo = append(sd.OtherRevocationInfo, element)
		}
	}
	return nil
}

func (sd *SignedData) parseSigners(body *cryptobyte.String) error {
	var set cryptobyte.String
	if !body.ReadASN1(&set, asn1.SET) || !body.Empty() {
		return malformed("signer infos")
	}
	for !set.Empty() {
		var seq cryptobyte.String
		if !set.ReadASN1(&seq, asn1.SEQUENCE) {
			return malformed("signer info")
		}
		var s Signer
		if err := s.parse(&seq); err != nil {
			return err
		}
		sd.Signers = append(sd.Signers, s)
	}
	return nil
}

func (s *Signer) parse(seq *cryptobyte.String) error {
	if !seq.ReadASN1Integer(&s.Version) {
		return malformed("signer version")
	}
	if !s.parseID(seq) {
		return malformed("signer identifier")
	}
	if !der.ReadAlgorithm(seq, &s.DigestAlgorithm) {
		return malformed("signer digest algorithm")
	}
	if seq.PeekASN1Tag(tagExplicit0) {
		var element cryptobyte.String
		s.HasSignedAttrs = seq.ReadASN1Element(&element, tagExplicit0)
		s.RawSignedAttrs = element
		var ok bool
		if s.SignedAttrs, ok = readAttributes(element, tagExplicit0); !ok {
			return malformed("signed attributes")
		}
	}
	var signature cryptobyte.String
	if !der.ReadAlgorithm(seq, &s.SignatureAlgorithm) {
		return malformed("signature algorithm")
	}
	if !seq.ReadASN1(&signature, asn1.OCTET_STRING) {
		return malformed("signature value")
	}
	s.Signature = signature
	if seq.PeekASN1Tag(tagImplicit1) {
		var element cryptobyte.String
		var ok bool
		if !seq.ReadASN1Element(&element, tagImplicit1) {
			return malformed("unsigned attributes")
		}
		if s.UnsignedAttrs, ok = readAttributes(element, tagImplicit1); !ok {
			return malformed("unsigned attributes")
		}
	}
	if !seq.Empty() {
		return malformed("signer info")
	}
	return nil
}

// parseID reads SignerIdentifier.
func (s *Signer) parseID(seq *cryptobyte.String) bool {
	var id cryptobyte.String
	if seq.PeekASN1Tag(tagKeyID) {
		ok := seq.ReadASN1(&id, tagKeyID) && len(id) > 0
		s.SubjectKeyID = id
		return ok
	}
	var pair, issuer cryptobyte.String
	s.Serial = new(big.Int)
	ok := seq.ReadASN1(&pair, asn1.SEQUENCE) && pair.ReadASN1Element(&issuer, asn1.SEQUENCE) &&
		der.ReadInteger(&pair, s.Serial) && pair.Empty()
	s.Issuer = issuer
	return ok
}
