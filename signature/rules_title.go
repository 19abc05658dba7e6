package signature

import (
	"slices"

	"github.com/motcua/motcua"
)

// Nghị định 130/2018/NĐ-CP, Điều 6 khoản 2 and Điều 7 khoản 2: the certificate of
// a state title or of a competent person states title and agency, and signing in
// place or by order of another (ký thay, ký thừa lệnh) is understood from the title
// that it states.
//
// History: see decree130Checks. Điều 6 binds those who issue, so its wording is
// picked by the day of issue of the certificate; Điều 7 binds its use.
func titleChecks() []motcua.Check[subject] {
	return slices.Concat(
		decree130Checks(mayBe(RolePerson), asRole(RolePerson, titleStated), func(text regulation) motcua.Rule {
			return text.rule("signature/title-on-certificate",
				motcua.Text{VI: "Chứng thư số nêu chức danh và tên cơ quan", EN: "Certificate states title and agency"},
				motcua.AnchorCertificateIssued, "Điều 6 khoản 2",
				"Chứng thư số cấp cho chức danh nhà nước, người có thẩm quyền của cơ quan, tổ chức phải nêu rõ chức danh và tên cơ quan, tổ chức của người đó.")
		}),
		decree130Checks(mayBe(RolePerson), asRole(RolePerson, titleAgrees), func(text regulation) motcua.Rule {
			return text.rule("signature/title-agrees",
				motcua.Text{VI: "Chức danh trên chứng thư số phù hợp với danh bạ", EN: "Title on the certificate agrees with the register"},
				motcua.AnchorSigned, "Điều 7 khoản 2",
				"Việc ký thay, ký thừa lệnh theo quy định của pháp luật thực hiện bởi người có thẩm quyền sử dụng chữ ký số của mình, được hiểu căn cứ vào chức danh của người ký ghi trên chứng thư số.")
		}),
	)
}

// titleStated always finds a certificate: its day of issue picked the wording.
func titleStated(s subject) motcua.Verdict {
	signer := s.signature.Signer
	switch {
	case signer.Title == "" && signer.Organization == "":
		return breach(motcua.Text{
			VI: "Chứng thư số không nêu chức danh và không nêu tên cơ quan của người ký; phải nêu rõ cả hai.",
			EN: "The certificate states neither the title nor the agency of the signer; it must state both.",
		})
	case signer.Title == "":
		return breach(motcua.Text{
			VI: "Chứng thư số không nêu chức danh của người ký; phải nêu rõ chức danh và tên cơ quan.",
			EN: "The certificate does not state the title of the signer; it must state title and agency.",
		})
	case signer.Organization == "":
		return breach(motcua.Text{
			VI: "Chứng thư số không nêu tên cơ quan của người ký; phải nêu rõ chức danh và tên cơ quan.",
			EN: "The certificate does not state the agency of the signer; it must state title and agency.",
		})
	}
	return satisfied()
}

func titleAgrees(s subject) motcua.Verdict {
	signer, entry := s.signature.Signer, s.signature.Registered
	switch {
	case entry == nil:
		return unclear(unknownSigner())
	case signer == nil || signer.Title == "":
		return unclear(motcua.Text{
			VI: "Chứng thư số không nêu chức danh, nên không đối chiếu được với danh bạ và không hiểu được việc ký thay, ký thừa lệnh.",
			EN: "The certificate states no title, so it cannot be compared with the register, and signing in place or by order of another cannot be understood from it.",
		})
	case entry.Title == "":
		return unclear(motcua.Text{
			VI: "Danh bạ không ghi chức danh của người ký, nên không đối chiếu được với chức danh trên chứng thư số.",
			EN: "The register states no title of the signer to compare with the one on the certificate.",
		})
	case !titlesAgree(signer.Title, entry.Title):
		return breach(motcua.Text{
			VI: "Chức danh trên chứng thư số khác với chức danh trong danh bạ tại thời điểm ký; hai chức danh phải phù hợp với nhau.",
			EN: "The title on the certificate is not the one in the register at the time of signing; they must agree.",
		})
	}
	return satisfied()
}

// titlesAgree accepts one title that begins with the other, “Giám đốc” and “Giám
// đốc Sở Tư pháp”. A deputy's begins with “Phó”, so it never passes for the head's.
func titlesAgree(a, b string) bool {
	short, long := words(a), words(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	return len(short) > 0 && slices.Equal(short, long[:len(short)])
}
