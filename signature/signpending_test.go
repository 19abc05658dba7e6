package signature_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"encoding/asn1"
	"encoding/json"
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// prepared prepares a signature and sends it through its stored form.
func prepared(t testing.TB, data []byte, id *signaturetest.Identity, opts signature.SignOptions) *signature.Pending {
	t.Helper()
	p, err := signature.Prepare(context.Background(), bytes.NewReader(data), int64(len(data)), chainOf(id), opts)
	if err != nil {
		t.Fatal(err)
	}
	stored, err := p.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	var again signature.Pending
	if err := again.UnmarshalBinary(stored); err != nil {
		t.Fatal(err)
	}
	return &again
}

func valueOf(t testing.TB, p *signature.Pending, key crypto.Signer) []byte {
	t.Helper()
	value, err := key.Sign(rand.Reader, p.Digest(), p.SignerOpts())
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func complete(t testing.TB, data []byte, p *signature.Pending, value []byte, opts signature.FinishOptions) ([]byte, error) {
	t.Helper()
	var out bytes.Buffer
	_, err := signature.Complete(context.Background(), bytes.NewReader(data), int64(len(data)), &out, p, value, opts)
	if err != nil && out.Len() > 0 {
		t.Errorf("%d bytes were written before the error %v", out.Len(), err)
	}
	return out.Bytes(), err
}

// TestPrepareComplete: every key and level, the value made elsewhere, and ECDSA
// values in both forms.
func TestPrepareComplete(t *testing.T) {
	for _, k := range signers() {
		for level := signature.BaselineB; level <= signature.BaselineLTA; level++ {
			for _, plain := range []bool{false, true} {
				if plain && !strings.HasPrefix(k.name, "p-") {
					continue
				}
				t.Run(k.name+"/"+level.String(), func(t *testing.T) {
					data := unsigned(t, signaturetest.DocOptions{})
					p := prepared(t, data, k.id, options(k.set, func(o *signature.SignOptions) { o.Level = level }))
					value := valueOf(t, p, k.id.Key)
					if plain {
						value = plainECDSA(t, value, k.id)
					}
					out, err := complete(t, data, p, value, signature.FinishOptions{Level: level, Timestamp: &testTSA{}, Validation: testSource{}})
					if err != nil {
						t.Fatal(err)
					}
					count := 1
					if level == signature.BaselineLTA {
						count = 2
					}
					allGood(t, out, count)
				})
			}
		}
	}
}

// plainECDSA writes a value as two numbers of fixed length, as PKCS #11 does.
func plainECDSA(t *testing.T, value []byte, id *signaturetest.Identity) []byte {
	t.Helper()
	var rs struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(value, &rs); err != nil {
		t.Fatal(err)
	}
	size := 32
	if id == signaturetest.P384() {
		size = 48
	}
	out := make([]byte, 2*size)
	rs.R.FillBytes(out[:size])
	rs.S.FillBytes(out[size:])
	return out
}

// TestSignIsPrepareComplete: both ways give the same bytes with a key that is
// deterministic.
func TestSignIsPrepareComplete(t *testing.T) {
	data := unsigned(t, signaturetest.DocOptions{})
	id := signaturetest.Person()
	once := mustSign(t, data, id, options())
	p := prepared(t, data, id, options())
	twice, err := complete(t, data, p, valueOf(t, p, id.Key), signature.FinishOptions{})
	if err != nil || !bytes.Equal(once, twice) {
		t.Errorf("the files differ, or %v", err)
	}
	h := p.Hash().New()
	h.Write(p.SignedAttributes())
	if !bytes.Equal(h.Sum(nil), p.Digest()) {
		t.Error("Digest is not that of SignedAttributes")
	}
	h = p.Hash().New()
	h.Write(findSignatures(t, once)[0].content)
	if !bytes.Equal(h.Sum(nil), p.DocumentDigest()) {
		t.Error("DocumentDigest is not that of the signed ranges")
	}
	if oid, params := p.Algorithm(); oid != "1.2.840.113549.1.1.11" || !bytes.Equal(params, []byte{5, 0}) || p.DigestOID() != "2.16.840.1.101.3.4.2.1" {
		t.Errorf("algorithm %s %x, digest %s", oid, params, p.DigestOID())
	}
}

// TestCompleteRefused: another input, another value, another state.
func TestCompleteRefused(t *testing.T) {
	data := unsigned(t, signaturetest.DocOptions{})
	id := signaturetest.Person()
	p := prepared(t, data, id, options())
	value := valueOf(t, p, id.Key)
	changed := bytes.Replace(data, []byte("1.000.000"), []byte("9.000.000"), 1)
	if bytes.Equal(changed, data) {
		t.Fatal("nothing was changed")
	}
	large := &largeTSA{}
	tests := []struct {
		name  string
		data  []byte
		value []byte
		opts  signature.FinishOptions
		want  error
	}{
		{"the input was changed", changed, value, signature.FinishOptions{}, signature.ErrPending},
		{"the input is longer", append(bytes.Clone(data), ' '), value, signature.FinishOptions{}, signature.ErrPending},
		{"the value is another's", data, valueOf(t, p, signaturetest.Agency().Key), signature.FinishOptions{}, signature.ErrKey},
		{"no value", data, nil, signature.FinishOptions{}, signature.ErrKey},
		{"no authority", data, value, signature.FinishOptions{Level: signature.BaselineT}, signature.ErrTimestamp},
		{"no source", data, value, signature.FinishOptions{Level: signature.BaselineLT}, signature.ErrOptions},
		{"no room for the timestamp", data, value, signature.FinishOptions{Level: signature.BaselineT, Timestamp: large}, signature.ErrRoom},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := complete(t, tt.data, p, tt.value, tt.opts); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	if _, err := complete(t, data, &signature.Pending{}, value, signature.FinishOptions{}); !errors.Is(err, signature.ErrPending) {
		t.Errorf("nothing prepared: got %v", err)
	}
}

// TestPendingTampered: a stored state that was damaged is refused when read; one
// that was altered with a new checksum is refused when the value comes.
func TestPendingTampered(t *testing.T) {
	data := unsigned(t, signaturetest.DocOptions{})
	id := signaturetest.Person()
	p, err := signature.Prepare(context.Background(), bytes.NewReader(data), int64(len(data)), chainOf(id), options())
	if err != nil {
		t.Fatal(err)
	}
	value := valueOf(t, p, id.Key)
	stored, err := p.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(stored); i += 97 {
		spoilt := bytes.Clone(stored)
		spoilt[i] ^= 1
		var q signature.Pending
		if err := q.UnmarshalBinary(spoilt); !errors.Is(err, signature.ErrPending) {
			t.Errorf("byte %d: got %v, want ErrPending", i, err)
		}
	}
	alter := func(f func(state map[string]any)) []byte { return altered(t, stored, f) }
	tests := map[string]struct {
		stored []byte
		want   []error // when read or when completed
	}{
		"version":    {alter(func(s map[string]any) { s["version"] = 2 }), []error{signature.ErrPending}},
		"digest":     {alter(func(s map[string]any) { s["digest"] = "SHA-512" }), []error{signature.ErrPending}},
		"room":       {alter(func(s map[string]any) { s["room"] = 100 }), []error{signature.ErrRoom, signature.ErrRefused}},
		"more room":  {alter(func(s map[string]any) { s["room"] = 100_000 }), []error{signature.ErrRefused}},
		"size":       {alter(func(s map[string]any) { s["inputBytes"] = 17 }), []error{signature.ErrPending}},
		"update":     {alter(func(s map[string]any) { s["rest"] = spoilBase64(s["rest"]) }), []error{signature.ErrRefused}},
		"attributes": {alter(func(s map[string]any) { s["attributes"] = spoilBase64(s["attributes"]) }), []error{signature.ErrKey}},
		"certificate": {alter(func(s map[string]any) {
			s["certificates"] = []any{signaturetest.Agency().Cert.Raw}
		}), []error{signature.ErrKey}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var q signature.Pending
			err := q.UnmarshalBinary(tt.stored)
			if err == nil {
				_, err = complete(t, data, &q, value, signature.FinishOptions{})
			}
			for _, want := range tt.want {
				if errors.Is(err, want) {
					return
				}
			}
			t.Errorf("got %v, want one of %v", err, tt.want)
		})
	}
}

// altered changes a stored state and gives it a right checksum.
func altered(t *testing.T, stored []byte, f func(map[string]any)) []byte {
	t.Helper()
	var s struct {
		State json.RawMessage `json:"state"`
		Sum   []byte          `json:"sum"`
	}
	if err := json.Unmarshal(stored, &s); err != nil {
		t.Fatal(err)
	}
	var state map[string]any
	if err := json.Unmarshal(s.State, &state); err != nil {
		t.Fatal(err)
	}
	f(state)
	var err error
	if s.State, err = json.Marshal(state); err != nil {
		t.Fatal(err)
	}
	h := crypto.SHA256.New()
	h.Write(s.State)
	s.Sum = h.Sum(nil)
	out, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// spoilBase64 changes a letter in the middle.
func spoilBase64(v any) string {
	b := []byte(v.(string))
	at := len(b) / 2
	if b[at] == 'A' {
		b[at] = 'B'
	} else {
		b[at] = 'A'
	}
	return string(b)
}

// TestPendingStored: the stored state is small and holds no password.
func TestPendingStored(t *testing.T) {
	data := unsigned(t, signaturetest.DocOptions{})
	p := prepared(t, data, signaturetest.Person(), options(func(o *signature.SignOptions) { o.Password = []byte("mat-khau-bi-mat") }))
	stored, err := p.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(stored, []byte("mat-khau")) {
		t.Error("the password is stored")
	}
	if len(stored) > 32<<10 {
		t.Errorf("%d bytes for a small document", len(stored))
	}
	want := []signature.SignWarning{{Code: signature.WarnStatusUnchecked}}
	if diff := cmp.Diff(want, p.Warnings()); diff != "" || p.Field() != "Signature1" {
		t.Errorf("field %s, warnings (-want +got):\n%s", p.Field(), diff)
	}
}

// FuzzPending reads stored states from strangers, and completes what can be read.
func FuzzPending(f *testing.F) {
	data := unsigned(f, signaturetest.DocOptions{})
	id := signaturetest.P256()
	p, err := signature.Prepare(context.Background(), bytes.NewReader(data), int64(len(data)), chainOf(id), options())
	if err != nil {
		f.Fatal(err)
	}
	value := valueOf(f, p, id.Key)
	stored, err := p.MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(stored)
	f.Add([]byte(`{"state":{"version":1},"sum":""}`))
	f.Add(stored[:len(stored)/2])
	f.Fuzz(func(t *testing.T, stored []byte) {
		var q signature.Pending
		if q.UnmarshalBinary(stored) != nil {
			return
		}
		_ = q.Digest()
		if out, err := complete(t, data, &q, value, signature.FinishOptions{}); err == nil {
			allGood(t, out, 1)
		}
	})
}
