package signature

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature/signaturetest"
)

// verdictOf is a rendering for tests: everything that a report tells.
func verdictOf(r *Result) ([]byte, error) {
	type told struct {
		Status     Status
		Value      LegalValue
		Signatures []verdict
		Roles      []Role
		Outcomes   []motcua.Outcome
	}
	t := told{Status: r.Status(), Value: r.LegalValue}
	for i := range r.Signatures {
		s := &r.Signatures[i]
		t.Signatures = append(t.Signatures, verdict{s.Trust.Status, s.Trust.Reason, s.TimeSource})
		t.Roles = append(t.Roles, s.Role)
	}
	for _, f := range r.Findings {
		t.Outcomes = append(t.Outcomes, f.Outcome)
	}
	return json.Marshal(t)
}

// recorded judges a document and makes its record.
func recorded(t *testing.T, data []byte, opts VerifyOptions) (*Record, Blobs) {
	t.Helper()
	result, err := Verify(t.Context(), opened(t, data), opts)
	if err != nil {
		t.Fatal(err)
	}
	r, blobs, err := NewRecord(bytes.NewReader(data), int64(len(data)), result, opts, recordOptions())
	if err != nil {
		t.Fatal(err)
	}
	return r, blobs
}

func recordOptions() RecordOptions {
	return RecordOptions{
		Software: Software{Name: "motcua", Version: "test"}, Render: verdictOf,
		Practices: []Practice{{Provider: "Ban Cơ yếu thử nghiệm", Statement: []byte("Quy chế chứng thực")}},
	}
}

func opened(t *testing.T, data []byte) *Document {
	t.Helper()
	doc, err := Open(bytes.NewReader(data), int64(len(data)), OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func built(t *testing.T, build func(*signaturetest.Doc)) []byte {
	t.Helper()
	d := signaturetest.NewDoc(signaturetest.DocOptions{})
	build(d)
	data, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestJudgeAgain: what was judged with roots, folders and the network is judged
// again with the record alone, to the same bytes, after all of those are gone.
func TestJudgeAgain(t *testing.T) {
	at := signedOn().Add(days(10))
	clock := func() time.Time { return at }
	n := newNetwork(t, clock)
	rootOnly := []TrustStore{{Name: "gốc", Purpose: PurposeState, Roots: testStore().Roots}}
	onlyRootList := revocationFolder(t, [][]byte{list(t, signaturetest.CRLOptions{Authority: signaturetest.Root(), ThisUpdate: at.Add(-days(1))})})
	register := fixedRegister{entries: []Registration{{Role: RolePerson, Holder: "Người ký", Title: "Giám đốc"}}}
	signedOnline := official(func(o *signaturetest.SignOptions) {
		o.Signer = n.person
		o.CMS.Certificates = o2chain()[:1]
		o.CMS.Timestamp = &signaturetest.TimestampOptions{}
	})
	tests := []struct {
		name   string
		build  func(*signaturetest.Doc)
		stores []TrustStore
		opts   PKIOptions
		status Status
	}{
		{"from folders", official(stamped(signaturetest.TimestampOptions{})), []TrustStore{testStore()},
			PKIOptions{Revocation: revocationFolder(t, currentLists(t, at))}, StatusValid},
		{"from the document", then(official(stamped(signaturetest.TimestampOptions{})), stored(true, withLists(t, signaturetest.LongTerm(signaturetest.Person()), at.Add(-days(1))))),
			rootOnly, PKIOptions{}, StatusValid},
		{"from the network", signedOnline, rootOnly,
			PKIOptions{Revocation: onlyRootList, Online: &OnlineOptions{Now: clock, AllowPrivateUnsafe: true}}, StatusValid},
		{"nothing about revocation", official(nil), []TrustStore{testStore()}, PKIOptions{}, StatusIndeterminate},
		{"no root chosen", official(nil), nil, PKIOptions{}, StatusIndeterminate},
		{"two signatures and a document timestamp", then(official(nil), official(func(o *signaturetest.SignOptions) { o.Signer = signaturetest.Agency() }),
			archivedBy(signaturetest.TimestampOptions{Time: signedOn().Add(days(1))})), []TrustStore{testStore()},
			PKIOptions{Revocation: revocationFolder(t, currentLists(t, at))}, StatusValid},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			pki, err := NewPKI(tt.stores, tt.opts)
			if err != nil {
				t.Fatal(err)
			}
			data := built(t, tt.build)
			record, blobs := recorded(t, data, VerifyOptions{PKI: pki, At: at, Register: register, Facts: Facts{Direction: Outgoing}})
			pki.Close()

			store, err := OpenFolderStore(t.Context(), t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			defer store.Close()
			if err := store.Save(t.Context(), record, blobs); err != nil {
				t.Fatal(err)
			}
			kept, err := store.Load(t.Context(), record.Document.SHA256)
			if err != nil || len(kept) != 1 {
				t.Fatalf("%d records, %v", len(kept), err)
			}
			again, err := JudgeAgain(t.Context(), kept[0], store, opened(t, data))
			if err != nil {
				t.Fatal(err)
			}
			if again.Status() != tt.status {
				t.Errorf("status %s, want %s", again.Status(), tt.status)
			}
			verdict, err := verdictOf(again)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(record.Verdict), string(verdict)); diff != "" {
				t.Errorf("verdict (-recorded +again):\n%s", diff)
			}
		})
	}
}

func TestJudgeAgainRefuses(t *testing.T) {
	at := signedOn().Add(days(10))
	pki, err := NewPKI([]TrustStore{testStore()}, PKIOptions{Revocation: revocationFolder(t, currentLists(t, at))})
	if err != nil {
		t.Fatal(err)
	}
	opts := VerifyOptions{PKI: pki, At: at, Facts: Facts{Direction: Outgoing}}
	data := built(t, official(nil))
	record, blobs := recorded(t, data, opts)
	other := append(bytes.Clone(data), '\n')
	if _, err := JudgeAgain(t.Context(), record, blobs, opened(t, other)); !errors.Is(err, ErrDocument) {
		t.Errorf("another document: %v, want %v", err, ErrDocument)
	}
	if _, err := JudgeAgain(t.Context(), record, Blobs{}, opened(t, data)); !errors.Is(err, ErrNoBlob) {
		t.Errorf("without evidence: %v, want %v", err, ErrNoBlob)
	}
	spoiled := Blobs{}
	for d, b := range blobs {
		spoiled[d] = append(bytes.Clone(b), 0)
	}
	if _, err := JudgeAgain(t.Context(), record, spoiled, opened(t, data)); !errors.Is(err, ErrRecord) {
		t.Errorf("with other evidence: %v, want %v", err, ErrRecord)
	}

	for name, o := range map[string]VerifyOptions{
		"no trust": {At: at, Facts: opts.Facts}, "no moment": {PKI: pki, Facts: opts.Facts}, "no direction": {PKI: pki, At: at},
	} {
		t.Run(name, func(t *testing.T) {
			result, err := Verify(t.Context(), opened(t, data), o)
			if err != nil {
				t.Fatal(err)
			}
			if _, _, err := NewRecord(bytes.NewReader(data), int64(len(data)), result, o, recordOptions()); !errors.Is(err, ErrRecord) {
				t.Errorf("NewRecord = %v, want %v", err, ErrRecord)
			}
		})
	}
}

func TestCheckTimestamp(t *testing.T) {
	data := built(t, official(nil))
	at := signedOn().Add(days(10))
	pki, err := NewPKI([]TrustStore{testStore()}, PKIOptions{Revocation: revocationFolder(t, currentLists(t, at))})
	if err != nil {
		t.Fatal(err)
	}
	token := func(message []byte, o signaturetest.TimestampOptions) []byte {
		raw, err := signaturetest.BuildTimestamp(message, o)
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	tests := []struct {
		name      string
		token     []byte
		pki       *PKI
		integrity Integrity
		trust     TrustStatus
	}{
		{"good", token(data, signaturetest.TimestampOptions{}), pki, Integrity{Status: Intact}, Trusted},
		{"without trust", token(data, signaturetest.TimestampOptions{}), nil, Integrity{Status: Intact}, TrustIndeterminate},
		{"of another file", token(data[1:], signaturetest.TimestampOptions{}), pki, Integrity{Broken, ReasonTimestampImprint}, Trusted},
		{"no token", []byte("x"), pki, Integrity{Broken, ReasonTimestampMalformed}, TrustIndeterminate},
		{"a person's", token(data, signaturetest.TimestampOptions{Authority: signaturetest.Person()}), pki,
			Integrity{Broken, ReasonTimestampPurpose}, Untrusted},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := CheckTimestamp(t.Context(), bytes.NewReader(data), int64(len(data)), tt.token, tt.pki, at)
			if err != nil {
				t.Fatal(err)
			}
			if got.Integrity != tt.integrity || got.Trust.Status != tt.trust {
				t.Errorf("integrity %+v, trust %s for %q", got.Integrity, got.Trust.Status, got.Trust.Reason)
			}
		})
	}
}
