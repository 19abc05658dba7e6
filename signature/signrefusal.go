package signature

import "github.com/motcua/motcua"

// Refusal is a stable code that says why a document was not signed. Text gives
// the sentence for people.
type Refusal string

// The refusals.
const (
	RefusedCertified      Refusal = "certified-without-changes"
	RefusedCertifyNotOnly Refusal = "certification-not-first"
	RefusedLocked         Refusal = "field-locked"
	RefusedReadOnly       Refusal = "field-read-only"
	RefusedSigned         Refusal = "field-signed"
	RefusedOtherField     Refusal = "field-not-for-signatures"
	RefusedFieldShape     Refusal = "field-unusable"
	RefusedLockDiffers    Refusal = "field-lock-differs"
	RefusedSeedValue      Refusal = "seed-value-not-met"
	RefusedEncrypted      Refusal = "encrypted"
	RefusedRights         Refusal = "encryption-rights"
	RefusedDamaged        Refusal = "file-damaged"
	RefusedHarm           Refusal = "earlier-signature-harmed"
	RefusedResult         Refusal = "result-not-valid"
	RefusedUnsigned       Refusal = "no-sound-signature"
	RefusedValidity       Refusal = "certificate-not-in-its-period"
	RefusedUsage          Refusal = "certificate-not-for-signing"
	RefusedStatus         Refusal = "certificate-not-trusted"
	RefusedStatusUnknown  Refusal = "certificate-status-unknown"
)

// refusalTexts is data: every refusal with its sentences.
var refusalTexts = [...]struct {
	code Refusal
	text motcua.Text
}{
	{RefusedCertified, motcua.Text{
		VI: "Văn bản đã được chứng nhận hoặc khóa, không cho phép bất kỳ thay đổi nào, kể cả ký thêm.",
		EN: "The document is certified or locked against every change, a further signature included."}},
	{RefusedCertifyNotOnly, motcua.Text{
		VI: "Chỉ chữ ký đầu tiên mới có thể là chữ ký chứng nhận; văn bản đã có chữ ký.",
		EN: "Only the first signature may certify; the document is signed already."}},
	{RefusedLocked, motcua.Text{
		VI: "Trường chữ ký đã bị một chữ ký trước khóa lại.",
		EN: "An earlier signature has locked the field."}},
	{RefusedReadOnly, motcua.Text{
		VI: "Trường chữ ký chỉ cho đọc.",
		EN: "The signature field is read-only."}},
	{RefusedSigned, motcua.Text{
		VI: "Trường chữ ký này đã được ký.",
		EN: "The field is signed already."}},
	{RefusedOtherField, motcua.Text{
		VI: "Trường này không phải là trường chữ ký.",
		EN: "The field is not for signatures."}},
	{RefusedFieldShape, motcua.Text{
		VI: "Trường chữ ký có cấu trúc không ký được (nằm trong đối tượng khác, hoặc không có đúng một vị trí hiển thị như yêu cầu).",
		EN: "The signature field cannot be used as it is built (it is no object of its own, or has not the one place to show that was asked for)."}},
	{RefusedLockDiffers, motcua.Text{
		VI: "Trường chữ ký quy định khóa các trường khác với yêu cầu.",
		EN: "The signature field prescribes another lock than was asked for."}},
	{RefusedSeedValue, motcua.Text{
		VI: "Trường chữ ký đặt điều kiện bắt buộc mà lần ký này không đáp ứng.",
		EN: "The signature field sets a condition that this signature does not meet."}},
	{RefusedEncrypted, motcua.Text{
		VI: "Tệp được mã hóa và không mở được bằng mật khẩu đã cho.",
		EN: "The file is encrypted and the password given does not open it."}},
	{RefusedRights, motcua.Text{
		VI: "Tệp được mã hóa với quyền không cho phép ký như yêu cầu.",
		EN: "The file is encrypted with rights that do not allow this signature."}},
	{RefusedDamaged, motcua.Text{
		VI: "Cấu trúc tệp bị hỏng hoặc mơ hồ ở phần cần ghi thêm.",
		EN: "The file is damaged or ambiguous where the signature would be added."}},
	{RefusedHarm, motcua.Text{
		VI: "Ký thêm sẽ làm một chữ ký trước không còn hợp lệ.",
		EN: "The new signature would spoil an earlier one."}},
	{RefusedResult, motcua.Text{
		VI: "Chữ ký vừa tạo không qua được bước kiểm tra lại.",
		EN: "The signature just made does not pass verification."}},
	{RefusedUnsigned, motcua.Text{
		VI: "Văn bản không có chữ ký toàn vẹn nào để bổ sung.",
		EN: "The document has no intact signature to extend."}},
	{RefusedValidity, motcua.Text{
		VI: "Chứng thư số chưa có hiệu lực hoặc đã hết hạn tại thời điểm ký.",
		EN: "The certificate is not yet, or no longer, in its period at the time of signing."}},
	{RefusedUsage, motcua.Text{
		VI: "Chứng thư số không dùng để ký.",
		EN: "The certificate is not meant for signing."}},
	{RefusedStatus, motcua.Text{
		VI: "Chứng thư số không có hiệu lực theo kết quả kiểm tra trạng thái; người ký không được ký.",
		EN: "The certificate's status was checked and is not good; its holder must not sign."}},
	{RefusedStatusUnknown, motcua.Text{
		VI: "Không xác định được trạng thái chứng thư số, và yêu cầu là phải xác định được.",
		EN: "The certificate's status could not be told, and it was asked that it must be."}},
}

// Text returns the sentence that explains the refusal.
func (r Refusal) Text() motcua.Text {
	for i := range refusalTexts {
		if refusalTexts[i].code == r {
			return refusalTexts[i].text
		}
	}
	return motcua.Text{VI: string(r), EN: string(r)}
}

// Refusals lists every refusal.
func Refusals() []Refusal {
	codes := make([]Refusal, len(refusalTexts))
	for i := range refusalTexts {
		codes[i] = refusalTexts[i].code
	}
	return codes
}

// Warning is a stable code of what a signer should know of a signature that was
// made all the same. Text gives the sentence for people.
type Warning string

// The warnings.
const (
	WarnStatusUnchecked Warning = "certificate-status-unchecked"
	WarnStatusUnknown   Warning = "certificate-status-unknown"
	WarnSeedValue       Warning = "seed-value-not-honoured"
	WarnNoTimestamp     Warning = "no-timestamp"
)

var warningTexts = [...]struct {
	code Warning
	text motcua.Text
}{
	{WarnStatusUnchecked, motcua.Text{
		VI: "Trạng thái chứng thư số chưa được kiểm tra trước khi ký.",
		EN: "The certificate's status was not checked before signing."}},
	{WarnStatusUnknown, motcua.Text{
		VI: "Đã kiểm tra nhưng không xác định được trạng thái chứng thư số trước khi ký.",
		EN: "The certificate's status was checked before signing, but could not be told."}},
	{WarnSeedValue, motcua.Text{
		VI: "Một mong muốn (không bắt buộc) của trường chữ ký không được đáp ứng.",
		EN: "A wish of the signature field, which is no condition, is not met."}},
	{WarnNoTimestamp, motcua.Text{
		VI: "Không lấy được dấu thời gian; chữ ký được tạo ở mức B-B.",
		EN: "No timestamp was obtained; the signature is of level B-B."}},
}

// Text returns the sentence that explains the warning.
func (w Warning) Text() motcua.Text {
	for i := range warningTexts {
		if warningTexts[i].code == w {
			return warningTexts[i].text
		}
	}
	return motcua.Text{VI: string(w), EN: string(w)}
}

// Warnings lists every warning.
func Warnings() []Warning {
	codes := make([]Warning, len(warningTexts))
	for i := range warningTexts {
		codes[i] = warningTexts[i].code
	}
	return codes
}
