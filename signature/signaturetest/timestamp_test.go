package signaturetest_test

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"os"
	"testing"
	"time"

	"github.com/digitorus/timestamp"
	"golang.org/x/crypto/ocsp"

	"github.com/motcua/motcua/signature/signaturetest"

	"github.com/motcua/motcua/internal/testtool"
)

// at is inside the validity of every certificate but the expired one.
func at() time.Time { return time.Date(2025, 3, 10, 2, 30, 0, 0, time.UTC) }

func TestTimestampParses(t *testing.T) {
	genTime := time.Date(2025, 4, 1, 12, 0, 0, 0, time.FixedZone("+07", 7*3600))
	message := []byte("message")
	token, err := signaturetest.BuildTimestamp(message, signaturetest.TimestampOptions{
		Digest: crypto.SHA384, Time: genTime, Serial: 77})
	if err != nil {
		t.Fatal(err)
	}
	got, err := timestamp.Parse(token)
	if err != nil {
		t.Fatal(err)
	}
	h := crypto.SHA384.New()
	h.Write(message)
	switch {
	case !got.Time.Equal(genTime):
		t.Errorf("genTime %v, want %v", got.Time, genTime)
	case got.SerialNumber.Int64() != 77:
		t.Errorf("serial %v", got.SerialNumber)
	case got.HashAlgorithm != crypto.SHA384 || !bytes.Equal(got.HashedMessage, h.Sum(nil)):
		t.Errorf("imprint %v %x", got.HashAlgorithm, got.HashedMessage)
	case len(got.Certificates) != 1 || !got.Certificates[0].Equal(signaturetest.TSA().Cert):
		t.Errorf("certificates %d", len(got.Certificates))
	}
}

// TestOpenSSLTimestamps: openssl finds the tokens of all document timestamps
// right but the spoiled one.
func TestOpenSSLTimestamps(t *testing.T) {
	openssl, dir := testtool.Path(t, "openssl"), t.TempDir()
	checked := 0
	for _, s := range signaturetest.Samples() {
		for i, sig := range s.Want.Signatures {
			if sig.Kind != "document-timestamp" {
				continue
			}
			r := rawSignatures(t, s.Data())[i]
			code, out := run(t, openssl, "ts", "-verify", "-token_in", "-in", write(t, dir, "token", r.value),
				"-data", write(t, dir, "data", r.content), "-CAfile", chainFile(t, dir), "-attime", "1741574000")
			if want := sig.Integrity == "intact"; (code == 0) != want {
				t.Errorf("%s: openssl exits with %d, want good=%v: %s", s.Name, code, want, out)
			}
			checked++
		}
	}
	if checked < 5 {
		t.Errorf("only %d document timestamps", checked)
	}
}

func TestCertificates(t *testing.T) {
	roots := x509.NewCertPool()
	for _, c := range signaturetest.Roots() {
		roots.AddCert(c)
	}
	for name, id := range identities() {
		intermediates := x509.NewCertPool()
		for _, c := range id.Chain {
			intermediates.AddCert(c)
		}
		options := x509.VerifyOptions{Roots: roots, Intermediates: intermediates, CurrentTime: at(),
			KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny}}
		if _, err := id.Cert.Verify(options); (err == nil) != (name != "expired") {
			t.Errorf("%s: %v", name, err)
		}
		public, ok := id.Cert.PublicKey.(interface{ Equal(crypto.PublicKey) bool })
		if !ok || !public.Equal(id.Key.Public()) {
			t.Errorf("%s: key and certificate do not belong together", name)
		}
	}
}

func identities() map[string]*signaturetest.Identity {
	return map[string]*signaturetest.Identity{
		"root": signaturetest.Root(), "sub": signaturetest.SubCA(), "public": signaturetest.PublicCA(),
		"person": signaturetest.Person(), "agency": signaturetest.Agency(), "citizen": signaturetest.Citizen(),
		"encryption": signaturetest.Encryption(), "expired": signaturetest.Expired(),
		"revoked": signaturetest.Revoked(), "p256": signaturetest.P256(), "p384": signaturetest.P384(),
		"ed25519": signaturetest.Ed25519(), "tsa": signaturetest.TSA(), "ocsp": signaturetest.OCSPResponder(),
	}
}

// TestOpenSSLCertificates: openssl accepts the chains, and the timestamp
// authority for its purpose.
func TestOpenSSLCertificates(t *testing.T) {
	openssl, dir := testtool.Path(t, "openssl"), t.TempDir()
	chain := write(t, dir, "all.pem", pemOf(signaturetest.Root().Cert, signaturetest.SubCA().Cert, signaturetest.PublicCA().Cert))
	for name, id := range identities() {
		purpose := "any"
		if name == "tsa" {
			purpose = "timestampsign"
		}
		code, out := run(t, openssl, "verify", "-x509_strict", "-attime", "1741574000", "-purpose", purpose,
			"-CAfile", chain, write(t, dir, "leaf.pem", pemOf(id.Cert)))
		if (code == 0) != (name != "expired") {
			t.Errorf("%s: openssl exits with %d: %s", name, code, out)
		}
	}
}

// TestNames pins what the government's certificates look like.
func TestNames(t *testing.T) {
	person, citizen := signaturetest.Person().Cert, signaturetest.Citizen().Cert
	if got := person.Subject.String(); got != "CN=Nguyễn Thị Lấp Lánh Ánh,OU=Sở Nội vụ,O=Ủy ban nhân dân tỉnh Thử Nghiệm,L=Thử Nghiệm,C=VN" {
		t.Errorf("person: %s", got)
	}
	if person.KeyUsage != x509.KeyUsageContentCommitment {
		t.Errorf("person: key usage %b", person.KeyUsage)
	}
	var uids []any
	for _, a := range citizen.Subject.Names {
		if a.Type.String() == "0.9.2342.19200300.100.1.1" {
			uids = append(uids, a.Value)
		}
	}
	if len(uids) != 2 || uids[0] != "CCCD:000000000001" || uids[1] != "MST:0000000001" {
		t.Errorf("citizen: UID %v", uids)
	}
}

func TestRevocation(t *testing.T) {
	sub, revoked := signaturetest.SubCA(), signaturetest.Revoked().Cert
	der, err := signaturetest.CRL(sub)
	if err != nil {
		t.Fatal(err)
	}
	list, err := x509.ParseRevocationList(der)
	if err != nil || list.CheckSignatureFrom(sub.Cert) != nil {
		t.Fatalf("list is unreadable or not the authority's: %v", err)
	}
	if e := list.RevokedCertificateEntries; len(e) != 1 || e[0].SerialNumber.Cmp(revoked.SerialNumber) != 0 {
		t.Errorf("list holds %v", e)
	}
	for cert, want := range map[*x509.Certificate]int{signaturetest.Person().Cert: ocsp.Good, revoked: ocsp.Revoked} {
		der, err := signaturetest.OCSP(cert)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := ocsp.ParseResponseForCert(der, cert, sub.Cert)
		if err != nil || answer.Status != want {
			t.Errorf("%v: answer %+v, error %v", cert.SerialNumber, answer, err)
		}
	}
}

func TestRevocationOfForeignAuthority(t *testing.T) {
	der, err := signaturetest.CRL(signaturetest.PublicCA())
	if err != nil {
		t.Fatal(err)
	}
	list, err := x509.ParseRevocationList(der)
	if err != nil || len(list.RevokedCertificateEntries) != 0 {
		t.Errorf("list %v, error %v", list, err)
	}
}

func TestOpenSSLOCSP(t *testing.T) {
	openssl, dir := testtool.Path(t, "openssl"), t.TempDir()
	der, err := signaturetest.OCSP(signaturetest.Person().Cert)
	if err != nil {
		t.Fatal(err)
	}
	sub := write(t, dir, "sub.pem", pemOf(signaturetest.SubCA().Cert))
	code, out := run(t, openssl, "ocsp", "-respin", write(t, dir, "answer", der), "-issuer", sub, "-attime", "1741574000",
		"-cert", write(t, dir, "cert.pem", pemOf(signaturetest.Person().Cert)), "-CAfile", chainFile(t, dir), "-out", os.DevNull)
	if code != 0 || !bytes.Contains([]byte(out), []byte("Response verify OK")) {
		t.Errorf("openssl exits with %d: %s", code, out)
	}
}
