package signaturetest_test

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"encoding/asn1"
	"encoding/pem"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/digitorus/timestamp"
	"golang.org/x/crypto/ocsp"

	"github.com/motcua/motcua/signature/signaturetest"

	"github.com/motcua/motcua/internal/testtool"
)

// serve starts a server on loopback that ends with the test.
func serve(t *testing.T, h http.Handler) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}

// fetch posts a body, or gets where it is nil.
func fetch(t *testing.T, url string, body []byte) (int, []byte) {
	t.Helper()
	client := http.Client{Timeout: 20 * time.Second}
	var resp *http.Response
	var err error
	if body == nil {
		resp, err = client.Get(url)
	} else {
		resp, err = client.Post(url, "application/octet-stream", bytes.NewReader(body))
	}
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, got
}

// TestOpenSSLAsksOCSP: openssl's client verifies the answers of both kinds of
// responder, with and without nonce, and of every status.
func TestOpenSSLAsksOCSP(t *testing.T) {
	openssl, dir := testtool.Path(t, "openssl"), t.TempDir()
	sub, revoked := write(t, dir, "sub.pem", pemOf(signaturetest.SubCA().Cert)), signaturetest.Revoked().Cert
	unknown := signaturetest.P256().Cert
	tests := []struct {
		name   string
		server signaturetest.OCSPServer
		cert   *x509.Certificate
		args   []string
		want   []string // what openssl prints
	}{
		{"good", signaturetest.OCSPServer{}, signaturetest.Person().Cert, nil, []string{"Response verify OK", ": good"}},
		{"revoked", signaturetest.OCSPServer{}, revoked, nil,
			[]string{"Response verify OK", ": revoked", "Reason: superseded", "Revocation Time: Feb  1 05:06:07 2025 GMT"}},
		{"unknown", signaturetest.OCSPServer{}, unknown, nil, []string{"Response verify OK", ": unknown"}},
		{"issuer itself", signaturetest.OCSPServer{Responder: signaturetest.SubCA()}, signaturetest.Person().Cert, nil,
			[]string{"Response verify OK", ": good"}},
		{"by name, SHA-256", signaturetest.OCSPServer{ByName: true, Digest: crypto.SHA512}, revoked, []string{"-sha256"},
			[]string{"Response verify OK", ": revoked"}},
		{"without nonce", signaturetest.OCSPServer{NoNonce: true}, revoked, []string{"-no_nonce"},
			[]string{"Response verify OK", ": revoked"}},
		{"nonce not echoed", signaturetest.OCSPServer{NoNonce: true}, revoked, nil,
			[]string{"WARNING: no nonce in response"}},
		{"wrong nonce", signaturetest.OCSPServer{Fault: signaturetest.FaultWrongNonce}, revoked, nil, []string{"Nonce Verify error"}},
		{"wrong key", signaturetest.OCSPServer{Fault: signaturetest.FaultWrongKey}, revoked, nil, []string{"Response Verify Failure"}},
		{"stale", signaturetest.OCSPServer{Fault: signaturetest.FaultStale}, signaturetest.Person().Cert, nil,
			[]string{"Status times invalid"}},
		{"other certificate", signaturetest.OCSPServer{Fault: signaturetest.FaultOtherCertificate}, signaturetest.Person().Cert, nil,
			[]string{"No Status found"}},
		{"refused", signaturetest.OCSPServer{Refuse: 3}, revoked, nil, []string{"trylater"}},
		{"foreign issuer", signaturetest.OCSPServer{Issuer: signaturetest.PublicCA()}, revoked, nil, []string{"unauthorized"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.server.Now = time.Now // openssl compares with the machine's clock
			tt.server.Unknown = []*big.Int{unknown.SerialNumber}
			tt.server.Revoked = []signaturetest.Revocation{{Serial: revoked.SerialNumber, Reason: 4,
				At: time.Date(2025, 2, 1, 5, 6, 7, 0, time.UTC)}}
			args := append([]string{"ocsp", "-url", serve(t, &tt.server), "-issuer", sub, "-timeout", "10"}, tt.args...)
			_, out := run(t, openssl, append(args, "-cert", write(t, dir, "cert.pem", pemOf(tt.cert)),
				"-CAfile", chainFile(t, dir))...)
			for _, want := range tt.want {
				if !strings.Contains(out, want) {
					t.Errorf("openssl does not print %q: %s", want, out)
				}
			}
		})
	}
}

// TestOCSPDates reads the dates that openssl's client does not look at.
func TestOCSPDates(t *testing.T) {
	moment := time.Date(2025, 6, 1, 1, 2, 3, 0, time.UTC)
	sub, cert := signaturetest.SubCA().Cert, signaturetest.Person().Cert
	request, err := ocsp.CreateRequest(cert, sub, nil)
	if err != nil {
		t.Fatal(err)
	}
	server := signaturetest.OCSPServer{Now: func() time.Time { return moment }, Validity: time.Hour,
		Revoked: []signaturetest.Revocation{{Serial: cert.SerialNumber, Reason: 1, InvalidityDate: moment.AddDate(0, -1, 0)}}}
	code, der := fetch(t, serve(t, &server), request)
	got, err := ocsp.ParseResponseForCert(der, cert, sub)
	if code != http.StatusOK || err != nil {
		t.Fatal(code, err)
	}
	if !got.ThisUpdate.Equal(moment) || !got.NextUpdate.Equal(moment.Add(time.Hour)) || !got.ProducedAt.Equal(moment) {
		t.Errorf("dates %v %v %v", got.ThisUpdate, got.NextUpdate, got.ProducedAt)
	}
	var invalid time.Time
	if len(got.Extensions) != 1 || !got.Extensions[0].Id.Equal(asn1.ObjectIdentifier{2, 5, 29, 24}) {
		t.Fatalf("extensions %v", got.Extensions)
	}
	if _, err := asn1.UnmarshalWithParams(got.Extensions[0].Value, &invalid, "generalized"); err != nil || !invalid.Equal(moment.AddDate(0, -1, 0)) {
		t.Errorf("invalidity date %v, %v", invalid, err)
	}
}

func TestCRLServer(t *testing.T) {
	moment := time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)
	sub, revoked := signaturetest.SubCA().Cert, signaturetest.Revoked().Cert
	entry := signaturetest.Revocation{Serial: revoked.SerialNumber, Reason: 1, At: moment.AddDate(0, -2, 0), InvalidityDate: moment.AddDate(0, -3, 0)}
	server := signaturetest.CRLServer{Now: func() time.Time { return moment }, Validity: time.Hour,
		RevokedSince: []signaturetest.Revocation{entry}, Options: signaturetest.CRLOptions{ExpiredCertsOnCRL: moment.AddDate(-9, 0, 0)}}
	url := serve(t, &server)
	read := func(path string) *x509.RevocationList {
		t.Helper()
		_, der := fetch(t, url+path, nil)
		list, err := x509.ParseRevocationList(der)
		if err != nil || list.CheckSignatureFrom(sub) != nil {
			t.Fatalf("%s: list is unreadable or not the authority's: %v", path, err)
		}
		return list
	}
	base, delta := read("/cp.crl"), read("/delta.crl")
	if len(base.RevokedCertificateEntries) != 0 || base.Number.Int64() != 42 || delta.Number.Int64() != 43 ||
		!base.ThisUpdate.Equal(moment) || !base.NextUpdate.Equal(moment.Add(time.Hour)) {
		t.Errorf("base %+v", base)
	}
	e := delta.RevokedCertificateEntries
	if len(e) != 1 || e[0].SerialNumber.Cmp(revoked.SerialNumber) != 0 || e[0].ReasonCode != 1 ||
		!e[0].RevocationTime.Equal(entry.At) || len(e[0].Extensions) != 2 {
		t.Errorf("delta %+v", e)
	}
	for list, want := range map[*x509.RevocationList]string{base: "2.5.29.60", delta: "2.5.29.27"} {
		found := false
		for _, x := range list.Extensions {
			found = found || x.Id.String() == want
		}
		if !found {
			t.Errorf("extension %s is missing in %v", want, list.Extensions)
		}
	}
}

func TestCRLServerFaults(t *testing.T) {
	moment := time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		fault signaturetest.Fault
		right func(*x509.RevocationList) bool
	}{
		{signaturetest.FaultWrongKey, func(l *x509.RevocationList) bool { return l.CheckSignatureFrom(signaturetest.SubCA().Cert) != nil }},
		{signaturetest.FaultStale, func(l *x509.RevocationList) bool { return l.NextUpdate.Before(moment) }},
		{signaturetest.FaultOtherCertificate, func(l *x509.RevocationList) bool {
			return l.CheckSignatureFrom(signaturetest.PublicCA().Cert) == nil
		}},
	}
	for _, tt := range tests {
		t.Run(tt.fault.String(), func(t *testing.T) {
			server := signaturetest.CRLServer{Now: func() time.Time { return moment }, PEM: true, Fault: tt.fault}
			_, text := fetch(t, serve(t, &server), nil)
			block, _ := pem.Decode(text)
			if block == nil {
				t.Fatalf("no PEM: %q", text)
			}
			list, err := x509.ParseRevocationList(block.Bytes)
			if err != nil || !tt.right(list) {
				t.Errorf("%+v, %v", list, err)
			}
		})
	}
	code, _ := fetch(t, serve(t, &signaturetest.CRLServer{Now: time.Now})+"/delta.crl", nil)
	if code != http.StatusNotFound {
		t.Errorf("delta list without one: %d", code)
	}
}

// TestTSAServer: a client of another author reads what the authority replies.
func TestTSAServer(t *testing.T) {
	moment := time.Date(2025, 6, 1, 1, 2, 3, 0, time.UTC)
	policy := asn1.ObjectIdentifier{1, 2, 3, 4}
	message := []byte("message")
	for _, digest := range []crypto.Hash{crypto.SHA1, crypto.SHA256, crypto.SHA384, crypto.SHA512} {
		server := signaturetest.TSAServer{Now: func() time.Time { return moment }, Policy: policy}
		h := digest.New()
		h.Write(message)
		request := timestamp.Request{HashAlgorithm: digest, HashedMessage: h.Sum(nil), Nonce: big.NewInt(4711), Certificates: true,
			TSAPolicyOID: policy}
		query, err := request.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		_, reply := fetch(t, serve(t, &server), query)
		got, err := timestamp.ParseResponse(reply)
		if err != nil {
			t.Errorf("%v: %v", digest, err)
			continue
		}
		if !got.Time.Equal(moment) || got.HashAlgorithm != digest || !bytes.Equal(got.HashedMessage, h.Sum(nil)) ||
			got.Nonce.Int64() != 4711 || !got.Policy.Equal(policy) || len(got.Certificates) != 1 || got.SerialNumber.Int64() != 1 {
			t.Errorf("%v: token %+v", digest, got)
		}
	}
}
