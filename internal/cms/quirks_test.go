package cms

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua/internal/cert"
)

// v1Certificate rewrites a certificate as version 1: no version, no extensions.
func v1Certificate(t *testing.T, id identity) identity {
	t.Helper()
	alg := algorithm("1.2.840.113549.1.1.11", derNull)
	validity := tlv(0x30, tlv(23, []byte("200101000000Z")), tlv(23, []byte("400101000000Z")))
	tbs := tlv(0x30, integer(id.cert.Serial.Int64()), alg, id.cert.RawIssuer, validity, id.cert.RawSubject, id.cert.SPKI)
	der := tlv(0x30, tbs, alg, tlv(3, []byte{0}, id.signWith(SHA256, tbs)))
	c, err := cert.Parse(der)
	if err != nil || c.Version != 1 {
		t.Fatalf("version %v, %v", c, err)
	}
	return identity{key: id.key, der: der, cert: c}
}

// TestQuirks accepts what real signers write against the letter of the
// standards, where it can't change what was signed or by whom.
func TestQuirks(t *testing.T) {
	const sha256RSA, sha256ECDSA = "1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2"
	id, ec := rsaIdentity(), ecIdentity()
	v1 := v1Certificate(t, id)
	base := recipe{id: id, content: document, digest: SHA256, contentType: OIDData}
	std := base.standardAttrs()
	timed := func(tag byte, s string) [][]byte {
		return append(std[:3:3], attribute(OIDSigningTime, tlv(tag, []byte(s))))
	}
	misplaced := []Note{NoteMisplacedAlgorithm}
	retyped := *id.cert
	retyped.RawIssuer = bytes.Replace(bytes.Clone(id.cert.RawIssuer), []byte{0x0c}, []byte{0x14}, 1)
	token := attribute(OIDSignatureTimestamp, integer(1))
	for _, tt := range []struct {
		name  string
		r     recipe
		notes []Note
		alg   string
	}{
		{name: "rsaEncryption without parameters", r: recipe{sigAlg: algorithm(cert.OIDKeyRSA)}},
		{name: "rsaEncryption with NULL", r: recipe{sigAlg: algorithm(cert.OIDKeyRSA, derNull)}},
		{name: "rsaEncryption with other parameters", r: recipe{sigAlg: algorithm(cert.OIDKeyRSA, tlv(0x30, oidDER(SHA256.OID())))}},
		{name: "sha256WithRSA without parameters", r: recipe{sigAlg: algorithm(sha256RSA)}},
		{name: "sha256WithRSA with other parameters", r: recipe{sigAlg: algorithm(sha256RSA, tlv(4))}},
		{name: "digest without parameters", r: recipe{digestAlg: algorithm(SHA256.OID())}},
		{name: "digest with NULL", r: recipe{digestAlg: algorithm(SHA256.OID(), derNull)}},
		{name: "digest with other parameters", r: recipe{digestAlg: algorithm(SHA256.OID(), tlv(0x30))}},
		{name: "digest for the signature algorithm", r: recipe{sigAlg: algorithm(SHA256.OID(), derNull)}, notes: misplaced},
		{name: "digest for the signature algorithm, EC", r: recipe{id: ec, sigAlg: algorithm(SHA256.OID())}, notes: misplaced, alg: "SHA256withECDSA"},
		{name: "another digest for the signature algorithm", notes: []Note{NoteDigestMismatch, NoteMisplacedAlgorithm}, alg: "SHA512withRSA",
			r: recipe{sigAlg: algorithm(SHA512.OID()), sign: func(tbs []byte) []byte { return id.signWith(SHA512, tbs) }}},
		{name: "signature algorithm for the digest", r: recipe{digestAlg: algorithm(sha256RSA, derNull), sigAlg: algorithm(sha256RSA, derNull)}, notes: misplaced},
		{name: "the two exchanged", r: recipe{digestAlg: algorithm(sha256RSA), sigAlg: algorithm(SHA256.OID())}, notes: misplaced},
		{name: "ECDSA algorithm for the digest", r: recipe{id: ec, digestAlg: algorithm(sha256ECDSA)}, notes: misplaced, alg: "SHA256withECDSA"},
		{name: "id-ecPublicKey", r: recipe{id: ec, sigAlg: algorithm(cert.OIDKeyEC)}, alg: "SHA256withECDSA"},
		{name: "id-ecPublicKey with a curve", r: recipe{id: ec, sigAlg: algorithm(cert.OIDKeyEC, oidDER("1.2.840.10045.3.1.7"))}, alg: "SHA256withECDSA"},
		{name: "version 1 with a key identifier", r: recipe{keyID: true}},
		{name: "version 1 certificate", r: recipe{id: v1}},
		{name: "version 1 certificates of others", r: recipe{certificates: [][]byte{v1Certificate(t, identity{key: id.key, der: ec.der, cert: ec.cert}).der, id.der}}},
		{name: "revocation lists and answers", r: recipe{crls: [][]byte{tlv(0x30, integer(1)), tlv(0xa1, oidDER("1.3.6.1.5.5.7.16.2"), tlv(0x30)), tlv(0x30)}}},
		{name: "unsigned attributes unsorted and repeated", r: recipe{unsigned: [][]byte{token, attribute("2.999", integer(2), integer(1)), attribute("1.2.3"), token}}},
		{name: "signing-time as GeneralizedTime", r: recipe{attrs: timed(24, "20210203040506Z")}},
		{name: "signing-time with fraction and zone", r: recipe{attrs: timed(24, "20210203040506.25+0700")}},
		{name: "signing-time without seconds", r: recipe{attrs: timed(23, "2102030405Z")}},
		{name: "issuer in another string type", r: recipe{id: identity{key: id.key, der: id.der, cert: &retyped}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := tt.r
			r.content = document
			if r.id.cert == nil {
				r.id = id
			}
			sd, s := parseOne(t, r.make())
			found, err := sd.FindCertificate(s, nil)
			if err != nil || !bytes.Equal(found.Raw, r.id.der) {
				t.Fatalf("FindCertificate: %v", err)
			}
			res, err := sd.Verify(s, found, SHA256.sum(document), VerifyOptions{})
			wantErrors(t, err)
			if tt.alg == "" {
				tt.alg = "SHA256withRSA"
			}
			if res.Name != tt.alg || !res.SignatureValid || !res.DigestMatches {
				t.Errorf("got %+v", res)
			}
			if diff := cmp.Diff(tt.notes, res.Notes); diff != "" {
				t.Error(diff)
			}
			if d, err := s.Digest(); err != nil || d != SHA256 {
				t.Errorf("Digest = %v, %v", d, err)
			}
			// The quirk mustn't be what makes the signature valid.
			_, err = sd.Verify(s, found, SHA256.sum([]byte("other")), VerifyOptions{})
			wantErrors(t, err, ErrDigestMismatch)
			s.Signature = bytes.Clone(s.Signature)
			s.Signature[len(s.Signature)-1] ^= 1
			_, err = sd.Verify(s, found, SHA256.sum(document), VerifyOptions{})
			wantErrors(t, err, ErrSignatureInvalid)
		})
	}
}

// TestNotQuirks keeps refusing what could be read in two ways, or what other
// verifiers refuse too.
func TestNotQuirks(t *testing.T) {
	id, ec := rsaIdentity(), ecIdentity()
	base := recipe{id: id, content: document, digest: SHA256, contentType: OIDData}
	std := base.standardAttrs()
	tst := base
	tst.contentType = OIDTSTInfo
	for _, tt := range []struct {
		name string
		r    recipe
		want []error
	}{
		{"message-digest twice", recipe{id: id, attrs: [][]byte{std[0], std[1], std[1], std[2]}}, []error{ErrAttribute}},
		{"two message-digests, one right", recipe{id: id, attrs: [][]byte{std[0], std[1], attribute(OIDMessageDigest, tlv(4, make([]byte, 32))), std[2]}}, []error{ErrAttribute}},
		{"content-type of a time-stamp", recipe{id: id, attrs: [][]byte{tst.standardAttrs()[0], std[1], std[2]}}, []error{ErrContentTypeMismatch}},
		{"time-stamp content, detached", recipe{id: id, contentType: OIDTSTInfo}, []error{ErrContentTypeMismatch}},
		{"digest for the signature algorithm, another hash made it", recipe{id: id, sigAlg: algorithm(SHA512.OID())}, []error{ErrSignatureInvalid}},
		{"zeros after an ECDSA signature", recipe{id: ec, sign: func(tbs []byte) []byte { return append(ec.signWith(SHA256, tbs), 0, 0) }}, []error{ErrSignatureInvalid}},
		{"zeros after an RSA signature", recipe{id: id, sign: func(tbs []byte) []byte { return append(id.signWith(SHA256, tbs), 0) }}, []error{ErrSignatureInvalid}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.r.content = document
			_, err := verify(t, tt.r.make(), tt.r.id, document)
			wantErrors(t, err, tt.want...)
		})
	}
	// Zeros that the outer length counts, as if the padding belonged to it.
	der := base.make()
	h, _ := readHeader(der)
	if _, _, err := Parse(tlv(0x30, der[h.size:], make([]byte, 8)), Limits{}); !errors.Is(err, ErrMalformed) {
		t.Errorf("zeros inside: %v", err)
	}
}

// TestMisplacedRefused names digests where no scheme follows from the key.
func TestMisplacedRefused(t *testing.T) {
	id := rsaIdentity()
	pub, priv, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	edwards := keyOnly(pub, cert.OIDKeyEd25519, nil)
	var ua *UnsupportedAlgorithmError
	for _, tt := range []struct {
		name string
		r    recipe
	}{
		{"Ed25519 key", recipe{id: identity{cert: edwards, der: edwards.Raw}, digest: SHA512, sigAlg: algorithm(SHA512.OID()), sign: func(tbs []byte) []byte { return ed25519.Sign(priv, tbs) }}},
		{"SHAKE", recipe{id: id, sigAlg: algorithm(SHAKE256.OID())}},
		{"MD5", recipe{id: id, sigAlg: algorithm("1.2.840.113549.2.5")}},
		{"rsaEncryption as the digest", recipe{id: id, digestAlg: algorithm(cert.OIDKeyRSA)}},
	} {
		tt.r.content = document
		if res, err := verify(t, tt.r.make(), tt.r.id, document); !errors.As(err, &ua) || res.SignatureValid {
			t.Errorf("%s: %+v, %v", tt.name, res, err)
		}
	}
	sd, s := parseOne(t, recipe{id: id, content: document, sigAlg: algorithm(SHA256.OID())}.make())
	res, err := sd.Verify(s, nil, SHA256.sum(document), VerifyOptions{})
	if !errors.Is(err, ErrNoCertificate) || res.SignatureValid || !res.DigestMatches {
		t.Errorf("no certificate: %+v, %v", res, err)
	}
	broken := *id.cert
	broken.PublicKey, broken.KeyError = nil, &cert.KeyError{Algorithm: "1.2.3", Reason: "unsupported algorithm"}
	var ke *cert.KeyError
	if _, err := sd.Verify(s, &broken, SHA256.sum(document), VerifyOptions{}); !errors.As(err, &ke) {
		t.Errorf("unusable key: %v", err)
	}
	// Certificates and revocation lists get no such leniency.
	alg := s.SignatureAlgorithm
	if err := VerifySignature(alg, id.cert, document, id.signWith(SHA256, document)); !errors.As(err, &ua) || ua.OID != SHA256.OID() {
		t.Errorf("VerifySignature: %v", err)
	}
}
