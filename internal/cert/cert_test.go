package cert

import (
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"math/big"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/motcua/motcua/internal/ecgeneric"
)

// TestLenient parses what crypto/x509 refuses or garbles, and asserts the
// refusal too: a case that the standard library takes proves nothing.
func TestLenient(t *testing.T) {
	const name = "Nguyễn Thị Ánh"
	tests := []struct {
		name    string
		tp      template
		want    string // subject CN
		garbled bool   // crypto/x509 accepts, with another CN
	}{
		{name: "UTF-8 in T61String", tp: template{version: 2, subject: cn(t61Tag, name)}, want: name, garbled: true},
		{name: "Latin-1 in UTF8String", tp: template{version: 2, subject: cn(utf8Tag, "Caf\xe9")}, want: "Café"},
		{name: "UTF-8 in PrintableString", tp: template{version: 2, subject: cn(printableTag, name)}, want: name},
		{name: "at sign in PrintableString", tp: template{version: 2, subject: cn(printableTag, "a@b")}, want: "a@b"},
		{name: "VisibleString", tp: template{version: 2, subject: cn(26, "visible")}, want: "visible"},
		{name: "UniversalString", tp: template{version: 2, subject: cn(28, "\x00\x00\x1e\x00\x00\x01\xf6\x00")}, want: "Ḁ😀"},
		{name: "UniversalString out of range", tp: template{version: 2, subject: cn(28, "\x00\x11\x00\x00\x00")}, want: "\ufffd\ufffd"},
		{name: "BMPString surrogates", tp: template{version: 2, subject: cn(30, "\xd8\x3d\xde\x00")}, want: "😀"},
		{name: "BMPString odd length", tp: template{version: 2, subject: cn(30, "\x00A\x00")}, want: "A\ufffd"},
		{name: "NFD", tp: template{version: 2, subject: cn(utf8Tag, "A\u0301nh")}, want: "Ánh", garbled: true},
		{name: "negative serial", tp: template{version: 2, serial: []byte{0xff}, subject: cn(utf8Tag, "x")}, want: "x"},
		{name: "padded serial", tp: template{version: 2, serial: []byte{0, 1}, subject: cn(utf8Tag, "x")}, want: "x"},
		{name: "critical authority key identifier", want: "x", tp: template{version: 2, subject: cn(utf8Tag, "x"),
			extensions: []rawExtension{{oid(2, 5, 29, 35), true, []byte("\x30\x06\x80\x04abcd")}}}},
		{name: "accent in rfc822Name", want: "x", tp: template{version: 2, subject: cn(utf8Tag, "x"),
			extensions: []rawExtension{{oid(2, 5, 29, 17), false, []byte("\x30\x07\x81\x05\xc3\xa9@vn")}}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			der := tt.tp.build(t)
			c := mustParse(t, der)
			if got := c.Subject.CommonName(); got != tt.want {
				t.Errorf("CommonName = %q, want %q", got, tt.want)
			}
			std, err := x509.ParseCertificate(der)
			if tt.garbled {
				if err != nil || std.Subject.CommonName == tt.want {
					t.Errorf("crypto/x509 gives %v, %v: not a lenient case", std, err)
				}
			} else if err == nil {
				t.Errorf("crypto/x509 accepts it: not a lenient case")
			}
		})
	}
}

func TestFields(t *testing.T) {
	der := template{
		version: 2,
		serial:  []byte{0x80, 0x01},
		issuer:  cn(utf8Tag, "CA"),
		subject: cn(utf8Tag, "x"),
		extensions: []rawExtension{
			{oid(2, 5, 29, 14), false, []byte("\x04\x02\xca\xfe")},
			{oid(2, 5, 29, 35), true, []byte("\x30\x06\x80\x04abcd")},
			{oid(2, 5, 29, 15), true, []byte("\x03\x02\x06\xc0")},
			{oid(2, 5, 29, 19), true, []byte("\x30\x06\x01\x01\xff\x02\x01\x02")},
			{oid(2, 5, 29, 17), false, []byte("\x30\x07\x81\x05\xc3\xa9@vn")},
			{oid(1, 2, 3, 4), true, []byte("odd")},
			{oid(1, 3, 6, 1, 5, 5, 7, 1, 3), true, []byte("\x30\x00")},
		},
	}.build(t)
	c := mustParse(t, der)
	if c.Version != 3 || c.Serial.Cmp(big.NewInt(-0x7fff)) != 0 {
		t.Errorf("version %d, serial %v", c.Version, c.Serial)
	}
	if !c.NotBefore.Equal(time.Date(2021, 1, 2, 3, 4, 5, 0, time.UTC)) || !c.NotAfter.Equal(time.Date(2051, 1, 2, 3, 4, 5, 0, time.UTC)) {
		t.Errorf("validity %v to %v", c.NotBefore, c.NotAfter)
	}
	if !cmp.Equal(IdentifyKey(der), c.SubjectKeyID) {
		t.Errorf("IdentifyKey = %x", IdentifyKey(der))
	}
	if !cmp.Equal(c.SubjectKeyID, []byte{0xca, 0xfe}) || !cmp.Equal(c.AuthorityKeyID, []byte("abcd")) {
		t.Errorf("key identifiers %x, %x", c.SubjectKeyID, c.AuthorityKeyID)
	}
	if !c.IsCA || c.MaxPathLen != 2 || !c.HasKeyUsage || c.KeyUsage != x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment {
		t.Errorf("IsCA %v, path %d, usage %v %b", c.IsCA, c.MaxPathLen, c.HasKeyUsage, c.KeyUsage)
	}
	if diff := cmp.Diff([]string{"é@vn"}, c.EmailAddresses); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"1.2.3.4", "1.3.6.1.5.5.7.1.3"}, c.UnhandledCritical()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"1.2.3.4"}, c.UnhandledCritical("1.3.6.1.5.5.7.1.3")); diff != "" {
		t.Error(diff)
	}
	if !c.SignatureAlgorithm.Equal(c.InnerAlgorithm) || c.SignatureAlgorithm.OID != "1.2.840.10045.4.3.2" {
		t.Errorf("algorithms %v, %v", c.SignatureAlgorithm, c.InnerAlgorithm)
	}
	issuer, serial, ok := Identify(der)
	if !ok || !cmp.Equal(issuer, c.RawIssuer) || serial.Cmp(c.Serial) != 0 {
		t.Errorf("Identify = %x, %v, %v", issuer, serial, ok)
	}
}

// TestAgainstStandardLibrary compares every field that both have.
func TestAgainstStandardLibrary(t *testing.T) {
	certs := corpusCertificates(t)
	if certs == nil {
		t.Skip("MOTCUA_CORPUS is not set")
	}
	refused := 0
	for name, der := range certs {
		c, err := Parse(der)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		std, err := x509.ParseCertificate(der)
		if err != nil {
			refused++
			continue
		}
		want := Certificate{
			Raw: std.Raw, RawTBS: std.RawTBSCertificate, Version: std.Version, Serial: std.SerialNumber,
			RawIssuer: std.RawIssuer, RawSubject: std.RawSubject, NotBefore: std.NotBefore, NotAfter: std.NotAfter,
			SPKI: std.RawSubjectPublicKeyInfo, Signature: std.Signature,
			SubjectKeyID: std.SubjectKeyId, AuthorityKeyID: std.AuthorityKeyId, IsCA: std.IsCA,
			KeyUsage: std.KeyUsage, HasKeyUsage: std.KeyUsage != 0, EmailAddresses: std.EmailAddresses, MaxPathLen: -1,
		}
		if std.MaxPathLen > 0 || std.MaxPathLenZero {
			want.MaxPathLen = std.MaxPathLen
		}
		opts := cmp.Options{
			cmpopts.IgnoreUnexported(Certificate{}), cmpopts.IgnoreFields(Certificate{}, "Issuer", "Subject", "KeyAlgorithm", "SignatureAlgorithm", "InnerAlgorithm", "Extensions", "PublicKey", "KeyError"),
			cmp.Comparer(func(a, b *big.Int) bool { return a.Cmp(b) == 0 }), cmpopts.EquateEmpty(),
		}
		if diff := cmp.Diff(want, *c, opts); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if len(c.Extensions) != len(std.Extensions) || c.Subject.CommonName() != std.Subject.CommonName {
			t.Errorf("%s: %d extensions, CN %q", name, len(c.Extensions), c.Subject.CommonName())
		}
		if k, ok := std.PublicKey.(*rsa.PublicKey); ok && !k.Equal(c.PublicKey) {
			t.Errorf("%s: keys differ", name)
		}
		if k, ok := std.PublicKey.(*ecdsa.PublicKey); ok && !k.Equal(c.PublicKey) {
			t.Errorf("%s: keys differ", name)
		}
	}
	if refused > 10 {
		t.Errorf("crypto/x509 refuses %d of %d certificates: little is compared", refused, len(certs))
	}
}

func TestRefused(t *testing.T) {
	many := make([]rawExtension, maxExtensions+1)
	for i := range many {
		many[i] = rawExtension{oid(1, 2, i+1), false, nil}
	}
	long := make([]rawAttribute, maxAttributes+1)
	for i := range long {
		long[i] = rawAttribute{attrCN, utf8Tag, []byte("x")}
	}
	good := template{version: 2, subject: cn(utf8Tag, "x")}.build(t)
	tests := []struct {
		name string
		der  []byte
		want error
	}{
		{"empty", nil, ErrMalformed},
		{"two octets", []byte{0x1f, 0x80}, ErrMalformed},
		{"short length", []byte{0x30, 0x81}, ErrMalformed},
		{"trailing octet", append(append([]byte{}, good...), 0), ErrMalformed},
		{"cut short", good[:len(good)-1], ErrMalformed},
		{"too large", make([]byte, maxSize+1), ErrTooLarge},
		{"too many extensions", template{version: 2, extensions: many}.build(t), ErrTooLarge},
		{"too many attributes", template{version: 2, subject: long}.build(t), ErrTooLarge},
		{"version 4", template{version: 3}.build(t), ErrMalformed},
		{"repeated extension", template{version: 2, extensions: []rawExtension{many[0], many[0]}}.build(t), ErrMalformed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if c, err := Parse(tt.der); !errors.Is(err, tt.want) || c != nil {
				t.Errorf("Parse = %v, %v; want %v", c, err, tt.want)
			}
		})
	}
	for i := range good {
		if _, err := Parse(good[:i]); !errors.Is(err, ErrMalformed) || IdentifyKey(good[:i]) != nil {
			t.Fatalf("cut at %d: %v", i, err)
		}
	}
}

// TestRestrictiveDefaults checks that a malformed extension doesn't widen what
// the certificate allows.
func TestRestrictiveDefaults(t *testing.T) {
	c := mustParse(t, template{version: 2, extensions: []rawExtension{
		{oid(2, 5, 29, 15), true, []byte{3, 9}},
		{oid(2, 5, 29, 19), true, []byte("\x30\x06\x01\x01\xff\x02\x01\xff")},
		{oid(2, 5, 29, 14), false, []byte{4, 9}},
		{oid(2, 5, 29, 17), false, []byte{0x30, 9}},
	}}.build(t))
	if c.IsCA || !c.HasKeyUsage || c.KeyUsage != 0 || c.SubjectKeyID != nil || c.EmailAddresses != nil {
		t.Errorf("got IsCA %v, usage %v %b, id %x, %q", c.IsCA, c.HasKeyUsage, c.KeyUsage, c.SubjectKeyID, c.EmailAddresses)
	}
}

func FuzzCertificate(f *testing.F) {
	f.Add(template{version: 2, subject: cn(t61Tag, "Ánh"), extensions: []rawExtension{
		{oid(2, 5, 29, 15), true, []byte("\x03\x02\x06\xc0")},
		{oid(2, 5, 29, 19), true, []byte("\x30\x03\x01\x01\xff")},
		{oid(2, 5, 29, 17), false, []byte("\x30\x04\x81\x02ab")},
	}}.build(f))
	curve := ecgeneric.ByOID("1.3.36.3.3.2.8.1.1.7")
	compressed := append([]byte{2}, point(curve.Gx, curve.Gy)[1:33]...)
	f.Add(template{version: 2, spki: spki(algEC, oidDER(1, 3, 36, 3, 3, 2, 8, 1, 1, 7), compressed)}.build(f))
	f.Add(template{version: 2, spki: spki(algEC, explicitP256().build(), compressed)}.build(f))
	n := 0
	for _, der := range corpusCertificates(f) {
		if n++; n <= 50 {
			f.Add(der)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := Parse(b)
		if err != nil {
			if !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrTooLarge) {
				t.Fatalf("error is of no kind: %v", err)
			}
			return
		}
		if (c.PublicKey == nil) != (c.KeyError != nil) {
			t.Fatalf("key %v with error %v", c.PublicKey, c.KeyError)
		}
		_ = c.Subject.String()
		issuer, serial, ok := Identify(b)
		if !ok || !cmp.Equal(issuer, c.RawIssuer) || serial.Cmp(c.Serial) != 0 {
			t.Fatal("Identify and Parse disagree")
		}
		if !cmp.Equal(IdentifyKey(b), c.SubjectKeyID) {
			t.Fatal("IdentifyKey and Parse disagree")
		}
	})
}

func BenchmarkParse(b *testing.B) {
	der := template{version: 2, issuer: cn(utf8Tag, "CA"), subject: cn(utf8Tag, "Nguyễn Thị Ánh")}.build(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(der); err != nil {
			b.Fatal(err)
		}
	}
}
