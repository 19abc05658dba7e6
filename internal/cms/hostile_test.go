package cms

import (
	"errors"
	"testing"
	"time"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/ecgeneric"
)

// TestHostileNames repeats one serial number with large issuer names: the
// search must not cost more than the input is long.
func TestHostileNames(t *testing.T) {
	id := rsaIdentity()
	value := make([]byte, 8000)
	for i := range value {
		value[i] = 'a'
	}
	var rdns [][]byte
	for range 60 {
		rdns = append(rdns, tlv(0x31, tlv(0x30, oidDER("2.5.4.3"), tlv(12, value))))
	}
	big := *id.cert
	big.RawIssuer = tlv(0x30, rdns...)
	small := tlv(0x30, tlv(0x30, integer(7), tlv(0x30), tlv(0x30)))
	r := recipe{id: identity{key: id.key, der: id.der, cert: &big}, content: document}
	r.certificates = [][]byte{}
	for range 15_000 {
		r.certificates = append(r.certificates, small)
	}
	sd, s := parseOne(t, r.make())
	start := time.Now()
	if _, err := sd.FindCertificate(s, nil); !errors.Is(err, ErrNoCertificate) {
		t.Errorf("err = %v", err)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
}

// TestHostileKeys fills a message with certificates whose compressed keys cost
// a square root each: looking for a key identifier must not compute them.
func TestHostileKeys(t *testing.T) {
	id := rsaIdentity()
	curve := ecgeneric.ByOID("1.3.36.3.3.2.8.1.1.13")
	point := append([]byte{0, 2}, curve.Gx.FillBytes(make([]byte, 64))...)
	key := tlv(0x30, algorithm(cert.OIDKeyEC, oidDER(curve.OID)), tlv(3, point))
	ski := tlv(0xa3, tlv(0x30, tlv(0x30, oidDER("2.5.29.14"), tlv(4, tlv(4, []byte{9})))))
	alg, name := algorithm("1.2.840.113549.1.1.11"), tlv(0x30)
	day := tlv(23, []byte("210203040506Z"))
	tbs := tlv(0x30, tlv(0xa0, integer(2)), integer(1), alg, name, tlv(0x30, day, day), name, key, ski)
	costly := tlv(0x30, tbs, alg, tlv(3, []byte{0}))
	if c, err := cert.Parse(costly); err != nil || c.PublicKey == nil {
		t.Fatalf("the certificate isn't costly: %v", err)
	}
	r := recipe{id: id, content: document, keyID: true}
	for range 3500 {
		r.certificates = append(r.certificates, costly)
	}
	sd, s := parseOne(t, r.make())
	start := time.Now()
	if _, err := sd.FindCertificate(s, nil); !errors.Is(err, ErrNoCertificate) {
		t.Errorf("err = %v", err)
	}
	if took := time.Since(start); took > 250*time.Millisecond {
		t.Errorf("took %v", took)
	}
}
