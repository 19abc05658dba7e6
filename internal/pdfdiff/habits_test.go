package pdfdiff

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// habit is what a common tool does on the way when it saves, and a forgery that
// looks like it.
type habit struct {
	rule
	baseExtra string // of the first trailer
}

func habits() []habit {
	const (
		labels     = "/PageLabels << /Nums [0 << /S /r >>] >> /DSS"
		labelsHere = "/PageLabels << /Nums [0 30 0 R] >> /DSS"
	)
	labelled := objects{catalog: with(catalogBody, "/DSS", labels)}
	labelMoved := func(body string) objects {
		return objects{catalog: with(catalogBody, "/DSS", labelsHere), 30: body}
	}
	drawn := with(formBody, "/Font <<", "/XObject << /FRM 20 0 R >> /Font <<")
	redrawn := objects{acroForm: with(drawn, "20 0 R", "30 0 R"), 30: formX("0 0 9 9 re")}
	ownFont := with(textBody, "/V (cu)", "/DR << /Font << /F1 5 0 R >> >> /V (cu)")
	filled := func(fonts string) objects {
		return objects{
			textField: with(with(ownFont, "/F1 5 0 R", fonts), "/V (cu)", "/V (moi)"), textLook: formX("BT (moi) Tj ET"),
			30: "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
		}
	}
	form, ltv := []said{{FieldFilled, Form}}, []said{{DSSUpdated, LTV}}
	return []habit{
		{rule: rule{name: "identifier drawn anew", update: objects{}, extra: "/ID [<03> <04>]"}, baseExtra: "/ID [<01> <02>]"},
		{rule: rule{name: "private trailer entry dropped", update: objects{}}, baseExtra: "/DocChecksum /AB"},
		{rule: rule{name: "private trailer entry changed", update: objects{}, extra: "/DocChecksum /CD",
			want: []said{{TrailerChanged, Content}}}, baseExtra: "/DocChecksum /AB"},

		{rule: rule{name: "dictionary moved into an object", base: labelled, update: labelMoved("<< /S /r >>")}},
		{rule: rule{name: "another dictionary in the object", base: labelled, update: labelMoved("<< /S /D >>"),
			want: []said{{CatalogChanged, Content}, {ObjectRevealed, Content}}}},
		{rule: rule{name: "numbers rounded", base: objects{page: with(pageBody, "595", "595.303937007874")},
			update: objects{page: with(with(pageBody, "595", "595.30396"), "/Type", "/LastModified (D:2025) /Type")}}},
		{rule: rule{name: "numbers changed", base: objects{page: with(pageBody, "595", "595.303937007874")},
			update: objects{page: with(pageBody, "595", "595.31")}, want: []said{{PageChanged, Content}}}},

		{rule: rule{name: "store written anew", update: objects{dss: "<< /Certs [30 0 R] >>", 30: stream("", "certificate")}, want: ltv}},
		{rule: rule{name: "store written anew without a certificate",
			update: objects{dss: "<< /Certs [30 0 R] >>", 30: stream("", "another")},
			want:   []said{{DSSDamaged, Content}}}},

		{rule: rule{name: "store in the place of another object", base: objects{20: "(another)"},
			update: objects{catalog: with(catalogBody, "/DSS 17 0 R", "/DSS 20 0 R"), 20: "<< /Certs [18 0 R] >>"},
			want:   []said{{DSSUpdated, LTV}, {ObjectChanged, Content}}}},

		{rule: rule{name: "procedure sets in the form's resources",
			update: objects{acroForm: with(formBody, "/Font <<", "/ProcSet [/PDF] /Font <<")}}},
		{rule: rule{name: "drawing in the form's resources replaced", base: objects{acroForm: drawn, 20: formX("q Q")}, update: redrawn}},
		{rule: rule{name: "drawing replaced that an appearance takes from the form",
			base:   objects{acroForm: drawn, 20: formX("q Q"), textLook: formX("/FRM Do")},
			update: redrawn, want: []said{{FormChanged, Content}, {ObjectRevealed, Content}}}},

		{rule: rule{name: "font for the new value", base: objects{textField: ownFont}, update: filled("/F1 5 0 R /F2 30 0 R"), want: form}},
		{rule: rule{name: "font replaced with the value", base: objects{textField: ownFont}, update: filled("/F1 30 0 R"),
			want: []said{{FieldChanged, Content}, {FieldFilled, Form}, {ObjectRevealed, Content}}}},
		{rule: rule{name: "appearance for a value that had none",
			base:   objects{textField: with(textBody, " /AP << /N 8 0 R >>", "")},
			update: objects{textField: textBody}, want: form}},
		{rule: rule{name: "appearance for no value",
			base:   objects{textField: with(with(textBody, " /AP << /N 8 0 R >>", ""), "(cu)", "()")},
			update: objects{textField: with(textBody, "(cu)", "()")}, want: []said{{FieldChanged, Content}, {FieldFilled, Form}}}},
		{rule: rule{name: "prepared field signed out of sight", base: objects{sigField: with(sigBody, "[0 0 0 0]", "[0 0 9 9]")},
			update: objects{sigField: with(sigBody, "/F 132", "/F 132 /V 31 0 R"), 31: sigValue}, want: []said{{SignatureAdded, Form}}}},
		{rule: rule{name: "prepared field moved while signing", base: objects{sigField: with(sigBody, "[0 0 0 0]", "[0 0 9 9]")},
			update: objects{sigField: with(with(sigBody, "[0 0 0 0]", "[0 0 500 500]"), "/F 132", "/F 132 /V 31 0 R"), 31: sigValue},
			want:   []said{{SignatureAdded, Form}, {FieldChanged, Content}}}},
	}
}

// TestHabits: what tools do without meaning to change anything is no change of
// content, and what only looks like it is one.
func TestHabits(t *testing.T) {
	for _, h := range habits() {
		t.Run(h.name, func(t *testing.T) {
			var b builder
			b.commit(usual(h.base), h.baseExtra)
			b.commit(h.update, h.extra)
			var got []said
			for _, c := range lastStep(t, b.out.Bytes()) {
				got = append(got, said{c.Code, c.Level})
			}
			if diff := cmp.Diff(h.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
