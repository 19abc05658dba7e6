package signature

import (
	"strings"
	"testing"
	"time"

	"github.com/motcua/motcua"
)

// TestLegalValue: what the signatures make of a document, by kind, day and
// locality. Says must stand in the Vietnamese reason.
func TestLegalValue(t *testing.T) {
	modern := motcua.DateOf(2021, time.March, 1)
	nothing := func(*scene) {}
	swap := func(s *scene) {
		s.result.Signatures[0], s.result.Signatures[1] = s.result.Signatures[1], s.result.Signatures[0]
	}
	twice := func(s *scene) { s.result.Signatures = append(s.result.Signatures, *s.person()) }
	tests := []struct {
		name     string
		date     motcua.Date
		spoil    func(*scene)
		locality motcua.Jurisdiction
		want     LegalValue
		says     string
	}{
		{"both", modern, nothing, "", ValueBoth, "Nghị định 30/2020/NĐ-CP, Điều 5"},
		{"both, and the person again", modern, twice, "", ValueBoth, "Điều 5"},
		{"a result of a procedure", modern, kindOf(DocumentResult), "", ValueBoth, "Điều 5"},
		{"both after Thông tư 41", motcua.DateOf(2026, time.November, 15), nothing, "", ValueBoth, "Điều 5"},
		{"both before NĐ 30", motcua.DateOf(2020, time.March, 4), nothing, "", ValueBoth, "Nghị định 130/2018/NĐ-CP, Điều 8"},
		{"both before NĐ 130", motcua.DateOf(2018, time.November, 14), nothing, "", ValueBoth, "Luật Giao dịch điện tử 51/2005/QH11, Điều 24"},
		{"both on the first day of the law", motcua.DateOf(2006, time.March, 1), nothing, "", ValueBoth, "Điều 24"},
		{"both before any law", motcua.DateOf(2006, time.February, 28), nothing, "", ValueNone, "01/3/2006"},

		{"person only", modern, only(RolePerson), "", ValueSignature, "thiếu chữ ký số của cơ quan"},
		{"person only before NĐ 30", motcua.DateOf(2019, time.May, 1), only(RolePerson), "", ValueSignature, "chưa có con dấu"},
		{"agency only", modern, only(RoleAgency), "", ValueSeal, "thiếu chữ ký số của người có thẩm quyền"},
		{"agency only before NĐ 30", motcua.DateOf(2019, time.May, 1), only(RoleAgency), "", ValueSeal, "Điều 8"},
		{"agency first", modern, swap, "", ValueSignature, "Nghị định 30/2020/NĐ-CP, Điều 32"},
		{"agency first under TT 01/2019", motcua.DateOf(2020, time.March, 4), swap, "", ValueSignature, "Thông tư 01/2019/TT-BNV, Điều 14"},
		{"agency first before any order", motcua.DateOf(2019, time.March, 9), swap, "", ValueBoth, "Điều 8"},
		{"agency first, then person and agency", modern, func(s *scene) {
			swap(s)
			s.result.Signatures = append(s.result.Signatures, s.result.Signatures[0])
		}, "", ValueBoth, "Điều 5"},

		{"unsigned", modern, unsigned, "", ValueNone, "để biết, tham khảo"},
		{"only a document timestamp", modern, eachSignature(func(s *Signature) { s.Kind = KindDocumentTimestamp }), "", ValueNone, "không có chữ ký số"},
		{"all broken", modern, eachSignature(breakIt), "", ValueNone, "Không chữ ký số nào hợp lệ"},
		{"changed later", modern, eachSignature(func(s *Signature) { s.Changes.Permitted = No }), "", ValueNone, "Không chữ ký số nào hợp lệ"},
		{"nothing trusted", modern, eachSignature(untried), "", ValueNone, "chưa chữ ký số nào kiểm tra được đầy đủ"},
		{"one broken, one open", modern, spoils(onPerson(breakIt), func(s *scene) { untried(s.agency()) }), "", ValueNone, "kiểm tra được đầy đủ"},
		{"no register", modern, eachSignature(forgetRole), "", ValueNone, "thiếu danh bạ người ký"},
		{"no role at all", modern, eachSignature(func(s *Signature) { s.Role = "" }), "", ValueNone, "thiếu danh bạ người ký"},
		{"agency not registered", modern, func(s *scene) { forgetRole(s.agency()) }, "", ValueSignature, "Không tính: 1 chữ ký chưa có trong danh bạ"},
		{"agency open", modern, func(s *scene) { untried(s.agency()) }, "", ValueSignature, "Không tính: 1 chữ ký chưa kiểm tra được"},
		{"person broken", modern, onPerson(breakIt), "", ValueSeal, "Không tính: 1 chữ ký không hợp lệ"},
		{"no time", modern, eachSignature(func(s *Signature) { s.ClaimedTime, s.ProvenTime = time.Time{}, time.Time{} }), "", ValueNone, "không nêu thời gian ký"},

		{"copy by the agency", modern, spoils(only(RoleAgency), kindOf(DocumentCopy)), "", ValueCopy, "Điều 26"},
		{"copy signed by both", modern, kindOf(DocumentCopy), "", ValueCopy, "Điều 26"},
		{"copy by a person", modern, spoils(only(RolePerson), kindOf(DocumentCopy)), "", ValueNone, "Bản sao không có chữ ký số hợp lệ của cơ quan"},
		{"copy by an unknown agency", modern, spoils(only(RoleAgency), kindOf(DocumentCopy), eachSignature(forgetRole)), "", ValueNone, "danh bạ"},
		{"copy before NĐ 30", motcua.DateOf(2020, time.March, 4), kindOf(DocumentCopy), "", ValueNone, "05/3/2020"},
		{"scan by the agency", modern, spoils(only(RoleAgency), kindOf(DocumentScan)), "", ValueScan, "Điều 3 khoản 9"},
		{"scan by a person", modern, spoils(only(RolePerson), kindOf(DocumentScan)), "", ValueNone, "không có chữ ký số hợp lệ của cơ quan"},
		{"scan before TT 01/2019", motcua.DateOf(2019, time.March, 9), kindOf(DocumentScan), "", ValueNone, "10/3/2019"},
		{"dossier paper by the officer", motcua.DateOf(2025, time.July, 1), spoils(only(RolePerson), kindOf(DocumentDossierScan)), "", ValueSignature, "Nghị định 118/2025/NĐ-CP"},
		{"dossier paper by an agency", motcua.DateOf(2025, time.July, 1), spoils(only(RoleAgency), kindOf(DocumentDossierScan)), "", ValueNone, "Nghị định 118/2025/NĐ-CP"},
		{"dossier paper before NĐ 118", motcua.DateOf(2025, time.June, 30), kindOf(DocumentDossierScan), "", ValueNone, "01/7/2025"},
		{"print", modern, kindOf(DocumentPrint), "", ValueNone, "bản in trên giấy"},

		{"Nghệ An, certificates of the state", motcua.DateOf(2017, time.March, 1), nothing, motcua.NgheAn, ValueBoth, "Điều 24"},
		{"Nghệ An, agency with a public one", motcua.DateOf(2017, time.March, 1), func(s *scene) { purpose(PurposePublic)(s.agency()) }, motcua.NgheAn, ValueSignature, "Ban Cơ yếu Chính phủ"},
		{"Nghệ An, both public", motcua.DateOf(2017, time.March, 1), eachSignature(purpose(PurposePublic)), motcua.NgheAn, ValueNone, "Quyết định 65/2016/QĐ-UBND"},
		{"Nghệ An after its end, both public", motcua.DateOf(2023, time.January, 1), eachSignature(purpose(PurposePublic)), motcua.NgheAn, ValueBoth, "Điều 5"},
		{"Nghệ An not named, both public", motcua.DateOf(2017, time.March, 1), eachSignature(purpose(PurposePublic)), "", ValueBoth, "Điều 24"},
		{"Nghệ An, early scan", motcua.DateOf(2017, time.March, 1), kindOf(DocumentScan), motcua.NgheAn, ValueScan, "Điều 10 khoản 2"},
		{"Nghệ An, scan by a person", motcua.DateOf(2017, time.March, 1), spoils(only(RolePerson), kindOf(DocumentScan)), motcua.NgheAn, ValueNone, "cơ quan"},
		{"a draft gives a scan no value", motcua.DateOf(2019, time.March, 9), kindOf(DocumentScan), motcua.HaiDuong, ValueNone, "10/3/2019"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := goodScene().redated(tt.date)
			tt.spoil(s)
			r := judged(t, s, VerifyOptions{Locality: tt.locality})
			if r.LegalValue != tt.want {
				t.Errorf("legal value %s, want %s: %s", r.LegalValue, tt.want, r.LegalValueReason.EN)
			}
			if !strings.Contains(r.LegalValueReason.VI, tt.says) {
				t.Errorf("the reason %q does not say %q", r.LegalValueReason.VI, tt.says)
			}
			if r.LegalValueReason.EN == "" {
				t.Error("the reason is not in English")
			}
		})
	}
}

// TestLegalValueLocalInterval: the caller's interval decides whether the local
// text is in force.
func TestLegalValueLocalInterval(t *testing.T) {
	s := goodScene().redated(motcua.DateOf(2022, time.October, 1))
	s.each(purpose(PurposePublic))
	opts := VerifyOptions{Locality: motcua.NgheAn}
	if got := judged(t, s, opts).LegalValue; got != ValueNone {
		t.Errorf("within the assumed interval: %s, want none", got)
	}
	opts.LocalInForce = motcua.Interval{From: ngheAn().inForce.From, Until: motcua.DateOf(2022, time.September, 1)}
	if got := judged(t, s, opts).LegalValue; got != ValueBoth {
		t.Errorf("after the interval that the caller gave: %s, want both", got)
	}
}
