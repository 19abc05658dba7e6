package tsp_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/x509"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/digitorus/timestamp"

	"github.com/motcua/motcua/internal/cms"
	"github.com/motcua/motcua/internal/testtool"
	"github.com/motcua/motcua/internal/tsp"
	"github.com/motcua/motcua/signature/signaturetest"
)

// authority answers by another implementation of RFC 3161; change spoils what it
// is going to sign, mend the response.
type authority struct {
	id     *signaturetest.Identity
	change func(*timestamp.Timestamp)
	mend   func([]byte) []byte
}

func (a authority) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/timestamp-query" {
		http.Error(w, "not a query", http.StatusBadRequest)
		return
	}
	response, err := a.answer(body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/timestamp-reply")
	_, _ = w.Write(response)
}

func (a authority) answer(body []byte) ([]byte, error) {
	req, err := timestamp.ParseRequest(body)
	if err != nil {
		return nil, err
	}
	ts := &timestamp.Timestamp{
		HashAlgorithm: req.HashAlgorithm, HashedMessage: req.HashedMessage, Nonce: req.Nonce, Policy: req.TSAPolicyOID,
		Time: time.Date(2025, 3, 10, 2, 30, 5, 0, time.UTC), AddTSACertificate: req.Certificates,
	}
	if ts.Policy == nil {
		ts.Policy = asn1.ObjectIdentifier{1, 2, 3, 4}
	}
	if a.change != nil {
		a.change(ts)
	}
	id := a.id
	if id == nil {
		id = signaturetest.TSA()
	}
	out, err := ts.CreateResponseWithOpts(id.Cert, id.Key, crypto.SHA256)
	if err == nil && a.mend != nil {
		out = a.mend(out)
	}
	return out, err
}

func serve(t testing.TB, h http.Handler) tsp.Authority {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return tsp.Authority{URL: server.URL + "/secret-path"}
}

// impatient is a client that does not make tests wait.
func impatient(list ...tsp.Authority) *tsp.Client {
	return &tsp.Client{Authorities: list, Pause: time.Millisecond, Timeout: 5 * time.Second}
}

func imprint(d cms.Digest) []byte {
	h := d.New()
	h.Write([]byte("message"))
	return h.Sum(nil)
}

func TestTimestamp(t *testing.T) {
	for _, d := range []cms.Digest{cms.SHA256, cms.SHA384, cms.SHA512} {
		for _, policy := range []string{"", "1.3.6.1.4.1.99999.1"} {
			a := serve(t, authority{})
			a.Policy = policy
			got, err := impatient(a).Timestamp(t.Context(), d, imprint(d))
			if err != nil {
				t.Fatal(err)
			}
			judge, err := timestamp.Parse(got.DER)
			if err != nil || !bytes.Equal(judge.HashedMessage, imprint(d)) || !judge.Time.Equal(got.Info.Time) {
				t.Errorf("%s: the token is another: %v", d, err)
			}
			if policy != "" && got.Info.Policy != policy {
				t.Errorf("policy %s", got.Info.Policy)
			}
			if !bytes.Equal(got.Certificate.Raw, signaturetest.TSA().Cert.Raw) || got.Modified {
				t.Error("another certificate, or modified")
			}
		}
	}
}

// TestRefusedTokens: every way in which an answer is not the one asked for.
func TestRefusedTokens(t *testing.T) {
	status := func(n byte) func([]byte) []byte {
		return func(b []byte) []byte { return bytes.Replace(b, []byte{0x30, 3, 2, 1, 0}, []byte{0x30, 3, 2, 1, n}, 1) }
	}
	rejection, err := timestamp.CreateErrorResponse(timestamp.Rejection, timestamp.SystemFailure)
	if err != nil {
		t.Fatal(err)
	}
	var rejected *tsp.StatusError
	tests := []struct {
		name   string
		server authority
		policy string
		want   error
		as     any
	}{
		{"another nonce", authority{change: func(ts *timestamp.Timestamp) { ts.Nonce = big.NewInt(1) }}, "", tsp.ErrMismatch, nil},
		{"no nonce", authority{change: func(ts *timestamp.Timestamp) { ts.Nonce = nil }}, "", tsp.ErrMismatch, nil},
		{"another imprint", authority{change: func(ts *timestamp.Timestamp) { ts.HashedMessage = make([]byte, 32) }}, "", tsp.ErrMismatch, nil},
		{"another digest", authority{change: func(ts *timestamp.Timestamp) { ts.HashAlgorithm = crypto.SHA384 }}, "", tsp.ErrMismatch, nil},
		{"another policy", authority{change: func(ts *timestamp.Timestamp) { ts.Policy = asn1.ObjectIdentifier{1, 2, 3} }}, "1.2.3.9", tsp.ErrMismatch, nil},
		{"no certificate", authority{change: func(ts *timestamp.Timestamp) { ts.AddTSACertificate = false }}, "", tsp.ErrUntrue, nil},
		{"not for timestamping", authority{id: signaturetest.Agency()}, "", tsp.ErrUntrue, nil},
		{"signature spoilt", authority{mend: func(b []byte) []byte { b[len(b)-9] ^= 1; return b }}, "", tsp.ErrUntrue, nil},
		{"something behind", authority{mend: func(b []byte) []byte { return append(b, 0) }}, "", tsp.ErrMalformed, nil},
		{"cut", authority{mend: func(b []byte) []byte { return b[:len(b)/2] }}, "", tsp.ErrMalformed, nil},
		{"empty", authority{mend: func([]byte) []byte { return nil }}, "", tsp.ErrMalformed, nil},
		{"granted without a token", authority{mend: func([]byte) []byte { return []byte{0x30, 5, 0x30, 3, 2, 1, 0} }}, "", tsp.ErrMalformed, nil},
		{"rejected", authority{mend: func([]byte) []byte { return rejection }}, "", nil, &rejected},
		{"waiting", authority{mend: status(3)}, "", nil, &rejected},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := serve(t, tt.server)
			a.Policy = tt.policy
			_, err := impatient(a).Timestamp(t.Context(), cms.SHA256, imprint(cms.SHA256))
			if tt.want != nil && !errors.Is(err, tt.want) || tt.as != nil && !errors.As(err, tt.as) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	// Granted with modifications carries a token all the same.
	modified, err := impatient(serve(t, authority{mend: status(1)})).Timestamp(t.Context(), cms.SHA256, imprint(cms.SHA256))
	if err != nil || !modified.Modified {
		t.Errorf("granted with modifications: %v", err)
	}
}

// TestRetry: what may pass is tried again, what may not is not, and the next
// authority is asked.
func TestRetry(t *testing.T) {
	var calls atomic.Int32
	counted := func(h http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			calls.Add(1)
			h(w, r)
		}
	}
	failing := func(status int) http.HandlerFunc {
		return counted(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
	}
	second := false
	tests := []struct {
		name    string
		handler http.HandlerFunc
		calls   int32
		want    error
	}{
		{"busy", failing(http.StatusServiceUnavailable), 2, tsp.ErrHTTP},
		{"too many", failing(http.StatusTooManyRequests), 2, tsp.ErrHTTP},
		{"not found", failing(http.StatusNotFound), 1, tsp.ErrHTTP},
		{"another type", counted(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, "<html>")
		}), 1, tsp.ErrHTTP},
		{"too large", counted(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/timestamp-reply")
			_, _ = w.Write(make([]byte, tsp.MaxResponseBytes+1))
		}), 1, tsp.ErrTooLarge},
		{"wrong", counted(authority{change: func(ts *timestamp.Timestamp) { ts.Nonce = nil }}.ServeHTTP), 1, tsp.ErrMismatch},
		{"at the second attempt", counted(func(w http.ResponseWriter, r *http.Request) {
			if !second {
				second = true
				w.WriteHeader(http.StatusBadGateway)
				return
			}
			authority{}.ServeHTTP(w, r)
		}), 2, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			first := serve(t, tt.handler)
			calls.Store(0)
			_, err := impatient(first).Timestamp(t.Context(), cms.SHA256, imprint(cms.SHA256))
			if !errors.Is(err, tt.want) || tt.want == nil && err != nil {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if n := calls.Load(); n != tt.calls {
				t.Errorf("%d requests, want %d", n, tt.calls)
			}
			if err != nil && strings.Contains(err.Error(), "secret-path") {
				t.Errorf("the address is in the error: %v", err)
			}
			if _, err := impatient(first, serve(t, authority{})).Timestamp(t.Context(), cms.SHA256, imprint(cms.SHA256)); err != nil {
				t.Errorf("with a second authority: %v", err)
			}
		})
	}
}

// TestPatience: an authority that does not answer is left after the timeout, and
// the caller can end it all.
func TestPatience(t *testing.T) {
	release := make(chan struct{})
	mute := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // without it the server does not see the client go
		select {
		case <-release:
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(func() { close(release) })
	c := impatient(mute)
	c.Timeout = 20 * time.Millisecond
	if _, err := c.Timestamp(t.Context(), cms.SHA256, imprint(cms.SHA256)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want a timeout", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(20*time.Millisecond, cancel)
	if _, err := impatient(mute, mute).Timestamp(ctx, cms.SHA256, imprint(cms.SHA256)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want cancelled", err)
	}
	if _, err := impatient().Timestamp(t.Context(), cms.SHA256, nil); !errors.Is(err, tsp.ErrNoAuthority) {
		t.Errorf("no authority: %v", err)
	}
}

func TestPolicies(t *testing.T) {
	a := serve(t, authority{})
	for _, bad := range []string{"a.b", "1", "1.-2", "9.9.9", "1.2."} {
		a.Policy = bad
		if _, err := impatient(a).Timestamp(t.Context(), cms.SHA256, imprint(cms.SHA256)); err == nil {
			t.Errorf("policy %q is sent", bad)
		}
	}
}

// TestOpenSSL: OpenSSL understands the request, and its reply is understood.
func TestOpenSSL(t *testing.T) {
	openssl, dir := testtool.Path(t, "openssl"), t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	key, err := x509.MarshalPKCS8PrivateKey(signaturetest.TSA().Key)
	if err != nil {
		t.Fatal(err)
	}
	config := fmt.Sprintf("[tsa]\ndefault_tsa = one\n[one]\nserial = %s\nsigner_cert = %s\nsigner_key = %s\nsigner_digest = sha256\n"+
		"default_policy = 1.2.3.4\nother_policies = 1.2.3.5\ndigests = sha256, sha384, sha512\ness_cert_id_chain = no\n",
		filepath.Join(dir, "serial"),
		write("tsa.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: signaturetest.TSA().Cert.Raw})),
		write("key.pem", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})))
	configPath := write("tsa.cnf", []byte(config))
	reply := func(query []byte) []byte {
		out := filepath.Join(dir, "reply")
		cmd := exec.Command(openssl, "ts", "-reply", "-config", configPath, "-queryfile", write("query", query), "-out", out)
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("openssl: %v: %s", err, said)
		}
		data, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	a := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "application/timestamp-reply")
		_, _ = w.Write(reply(body))
	}))
	for _, policy := range []string{"", "1.2.3.5"} {
		a.Policy = policy
		for _, d := range []cms.Digest{cms.SHA256, cms.SHA384, cms.SHA512} {
			if _, err := impatient(a).Timestamp(t.Context(), d, imprint(d)); err != nil {
				t.Errorf("%s, policy %q: %v", d, policy, err)
			}
		}
	}
	a.Policy = "1.2.3.6"
	var rejected *tsp.StatusError
	if _, err := impatient(a).Timestamp(t.Context(), cms.SHA256, imprint(cms.SHA256)); !errors.As(err, &rejected) || len(rejected.Fail) != 1 || rejected.Fail[0] != 15 {
		t.Errorf("unknown policy: %v", err)
	}
}

// FuzzParseResponse reads responses from strangers.
func FuzzParseResponse(f *testing.F) {
	r := &tsp.Request{Digest: cms.SHA256, Imprint: imprint(cms.SHA256), Nonce: big.NewInt(77)}
	query, err := r.Encode()
	if err != nil {
		f.Fatal(err)
	}
	good, err := authority{}.answer(query)
	if err != nil {
		f.Fatal(err)
	}
	rejection, err := timestamp.CreateErrorResponse(timestamp.Rejection, timestamp.BadAlgorithm)
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range [][]byte{good, rejection, good[:100], {0x30, 5, 0x30, 3, 2, 1, 0}} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		token, err := tsp.ParseResponse(data, r)
		if err != nil {
			_ = err.Error()
			return
		}
		if !bytes.Equal(token.Info.Imprint, r.Imprint) || token.Info.Nonce.Cmp(r.Nonce) != 0 {
			t.Error("the token does not answer the request")
		}
	})
}
