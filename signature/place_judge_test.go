package signature_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// placeOutcomes judges the places of a file and returns the outcome of each rule
// that applies, for each signature.
func placeOutcomes(t *testing.T, data []byte, opts signature.PlaceOptions) map[string]motcua.Outcome {
	t.Helper()
	r, err := judge(data)
	if err != nil {
		t.Fatal(err)
	}
	findings, marks, err := openDocument(t, data).JudgePlaces(r, opts)
	if err != nil || len(marks) != len(r.Signatures) {
		t.Fatalf("%d marks, %v", len(marks), err)
	}
	got := map[string]motcua.Outcome{}
	for _, f := range findings {
		if f.Outcome == motcua.NotApplicable || f.Outcome == motcua.NotInForce {
			continue
		}
		got[r.Signatures[f.Signature].Field+" "+f.Rule+" "+string(f.Jurisdiction)] = f.Outcome
	}
	return got
}

// TestDressedIsAsItShould: what the profiles make passes the rules.
func TestDressedIsAsItShould(t *testing.T) {
	roles := map[string]signature.Role{"Signature1": signature.RolePerson, "Signature2": signature.RoleAgency}
	both := func(person, agency string, where signature.Where) []byte {
		data, _ := dressed(t, paper{turns: 1, lines: letter()}.build(t), signaturetest.Person(), person, block())
		data, _ = dressed(t, data, signaturetest.Agency(), agency, where)
		return data
	}
	alone := func(profile string) []byte {
		data, _ := dressed(t, paper{lines: letter()}.build(t), signaturetest.Agency(), profile, signature.Where{})
		return data
	}
	opts := signature.PlaceOptions{Title: "PHÓ GIÁM ĐỐC", Name: "Nguyễn Văn A", Number: "15/QĐ-SNV", Agency: "Sở Nội vụ tỉnh Hòa Bình", SealDiameter: 36, Roles: roles}
	with := func(f func(*signature.PlaceOptions)) signature.PlaceOptions { o := opts; f(&o); return o }
	agencyAlone := map[string]signature.Role{"Signature1": signature.RoleAgency}
	good, bad := motcua.Satisfied, motcua.Violated
	tests := []struct {
		name string
		data []byte
		opts signature.PlaceOptions
		want map[string]motcua.Outcome
	}{
		{"decree", both("nd30-person", "nd30-agency", signature.Where{}), opts, map[string]motcua.Outcome{
			"Signature1 signature/place-person national": good, "Signature1 signature/image-person national": good,
			"Signature2 signature/place-seal national": good, "Signature2 signature/image-seal national": good,
		}},
		{"seal elsewhere and of another size", both("nd30-person", "nd30-agency", signature.Where{At: &signature.Place{Page: 1, X: 20, Y: 20}}),
			with(func(o *signature.PlaceOptions) { o.SealDiameter = 40 }), map[string]motcua.Outcome{
				"Signature1 signature/place-person national": good, "Signature1 signature/image-person national": good,
				"Signature2 signature/place-seal national": bad, "Signature2 signature/image-seal national": bad,
			}},
		{"roles changed", both("nd30-person", "nd30-agency", signature.Where{}),
			with(func(o *signature.PlaceOptions) {
				o.Roles = map[string]signature.Role{"Signature2": signature.RolePerson, "Signature1": signature.RoleAgency}
			}), map[string]motcua.Outcome{
				"Signature2 signature/place-person national": bad, "Signature2 signature/image-person national": bad,
				"Signature1 signature/place-seal national": motcua.Indeterminate, "Signature1 signature/image-seal national": bad,
			}},
		{"copy", alone("nd30-copy"), with(func(o *signature.PlaceOptions) { o.Use, o.Roles = signature.UseCopy, agencyAlone }), map[string]motcua.Outcome{
			"Signature1 signature/place-copy national": good, "Signature1 signature/image-copy national": good,
			"Signature1 signature/information-copy national": good, "Signature1 signature/font-copy national": bad,
		}},
		{"attachment", alone("nd30-attachment"), with(func(o *signature.PlaceOptions) { o.Use, o.Roles = signature.UseAttachment, agencyAlone }), map[string]motcua.Outcome{
			"Signature1 signature/place-attachment national": good, "Signature1 signature/image-attachment national": good,
			"Signature1 signature/information-attachment national": good, "Signature1 signature/font-attachment national": bad,
		}},
		{"scan", alone("tt01-scan"), with(func(o *signature.PlaceOptions) { o.Use, o.Roles = signature.UseScan, agencyAlone }), map[string]motcua.Outcome{
			"Signature1 signature/place-scan national": good, "Signature1 signature/image-scan national": good,
			"Signature1 signature/information-scan national": good,
		}},
		{"Lai Châu", both("lai-chau-person", "lai-chau-agency", signature.Where{}), with(func(o *signature.PlaceOptions) { o.Locality = motcua.LaiChau }), map[string]motcua.Outcome{
			"Signature1 signature/place-person national": good, "Signature1 signature/image-person national": good,
			"Signature2 signature/place-seal national": good, "Signature2 signature/image-seal national": good,
			"Signature1 signature/place-person lai-chau-sct": good, "Signature1 signature/image-person lai-chau-sct": good,
			"Signature2 signature/place-seal lai-chau-sct": good, "Signature2 signature/image-seal lai-chau-sct": good,
			"Signature2 signature/information-seal lai-chau-sct": good,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, placeOutcomes(t, tt.data, tt.opts)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestNumberAndDate: the agency's further fields put number and date in after the
// person has signed, harm nothing, and are not taken for the seal.
func TestNumberAndDate(t *testing.T) {
	lines := append(letter(), paperLine{"Số:            /QĐ-SNV", 60, 35})
	data, _ := dressed(t, paper{lines: lines}.build(t), signaturetest.Person(), "nd30-person", block())
	for _, name := range []string{"nd30-number", "nd30-date"} {
		p, where := profileNamed(t, name), signature.Where{}
		l := look(t, p)
		l.Number, l.Date = "15", "ngày 10 tháng 3 năm 2025"
		if name == "nd30-date" {
			if _, err := openDocument(t, data).Dress(p, l, where); !errors.Is(err, signature.ErrPlace) {
				t.Errorf("got %v, want ErrPlace", err)
			}
			where.At = &signature.Place{Page: 1, X: 120, Y: 31}
		}
		done, err := openDocument(t, data).Dress(p, l, where)
		if err != nil {
			t.Fatal(err)
		}
		if name == "nd30-number" && (done.Place.X < 46 || done.Place.X > 52 || done.Place.Y < 29 || done.Place.Y > 33) {
			t.Errorf("the number is at %+v", done.Place)
		}
		data = mustSign(t, data, signaturetest.Agency(), options(func(o *signature.SignOptions) { o.Appearance = done.Appearance }))
	}
	data, _ = dressed(t, data, signaturetest.Agency(), "nd30-agency", signature.Where{})
	allGood(t, data, 4)
	roles := map[string]signature.Role{"Signature1": signature.RolePerson}
	for _, f := range []string{"Signature2", "Signature3", "Signature4"} {
		roles[f] = signature.RoleAgency
	}
	got := placeOutcomes(t, data, signature.PlaceOptions{Title: "PHÓ GIÁM ĐỐC", Name: "Nguyễn Văn A", SealDiameter: 36, Roles: roles})
	want := map[string]motcua.Outcome{
		"Signature1 signature/place-person national": motcua.Satisfied, "Signature1 signature/image-person national": motcua.Satisfied,
		"Signature4 signature/place-seal national": motcua.Satisfied, "Signature4 signature/image-seal national": motcua.Satisfied,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestSealCoversText: what the pictures lie over is told.
func TestSealCoversText(t *testing.T) {
	data, _ := dressed(t, paper{lines: letter()}.build(t), signaturetest.Agency(), "nd30-agency", signature.Where{At: &signature.Place{Page: 1, X: 122, Y: 10}})
	marks, err := openDocument(t, data).Marks()
	if err != nil || len(marks) != 1 {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"}, marks[0].Covered); diff != "" {
		t.Error(diff)
	}
}

// FuzzMarks: no file panics or hangs when its marks are read.
func FuzzMarks(f *testing.F) {
	data := unsigned(f, signaturetest.DocOptions{})
	f.Add(mustSign(f, data, signaturetest.P256(), options(func(o *signature.SignOptions) { o.Appearance = stamped() })))
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := signature.Open(bytes.NewReader(data), int64(len(data)), signature.OpenOptions{})
		if err != nil {
			return
		}
		if marks, err := d.Marks(); err == nil && len(marks) > signature.DefaultSignatures {
			t.Errorf("%d marks", len(marks))
		}
		if _, err := d.FindSigner("GIÁM ĐỐC", "Nguyễn Văn A"); err == nil {
			t.Log("found")
		}
	})
}
