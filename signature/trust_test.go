package signature

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"math/big"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua/signature/signaturetest"
)

// signedOn is when the documents of these tests are signed: 10 March 2025,
// 09:30 in Việt Nam.
func signedOn() time.Time { return time.Date(2025, 3, 10, 2, 30, 0, 0, time.UTC) }

func days(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }

// trustCase is a document, what is known beside it, and the verdicts.
type trustCase struct {
	name string
	make func(*signaturetest.Doc)
	at   time.Time // zero: ten days after signing
	// revocation is the folder of revocation data; nil: lists of both
	// authorities, issued an hour before at.
	revocation [][]byte
	stores     []TrustStore // nil: the root of the test PKI
	want       []verdict    // of each signature
	notes      []Note       // of the first signature, these among them
}

// verdict is what matters of a signature's trust.
type verdict struct {
	Status TrustStatus
	Reason Reason
	Source TimeSource
}

func (c *trustCase) judge(t *testing.T) *Result {
	t.Helper()
	if c.at.IsZero() {
		c.at = signedOn().Add(days(10))
	}
	if c.revocation == nil {
		c.revocation = currentLists(t, c.at)
	}
	if c.stores == nil {
		c.stores = []TrustStore{testStore()}
	}
	pki, err := NewPKI(c.stores, PKIOptions{Revocation: revocationFolder(t, c.revocation)})
	if err != nil {
		t.Fatal(err)
	}
	return judgeWith(t, c.make, VerifyOptions{PKI: pki, At: c.at})
}

func judgeWith(t *testing.T, build func(*signaturetest.Doc), opts VerifyOptions) *Result {
	t.Helper()
	d := signaturetest.NewDoc(signaturetest.DocOptions{})
	build(d)
	result, err := verifyDoc(t, d, opts)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func verifyDoc(t *testing.T, d *signaturetest.Doc, opts VerifyOptions) (*Result, error) {
	t.Helper()
	data, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := Open(bytes.NewReader(data), int64(len(data)), OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return Verify(t.Context(), doc, opts)
}

func testStore() TrustStore {
	return TrustStore{
		Name: "test", Purpose: PurposeState, Roots: [][]byte{signaturetest.Root().Cert.Raw},
		Intermediates: [][]byte{signaturetest.SubCA().Cert.Raw},
	}
}

// currentLists are empty lists of both authorities, an hour old.
func currentLists(t testing.TB, at time.Time) [][]byte {
	t.Helper()
	return [][]byte{
		list(t, signaturetest.CRLOptions{Authority: signaturetest.Root(), ThisUpdate: at.Add(-time.Hour)}),
		list(t, signaturetest.CRLOptions{ThisUpdate: at.Add(-time.Hour)}),
	}
}

func list(t testing.TB, o signaturetest.CRLOptions) []byte {
	t.Helper()
	der, err := signaturetest.BuildCRL(o)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// revocationFolder puts the data into files.
func revocationFolder(t testing.TB, ders [][]byte) *RevocationData {
	t.Helper()
	fsys := fstest.MapFS{"r": {Mode: 0o755 | 1<<31}}
	for i, der := range ders {
		fsys[fmt.Sprintf("r/%d.der", i)] = &fstest.MapFile{Data: der}
	}
	data, err := ReadRevocationData(fsys, "r")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { data.Close() })
	return data
}

// official is a signature of the person, as in the samples.
func official(change func(*signaturetest.SignOptions)) func(*signaturetest.Doc) {
	return func(d *signaturetest.Doc) {
		o := signaturetest.SignOptions{SubFilter: signaturetest.SubFilterCAdES, CMS: signaturetest.CMSOptions{ESS: 2}}
		if change != nil {
			change(&o)
		}
		d.Sign(o)
	}
}

// stamped adds a signature timestamp.
func stamped(o signaturetest.TimestampOptions) func(*signaturetest.SignOptions) {
	return func(s *signaturetest.SignOptions) { s.CMS.Timestamp = &o }
}

// then runs steps one after the other.
func then(steps ...func(*signaturetest.Doc)) func(*signaturetest.Doc) {
	return func(d *signaturetest.Doc) {
		for _, s := range steps {
			s(d)
		}
	}
}

// stored adds validation data in a revision of its own, or with what comes next.
func stored(commit bool, v signaturetest.ValidationData) func(*signaturetest.Doc) {
	return func(d *signaturetest.Doc) {
		d.AddValidationData(v)
		if commit {
			d.Commit()
		}
	}
}

// archivedBy adds a document timestamp.
func archivedBy(o signaturetest.TimestampOptions) func(*signaturetest.Doc) {
	return func(d *signaturetest.Doc) { d.Timestamp(signaturetest.SignOptions{}, o) }
}

// authority issues a certificate of the test root for a new timestamp authority.
func authority(t *testing.T, from, to time.Time) *signaturetest.Identity {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	root := signaturetest.Root()
	eku, err := asn1.Marshal([]asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 8}})
	if err != nil {
		t.Fatal(err)
	}
	return certify(t, root, &x509.Certificate{
		SerialNumber: big.NewInt(from.Unix()), Subject: pkix.Name{CommonName: "TSA thử nghiệm khác"},
		NotBefore: from, NotAfter: to, KeyUsage: x509.KeyUsageDigitalSignature,
		ExtraExtensions: []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: true, Value: eku}},
	}, key)
}

// certify issues a certificate for a key.
func certify(t *testing.T, issuer *signaturetest.Identity, template *x509.Certificate, key crypto.Signer) *signaturetest.Identity {
	t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, template, issuer.Cert, key.Public(), issuer.Key)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return &signaturetest.Identity{Cert: c, Key: key, Chain: append([]*x509.Certificate{issuer.Cert}, issuer.Chain...)}
}

func TestTrust(t *testing.T) {
	signed := signedOn()
	personEnd := signaturetest.Person().Cert.NotAfter
	signer := func(id *signaturetest.Identity) func(*signaturetest.SignOptions) {
		return func(o *signaturetest.SignOptions) { o.Signer = id }
	}
	claimed := func(at time.Time) func(*signaturetest.SignOptions) {
		return func(o *signaturetest.SignOptions) { o.Time = at }
	}
	revokedAt := func(at time.Time, reason int) signaturetest.CRLOptions {
		return signaturetest.CRLOptions{ThisUpdate: signed.Add(days(9)), Revoked: []signaturetest.Revocation{
			{Serial: signaturetest.Person().Cert.SerialNumber, At: at, Reason: reason}}}
	}
	rootList := list(t, signaturetest.CRLOptions{Authority: signaturetest.Root(), ThisUpdate: signed.Add(days(9))})
	oldTSA := authority(t, signed.AddDate(-1, 0, 0), signed.AddDate(1, 0, 0))
	tests := []trustCase{
		{name: "good now", make: official(nil), want: []verdict{{Trusted, "", TimeNone}}},
		{name: "with a timestamp", make: official(stamped(signaturetest.TimestampOptions{})),
			want: []verdict{{Trusted, "", TimeSignatureTimestamp}}},
		{name: "another root chosen", make: official(nil),
			stores: []TrustStore{{Name: "other", Roots: [][]byte{signaturetest.PublicCA().Cert.Raw}, Intermediates: testStore().Intermediates}},
			want:   []verdict{{TrustIndeterminate, ReasonNoIssuer, TimeNone}}},
		{name: "another root chosen, own root in the file", make: official(func(o *signaturetest.SignOptions) { o.CMS.Certificates = o2chain() }),
			stores: []TrustStore{{Name: "other", Roots: [][]byte{signaturetest.PublicCA().Cert.Raw}}},
			want:   []verdict{{Untrusted, ReasonRootNotChosen, TimeNone}}},
		{name: "intermediate missing", make: official(nil),
			stores: []TrustStore{{Name: "root only", Roots: testStore().Roots}},
			want:   []verdict{{TrustIndeterminate, ReasonNoIssuer, TimeNone}}},
		{name: "intermediate in the file", make: official(func(o *signaturetest.SignOptions) { o.CMS.Certificates = o2chain()[:1] }),
			stores: []TrustStore{{Name: "root only", Roots: testStore().Roots}},
			want:   []verdict{{Trusted, "", TimeNone}}},

		{name: "encryption certificate", make: official(signer(signaturetest.Encryption())),
			want: []verdict{{Untrusted, ReasonKeyUsage, TimeNone}}},
		{name: "a timestamp authority signs a document", make: official(signer(signaturetest.TSA())),
			want: []verdict{{Untrusted, ReasonPurpose, TimeNone}}},
		{name: "expired when it signed", make: official(signer(signaturetest.Expired())),
			want: []verdict{{Untrusted, ReasonExpired, TimeNone}}},
		{name: "not yet valid when it signed", make: official(claimed(signaturetest.Person().Cert.NotBefore.Add(-time.Second))),
			want: []verdict{{Untrusted, ReasonNotYetValid, TimeNone}}},
		{name: "expired since, no proof", make: official(nil), at: personEnd.Add(time.Second),
			want: []verdict{{TrustIndeterminate, ReasonNoProofOfTime, TimeNone}}},
		{name: "last second of the certificate", make: official(nil), at: personEnd,
			want: []verdict{{Trusted, "", TimeNone}}},

		{name: "no revocation data", make: official(nil), revocation: [][]byte{},
			want: []verdict{{TrustIndeterminate, ReasonRevocationMissing, TimeNone}}},
		{name: "no data about the issuer", make: official(nil),
			revocation: [][]byte{list(t, signaturetest.CRLOptions{ThisUpdate: signed.Add(days(9))})},
			want:       []verdict{{TrustIndeterminate, ReasonRevocationMissing, TimeNone}}},
		{name: "data older than the moment of judging", make: official(nil), at: signed.Add(days(100)),
			revocation: currentLists(t, signed.Add(days(2))),
			want:       []verdict{{TrustIndeterminate, ReasonRevocationStale, TimeNone}}},
		{name: "revoked before signing", make: official(nil),
			revocation: [][]byte{rootList, list(t, revokedAt(signed.Add(-time.Second), 0))},
			want:       []verdict{{Untrusted, ReasonRevoked, TimeNone}}},
		{name: "revoked after the claimed time, no proof", make: official(nil),
			revocation: [][]byte{rootList, list(t, revokedAt(signed.Add(days(2)), 0))},
			want:       []verdict{{TrustIndeterminate, ReasonNoProofOfTime, TimeNone}}},
		{name: "revoked after the proven time", make: official(stamped(signaturetest.TimestampOptions{})),
			revocation: [][]byte{rootList, list(t, revokedAt(signed.Add(days(2)), 0))},
			want:       []verdict{{Trusted, "", TimeSignatureTimestamp}}},
		{name: "revoked before the proven time", make: official(stamped(signaturetest.TimestampOptions{})),
			revocation: [][]byte{rootList, list(t, revokedAt(signed, 0))},
			want:       []verdict{{Untrusted, ReasonRevoked, TimeSignatureTimestamp}}},
		{name: "suspended when it signed", make: official(nil),
			revocation: [][]byte{rootList, list(t, revokedAt(signed.Add(-time.Hour), 6))},
			want:       []verdict{{Untrusted, ReasonSuspended, TimeNone}}},
		{name: "issuer revoked", make: official(nil),
			revocation: [][]byte{list(t, signaturetest.CRLOptions{ThisUpdate: signed.Add(days(9))}),
				list(t, signaturetest.CRLOptions{Authority: signaturetest.Root(), ThisUpdate: signed.Add(days(9)),
					Revoked: []signaturetest.Revocation{{Serial: signaturetest.SubCA().Cert.SerialNumber, At: signed.Add(-days(1))}}})},
			want: []verdict{{Untrusted, ReasonIssuerRevoked, TimeNone}}},

		{name: "B-LT, long after the signer's certificate ended", at: personEnd.AddDate(1, 0, 0),
			make: then(official(stamped(signaturetest.TimestampOptions{Authority: authority(t, signed.AddDate(-1, 0, 0), signed.AddDate(10, 0, 0))})),
				stored(true, signaturetest.LongTerm(signaturetest.Person()))),
			want: []verdict{{Trusted, "", TimeSignatureTimestamp}}},
		{name: "B-LTA, after both certificates ended", at: personEnd.AddDate(1, 0, 0),
			make: then(official(stamped(signaturetest.TimestampOptions{Authority: oldTSA})),
				stored(false, withLists(t, signaturetest.LongTerm(signaturetest.Person()), signed.Add(days(20)))),
				archivedBy(signaturetest.TimestampOptions{Time: signed.Add(days(21)), Authority: authority(t, signed, signed.AddDate(10, 0, 0))})),
			want: []verdict{{Trusted, "", TimeSignatureTimestamp}, {Trusted, "", TimeDocumentTimestamp}}},
		{name: "the authority's certificate ended and nothing covers its timestamp", at: signed.AddDate(1, 0, 1),
			make: official(stamped(signaturetest.TimestampOptions{Authority: oldTSA})),
			want: []verdict{{Trusted, "", TimeNone}}, notes: []Note{NoteTimestampUntrusted}},
		{name: "a document timestamp proves the time", at: personEnd.AddDate(1, 0, 0),
			make: then(official(nil), stored(false, signaturetest.LongTerm(signaturetest.Person())),
				archivedBy(signaturetest.TimestampOptions{Time: signed.Add(time.Hour), Authority: authority(t, signed, signed.AddDate(10, 0, 0))})),
			want: []verdict{{Trusted, "", TimeDocumentTimestamp}, {Trusted, "", TimeDocumentTimestamp}}},
		{name: "timestamp of other data", make: official(stamped(signaturetest.TimestampOptions{Imprint: make([]byte, 32)})),
			want: []verdict{{TrustIndeterminate, ReasonTimestampBroken, TimeNone}}},
		{name: "timestamp from the future", make: official(stamped(signaturetest.TimestampOptions{Time: signed.Add(days(30))})),
			want: []verdict{{Trusted, "", TimeNone}}, notes: []Note{NoteTimestampUntrusted}},
		{name: "timestamp with a SHA-1 imprint", make: official(stamped(signaturetest.TimestampOptions{Digest: crypto.SHA1})),
			want: []verdict{{Trusted, "", TimeSignatureTimestamp}}, notes: []Note{NoteTimestampImprint}},

		{name: "SHA-1 without proof", make: official(func(o *signaturetest.SignOptions) { o.CMS.Digest = crypto.SHA1 }),
			want: []verdict{{TrustIndeterminate, ReasonAlgorithmUnproven, TimeNone}}},
		{name: "SHA-1 proven after its end", make: official(func(o *signaturetest.SignOptions) {
			o.CMS.Digest = crypto.SHA1
			o.CMS.Timestamp = &signaturetest.TimestampOptions{}
		}), want: []verdict{{Untrusted, ReasonAlgorithmEnded, TimeSignatureTimestamp}}},

		{name: "signed after the moment of judging", make: official(nil), at: signed.Add(-days(1)),
			want: []verdict{{TrustIndeterminate, ReasonFutureTime, TimeNone}}},
		{name: "local time as UTC, just now", at: signed.Add(time.Minute), make: official(claimed(signed.Add(7 * time.Hour))),
			want: []verdict{{Trusted, "", TimeNone}}, notes: []Note{NoteLocalTimeAsUTC}},
		{name: "local time as UTC, proven", make: official(func(o *signaturetest.SignOptions) {
			o.Time = signed.Add(7 * time.Hour)
			o.CMS.Timestamp = &signaturetest.TimestampOptions{}
		}), want: []verdict{{Trusted, "", TimeSignatureTimestamp}}, notes: []Note{NoteLocalTimeAsUTC}},
		{name: "claimed after the proven time", make: official(func(o *signaturetest.SignOptions) {
			o.Time = signed.Add(8 * time.Hour)
			o.CMS.Timestamp = &signaturetest.TimestampOptions{}
		}), want: []verdict{{Trusted, "", TimeSignatureTimestamp}}, notes: []Note{NoteClaimAfterProof}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			result := tt.judge(t)
			var got []verdict
			for i := range result.Signatures {
				s := &result.Signatures[i]
				got = append(got, verdict{s.Trust.Status, s.Trust.Reason, s.TimeSource})
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("trust (-want +got):\n%s\n%+v", diff, result.Signatures[0].Trust)
			}
			for _, n := range tt.notes {
				if !slices.Contains(result.Signatures[0].Notes, n) {
					t.Errorf("notes %v, want %v among them", result.Signatures[0].Notes, n)
				}
			}
		})
	}
}

// o2chain are the issuers of the person's certificate.
func o2chain() []*x509.Certificate { return signaturetest.Person().Chain }

// withLists adds lists of both authorities to validation data.
func withLists(t *testing.T, v signaturetest.ValidationData, at time.Time) signaturetest.ValidationData {
	t.Helper()
	v.CRLs = append(v.CRLs, currentLists(t, at)...)
	return v
}

// TestTrustIsNotJudged without stores or without a moment.
func TestTrustIsNotJudged(t *testing.T) {
	pki, err := NewPKI([]TrustStore{testStore()}, PKIOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for name, opts := range map[string]VerifyOptions{"no stores": {At: signedOn()}, "no moment": {PKI: pki}, "nothing": {}} {
		t.Run(name, func(t *testing.T) {
			s := judgeWith(t, official(stamped(signaturetest.TimestampOptions{})), opts).Signatures[0]
			if s.Trust.Status != TrustIndeterminate || s.Trust.Reason != ReasonTrustNotEvaluated || s.TimeSource != TimeNone {
				t.Errorf("trust %+v, time by %s", s.Trust, s.TimeSource)
			}
		})
	}
}

// TestConditions: the parts of the verdict are kept apart.
func TestConditions(t *testing.T) {
	c := trustCase{make: official(stamped(signaturetest.TimestampOptions{}))}
	s := c.judge(t).Signatures[0]
	for name, got := range map[string]Condition{
		"chain": s.Trust.Chain, "validity": s.Trust.Validity, "scope": s.Trust.Scope,
		"revocation": s.Trust.Revocation, "algorithms": s.Trust.Algorithms, "proof of time": s.Trust.ProofOfTime,
	} {
		if got != (Condition{Met: Yes}) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if len(s.Trust.Path) != 3 || s.Trust.Store != "test" || s.Trust.Purpose != PurposeState {
		t.Errorf("path of %d certificates in store %q for %q", len(s.Trust.Path), s.Trust.Store, s.Trust.Purpose)
	}
	if !s.Trust.At.Equal(s.ProvenTime) || !s.ProvenTime.Equal(signedOn().Add(5*time.Second)) {
		t.Errorf("judged at %v, proven %v", s.Trust.At, s.ProvenTime)
	}
	if len(s.Timestamps) != 1 || s.Timestamps[0].Trust.Status != Trusted || s.Timestamps[0].Authority == nil {
		t.Errorf("timestamps %+v", s.Timestamps)
	}
	decisive := 0
	for _, e := range s.Trust.Evidence {
		if e.Decisive {
			decisive++
		}
		if e.Kind != EvidenceCRL || e.Source != SourceFolder {
			t.Errorf("evidence %+v", e)
		}
	}
	if decisive != 2 {
		t.Errorf("%d lists decided, want one for each certificate below the root", decisive)
	}
}
