package signature

import (
	"bytes"
	"testing"

	"github.com/motcua/motcua/signature/signaturetest"
)

// BenchmarkTrust sets a further document of a known signer beside the check of
// integrity and changes alone, which is its floor.
func BenchmarkTrust(b *testing.B) {
	kinds := []struct {
		name  string
		build func(*signaturetest.Doc)
	}{
		{"B-B", official(nil)},
		{"B-T", official(stamped(signaturetest.TimestampOptions{}))},
		{"B-LT", then(official(stamped(signaturetest.TimestampOptions{})), stored(true, signaturetest.LongTerm(signaturetest.Person())))},
	}
	for _, k := range kinds {
		data := benchDocument(b, k.build)
		at := signedOn().Add(days(10))
		pki := benchPKI(b)
		for _, v := range []struct {
			name string
			opts VerifyOptions
		}{
			{"integrity", VerifyOptions{}},
			{"trust", VerifyOptions{PKI: pki, At: at}},
		} {
			b.Run(k.name+"/"+v.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					benchVerify(b, data, v.opts)
				}
			})
		}
		b.Run(k.name+"/first", func(b *testing.B) { // of a signer that is not known yet
			for b.Loop() {
				benchVerify(b, data, VerifyOptions{PKI: benchPKI(b), At: at})
			}
		})
	}
}

func benchPKI(tb testing.TB) *PKI {
	tb.Helper()
	at := signedOn().Add(days(10))
	pki, err := NewPKI([]TrustStore{testStore()}, PKIOptions{Revocation: revocationFolder(tb, currentLists(tb, at))})
	if err != nil {
		tb.Fatal(err)
	}
	return pki
}

// benchDocument is a document of a usual size, 1 MiB.
func benchDocument(tb testing.TB, build func(*signaturetest.Doc)) []byte {
	tb.Helper()
	d := signaturetest.NewDoc(signaturetest.DocOptions{})
	d.Add("<< /Length 1048576 >>\nstream\n" + string(bytes.Repeat([]byte("0"), 1<<20)) + "\nendstream")
	build(d)
	data, err := d.Bytes()
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func benchVerify(tb testing.TB, data []byte, opts VerifyOptions) {
	doc, err := Open(bytes.NewReader(data), int64(len(data)), OpenOptions{})
	if err != nil {
		tb.Fatal(err)
	}
	result, err := Verify(tb.Context(), doc, opts)
	if err != nil {
		tb.Fatal(err)
	}
	if s := result.Signatures[0]; s.Integrity.Status != Intact || opts.PKI != nil && s.Trust.Status != Trusted {
		tb.Fatalf("integrity %+v, trust %+v", s.Integrity, s.Trust)
	}
}
