package signature_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/motcua/motcua/internal/cms"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// TestSignAttributes: a PAdES signature states its time in M alone, in Vietnamese
// time; the older format states it in the CMS too, in UTC. Both bind the
// certificate by its hash, and embed what was given.
func TestSignAttributes(t *testing.T) {
	for sub, stated := range map[string]bool{signature.SubFilterCAdES: false, signature.SubFilterPKCS7: true} {
		opts := options(func(o *signature.SignOptions) {
			o.SubFilter, o.At = sub, time.Date(2025, 3, 9, 23, 30, 0, 0, time.FixedZone("", -3600))
			o.Name, o.Reason, o.Location, o.Contact = "Nguyễn Văn A", "Phê duyệt", "Hà Nội", "a@example.vn"
		})
		out := mustSign(t, unsigned(t, signaturetest.DocOptions{}), signaturetest.Person(), opts)
		if !bytes.Contains(out, []byte("/M (D:20250310073000+07'00')")) {
			t.Errorf("%s: M is another: %s", sub, regexp.MustCompile(`/M \(.*\)`).Find(out))
		}
		sd, _, err := cms.Parse(findSignatures(t, out)[0].value, cms.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		s := &sd.Signers[0]
		if at, ok := s.SigningTime(); ok != stated || ok && !at.Equal(opts.At) {
			t.Errorf("%s: signing-time %v, %v", sub, at, ok)
		}
		if len(sd.Certificates) != 2 || len(s.UnsignedAttrs) != 0 || sd.HasContent {
			t.Errorf("%s: %d certificates, %d unsigned attributes, content %v", sub, len(sd.Certificates), len(s.UnsignedAttrs), sd.HasContent)
		}
		r := allGood(t, out, 1)
		if !r.Signatures[0].ClaimedTime.Equal(opts.At) || len(r.Signatures[0].Notes) > 0 {
			t.Errorf("%s: claimed %v, notes %v", sub, r.Signatures[0].ClaimedTime, r.Signatures[0].Notes)
		}
		_, said := tool(t, "pdfsig", "-nocert", store(t, "a.pdf", out))
		for _, want := range []string{"Phê duyệt", "Hà Nội"} {
			if strings.Contains(said, "Reason") && !strings.Contains(said, want) {
				t.Errorf("%s: pdfsig does not say %q: %s", sub, want, said)
			}
		}
	}
}

// TestSignWriter: an error of the writer or reader is handed on, and a cancelled
// context ends signing before the key is used.
func TestSignWriter(t *testing.T) {
	data := unsigned(t, signaturetest.DocOptions{})
	id := signaturetest.Person()
	full := errors.New("the disk is full")
	_, err := signature.Sign(t.Context(), bytes.NewReader(data), int64(len(data)), failingWriter{full}, id.Key, chainOf(id), options())
	if !errors.Is(err, full) {
		t.Errorf("writer: got %v", err)
	}
	broken := errors.New("the disk is broken")
	_, err = signature.Sign(t.Context(), failingReader{broken}, 1<<30, io.Discard, id.Key, chainOf(id), options())
	if !errors.Is(err, broken) {
		t.Errorf("reader: got %v", err)
	}
	_, err = signature.Sign(t.Context(), bytes.NewReader(data), int64(len(data))+10, io.Discard, id.Key, chainOf(id), options())
	if !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, signature.ErrNotPDF) {
		t.Errorf("a size that is not the file's: got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	key := &countingKey{Signer: id.Key}
	_, err = signature.Sign(ctx, bytes.NewReader(data), int64(len(data)), io.Discard, key, chainOf(id), options())
	if !errors.Is(err, context.Canceled) || key.uses != 0 {
		t.Errorf("cancelled: got %v, the key was used %d times", err, key.uses)
	}
}

type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }

type failingReader struct{ err error }

func (r failingReader) ReadAt([]byte, int64) (int, error) { return 0, r.err }

// TestTimestampClient: the client asks over HTTP and turns to the second authority.
func TestTimestampClient(t *testing.T) {
	down := httptest.NewServer(http.NotFoundHandler())
	defer down.Close()
	good := httptest.NewServer(http.HandlerFunc(reply))
	defer good.Close()
	client := &signature.TimestampClient{
		Authorities: []signature.TimestampAuthority{{URL: down.URL}, {URL: good.URL}}, Pause: time.Millisecond,
	}
	out, done, err := sign(t, unsigned(t, signaturetest.DocOptions{}), signaturetest.Person(), options(func(o *signature.SignOptions) {
		o.Level, o.Timestamp = signature.BaselineT, client
	}))
	if err != nil || done.Level != signature.BaselineT {
		t.Fatal(err)
	}
	judgeValues(t, out, true)
	client.Authorities = client.Authorities[:1]
	_, _, err = sign(t, unsigned(t, signaturetest.DocOptions{}), signaturetest.Person(), options(func(o *signature.SignOptions) {
		o.Level, o.Timestamp = signature.BaselineT, client
	}))
	if !errors.Is(err, signature.ErrTimestamp) || strings.Contains(fmt.Sprint(err), "127.0.0.1") {
		t.Errorf("got %v", err)
	}
	if _, err := client.Timestamp(t.Context(), []byte("short"), 0); !errors.Is(err, signature.ErrOptions) {
		t.Errorf("no digest: got %v", err)
	}
}

// reply is a timestamp authority.
func reply(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err == nil {
		body, err = respond(body)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/timestamp-reply")
	_, _ = w.Write(body)
}
