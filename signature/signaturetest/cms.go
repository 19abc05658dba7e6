package signaturetest

import (
	"crypto"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/asn1"
	"time"
)

// CMSOptions shapes a CMS SignedData (RFC 5652, 5). The zero value is what
// common signing software writes, less the signing time: SHA-256, detached,
// signer named by issuer and serial number, the signer's certificate alone.
type CMSOptions struct {
	// Digest of the content and for the signature. Zero means SHA-256; Ed25519
	// keys take SHA-512 whatever is said (RFC 8419, 3).
	Digest crypto.Hash
	// PSS selects RSASSA-PSS instead of PKCS #1 v1.5 for RSA keys.
	PSS bool
	// ByKeyID names the signer by subject key identifier.
	ByKeyID bool
	// NoCertificates leaves all certificates out.
	NoCertificates bool
	// Certificates are written after the signer's own.
	Certificates []*x509.Certificate
	// ContentType is the type of the content; nil means id-data.
	ContentType asn1.ObjectIdentifier
	// Attached writes the content into the CMS.
	Attached bool
	// Indefinite uses BER indefinite lengths outside the signed attributes, and
	// cuts an attached content into chunks.
	Indefinite bool

	// NoSignedAttributes signs the content itself. The attribute settings
	// below are then without effect.
	NoSignedAttributes bool
	// SigningTime is the signing-time attribute; zero leaves it out.
	SigningTime time.Time
	// LocalTimeAsUTC writes the local reading of SigningTime's clock in its own
	// zone as if it were UTC, as software common in Việt Nam does: the
	// attribute is then seven hours late.
	LocalTimeAsUTC bool
	// ESS is the version of the signing-certificate attribute: 0 for none, 1
	// (RFC 2634) or 2 (RFC 5035).
	ESS int
	// ESSCertificate is the certificate that the attribute names; nil means the
	// signer's. Another one spoils the signature.
	ESSCertificate *x509.Certificate
	// Attributes are further signed attributes, each a DER Attribute.
	Attributes [][]byte
	// ContentTypeAttribute and MessageDigest replace the right values of these
	// attributes, to spoil them.
	ContentTypeAttribute asn1.ObjectIdentifier
	MessageDigest        []byte

	// Timestamp adds a timestamp of the signature value as unsigned attribute
	// (RFC 3161, appendix A).
	Timestamp *TimestampOptions
}

func (o CMSOptions) algorithm(key crypto.Signer) algorithm {
	a := algorithm{digest: o.Digest, pss: o.PSS}
	if a.digest == 0 {
		a.digest = crypto.SHA256
	}
	if _, ok := key.(ed25519.PrivateKey); ok {
		a.digest = crypto.SHA512
	}
	return a
}

func (o CMSOptions) contentType() []byte {
	if o.ContentType == nil {
		return oidData()
	}
	return derValue(o.ContentType)
}

func oidData() []byte { return derOID(1, 2, 840, 113549, 1, 7, 1) }

// BuildCMS signs the content and returns the DER (or BER) of a ContentInfo.
//
// Errors: the kind of key or the digest is not supported.
func BuildCMS(content []byte, id *Identity, o CMSOptions) ([]byte, error) {
	signer, err := signerInfo(content, id, o)
	if err != nil {
		return nil, err
	}
	digest, err := digestIdentifier(o.algorithm(id.Key).digest)
	if err != nil {
		return nil, err
	}
	element := tlv
	if o.Indefinite {
		element = indefinite
	}
	version := 1
	if o.ByKeyID || o.ContentType != nil {
		version = 3
	}
	parts := [][]byte{derValue(version), tlv(tagSet, digest), encapsulated(content, o)}
	if !o.NoCertificates {
		parts = append(parts, certificates(id, o))
	}
	parts = append(parts, element(tagSet, signer))
	return element(tagSequence, derOID(1, 2, 840, 113549, 1, 7, 2),
		element(tagContext0, element(tagSequence, parts...))), nil
}

func encapsulated(content []byte, o CMSOptions) []byte {
	switch {
	case !o.Attached:
		return tlv(tagSequence, o.contentType())
	case o.Indefinite:
		return indefinite(tagSequence, o.contentType(), indefinite(tagContext0, chunkedOctets(content, 8)))
	}
	return tlv(tagSequence, o.contentType(), tlv(tagContext0, tlv(tagOctets, content)))
}

func certificates(id *Identity, o CMSOptions) []byte {
	raw := [][]byte{id.Cert.Raw}
	for _, c := range o.Certificates {
		raw = append(raw, c.Raw)
	}
	return setOf(tagContext0, raw...)
}

func signerInfo(content []byte, id *Identity, o CMSOptions) ([]byte, error) {
	a := o.algorithm(id.Key)
	digest, err := digestIdentifier(a.digest)
	if err != nil {
		return nil, err
	}
	identifier, err := a.identifier(id.Key)
	if err != nil {
		return nil, err
	}
	version, sid := 1, issuerAndSerial(id.Cert)
	if o.ByKeyID {
		version, sid = 3, tlv(0x80, id.Cert.SubjectKeyId)
	}
	parts := [][]byte{derValue(version), sid, digest}
	message := content
	if !o.NoSignedAttributes {
		attributes := signedAttributes(content, id, o)
		message = setOf(tagSet, attributes...)
		parts = append(parts, setOf(tagContext0, attributes...))
	}
	value, err := a.sign(id.Key, message)
	if err != nil {
		return nil, err
	}
	parts = append(parts, identifier, tlv(tagOctets, value))
	if o.Timestamp != nil {
		token, err := BuildTimestamp(value, *o.Timestamp)
		if err != nil {
			return nil, err
		}
		parts = append(parts, tlv(tagContext1, attribute(derOID(1, 2, 840, 113549, 1, 9, 16, 2, 14), token)))
	}
	return tlv(tagSequence, parts...), nil
}

func issuerAndSerial(c *x509.Certificate) []byte {
	return tlv(tagSequence, c.RawIssuer, derValue(c.SerialNumber))
}
