package dossier_test

import (
	"errors"
	"testing"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
)

func TestCodeAgency(t *testing.T) {
	all := dossier.CodeParties{
		Receiving: agency(t, "H56.01"), Deciding: agency(t, "H56.02"),
		OneStop: agency(t, "H56.03"), Portal: agency(t, "G22.99"),
	}
	tests := []struct {
		name     string
		received string
		spoil    func(*dossier.CodeParties)
		want     string
		article  string
	}{
		{"before the decree", "2018-06-20", nil, "", ""},
		{"NĐ 61, first day", "2018-06-21", nil, "H56.01", "Điều 26 khoản 2 điểm a Nghị định 61/2018/NĐ-CP"},
		{"NĐ 61, last day", "2025-06-30", nil, "H56.01", "Điều 26 khoản 2 điểm a Nghị định 61/2018/NĐ-CP"},
		{"NĐ 61 knows no linked group", "2025-06-30", func(p *dossier.CodeParties) { p.LinkedGroup = true }, "H56.01", "Điều 26 khoản 2 điểm a Nghị định 61/2018/NĐ-CP"},
		{"NĐ 118", "2025-07-01", nil, "H56.02", "Điều 28 khoản 2 điểm a Nghị định 118/2025/NĐ-CP"},
		{"NĐ 118 online", "2025-07-01", func(p *dossier.CodeParties) { p.Online = true }, "H56.02", "Điều 28 khoản 2 điểm a Nghị định 118/2025/NĐ-CP"},
		{"linked, at the counter", "2025-07-01", func(p *dossier.CodeParties) { p.LinkedGroup = true }, "H56.03", "Điều 28 khoản 2 điểm a Nghị định 118/2025/NĐ-CP"},
		{"linked, online", "2025-07-01", func(p *dossier.CodeParties) { p.LinkedGroup, p.Online = true, true }, "G22.99", "Điều 28 khoản 2 điểm a Nghị định 118/2025/NĐ-CP"},
		{"nobody known", "2025-07-01", func(p *dossier.CodeParties) { p.Deciding = motcua.AgencyID{} }, "", "Điều 28 khoản 2 điểm a Nghị định 118/2025/NĐ-CP"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := all
			if tt.spoil != nil {
				tt.spoil(&p)
			}
			got, cited, err := dossier.CodeAgency(date(t, tt.received), p)
			if got.String() != tt.want || errors.Is(err, dossier.ErrCodeParty) != (tt.want == "") {
				t.Errorf("agency is %q, %v; want %q", got, err, tt.want)
			}
			if tt.article != "" && cited.String() != tt.article {
				t.Errorf("cites %s", cited)
			}
		})
	}
}
