package cms

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sentinels are the errors that Verify joins.
func sentinels() []error {
	return []error{
		ErrMalformed, ErrDigestMismatch, ErrSignatureInvalid, ErrContentTypeMismatch, ErrAttribute,
		ErrSigningCertificate, ErrAlgorithmProtection, ErrContentConfusion, ErrEncapsulatedContent, ErrAlgorithmPolicy,
	}
}

// wantErrors checks that err is exactly the given sentinels.
func wantErrors(t *testing.T, err error, want ...error) {
	t.Helper()
	for _, s := range sentinels() {
		expected := false
		for _, w := range want {
			expected = expected || w == s
		}
		if errors.Is(err, s) != expected {
			t.Errorf("errors.Is(err, %q) = %v; err: %v", s, !expected, err)
		}
	}
	if (err == nil) != (len(want) == 0) {
		t.Errorf("err = %v, want %v", err, want)
	}
}

var document = []byte("%PDF-1.7 a document that is signed")

func TestVerify(t *testing.T) {
	id := rsaIdentity()
	r := recipe{id: id, content: document}
	res, err := verify(t, r.make(), id, document)
	wantErrors(t, err)
	want := Result{Digest: SHA256, Algorithm: "RSA-PKCS1v1.5", Hash: SHA256, Name: "SHA256withRSA", KeyBits: 2048,
		DigestMatches: true, SignatureValid: true}
	if diff := cmp.Diff(want, res); diff != "" {
		t.Error(diff)
	}
	res, err = verify(t, r.make(), id, []byte("%PDF-1.7 another document"))
	wantErrors(t, err, ErrDigestMismatch)
	if res.DigestMatches || !res.SignatureValid {
		t.Errorf("got %+v: only the digest is wrong", res)
	}
	other := ecIdentity()
	_, err = verify(t, r.make(), other, document)
	wantErrors(t, err, ErrSignatureInvalid, ErrSigningCertificate)
}

// TestAttributeRules makes one signature per rule; each is made with the right
// key over exactly those attributes, so only the rule can refuse it.
func TestAttributeRules(t *testing.T) {
	id := rsaIdentity()
	base := recipe{id: id, content: document, digest: SHA256, contentType: OIDData}
	std := base.standardAttrs()
	contentType, digest, ess := std[0], std[1], std[2]
	sum := tlv(4, SHA256.sum(document))
	sha256Alg, rsaAlg := algorithm(SHA256.OID(), derNull), algorithm(id.cert.KeyAlgorithm.OID)
	implicit := func(alg []byte) []byte { return append([]byte{0xa1}, alg[1:]...) }
	essV1 := func(hash []byte, rest ...[]byte) []byte {
		return attribute(OIDSigningCertificate, tlv(0x30, tlv(0x30, tlv(0x30, append([][]byte{tlv(4, hash)}, rest...)...))))
	}
	v2 := func(parts ...[]byte) []byte {
		return attribute(OIDSigningCertV2, tlv(0x30, tlv(0x30, tlv(0x30, parts...))))
	}
	utc := func(s string) []byte { return tlv(23, []byte(s)) }
	tests := []struct {
		name  string
		attrs [][]byte
		want  []error
		notes []Note
	}{
		{name: "standard", attrs: std},
		{name: "unknown attribute", attrs: append(std[:3:3], attribute("2.999", sum))},
		{name: "content-type missing", attrs: [][]byte{digest, ess}, want: []error{ErrAttribute}},
		{name: "content-type repeated", attrs: [][]byte{contentType, contentType, digest, ess}, want: []error{ErrAttribute}},
		{name: "content-type with two values", want: []error{ErrAttribute},
			attrs: [][]byte{attribute(OIDContentType, oidDER(OIDData), oidDER(OIDData)), digest, ess}},
		{name: "content-type with no value", attrs: [][]byte{attribute(OIDContentType), digest, ess}, want: []error{ErrAttribute}},
		{name: "content-type not an OID", attrs: [][]byte{attribute(OIDContentType, sum), digest, ess}, want: []error{ErrAttribute}},
		{name: "content-type of a time-stamp", want: []error{ErrContentTypeMismatch},
			attrs: [][]byte{attribute(OIDContentType, oidDER(OIDTSTInfo)), digest, ess}},
		{name: "message-digest missing", attrs: [][]byte{contentType, ess}, want: []error{ErrAttribute}},
		{name: "message-digest repeated", attrs: [][]byte{contentType, digest, digest, ess}, want: []error{ErrAttribute}},
		{name: "message-digest with two values", want: []error{ErrAttribute},
			attrs: [][]byte{contentType, attribute(OIDMessageDigest, sum, sum), ess}},
		{name: "message-digest not a string", want: []error{ErrAttribute},
			attrs: [][]byte{contentType, attribute(OIDMessageDigest, integer(1)), ess}},
		{name: "message-digest empty", want: []error{ErrDigestMismatch},
			attrs: [][]byte{contentType, attribute(OIDMessageDigest, tlv(4)), ess}},
		{name: "signing-time", attrs: append(std[:3:3], attribute(OIDSigningTime, utc("210203040506Z")))},
		{name: "signing-time malformed", want: []error{ErrAttribute},
			attrs: append(std[:3:3], attribute(OIDSigningTime, utc("yesterday")))},
		{name: "signing-time repeated", want: []error{ErrAttribute},
			attrs: append(std[:3:3], attribute(OIDSigningTime, utc("210203040506Z")), attribute(OIDSigningTime, utc("210203040507Z")))},
		{name: "no signing-certificate", attrs: std[:2], notes: []Note{NoteNoSigningCertificate}},
		{name: "signing-certificate v1", attrs: append(std[:2:2], essV1(SHA1.sum(id.der))), notes: []Note{NoteSigningCertificateV1}},
		{name: "both versions", attrs: append(std[:3:3], essV1(SHA1.sum(id.der)))},
		{name: "v1 of another certificate beside good v2", want: []error{ErrSigningCertificate},
			attrs: append(std[:3:3], essV1(make([]byte, 20)))},
		{name: "v2 of another certificate", attrs: append(std[:2:2], v2(tlv(4, make([]byte, 32)))), want: []error{ErrSigningCertificate}},
		{name: "v2 with SHA-512", attrs: append(std[:2:2], v2(algorithm(SHA512.OID()), tlv(4, SHA512.sum(id.der))))},
		{name: "v2 repeated", attrs: append(std[:3:3], ess), want: []error{ErrAttribute}},
		{name: "v2 malformed", attrs: append(std[:2:2], attribute(OIDSigningCertV2, integer(1))), want: []error{ErrAttribute}},
		{name: "v2 without identifiers", want: []error{ErrAttribute},
			attrs: append(std[:2:2], attribute(OIDSigningCertV2, tlv(0x30, tlv(0x30))))},
		{name: "issuer and serial", attrs: append(std[:2:2], attribute(OIDSigningCertV2, essV2(id, issuerSerial(id.cert.RawIssuer, 7))))},
		{name: "another serial", want: []error{ErrSigningCertificate},
			attrs: append(std[:2:2], attribute(OIDSigningCertV2, essV2(id, issuerSerial(id.cert.RawIssuer, 8))))},
		{name: "another issuer", want: []error{ErrSigningCertificate},
			attrs: append(std[:2:2], attribute(OIDSigningCertV2, essV2(id, issuerSerial(ecIdentity().cert.RawIssuer, 7))))},
		{name: "algorithm protection", attrs: append(std[:3:3],
			attribute(OIDAlgorithmProtection, tlv(0x30, algorithm(SHA256.OID()), implicit(rsaAlg))))},
		{name: "algorithm protection, other digest", want: []error{ErrAlgorithmProtection}, attrs: append(std[:3:3],
			attribute(OIDAlgorithmProtection, tlv(0x30, algorithm(SHA512.OID()), implicit(rsaAlg))))},
		{name: "algorithm protection, other signature", want: []error{ErrAlgorithmProtection}, attrs: append(std[:3:3],
			attribute(OIDAlgorithmProtection, tlv(0x30, sha256Alg, implicit(algorithm("1.2.840.113549.1.1.13", derNull)))))},
		{name: "algorithm protection malformed", want: []error{ErrAttribute},
			attrs: append(std[:3:3], attribute(OIDAlgorithmProtection, integer(1)))},
		{name: "algorithm protection repeated", want: []error{ErrAttribute}, attrs: append(std[:3:3],
			attribute(OIDAlgorithmProtection, tlv(0x30, sha256Alg, implicit(rsaAlg))),
			attribute(OIDAlgorithmProtection, tlv(0x30, sha256Alg, implicit(rsaAlg))))},
		{name: "empty set", attrs: [][]byte{}, want: []error{ErrAttribute}, notes: []Note{NoteNoSigningCertificate}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := base
			r.attrs = tt.attrs
			res, err := verify(t, r.make(), id, document)
			wantErrors(t, err, tt.want...)
			if !res.SignatureValid {
				t.Error("the signature itself is good")
			}
			if diff := cmp.Diff(tt.notes, res.Notes); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestUnsupportedESSDigest(t *testing.T) {
	id := rsaIdentity()
	r := recipe{id: id, content: document, digest: SHA256, contentType: OIDData}
	md5 := algorithm("1.2.840.113549.2.5")
	r.attrs = append(r.standardAttrs()[:2:2], attribute(OIDSigningCertV2, tlv(0x30, tlv(0x30, tlv(0x30, md5, tlv(4, make([]byte, 16)))))))
	_, err := verify(t, r.make(), id, document)
	var ua *UnsupportedAlgorithmError
	if !errors.As(err, &ua) || ua.Name != "MD5" || ua.Use != "digest" {
		t.Errorf("err = %v", err)
	}
}

// TestAttributeOrder accepts a signature over the order in the file or over
// the sorted set, and nothing else.
func TestAttributeOrder(t *testing.T) {
	id := rsaIdentity()
	rotated := func(list [][]byte) [][]byte {
		out := sorted(list)
		return append(out[1:len(out):len(out)], out[0])
	}
	for _, tt := range []struct {
		name             string
		order, signOrder func([][]byte) [][]byte
		want             []error
		reordered        bool
		notes            []Note
	}{
		{name: "sorted", order: sorted, signOrder: sorted},
		{name: "unsorted, signed as it is", order: reversed, signOrder: reversed, notes: []Note{NoteAttributesNotDER}},
		{name: "unsorted, signed sorted", order: reversed, signOrder: sorted, reordered: true, notes: []Note{NoteAttributesNotDER}},
		{name: "sorted, signed unsorted", order: sorted, signOrder: reversed, want: []error{ErrSignatureInvalid}},
		{name: "third order", order: reversed, signOrder: rotated, want: []error{ErrSignatureInvalid}, notes: []Note{NoteAttributesNotDER}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := recipe{id: id, content: document, order: tt.order, signOrder: tt.signOrder}
			res, err := verify(t, r.make(), id, document)
			wantErrors(t, err, tt.want...)
			if res.Reordered != tt.reordered {
				t.Errorf("Reordered = %v", res.Reordered)
			}
			if diff := cmp.Diff(tt.notes, res.Notes); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestContentConfusion drops the signed attributes from a signature and
// presents their encoding as the content. The signature value verifies, so the
// refusal is all that stands between the attacker and success.
func TestContentConfusion(t *testing.T) {
	id := rsaIdentity()
	honest := recipe{id: id, content: document}
	_, s := parseOne(t, honest.make())
	set := append([]byte{0x31}, s.RawSignedAttrs[1:]...)
	forged := recipe{id: id, content: set, noAttrs: true, sign: func([]byte) []byte { return s.Signature }}

	res, err := verify(t, forged.make(), id, set)
	wantErrors(t, err, ErrContentConfusion)
	if !res.SignatureValid {
		t.Error("the attack as made here doesn't work: the test shows nothing")
	}
	sd, signer := parseOne(t, forged.make())
	for _, prefix := range [][]byte{nil, {}, set[:1], set[:2], set[:3], set[:8]} {
		_, err := sd.Verify(signer, id.cert, SHA256.sum(set), VerifyOptions{ContentPrefix: prefix})
		wantErrors(t, err, ErrContentConfusion)
	}
	forged.encapsulate = true
	_, err = verify(t, forged.make(), id, set)
	wantErrors(t, err, ErrContentConfusion)
}

func TestLooksLikeSignedAttrs(t *testing.T) {
	for _, tt := range []struct {
		name   string
		prefix []byte
		want   bool
	}{
		{"PDF", []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3"), false},
		{"junk before the header", []byte("\r\n%PDF-1.7\n"), false},
		{"text that starts with 1", []byte("140 0 obj"), false},
		{"text that starts with 1, 0", []byte("1\x300\x300"), false},
		{"short lengths", []byte("\x31\x18\x30\x16\x06\x09"), true},
		{"long lengths", []byte("\x31\x82\x01\x00\x30\x81\x80\x06\x09"), true},
		{"padded lengths", []byte("\x31\x84\x00\x00\x01\x00\x30\x84\x00\x00\x00\x80\x06\x09"), true},
		{"indefinite lengths", []byte("\x31\x80\x30\x80\x06\x09"), true},
		{"undecided", []byte("\x31"), true},
		{"undecided length", []byte("\x31\x84\x00"), true},
		{"impossible length", []byte("\x31\xff\x30\x30\x06"), false},
		{"set of integers", []byte("\x31\x03\x02\x01\x05"), false},
		{"set of sequences of integers", []byte("\x31\x05\x30\x03\x02\x01\x05"), false},
	} {
		if got := LooksLikeSignedAttrs(tt.prefix); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

func TestWithoutAttributes(t *testing.T) {
	id := rsaIdentity()
	r := recipe{id: id, content: document, noAttrs: true}
	res, err := verify(t, r.make(), id, document)
	wantErrors(t, err)
	if diff := cmp.Diff([]Note{NoteNoSignedAttributes, NoteNoSigningCertificate}, res.Notes); diff != "" {
		t.Error(diff)
	}
	if !res.DigestMatches || !res.SignatureValid {
		t.Errorf("got %+v", res)
	}
	_, err = verify(t, r.make(), id, []byte("%PDF other"))
	wantErrors(t, err, ErrSignatureInvalid)

	sd, s := parseOne(t, r.make())
	_, err = sd.Verify(s, id.cert, []byte("short"), VerifyOptions{ContentPrefix: document})
	wantErrors(t, err, ErrDigestMismatch)

	r.contentType, r.encapsulate = OIDTSTInfo, true
	sd, s = parseOne(t, r.make())
	_, err = sd.Verify(s, id.cert, nil, VerifyOptions{Encapsulated: true, ExpectedContentType: OIDTSTInfo})
	wantErrors(t, err, ErrAttribute)

	hashes := recipe{id: id, content: document, noAttrs: true, sigAlg: algorithm("1.2.840.113549.1.1.13", derNull)}
	_, err = verify(t, hashes.make(), id, document)
	var ua *UnsupportedAlgorithmError
	if !errors.As(err, &ua) || ua.Use != "signature" {
		t.Errorf("two hashes and no attributes: %v", err)
	}
}

func TestEncapsulation(t *testing.T) {
	id := rsaIdentity()
	inside := recipe{id: id, content: document, encapsulate: true}
	sd, s := parseOne(t, inside.make())
	_, err := sd.Verify(s, id.cert, SHA256.sum(document), VerifyOptions{})
	wantErrors(t, err, ErrEncapsulatedContent)
	_, err = sd.Verify(s, id.cert, nil, VerifyOptions{Encapsulated: true})
	wantErrors(t, err)
	_, err = sd.Verify(s, id.cert, nil, VerifyOptions{Encapsulated: true, ExpectedContentType: OIDTSTInfo})
	wantErrors(t, err, ErrContentTypeMismatch)

	detached := recipe{id: id, content: document}
	sd, s = parseOne(t, detached.make())
	_, err = sd.Verify(s, id.cert, SHA256.sum(document), VerifyOptions{Encapsulated: true})
	wantErrors(t, err, ErrEncapsulatedContent, ErrDigestMismatch)

	empty := recipe{id: id, encapsulate: true, content: []byte{}}
	sd, s = parseOne(t, empty.make())
	_, err = sd.Verify(s, id.cert, SHA256.sum(), VerifyOptions{})
	wantErrors(t, err, ErrEncapsulatedContent)
}

func TestNotes(t *testing.T) {
	rsaID, ecID := rsaIdentity(), ecIdentity()
	p224, err := ecdsa.GenerateKey(elliptic.P224(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	small := selfSigned(p224, "nhỏ", 9)
	for _, tt := range []struct {
		name string
		r    recipe
		want []Note
		alg  string
	}{
		{"SHA-1", recipe{id: rsaID, digest: SHA1}, []Note{NoteSHA1}, "SHA1withRSA"},
		{"P-224", recipe{id: small}, []Note{NoteSmallKey}, "SHA256withECDSA"},
		{"two hashes", recipe{id: rsaID, sigAlg: algorithm("1.2.840.113549.1.1.13", derNull),
			sign: func(tbs []byte) []byte { return rsaID.signWith(SHA512, tbs) }}, []Note{NoteDigestMismatch}, "SHA512withRSA"},
		{"SHA-1 of the attributes only", recipe{id: ecID, sigAlg: algorithm("1.2.840.10045.4.1"),
			sign: func(tbs []byte) []byte { return ecID.signWith(SHA1, tbs) }}, []Note{NoteSHA1, NoteDigestMismatch}, "SHA1withECDSA"},
		{"nothing", recipe{id: ecID}, nil, "SHA256withECDSA"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.r.content = document
			res, err := verify(t, tt.r.make(), tt.r.id, document)
			wantErrors(t, err)
			if diff := cmp.Diff(tt.want, res.Notes); diff != "" {
				t.Error(diff)
			}
			if res.Name != tt.alg {
				t.Errorf("Name = %q", res.Name)
			}
			for _, n := range res.Notes {
				if !res.Has(n) || n.String() == "unknown note" {
					t.Errorf("note %d", n)
				}
			}
		})
	}
}

func TestWithoutCertificate(t *testing.T) {
	id := rsaIdentity()
	for _, r := range []recipe{{id: id, content: document}, {id: id, content: document, noAttrs: true}} {
		sd, s := parseOne(t, r.make())
		res, err := sd.Verify(s, nil, SHA256.sum(document), VerifyOptions{ContentPrefix: document})
		if !errors.Is(err, ErrNoCertificate) || res.SignatureValid || res.DigestMatches == r.noAttrs {
			t.Errorf("got %+v, %v", res, err)
		}
	}
}

func TestVerifySignature(t *testing.T) {
	for _, id := range []identity{rsaIdentity(), ecIdentity()} {
		c := id.cert
		wantErrors(t, VerifySignature(c.SignatureAlgorithm, c, c.RawTBS, c.Signature))
		wantErrors(t, VerifySignature(c.SignatureAlgorithm, c, c.RawTBS[1:], c.Signature), ErrSignatureInvalid)
		if err := VerifySignature(c.SignatureAlgorithm, nil, c.RawTBS, c.Signature); !errors.Is(err, ErrNoCertificate) {
			t.Errorf("no issuer: %v", err)
		}
		var ua *UnsupportedAlgorithmError
		if err := VerifySignature(c.KeyAlgorithm, c, c.RawTBS, c.Signature); !errors.As(err, &ua) {
			t.Errorf("no hash: %v", err)
		}
	}
	wantErrors(t, VerifySignature(rsaIdentity().cert.SignatureAlgorithm, ecIdentity().cert, nil, nil), ErrSignatureInvalid)
}
