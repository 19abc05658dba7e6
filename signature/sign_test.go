package signature_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/motcua/motcua/internal/cms"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// signedAt is a day on which the test certificates are in their period.
func signedAt() time.Time { return time.Date(2025, 3, 10, 2, 30, 0, 0, time.UTC) }

// chainOf is what a signer embeds: the certificate and its issuers but the root.
func chainOf(id *signaturetest.Identity) [][]byte {
	chain := [][]byte{id.Cert.Raw}
	for _, c := range id.Chain {
		if !bytes.Equal(c.RawIssuer, c.RawSubject) {
			chain = append(chain, c.Raw)
		}
	}
	return chain
}

// testTSA issues tokens without a network.
type testTSA struct {
	fail  error
	calls int
}

func (a *testTSA) Timestamp(_ context.Context, digest []byte, hash crypto.Hash) ([]byte, error) {
	if a.calls++; a.fail != nil {
		return nil, a.fail
	}
	return signaturetest.BuildTimestamp(nil, signaturetest.TimestampOptions{Digest: hash, Imprint: digest})
}

// testSource holds the validation data of the test authorities.
type testSource struct{}

func (testSource) Validation(_ context.Context, certificate []byte, _ [][]byte) (signature.ValidationData, error) {
	c, err := x509.ParseCertificate(certificate)
	if err != nil {
		return signature.ValidationData{}, err
	}
	var v signaturetest.ValidationData
	if bytes.Equal(certificate, signaturetest.TSA().Cert.Raw) {
		v = signaturetest.LongTerm()
	} else {
		v = signaturetest.LongTerm(&signaturetest.Identity{Cert: c})
	}
	return signature.ValidationData{Certificates: v.Certificates, CRLs: v.CRLs, OCSPs: v.OCSPs}, nil
}

// options are usual ones, changed by f.
func options(f ...func(*signature.SignOptions)) signature.SignOptions {
	o := signature.SignOptions{At: signedAt(), Timestamp: &testTSA{}, Validation: testSource{}}
	for _, change := range f {
		change(&o)
	}
	return o
}

// sign signs a file in memory and checks what must hold of every signed file: the
// input comes first, unchanged, and the size is what was said.
func sign(t testing.TB, input []byte, id *signaturetest.Identity, opts signature.SignOptions) ([]byte, *signature.Signed, error) {
	t.Helper()
	var out bytes.Buffer
	done, err := signature.Sign(context.Background(), bytes.NewReader(input), int64(len(input)), &out, id.Key, chainOf(id), opts)
	if err != nil {
		if out.Len() > 0 {
			t.Errorf("%d bytes were written before the error %v", out.Len(), err)
		}
		return nil, nil, err
	}
	if !bytes.HasPrefix(out.Bytes(), input) || done.Size != int64(out.Len()) {
		t.Errorf("the input is not the beginning of the output, or size %d is not %d", done.Size, out.Len())
	}
	return out.Bytes(), done, nil
}

// mustSign signs a file that must be signed.
func mustSign(t testing.TB, input []byte, id *signaturetest.Identity, opts signature.SignOptions) []byte {
	t.Helper()
	out, _, err := sign(t, input, id, opts)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// allGood fails unless every signature of the file is intact and permitted.
func allGood(t testing.TB, data []byte, count int) *signature.Result {
	t.Helper()
	r, err := judge(data)
	if err != nil || !accepted(r) || len(r.Signatures) != count {
		t.Fatalf("want %d good signatures: %s", count, summary(r, err))
	}
	return r
}

func unsigned(t testing.TB, o signaturetest.DocOptions) []byte {
	t.Helper()
	d := signaturetest.NewDoc(o)
	d.Commit()
	data, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// style is a way in which files are built.
type style struct {
	name string
	doc  signaturetest.DocOptions
}

func styles() []style {
	return []style{
		{"table", signaturetest.DocOptions{}},
		{"stream", signaturetest.DocOptions{Xref: signaturetest.XrefStream}},
		{"object streams", signaturetest.DocOptions{Xref: signaturetest.XrefStream, ObjectStreams: true}},
		{"hybrid", signaturetest.DocOptions{Xref: signaturetest.XrefHybrid}},
		{"junk before header", signaturetest.DocOptions{Prefix: "junk before the header\n"}},
		{"stream behind junk", signaturetest.DocOptions{Xref: signaturetest.XrefStream, Prefix: "some junk\n"}},
	}
}

// signer is a key and how it signs.
type signer struct {
	name string
	id   *signaturetest.Identity
	set  func(*signature.SignOptions)
}

func signers() []signer {
	return []signer{
		{"rsa", signaturetest.Person(), func(*signature.SignOptions) {}},
		{"rsa sha-384", signaturetest.Person(), func(o *signature.SignOptions) { o.Digest = crypto.SHA384 }},
		{"rsa sha-512", signaturetest.Agency(), func(o *signature.SignOptions) { o.Digest = crypto.SHA512 }},
		{"pss", signaturetest.Person(), func(o *signature.SignOptions) { o.PSS = true }},
		{"pss sha-512", signaturetest.Person(), func(o *signature.SignOptions) { o.PSS, o.Digest = true, crypto.SHA512 }},
		{"p-256", signaturetest.P256(), func(*signature.SignOptions) {}},
		{"p-384", signaturetest.P384(), func(o *signature.SignOptions) { o.Digest = crypto.SHA384 }},
	}
}

// TestSignMatrix: every style of file, key, format and level gives a file whose
// signatures our own verifier accepts.
func TestSignMatrix(t *testing.T) {
	for _, s := range styles() {
		for _, k := range signers() {
			for _, sub := range []string{signature.SubFilterCAdES, signature.SubFilterPKCS7} {
				for level := signature.BaselineB; level <= signature.BaselineLTA; level++ {
					t.Run(fmt.Sprintf("%s/%s/%s/%s", s.name, k.name, sub, level), func(t *testing.T) {
						opts := options(k.set, func(o *signature.SignOptions) { o.SubFilter, o.Level = sub, level })
						out, done, err := sign(t, unsigned(t, s.doc), k.id, opts)
						if err != nil {
							t.Fatal(err)
						}
						count := 1
						if level == signature.BaselineLTA {
							count = 2
						}
						r := allGood(t, out, count)
						if got := r.Signatures[0].SubFilter; got != sub || done.Level != level || done.Field != "Signature1" {
							t.Errorf("sub-filter %s, level %s, field %s", got, done.Level, done.Field)
						}
						if !r.Signatures[count-1].CoversWholeFile && level != signature.BaselineLT {
							t.Error("the last signature does not cover the file")
						}
					})
				}
			}
		}
	}
}

// refusal returns why signing was refused, "" for another error or none.
func refusal(err error) signature.Refusal {
	var r *signature.RefusedError
	if errors.As(err, &r) && errors.Is(err, signature.ErrRefused) {
		return r.Why
	}
	return ""
}

// paddedToken is a token with far more certificates than is usual.
func paddedToken(digest []byte, hash crypto.Hash) ([]byte, error) {
	token, err := signaturetest.BuildTimestamp(nil, signaturetest.TimestampOptions{Imprint: digest, Digest: hash})
	if err != nil {
		return nil, err
	}
	sd, _, err := cms.Parse(token, cms.Limits{})
	if err != nil {
		return nil, err
	}
	var more []*x509.Certificate
	for range 20 {
		more = append(more, signaturetest.SubCA().Cert)
	}
	return signaturetest.BuildCMS(sd.Content, signaturetest.TSA(), signaturetest.CMSOptions{
		ContentType: asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}, Attached: true, ESS: 2, Certificates: more,
	})
}
