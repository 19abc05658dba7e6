package cms

import (
	"bytes"
	"testing"

	"go.mozilla.org/pkcs7"
)

// TestAgainstPKCS7 compares with an independent verifier over the corpus: what
// it accepts we must accept, except where a stated rule forbids it.
func TestAgainstPKCS7(t *testing.T) {
	both := 0
	for _, sig := range corpusSignatures(t) {
		sd, _, err := Parse(sig.contents, Limits{})
		if err != nil || sd.HasContent {
			continue
		}
		p7, err := pkcs7.Parse(sd.Raw)
		if err != nil {
			continue
		}
		p7.Content = sig.ranges
		if p7.Verify() != nil {
			continue
		}
		if _, err := judge(sig); err != nil {
			t.Errorf("%s: pkcs7 accepts, we say %v", sig.file.name, err)
			continue
		}
		both++
	}
	if both < 200 {
		t.Errorf("only %d signatures compared", both)
	}
}

// TestMutations flips every bit of a signature's structure, one at a time. A
// mutant may be accepted only if the change is in what nobody signs: versions,
// the list of digest algorithms, the string types of the issuer's name.
func TestMutations(t *testing.T) {
	id := rsaIdentity()
	good := recipe{id: id, content: document}.make()
	sd0, s0 := parseOne(t, good)
	accepted := 0
	for i := range good {
		for bit := range 8 {
			mutant := bytes.Clone(good)
			mutant[i] ^= 1 << bit
			sd, _, err := Parse(mutant, Limits{})
			if err != nil || len(sd.Signers) != 1 {
				continue
			}
			s := &sd.Signers[0]
			c, err := sd.FindCertificate(s, nil)
			if err != nil {
				continue
			}
			if _, err := sd.Verify(s, c, SHA256.sum(document), VerifyOptions{ContentPrefix: document}); err != nil {
				continue
			}
			accepted++
			if !bytes.Equal(s.RawSignedAttrs, s0.RawSignedAttrs) || !bytes.Equal(c.Raw, id.der) ||
				!bytes.Equal(s.Signature, s0.Signature) || s.DigestAlgorithm.OID != s0.DigestAlgorithm.OID ||
				s.SignatureAlgorithm.OID != s0.SignatureAlgorithm.OID || sd.EncapContentType != sd0.EncapContentType {
				t.Errorf("bit %d of octet %d: accepted though it matters", bit, i)
			}
		}
	}
	if accepted > 200 {
		t.Errorf("%d of %d mutants accepted", accepted, len(good)*8)
	}
}
