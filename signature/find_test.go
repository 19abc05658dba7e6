package signature_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/motcua/motcua/internal/corpus"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// TestOrphan: signature data that no field names make a file neither valid nor
// unsigned.
func TestOrphan(t *testing.T) {
	d := signaturetest.NewDoc(signaturetest.DocOptions{})
	d.Add("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 10 20 30] /Contents <3080> >>")
	d.Commit()
	r, err := judge(mustBytes(d))
	if err != nil || len(r.Signatures) != 1 {
		t.Fatal(summary(r, err))
	}
	if s := r.Signatures[0]; s.Integrity.Status != signature.Broken || s.Field != "" {
		t.Error(summary(r, err))
	}
}

// TestStray: an update that adds signature data without a field is noticed
// although the file has a signature.
func TestStray(t *testing.T) {
	d := signaturetest.NewDoc(signaturetest.DocOptions{})
	d.Sign(signaturetest.SignOptions{})
	d.Add("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 10 20 30] /Contents <3080> >>")
	d.Commit()
	r, err := judge(mustBytes(d))
	if err != nil || len(r.Signatures) != 2 {
		t.Fatal(summary(r, err))
	}
	if s := r.Signatures[1]; s.Integrity.Status != signature.Broken || s.Integrity.Reason != signature.ReasonByteRangeGap {
		t.Error(summary(r, err))
	}
}

// TestLooseField: a field that the form does not list still gives its name and
// lock to the signature, and the gap is noted.
func TestLooseField(t *testing.T) {
	d := signaturetest.NewDoc(signaturetest.DocOptions{})
	value := d.Add("<< /Type /Sig /SubFilter /adbe.pkcs7.detached /ByteRange [0 10 20 30] /Contents <3080> >>")
	d.Add("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Loose) /V " + d.Ref(value) + " >>")
	d.Commit()
	r, err := judge(mustBytes(d))
	if err != nil || len(r.Signatures) != 1 || r.Signatures[0].Field != "Loose" ||
		!slices.Contains(r.Signatures[0].Notes, signature.NoteNotInForm) {
		t.Error(summary(r, err))
	}
}

// TestOrphanInText: the words alone, in a page's content, are no signature.
func TestOrphanInText(t *testing.T) {
	d := signaturetest.NewDoc(signaturetest.DocOptions{Pages: [][]string{{"/ByteRange [0 1 2 3]"}}})
	d.Commit()
	if r, err := judge(mustBytes(d)); err != nil || len(r.Signatures) != 0 {
		t.Error(summary(r, err))
	}
}

// TestDeep: a page tree that nothing shows is noted, and changes no verdict.
func TestDeep(t *testing.T) {
	d := signaturetest.NewDoc(signaturetest.DocOptions{})
	d.Add("<< /Type /Pages /Kids [] /Count 0 >>")
	d.Sign(signaturetest.SignOptions{})
	data := mustBytes(d)
	for _, deep := range []bool{false, true} {
		r := verify(t, open(t, data, signature.OpenOptions{}), signature.VerifyOptions{Deep: deep})
		if !accepted(r) || slices.Contains(r.Signatures[0].Notes, signature.NoteHiddenContent) != deep {
			t.Errorf("deep %v: %s %v", deep, summary(r, nil), r.Signatures[0].Notes)
		}
	}
	clean := verify(t, open(t, sample(t, "personal"), signature.OpenOptions{}), signature.VerifyOptions{Deep: true})
	if slices.Contains(clean.Signatures[0].Notes, signature.NoteHiddenContent) {
		t.Error("nothing is hidden in a plain file")
	}
}

// TestPassword opens an encrypted file with each of its passwords; without one
// the signature is judged all the same, only names stay unread.
func TestPassword(t *testing.T) {
	var path string
	for _, f := range corpus.Files(t) {
		if strings.Contains(filepath.Base(f.Path), "test_sign_crypt_aes256_new_usersecret-0") {
			path = f.Path
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for password, field := range map[string]string{"": "#", "usersecret": "SigNew", "ownersecret": "SigNew", "wrong": "#"} {
		doc, err := signature.Open(bytes.NewReader(data), int64(len(data)), signature.OpenOptions{Password: []byte(password)})
		if err != nil {
			t.Fatal(err)
		}
		r := verify(t, doc, signature.VerifyOptions{})
		if slices.Contains(r.Signatures[0].Notes, signature.NoteLocked) != (field == "#") {
			t.Errorf("password %q: notes %v", password, r.Signatures[0].Notes)
		}
		if !accepted(r) || !strings.HasPrefix(r.Signatures[0].Field, field) {
			t.Errorf("password %q: %s", password, summary(r, nil))
		}
	}
}
