package ocsp

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/signature/signaturetest"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cms"
	"github.com/motcua/motcua/internal/revocation"
)

func TestAnswer(t *testing.T) {
	person, sub := parsed(t, signaturetest.Person().Cert), parsed(t, signaturetest.SubCA().Cert)
	at := func(days int) time.Time { return produced().AddDate(0, 0, days) }
	critical := pkix.Extension{Id: asn1.ObjectIdentifier{2, 5, 29, 21}, Value: []byte{10, 1, 4}}
	tests := []struct {
		name   string
		answer signaturetest.OCSPAnswer
		want   revocation.Answer
	}{
		{"good", signaturetest.OCSPAnswer{},
			revocation.Answer{Status: revocation.Good, ThisUpdate: at(0), NextUpdate: at(1), Reason: revocation.NoReason}},
		{"without next update", signaturetest.OCSPAnswer{NoNextUpdate: true, ThisUpdate: at(-1)},
			revocation.Answer{Status: revocation.Good, ThisUpdate: at(-1), Reason: revocation.NoReason}},
		{"archive cutoff", signaturetest.OCSPAnswer{ArchiveCutoff: at(-4000)},
			revocation.Answer{Status: revocation.Good, ThisUpdate: at(0), NextUpdate: at(1), Reason: revocation.NoReason, RetainsSince: at(-4000)}},
		{"unknown", signaturetest.OCSPAnswer{Unknown: true},
			revocation.Answer{Status: revocation.Unknown, ThisUpdate: at(0), NextUpdate: at(1), Reason: revocation.NoReason}},
		{"revoked", signaturetest.OCSPAnswer{Revoked: &signaturetest.Revocation{At: at(-9)}},
			revocation.Answer{Status: revocation.Revoked, ThisUpdate: at(0), NextUpdate: at(1), RevokedAt: at(-9), Reason: revocation.NoReason}},
		{"compromised", signaturetest.OCSPAnswer{Revoked: &signaturetest.Revocation{At: at(-9), Reason: 1, InvalidityDate: at(-19)}},
			revocation.Answer{Status: revocation.Revoked, ThisUpdate: at(0), NextUpdate: at(1), RevokedAt: at(-9), InvalidityDate: at(-19), Reason: revocation.ReasonKeyCompromise}},
		{"reason as extension", signaturetest.OCSPAnswer{Revoked: &signaturetest.Revocation{At: at(-9)}, Extensions: []pkix.Extension{critical}},
			revocation.Answer{Status: revocation.Revoked, ThisUpdate: at(0), NextUpdate: at(1), RevokedAt: at(-9), Reason: 4}},
		{"reason of what is good", signaturetest.OCSPAnswer{Extensions: []pkix.Extension{critical}},
			revocation.Answer{Status: revocation.Good, ThisUpdate: at(0), NextUpdate: at(1), Reason: revocation.NoReason}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.answer.Serial = person.Serial
			r := build(t, signaturetest.OCSPOptions{}, tt.answer)
			e, err := r.About(person, sub, Options{})
			if err != nil {
				t.Fatal(err)
			}
			delegate := parsed(t, signaturetest.OCSPResponder().Cert)
			tt.want.Kind, tt.want.ProducedAt, tt.want.Digest = revocation.OCSP, produced(), sha256.Sum256(r.Raw)
			got := e.Answers[0]
			if string(got.Signer.Raw) != string(delegate.Raw) || string(e.Delegate.Raw) != string(delegate.Raw) || !e.NoCheck {
				t.Errorf("signer %v, delegate %v, no check %v", got.Signer.Subject, e.Delegate.Subject, e.NoCheck)
			}
			got.Signer = nil
			if diff := cmp.Diff(tt.want, got); diff != "" || len(e.Answers) != 1 {
				t.Errorf("answer (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSeveralAnswers(t *testing.T) {
	person, revoked, sub := signaturetest.Person().Cert, signaturetest.Revoked().Cert, parsed(t, signaturetest.SubCA().Cert)
	later := about(person)
	later.ThisUpdate = produced().Add(time.Minute)
	bad := about(revoked)
	bad.Revoked = &signaturetest.Revocation{}
	r := build(t, signaturetest.OCSPOptions{}, about(person), bad, later)
	e, err := r.About(parsed(t, person), sub, Options{})
	if err != nil || len(e.Answers) != 2 || !e.Answers[1].ThisUpdate.Equal(later.ThisUpdate) {
		t.Errorf("%+v, %v", e, err)
	}
	e, err = r.About(parsed(t, revoked), sub, Options{})
	if err != nil || len(e.Answers) != 1 || e.Answers[0].Status != revocation.Revoked {
		t.Errorf("%+v, %v", e, err)
	}
	if want := produced().AddDate(0, 0, 1); !r.NextUpdate().Equal(want) {
		t.Errorf("next update %v, want %v", r.NextUpdate(), want)
	}
	later.NoNextUpdate = true
	if got := build(t, signaturetest.OCSPOptions{}, about(person), later).NextUpdate(); !got.IsZero() {
		t.Errorf("next update %v of an answer without", got)
	}
}

// TestWhoMayAnswer tries every kind of responder; nil means that it may.
func TestWhoMayAnswer(t *testing.T) {
	sub, person := signaturetest.SubCA(), signaturetest.Person().Cert
	same := func(*x509.Certificate) {}
	with := func(change func(*x509.Certificate)) signaturetest.OCSPOptions {
		return signaturetest.OCSPOptions{Responder: delegate(t, sub, change)}
	}
	tests := []struct {
		name string
		o    signaturetest.OCSPOptions
		want error
	}{
		{"issuer by key", signaturetest.OCSPOptions{Responder: sub, NoCertificates: true}, nil},
		{"issuer by name", signaturetest.OCSPOptions{Responder: sub, NoCertificates: true, ByName: true}, nil},
		{"issuer, certificate added", signaturetest.OCSPOptions{Responder: sub}, nil},
		{"issuer, wrong key", signaturetest.OCSPOptions{Responder: withKey(sub, signaturetest.Root())}, ErrSignatureInvalid},
		{"delegate by key", with(same), nil},
		{"delegate by name", signaturetest.OCSPOptions{Responder: delegate(t, sub, same), ByName: true}, nil},
		{"delegate, wrong key", signaturetest.OCSPOptions{Responder: withKey(delegate(t, sub, same), sub)}, ErrSignatureInvalid},
		{"delegate not sent", signaturetest.OCSPOptions{NoCertificates: true}, ErrNoResponder},
		{"no purpose", with(func(c *x509.Certificate) { c.ExtKeyUsage = nil }), ErrUnauthorised},
		{"another purpose", with(func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth} }), ErrUnauthorised},
		{"any purpose", with(func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageAny} }), ErrUnauthorised},
		{"two purposes", with(func(c *x509.Certificate) {
			c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageOCSPSigning}
		}), nil},
		{"key for encryption", with(func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageKeyEncipherment }), ErrUnauthorised},
		{"key for non-repudiation", with(func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageContentCommitment }), nil},
		{"any key usage", with(func(c *x509.Certificate) { c.KeyUsage = 0 }), nil},
		{"ended", with(func(c *x509.Certificate) { c.NotAfter = produced().Add(-time.Second) }), ErrUnauthorised},
		{"ends then", with(func(c *x509.Certificate) { c.NotAfter = produced() }), nil},
		{"starts then", with(func(c *x509.Certificate) { c.NotBefore = produced() }), nil},
		{"not yet", with(func(c *x509.Certificate) { c.NotBefore = produced().Add(time.Second) }), ErrUnauthorised},
		{"unknown critical extension", with(func(c *x509.Certificate) {
			c.ExtraExtensions = append(c.ExtraExtensions, extension(true))
		}), ErrUnauthorised},
		{"critical no check", with(func(c *x509.Certificate) { c.ExtraExtensions[0].Critical = true }), nil},
		{"delegate of another", signaturetest.OCSPOptions{Responder: delegate(t, signaturetest.Root(), same)}, ErrUnauthorised},
		{"delegate of the same key's other name", signaturetest.OCSPOptions{Responder: delegate(t, renamed(), same)}, ErrUnauthorised},
		{"two signature algorithms", signaturetest.OCSPOptions{Responder: mixed(t)}, ErrUnauthorised},
		{"delegate of a namesake", signaturetest.OCSPOptions{Responder: delegate(t, namesake(), same)}, ErrUnauthorised},
		{"an official", signaturetest.OCSPOptions{Responder: signaturetest.Agency()}, ErrUnauthorised},
		{"a stranger", signaturetest.OCSPOptions{Responder: signaturetest.PublicCA()}, ErrUnauthorised},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := build(t, tt.o, about(person)).About(parsed(t, person), parsed(t, sub.Cert), Options{})
			if !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
		})
	}
}

// namesake is an authority that calls itself like SubCA.
func namesake() *signaturetest.Identity {
	key := signaturetest.Root().Key
	return &signaturetest.Identity{Key: key,
		Cert: &x509.Certificate{RawSubject: signaturetest.SubCA().Cert.RawSubject, PublicKey: key.Public()}}
}

// renamed is SubCA's key under another name.
func renamed() *signaturetest.Identity {
	key := signaturetest.SubCA().Key
	return &signaturetest.Identity{Key: key,
		Cert: &x509.Certificate{RawSubject: signaturetest.Root().Cert.RawSubject, PublicKey: key.Public()}}
}

// mixed is a delegate whose certificate names SHA-384 inside the signed part and
// is signed with SHA-256.
func mixed(t *testing.T) *signaturetest.Identity {
	t.Helper()
	id := delegate(t, signaturetest.SubCA(), func(c *x509.Certificate) { c.SignatureAlgorithm = x509.SHA384WithRSA })
	digest := sha256.Sum256(id.Cert.RawTBSCertificate)
	sig, err := signaturetest.SubCA().Key.Sign(rand.Reader, digest[:], crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	sha256WithRSA := parsed(t, signaturetest.Person().Cert).SignatureAlgorithm
	if sha256WithRSA.OID != "1.2.840.113549.1.1.11" {
		t.Fatal(sha256WithRSA.OID)
	}
	der := seq(id.Cert.RawTBSCertificate, []byte("\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00"),
		element(cbasn1.BIT_STRING, []byte{0}, sig))
	return &signaturetest.Identity{Key: id.Key,
		Cert: &x509.Certificate{Raw: der, RawSubject: id.Cert.RawSubject, PublicKey: id.Cert.PublicKey}}
}

// TestNameEncodings: names that differ in their string types only are the same.
func TestNameEncodings(t *testing.T) {
	sub, person := parsed(t, signaturetest.SubCA().Cert), parsed(t, signaturetest.Person().Cert)
	reencoded := *person
	reencoded.RawIssuer = []byte("not what was hashed")
	r := build(t, signaturetest.OCSPOptions{}, about(signaturetest.Person().Cert))
	if _, err := r.About(&reencoded, sub, Options{}); err != nil {
		t.Errorf("issuer written in another way: %v", err)
	}
	reencoded.Issuer = person.Subject
	if _, err := r.About(&reencoded, sub, Options{}); !errors.Is(err, ErrOtherCertificate) {
		t.Errorf("another issuer: %v", err)
	}

	id := delegate(t, signaturetest.SubCA(), func(*x509.Certificate) {})
	utf8 := bytes.Replace(id.Cert.RawSubject, []byte("\x13\x09responder"), []byte("\x0c\x09responder"), 1)
	named := &signaturetest.Identity{Cert: &x509.Certificate{RawSubject: utf8, PublicKey: id.Cert.PublicKey}, Key: id.Key}
	r = build(t, signaturetest.OCSPOptions{Responder: named, ByName: true, NoCertificates: true}, about(signaturetest.Person().Cert))
	if bytes.Equal(utf8, id.Cert.RawSubject) {
		t.Fatal("nothing is different")
	}
	if _, err := r.About(person, sub, Options{Certificates: []*cert.Certificate{parsed(t, id.Cert)}}); err != nil {
		t.Errorf("responder written in another way: %v", err)
	}
}

func TestDelegateNeedsCheck(t *testing.T) {
	id := delegate(t, signaturetest.SubCA(), func(c *x509.Certificate) { c.ExtraExtensions = nil })
	r := build(t, signaturetest.OCSPOptions{Responder: id}, about(signaturetest.Person().Cert))
	e, err := r.About(parsed(t, signaturetest.Person().Cert), parsed(t, signaturetest.SubCA().Cert), Options{})
	if err != nil || e.NoCheck || e.Delegate == nil || e.Delegate.Serial.Cmp(id.Cert.SerialNumber) != 0 {
		t.Errorf("%+v, %v", e, err)
	}
}

// TestCertificateFromElsewhere: a responder may leave its certificate to others.
// Decoys of its name come first, more than are tried from one response.
func TestCertificateFromElsewhere(t *testing.T) {
	sub, person := parsed(t, signaturetest.SubCA().Cert), parsed(t, signaturetest.Person().Cert)
	r := build(t, signaturetest.OCSPOptions{NoCertificates: true}, about(signaturetest.Person().Cert))
	right := parsed(t, signaturetest.OCSPResponder().Cert)
	if _, err := r.About(person, sub, Options{Certificates: []*cert.Certificate{person, sub, right}}); err != nil {
		t.Error(err)
	}
	decoy := parsed(t, delegate(t, signaturetest.Root(), func(*x509.Certificate) {}).Cert) // of the same key
	many := []*cert.Certificate{decoy, decoy, decoy, right}
	if _, err := r.About(person, sub, Options{Certificates: many}); err != nil {
		t.Error(err)
	}
	many = []*cert.Certificate{decoy, decoy, decoy, decoy, right}
	if _, err := r.About(person, sub, Options{Certificates: many}); !errors.Is(err, ErrUnauthorised) {
		t.Errorf("%v after more than %d attempts", err, maxAttempts)
	}
}

func TestOtherCertificate(t *testing.T) {
	sub, person := parsed(t, signaturetest.SubCA().Cert), parsed(t, signaturetest.Person().Cert)
	for _, digest := range digests() {
		o := signaturetest.OCSPOptions{CertIDDigest: digest}
		if _, err := build(t, o, about(signaturetest.Person().Cert)).About(person, sub, Options{}); err != nil {
			t.Errorf("%v: %v", digest, err)
		}
		_, err := build(t, o, about(signaturetest.Agency().Cert)).About(person, sub, Options{})
		if !errors.Is(err, ErrOtherCertificate) {
			t.Errorf("%v, another serial number: %v", digest, err)
		}
		o.Issuer = signaturetest.PublicCA()
		if _, err := build(t, o, about(signaturetest.Person().Cert)).About(person, sub, Options{}); !errors.Is(err, ErrOtherCertificate) {
			t.Errorf("%v, another issuer: %v", digest, err)
		}
	}
	// The issuer's name with another key, and the reverse.
	for _, issuer := range []x509.Certificate{
		{RawSubject: signaturetest.SubCA().Cert.RawSubject, PublicKey: signaturetest.Root().Cert.PublicKey},
		{RawSubject: signaturetest.Root().Cert.RawSubject, PublicKey: signaturetest.SubCA().Cert.PublicKey},
	} {
		o := signaturetest.OCSPOptions{Issuer: &signaturetest.Identity{Cert: &issuer}}
		if _, err := build(t, o, about(signaturetest.Person().Cert)).About(person, sub, Options{}); !errors.Is(err, ErrOtherCertificate) {
			t.Errorf("half of the issuer: %v", err)
		}
	}
	if _, err := build(t, signaturetest.OCSPOptions{}).About(person, sub, Options{}); !errors.Is(err, ErrOtherCertificate) {
		t.Errorf("no answer: %v", err)
	}
}

func TestNonce(t *testing.T) {
	sub, person := parsed(t, signaturetest.SubCA().Cert), parsed(t, signaturetest.Person().Cert)
	sent := []byte("0123456789abcdef")
	bare := pkix.Extension{Id: asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 2}, Value: sent}
	tests := []struct {
		name       string
		sent, back []byte
		extensions []pkix.Extension
		missing    bool
		want       error
	}{
		{"echoed", sent, sent, nil, false, nil},
		{"echoed without tag", sent, nil, []pkix.Extension{bare}, false, nil},
		{"another", sent, []byte("0123456789abcdeF"), nil, false, ErrNonce},
		{"empty", sent, []byte{}, nil, false, ErrNonce},
		{"missing", sent, nil, nil, true, nil},
		{"not sent", nil, sent, nil, false, nil},
		{"none", nil, nil, nil, false, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := build(t, signaturetest.OCSPOptions{Nonce: tt.back, Extensions: tt.extensions}, about(signaturetest.Person().Cert))
			e, err := r.About(person, sub, Options{Nonce: tt.sent})
			if !errors.Is(err, tt.want) || err == nil && e.NonceMissing != tt.missing {
				t.Errorf("%+v, %v", e, err)
			}
		})
	}
}

func TestCriticalExtensions(t *testing.T) {
	sub, person := parsed(t, signaturetest.SubCA().Cert), parsed(t, signaturetest.Person().Cert)
	plain, critical := about(signaturetest.Person().Cert), about(signaturetest.Person().Cert)
	critical.Extensions = []pkix.Extension{extension(true)}
	harmless := critical
	harmless.Extensions = []pkix.Extension{extension(false)}
	tests := []struct {
		name    string
		o       signaturetest.OCSPOptions
		answers []signaturetest.OCSPAnswer
		want    error
	}{
		{"in the answer", signaturetest.OCSPOptions{}, []signaturetest.OCSPAnswer{critical}, ErrCriticalExtension},
		{"in one of two answers", signaturetest.OCSPOptions{}, []signaturetest.OCSPAnswer{critical, plain}, nil},
		{"not critical", signaturetest.OCSPOptions{Extensions: []pkix.Extension{extension(false)}}, []signaturetest.OCSPAnswer{harmless}, nil},
		{"in the response", signaturetest.OCSPOptions{Extensions: []pkix.Extension{extension(true)}}, []signaturetest.OCSPAnswer{plain}, ErrCriticalExtension},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := build(t, tt.o, tt.answers...).About(person, sub, Options{}); !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
		})
	}
}

func TestWeak(t *testing.T) {
	sub, person := parsed(t, signaturetest.SubCA().Cert), parsed(t, signaturetest.Person().Cert)
	for digest, want := range map[crypto.Hash]string{crypto.SHA1: "SHA-1", crypto.SHA256: "", crypto.SHA512: ""} {
		e, err := build(t, signaturetest.OCSPOptions{Digest: digest}, about(signaturetest.Person().Cert)).About(person, sub, Options{})
		if err != nil || e.Answers[0].Weak != want {
			t.Errorf("%v: weak %q, error %v", digest, e.Answers[0].Weak, err)
		}
	}
	issued := delegate(t, signaturetest.SubCA(), func(c *x509.Certificate) { c.SignatureAlgorithm = x509.SHA256WithRSAPSS })
	e, err := build(t, signaturetest.OCSPOptions{Responder: issued}, about(signaturetest.Person().Cert)).About(person, sub, Options{})
	if err != nil || e.Answers[0].Weak != "" {
		t.Errorf("PSS with SHA-256: weak %q, error %v", e.Answers[0].Weak, err)
	}
	alg := e.Delegate.SignatureAlgorithm
	old := delegate(t, signaturetest.SubCA(), func(c *x509.Certificate) { c.SignatureAlgorithm = x509.SHA1WithRSA })
	e, err = build(t, signaturetest.OCSPOptions{Responder: old}, about(signaturetest.Person().Cert)).About(person, sub, Options{})
	if err != nil || e.Answers[0].Weak != "SHA-1" {
		t.Errorf("delegate signed with SHA-1: %+v, %v", e, err)
	}
	alg.Params = []byte{0x30, 0} // every default of RFC 4055, 3.1
	if got := weakness(alg); got != "SHA-1" {
		t.Errorf("PSS by default: weak %q", got)
	}
	other := build(t, signaturetest.OCSPOptions{}, about(signaturetest.Person().Cert))
	other.algorithm.OID = "1.2.840.113549.1.1.4" // MD5 with RSA
	var unsupported *cms.UnsupportedAlgorithmError
	if _, err := other.About(person, sub, Options{}); !errors.As(err, &unsupported) || !errors.Is(err, ErrSignatureInvalid) {
		t.Errorf("MD5: %v", err)
	}
}
