package ocsp

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ocsp"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cms"
	"github.com/motcua/motcua/internal/corpus"
	"github.com/motcua/motcua/internal/revocation"
)

// suite is the folder of the OpenSSL OCSP cases.
func suite(tb testing.TB) string {
	tb.Helper()
	dir := corpus.Dir(tb)
	if dir == "" {
		tb.Skip("MOTCUA_CORPUS is not set: the OCSP cases are not at hand")
	}
	return filepath.Join(dir, "ocsp-openssl")
}

// ocspCase is one entry of openssl-ocsp.json.
type ocspCase struct {
	Name       string
	Root, Cert string
	OtherCerts []string `json:"other_certs"`
	OCSPs      []string
	Moment     time.Time
	Error      *struct {
		Class string
		Regex string `json:"msg_regex"`
	}
}

func readCertificate(t *testing.T, dir, name string) *cert.Certificate {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(text)
	if block == nil {
		t.Fatalf("%s holds no PEM", name)
	}
	c, err := cert.Parse(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func readResponse(tb testing.TB, path string) []byte {
	tb.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	der, err := base64.StdEncoding.DecodeString(string(bytes.Join(bytes.Fields(text), nil)))
	if err != nil {
		tb.Fatal(err)
	}
	return der
}

// TestOpenSSLOCSP judges each case at its moment: it must be trusted exactly
// where the case names no error.
func TestOpenSSLOCSP(t *testing.T) {
	dir := suite(t)
	text, err := os.ReadFile(filepath.Join(dir, "openssl-ocsp.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []ocspCase
	if err := json.Unmarshal(text, &cases); err != nil || len(cases) < 20 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	right := 0
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			err := c.judge(t, dir)
			switch {
			case (err == nil) != (c.Error == nil):
				t.Errorf("%v, want %v", err, c.Error)
			case err != nil && !c.explains(err):
				t.Errorf("%v, want an error like %q", err, c.Error.Regex)
			default:
				right++
			}
		})
	}
	t.Logf("OCSP %d of %d", right, len(cases))
}

var errStale = errors.New("not recent enough")

// explains reports whether the error is of the kind that the case names. Where
// the key in a responder's certificate was replaced, the signatures of both the
// response and the certificate are wrong: either may be said.
func (c ocspCase) explains(err error) bool {
	var want []error
	switch regex := c.Error.Regex; {
	case strings.HasSuffix(regex, "response signature"):
		want = []error{ErrSignatureInvalid}
		if strings.Contains(c.Name, "wrong_key_in_signing_cert") {
			want = append(want, ErrUnauthorised, ErrNoResponder)
		}
	case strings.HasSuffix(regex, "could not be located"):
		want = []error{ErrNoResponder}
	case strings.HasSuffix(regex, "could not be validated"):
		want = []error{ErrUnauthorised}
	case strings.HasSuffix(regex, "hash does not match"):
		want = []error{ErrOtherCertificate}
	case strings.HasSuffix(regex, "not recent enough"):
		want = []error{errStale}
	}
	return slices.ContainsFunc(want, func(w error) bool { return errors.Is(err, w) })
}

// judge checks the path, and the revocation of each certificate on it that a
// response of the case names by its serial number; for the last certificate one
// must. That the others need none is how the suite was made: the case
// delegated_with_intermediate_success has no response for its intermediate.
func (c ocspCase) judge(t *testing.T, dir string) error {
	t.Helper()
	path := []*cert.Certificate{readCertificate(t, dir, c.Cert)}
	for _, name := range append(c.OtherCerts, c.Root) {
		path = append(path, readCertificate(t, dir, name))
	}
	var responses []*Response
	for _, name := range c.OCSPs {
		r, err := Parse(readResponse(t, filepath.Join(dir, name)))
		if err != nil {
			return err
		}
		responses = append(responses, r)
	}
	for i, subject := range path[:len(path)-1] {
		issuer := path[i+1]
		if !issuer.IsCA || !bytes.Equal(subject.RawIssuer, issuer.RawSubject) ||
			c.Moment.Before(subject.NotBefore) || c.Moment.After(subject.NotAfter) {
			return fmt.Errorf("no path at certificate %d", i)
		}
		if err := cms.VerifySignature(subject.SignatureAlgorithm, issuer, subject.RawTBS, subject.Signature); err != nil {
			return err
		}
		if err := c.revocation(responses, subject, issuer, i == 0); err != nil {
			return err
		}
	}
	return nil
}

func (c ocspCase) revocation(responses []*Response, subject, issuer *cert.Certificate, needed bool) error {
	named, failure := needed, errors.New("no response")
	for _, r := range responses {
		if r.singles[0].id.serial.Cmp(subject.Serial) != 0 {
			continue
		}
		e, err := r.About(subject, issuer, Options{})
		if err == nil {
			a := e.Answers[0]
			if a.Status != revocation.Good || c.Moment.Before(a.ThisUpdate) || c.Moment.After(a.NextUpdate) {
				err = errStale
			}
		}
		if err == nil {
			return nil
		}
		named, failure = true, err
	}
	if named {
		return failure
	}
	return nil
}

// TestSecondOpinion: another reader finds the same in every response of the
// corpus.
func TestSecondOpinion(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(suite(t), "*.ors"))
	if err != nil || len(files) < 20 {
		t.Fatalf("%d responses, %v", len(files), err)
	}
	for _, f := range files {
		der := readResponse(t, f)
		r, err := Parse(der)
		if err != nil {
			t.Errorf("%s: %v", f, err)
			continue
		}
		theirs, err := ocsp.ParseResponse(der, nil)
		var bad ocsp.ParseError
		if errors.As(err, &bad) && strings.Contains(err.Error(), "signature") {
			continue // it verifies as it parses
		}
		if err != nil {
			t.Errorf("%s: %v", f, err)
			continue
		}
		s := r.singles[0]
		if s.id.serial.Cmp(theirs.SerialNumber) != 0 || !s.thisUpdate.Equal(theirs.ThisUpdate) || !s.nextUpdate.Equal(theirs.NextUpdate) ||
			!r.ProducedAt.Equal(theirs.ProducedAt) || s.status != revocation.Good || theirs.Status != ocsp.Good ||
			!bytes.Equal(r.signature, theirs.Signature) || !bytes.Equal(r.signed, theirs.TBSResponseData) {
			t.Errorf("%s: %+v, theirs %+v", f, s, theirs)
		}
	}
}
