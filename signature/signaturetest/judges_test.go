package signaturetest_test

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/motcua/motcua/signature/signaturetest"

	"github.com/motcua/motcua/internal/testtool"
)

// run returns the exit status and all output.
func run(t *testing.T, name string, args ...string) (int, string) {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if exit != nil {
		return exit.ExitCode(), string(out)
	}
	return 0, string(out)
}

func write(t *testing.T, dir, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestQPDF: every sample that is a PDF is a well-formed one, whatever its
// signatures are worth.
func TestQPDF(t *testing.T) {
	qpdf, dir := testtool.Path(t, "qpdf"), t.TempDir()
	for _, s := range signaturetest.Samples() {
		want := 0
		switch {
		case s.Want.StatusBeforeTrust == "error":
			want = 2
		case s.Name == "signature-wrapping":
			want = 3 // warns: the forged dictionary has ByteRange twice
		}
		if got, out := run(t, qpdf, "--check", write(t, dir, "a.pdf", s.Data())); got != want {
			t.Errorf("%s: qpdf exits with %d, want %d: %s", s.Name, got, want, out)
		}
	}
}

// TestPdfsig: poppler finds the signatures of all valid samples valid, as far
// as its version knows their kind, and those of broken CMS not.
func TestPdfsig(t *testing.T) {
	pdfsig, dir := testtool.Path(t, "pdfsig"), t.TempDir()
	unknown := []string{"ed25519", "sha3-256", "key-identifier", "x509-rsa-sha1", "certificate-in-dictionary",
		"separate-widget"} // whose value it does not look up in the parent
	broken := []string{"content-byte-changed", "signature-byte-changed", "message-digest-wrong", "other-key",
		"certificate-replaced", "attribute-confusion", "embedded-content", "contents-empty", "contents-garbage",
		"contents-truncated", "contents-not-signed-data", "signature-reused"}
	for _, s := range signaturetest.Samples() {
		want := 0
		for _, sig := range s.Want.Signatures {
			if sig.Kind == "signature" && sig.Integrity == "intact" {
				want++
			}
		}
		if s.Want.StatusBeforeTrust != "valid" && !slices.Contains(broken, s.Name) || slices.Contains(unknown, s.Name) {
			continue
		}
		_, out := run(t, pdfsig, "-nocert", write(t, dir, "a.pdf", s.Data()))
		if got := strings.Count(out, "Signature is Valid"); got != want {
			t.Errorf("%s: pdfsig finds %d valid signatures, want %d: %s", s.Name, got, want, out)
		}
	}
}

// raw is a signature found by a plain search of the file.
type raw struct {
	value   []byte // of Contents, without padding where it is DER
	content []byte // what ByteRange covers
}

var rawSignature = regexp.MustCompile(`/ByteRange \[(\d+) (\d+) (\d+) (\d+) *\] /Contents <([0-9a-f]*)>`)

func rawSignatures(t *testing.T, file []byte) []raw {
	t.Helper()
	var out []raw
	for _, m := range rawSignature.FindAllSubmatch(file, -1) {
		var n [4]int
		for i := range n {
			n[i], _ = strconv.Atoi(string(m[i+1]))
		}
		value, err := hex.DecodeString(string(m[5]))
		if err != nil {
			t.Fatal(err)
		}
		var element asn1.RawValue
		if _, err := asn1.Unmarshal(value, &element); err == nil {
			value = element.FullBytes
		}
		out = append(out, raw{value: value,
			content: slices.Concat(file[n[0]:n[0]+n[1]], file[n[2]:n[2]+n[3]])})
	}
	return out
}

// TestOpenSSL: the CMS of every valid sample verifies over its ranges, and
// those that are spoiled do not.
func TestOpenSSL(t *testing.T) {
	openssl, dir := testtool.Path(t, "openssl"), t.TempDir()
	certs := write(t, dir, "certs.pem", pemOf(signaturetest.Person().Cert))
	good := map[string]bool{"content-byte-changed": false, "signature-byte-changed": false,
		"message-digest-wrong": false, "other-key": false, "certificate-replaced": false,
		"ess-mismatch": false, "ess-v1-mismatch": false}
	for _, s := range signaturetest.Samples() {
		if s.Want.StatusBeforeTrust == "valid" {
			good[s.Name] = true
		}
	}
	// OpenSSL 3.0 knows no Ed25519 and no SHA-3 in CMS; x509-rsa-sha1 is none.
	for _, name := range []string{"ed25519", "sha3-256", "x509-rsa-sha1"} {
		delete(good, name)
	}
	for name, want := range good {
		found := rawSignatures(t, sample(t, name).Data())
		if len(found) != len(sample(t, name).Want.Signatures) {
			t.Fatalf("%s: found %d signatures", name, len(found))
		}
		for i, r := range found {
			if sample(t, name).Want.Signatures[i].Kind == "document-timestamp" {
				continue
			}
			args := []string{"cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-out", os.DevNull,
				"-in", write(t, dir, "cms.der", r.value)}
			if name == "certificate-in-dictionary" {
				args = append(args, "-certfile", certs)
			}
			if !strings.HasPrefix(name, "pkcs7-sha1") { // which holds its content, a digest
				args = append(args, "-content", write(t, dir, "content", r.content))
			}
			if strings.HasPrefix(name, "ess-") || strings.HasPrefix(name, "pades-") {
				args = append(slices.DeleteFunc(args, func(a string) bool { return a == "-noverify" }),
					"-cades", "-no_check_time", "-purpose", "any", "-CAfile", chainFile(t, dir))
			}
			if code, out := run(t, openssl, args...); (code == 0) != want {
				t.Errorf("%s: openssl exits with %d, want good=%v: %s", name, code, want, out)
			}
		}
	}
}

func chainFile(t *testing.T, dir string) string {
	t.Helper()
	return write(t, dir, "chain.pem", pemOf(signaturetest.Root().Cert, signaturetest.SubCA().Cert))
}

func pemOf(certs ...*x509.Certificate) []byte {
	var b bytes.Buffer
	for _, c := range certs {
		b.Write(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}))
	}
	return b.Bytes()
}
