package signature

import "github.com/motcua/motcua"

// Thông tư 41/2017/TT-BTTTT, Điều 7: how a signature on an electronic document
// of a state agency is checked.
//
// History: in force from 2018-02-05 (Điều 18 khoản 1). Listings of 2026 name
// Thông tư 59/2026/TT-BKHCN as repealing it from 2026-11-15; that text is not
// held, so nothing is said of what applies since. The article was never amended
// as far as the held copy shows.
func circular41Checks() []motcua.Check[subject] {
	rule := func(id string, title motcua.Text, provision, quote string, eval func(subject) motcua.Verdict) motcua.Check[subject] {
		return motcua.Check[subject]{
			Rule: motcua.Rule{
				ID: id, Title: title, Jurisdiction: motcua.National, Status: motcua.Issued,
				InForce: circular41InForce(), Anchor: motcua.AnchorSigned, Duty: motcua.Must,
				Citation: motcua.Citation{
					Instrument: "Thông tư 41/2017/TT-BTTTT", Provision: provision, Quote: quote, Sure: motcua.Read,
				},
				Outside: motcua.Text{
					VI: "Từ ngày 15/11/2026 Thông tư này được cho là đã bị bãi bỏ bởi Thông tư 59/2026/TT-BKHCN; toàn văn Thông tư 59 chưa có để áp dụng.",
					EN: "From 2026-11-15 it is reported repealed by Thông tư 59/2026/TT-BKHCN, whose text is not held.",
				},
			},
			Applies: isSignature,
			Eval:    eval,
		}
	}
	return []motcua.Check[subject]{
		rule("signature/matching-key",
			motcua.Text{VI: "Khóa bí mật tương ứng với chứng thư số", EN: "Private key matches the certificate"},
			"Điều 7 khoản 2",
			"Chữ ký số trên văn bản điện tử là hợp lệ khi việc kiểm tra, xác thực thông tin về chứng thư số của người ký số tại thời điểm ký còn hiệu lực, chữ ký số được tạo ra đúng bởi khóa bí mật tương ứng với khóa công khai trên chứng thư số và văn bản điện tử đảm bảo tính toàn vẹn.",
			matchingKey),
		rule("signature/document-integrity",
			motcua.Text{VI: "Tính toàn vẹn của văn bản điện tử ký số", EN: "Integrity of the signed document"},
			"Điều 7 khoản 1 điểm c",
			"Kiểm tra tính toàn vẹn của văn bản điện tử ký số.",
			integrity),
	}
}

func circular41InForce() motcua.Interval {
	return motcua.Interval{From: motcua.DateOf(2018, 2, 5), Until: motcua.DateOf(2026, 11, 15)}
}
