package signature

import (
	"github.com/motcua/motcua"
)

// Thông tư 41/2017/TT-BTTTT, Điều 8: how the validity of a certificate at the
// time of signing is checked (khoản 1) and what makes it valid (khoản 2).
//
// History: see circular41. The article had one wording. Since Nghị định
// 68/2024/NĐ-CP (2024-08-15) its Điều 31 and 32 rule on the same points; only
// their headings are held.
func certificateChecks() []motcua.Check[subject] {
	check := func(id string, title motcua.Text, provision, quote string, eval func(subject) motcua.Verdict) motcua.Check[subject] {
		return motcua.Check[subject]{
			Rule:    circular41().rule(id, title, motcua.AnchorSigned, provision, quote),
			Applies: isSignature, Eval: eval,
		}
	}
	return []motcua.Check[subject]{
		check("signature/revocation-consulted",
			motcua.Text{VI: "Đã kiểm tra CRL hoặc OCSP tại thời điểm ký", EN: "CRL or OCSP consulted for the time of signing"},
			"Điều 8 khoản 1 điểm a",
			"Kiểm tra hiệu lực chứng thư số qua danh sách chứng thư số bị thu hồi (CRL) được công bố tại thời điểm ký số hoặc kiểm tra hiệu lực chứng thư số bằng phương pháp kiểm tra trạng thái chứng thư số trực tuyến (OCSP) ở chế độ trực tuyến;",
			revocationConsulted),
		check("signature/chain-to-root",
			motcua.Text{VI: "Kiểm tra đến chứng thư số gốc", EN: "Checked up to the root certificate"},
			"Điều 8 khoản 1 điểm b",
			"Việc kiểm tra chứng thư số của người ký số trên văn bản điện tử phải kiểm tra đến tận tổ chức cung cấp dịch vụ chứng thực chữ ký số gốc (Root CA).",
			condition(chainCondition)),
		check("signature/certificate-period",
			motcua.Text{VI: "Chứng thư số trong thời hạn tại thời điểm ký", EN: "Certificate within its period at the time of signing"},
			"Điều 8 khoản 2 điểm a", "Có hiệu lực tại thời điểm ký;",
			all(condition(validityCondition), condition(proofCondition))),
		check("signature/certificate-scope",
			motcua.Text{VI: "Phạm vi sử dụng và trách nhiệm pháp lý của người ký", EN: "Scope of use and legal responsibility of the signer"},
			"Điều 8 khoản 2 điểm b",
			"Phù hợp phạm vi sử dụng của chứng thư số và trách nhiệm pháp lý của người ký;",
			all(condition(scopeCondition), responsibility)),
		check("signature/certificate-active",
			motcua.Text{VI: "Chứng thư số còn hoạt động tại thời điểm ký", EN: "Certificate active at the time of signing"},
			"Điều 8 khoản 2 điểm c", "Trạng thái của chứng thư số còn hoạt động tại thời điểm ký số.",
			all(condition(revocationCondition), condition(proofCondition))),
	}
}

// revocationConsulted judges the step, not its answer: a certificate that a list
// shows as revoked was checked. A list that had run out before the signature was
// made is not the one published at that time.
func revocationConsulted(s subject) motcua.Verdict {
	t := &s.signature.Trust
	if s.signature.Signer == nil || t.At.IsZero() {
		return indeterminate(trustReason(s, t.Revocation))
	}
	stale := false
	for i := range t.Evidence {
		e := &t.Evidence[i]
		switch {
		case e.Certificate != s.signature.Signer.CertificateSHA256:
		case e.Decisive:
			return satisfied()
		case !e.NextUpdate.IsZero() && e.NextUpdate.Before(t.At):
			stale = true
		default:
			return indeterminate(trustReason(s, t.Revocation))
		}
	}
	if stale {
		return breach(motcua.Text{
			VI: "Chỉ có danh sách thu hồi (CRL) hoặc kết quả OCSP đã hết hạn trước thời điểm ký; phải dùng danh sách được công bố tại thời điểm ký hoặc OCSP trực tuyến.",
			EN: "The only revocation list (CRL) or OCSP answer at hand had run out before the time of signing; the list published at that time, or OCSP online, must be used.",
		})
	}
	return unclear(statusWarning())
}

// statusWarning is the warning that Thông tư 15/2025/TT-BKHCN, Phụ lục II mục
// 1.2, demands, and good practice for the state's own certificates.
func statusWarning() motcua.Text {
	return motcua.Text{
		VI: "Cảnh báo: không kiểm tra được trạng thái chứng thư số qua CRL hay OCSP, nên chưa biết chứng thư số có bị thu hồi hay không. Cần bổ sung CRL hoặc cho phép kiểm tra trực tuyến rồi kiểm tra lại.",
		EN: "Warning: the state of the certificate could be checked neither by CRL nor by OCSP, so whether it was revoked is not known. Supply the CRL or allow checking online, and check again.",
	}
}

// responsibility needs the register: no certificate says what its holder may
// sign for.
func responsibility(s subject) motcua.Verdict {
	entry := s.signature.Registered
	if entry == nil || !knownRole(s.signature) {
		return unclear(unknownSigner())
	}
	if s.signature.Role == RolePerson && entry.Title == "" && entry.Authority == "" {
		return unclear(motcua.Text{
			VI: "Danh bạ không ghi chức danh hay thẩm quyền của người ký, nên chưa xác định được trách nhiệm pháp lý. Cần bổ sung chức danh hoặc thẩm quyền.",
			EN: "The register states neither title nor authority of the signer, so the legal responsibility is not known. Add the title or the authority.",
		})
	}
	return satisfied()
}
