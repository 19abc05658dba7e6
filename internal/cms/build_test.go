package cms

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
)

// identity is a key with its certificate.
type identity struct {
	key  crypto.Signer
	der  []byte
	cert *cert.Certificate
}

// rsaIdentity and ecIdentity are made once: generation is slow.
var (
	rsaIdentity = sync.OnceValue(func() identity {
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			panic(err)
		}
		return selfSigned(key, "RSA người ký", 7)
	})
	ecIdentity = sync.OnceValue(func() identity {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			panic(err)
		}
		return selfSigned(key, "EC người ký", 8)
	})
)

// selfSigned makes a certificate; only tests call it, so it may panic.
func selfSigned(key crypto.Signer, cn string, serial int64) identity {
	tp := &x509.Certificate{
		SerialNumber: big.NewInt(serial),
		Subject:      pkix.Name{CommonName: cn, Country: []string{"VN"}},
		NotBefore:    time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC),
		NotAfter:     time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC),
		SubjectKeyId: []byte{1, 2, 3, byte(serial)},
	}
	der, err := x509.CreateCertificate(rand.Reader, tp, tp, key.Public(), key)
	if err != nil {
		panic(err)
	}
	c, err := cert.Parse(der)
	if err != nil {
		panic(err)
	}
	return identity{key: key, der: der, cert: c}
}

func parseOID(dotted string) asn1.ObjectIdentifier {
	var out asn1.ObjectIdentifier
	for _, arc := range strings.Split(dotted, ".") {
		n, err := strconv.Atoi(arc)
		if err != nil {
			panic(err)
		}
		out = append(out, n)
	}
	return out
}

// build runs a builder function and returns the bytes.
func build(f func(b *cryptobyte.Builder)) []byte {
	var b cryptobyte.Builder
	f(&b)
	return b.BytesOrPanic()
}

// tlv wraps parts in a tag.
func tlv(tag byte, parts ...[]byte) []byte {
	return build(func(b *cryptobyte.Builder) {
		b.AddASN1(cbasn1.Tag(tag), func(b *cryptobyte.Builder) {
			for _, p := range parts {
				b.AddBytes(p)
			}
		})
	})
}

func oidDER(dotted string) []byte {
	return build(func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(parseOID(dotted)) })
}

// algorithm is the DER of an AlgorithmIdentifier.
func algorithm(oid string, params ...[]byte) []byte {
	return tlv(0x30, append([][]byte{oidDER(oid)}, params...)...)
}

var derNull = []byte{5, 0}

// attribute is the DER of an Attribute.
func attribute(oid string, values ...[]byte) []byte {
	return tlv(0x30, oidDER(oid), tlv(0x31, values...))
}

func integer(n int64) []byte {
	return build(func(b *cryptobyte.Builder) { b.AddASN1Int64(n) })
}

// recipe says how to make a SignedData with one signer. The zero value of each
// field but id is filled in by defaults.
type recipe struct {
	id           identity
	contentType  string
	content      []byte // what is signed
	encapsulate  bool
	digest       Digest
	digestAlg    []byte // DER
	sigAlg       []byte // DER
	attrs        [][]byte
	noAttrs      bool
	keyID        bool
	certificates [][]byte // nil: the identity's
	crls         [][]byte
	unsigned     [][]byte
	// sign returns the signature over tbs; nil signs by the digest, with
	// PKCS #1 v1.5 for RSA.
	sign func(tbs []byte) []byte
	// order rearranges attributes before they are written; sign sees what
	// signOrder makes of them.
	order, signOrder func([][]byte) [][]byte
}

func sorted(list [][]byte) [][]byte {
	out := slices.Clone(list)
	slices.SortFunc(out, bytes.Compare)
	return out
}

func reversed(list [][]byte) [][]byte {
	out := sorted(list)
	slices.Reverse(out)
	return out
}

func (r *recipe) defaults() {
	if r.contentType == "" {
		r.contentType = OIDData
	}
	if r.digest == 0 {
		r.digest = SHA256
	}
	if r.digestAlg == nil {
		r.digestAlg = algorithm(r.digest.OID(), derNull)
	}
	if r.sigAlg == nil {
		r.sigAlg = algorithm(r.id.cert.KeyAlgorithm.OID)
	}
	if r.attrs == nil && !r.noAttrs {
		r.attrs = r.standardAttrs()
	}
	if r.certificates == nil {
		r.certificates = [][]byte{r.id.der}
	}
	if r.sign == nil {
		r.sign = func(tbs []byte) []byte { return r.id.signWith(r.digest, tbs) }
	}
	if r.order == nil {
		r.order = sorted
	}
	if r.signOrder == nil {
		r.signOrder = r.order
	}
}

func (id identity) signWith(d Digest, tbs []byte) []byte {
	hashed := d.sum(tbs)
	if _, ok := id.key.(*rsa.PrivateKey); ok && d.info().hash == 0 { // unknown to crypto/rsa
		hashed = append(digestPrefix(d), hashed...)
	}
	sig, err := id.key.Sign(rand.Reader, hashed, d.info().hash)
	if err != nil {
		panic(err)
	}
	return sig
}

// standardAttrs are content-type, message-digest and signing-certificate-v2.
func (r *recipe) standardAttrs() [][]byte {
	return [][]byte{
		attribute(OIDContentType, oidDER(r.contentType)),
		attribute(OIDMessageDigest, tlv(4, r.digest.sum(r.content))),
		attribute(OIDSigningCertV2, essV2(r.id, nil)),
	}
}

// essV2 is a SigningCertificateV2 with SHA-256 and optional issuerSerial.
func essV2(id identity, issuerSerial []byte) []byte {
	return tlv(0x30, tlv(0x30, tlv(0x30, tlv(4, SHA256.sum(id.der)), issuerSerial)))
}

func issuerSerial(issuer []byte, serial int64) []byte {
	return tlv(0x30, tlv(0x30, tlv(0xa4, issuer)), integer(serial))
}

// make returns the DER of the ContentInfo.
func (r recipe) make() []byte {
	r.defaults()
	var content []byte
	if r.encapsulate {
		content = tlv(0xa0, tlv(4, r.content))
	}
	body := [][]byte{integer(1), tlv(0x31, r.digestAlg), tlv(0x30, oidDER(r.contentType), content)}
	if len(r.certificates) > 0 {
		body = append(body, tlv(0xa0, r.certificates...))
	}
	if len(r.crls) > 0 {
		body = append(body, tlv(0xa1, r.crls...))
	}
	body = append(body, tlv(0x31, r.signerInfo()))
	return tlv(0x30, oidDER(OIDSignedData), tlv(0xa0, tlv(0x30, body...)))
}

func (r recipe) signerInfo() []byte {
	sid := tlv(0x30, r.id.cert.RawIssuer, integer(r.id.cert.Serial.Int64()))
	if r.keyID {
		sid = tlv(0x80, r.id.cert.SubjectKeyID)
	}
	parts := [][]byte{integer(1), sid, r.digestAlg}
	tbs := r.content
	if !r.noAttrs {
		parts = append(parts, tlv(0xa0, r.order(r.attrs)...))
		tbs = tlv(0x31, r.signOrder(r.attrs)...)
	}
	parts = append(parts, r.sigAlg, tlv(4, r.sign(tbs)))
	if len(r.unsigned) > 0 {
		parts = append(parts, tlv(0xa1, r.unsigned...))
	}
	return tlv(0x30, parts...)
}

// parseOne parses a SignedData with one signer and nothing after it.
func parseOne(t testing.TB, b []byte) (*SignedData, *Signer) {
	t.Helper()
	sd, rest, err := Parse(b, Limits{})
	if err != nil {
		t.Fatalf("Parse: %v", err)
	}
	if len(rest) != 0 || len(sd.Signers) != 1 {
		t.Fatalf("%d octets left, %d signers", len(rest), len(sd.Signers))
	}
	return sd, &sd.Signers[0]
}

// verify parses and verifies detached content with the identity's certificate.
func verify(t testing.TB, b []byte, id identity, content []byte) (Result, error) {
	t.Helper()
	sd, s := parseOne(t, b)
	d, err := s.Digest()
	if err != nil {
		return sd.Verify(s, id.cert, nil, VerifyOptions{})
	}
	opt := VerifyOptions{Encapsulated: sd.HasContent, ContentPrefix: content, ExpectedContentType: OIDData}
	return sd.Verify(s, id.cert, d.sum(content), opt)
}
