package cms

import (
	"bytes"
	"errors"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua/internal/cert"
)

func TestFindCertificate(t *testing.T) {
	rsaID, ecID := rsaIdentity(), ecIdentity()
	// twin has the issuer and serial number of rsaID with another key.
	twin := selfSigned(ecID.key, "RSA người ký", 7)
	// retyped has the same issuer name in another string type.
	retyped := bytes.Replace(bytes.Clone(rsaID.der), []byte{0x0c, byte(len("RSA người ký"))}, []byte{0x14, byte(len("RSA người ký"))}, 1)
	if bytes.Equal(retyped, rsaID.der) {
		t.Fatal("no UTF8String found to retype")
	}
	noESS := recipe{id: rsaID, content: document, digest: SHA256, contentType: OIDData}
	noESS.attrs = noESS.standardAttrs()[:2]
	with := func(r recipe, certs ...[]byte) recipe {
		r.certificates = append([][]byte{}, certs...)
		return r
	}
	std := recipe{id: rsaID, content: document}
	key := recipe{id: rsaID, content: document, keyID: true}
	bare := recipe{id: rsaID, content: document, noAttrs: true}
	badKey := with(noESS, twin.der, rsaID.der)
	badKey.sign = func([]byte) []byte { return make([]byte, 256) }
	garbage := tlv(0x30, tlv(0x30, integer(1), integer(2)))
	broken := tlv(0x30, tlv(0x30, integer(7), tlv(0x30), rsaID.cert.RawIssuer))
	for _, tt := range []struct {
		name  string
		r     recipe
		extra [][]byte
		want  []byte // nil if none
		err   error
	}{
		{"embedded", with(std, rsaID.der), nil, rsaID.der, nil},
		{"among others", with(std, garbage, ecID.der, rsaID.der), nil, rsaID.der, nil},
		{"extra", with(std), [][]byte{ecID.der, rsaID.der}, rsaID.der, nil},
		{"none", with(std), nil, nil, ErrNoCertificate},
		{"only others", with(std, ecID.der), [][]byte{garbage}, nil, ErrNoCertificate},
		{"unreadable", with(std, broken), nil, nil, ErrNoCertificate},
		{"unreadable beside a good one", with(std, broken), [][]byte{rsaID.der}, rsaID.der, nil},
		{"key identifier", with(key, ecID.der, rsaID.der), nil, rsaID.der, nil},
		{"key identifier, none", with(key, ecID.der), nil, nil, ErrNoCertificate},
		{"same certificate twice", with(std, rsaID.der, rsaID.der), [][]byte{rsaID.der}, rsaID.der, nil},
		{"twin first, attribute decides", with(std, twin.der, rsaID.der), nil, rsaID.der, nil},
		{"twin first, key decides", with(noESS, twin.der, rsaID.der), nil, rsaID.der, nil},
		{"twins, no attributes", with(bare, twin.der, rsaID.der), nil, nil, ErrAmbiguousCertificate},
		{"twins, no key fits", badKey, nil, nil, ErrAmbiguousCertificate},
		{"issuer in another string type", with(std, retyped), nil, retyped, nil},
		{"bytewise match preferred", with(std, retyped, rsaID.der), nil, rsaID.der, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sd, s := parseOne(t, tt.r.make())
			c, err := sd.FindCertificate(s, tt.extra)
			if !errors.Is(err, tt.err) {
				t.Fatalf("err = %v, want %v", err, tt.err)
			}
			if tt.want != nil && (c == nil || !bytes.Equal(c.Raw, tt.want)) {
				t.Errorf("another certificate")
			}
			if tt.want == nil && c != nil {
				t.Errorf("a certificate beside an error")
			}
		})
	}
}

// TestIssuerSerialInAnotherStringType checks issuerSerial by decoded name.
func TestIssuerSerialInAnotherStringType(t *testing.T) {
	id := rsaIdentity()
	retyped := bytes.Replace(bytes.Clone(id.cert.RawIssuer), []byte{0x0c}, []byte{0x14}, 1)
	ess := essCertID{digest: id.cert.SignatureAlgorithm, hash: SHA256.sum(id.der), hasSerial: true,
		serial: big.NewInt(7), issuers: [][]byte{{1}, retyped}}
	ess.digest.OID = SHA256.OID()
	if err := ess.check(id.cert); err != nil {
		t.Error(err)
	}
	ess.issuers = nil
	wantErrors(t, ess.check(id.cert), ErrSigningCertificate)
}

func TestParseStructure(t *testing.T) {
	id := rsaIdentity()
	attrCert := []byte{0xa2, 2, 5, 0}
	answer := tlv(0x30, integer(9))
	ocsp := tlv(0xa1, oidDER("1.3.6.1.5.5.7.16.2"), answer)
	archival := tlv(0x30, tlv(0xa0, tlv(0x30, tlv(0x30, integer(4)), tlv(0x30))), tlv(0xa1, tlv(0x30, tlv(0x30, integer(5)))))
	crl := tlv(0x30, integer(1))
	r := recipe{id: id, content: document, certificates: [][]byte{attrCert, id.der}, crls: [][]byte{ocsp, crl},
		unsigned: [][]byte{attribute(OIDSignatureTimestamp, integer(1), integer(2)), attribute("2.999")}}
	r.defaults()
	r.attrs = append(r.attrs, attribute(OIDSigningTime, tlv(23, []byte("210203040506Z"))), attribute(OIDAdobeRevocation, archival))
	sd, s := parseOne(t, r.make())
	if sd.OtherCertificates != 1 || len(sd.Certificates) != 1 || !bytes.Equal(sd.Certificates[0], id.der) {
		t.Errorf("%d certificates, %d others", len(sd.Certificates), sd.OtherCertificates)
	}
	if len(sd.CRLs) != 1 || !bytes.Equal(sd.CRLs[0], crl) || len(sd.OtherRevocationInfo) != 1 || !bytes.Equal(sd.OtherRevocationInfo[0], ocsp) {
		t.Errorf("CRLs %x, others %x", sd.CRLs, sd.OtherRevocationInfo)
	}
	if diff := cmp.Diff([][]byte{integer(1), integer(2)}, s.SignatureTimestamps()); diff != "" {
		t.Errorf("tokens (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(Revocation{CRLs: [][]byte{crl}, OCSPs: [][]byte{answer}}, sd.Revocation()); diff != "" {
		t.Errorf("revocation data (-want +got):\n%s", diff)
	}
	want := Revocation{CRLs: [][]byte{tlv(0x30, integer(4)), tlv(0x30)}, OCSPs: [][]byte{tlv(0x30, integer(5))}}
	if diff := cmp.Diff(want, s.AdobeRevocation()); diff != "" {
		t.Errorf("archived revocation data (-want +got):\n%s", diff)
	}
	if at, ok := s.SigningTime(); !ok || at.Unix() != 1612325106 {
		t.Errorf("SigningTime = %v, %v", at, ok)
	}
	if oid, ok := s.ContentType(); !ok || oid != OIDData {
		t.Errorf("ContentType = %v, %v", oid, ok)
	}
	if d, ok := s.MessageDigest(); !ok || !bytes.Equal(d, SHA256.sum(document)) {
		t.Errorf("MessageDigest = %x, %v", d, ok)
	}
	if sd.Version != 1 || s.Version != 1 || len(sd.DigestAlgorithms) != 1 || s.Serial.Int64() != 7 || s.SubjectKeyID != nil {
		t.Errorf("got %+v", s)
	}
}

// TestAdobeRevocationRefused: what cannot be read speaks for nobody.
func TestAdobeRevocationRefused(t *testing.T) {
	one := tlv(0x30, tlv(0x30, integer(4)))
	tests := []struct {
		name  string
		value []byte
		want  int // lists and responses
	}{
		{"lists only", tlv(0x30, tlv(0xa0, one)), 1},
		{"responses only", tlv(0x30, tlv(0xa1, one)), 1},
		{"empty", tlv(0x30), 0},
		{"no sequence", integer(3), 0},
		{"lists without their sequence", tlv(0x30, tlv(0xa0, integer(3))), 0},
		{"a list that is none", tlv(0x30, tlv(0xa0, tlv(0x30, integer(3)))), 0},
		{"too many", tlv(0x30, tlv(0xa0, tlv(0x30, bytes.Repeat(tlv(0x30), maxRevocation+1)))), maxRevocation},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := Signer{SignedAttrs: []Attribute{{OID: OIDAdobeRevocation, Values: [][]byte{tt.value}}}}
			r := s.AdobeRevocation()
			if got := len(r.CRLs) + len(r.OCSPs); got != tt.want {
				t.Errorf("%d lists and responses, want %d", got, tt.want)
			}
		})
	}
}

func TestParseRefused(t *testing.T) {
	good := recipe{id: rsaIdentity(), content: document}.make()
	for i := range good {
		if _, _, err := Parse(good[:i], Limits{}); !errors.Is(err, ErrMalformed) {
			t.Fatalf("cut at %d: %v", i, err)
		}
	}
	enveloped := tlv(0x30, oidDER("1.2.840.113549.1.7.3"), tlv(0xa0, tlv(0x30)))
	if _, _, err := Parse(enveloped, Limits{}); !errors.Is(err, ErrNotSignedData) {
		t.Errorf("enveloped data: %v", err)
	}
	bundle := tlv(0x30, oidDER(OIDSignedData), tlv(0xa0, tlv(0x30, integer(1), tlv(0x31), tlv(0x30, oidDER(OIDData)), tlv(0x31))))
	if sd, _, err := Parse(bundle, Limits{}); err != nil || len(sd.Signers) != 0 {
		t.Errorf("certificate bundle: %v", err)
	}
	pkcs7Content := tlv(0x30, oidDER(OIDSignedData), tlv(0xa0, tlv(0x30, integer(1), tlv(0x31), tlv(0x30, oidDER("2.999"), tlv(0xa0, tlv(0x30))), tlv(0x31))))
	if sd, _, err := Parse(pkcs7Content, Limits{}); err != nil || !sd.HasContent || sd.Content != nil {
		t.Errorf("content of another type: %v", err)
	}
	if _, err := cert.Parse(good); !errors.Is(err, cert.ErrMalformed) {
		t.Errorf("cert.Parse takes signed data: %v", err)
	}
}
