package ocsp

import (
	"fmt"
	"time"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cert/der"
)

// Bounds of a response. Real ones hold one answer, up to three certificates and
// few extensions, in 500 octets to 5 KiB.
const (
	maxSize         = 256 << 10
	maxSingles      = 256
	maxCertificates = 32
	maxExtensions   = 32
)

const (
	oidBasic        = "1.3.6.1.5.5.7.48.1.1"
	oidNonce        = "1.3.6.1.5.5.7.48.1.2"
	oidExtendedRev  = "1.3.6.1.5.5.7.48.1.9"
	statusSuccess   = 0
	hashSizeOfKeyID = 20 // SHA-1 (RFC 6960, 4.2.1)
)

// Response is one successful basic OCSP response. It aliases the bytes that it
// was parsed from.
//
// Concurrency: safe; nothing changes it after Parse.
type Response struct {
	Raw        []byte    // the whole OCSPResponse
	ProducedAt time.Time // UTC
	// Certificates are those that the responder added and that can be read. Their
	// presence says nothing about whether they may be used.
	Certificates []*cert.Certificate

	responderRaw  []byte    // DER of the responder's name, or nil
	responderName cert.Name // the same
	responderKey  []byte    // SHA-1 of the responder's key, or nil
	singles       []single
	nonce         []byte // nil if there is none
	critical      string // OID of an unknown critical extension, or ""
	signed        []byte // ResponseData
	algorithm     der.Algorithm
	signature     []byte
}

// Parse reads one response; bytes after it are an error. The response aliases b,
// which must not be changed afterwards.
//
// Errors: ErrMalformed, ErrTooLarge (over 256 KiB, 256 answers, 32 certificates,
// 32 extensions), ErrUnsupported, *StatusError.
func Parse(b []byte) (*Response, error) {
	if len(b) > maxSize {
		return nil, fmt.Errorf("%w: %d bytes", ErrTooLarge, len(b))
	}
	basic, err := unwrap(b)
	if err != nil {
		return nil, err
	}
	var body, data cryptobyte.String
	if !basic.ReadASN1(&body, asn1.SEQUENCE) || !basic.Empty() || !body.ReadASN1Element(&data, asn1.SEQUENCE) {
		return nil, malformed("basic response")
	}
	r := &Response{Raw: b, signed: data}
	if err := r.parseData(data); err != nil {
		return nil, err
	}
	if !der.ReadAlgorithm(&body, &r.algorithm) || !body.ReadASN1BitStringAsBytes(&r.signature) {
		return nil, malformed("signature")
	}
	return r, r.parseCertificates(&body)
}

// NextUpdate is the earliest moment at which the responder promises newer
// information about any of the certificates; zero if it promises none.
func (r *Response) NextUpdate() time.Time {
	var first time.Time
	for i := range r.singles {
		t := r.singles[i].nextUpdate
		if t.IsZero() {
			return time.Time{}
		}
		if first.IsZero() || t.Before(first) {
			first = t
		}
	}
	return first
}

// unwrap takes the BasicOCSPResponse out of an OCSPResponse.
func unwrap(b []byte) (cryptobyte.String, error) {
	input := cryptobyte.String(b)
	var outer, explicit, bytes, basic cryptobyte.String
	var status int
	var oid string
	if !input.ReadASN1(&outer, asn1.SEQUENCE) || !input.Empty() || !outer.ReadASN1Enum(&status) {
		return nil, malformed("outer sequence")
	}
	if status != statusSuccess {
		return nil, &StatusError{Status: status}
	}
	if !outer.ReadASN1(&explicit, context(0)) || !outer.Empty() || !explicit.ReadASN1(&bytes, asn1.SEQUENCE) ||
		!explicit.Empty() || !der.ReadOID(&bytes, &oid) {
		return nil, malformed("response bytes")
	}
	if oid != oidBasic {
		return nil, fmt.Errorf("%w: response type %s", ErrUnsupported, oid)
	}
	if !bytes.ReadASN1(&basic, asn1.OCTET_STRING) || !bytes.Empty() {
		return nil, malformed("response bytes")
	}
	return basic, nil
}

// parseData reads ResponseData, tag and length included.
func (r *Response) parseData(element cryptobyte.String) error {
	var data, list cryptobyte.String
	if !element.ReadASN1(&data, asn1.SEQUENCE) {
		return malformed("response data")
	}
	if err := readVersion(&data); err != nil {
		return err
	}
	if err := r.parseResponder(&data); err != nil {
		return err
	}
	if !der.ReadTime(&data, &r.ProducedAt) {
		return malformed("time of production")
	}
	if !data.ReadASN1(&list, asn1.SEQUENCE) {
		return malformed("answers")
	}
	for !list.Empty() {
		if len(r.singles) == maxSingles {
			return fmt.Errorf("%w: more than %d answers", ErrTooLarge, maxSingles)
		}
		s, err := readSingle(&list)
		if err != nil {
			return err
		}
		r.singles = append(r.singles, s)
	}
	extensions, err := readExtensions(&data)
	if err != nil {
		return err
	}
	if !data.Empty() {
		return malformed("octets after response data")
	}
	r.applyExtensions(extensions)
	return nil
}

// readVersion accepts version 1, written or left out.
func readVersion(data *cryptobyte.String) error {
	var explicit cryptobyte.String
	var present bool
	if !data.ReadOptionalASN1(&explicit, &present, context(0)) {
		return malformed("version")
	}
	if !present {
		return nil
	}
	var version int
	if !explicit.ReadASN1Integer(&version) || !explicit.Empty() {
		return malformed("version")
	}
	if version != 0 {
		return fmt.Errorf("%w: version %d", ErrUnsupported, version+1)
	}
	return nil
}

func (r *Response) parseResponder(data *cryptobyte.String) error {
	var name, key, hash cryptobyte.String
	switch {
	case data.PeekASN1Tag(context(1)):
		if !data.ReadASN1(&name, context(1)) {
			return malformed("responder's name")
		}
		parsed, err := cert.ParseName(name)
		if err != nil {
			return fmt.Errorf("%w: responder's name: %w", ErrMalformed, err)
		}
		r.responderRaw, r.responderName = name, parsed
	case data.PeekASN1Tag(context(2)):
		if !data.ReadASN1(&key, context(2)) || !key.ReadASN1(&hash, asn1.OCTET_STRING) || !key.Empty() ||
			len(hash) != hashSizeOfKeyID {
			return malformed("responder's key")
		}
		r.responderKey = hash
	default:
		return malformed("responder")
	}
	return nil
}

func (r *Response) applyExtensions(extensions []cert.Extension) {
	for _, e := range extensions {
		switch {
		case e.OID == oidNonce:
			r.nonce = unwrapNonce(e.Value)
		case e.Critical && e.OID != oidExtendedRev: // RFC 6960, 4.4.8: needs no processing
			r.critical = e.OID
		}
	}
}

// unwrapNonce returns the nonce itself: RFC 8954 demands an OCTET STRING, older
// responders write bare octets.
func unwrapNonce(value []byte) []byte {
	s := cryptobyte.String(value)
	var inner cryptobyte.String
	if s.ReadASN1(&inner, asn1.OCTET_STRING) && s.Empty() {
		return inner
	}
	return value
}

// parseCertificates keeps the certificates that can be read: one that can't is
// nobody's who signed this.
func (r *Response) parseCertificates(body *cryptobyte.String) error {
	var explicit, list cryptobyte.String
	var present bool
	if !body.ReadOptionalASN1(&explicit, &present, context(0)) || !body.Empty() {
		return malformed("certificates")
	}
	if !present {
		return nil
	}
	if !explicit.ReadASN1(&list, asn1.SEQUENCE) || !explicit.Empty() {
		return malformed("certificates")
	}
	for n := 0; !list.Empty(); n++ {
		var raw cryptobyte.String
		if n == maxCertificates {
			return fmt.Errorf("%w: more than %d certificates", ErrTooLarge, maxCertificates)
		}
		if !list.ReadASN1Element(&raw, asn1.SEQUENCE) {
			return malformed("certificates")
		}
		if c, err := cert.Parse(raw); err == nil {
			r.Certificates = append(r.Certificates, c)
		}
	}
	return nil
}

// context is the tag of an explicit element.
func context(n uint8) asn1.Tag { return asn1.Tag(n).ContextSpecific().Constructed() }

func malformed(what string) error { return fmt.Errorf("%w: %s", ErrMalformed, what) }
