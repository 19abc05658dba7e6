package cms

import (
	"errors"
	"testing"

	"github.com/motcua/motcua/internal/cert"

	"github.com/motcua/motcua/internal/corpus"
)

// fuzzSeeds returns up to n signatures of the corpus, none without a corpus.
func fuzzSeeds(f *testing.F, n int) [][]byte {
	f.Helper()
	if corpus.Dir(f) == "" {
		return nil
	}
	var out [][]byte
	for _, sig := range corpusSignatures(f) {
		if sd, _, err := Parse(sig.contents, Limits{}); err == nil && len(out) < n {
			out = append(out, sd.Raw)
		}
	}
	if len(out) == 0 {
		f.Fatal("corpus has no signatures")
	}
	return out
}

// requireKind checks that an error is of a documented kind.
func requireKind(t *testing.T, err error) {
	t.Helper()
	var limit *LimitError
	if !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrNotSignedData) && !errors.As(err, &limit) {
		t.Fatalf("error is of no kind: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	id := ecIdentity()
	good := recipe{id: id, content: document}.make()
	f.Add(good)
	f.Add(recipe{id: id, content: document, encapsulate: true, keyID: true, unsigned: [][]byte{attribute(OIDSignatureTimestamp, good)}}.make())
	f.Add([]byte{0x1f, 0x80})
	f.Add([]byte{0x30, 0x81})
	f.Add([]byte("\x30\x80\x24\x80\x04\x02ab\x04\x01c\x00\x00\x00\x00"))
	for i, sig := range fuzzSeeds(f, 400) {
		if i%8 == 0 {
			f.Add(sig)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		sd, rest, err := Parse(b, Limits{})
		if err != nil {
			requireKind(t, err)
			return
		}
		if len(rest) > len(b) || !sd.Normalised && len(sd.Raw)+len(rest) != len(b) {
			t.Fatalf("%d octets become %d and %d", len(b), len(sd.Raw), len(rest))
		}
		again, left, err := Parse(sd.Raw, Limits{})
		if err != nil || again.Normalised || len(left) != 0 {
			t.Fatalf("normal form isn't stable: %v", err)
		}
		for i := range sd.Signers {
			fuzzSigner(sd, &sd.Signers[i], id.cert)
		}
	})
}

// fuzzSigner calls everything that takes a signer.
func fuzzSigner(sd *SignedData, s *Signer, fallback *cert.Certificate) {
	_, _ = s.SigningTime()
	_ = s.SignatureTimestamps()
	_ = s.AdobeRevocation()
	c, err := sd.FindCertificate(s, nil)
	if err != nil {
		c = fallback
	}
	_, _ = sd.Verify(s, c, SHA256.sum(document), VerifyOptions{ContentPrefix: document})
	_, _ = sd.VerifyEncapsulatedSHA1(s, c, SHA1.sum(document))
}
