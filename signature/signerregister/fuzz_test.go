package signerregister_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signerregister"
)

// FuzzCanonicalIssuer: the canonical form is its own.
func FuzzCanonicalIssuer(f *testing.F) {
	for _, s := range []string{
		"CN=A,O=B,C=VN", `O="A, B"`, `CN=\43A+UID=#04`, "CN=Cơ quan;C=VN", `CN=\`, "CN=\u0300A", `CN= \ A \  `, `CN="a\"b" `, "", `CN=\cc\80,O=e\CC\81`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once, err := signerregister.CanonicalIssuer(s)
		if err != nil || len(once) > len(s) && len(once) > 4096 {
			return
		}
		twice, err := signerregister.CanonicalIssuer(once)
		if err != nil || twice != once {
			t.Errorf("%q becomes %q, and that %q, %v", s, once, twice, err)
		}
	})
}

func FuzzReadCSV(f *testing.F) {
	for _, s := range []string{
		vietnamese, english, "\uFEFF" + english, "SHA-256;Vai trò\nx;person\n", "sha256,role\n\"a\nb\",person\n", "stt\n", "",
		"issuer,serial,role\nCN=A,1,person\nCN=A,1,agency\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		register, refused, err := signerregister.ReadCSV(bytes.NewReader(data))
		if err == nil {
			accounted(t, register, refused, bytes.Count(data, []byte("\n"))+bytes.Count(data, []byte("\r"))+1)
		}
	})
}

func FuzzReadJSON(f *testing.F) {
	head := `{"schema":"motcua/register;version=1","entries":[`
	for _, s := range []string{
		jsonFile, head + `]}`, head + `{}]}`, head + `{"role":"person","role":"agency"}]}`, head + `{"title":[[{}]]},{"x":null}]}`, "", "{",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		register, refused, err := signerregister.ReadJSON(bytes.NewReader(data))
		if err == nil {
			accounted(t, register, refused, bytes.Count(data, []byte("\n"))+1)
		}
	})
}

// accounted checks that what was taken is found, and what was refused says why
// and where.
func accounted(t *testing.T, register *signerregister.Register, refused []signerregister.Refusal, lines int) {
	t.Helper()
	for _, r := range refused {
		if text := r.Text(); r.Line < 1 || r.Line > lines || text.VI == "" || text.EN == "" {
			t.Errorf("%+v says too little", r)
		}
	}
	for _, e := range register.Entries() {
		c := &signature.Certificate{CertificateSHA256: e.CertificateSHA256, Issuer: e.Issuer, Serial: e.Serial}
		found, err := register.Registrations(t.Context(), c)
		if err != nil || len(found) == 0 {
			t.Errorf("an entry is not found: %v", err)
		}
		for _, s := range []string{e.Holder, e.Agency, e.Title, e.Issuer} {
			if strings.ContainsAny(s, "\x00\x1b\u202e") {
				t.Errorf("%q is taken", s)
			}
		}
	}
}
