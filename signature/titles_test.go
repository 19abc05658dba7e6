package signature

import (
	"testing"

	"github.com/motcua/motcua/internal/cert"
)

func TestStatedTitle(t *testing.T) {
	cn := func(v string) cert.Name { return cert.Name{{Type: "C", Value: "VN"}, {Type: "CN", Value: v}} }
	tests := []struct {
		name    string
		subject cert.Name
		want    string
	}{
		{"name alone", cn("Nguyễn Thị Lấp Lánh Ánh"), ""},
		{"title and name", cn("Giám đốc Nguyễn Văn A"), "Giám đốc"},
		{"deputy", cn("Phó Chủ tịch Nguyễn Văn A"), "Phó Chủ tịch"},
		{"capitals", cn("CHI CỤC TRƯỞNG NGUYỄN VĂN A"), "CHI CỤC TRƯỞNG"},
		{"with a dash", cn("Trưởng phòng - Nguyễn Văn A"), "Trưởng phòng"},
		{"a deputy of nothing known", cn("Phó Nguyễn Văn A"), ""},
		{"an agency whose name begins alike", cn("Chi cục Thuế"), ""},
		{"a longer word", cn("Bí thưa Nguyễn"), ""},
		{"in the middle", cn("Nguyễn Văn A, Giám đốc"), ""},
		{"attribute", cert.Name{{Type: "T", Value: "Vụ trưởng"}, {Type: "CN", Value: "Giám đốc Nguyễn"}}, "Vụ trưởng"},
		{"empty attribute", cert.Name{{Type: "T", Value: " "}, {Type: "CN", Value: "Nguyễn"}}, ""},
		{"no common name", cert.Name{{Type: "O", Value: "Giám đốc"}}, ""},
		{"broken bytes", cn("Gi\xc3"), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := statedTitle(tt.subject); got != tt.want {
				t.Errorf("statedTitle = %q, want %q", got, tt.want)
			}
		})
	}
}
