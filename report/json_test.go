package report

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"golang.org/x/text/unicode/norm"
)

func renderJSON(t *testing.T, f File, l motcua.Language) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := JSON(&b, f, l); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestJSONIsOneLine holds the frame of the contract for every fixture.
func TestJSONIsOneLine(t *testing.T) {
	for name, f := range fixtures() {
		t.Run(name, func(t *testing.T) {
			line := renderJSON(t, f, motcua.Vietnamese)
			if !bytes.HasSuffix(line, []byte("}\n")) || bytes.Count(line, []byte("\n")) != 1 {
				t.Errorf("not one line: %q", line)
			}
			if !json.Valid(line) {
				t.Errorf("not JSON: %q", line)
			}
			if got := decode(t, line); got.Signatures == nil || got.Findings == nil {
				t.Errorf("null for an empty array: %s", line)
			}
			if i := bytes.IndexFunc(bytes.TrimSuffix(line, []byte("\n")), func(r rune) bool { return !unicode.IsPrint(r) }); i >= 0 {
				t.Errorf("unprintable character at %d of %q", i, line)
			}
			if again := renderJSON(t, f, motcua.Vietnamese); !bytes.Equal(line, again) {
				t.Error("the same input gave other bytes")
			}
		})
	}
}

func TestJSONKeepsValues(t *testing.T) {
	f := hostileFile()
	f.Name = "kéo\x1b\u202e\U000E0041<&>.pdf"
	f.Result.Signatures[0].Field = norm.NFD.String("Ký ") + "\u009b"
	got := decode(t, renderJSON(t, f, motcua.English))
	if got.File != f.Name {
		t.Errorf("file = %q, want %q", got.File, f.Name)
	}
	if want := "Ký \u009b"; got.Signatures[0].Field != want {
		t.Errorf("field = %q, want %q in NFC", got.Signatures[0].Field, want)
	}
}

func TestJSONErrors(t *testing.T) {
	secret := "/home/nguyen-van-a/hồ sơ.pdf"
	tests := []struct {
		name string
		file File
	}{
		{"not a PDF", File{Err: fmt.Errorf("%s: %w", secret, signature.ErrNotPDF)}},
		{"not found", File{Err: &fs.PathError{Op: "open", Path: secret, Err: fs.ErrNotExist}}},
		{"forbidden", File{Err: &fs.PathError{Op: "open", Path: secret, Err: fs.ErrPermission}}},
		{"stopped", File{Err: context.Canceled}},
		{"anything", File{Err: errors.New(secret)}},
		{"nothing", File{}},
		{"both", File{Result: validResult(), Err: errors.New(secret)}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, l := range []motcua.Language{motcua.Vietnamese, motcua.English} {
				line := renderJSON(t, tt.file, l)
				got := decode(t, line)
				if got.Error == nil || *got.Error == "" || got.Status != "error" {
					t.Fatalf("no error in %s", line)
				}
				if strings.Contains(string(line), "nguyen") {
					t.Errorf("the path is told: %s", line)
				}
				want := contractFile{
					Schema: "motcua/verify;version=1", Status: "error", LegalValue: "none", Error: got.Error,
					Signatures: []contractSignature{}, Findings: []contractFinding{},
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("error object (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestJSONTime(t *testing.T) {
	text := func(s string) *string { return &s }
	tests := []struct {
		name string
		in   time.Time
		want *string
	}{
		{"unknown", time.Time{}, nil},
		{"winter", time.Date(2023, 12, 31, 18, 0, 0, 9, time.UTC), text("2024-01-01T01:00:00+07:00")},
		{"elsewhere", time.Date(2023, 7, 1, 0, 0, 0, 0, time.FixedZone("", -3*3600)), text("2023-07-01T10:00:00+07:00")},
		{"year 10000", time.Date(9999, 12, 31, 23, 0, 0, 0, time.UTC), nil},
		{"before year 0", time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, jsonTime(tt.in)); diff != "" {
				t.Errorf("jsonTime (-want +got):\n%s", diff)
			}
		})
	}
}

func TestJSONReasonAndSigner(t *testing.T) {
	s := goodSignature()
	s.Signer.Serial = nil
	s.Trust = signature.Trust{Status: signature.TrustIndeterminate, Reason: "test-offline"}
	got := newJSONSignature(&s, motcua.English)
	if want := "test-offline: " + signature.Reason("test-offline").Text().EN; *got.Trust.Reason != want {
		t.Errorf("reason = %q, want %q", *got.Trust.Reason, want)
	}
	if got.IntegrityReason != nil {
		t.Errorf("integrityReason = %q, want null", *got.IntegrityReason)
	}
	if got.Signer.Serial != "" || !strings.HasPrefix(got.Signer.CertificateSHA256, "ab00") {
		t.Errorf("signer = %+v", got.Signer)
	}
	s.Signer = nil
	if got := newJSONSignature(&s, motcua.English); got.Signer != nil {
		t.Errorf("signer = %+v, want null", got.Signer)
	}
}

// FuzzJSON holds that any name makes one printable line of the same value.
func FuzzJSON(f *testing.F) {
	seeds := 0
	for _, file := range fixtures() {
		f.Add(file.Name)
		seeds++
	}
	if seeds == 0 {
		f.Fatal("no seeds")
	}
	f.Fuzz(func(t *testing.T, name string) {
		line := renderJSON(t, File{Name: name}, motcua.English)
		var got struct{ File string }
		if err := json.Unmarshal(line, &got); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if strings.ToValidUTF8(got.File, "") != got.File || len([]rune(got.File)) != len([]rune(name)) {
			t.Errorf("file %q came back as %q", name, got.File)
		}
		if bytes.ContainsFunc(bytes.TrimSuffix(line, []byte("\n")), func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("unprintable: %q", line)
		}
	})
}
