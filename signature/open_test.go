package signature_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

func sample(t testing.TB, name string) []byte {
	t.Helper()
	s, ok := signaturetest.Lookup(name)
	if !ok {
		t.Fatalf("no sample %s", name)
	}
	return s.Data()
}

func open(t testing.TB, data []byte, opts signature.OpenOptions) *signature.Document {
	t.Helper()
	doc, err := signature.Open(bytes.NewReader(data), int64(len(data)), opts)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func verify(t testing.TB, doc *signature.Document, opts signature.VerifyOptions) *signature.Result {
	t.Helper()
	r, err := signature.Verify(context.Background(), doc, opts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestOpenErrors(t *testing.T) {
	for _, tt := range []struct {
		name   string
		data   []byte
		limits signature.Limits
		want   error
	}{
		{"empty", nil, signature.Limits{}, signature.ErrNotPDF},
		{"text", []byte("Số: 12/QĐ-UBND"), signature.Limits{}, signature.ErrNotPDF},
		{"header only", []byte("%PDF-1.7\n"), signature.Limits{}, signature.ErrNotPDF},
		{"too many revisions", sample(t, "three-signatures"), signature.Limits{Revisions: 2}, signature.ErrLimit},
		{"too many entries", sample(t, "personal"), signature.Limits{Entries: 3}, signature.ErrLimit},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := signature.Open(bytes.NewReader(tt.data), int64(len(tt.data)), signature.OpenOptions{Limits: tt.limits})
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestRevisions(t *testing.T) {
	data := sample(t, "three-signatures")
	doc := open(t, data, signature.OpenOptions{})
	revs := doc.Revisions()
	var signed [][]string
	end := int64(0)
	for i, r := range revs {
		if r.Number != i+1 || r.Start != end || r.End <= r.Start || r.Objects == 0 {
			t.Errorf("revision %d: %+v", i+1, r)
		}
		end = r.End
		signed = append(signed, r.Signatures)
	}
	if end != int64(len(data)) {
		t.Errorf("revisions end at %d of %d", end, len(data))
	}
	want := [][]string{nil, {"Signature1"}, {"Signature2"}, {"Signature3"}}
	if diff := cmp.Diff(want, signed); diff != "" {
		t.Error(diff)
	}
}

// TestExtractRevision: what was signed at a revision is a file of its own, in
// which that signature covers everything.
func TestExtractRevision(t *testing.T) {
	doc := open(t, sample(t, "three-signatures"), signature.OpenOptions{})
	for n := 2; n <= 4; n++ {
		var out bytes.Buffer
		if err := doc.ExtractRevision(n, &out); err != nil {
			t.Fatal(err)
		}
		r, err := judge(out.Bytes())
		if err != nil || len(r.Signatures) != n-1 || !accepted(r) || !r.Signatures[n-2].CoversWholeFile {
			t.Errorf("revision %d: %s", n, summary(r, err))
		}
	}
	for _, n := range []int{-1, 0, 5} {
		if err := doc.ExtractRevision(n, io.Discard); !errors.Is(err, signature.ErrRevision) {
			t.Errorf("revision %d: %v", n, err)
		}
	}
}

func TestLimits(t *testing.T) {
	data := sample(t, "three-signatures")
	for _, tt := range []struct {
		name   string
		limits signature.Limits
		want   []signature.IntegrityStatus
	}{
		{"none", signature.Limits{}, []signature.IntegrityStatus{signature.Intact, signature.Intact, signature.Intact}},
		{"signatures", signature.Limits{Signatures: 1}, []signature.IntegrityStatus{signature.Intact, signature.Unsupported, signature.Unsupported}},
		{"contents", signature.Limits{ContentsBytes: 100}, []signature.IntegrityStatus{signature.Unsupported, signature.Unsupported, signature.Unsupported}},
		{"hashing", signature.Limits{HashedBytes: 1}, []signature.IntegrityStatus{signature.Intact, signature.Unsupported, signature.Unsupported}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := verify(t, open(t, data, signature.OpenOptions{Limits: tt.limits}), signature.VerifyOptions{})
			var got []signature.IntegrityStatus
			for _, s := range r.Signatures {
				got = append(got, s.Integrity.Status)
				if s.Integrity.Status == signature.Unsupported && s.Integrity.Reason != signature.ReasonLimit {
					t.Errorf("%s: reason %s", s.Field, s.Integrity.Reason)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestVerifyCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := signature.Verify(ctx, open(t, sample(t, "personal"), signature.OpenOptions{}), signature.VerifyOptions{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// failing is a file whose storage fails behind some offset.
type failing struct {
	*bytes.Reader
	from int64
}

var errStorage = errors.New("storage failed")

func (f failing) ReadAt(p []byte, off int64) (int, error) {
	if off+int64(len(p)) > f.from {
		return 0, errStorage
	}
	return f.Reader.ReadAt(p, off)
}

// TestReadError: a failing disk is an error, never a verdict.
func TestReadError(t *testing.T) {
	data := sample(t, "personal")
	for from := range int64(len(data)) {
		if from%97 != 0 {
			continue
		}
		doc, err := signature.Open(failing{bytes.NewReader(data), from}, int64(len(data)), signature.OpenOptions{})
		if err == nil {
			_, err = signature.Verify(context.Background(), doc, signature.VerifyOptions{})
		}
		if !errors.Is(err, errStorage) {
			t.Fatalf("fails from %d: got %v", from, err)
		}
	}
}

// TestDeterminism: the same file gives the same result, byte for byte.
func TestDeterminism(t *testing.T) {
	for _, name := range []string{"vietnamese-two-signatures", "shadow-replace-font", "page-added"} {
		data := sample(t, name)
		first := verify(t, open(t, data, signature.OpenOptions{}), signature.VerifyOptions{})
		for range 10 {
			again := verify(t, open(t, data, signature.OpenOptions{}), signature.VerifyOptions{})
			if a, b := summary(first, nil), summary(again, nil); a != b {
				t.Fatalf("%s: %s\nthen %s", name, a, b)
			}
		}
	}
}
