package fetch

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/motcua/motcua/signature/signaturetest"

	"github.com/motcua/motcua/internal/ocsp"
	"github.com/motcua/motcua/internal/revocation"
	"github.com/motcua/motcua/internal/testtool"
)

func write(t *testing.T, dir, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func pemOf(c *x509.Certificate) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
}

// opensslResponder starts openssl ocsp as the responder of SubCA, with an index
// of one good and one revoked certificate, and ends it with the test.
func opensslResponder(t *testing.T, args ...string) string {
	t.Helper()
	openssl, dir := testtool.Path(t, "openssl"), t.TempDir()
	index := fmt.Sprintf("V\t281231000000Z\t\t%X\tunknown\t/CN=a\nR\t281231000000Z\t250114170000Z,keyCompromise\t%X\tunknown\t/CN=b\n",
		signaturetest.Person().Cert.SerialNumber, signaturetest.Revoked().Cert.SerialNumber)
	key, err := x509.MarshalPKCS8PrivateKey(signaturetest.OCSPResponder().Key)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	cmd := exec.CommandContext(ctx, openssl, append([]string{"ocsp", "-port", "0", "-ndays", "1",
		"-index", write(t, dir, "index.txt", []byte(index)), "-CA", write(t, dir, "ca.pem", pemOf(signaturetest.SubCA().Cert)),
		"-rsigner", write(t, dir, "signer.pem", pemOf(signaturetest.OCSPResponder().Cert)),
		"-rkey", write(t, dir, "key.pem", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key}))}, args...)...)
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		_ = cmd.Wait() // it was killed
		log.Close()
	})
	var port []byte
	waitFor(t, func() bool { // to connect without a request would stop it
		said, err := os.ReadFile(log.Name())
		if m := regexp.MustCompile(`ACCEPT .*:(\d+) `).FindSubmatch(said); m != nil {
			port = m[1]
		}
		return err == nil && port != nil && bytes.Contains(said, []byte("waiting for OCSP client connections"))
	})
	return "http://127.0.0.1:" + string(port)
}

// TestOpenSSLResponder: what openssl answers is read and authenticated.
func TestOpenSSLResponder(t *testing.T) {
	person, revoked, unknown := signaturetest.Person().Cert, signaturetest.Revoked().Cert, signaturetest.P384().Cert
	sub := certificate(t, signaturetest.SubCA().Cert)
	for _, args := range [][]string{nil, {"-resp_key_id", "-rmd", "sha512"}, {"-resp_no_certs"}} {
		url := opensslResponder(t, args...)
		c := local(t, Options{})
		for cert, want := range map[*x509.Certificate]revocation.Status{person: revocation.Good, revoked: revocation.Revoked, unknown: revocation.Unknown} {
			e, err := ask(t.Context(), c, url, certificate(t, cert), sub)
			if len(args) > 0 && args[0] == "-resp_no_certs" {
				if !errors.Is(err, ocsp.ErrNoResponder) {
					t.Errorf("%v: %v", args, err)
				}
				continue
			}
			if err != nil {
				t.Errorf("%v: %v", args, err)
				continue
			}
			a := e.Answers[0]
			if a.Status != want || e.NonceMissing || !e.NoCheck || time.Since(a.ThisUpdate) > time.Minute || a.NextUpdate.Sub(a.ThisUpdate) != 24*time.Hour {
				t.Errorf("%v: %+v", args, a)
			}
			at := time.Date(2025, 1, 14, 17, 0, 0, 0, time.UTC)
			if want == revocation.Revoked && (!a.RevokedAt.Equal(at) || a.Reason != revocation.ReasonKeyCompromise) {
				t.Errorf("%v: %+v", args, a)
			}
		}
	}
}
