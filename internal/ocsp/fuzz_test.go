package ocsp

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/motcua/motcua/signature/signaturetest"

	"github.com/motcua/motcua/internal/corpus"
)

func FuzzParse(f *testing.F) {
	f.Add(rich(f))
	f.Add(usual().der())
	f.Add(signaturetest.RefuseOCSP(StatusTryLater))
	direct, err := signaturetest.BuildOCSP([]signaturetest.OCSPAnswer{about(signaturetest.Person().Cert)},
		signaturetest.OCSPOptions{Responder: signaturetest.SubCA(), NoCertificates: true})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(direct)
	if dir := corpus.Dir(f); dir != "" {
		files, err := filepath.Glob(filepath.Join(dir, "ocsp-openssl", "*.ors"))
		if err != nil || len(files) == 0 {
			f.Fatalf("no responses in the corpus: %v", err)
		}
		for _, file := range files {
			f.Add(readResponse(f, file))
		}
	}
	person, sub := parsed(f, signaturetest.Person().Cert), parsed(f, signaturetest.SubCA().Cert)
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := Parse(b)
		if err != nil {
			var refused *StatusError
			if !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrTooLarge) && !errors.Is(err, ErrUnsupported) && !errors.As(err, &refused) {
				t.Fatalf("error is of no kind: %v", err)
			}
			return
		}
		_ = r.NextUpdate()
		e, err := r.About(person, sub, Options{Nonce: []byte{1}})
		if err == nil && (len(e.Answers) == 0 || len(e.Answers) > maxSingles) {
			t.Fatalf("%d answers", len(e.Answers))
		}
	})
}
