package signaturetest_test

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha1"
	"encoding/asn1"
	"fmt"
	"testing"

	"github.com/digitorus/pkcs7"

	"github.com/motcua/motcua/signature/signaturetest"
)

// TestFirstErrorSticks: misuse is an error of Bytes, never a panic.
func TestFirstErrorSticks(t *testing.T) {
	misuse := map[string]func(*signaturetest.Doc){
		"uncommitted":       func(d *signaturetest.Doc) { d.Add("<< >>") },
		"object 0":          func(d *signaturetest.Doc) { d.Set(0, "<< >>") },
		"edit of text":      func(d *signaturetest.Doc) { d.Edit(d.Add("[1 2]"), "A", "1") },
		"edit of nothing":   func(d *signaturetest.Doc) { d.Edit(999, "A", "1") },
		"free twice":        func(d *signaturetest.Doc) { d.Free(1); d.Free(1) },
		"free of nothing":   func(d *signaturetest.Doc) { d.Free(999) },
		"no such page":      func(d *signaturetest.Doc) { d.AddTextField(7, "a", "", signaturetest.Rect{}) },
		"sign on no page":   func(d *signaturetest.Doc) { d.Sign(signaturetest.SignOptions{Page: -1}) },
		"no such field":     func(d *signaturetest.Doc) { d.Fill("a", "b") },
		"field twice":       addTwice,
		"too little room":   func(d *signaturetest.Doc) { d.Sign(signaturetest.SignOptions{Reserve: 100}) },
		"unknown digest":    signWith(crypto.MD5, nil),
		"unknown ECDSA":     signWith(crypto.SHA512_256, signaturetest.P256),
		"no room after all": func(d *signaturetest.Doc) { d.Sign(signaturetest.SignOptions{Reserve: 1}) },
	}
	for name, steps := range misuse {
		t.Run(name, func(t *testing.T) {
			d := signaturetest.NewDoc(signaturetest.DocOptions{})
			d.Commit()
			steps(d)
			if file, err := d.Bytes(); err == nil || file != nil {
				t.Errorf("%d bytes, error %v", len(file), err)
			}
		})
	}
}

func addTwice(d *signaturetest.Doc) {
	d.AddTextField(0, "a", "", signaturetest.Rect{})
	d.AddTextField(0, "a", "", signaturetest.Rect{})
	d.Commit()
}

func signWith(h crypto.Hash, id func() *signaturetest.Identity) func(*signaturetest.Doc) {
	return func(d *signaturetest.Doc) {
		o := signaturetest.SignOptions{CMS: signaturetest.CMSOptions{Digest: h}}
		if id != nil {
			o.Signer = id()
		}
		d.Sign(o)
	}
}

// TestForeignKey: a key that is none of the kinds known is an error.
func TestForeignKey(t *testing.T) {
	id := &signaturetest.Identity{Cert: signaturetest.Person().Cert, Key: foreign{signaturetest.Person().Key}}
	if der, err := signaturetest.BuildCMS([]byte("a"), id, signaturetest.CMSOptions{}); err == nil {
		t.Errorf("signed: %x", der)
	}
}

type foreign struct{ crypto.Signer }

// TestUpdatesKeepBytes: a revision never touches those before it.
func TestUpdatesKeepBytes(t *testing.T) {
	for _, xref := range []signaturetest.XrefStyle{signaturetest.XrefTable, signaturetest.XrefStream, signaturetest.XrefHybrid} {
		d := signaturetest.NewDoc(signaturetest.DocOptions{Xref: xref})
		steps := []func(){
			d.Commit,
			func() { d.Sign(signaturetest.SignOptions{}) },
			func() { d.Timestamp(signaturetest.SignOptions{}, signaturetest.TimestampOptions{}) },
			func() { d.AddValidationData(signaturetest.LongTerm(signaturetest.Person()), "Signature1"); d.Commit() },
		}
		var before []byte
		for i, step := range steps {
			step()
			after, err := d.Bytes()
			if err != nil || !bytes.HasPrefix(after, before) || len(after) <= len(before) {
				t.Errorf("style %v, step %d: the file does not grow from what it was (error %v)", xref, i, err)
			}
			before = after
		}
	}
}

// TestEd25519 has another judge, as openssl does not know it in CMS.
func TestEd25519(t *testing.T) {
	content := []byte("content")
	id := signaturetest.Ed25519()
	der, err := signaturetest.BuildCMS(content, id, signaturetest.CMSOptions{NoSignedAttributes: true})
	if err != nil {
		t.Fatal(err)
	}
	public, ok := id.Cert.PublicKey.(ed25519.PublicKey)
	if !ok || !ed25519.Verify(public, content, der[len(der)-ed25519.SignatureSize:]) {
		t.Error("signature over the content does not verify")
	}
	if der, err = signaturetest.BuildCMS(content, id, signaturetest.CMSOptions{}); err != nil {
		t.Fatal(err)
	}
	p7, err := pkcs7.Parse(der)
	if err != nil {
		t.Fatal(err)
	}
	p7.Content = content
	if err := p7.Verify(); err != nil {
		t.Errorf("signature over attributes: %v", err)
	}
	p7.Content = []byte("other")
	if p7.Verify() == nil {
		t.Error("the judge accepts another content")
	}
}

// TestSHA3 checks the value itself: openssl 3.0 knows no SHA-3 in CMS.
func TestSHA3(t *testing.T) {
	content := []byte("content")
	der, err := signaturetest.BuildCMS(content, signaturetest.Person(),
		signaturetest.CMSOptions{Digest: crypto.SHA3_256, NoSignedAttributes: true})
	if err != nil {
		t.Fatal(err)
	}
	verifyPKCS1(t, crypto.SHA3_256, content, der[len(der)-256:])
}

func TestX509RSASHA1(t *testing.T) {
	found := rawSignatures(t, sample(t, "x509-rsa-sha1").Data())
	if len(found) != 1 {
		t.Fatalf("found %d signatures", len(found))
	}
	var value []byte
	if _, err := asn1.Unmarshal(found[0].value, &value); err != nil {
		t.Fatal(err)
	}
	verifyPKCS1(t, crypto.SHA1, found[0].content, value)
}

func verifyPKCS1(t *testing.T, h crypto.Hash, content, value []byte) {
	t.Helper()
	public, ok := signaturetest.Person().Cert.PublicKey.(*rsa.PublicKey)
	if !ok {
		t.Fatal("no RSA key")
	}
	sum := h.New()
	sum.Write(content)
	if err := rsa.VerifyPKCS1v15(public, h, sum.Sum(nil), value); err != nil {
		t.Error(err)
	}
}

// TestLocalTimeAsUTC: the attribute is seven hours late.
func TestLocalTimeAsUTC(t *testing.T) {
	for name, want := range map[string]string{"personal": "250310023000Z", "vietnamese-two-signatures": "250310093000Z"} {
		value := rawSignatures(t, sample(t, name).Data())[0].value
		if !bytes.Contains(value, []byte(want)) {
			t.Errorf("%s: signing time is not %s", name, want)
		}
	}
}

// TestVRIKey: the key is the digest of the signature value (ISO 32000-2,
// 12.8.4.4).
func TestVRIKey(t *testing.T) {
	file := sample(t, "pades-b-lt").Data()
	key := fmt.Sprintf("/%X <<", sha1.Sum(rawSignatures(t, file)[0].value))
	if !bytes.Contains(file, []byte("/VRI << "+key)) {
		t.Errorf("no VRI entry %s", key)
	}
}
