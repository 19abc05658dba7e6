package csc_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/csc"
	"github.com/motcua/motcua/signature/signaturetest"
)

const (
	accessToken = "access-token-value"
	activation  = "activation-data-value"
	pin         = "271828"
)

// service is a small signing service: it holds the key of one person, wants a PIN,
// and binds its activation data to the hashes that were authorised.
type service struct {
	t          *testing.T
	id         *signaturetest.Identity
	authorised []string
	requests   []string
}

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		s.t.Error(err)
	}
	var in map[string]any
	if err := json.Unmarshal(body, &in); err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/json" {
		s.t.Errorf("%s %s: %v", r.Method, r.URL, err)
	}
	s.requests = append(s.requests, r.URL.Path)
	if r.Header.Get("Authorization") != "Bearer "+accessToken {
		refuse(w, http.StatusUnauthorized, "invalid_token")
		return
	}
	switch r.URL.Path {
	case "/csc/v2/credentials/list":
		if in["pageToken"] == nil {
			answer(w, map[string]any{"credentialIDs": []string{"first"}, "nextPageToken": "2"})
			return
		}
		answer(w, map[string]any{"credentialIDs": []string{"second"}})
	case "/csc/v2/credentials/info":
		s.info(w, in)
	case "/csc/v2/credentials/authorize":
		s.authorize(w, in)
	case "/csc/v2/signatures/signHash":
		s.signHash(w, in)
	default:
		refuse(w, http.StatusNotFound, "")
	}
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	_ = json.NewEncoder(w).Encode(v)
}

func refuse(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": code, "error_description": "holder Nguyen Van A, PIN " + pin})
}

func (s *service) info(w http.ResponseWriter, in map[string]any) {
	if in["credentialID"] != "second" || in["certificates"] != "chain" {
		refuse(w, http.StatusBadRequest, "invalid_request")
		return
	}
	answer(w, map[string]any{
		"description": "Khóa ký số",
		"key":         map[string]any{"status": "enabled", "algo": []string{"1.2.840.113549.1.1.11", "1.2.840.113549.1.1.10"}, "len": 2048},
		"cert":        map[string]any{"status": "valid", "certificates": []string{base64.StdEncoding.EncodeToString(s.id.Cert.Raw), base64.StdEncoding.EncodeToString(signaturetest.SubCA().Cert.Raw)}},
		"auth":        map[string]any{"mode": "explicit", "expression": "PIN", "objects": []any{map[string]any{"type": "Password", "id": "PIN"}}},
		"SCAL":        "2", "multisign": 5,
	})
}

func (s *service) authorize(w http.ResponseWriter, in map[string]any) {
	data, _ := in["authData"].([]any)
	if len(data) != 1 || data[0].(map[string]any)["id"] != "PIN" || data[0].(map[string]any)["value"] != pin {
		refuse(w, http.StatusBadRequest, "invalid_pin")
		return
	}
	s.authorised = nil
	for _, h := range in["hashes"].([]any) {
		s.authorised = append(s.authorised, h.(string))
	}
	if in["numSignatures"] != float64(len(s.authorised)) || in["hashAlgorithmOID"] != "2.16.840.1.101.3.4.2.1" {
		refuse(w, http.StatusBadRequest, "invalid_request")
		return
	}
	answer(w, map[string]any{"SAD": activation, "expiresIn": 300})
}

func (s *service) signHash(w http.ResponseWriter, in map[string]any) {
	var hashes []string
	for _, h := range in["hashes"].([]any) {
		hashes = append(hashes, h.(string))
	}
	if in["SAD"] != activation || !cmp.Equal(hashes, s.authorised) {
		refuse(w, http.StatusBadRequest, "invalid_request")
		return
	}
	var opts crypto.SignerOpts = crypto.SHA256
	if in["signAlgo"] == "1.2.840.113549.1.1.10" {
		params, _ := in["signAlgoParams"].(string)
		if der, err := base64.StdEncoding.DecodeString(params); err != nil || len(der) < 40 {
			refuse(w, http.StatusBadRequest, "invalid_request")
			return
		}
		opts = &rsa.PSSOptions{SaltLength: 32, Hash: crypto.SHA256}
	}
	var out []string
	for _, h := range hashes {
		digest, _ := base64.StdEncoding.DecodeString(h)
		value, err := s.id.Key.Sign(rand.Reader, digest, opts)
		if err != nil {
			s.t.Error(err)
		}
		out = append(out, base64.StdEncoding.EncodeToString(value))
	}
	answer(w, map[string]any{"signatures": out})
}

func start(t *testing.T) (*csc.Client, *service) {
	t.Helper()
	s := &service{t: t, id: signaturetest.Person()}
	return clientOf(t, s), s
}

func clientOf(t *testing.T, h http.Handler) *csc.Client {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	c, err := csc.New(server.URL+"/csc/v2/", server.Client(), func(context.Context) (string, error) { return accessToken, nil })
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func secret(value string) csc.Secret {
	return csc.Secret{ID: "PIN", Value: func(context.Context) ([]byte, error) { return []byte(value), nil }}
}

// TestSignRemotely goes the whole way, for both paddings: from the list of
// credentials to a document whose signature is intact.
func TestSignRemotely(t *testing.T) {
	for _, pss := range []bool{false, true} {
		t.Run(fmt.Sprintf("pss=%v", pss), func(t *testing.T) {
			ctx := t.Context()
			c, _ := start(t)
			ids, err := c.Credentials(ctx)
			if diff := cmp.Diff([]string{"first", "second"}, ids); err != nil || diff != "" {
				t.Fatal(err, diff)
			}
			cred, err := c.Credential(ctx, ids[1])
			if err != nil {
				t.Fatal(err)
			}
			d := signaturetest.NewDoc(signaturetest.DocOptions{})
			d.Commit()
			data, err := d.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			opts := signature.SignOptions{At: time.Date(2025, 3, 10, 9, 0, 0, 0, time.UTC), PSS: pss}
			p, err := signature.Prepare(ctx, bytes.NewReader(data), int64(len(data)), cred.Certificates, opts)
			if err != nil {
				t.Fatal(err)
			}
			oid, params := p.Algorithm()
			job := csc.Job{CredentialID: cred.ID, Hashes: [][]byte{p.Digest()}, HashOID: p.DigestOID(), AlgorithmOID: oid, Parameters: params}
			sad, err := c.Authorize(ctx, job, secret(pin))
			if err != nil {
				t.Fatal(err)
			}
			values, err := c.SignHash(ctx, job, sad)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			done, err := signature.Complete(ctx, bytes.NewReader(data), int64(len(data)), &out, p, values[0], signature.FinishOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if s := done.Result.Signatures[0]; s.Integrity.Status != signature.Intact {
				t.Errorf("the signature is %s", s.Integrity.Status)
			}
		})
	}
}

func TestCredential(t *testing.T) {
	c, _ := start(t)
	got, err := c.Credential(t.Context(), "second")
	want := &csc.Credential{
		ID: "second", Description: "Khóa ký số", KeyEnabled: true, Bits: 2048, Mode: "explicit", Expression: "PIN",
		Algorithms: []string{"1.2.840.113549.1.1.11", "1.2.840.113549.1.1.10"}, Secrets: []string{"PIN"},
		PerHash: true, MaxSignatures: 5,
		Certificates: [][]byte{signaturetest.Person().Cert.Raw, signaturetest.SubCA().Cert.Raw},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// TestRefused: what the service refuses is reported by status and code, without
// its description, the PIN, the token, the SAD or the address.
func TestRefused(t *testing.T) {
	c, s := start(t)
	hash := bytes.Repeat([]byte{1}, 32)
	job := csc.Job{CredentialID: "second", Hashes: [][]byte{hash}, HashOID: "2.16.840.1.101.3.4.2.1", AlgorithmOID: "1.2.840.113549.1.1.11"}
	other := job
	other.Hashes = [][]byte{bytes.Repeat([]byte{2}, 32)}
	sad, err := c.Authorize(t.Context(), job, secret(pin))
	if err != nil {
		t.Fatal(err)
	}
	if sad.Expires != 5*time.Minute {
		t.Errorf("expires after %v", sad.Expires)
	}
	_, wrongPIN := c.Authorize(t.Context(), job, secret("314159"))
	_, otherHash := c.SignHash(t.Context(), other, sad)
	_, noCredential := c.Credential(t.Context(), "none")
	for name, tt := range map[string]struct {
		err  error
		code string
	}{
		"wrong PIN": {wrongPIN, "invalid_pin"}, "another hash": {otherHash, "invalid_request"}, "no credential": {noCredential, "invalid_request"},
	} {
		var e *csc.ServiceError
		if !errors.As(tt.err, &e) || e.Status != http.StatusBadRequest || e.Code != tt.code {
			t.Errorf("%s: got %v", name, tt.err)
			continue
		}
		for _, word := range []string{"Nguyen", pin, "314159", accessToken, activation, "127.0.0.1"} {
			if strings.Contains(tt.err.Error(), word) {
				t.Errorf("%s: the error says %q", name, word)
			}
		}
	}
	if len(s.requests) != 4 {
		t.Errorf("requests %v", s.requests)
	}
}

// TestSADIsHidden: however it is printed, the value is not.
func TestSADIsHidden(t *testing.T) {
	sad := csc.NewSAD(activation)
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "sad", sad)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "sad", sad, "in", struct{ S csc.SAD }{sad})
	encoded, err := json.Marshal(map[string]any{"sad": sad})
	if err != nil {
		t.Fatal(err)
	}
	format := "%v %+v %#v %s %q %d %x %v %+v"
	all := fmt.Sprintf(format, sad, sad, sad, sad, sad, sad, sad, &sad, struct{ S csc.SAD }{sad}) + log.String() + string(encoded)
	if strings.Contains(all, activation) || strings.Contains(all, fmt.Sprintf("%x", activation)) {
		t.Errorf("printed: %s", all)
	}
}

// TestAnswers: answers that do not follow the API.
func TestAnswers(t *testing.T) {
	big := strings.Repeat(" ", csc.MaxAnswerBytes+1)
	tests := []struct {
		name, kind, body string
		want             error
	}{
		{"not JSON", "application/json", "<html>", csc.ErrAnswer},
		{"another type", "text/html", "{}", csc.ErrAnswer},
		{"no type", "", "{}", csc.ErrAnswer},
		{"too large", "application/json", big, csc.ErrTooLarge},
		{"empty", "application/json", "{}", csc.ErrAnswer},
		{"not base64", "application/json", `{"signatures":["***"],"SAD":"","cert":{"certificates":["***"]}}`, csc.ErrAnswer},
		{"too many", "application/json", `{"signatures":["AA==","AA=="],"expiresIn":-1,"SAD":"x"}`, csc.ErrAnswer},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := clientOf(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header()["Content-Type"] = []string{tt.kind}
				_, _ = io.WriteString(w, tt.body)
			}))
			job := csc.Job{CredentialID: "x", Hashes: [][]byte{make([]byte, 32)}, HashOID: "1.2", AlgorithmOID: "1.2"}
			_, err1 := c.Credential(t.Context(), "x")
			_, err2 := c.Authorize(t.Context(), job)
			_, err3 := c.SignHash(t.Context(), job, csc.SAD{})
			for _, err := range []error{err1, err2, err3} {
				if !errors.Is(err, tt.want) {
					t.Errorf("got %v, want %v", err, tt.want)
				}
			}
		})
	}
}

// TestPages: a service that never ends its list, or redirects, is not followed for
// ever.
func TestPages(t *testing.T) {
	endless := clientOf(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		answer(w, map[string]any{"credentialIDs": []string{"x"}, "nextPageToken": "again"})
	}))
	if _, err := endless.Credentials(t.Context()); !errors.Is(err, csc.ErrTooLarge) {
		t.Errorf("endless: got %v", err)
	}
	elsewhere := clientOf(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://elsewhere.example/", http.StatusTemporaryRedirect)
	}))
	var e *csc.ServiceError
	if _, err := elsewhere.Credentials(t.Context()); !errors.As(err, &e) || e.Status != http.StatusTemporaryRedirect {
		t.Errorf("redirect: got %v", err)
	}
}

func TestNew(t *testing.T) {
	for base, good := range map[string]bool{
		"https://service.example/csc/v2": true, "http://127.0.0.1:8080/csc/v2": true, "http://[::1]/x": true, "http://localhost/x": true,
		"http://service.example/csc/v2": false, "ftp://service.example": false, "service.example": false, "": false,
		"https://user:secret@service.example": false, "https://service.example/?q": false, "://": false,
	} {
		if _, err := csc.New(base, nil, nil); (err == nil) != good || !good && !errors.Is(err, csc.ErrAddress) {
			t.Errorf("%q: got %v", base, err)
		}
	}
}

// TestJobs: a request that the API does not allow is not sent.
func TestJobs(t *testing.T) {
	c, s := start(t)
	good := csc.Job{CredentialID: "x", Hashes: [][]byte{make([]byte, 32)}, HashOID: "1.2", AlgorithmOID: "1.2"}
	for i, spoil := range []func(*csc.Job){
		func(j *csc.Job) { j.CredentialID = "" },
		func(j *csc.Job) { j.Hashes = nil },
		func(j *csc.Job) { j.Hashes = [][]byte{{}} },
		func(j *csc.Job) { j.Hashes = [][]byte{make([]byte, 65)} },
		func(j *csc.Job) { j.HashOID = "" },
		func(j *csc.Job) { j.AlgorithmOID = "" },
	} {
		job := good
		spoil(&job)
		if _, err := c.Authorize(t.Context(), job); !errors.Is(err, csc.ErrJob) {
			t.Errorf("%d: got %v", i, err)
		}
		if _, err := c.SignHash(t.Context(), job, csc.SAD{}); !errors.Is(err, csc.ErrJob) {
			t.Errorf("%d: got %v", i, err)
		}
	}
	failing := csc.Secret{ID: "PIN", Value: func(context.Context) ([]byte, error) { return nil, context.Canceled }}
	if _, err := c.Authorize(t.Context(), good, failing); !errors.Is(err, context.Canceled) {
		t.Errorf("no PIN: got %v", err)
	}
	if len(s.requests) > 0 {
		t.Errorf("requests %v", s.requests)
	}
}
