package signature_test

import (
	"context"
	"crypto"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// TestSignMany signs a document with 2, 3 and 10 signatures: all stay good.
func TestSignMany(t *testing.T) {
	for _, s := range styles() {
		for _, n := range []int{2, 3, 10} {
			t.Run(fmt.Sprintf("%s/%d", s.name, n), func(t *testing.T) {
				data := unsigned(t, s.doc)
				for i := range n {
					k := signers()[i%len(signers())]
					data = mustSign(t, data, k.id, options(k.set))
				}
				r := allGood(t, data, n)
				for i, sig := range r.Signatures {
					if want := fmt.Sprintf("Signature%d", i+1); sig.Field != want {
						t.Errorf("field %s, want %s", sig.Field, want)
					}
				}
				if n == 3 {
					judgeFile(t, data, n, true)
				}
			})
		}
	}
}

// TestSignOffice is the usual case: the person certifies with P=2 in the older
// format, the agency signs after.
func TestSignOffice(t *testing.T) {
	for _, s := range styles() {
		t.Run(s.name, func(t *testing.T) {
			data := mustSign(t, unsigned(t, s.doc), signaturetest.Person(), options(func(o *signature.SignOptions) {
				o.SubFilter, o.Certify, o.Reason, o.Location = signature.SubFilterPKCS7, 2, "Phê duyệt", "Hải Dương"
			}))
			data = mustSign(t, data, signaturetest.Agency(), options(func(o *signature.SignOptions) { o.Level = signature.BaselineT }))
			allGood(t, data, 2)
			judgeFile(t, data, 2, true)
		})
	}
}

// TestSignRefused: what forbids a signature, each with its reason, and nothing is
// written.
func TestSignRefused(t *testing.T) {
	certified := func(p int) []byte {
		return mustSign(t, unsigned(t, signaturetest.DocOptions{}), signaturetest.Person(), options(func(o *signature.SignOptions) { o.Certify = p }))
	}
	prepared := func(lock *signaturetest.FieldLock, change ...func(*signaturetest.Doc)) []byte {
		d := signaturetest.NewDoc(signaturetest.DocOptions{})
		d.AddTextField(0, "SoDen", "12", signaturetest.Rect{72, 600, 272, 620})
		d.AddSignatureField(0, "LanhDao", signaturetest.Rect{72, 100, 272, 160}, lock)
		for _, f := range change {
			f(d)
		}
		d.Commit()
		return mustBytes(d)
	}
	lockedBy := func(lock *signature.FieldLock) []byte {
		return mustSign(t, prepared(nil), signaturetest.Person(), options(func(o *signature.SignOptions) { o.Lock = lock }))
	}
	field := func(name string) func(*signature.SignOptions) {
		return func(o *signature.SignOptions) { o.Field = name }
	}
	tests := []struct {
		name string
		data []byte
		set  func(*signature.SignOptions)
		want signature.Refusal
	}{
		{"certified without changes", certified(1), func(*signature.SignOptions) {}, signature.RefusedCertified},
		{"certified for filling in", certified(2), func(*signature.SignOptions) {}, ""},
		{"certified for annotations", certified(3), func(*signature.SignOptions) {}, ""},
		{"certification second", certified(2), func(o *signature.SignOptions) { o.Certify = 2 }, signature.RefusedCertifyNotOnly},
		{"all fields locked", lockedBy(&signature.FieldLock{Action: signature.LockAll}), field("LanhDao"), signature.RefusedLocked},
		{"field locked by name", lockedBy(&signature.FieldLock{Action: signature.LockInclude, Fields: []string{"LanhDao"}}), field("LanhDao"), signature.RefusedLocked},
		{"other field locked", lockedBy(&signature.FieldLock{Action: signature.LockInclude, Fields: []string{"SoDen"}}), field("LanhDao"), ""},
		{"field excluded from the lock", lockedBy(&signature.FieldLock{Action: signature.LockExclude, Fields: []string{"LanhDao"}}), field("LanhDao"), ""},
		{"new field beside locked ones", lockedBy(&signature.FieldLock{Action: signature.LockAll}), field("VanThu"), ""},
		{"text field", prepared(nil), field("SoDen"), signature.RefusedOtherField},
		{"signed field", mustSign(t, prepared(nil), signaturetest.Person(), options(field("LanhDao"))), field("LanhDao"), signature.RefusedSigned},
		{"lock of the field kept", prepared(&signaturetest.FieldLock{Action: "Include", Fields: []string{"SoDen"}}), field("LanhDao"), ""},
		{"lock that differs from the field's", prepared(&signaturetest.FieldLock{Action: "Include", Fields: []string{"SoDen"}}),
			func(o *signature.SignOptions) {
				o.Field, o.Lock = "LanhDao", &signature.FieldLock{Action: signature.LockAll}
			}, signature.RefusedLockDiffers},
		{"second signer after a lock with P=1", mustSign(t, prepared(&signaturetest.FieldLock{Action: "All", P: 1}), signaturetest.Person(), options(field("LanhDao"))),
			field("VanThu"), signature.RefusedCertified},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before, err := judge(tt.data)
			if err != nil {
				t.Fatal(err)
			}
			out, _, err := sign(t, tt.data, signaturetest.Agency(), options(tt.set))
			if refusal(err) != tt.want || tt.want == "" && err != nil {
				t.Fatalf("got %v, want refusal %q", err, tt.want)
			}
			if err == nil {
				keeps(t, tt.name, before, out)
			}
		})
	}
}

// TestSignOptions: what makes no sense is refused before anything is read.
func TestSignOptions(t *testing.T) {
	tests := map[string]func(*signature.SignOptions){
		"no time":            func(o *signature.SignOptions) { *o = signature.SignOptions{} },
		"sub-filter":         func(o *signature.SignOptions) { o.SubFilter = "adbe.pkcs7.sha1" },
		"digest":             func(o *signature.SignOptions) { o.Digest = crypto.SHA1 },
		"certify":            func(o *signature.SignOptions) { o.Certify = 4 },
		"lock without names": func(o *signature.SignOptions) { o.Lock = &signature.FieldLock{Action: signature.LockInclude} },
		"lock of all with names": func(o *signature.SignOptions) {
			o.Lock = &signature.FieldLock{Action: signature.LockAll, Fields: []string{"x"}}
		},
		"lock of nothing":  func(o *signature.SignOptions) { o.Lock = &signature.FieldLock{} },
		"level":            func(o *signature.SignOptions) { o.Level = 4 },
		"no source":        func(o *signature.SignOptions) { o.Level, o.Validation = signature.BaselineLT, nil },
		"long text":        func(o *signature.SignOptions) { o.Reason = strings.Repeat("x", 1<<17) },
		"field below none": func(o *signature.SignOptions) { o.Field = "A.B" },
		"no such page": func(o *signature.SignOptions) {
			o.Appearance = &signature.Appearance{Page: 9, Rect: [4]float64{0, 0, 9, 9}, Form: signature.FormXObject{BBox: [4]float64{0, 0, 9, 9}}}
		},
		"no place": func(o *signature.SignOptions) {
			o.Appearance = &signature.Appearance{Form: signature.FormXObject{BBox: [4]float64{0, 0, 9, 9}}}
		},
	}
	data := unsigned(t, signaturetest.DocOptions{})
	for name, set := range tests {
		t.Run(name, func(t *testing.T) {
			if _, _, err := sign(t, data, signaturetest.Person(), options(set)); !errors.Is(err, signature.ErrOptions) {
				t.Errorf("got %v, want ErrOptions", err)
			}
		})
	}
}

// checker gives a verdict on any certificate.
type checker struct {
	trust signature.Trust
	err   error
}

func (c checker) CheckCertificate(context.Context, [][]byte, time.Time) (signature.Trust, error) {
	return c.trust, c.err
}

// TestSignCertificate: a certificate that must not sign is refused before the key
// is used; what is not known warns, or is refused where that was asked for.
func TestSignCertificate(t *testing.T) {
	status := func(s signature.TrustStatus) signature.CertificateCheck {
		return checker{trust: signature.Trust{Status: s, Reason: signature.ReasonTrustNotEvaluated}}
	}
	failing := checker{err: errors.New("the network is down")}
	tests := []struct {
		name   string
		id     *signaturetest.Identity
		check  signature.CertificateCheck
		strict bool
		want   signature.Refusal
		warn   signature.Warning
	}{
		{"trusted", signaturetest.Person(), status(signature.Trusted), true, "", ""},
		{"not checked", signaturetest.Person(), nil, false, "", signature.WarnStatusUnchecked},
		{"not checked, strict", signaturetest.Person(), nil, true, signature.RefusedStatusUnknown, ""},
		{"indeterminate", signaturetest.Person(), status(signature.TrustIndeterminate), false, "", signature.WarnStatusUnknown},
		{"indeterminate, strict", signaturetest.Person(), status(signature.TrustIndeterminate), true, signature.RefusedStatusUnknown, ""},
		{"check fails", signaturetest.Person(), failing, false, "", signature.WarnStatusUnknown},
		{"check fails, strict", signaturetest.Person(), failing, true, signature.RefusedStatusUnknown, ""},
		{"revoked", signaturetest.Revoked(), status(signature.Untrusted), false, signature.RefusedStatus, ""},
		{"expired", signaturetest.Expired(), status(signature.Trusted), false, signature.RefusedValidity, ""},
		{"for encryption", signaturetest.Encryption(), status(signature.Trusted), false, signature.RefusedUsage, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			key := &countingKey{Signer: tt.id.Key}
			id := &signaturetest.Identity{Cert: tt.id.Cert, Key: key, Chain: tt.id.Chain}
			_, done, err := sign(t, unsigned(t, signaturetest.DocOptions{}), id, options(func(o *signature.SignOptions) {
				o.Check, o.Strict = tt.check, tt.strict
			}))
			if refusal(err) != tt.want || tt.want == "" && err != nil {
				t.Fatalf("got %v, want refusal %q", err, tt.want)
			}
			if err != nil {
				if key.uses != 0 {
					t.Error("the key was used")
				}
				return
			}
			if tt.warn == "" && len(done.Warnings) > 0 || tt.warn != "" && (len(done.Warnings) != 1 || done.Warnings[0].Code != tt.warn) {
				t.Errorf("warnings %v, want %q", done.Warnings, tt.warn)
			}
		})
	}
}

// countingKey counts how often a key is used.
type countingKey struct {
	crypto.Signer
	uses int
}

func (k *countingKey) Sign(r io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	k.uses++
	return k.Signer.Sign(r, digest, opts)
}

// TestSignKey: keys that do not fit, or return something else than a signature.
func TestSignKey(t *testing.T) {
	data := unsigned(t, signaturetest.DocOptions{})
	person, agency := signaturetest.Person(), signaturetest.Agency()
	lying := &lyingKey{Signer: person.Key, other: agency.Key}
	tests := map[string]*signaturetest.Identity{
		"another key":        {Cert: person.Cert, Key: agency.Key},
		"kind not signing":   signaturetest.Ed25519(),
		"value of another":   {Cert: person.Cert, Key: lying},
		"value of the wrong": {Cert: person.Cert, Key: &lyingKey{Signer: person.Key}},
	}
	for name, id := range tests {
		t.Run(name, func(t *testing.T) {
			if _, _, err := sign(t, data, id, options()); !errors.Is(err, signature.ErrKey) {
				t.Errorf("got %v, want ErrKey", err)
			}
		})
	}
}

// lyingKey signs with another key, or returns nothing of use.
type lyingKey struct {
	crypto.Signer
	other crypto.Signer
}

func (k *lyingKey) Sign(r io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	if k.other == nil {
		return []byte{1, 2, 3}, nil
	}
	return k.other.Sign(r, digest, opts)
}
