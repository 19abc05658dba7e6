package rulestest

import (
	"testing"

	"github.com/motcua/motcua"
	"golang.org/x/text/unicode/norm"
)

const law = `THÔNG TƯ
Căn cứ Điều 7. Luật này.
Điều 7. Con dấu
1. Văn bản phải có
 con dấu.
Điều 7 Luật khác không áp dụng.
## **Điều 7a. Bản sao**
Bản sao ghi "Sao y".
Phần hai
Điều 7. Kiểm tra
Kiểm tra tính toàn vẹn.
Điều 12. Hiệu lực
Có hiệu lực ngay.
`

func TestQuoteProblem(t *testing.T) {
	tests := []struct {
		name, provision, quote string
		bad                    bool
	}{
		{"over a line end", "Điều 7 khoản 1", "Văn bản phải có con dấu.", false},
		{"behind a reference at the start of a line", "Điều 7", "không áp dụng", false},
		{"second article of the number", "Điều 7", "Kiểm tra tính toàn vẹn.", false},
		{"inserted article", "Điều 7a", `Bản sao ghi "Sao y".`, false},
		{"last article", "Điều 12", "Có hiệu lực ngay.", false},
		{"another article", "Điều 12", "Kiểm tra tính toàn vẹn.", true},
		{"parent of the inserted article", "Điều 7", "Bản sao ghi", true},
		{"no such article", "Điều 1", "Có hiệu lực ngay.", true},
		{"another word", "Điều 7", "Văn bản cần có con dấu.", true},
		{"annex", "Phụ lục I", "Có hiệu lực ngay.", false},
		{"annex without it", "Phụ lục I", "Có hiệu lực sau.", true},
		{"preamble", "Điều 7", "Căn cứ", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := motcua.Citation{Provision: tt.provision, Quote: tt.quote}
			for form, text := range map[string]string{"NFC": law, "NFD": norm.NFD.String(law)} {
				if got := quoteProblem(c, text); (got != "") != tt.bad {
					t.Errorf("%s: quoteProblem = %q, want a problem: %t", form, got, tt.bad)
				}
			}
		})
	}
}

const gazette = `CÔNG BÁO/Số 1/Ngày 1-1-2020
Đi ều 4. Không phải tiêu đề
Điều 5. Giá tr ị
Ch ữ ký s ố trên v ăn b ản điện t ử.
Điều 6. Khác
Câu khác.
`

const renumberedLaw = `Thông tư 1/2025/TT-X. Articles renumbered (section 2.2 = Điều 5, 2.3 = Điều 6).
2.   Yêu cầu
2.2 Phần mềm ký số
a) Ký được.
2.3 Phần mềm kiểm tra
a) Kiểm tra được.
3.   Cổng kết nối
Kết nối được.
2.3 Dòng của bảng
`

// TestQuoteProblemByForm: what a copy does to its text, and nothing else, is
// forgiven.
func TestQuoteProblemByForm(t *testing.T) {
	tests := []struct {
		name, text, provision, quote string
		sure                         motcua.Sureness
		bad                          bool
	}{
		{"blanks within words", gazette, "Điều 5", "Chữ ký số trên văn bản điện tử.", motcua.Read, false},
		{"another article of the gazette", gazette, "Điều 6", "Chữ ký số trên văn bản điện tử.", motcua.Read, true},
		{"another word of the gazette", gazette, "Điều 5", "Chữ ký tay trên văn bản điện tử.", motcua.Read, true},
		{"blanks within words elsewhere", law, "Điều 7", "Văn bản phải có con d ấu.", motcua.Read, true},
		{"section for an article", renumberedLaw, "Điều 6 khoản 1", "Kiểm tra được.", motcua.Read, false},
		{"another section", renumberedLaw, "Điều 5", "Kiểm tra được.", motcua.Read, true},
		{"behind the chapter", renumberedLaw, "Điều 6", "Kết nối được.", motcua.Read, true},
		{"a section's number in a table", renumberedLaw, "Điều 6", "Dòng của bảng", motcua.Read, true},
		{"quoted by a third party", law, "Điều 99", "Có hiệu lực ngay.", motcua.Quoted, false},
		{"not even quoted", law, "Điều 99", "Có hiệu lực sau.", motcua.Quoted, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := motcua.Citation{Provision: tt.provision, Quote: tt.quote, Sure: tt.sure}
			if got := quoteProblem(c, tt.text); (got != "") != tt.bad {
				t.Errorf("quoteProblem = %q, want a problem: %t", got, tt.bad)
			}
		})
	}
}
