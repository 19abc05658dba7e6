package signature

import (
	"slices"
	"sync"

	"github.com/motcua/motcua"
)

// What must hold before and after the steps of a process. The rules on persons
// who sign for another are in rules_process_persons.go, those on copies,
// scans and attachments in rules_process_papers.go.

// processChecks lists every rule on documents under way: the processes, and what
// their steps demand.
var processChecks = sync.OnceValue(func() []processCheck {
	var list []processCheck
	for _, p := range processes() {
		list = append(list, p.check())
	}
	return inOrder(append(list, slices.Concat(
		earlierValidChecks(), personSignedChecks(), partiesSignedChecks(), leadFirstChecks(),
		ownCertificateChecks(), byOrderChecks(), delegationChecks(), delegateSignsChecks(), delegatingAgencyChecks(),
		trueCopyChecks(), recopyChecks(), scanChecks(), attachmentChecks(), pagesChecks(),
	)...))
})

// processRule puts a rule on a document under way; its anchor is the day of the
// step.
func processRule(text regulation, id string, title motcua.Text, provision, quote string, eval func(undertaking) motcua.Verdict) processCheck {
	return processCheck{Rule: text.rule(id, title, motcua.AnchorSigned, provision, quote), Eval: eval}
}

// earlierValidChecks is the clerk's check of every signature that is in the file
// before the agency's is added.
//
// History: Nghị định 30/2020/NĐ-CP, Điều 5 khoản 2 (2020-03-05), makes lawful
// signatures a condition; Hải Dương (draft), Điều 11 khoản 3 điểm c, names the
// clerk.
func earlierValidChecks() []processCheck {
	title := motcua.Text{VI: "Văn thư kiểm tra từng chữ ký số trước khi ký số của cơ quan", EN: "Every earlier signature checked before the agency signs"}
	id := "signature/earlier-signatures-valid"
	return []processCheck{
		processRule(decree30(), id, title, "Điều 5 khoản 2",
			"Chữ ký số trên văn bản điện tử phải đáp ứng đầy đủ các quy định của pháp luật.", earlierValid),
		processRule(haiDuong(), id, title, "Điều 11 khoản 3 điểm c",
			"chữ ký số của cơ quan, tổ chức được thực hiện sau và trước khi phát hành văn bản, văn thư có trách nhiệm kiểm tra, xác thực tính đúng đắn, hợp lệ của từng chữ ký.", earlierValid),
	}
}

// earlierValid takes a verified file without signatures as it is: there is none
// to check.
func earlierValid(u undertaking) motcua.Verdict {
	if u.Result == nil {
		return unclear(unverifiedText())
	}
	var invalid, open int
	signatures := u.document().signatures()
	for _, s := range signatures {
		switch standing(s) {
		case No:
			invalid++
		case Unknown:
			open++
		}
	}
	switch {
	case invalid > 0:
		return breach(motcua.Textf(
			"%d trong số %d chữ ký số trên văn bản không hợp lệ; chỉ ký số của cơ quan khi từng chữ ký trước đó đều hợp lệ.",
			"%d of %d signatures on the document are invalid; the agency signs only when each earlier one is valid.",
			invalid, len(signatures)))
	case open > 0:
		return unclear(motcua.Textf(
			"%d trong số %d chữ ký số chưa kiểm tra được đầy đủ; chưa nên ký số của cơ quan.",
			"%d of %d signatures could not be checked in full; the agency should not sign yet.",
			open, len(signatures)))
	}
	return satisfied()
}

// personSignedChecks: the agency signs what the competent person has signed.
//
// History: Thông tư 01/2019/TT-BNV, Điều 14 khoản 3 điểm c (2019-03-10), then Nghị
// định 30/2020/NĐ-CP, Điều 32 khoản 2 điểm d (2020-03-05). Locally Hòa Bình
// 13/2020, Điều 7 khoản 3 điểm b, which adds a duty of the clerk's own.
func personSignedChecks() []processCheck {
	title := motcua.Text{VI: "Đã có chữ ký số của người có thẩm quyền trước khi cơ quan ký số", EN: "Competent person signed before the agency signs"}
	id := "signature/competent-person-signed"
	return []processCheck{
		processRule(circular1().during(motcua.Date{}, decree30From()), id, title, "Điều 14 khoản 3 điểm c",
			"Chỉ được ký số của cơ quan, tổ chức vào văn bản do cơ quan, tổ chức ban hành sau khi đã có chữ ký số của người có thẩm quyền và văn bản do cơ quan, tổ chức trực tiếp số hóa.", personSigned),
		processRule(decree30(), id, title, "Điều 32 khoản 2 điểm d",
			"Chỉ được đóng dấu, ký số của cơ quan, tổ chức vào văn bản đã có chữ ký của người có thẩm quyền và bản sao văn bản do cơ quan, tổ chức trực tiếp thực hiện.", personSigned),
		processRule(hoaBinh(), id, title, "Điều 7 khoản 3 điểm b",
			"chỉ được ký số của cơ quan, tổ chức vào văn bản do cơ quan, tổ chức ban hành sau khi đã có chữ ký số của người có thẩm quyền và văn bản do cơ quan, tổ chức trực tiếp số hóa.", personSigned),
	}
}

func personSigned(u undertaking) motcua.Verdict {
	if u.Result == nil {
		return unclear(unverifiedText())
	}
	switch signedAs(RolePerson, u.signatures()) {
	case Yes:
		return satisfied()
	case No:
		return breach(motcua.Text{
			VI: "Văn bản chưa có chữ ký số hợp lệ của người có thẩm quyền; cơ quan chưa được ký số.",
			EN: "The document has no valid signature of a competent person yet; the agency must not sign.",
		})
	}
	return unclear(whyOpen(u.signatures()))
}

// partiesSignedChecks: a document of several parties is complete when all have
// signed. In the held copy of Nghệ An 65/2016 the heading of Điều 12 is missing:
// its text stands between Điều 11 and Điều 13.
func partiesSignedChecks() []processCheck {
	title := motcua.Text{VI: "Đủ chữ ký số của các bên", EN: "Signatures of all parties"}
	id := "signature/every-party-signed"
	return []processCheck{
		processRule(ngheAn(), id, title, ngheAnTwelve,
			"Trường hợp này, văn bản điện tử chỉ có giá trị pháp lý khi có đầy đủ chữ ký số của các bên tham gia.", everyPartySigned),
		processRule(haiDuong(), id, title, "Điều 11 khoản 3 điểm e",
			"Quy trình lặp lại cho đến khi tất cả những cơ quan, tổ chức liên quan ký số vào văn bản.", everyPartySigned),
	}
}

// ngheAnTwelve does not begin with the article's number, since the held copy does
// not show it.
const ngheAnTwelve = "Đoạn trước Điều 13 (Điều 12, bản đọc được thiếu tiêu đề)"

func leadFirstChecks() []processCheck {
	return []processCheck{processRule(haiDuong(), "signature/lead-agency-first",
		motcua.Text{VI: "Cơ quan chủ trì ký số trước", EN: "Leading agency signs first"},
		"Điều 11 khoản 3 điểm e",
		"Sau khi thống nhất nội dung văn bản liên ngành, cơ quan, tổ chức chủ trì ký số trước rồi chuyển văn bản trên trục văn bản liên thông cho cơ quan, tổ chức tiếp theo;",
		leadSignedFirst)}
}
