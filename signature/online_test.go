package signature

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/motcua/motcua/signature/signaturetest"
)

// network is a responder and a distribution point on loopback, and a person
// whose certificate names them.
type network struct {
	ocsp   *signaturetest.OCSPServer
	crl    *signaturetest.CRLServer
	asked  atomic.Int64 // requests of any kind
	person *signaturetest.Identity
}

func newNetwork(t *testing.T, now func() time.Time) *network {
	t.Helper()
	n := &network{
		ocsp: &signaturetest.OCSPServer{Now: now},
		crl:  &signaturetest.CRLServer{Now: now},
	}
	count := func(h http.Handler) *httptest.Server {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			n.asked.Add(1)
			h.ServeHTTP(w, r)
		}))
		t.Cleanup(s.Close)
		return s
	}
	responder, point := count(n.ocsp), count(n.crl)
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	n.person = certify(t, signaturetest.SubCA(), &x509.Certificate{
		SerialNumber: big.NewInt(0x5001), Subject: pkix.Name{CommonName: "Người ký trực tuyến"},
		NotBefore: signedOn().AddDate(-1, 0, 0), NotAfter: signedOn().AddDate(3, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature, OCSPServer: []string{responder.URL},
		CRLDistributionPoints: []string{point.URL + "/sub.crl"},
	}, key)
	return n
}

// online judges a document of the network's person, with the issuer's own state
// from a folder.
func (n *network) online(t *testing.T, at time.Time, o OnlineOptions) (*PKI, Trust) {
	t.Helper()
	o.Now = func() time.Time { return at }
	rootList := list(t, signaturetest.CRLOptions{Authority: signaturetest.Root(), ThisUpdate: at.Add(-time.Hour)})
	pki, err := NewPKI([]TrustStore{testStore()}, PKIOptions{Revocation: revocationFolder(t, [][]byte{rootList}), Online: &o})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pki.Close() })
	return pki, n.verify(t, pki, at)
}

func (n *network) verify(t *testing.T, pki *PKI, at time.Time) Trust {
	t.Helper()
	build := official(func(o *signaturetest.SignOptions) { o.Signer = n.person })
	return judgeWith(t, build, VerifyOptions{PKI: pki, At: at}).Signatures[0].Trust
}

func TestOnline(t *testing.T) {
	at := signedOn().Add(days(10))
	serial := big.NewInt(0x5001)
	refuse := func(n *network) { n.ocsp.Refuse = 6 }
	tests := []struct {
		name   string
		set    func(*network)
		opts   OnlineOptions
		status TrustStatus
		reason Reason
		kind   EvidenceKind // of what decided on the signer; "" where nothing did
	}{
		{"responder says good", nil, OnlineOptions{}, Trusted, "", EvidenceOCSP},
		{"with a nonce", nil, OnlineOptions{Nonce: true}, Trusted, "", EvidenceOCSP},
		{"nonce not echoed", func(n *network) { n.ocsp.NoNonce = true }, OnlineOptions{Nonce: true}, Trusted, "", EvidenceOCSP},
		{"issuer answers itself", func(n *network) { n.ocsp.Responder = signaturetest.SubCA() }, OnlineOptions{}, Trusted, "", EvidenceOCSP},
		{"responder says revoked", func(n *network) {
			n.ocsp.Revoked = []signaturetest.Revocation{{Serial: serial, At: signedOn().Add(-days(1))}}
		}, OnlineOptions{}, Untrusted, ReasonRevoked, EvidenceOCSP},
		{"revoked since", func(n *network) {
			n.ocsp.Revoked = []signaturetest.Revocation{{Serial: serial, At: signedOn().Add(days(1))}}
		}, OnlineOptions{}, TrustIndeterminate, ReasonNoProofOfTime, EvidenceOCSP},
		{"responder refuses, list says good", refuse, OnlineOptions{}, Trusted, "", EvidenceCRL},
		{"list in PEM", func(n *network) { refuse(n); n.crl.PEM = true }, OnlineOptions{}, Trusted, "", EvidenceCRL},
		{"list says revoked", func(n *network) {
			refuse(n)
			n.crl.Revoked = []signaturetest.Revocation{{Serial: serial, At: signedOn().Add(-days(1))}}
		}, OnlineOptions{}, Untrusted, ReasonRevoked, EvidenceCRL},
		{"both refuse", func(n *network) { refuse(n); n.crl.Fault = signaturetest.FaultServerError },
			OnlineOptions{}, TrustIndeterminate, ReasonRevocationMissing, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n := newNetwork(t, func() time.Time { return at })
			if tt.set != nil {
				tt.set(n)
			}
			tt.opts.AllowPrivateUnsafe = true
			_, trust := n.online(t, at, tt.opts)
			if trust.Status != tt.status || trust.Reason != tt.reason {
				t.Errorf("trust %s for %q, want %s for %q: %+v", trust.Status, trust.Reason, tt.status, tt.reason, trust)
			}
			if got := decidedBy(&trust, n.person); got != tt.kind {
				t.Errorf("decided by %q, want %q", got, tt.kind)
			}
		})
	}
}

// decidedBy tells what kind of fetched evidence decided about the signer.
func decidedBy(trust *Trust, id *signaturetest.Identity) EvidenceKind {
	for _, e := range trust.Evidence {
		if e.Decisive && e.Source == SourceOnline && e.Certificate == sha256.Sum256(id.Cert.Raw) {
			return e.Kind
		}
	}
	return ""
}

// TestOnlineFaults: whatever a responder and a distribution point do, nothing
// that is not checked is trusted, and nothing takes long.
func TestOnlineFaults(t *testing.T) {
	at := signedOn().Add(days(10))
	for fault := signaturetest.FaultSlow; fault <= signaturetest.FaultWrongNonce; fault++ {
		t.Run(fault.String(), func(t *testing.T) {
			n := newNetwork(t, func() time.Time { return at })
			n.ocsp.Fault, n.crl.Fault = fault, fault
			started := time.Now()
			_, trust := n.online(t, at, OnlineOptions{AllowPrivateUnsafe: true, Timeout: 300 * time.Millisecond, MaxListSize: 1 << 20})
			harmless := fault == signaturetest.FaultContentType || fault == signaturetest.FaultWrongNonce
			if (trust.Status == Trusted) != harmless || trust.Status == Untrusted {
				t.Errorf("trust %s for %q", trust.Status, trust.Reason)
			}
			if took := time.Since(started); took > 30*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// TestOnlineIsPublic: a document cannot make its reader ask private addresses.
func TestOnlineIsPublic(t *testing.T) {
	at := signedOn().Add(days(10))
	n := newNetwork(t, func() time.Time { return at })
	_, trust := n.online(t, at, OnlineOptions{})
	if trust.Status != TrustIndeterminate || trust.Reason != ReasonRevocationMissing {
		t.Errorf("trust %s for %q", trust.Status, trust.Reason)
	}
	if got := n.asked.Load(); got != 0 {
		t.Errorf("%d requests reached loopback", got)
	}
}

// TestOnlineIsShared: documents of one signer ask once, and so they do after a
// failure.
func TestOnlineIsShared(t *testing.T) {
	at := signedOn().Add(days(10))
	for _, tt := range []struct {
		name string
		set  func(*network)
		want int64
	}{
		{"responder", func(*network) {}, 1},
		{"list", func(n *network) { n.ocsp.Fault = signaturetest.FaultServerError }, 2},
		{"nobody answers", func(n *network) {
			n.ocsp.Fault, n.crl.Fault = signaturetest.FaultServerError, signaturetest.FaultServerError
		}, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			n := newNetwork(t, func() time.Time { return at })
			tt.set(n)
			pki, first := n.online(t, at, OnlineOptions{AllowPrivateUnsafe: true})
			for range 5 {
				if again := n.verify(t, pki, at); again.Status != first.Status {
					t.Errorf("trust %s, then %s", first.Status, again.Status)
				}
			}
			if got := n.asked.Load(); got != tt.want {
				t.Errorf("%d requests, want %d", got, tt.want)
			}
		})
	}
}

// TestOnlineIssuer: an issuer that the document leaves out is fetched.
func TestOnlineIssuer(t *testing.T) {
	at := signedOn().Add(days(10))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Write(signaturetest.SubCA().Cert.Raw)
	}))
	defer server.Close()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	person := certify(t, signaturetest.SubCA(), &x509.Certificate{
		SerialNumber: big.NewInt(0x5002), Subject: pkix.Name{CommonName: "Người ký"},
		NotBefore: signedOn().AddDate(-1, 0, 0), NotAfter: signedOn().AddDate(3, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature, IssuingCertificateURL: []string{server.URL + "/sub.crt"},
	}, key)
	pki, err := NewPKI([]TrustStore{{Name: "root only", Roots: testStore().Roots}}, PKIOptions{
		Revocation: revocationFolder(t, currentLists(t, at)),
		Online:     &OnlineOptions{Now: func() time.Time { return at }, AllowPrivateUnsafe: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer pki.Close()
	trust := judgeWith(t, official(func(o *signaturetest.SignOptions) { o.Signer = person }), VerifyOptions{PKI: pki, At: at}).Signatures[0].Trust
	if trust.Status != Trusted {
		t.Errorf("trust %s for %q", trust.Status, trust.Reason)
	}
}

// TestOnlineLeavesNothing: a PKI that is closed has ended its work.
func TestOnlineLeavesNothing(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	at := signedOn().Add(days(10))
	n := &network{ocsp: &signaturetest.OCSPServer{Now: func() time.Time { return at }}}
	n.person = signaturetest.Person()
	pki, err := NewPKI([]TrustStore{testStore()}, PKIOptions{Online: &OnlineOptions{Now: func() time.Time { return at }}})
	if err != nil {
		t.Fatal(err)
	}
	n.verify(t, pki, at)
	if err := pki.Close(); err != nil {
		t.Error(err)
	}
}
