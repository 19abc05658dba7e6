package signature

import (
	"strings"

	"github.com/motcua/motcua"
	"golang.org/x/text/unicode/norm"
)

// Thông tư 41/2017/TT-BTTTT, Điều 7: how a signature on an electronic document
// of a state agency is checked. Its khoản 1 gives the steps and their order,
// khoản 2 the three conditions that make a signature valid.
//
// History: see circular41. The article had one wording.
func circular41Checks() []motcua.Check[subject] {
	check := func(rule motcua.Rule, eval func(subject) motcua.Verdict) motcua.Check[subject] {
		return motcua.Check[subject]{Rule: rule, Applies: isSignature, Eval: eval}
	}
	text := circular41()
	return []motcua.Check[subject]{
		check(text.rule("signature/matching-key",
			motcua.Text{VI: "Khóa bí mật tương ứng với chứng thư số", EN: "Private key matches the certificate"},
			motcua.AnchorSigned, "Điều 7 khoản 2", validityQuote), matchingKey),
		check(text.rule("signature/signer-information",
			motcua.Text{VI: "Thông tin của người ký số trên chứng thư số", EN: "Signer's information on the certificate"},
			motcua.AnchorSigned, "Điều 7 khoản 1 điểm b",
			"Kiểm tra, xác thực thông tin của người ký số trên chứng thư số gắn kèm văn bản điện tử; việc kiểm tra, xác thực thông tin người ký số được thực hiện theo Điều 8 Thông tư này;"),
			signerInformation),
		check(text.rule("signature/document-integrity",
			motcua.Text{VI: "Tính toàn vẹn của văn bản điện tử ký số", EN: "Integrity of the signed document"},
			motcua.AnchorSigned, "Điều 7 khoản 1 điểm c", "Kiểm tra tính toàn vẹn của văn bản điện tử ký số."),
			integrity),
		check(text.rule("signature/certificate-valid-at-signing",
			motcua.Text{VI: "Chứng thư số còn hiệu lực tại thời điểm ký", EN: "Certificate in force at the time of signing"},
			motcua.AnchorSigned, "Điều 7 khoản 2", validityQuote), certificateInForce),
		check(text.rule("signature/valid-signature",
			motcua.Text{VI: "Chữ ký số hợp lệ (đủ ba điều kiện)", EN: "Valid signature (all three conditions)"},
			motcua.AnchorSigned, "Điều 7 khoản 2", validityQuote),
			all(matchingKey, certificateInForce, integrity)),
	}
}

const validityQuote = "Chữ ký số trên văn bản điện tử là hợp lệ khi việc kiểm tra, xác thực thông tin về chứng thư số của người ký số tại thời điểm ký còn hiệu lực, chữ ký số được tạo ra đúng bởi khóa bí mật tương ứng với khóa công khai trên chứng thư số và văn bản điện tử đảm bảo tính toàn vẹn."

// signerInformation compares the name on the certificate with the register, the
// database that Điều 7 khoản 3 wants beside the checking software.
func signerInformation(s subject) motcua.Verdict {
	signer, entry := s.signature.Signer, s.signature.Registered
	switch {
	case signer == nil:
		return unclear(motcua.Text{
			VI: "Không đọc được chứng thư số gắn kèm văn bản nên không kiểm tra được thông tin người ký.",
			EN: "No certificate that comes with the document could be read, so the signer's information cannot be checked.",
		})
	case entry == nil || entry.Holder == "":
		return unclear(unknownSigner())
	case !namesAgree(signer.CommonName, entry):
		return breach(motcua.Text{
			VI: "Tên trên chứng thư số khác với tên trong danh bạ người ký; hai tên phải là một.",
			EN: "The name on the certificate is not the one in the register of signers; they must be the same.",
		})
	}
	return satisfied()
}

// namesAgree accepts a common name that holds more than the name, as many do
// that put the title before it, and an agency's that holds less, as those do that
// leave its place to other fields. Letter case, blanks and Unicode form are not
// compared.
func namesAgree(commonName string, entry *Registration) bool {
	stated, registered := words(commonName), words(entry.Holder)
	return containsWords(stated, registered) || entry.Role == RoleAgency && containsWords(registered, stated)
}

func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(norm.NFC.String(s)), func(r rune) bool {
		return strings.ContainsRune(" \t\n\r\u00a0,.-–", r)
	})
}

// containsWords tells whether part stands in whole as consecutive words.
func containsWords(whole, part []string) bool {
	joined := func(list []string) string { return " " + strings.Join(list, " ") + " " }
	return len(part) > 0 && strings.Contains(joined(whole), joined(part))
}
