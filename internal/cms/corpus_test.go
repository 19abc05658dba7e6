package cms

import (
	"bytes"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/motcua/motcua/internal/corpus"
)

// corpusDir returns the corpus folder or skips.
func corpusDir(t testing.TB) string {
	t.Helper()
	dir := corpus.Dir(t)
	if dir == "" {
		t.Skip("MOTCUA_CORPUS is not set")
	}
	return dir
}

// corpusFile is one line of INDEX.tsv.
type corpusFile struct {
	name, verdict, crypto string
	signatures            int
}

func readIndex(t testing.TB, dir string) []corpusFile {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "INDEX.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	var out []corpusFile
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n")[1:] {
		f := strings.Split(line, "\t")
		n, err := strconv.Atoi(f[4])
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, corpusFile{name: f[0], signatures: n, verdict: f[5], crypto: f[6]})
	}
	return out
}

// pdfSignature is what a raw scan finds of one signature.
type pdfSignature struct {
	file     corpusFile
	contents []byte // decoded, with padding
	ranges   []byte // what is signed
}

// corpusSignatures scans every file of the corpus.
func corpusSignatures(t testing.TB) []pdfSignature {
	t.Helper()
	dir := corpusDir(t)
	var out []pdfSignature
	for _, f := range readIndex(t, dir) {
		b, err := os.ReadFile(filepath.Join(dir, f.name))
		if err != nil {
			t.Fatal(err)
		}
		for _, sig := range scanPDF(b) {
			sig.file = f
			out = append(out, sig)
		}
	}
	return out
}

// scanPDF finds signatures without reading the PDF: four numbers after
// /ByteRange, and the hex string in the gap they leave.
func scanPDF(b []byte) []pdfSignature {
	var out []pdfSignature
	re := regexp.MustCompile(`/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]`)
	for _, m := range re.FindAllSubmatch(b, -1) {
		var n [4]int
		for i := range n {
			n[i], _ = strconv.Atoi(string(m[i+1]))
		}
		if n[0]+n[1] > n[2] || n[2]+n[3] > len(b) {
			continue
		}
		gap := b[n[0]+n[1] : n[2]]
		start, end := bytes.IndexByte(gap, '<'), bytes.IndexByte(gap, '>')
		if start < 0 || end < start {
			continue
		}
		contents, err := hex.DecodeString(string(bytes.Join(bytes.Fields(gap[start+1:end]), nil)))
		if err != nil {
			continue
		}
		ranges := append(bytes.Clone(b[n[0]:n[0]+n[1]]), b[n[2]:n[2]+n[3]]...)
		out = append(out, pdfSignature{contents: contents, ranges: ranges})
	}
	return out
}

// judge verifies a scanned signature the way a caller would.
func judge(p pdfSignature) (Result, error) {
	sd, rest, err := Parse(p.contents, Limits{})
	if err != nil {
		return Result{}, err
	}
	if len(sd.Signers) != 1 || len(bytes.Trim(rest, "\x00")) > 0 {
		return Result{}, ErrMalformed
	}
	s := &sd.Signers[0]
	if sd.EncapContentType == OIDTSTInfo {
		return judgeTimestamp(sd, s, p.ranges)
	}
	c, err := sd.FindCertificate(s, nil)
	if err != nil {
		return Result{}, err
	}
	d, err := s.Digest()
	if err != nil {
		return Result{}, err
	}
	return sd.Verify(s, c, d.sum(p.ranges), VerifyOptions{ContentPrefix: p.ranges[:min(16, len(p.ranges))]})
}

// judgeTimestamp verifies a token and compares its imprint with data.
func judgeTimestamp(sd *SignedData, s *Signer, data []byte) (Result, error) {
	c, err := sd.FindCertificate(s, nil)
	if err != nil {
		return Result{}, err
	}
	info, err := ParseTSTInfo(sd.Content)
	if err != nil {
		return Result{}, err
	}
	d, err := info.Digest()
	if err != nil {
		return Result{}, err
	}
	if !bytes.Equal(d.sum(data), info.Imprint) {
		return Result{}, ErrDigestMismatch
	}
	return sd.Verify(s, c, nil, VerifyOptions{ExpectedContentType: OIDTSTInfo, Encapsulated: true})
}

// expectation says how a file of the corpus ends that isn't plainly intact.
// For a file that the index calls intact the comment gives the reason.
func expectation(name string) (unsupported, known bool, want error) {
	base := filepath.Base(name)
	switch strings.TrimSuffix(base, ".pdf") {
	case "coverage-anomalies__base": // an empty placeholder
		return false, true, ErrMalformed
	case "signatures__adbe.x509.rsa_sha1__sample01": // not CMS, see TestCorpusPKCS1
		return false, true, ErrMalformed
	case "pdf-sig-with-econtent":
		return false, true, ErrEncapsulatedContent
	case "ed448-disallowed-hash": // intact, but RFC 8419 forbids the digest
		return false, true, ErrAlgorithmPolicy
	case "signatures__ETSI.CAdES.detached__testPAdES_BLTA": // one token's certificate is elsewhere
		return false, true, ErrNoCertificate
	case "tests_test_pades__test_standalone_document_timestamp__2", "tests_test_signing__test_simple_sign_tamper__2":
		return false, true, ErrDigestMismatch
	case "tests_test_diff_analysis__test_signed_file_diff_proxied_objs__1",
		"tests_test_sign_encrypted__test_sign_crypt_empty_user_pass__1",
		"tests_test_sign_encrypted__test_sign_encrypted_with_extensions__1": // a PDF MAC has a ByteRange too
		return false, true, ErrNotSignedData
	case "tests_test_cms__test_sign_weak_digest__1", "tests_test_cms__test_sign_weak_sig_digest__1",
		"tests_test_cms__test_sign_weak_sig_digest_allowed__1",
		"tests_test_cms__test_sign_weak_sig_digest_disallowed_by_custom_policy__1",
		"tests_test_cms__test_sign_weak_sig_digest_mismatch__1", "tests_test_cms__test_sign_weak_sig_digest_mismatch_allowed__1",
		"tests_test_cms__test_sign_digest_mismatch_allowed_but_inner_banned__1",
		"tests_test_cms__test_sign_digest_mismatch_allowed_but_outer_banned__1",
		"tests_test_cms__test_sign_digest_mismatch_allowed_passed_through_context__1": // MD5
		return true, true, nil
	}
	return false, false, nil
}

// TestCorpus verifies every signature that the raw scan finds. Those in files
// whose crypto is intact must verify; the rest must end as expected.
func TestCorpus(t *testing.T) {
	found := map[string]int{}
	for _, sig := range corpusSignatures(t) {
		res, err := judge(sig)
		unsupported, known, want := expectation(sig.file.name)
		var ua *UnsupportedAlgorithmError
		switch {
		case err == nil && (!res.SignatureValid || !res.DigestMatches):
			t.Errorf("%s: no error with %+v", sig.file.name, res)
		case err == nil:
			found[sig.file.name]++
		case !known:
			t.Errorf("%s (%s): %v", sig.file.name, sig.file.crypto, err)
		case unsupported && !errors.As(err, &ua), !unsupported && !errors.Is(err, want):
			t.Errorf("%s: %v, want %v", sig.file.name, err, want)
		}
	}
	for _, f := range readIndex(t, corpusDir(t)) {
		_, known, _ := expectation(f.name)
		switch {
		case f.crypto == "broken" && found[f.name] > 0:
			t.Errorf("%s: %d signatures verify in a broken file", f.name, found[f.name])
		case f.crypto == "intact" && !known && !unscannable(f.name) && found[f.name] != f.signatures:
			t.Errorf("%s: %d of %d signatures verify", f.name, found[f.name], f.signatures)
		case known && f.crypto == "intact" && f.verdict == "valid" && found[f.name] != f.signatures:
			t.Errorf("%s: %d of %d signatures verify beside a MAC", f.name, found[f.name], f.signatures)
		}
	}
}

// unscannable files hold ranges that a raw scan can't follow.
func unscannable(name string) bool {
	return strings.HasSuffix(name, "__one-byterange.pdf") || strings.HasSuffix(name, "__weird-byterange.pdf")
}

// TestCorpusNotes pins the notes of files made to show one thing each.
func TestCorpusNotes(t *testing.T) {
	want := map[string]Note{
		"pyhanko/sig-no-signed-attrs.pdf":                                             NoteNoSignedAttributes,
		"pyhanko/pades-with-old-style-signing-cert-attr.pdf":                          NoteSigningCertificateV1,
		"pyhanko/pades-with-old-style-signing-cert-attr-issser.pdf":                   NoteSigningCertificateV1,
		"pyhanko-gen/tests_test_cms__test_tolerate_der_deviations_in_pdf__1.pdf":      NoteAttributesNotDER,
		"pyhanko-gen/tests_test_cms__test_sign_with_explicit_dsa_implied_hash__1.pdf": NoteDSA,
	}
	for _, sig := range corpusSignatures(t) {
		note, ok := want[sig.file.name]
		if !ok {
			continue
		}
		delete(want, sig.file.name)
		if res, err := judge(sig); err != nil || !res.Has(note) {
			t.Errorf("%s: %v, %v; want %v", sig.file.name, res.Notes, err, note)
		}
	}
	for name := range want {
		t.Errorf("%s not found", name)
	}
}
