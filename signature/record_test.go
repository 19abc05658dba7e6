package signature_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/recordtest"
)

// compareDates lets cmp compare civil dates.
var compareDates = cmp.Comparer(func(a, b motcua.Date) bool { return a == b })

func encode(t testing.TB, r *signature.Record) []byte {
	t.Helper()
	data, err := r.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestRecordRoundTrip(t *testing.T) {
	want, _ := recordtest.Sample(1, 1)
	data := encode(t, want)
	got, err := signature.DecodeRecord(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, compareDates); diff != "" {
		t.Errorf("record (-want +got):\n%s", diff)
	}
}

// TestRecordHasOneEncoding: neither the zone of a time nor an empty list shows.
func TestRecordHasOneEncoding(t *testing.T) {
	r, _ := recordtest.Sample(1, 1)
	want := encode(t, r)
	r.JudgedAt = motcua.VietnamTime(r.JudgedAt)
	r.Signatures[0].Certificates = append(make([]signature.Digest, 0, 9), r.Signatures[0].Certificates...)
	r.Options.Stores[0].Roots = append([]signature.Digest{}, r.Options.Stores[0].Roots...)
	if got := encode(t, r); !bytes.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestEncodingHoldsEveryField changes each field of a record in turn: the
// encoding must change too, or a field is forgotten.
func TestEncodingHoldsEveryField(t *testing.T) {
	whole, _ := recordtest.Sample(1, 1)
	other := whole.Keep(signature.Blobs{}, signature.BlobCertificate, []byte("another"))
	base := encode(t, whole)
	count := 0
	var walk func(path string, v reflect.Value)
	walk = func(path string, v reflect.Value) {
		switch x := v.Addr().Interface().(type) {
		case *signature.Digest:
			changed(t, path, whole, base, x, other)
		case *time.Time:
			changed(t, path, whole, base, x, x.Add(time.Nanosecond))
		case *motcua.Date:
			changed(t, path, whole, base, x, motcua.DateOf(2031, 1, 1))
		case *[]byte:
			changed(t, path, whole, base, x, []byte(`{"other":true}`))
		case *[]signature.Blob:
			return // changing them alone contradicts the rest
		default:
			walkInto(t, path, v, walk, whole, base)
			return
		}
		count++
	}
	walk("Record", reflect.ValueOf(whole).Elem())
	if count < 15 {
		t.Errorf("only %d fields were changed", count)
	}
}

// walkInto walks through structures and lists, and changes plain values.
func walkInto(t *testing.T, path string, v reflect.Value, walk func(string, reflect.Value), whole *signature.Record, base []byte) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			walk(path+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Slice:
		if v.Len() == 0 {
			t.Errorf("%s is empty in the sample", path)
		}
		for i := range v.Len() {
			walk(path, v.Index(i))
		}
	case reflect.String:
		old := v.String()
		v.SetString(old + "x")
		if strings.HasSuffix(path, "Direction") {
			v.SetString(string(signature.Outgoing))
			receipt := whole.Receipt
			whole.Receipt = signature.Digest{}
			defer func() { whole.Receipt = receipt }()
		}
		differs(t, path, whole, base)
		v.SetString(old)
	case reflect.Bool:
		v.SetBool(!v.Bool())
		differs(t, path, whole, base)
		v.SetBool(!v.Bool())
	case reflect.Int64:
		v.SetInt(v.Int() + 1)
		differs(t, path, whole, base)
		v.SetInt(v.Int() - 1)
	case reflect.Int: // a Tristate
		old := v.Int()
		v.SetInt((old + 1) % 3)
		differs(t, path, whole, base)
		v.SetInt(old)
	default:
		t.Errorf("%s is of a kind that this test does not know", path)
	}
}

// changed sets a field to another value, compares and sets it back.
func changed[T any](t *testing.T, path string, whole *signature.Record, base []byte, field *T, value T) {
	t.Helper()
	old := *field
	*field = value
	if strings.HasSuffix(path, "Statement") || strings.HasSuffix(path, "Receipt") || strings.HasSuffix(path, "Timestamps") || strings.HasSuffix(path, "Evidence") {
		// The kinds must agree: only that the change is noticed can be seen.
		if _, err := whole.Encode(); !errors.Is(err, signature.ErrRecord) {
			t.Errorf("%s: a blob of the wrong kind is accepted", path)
		}
	} else {
		differs(t, path, whole, base)
	}
	*field = old
}

func differs(t *testing.T, path string, r *signature.Record, base []byte) {
	t.Helper()
	got, err := r.Encode()
	if err != nil {
		t.Errorf("%s: %v", path, err)
	}
	if bytes.Equal(got, base) {
		t.Errorf("%s is not in the encoding", path)
	}
	again, err := signature.DecodeRecord(got)
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return
	}
	if diff := cmp.Diff(r, again, compareDates); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

func TestValidate(t *testing.T) {
	type record = signature.Record
	unknown := signature.DigestOf([]byte("unknown"))
	tests := map[string]func(*record){
		"no document":                  func(r *record) { r.Document.SHA256 = signature.Digest{} },
		"negative size":                func(r *record) { r.Document.Size = -1 },
		"no moment":                    func(r *record) { r.JudgedAt = time.Time{} },
		"year of five digits":          func(r *record) { r.JudgedAt = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) },
		"no software":                  func(r *record) { r.Software.Name = "" },
		"no version":                   func(r *record) { r.Software.Version = "" },
		"no direction":                 func(r *record) { r.Options.Facts.Direction = "" },
		"receipt of an outgoing one":   func(r *record) { r.Options.Facts.Direction = signature.Outgoing },
		"no verdict":                   func(r *record) { r.Verdict = nil },
		"verdict of two lines":         func(r *record) { r.Verdict = []byte("{\n}") },
		"verdict that is no JSON":      func(r *record) { r.Verdict = []byte("valid") },
		"verdict that is not UTF-8":    func(r *record) { r.Verdict = []byte("\"\xff\"") },
		"text that is not UTF-8":       func(r *record) { r.Signatures[0].Field = "\xff" },
		"registration not UTF-8":       func(r *record) { r.Signatures[0].Responsibility[0].Holder = "\xff" },
		"no such day":                  func(r *record) { r.Options.Facts.Issued = motcua.DateOf(2024, 2, 30) },
		"year that ISO cannot write":   func(r *record) { r.Signatures[0].Responsibility[0].InForce.Until = motcua.DateOf(12000, 1, 1) },
		"unknown kind":                 func(r *record) { r.Blobs[0].Kind = "letter" },
		"blob twice":                   func(r *record) { r.Blobs = append(r.Blobs[:1:1], r.Blobs...) },
		"blobs out of order":           func(r *record) { r.Blobs[0], r.Blobs[1] = r.Blobs[1], r.Blobs[0] },
		"blob without digest":          func(r *record) { r.Blobs[0].SHA256 = signature.Digest{} },
		"blob too large":               func(r *record) { r.Blobs[0].Size = signature.MaxBlobBytes + 1 },
		"blob of negative size":        func(r *record) { r.Blobs[0].Size = -1 },
		"too many blobs":               func(r *record) { r.Blobs = make([]signature.Blob, signature.MaxRecordBlobs+1) },
		"signer unknown":               func(r *record) { r.Signatures[0].Signer = unknown },
		"certificate unknown":          func(r *record) { r.Signatures[0].Certificates[0] = unknown },
		"certificate of zeros":         func(r *record) { r.Signatures[0].Certificates[0] = signature.Digest{} },
		"certificate that is a list":   func(r *record) { r.Signatures[0].Certificates[0] = r.Signatures[0].Revocation[0].Evidence },
		"list that is a certificate":   func(r *record) { r.Signatures[0].Revocation[0].Evidence = r.Signatures[0].Signer },
		"list about something unknown": func(r *record) { r.Signatures[0].Revocation[0].Certificate = unknown },
		"timestamp unknown":            func(r *record) { r.Signatures[0].Timestamps[0] = unknown },
		"root unknown":                 func(r *record) { r.Options.Stores[0].Roots[0] = unknown },
		"intermediate unknown":         func(r *record) { r.Options.Stores[0].Intermediates[0] = unknown },
		"receipt that is a signer":     func(r *record) { r.Receipt = r.Signatures[0].Signer },
		"statement that is a list":     func(r *record) { r.Practices[0].Statement = r.Signatures[0].Revocation[0].Evidence },
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			r, _ := recordtest.Sample(1, 1)
			if err := r.Validate(); err != nil {
				t.Fatal(err)
			}
			spoil(r)
			if err := r.Validate(); !errors.Is(err, signature.ErrRecord) {
				t.Errorf("error %v, want %v", err, signature.ErrRecord)
			}
			if _, err := r.Encode(); !errors.Is(err, signature.ErrRecord) {
				t.Errorf("Encode: error %v, want %v", err, signature.ErrRecord)
			}
		})
	}
}

func TestEncodeBounds(t *testing.T) {
	r, _ := recordtest.Sample(1, 1)
	r.Verdict = []byte(`"` + strings.Repeat("x", signature.MaxRecordBytes) + `"`)
	if _, err := r.Encode(); !errors.Is(err, signature.ErrRecord) {
		t.Errorf("error %v, want %v", err, signature.ErrRecord)
	}
	if _, err := signature.DecodeRecord(make([]byte, signature.MaxRecordBytes+1)); !errors.Is(err, signature.ErrRecord) {
		t.Errorf("error %v, want %v", err, signature.ErrRecord)
	}
}

// TestDecodeRecordRefuses: one spelling alone is read.
func TestDecodeRecordRefuses(t *testing.T) {
	r, _ := recordtest.Sample(1, 1)
	text := string(encode(t, r))
	replace := func(old, new string) string {
		if !strings.Contains(text, old) {
			t.Fatalf("there is no %q to replace", old)
		}
		return strings.Replace(text, old, new, 1)
	}
	for name, spoilt := range map[string]string{
		"empty":              "",
		"cut short":          text[:len(text)-3],
		"no line end":        strings.TrimSuffix(text, "\n"),
		"line behind":        text + "\n",
		"another version":    replace("version=1", "version=2"),
		"spaces":             replace(`,"judgedAt"`, `, "judgedAt"`),
		"unknown member":     replace(`"judgedAt"`, `"x":1,"judgedAt"`),
		"member twice":       replace(`"judgedAt"`, `"judgedAt":"2020-01-01T00:00:00Z","judgedAt"`),
		"other case":         replace(`"judgedAt"`, `"JudgedAt"`),
		"other zone":         replace(`.25Z"`, `.25+00:00"`),
		"other escape":       replace("Giám", `Gi\u00e1m`),
		"digest in capitals": replace(r.Receipt.String(), strings.ToUpper(r.Receipt.String())),
		"digest cut short":   replace(r.Receipt.String(), r.Receipt.String()[:62]),
		"not hexadecimal":    replace(r.Receipt.String(), strings.Repeat("x", 64)),
		"no such time":       replace(`"judgedAt":"2024-05-17`, `"judgedAt":"2024-05-37`),
		"null":               "null\n",
		"deep":               strings.Repeat("[", 100_000),
	} {
		if _, err := signature.DecodeRecord([]byte(spoilt)); !errors.Is(err, signature.ErrRecord) {
			t.Errorf("%s: error %v, want %v", name, err, signature.ErrRecord)
		}
	}
}

// TestRecordRegister: judging again finds what was found then.
func TestRecordRegister(t *testing.T) {
	r, _ := recordtest.Sample(1, 1)
	s := r.Signatures[0]
	got, err := r.Register().Registrations(t.Context(), &signature.Certificate{CertificateSHA256: s.Signer})
	if err != nil || !cmp.Equal(got, s.Responsibility, compareDates) {
		t.Errorf("got %+v, %v, want %+v", got, err, s.Responsibility)
	}
	other, err := r.Register().Registrations(t.Context(), &signature.Certificate{CertificateSHA256: signature.DigestOf([]byte("other"))})
	if err != nil || len(other) != 0 {
		t.Errorf("about another certificate: %+v, %v", other, err)
	}
}

func FuzzDecodeRecord(f *testing.F) {
	r, _ := recordtest.Sample(1, 1)
	text := string(encode(f, r))
	small := signature.Record{
		Document: signature.DocumentKey{SHA256: signature.DigestOf(nil)}, JudgedAt: time.Unix(0, 1),
		Software: signature.Software{Name: "a", Version: "b"}, Verdict: []byte("null"),
		Options: signature.RecordedOptions{Facts: signature.Facts{Direction: signature.Outgoing}},
	}
	f.Add([]byte(text))
	f.Add(encode(f, &small))
	f.Add([]byte(strings.Replace(text, "crl", "ocsp", 1)))
	f.Add([]byte(text[:100]))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := signature.DecodeRecord(data)
		if err != nil {
			return
		}
		if again := encode(t, r); !bytes.Equal(again, data) {
			t.Errorf("read\n%q\nand written\n%q", data, again)
		}
	})
}
