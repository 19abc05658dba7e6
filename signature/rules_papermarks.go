package signature

import (
	"slices"

	"github.com/motcua/motcua"
)

// Which signature stands for which mark on paper: a competent person's for the
// handwritten signature, the agency's for the seal.
//
// History, nationally: Nghị định 130/2018/NĐ-CP, Điều 8 (see decree130Checks for
// its end); Luật 51/2005/QH11, Điều 24, above it until 2024-07-01. Locally: Nghệ An
// 65/2016, Điều 4 khoản 1; Hải Dương (draft of 2019), Điều 5 khoản 1 and 2.
func paperMarkChecks() []motcua.Check[subject] {
	handwriting := motcua.Text{VI: "Chữ ký số cá nhân thay chữ ký tay", EN: "Personal signature stands for the handwritten one"}
	seal := motcua.Text{VI: "Chữ ký số cơ quan thay con dấu", EN: "Agency's signature stands for the seal"}
	local := func(rule motcua.Rule, role Role, eval func(subject) motcua.Verdict) motcua.Check[subject] {
		return motcua.Check[subject]{Rule: rule, Applies: mayBe(role), Eval: asRole(role, eval)}
	}
	return slices.Concat(
		decree130Checks(mayBe(RolePerson), asRole(RolePerson, signatureValid), func(text regulation) motcua.Rule {
			return text.rule("signature/stands-for-handwriting", handwriting, motcua.AnchorSigned, "Điều 8 khoản 1",
				"Trong trường hợp pháp luật quy định văn bản cần có chữ ký thì yêu cầu đối với một thông điệp dữ liệu được xem là đáp ứng nếu thông điệp dữ liệu đó được ký bằng chữ ký số và chữ ký số đó được đảm bảo an toàn theo quy định tại Điều 9 Nghị định này.")
		}),
		decree130Checks(mayBe(RoleAgency), asRole(RoleAgency, signatureValid), func(text regulation) motcua.Rule {
			return text.rule("signature/stands-for-seal", seal, motcua.AnchorSigned, "Điều 8 khoản 2",
				"Trong trường hợp pháp luật quy định văn bản cần được đóng dấu của cơ quan tổ chức thì yêu cầu đó đối với một thông điệp dữ liệu được xem là đáp ứng nếu thông điệp dữ liệu đó được ký bởi chữ ký số cơ quan, tổ chức và chữ ký số đó được đảm bảo an toàn theo quy định tại Điều 9 Nghị định này.")
		}),
		[]motcua.Check[subject]{
			local(ngheAn().rule("signature/stands-for-handwriting", handwriting, motcua.AnchorSigned, "Điều 4 khoản 1",
				"Văn bản điện tử được ký số bằng chứng thư số cá nhân do Ban Cơ yếu Chính phủ cấp trong thời gian còn hiệu lực thì có giá trị pháp lý như văn bản giấy được ký tay."),
				RolePerson, all(signatureValid, stateService)),
			local(haiDuong().rule("signature/stands-for-handwriting", handwriting, motcua.AnchorSigned, "Điều 5 khoản 1",
				"Văn bản điện tử được ký số với loại chữ ký số của cá nhân đã được xác thực hợp lệ thì có giá trị tương đương với văn bản giấy có chữ ký tay của cá nhân đó."),
				RolePerson, signatureValid),
			local(haiDuong().rule("signature/stands-for-seal", seal, motcua.AnchorSigned, "Điều 5 khoản 2",
				"Văn bản điện tử được ký số với loại chữ ký số của cơ quan đã được xác thực hợp lệ thì có giá trị tương đương với văn bản giấy có đóng dấu của cơ quan đó, trừ trường hợp quy định tại Điều a Khoản 5 Điều này."),
				RoleAgency, signatureValid),
		},
	)
}
