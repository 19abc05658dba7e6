package motcua_test

import (
	"testing"

	"github.com/motcua/motcua"

	"github.com/motcua/motcua/internal/rulestest"
)

// TestAgencyTexts holds what the codes are built by against the texts.
func TestAgencyTexts(t *testing.T) {
	const (
		qd20  = "Quyết định 20/2020/QĐ-TTg"
		tt01  = "Thông tư 01/2019/TT-BNV"
		tt185 = "Thông tư 185/2019/TT-BQP"
		forms = "Thông tư 01/2018/TT-VPCP"
		nd61  = "Nghị định 61/2018/NĐ-CP"
	)
	quotes := []struct{ instrument, provision, quote string }{
		{qd20, "Điều 4 khoản 1", "chuỗi ký tự có độ dài tối đa là 35 ký tự và được chia thành các nhóm ký tự. Các ký tự gồm: dấu chấm (.), các chữ số từ 0 đến 9 và các chữ cái từ A đến Z (dạng viết hoa trong bảng chữ cái tiếng Anh)."},
		{qd20, "Điều 4 khoản 1", "các nhóm ký tự được phát triển từ trái qua phải và được phân tách với nhau bằng dấu chấm."},
		{qd20, "Điều 4 khoản 2", "Mã cấp 1 có dạng MX1X2, trong đó: M là chữ cái trong phạm vi từ A đến Y; X1, X2 nhận giá trị là một trong các chữ số từ 0 đến 9."},
		{qd20, "Điều 4 khoản 3", "cơ quan, tổ chức tại một cấp nhất định trừ cấp 1 là các đơn vị thuộc, trực thuộc cơ quan, tổ chức cấp liền trước."},
		{qd20, "Điều 5", "theo quy định pháp luật hiện hành về mã số doanh nghiệp, mã số hợp tác xã và mã số hộ kinh doanh."},
		{qd20, "Điều 6 khoản 1", "không có ký tự để phân tách giữa các thành phần"},
		{qd20, "Điều 6 khoản 2", "bắt đầu là Z01, cuối cùng là Z99"},
		{qd20, "Điều 6 khoản 3", "có độ dài tối đa 32 ký tự và có cấu trúc được quy định trong lược đồ định danh."},
		{qd20, "Điều 10 khoản 1", "có trách nhiệm xây dựng, lưu trữ, quản lý hệ thống mã định danh điện tử của mình"},
		{qd20, "Điều 11 khoản 1", "Trong vòng 24 tháng kể từ ngày Quyết định này có hiệu lực"},
		{qd20, "Điều 11 khoản 2", "chỉ thực hiện kết nối, chia sẻ dữ liệu trong nội bộ ngành không bắt buộc phải áp dụng"},
		{qd20, "Điều 12 khoản 1", "Quyết định này có hiệu lực thi hành từ ngày 15 tháng 9 năm 2020."},
		{tt01, "Điều 16 khoản 3", "000.06.16.G09 là mã định danh của Trung tâm Tin học, Cục Văn thư và Lưu trữ nhà nước, Bộ Nội vụ"},
		{tt185, "Điều 4 khoản 2", "Mã định danh trao đổi văn bản điện tử: 000.05.07.G11"},
		{forms, "Điều 19 khoản 1", "V1V2V3.Z1Z2.Y1Y2.MX1X2-YYMMDD-XXXX"},
		{forms, "Điều 20 khoản 1", "MX1X2 là mã đơn vị cấp 1 theo Quy chuẩn kỹ thuật quốc gia"},
		{nd61, "Điều 26 khoản 2", "Mã định danh của cơ quan có thẩm quyền tiếp nhận thủ tục hành chính."},
		{nd61, "Điều 26 khoản 2", "Cấu trúc mã định danh theo “Quy chuẩn kỹ thuật quốc gia về cấu trúc mã định danh"},
	}
	var rules []motcua.Rule
	for _, q := range quotes {
		rules = append(rules, motcua.Rule{ID: "agencyid", Citation: motcua.Citation{
			Instrument: q.instrument, Provision: q.provision, Quote: q.quote, Sure: motcua.Read,
		}})
	}
	rulestest.Quotes(t, rules, map[string]string{
		qd20: "texts/qd20-2020.md", tt01: "texts/tt01-2019-bnv.txt",
		tt185: "texts/tt185-2019-bqp.txt", forms: "texts/tt01-2018-vpcp.md",
		nd61: "texts/nd61-2018.md",
	})
}
