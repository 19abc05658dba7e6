package signaturetest_test

import (
	"bytes"
	"context"
	"encoding/asn1"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/motcua/motcua/signature/signaturetest"

	"github.com/motcua/motcua/internal/testtool"
)

// TestOpenSSLTimestampServer: openssl asks, our authority replies, openssl
// verifies the reply against its own query, unless something is wrong with it.
func TestOpenSSLTimestampServer(t *testing.T) {
	openssl, dir := testtool.Path(t, "openssl"), t.TempDir()
	data, chain := write(t, dir, "data", []byte("công văn")), chainFile(t, dir)
	tests := []struct {
		name   string
		server *signaturetest.TSAServer
		query  []string
		good   bool
		text   string // what openssl prints about the reply
	}{
		{"SHA-256", &signaturetest.TSAServer{}, []string{"-sha256", "-cert"}, true, "Status: Granted."},
		{"SHA-1", &signaturetest.TSAServer{}, []string{"-sha1", "-cert"}, true, "Hash Algorithm: sha1"},
		{"SHA-384", &signaturetest.TSAServer{}, []string{"-sha384", "-cert"}, true, "Hash Algorithm: sha384"},
		{"SHA-512", &signaturetest.TSAServer{}, []string{"-sha512", "-cert"}, true, "Hash Algorithm: sha512"},
		{"without nonce", &signaturetest.TSAServer{}, []string{"-no_nonce", "-cert"}, true, "Nonce: unspecified"},
		{"policy", &signaturetest.TSAServer{Policy: asn1.ObjectIdentifier{1, 2, 3}}, []string{"-tspolicy", "1.2.3", "-cert"}, true, "Policy OID: 1.2.3"},
		{"another policy", &signaturetest.TSAServer{}, []string{"-tspolicy", "1.2.3", "-cert"}, false, "the requested TSA policy is not supported by the TSA"},
		{"unknown digest", &signaturetest.TSAServer{}, []string{"-md5", "-cert"}, false, "unrecognized or unsupported algorithm identifier"},
		{"with modifications", &signaturetest.TSAServer{Status: 1}, []string{"-cert"}, true, "Status: Granted with modifications."},
		{"rejected", &signaturetest.TSAServer{Status: 2, FailInfo: 14}, []string{"-cert"}, false, "time source is not available"},
		{"wrong key", &signaturetest.TSAServer{Fault: signaturetest.FaultWrongKey}, []string{"-cert"}, false, "Status: Granted."},
		{"wrong nonce", &signaturetest.TSAServer{Fault: signaturetest.FaultWrongNonce}, []string{"-cert"}, false, "Nonce: 0xA5A5A5"},
		{"other data", &signaturetest.TSAServer{Fault: signaturetest.FaultOtherCertificate}, []string{"-cert"}, false, "Status: Granted."},
		{"stale", &signaturetest.TSAServer{Fault: signaturetest.FaultStale}, []string{"-cert"}, true, "Time stamp: Mar 10 02:30:00 2024 GMT"},
		{"no certificate asked for", &signaturetest.TSAServer{}, nil, false, "Status: Granted."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.server.Now = at
			query := filepath.Join(dir, "query")
			if code, out := run(t, openssl, append([]string{"ts", "-query", "-data", data, "-out", query}, tt.query...)...); code != 0 {
				t.Fatal(out)
			}
			asked, err := os.ReadFile(query)
			if err != nil {
				t.Fatal(err)
			}
			_, der := fetch(t, serve(t, tt.server), asked)
			reply := write(t, dir, "reply", der)
			if _, out := run(t, openssl, "ts", "-reply", "-in", reply, "-text"); !strings.Contains(out, tt.text) {
				t.Errorf("openssl does not print %q: %s", tt.text, out)
			}
			code, out := run(t, openssl, "ts", "-verify", "-in", reply, "-queryfile", query, "-CAfile", chain, "-attime", "1741574000")
			if (code == 0) != tt.good {
				t.Errorf("openssl exits with %d, want good=%v: %s", code, tt.good, out)
			}
		})
	}
}

// opensslTSA answers with openssl ts, under the test authority's key.
func opensslTSA(t *testing.T, openssl, dir string) http.Handler {
	t.Helper()
	key, err := os.ReadFile("keys/tsa.pem")
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "serial", []byte("01\n"))
	config := write(t, dir, "tsa.cnf", []byte(strings.ReplaceAll(`[tsa]
default_tsa = one
[one]
dir = DIR
serial = DIR/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sha512
accuracy = secs:1
`, "DIR", dir)))
	signer, inkey := write(t, dir, "signer.pem", pemOf(signaturetest.TSA().Cert)), write(t, dir, "key.pem", key)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 20*time.Second)
		defer cancel()
		body, err := io.ReadAll(r.Body)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, "asked"), body, 0o600)
		}
		var out []byte
		if err == nil {
			out, err = exec.CommandContext(ctx, openssl, "ts", "-reply", "-config", config, "-section", "one",
				"-queryfile", filepath.Join(dir, "asked"), "-signer", signer, "-inkey", inkey).Output()
		}
		if err != nil {
			http.Error(w, "openssl fails", http.StatusInternalServerError)
			return
		}
		_, _ = w.Write(out)
	})
}

// TestOpenSSLAndOurTimestampServerAgree sends one query to both: what openssl
// reads in the replies differs in serial number, time and signature only.
func TestOpenSSLAndOurTimestampServerAgree(t *testing.T) {
	openssl, dir := testtool.Path(t, "openssl"), t.TempDir()
	query := filepath.Join(dir, "query")
	if code, out := run(t, openssl, "ts", "-query", "-sha512", "-cert", "-data", write(t, dir, "data", []byte("x")), "-out", query); code != 0 {
		t.Fatal(out)
	}
	asked, err := os.ReadFile(query)
	if err != nil {
		t.Fatal(err)
	}
	read := func(h http.Handler) string {
		_, der := fetch(t, serve(t, h), asked)
		reply := write(t, dir, "reply", der)
		if code, out := run(t, openssl, "ts", "-verify", "-in", reply, "-queryfile", query, "-CAfile", chainFile(t, dir)); code != 0 {
			t.Fatalf("openssl exits with %d: %s", code, out)
		}
		_, out := run(t, openssl, "ts", "-reply", "-in", reply, "-text")
		var kept bytes.Buffer
		for line := range strings.Lines(out) {
			if !strings.HasPrefix(line, "Serial number") && !strings.HasPrefix(line, "Time stamp") {
				kept.WriteString(line)
			}
		}
		return kept.String()
	}
	ours := read(&signaturetest.TSAServer{Now: time.Now, Policy: asn1.ObjectIdentifier{1, 2, 3, 4}})
	theirs := read(opensslTSA(t, openssl, dir))
	if ours != theirs || !strings.Contains(ours, "Nonce: 0x") {
		t.Errorf("ours:\n%s\ntheirs:\n%s", ours, theirs)
	}
}
