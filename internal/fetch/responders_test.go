package fetch

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"net/http"
	"testing"
	"time"

	"github.com/motcua/motcua/signature/signaturetest"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/ocsp"
	"github.com/motcua/motcua/internal/revocation"
)

// ask fetches the status of a certificate of SubCA, as a program would.
func ask(ctx context.Context, c *Client, url string, subject *cert.Certificate, issuer *cert.Certificate) (*ocsp.Evidence, error) {
	nonce := []byte("0123456789abcdef0123456789abcdef")
	request, err := ocsp.NewRequest(subject, issuer, ocsp.RequestOptions{Nonce: nonce})
	if err != nil {
		return nil, err
	}
	d, err := c.OCSP(ctx, now(), url, request, nil)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	der, err := d.Bytes()
	if err != nil {
		return nil, err
	}
	r, err := ocsp.Parse(der)
	if err != nil {
		return nil, err
	}
	return r.About(subject, issuer, ocsp.Options{Nonce: nonce})
}

// quick bounds what the slow faults cost.
func quick() Options { return Options{Timeout: 500 * time.Millisecond} }

// faultTests are the errors that the faults of a server must give.
func faultTests() map[signaturetest.Fault]error {
	return map[signaturetest.Fault]error{
		signaturetest.FaultSlow:          ErrTimeout,
		signaturetest.FaultStalled:       ErrTimeout,
		signaturetest.FaultTruncated:     ErrTruncated,
		signaturetest.FaultHuge:          ErrTooLarge,
		signaturetest.FaultHugeAnnounced: ErrTooLarge,
		signaturetest.FaultRedirectLoop:  ErrRedirect,
	}
}

func TestOCSPFaults(t *testing.T) {
	person, sub := certificate(t, signaturetest.Person().Cert), certificate(t, signaturetest.SubCA().Cert)
	tests := faultTests()
	tests[signaturetest.FaultNone] = nil
	tests[signaturetest.FaultContentType] = nil // the bytes decide
	tests[signaturetest.FaultGarbled] = ocsp.ErrMalformed
	tests[signaturetest.FaultWrongKey] = ocsp.ErrSignatureInvalid
	tests[signaturetest.FaultOtherCertificate] = ocsp.ErrOtherCertificate
	tests[signaturetest.FaultWrongNonce] = ocsp.ErrNonce
	for fault, want := range tests {
		t.Run(fault.String(), func(t *testing.T) {
			server := signaturetest.OCSPServer{Now: now, Fault: fault}
			e, err := ask(t.Context(), local(t, quick()), serve(t, &server), person, sub)
			if !errors.Is(err, want) {
				t.Fatalf("error %v, want %v", err, want)
			}
			if err == nil && (e.Answers[0].Status != revocation.Good || e.NonceMissing) {
				t.Errorf("%+v", e)
			}
		})
	}
	t.Run("server error", func(t *testing.T) {
		var status *HTTPError
		_, err := ask(t.Context(), local(t, quick()), serve(t, &signaturetest.OCSPServer{Now: now, Fault: signaturetest.FaultServerError}), person, sub)
		if !errors.As(err, &status) || status.Status != http.StatusInternalServerError {
			t.Errorf("%v", err)
		}
	})
	t.Run("stale", func(t *testing.T) { // for whoever judges the dates
		e, err := ask(t.Context(), local(t, quick()), serve(t, &signaturetest.OCSPServer{Now: now, Fault: signaturetest.FaultStale}), person, sub)
		if err != nil || !e.Answers[0].NextUpdate.Before(now().AddDate(0, -11, 0)) {
			t.Errorf("%+v, %v", e, err)
		}
	})
	t.Run("refused", func(t *testing.T) {
		var refused *ocsp.StatusError
		_, err := ask(t.Context(), local(t, quick()), serve(t, &signaturetest.OCSPServer{Now: now, Refuse: ocsp.StatusTryLater}), person, sub)
		if !errors.As(err, &refused) || refused.Status != ocsp.StatusTryLater {
			t.Errorf("%v", err)
		}
	})
}

func TestOCSPStatuses(t *testing.T) {
	sub := certificate(t, signaturetest.SubCA().Cert)
	person, revoked, lost := signaturetest.Person().Cert, signaturetest.Revoked().Cert, signaturetest.P256().Cert
	server := signaturetest.OCSPServer{Now: now, NoNonce: true, Unknown: []*big.Int{lost.SerialNumber},
		Revoked: []signaturetest.Revocation{{Serial: revoked.SerialNumber, Reason: revocation.ReasonKeyCompromise, InvalidityDate: now().AddDate(0, -3, 0)}}}
	url := serve(t, &server)
	for c, want := range map[*x509.Certificate]revocation.Status{person: revocation.Good, revoked: revocation.Revoked, lost: revocation.Unknown} {
		e, err := ask(t.Context(), local(t, Options{}), url, certificate(t, c), sub)
		if err != nil || e.Answers[0].Status != want || !e.NonceMissing {
			t.Errorf("%v: %+v, %v", c.SerialNumber, e, err)
			continue
		}
		if a := e.Answers[0]; want == revocation.Revoked && (!a.InvalidityDate.Equal(now().AddDate(0, -3, 0)) || a.Reason != revocation.ReasonKeyCompromise) {
			t.Errorf("%+v", a)
		}
	}
}

func TestListFaults(t *testing.T) {
	for fault, want := range faultTests() {
		t.Run(fault.String(), func(t *testing.T) {
			o := quick()
			o.MaxListSize = 1 << 20
			d, err := local(t, o).List(t.Context(), now(), serve(t, &signaturetest.CRLServer{Now: now, Fault: fault}), nil)
			if !errors.Is(err, want) {
				t.Errorf("%v, %v", d, err)
			}
		})
	}
}

// TestList: nextUpdate, through the caller's function, decides how long a list
// is kept.
func TestList(t *testing.T) {
	asked, h := counting(&signaturetest.CRLServer{Now: now, Validity: time.Hour,
		Revoked: []signaturetest.Revocation{{Serial: signaturetest.Revoked().Cert.SerialNumber}}})
	url, c := serve(t, h), local(t, Options{})
	untilNextUpdate := func(d *Data) time.Time {
		b, err := io.ReadAll(io.NewSectionReader(d, 0, d.Size()))
		if err != nil {
			return time.Time{}
		}
		list, err := x509.ParseRevocationList(b)
		if err != nil {
			return time.Time{}
		}
		return list.NextUpdate
	}
	for i, tt := range []struct {
		after time.Duration
		want  int32
	}{{0, 1}, {59 * time.Minute, 1}, {time.Hour, 2}} {
		d, err := c.List(t.Context(), now().Add(tt.after), url+"/cp.crl", untilNextUpdate)
		if err != nil {
			t.Fatal(err)
		}
		d.Close()
		if asked.Load() != tt.want {
			t.Errorf("call %d: asked %d times, want %d", i, asked.Load(), tt.want)
		}
	}
}
