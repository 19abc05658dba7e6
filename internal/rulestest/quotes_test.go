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
