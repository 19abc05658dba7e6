package signature_test

import (
	"bytes"
	"encoding/asn1"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/motcua/motcua/internal/cms"
	"github.com/motcua/motcua/internal/testtool"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// tool runs a program and returns its exit status and all output.
func tool(t *testing.T, name string, args ...string) (int, string) {
	t.Helper()
	out, err := exec.Command(testtool.Path(t, name), args...).CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if exit != nil {
		return exit.ExitCode(), string(out)
	}
	return 0, string(out)
}

func store(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// found is a signature as a plain search of the file's bytes finds it.
type found struct {
	value   []byte // of Contents, without padding
	content []byte // what ByteRange covers
}

var byteRange = regexp.MustCompile(`/ByteRange \[0 (\d+) (\d+) (\d+) *\]`)

func findSignatures(t *testing.T, file []byte) []found {
	t.Helper()
	var out []found
	for _, m := range byteRange.FindAllSubmatch(file, -1) {
		var n [3]int
		for i := range n {
			n[i], _ = strconv.Atoi(string(m[i+1]))
		}
		gap := file[n[0]:n[1]]
		value, err := hex.DecodeString(string(bytes.Trim(gap, "<>")))
		if err != nil {
			t.Fatal(err)
		}
		var element asn1.RawValue
		if _, err := asn1.Unmarshal(value, &element); err != nil {
			t.Fatal(err)
		}
		out = append(out, found{element.FullBytes, append(bytes.Clone(file[:n[0]]), file[n[1]:n[1]+n[2]]...)})
	}
	return out
}

// authorities is a file with the certificates that issued all others.
func authorities(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	for _, id := range []*signaturetest.Identity{signaturetest.Root(), signaturetest.SubCA(), signaturetest.PublicCA()} {
		b.Write(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: id.Cert.Raw}))
	}
	return store(t, "ca.pem", b.Bytes())
}

// opensslAccepts verifies one CMS over its ranges, as CAdES where it is one.
func opensslAccepts(t *testing.T, s found, cades bool) {
	t.Helper()
	args := []string{"cms", "-verify", "-binary", "-inform", "DER", "-out", os.DevNull,
		"-in", store(t, "cms.der", s.value), "-content", store(t, "content", s.content),
		"-CAfile", authorities(t), "-no_check_time", "-purpose", "any"}
	if cades {
		args = append(args, "-cades")
	}
	if code, out := tool(t, "openssl", args...); code != 0 {
		t.Errorf("openssl cms -verify exits with %d: %s", code, out)
	}
}

// opensslStamped verifies a timestamp token over a message.
func opensslStamped(t *testing.T, token, message []byte) {
	t.Helper()
	code, out := tool(t, "openssl", "ts", "-verify", "-token_in", "-in", store(t, "token", token),
		"-data", store(t, "message", message), "-CAfile", authorities(t), "-no_check_time")
	if code != 0 {
		t.Errorf("openssl ts -verify exits with %d: %s", code, out)
	}
}

// TestSignJudges: qpdf finds the files well-formed, poppler the signatures valid
// and the file wholly signed, OpenSSL every CMS and token good.
func TestSignJudges(t *testing.T) {
	formats := []string{signature.SubFilterCAdES, signature.SubFilterPKCS7}
	for i, s := range styles() {
		for j, k := range signers() {
			// Formats and levels take turns, since judging is slow and they hang
			// together with neither the style nor the key.
			sub, level := formats[(i+j)%2], signature.Baseline((i+j/2)%4)
			t.Run(fmt.Sprintf("%s/%s/%s/%s", s.name, k.name, sub, level), func(t *testing.T) {
				opts := options(k.set, func(o *signature.SignOptions) { o.SubFilter, o.Level = sub, level })
				out := mustSign(t, unsigned(t, s.doc), k.id, opts)
				judgeFile(t, out, 1, level < signature.BaselineLT)
				judgeValues(t, out, sub == signature.SubFilterCAdES)
			})
		}
	}
}

// judgeFile asks qpdf and poppler about a file with so many signatures, the last
// of which covers all of it.
func judgeFile(t *testing.T, data []byte, signatures int, whole bool) {
	t.Helper()
	path := store(t, "signed.pdf", data)
	if code, out := tool(t, "qpdf", "--check", path); code != 0 {
		t.Errorf("qpdf exits with %d: %s", code, out)
	}
	_, out := tool(t, "pdfsig", "-nocert", path)
	if got := strings.Count(out, "Signature is Valid"); got != signatures {
		t.Errorf("pdfsig finds %d valid signatures, want %d: %s", got, signatures, out)
	}
	if whole && strings.Count(out, "Total document signed") != 1 { // the earlier ones: “Not total …”
		t.Errorf("pdfsig: no signature covers the document: %s", out)
	}
}

// judgeValues asks OpenSSL about every value of a file.
func judgeValues(t *testing.T, data []byte, cades bool) {
	t.Helper()
	for _, s := range findSignatures(t, data) {
		sd, _, err := cms.Parse(s.value, cms.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if sd.EncapContentType == cms.OIDTSTInfo {
			opensslStamped(t, s.value, s.content)
			continue
		}
		opensslAccepts(t, s, cades)
		for _, token := range sd.Signers[0].SignatureTimestamps() {
			opensslStamped(t, token, sd.Signers[0].Signature)
		}
	}
}
