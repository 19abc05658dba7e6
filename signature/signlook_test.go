package signature_test

import (
	"errors"
	"math"
	"testing"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// TestAppearanceRefused: drawings that are no drawing, or that reach out of
// themselves.
func TestAppearanceRefused(t *testing.T) {
	tests := map[string]func(a *signature.Appearance){
		"reference to nothing":      func(a *signature.Appearance) { a.Form.Resources = "<< /Font << /F1 3 0 R >> >>" },
		"reference of a generation": func(a *signature.Appearance) { a.Form.Resources = "<< /Font << /F1 1 1 R >> >>" },
		"reference to zero":         func(a *signature.Appearance) { a.Form.Objects[0].Body = "[0 0 R]" },
		"not closed":                func(a *signature.Appearance) { a.Form.Resources = "<< /Font" },
		"more than one object":      func(a *signature.Appearance) { a.Form.Resources = "<< >> endobj 1 0 obj << >>" },
		"entry twice":               func(a *signature.Appearance) { a.Form.Objects[0].Body = "<< /A 1 /A 2 >>" },
		"stream without dictionary": func(a *signature.Appearance) { a.Form.Objects[1].Body = "[]" },
		"no box":                    func(a *signature.Appearance) { a.Form.BBox = [4]float64{} },
		"upside down":               func(a *signature.Appearance) { a.Rect[1], a.Rect[3] = a.Rect[3], a.Rect[1] },
		"no number":                 func(a *signature.Appearance) { a.Form.Matrix[0] = math.NaN() },
		"far away":                  func(a *signature.Appearance) { a.Rect[2] = math.Inf(1) },
		"page zero":                 func(a *signature.Appearance) { a.Page = 0 },
	}
	data := unsigned(t, signaturetest.DocOptions{})
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			a := stamped()
			spoil(a)
			_, _, err := sign(t, data, signaturetest.P256(), options(func(o *signature.SignOptions) { o.Appearance = a }))
			if !errors.Is(err, signature.ErrOptions) {
				t.Errorf("got %v, want ErrOptions", err)
			}
		})
	}
}

// TestFieldShapes: fields that cannot be signed as asked for.
func TestFieldShapes(t *testing.T) {
	const widget = "/Type /Annot /Subtype /Widget /Rect [72 100 272 160] /F 4"
	build := func(field string, more ...string) []byte {
		d := signaturetest.NewDoc(signaturetest.DocOptions{})
		ref := d.Ref(d.Add(field))
		for _, m := range more {
			d.Add(m)
		}
		d.Edit(d.Catalog(), "AcroForm", "<< /Fields ["+ref+"] >>")
		d.Edit(d.Page(0), "Annots", "["+ref+"]")
		d.Commit()
		return mustBytes(d)
	}
	direct := signaturetest.NewDoc(signaturetest.DocOptions{})
	direct.Edit(direct.Catalog(), "AcroForm", "<< /Fields [<< /FT /Sig /T (Ky) >>] >>")
	direct.Commit()
	tests := []struct {
		name string
		data []byte
		look bool
		want signature.Refusal
	}{
		{"usual", build("<< /FT /Sig /T (Ky) " + widget + " >>"), true, ""},
		{"read-only", build("<< /FT /Sig /T (Ky) /Ff 1 " + widget + " >>"), false, signature.RefusedReadOnly},
		{"no object of its own", mustBytes(direct), false, signature.RefusedFieldShape},
		{"entry twice", build("<< /FT /Sig /T (Ky) /T (Ky) " + widget + " >>"), false, signature.RefusedFieldShape},
		{"no widget, shown", build("<< /FT /Sig /T (Ky) >>"), true, signature.RefusedFieldShape},
		{"no widget", build("<< /FT /Sig /T (Ky) >>"), false, ""},
		{"has fields below", build("<< /FT /Sig /T (Ky) /Kids [<< /T (a) >>] >>"), false, signature.RefusedOtherField},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, _, err := sign(t, tt.data, signaturetest.P256(), options(func(o *signature.SignOptions) {
				if o.Field = "Ky"; tt.look {
					o.Appearance = stamped()
					o.Appearance.Page, o.Appearance.Rect = 0, [4]float64{}
				}
			}))
			if refusal(err) != tt.want || tt.want == "" && err != nil {
				t.Fatalf("got %v, want refusal %q", err, tt.want)
			}
			if err == nil {
				allGood(t, out, 1)
			}
		})
	}
}
