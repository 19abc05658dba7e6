package signature

import "github.com/motcua/motcua"

// The reasons about trust: the path from the certificate to a root.
const (
	ReasonNoIssuer          Reason = "issuer-not-found"
	ReasonRootNotChosen     Reason = "root-not-chosen"
	ReasonPathSignature     Reason = "path-signature-invalid"
	ReasonPathNotCA         Reason = "path-issuer-not-authority"
	ReasonPathLength        Reason = "path-too-long"
	ReasonPathNames         Reason = "path-name-not-allowed"
	ReasonPathPolicy        Reason = "path-policy"
	ReasonCriticalExtension Reason = "critical-extension-unknown"
	ReasonPathMalformed     Reason = "path-certificate-malformed"
	ReasonPathLimit         Reason = "path-search-limit"
)

// The reasons about trust: the certificate at the time in question.
const (
	ReasonNotYetValid        Reason = "certificate-not-yet-valid"
	ReasonExpired            Reason = "certificate-expired"
	ReasonIssuerNotValid     Reason = "issuer-not-valid"
	ReasonKeyUsage           Reason = "key-usage"
	ReasonPurpose            Reason = "purpose"
	ReasonRevoked            Reason = "certificate-revoked"
	ReasonSuspended          Reason = "certificate-suspended"
	ReasonIssuerRevoked      Reason = "issuer-revoked"
	ReasonRevocationMissing  Reason = "revocation-not-checked"
	ReasonRevocationStale    Reason = "revocation-data-stale"
	ReasonRevocationExpired  Reason = "revocation-data-after-expiry"
	ReasonRevocationUnproven Reason = "revocation-data-unproven"
	ReasonAlgorithmEnded     Reason = "algorithm-no-longer-acceptable"
	ReasonAlgorithmUnproven  Reason = "algorithm-needs-proof-of-time"
	ReasonNoProofOfTime      Reason = "no-proof-of-time"
	ReasonFutureTime         Reason = "time-after-moment-of-judging"
)

// The reasons about timestamps.
const (
	ReasonTimestampImprint     Reason = "timestamp-of-other-data"
	ReasonTimestampSignature   Reason = "timestamp-signature-invalid"
	ReasonTimestampPurpose     Reason = "timestamp-certificate-purpose"
	ReasonTimestampCertificate Reason = "timestamp-certificate-not-named"
	ReasonTimestampMalformed   Reason = "timestamp-malformed"
	ReasonTimestampBroken      Reason = "timestamp-broken"
)

var trustReasonTexts = [...]struct {
	code Reason
	text motcua.Text
}{
	{ReasonNoIssuer, motcua.Text{
		VI: "Không tìm thấy chứng thư số của nơi cấp nên chưa kiểm tra được đến tổ chức chứng thực gốc; hãy bổ sung chứng thư số trung gian.",
		EN: "An issuer's certificate was not found, so the check does not reach a root; supply the intermediate certificates."}},
	{ReasonRootNotChosen, motcua.Text{
		VI: "Chứng thư số dẫn đến một tổ chức chứng thực gốc không thuộc danh sách được chọn để tin cậy.",
		EN: "The certificate leads to a root authority that was not chosen to be trusted."}},
	{ReasonPathSignature, motcua.Text{
		VI: "Chứng thư số không phải do nơi cấp ghi trên đó ký: dấu hiệu giả mạo.",
		EN: "The certificate was not signed by the issuer that it names: a sign of forgery."}},
	{ReasonPathNotCA, motcua.Text{
		VI: "Chứng thư số được cấp bởi bên không có quyền cấp chứng thư số.",
		EN: "The certificate was issued by someone who may not issue certificates."}},
	{ReasonPathLength, motcua.Text{
		VI: "Chuỗi chứng thư số dài hơn mức nơi cấp cho phép.",
		EN: "The chain of certificates is longer than its issuer allows."}},
	{ReasonPathNames, motcua.Text{
		VI: "Tên trên chứng thư số nằm ngoài phạm vi mà nơi cấp được phép cấp.",
		EN: "The name in the certificate is outside what its issuer may certify."}},
	{ReasonPathPolicy, motcua.Text{
		VI: "Chính sách chứng thực trong chuỗi chứng thư số không phù hợp.",
		EN: "The certificate policies of the chain do not fit together."}},
	{ReasonCriticalExtension, motcua.Text{
		VI: "Chứng thư số chứa điều kiện bắt buộc mà phần mềm này không hiểu.",
		EN: "A certificate holds a binding condition that is not understood here."}},
	{ReasonPathMalformed, motcua.Text{
		VI: "Một chứng thư số trong chuỗi không đúng quy cách.",
		EN: "A certificate of the chain is malformed."}},
	{ReasonPathLimit, motcua.Text{
		VI: "Có quá nhiều chuỗi chứng thư số có thể nên chưa kiểm tra hết.",
		EN: "There are too many possible chains of certificates to check them all."}},

	{ReasonNotYetValid, motcua.Text{
		VI: "Chứng thư số chưa có hiệu lực tại thời điểm ký.",
		EN: "The certificate was not yet in force at the time of signing."}},
	{ReasonExpired, motcua.Text{
		VI: "Chứng thư số đã hết hạn tại thời điểm ký.",
		EN: "The certificate had expired at the time of signing."}},
	{ReasonIssuerNotValid, motcua.Text{
		VI: "Chứng thư số của nơi cấp không có hiệu lực tại thời điểm ký.",
		EN: "An issuer's certificate was not in force at the time of signing."}},
	{ReasonKeyUsage, motcua.Text{
		VI: "Chứng thư số không được cấp để ký số (ví dụ chứng thư số mã hóa).",
		EN: "The certificate was not issued for signing (such as one for encryption)."}},
	{ReasonPurpose, motcua.Text{
		VI: "Chứng thư số được cấp cho mục đích khác với việc đã dùng.",
		EN: "The certificate was issued for another purpose than it was used for."}},
	{ReasonRevoked, motcua.Text{
		VI: "Chứng thư số đã bị thu hồi trước thời điểm ký.",
		EN: "The certificate had been revoked before the time of signing."}},
	{ReasonSuspended, motcua.Text{
		VI: "Chứng thư số đang bị tạm dừng tại thời điểm ký.",
		EN: "The certificate was suspended at the time of signing."}},
	{ReasonIssuerRevoked, motcua.Text{
		VI: "Chứng thư số của nơi cấp đã bị thu hồi trước thời điểm ký.",
		EN: "An issuer's certificate had been revoked before the time of signing."}},
	{ReasonRevocationMissing, motcua.Text{
		VI: "CẢNH BÁO: không kiểm tra được chứng thư số có bị thu hồi hay không, vì không có danh sách thu hồi (CRL) hoặc trả lời OCSP nào.",
		EN: "WARNING: whether the certificate was revoked could not be checked, as there is neither a revocation list nor an OCSP response."}},
	{ReasonRevocationStale, motcua.Text{
		VI: "CẢNH BÁO: dữ liệu thu hồi hiện có đã cũ so với thời điểm cần xét; hãy lấy danh sách thu hồi mới hơn.",
		EN: "WARNING: the revocation data at hand are older than the time in question; obtain a newer list."}},
	{ReasonRevocationExpired, motcua.Text{
		VI: "CẢNH BÁO: dữ liệu thu hồi hiện có được lập sau khi chứng thư số hết hạn nên không chứng minh được gì; cần danh sách thu hồi của thời gian chứng thư số còn hạn.",
		EN: "WARNING: the revocation data at hand were issued after the certificate expired and prove nothing; a list from its lifetime is needed."}},
	{ReasonRevocationUnproven, motcua.Text{
		VI: "CẢNH BÁO: dữ liệu thu hồi hiện có không đủ căn cứ (chứng thư số của nơi lập đã hết hạn hoặc không được tin cậy).",
		EN: "WARNING: the revocation data at hand cannot be relied on (who issued them has an expired or untrusted certificate)."}},
	{ReasonAlgorithmEnded, motcua.Text{
		VI: "Chữ ký hoặc chứng thư số dùng thuật toán không còn an toàn tại thời điểm được chứng minh.",
		EN: "The signature or a certificate uses an algorithm that was no longer safe at the proven time."}},
	{ReasonAlgorithmUnproven, motcua.Text{
		VI: "Chữ ký hoặc chứng thư số dùng thuật toán cũ, chỉ được chấp nhận nếu có dấu thời gian chứng minh đã ký từ khi thuật toán còn an toàn.",
		EN: "The signature or a certificate uses an old algorithm, acceptable only where a timestamp proves that it was made while that was safe."}},
	{ReasonNoProofOfTime, motcua.Text{
		VI: "Chứng thư số có hiệu lực tại thời điểm ký được khai nhưng nay không còn, và không có dấu thời gian chứng minh văn bản đã được ký khi đó.",
		EN: "The certificate was good at the claimed time but no longer is, and no timestamp proves that the signature is that old."}},
	{ReasonFutureTime, motcua.Text{
		VI: "Thời điểm ghi trong chữ ký muộn hơn thời điểm xét.",
		EN: "The time stated in the signature is later than the moment of judging."}},

	{ReasonTimestampImprint, motcua.Text{
		VI: "Dấu thời gian thuộc về dữ liệu khác, không phải chữ ký này.",
		EN: "The timestamp belongs to other data, not to this signature."}},
	{ReasonTimestampSignature, motcua.Text{
		VI: "Chữ ký của nơi cấp dấu thời gian không đúng.",
		EN: "The signature of the timestamp authority is wrong."}},
	{ReasonTimestampPurpose, motcua.Text{
		VI: "Dấu thời gian được tạo bằng chứng thư số không dành cho việc cấp dấu thời gian.",
		EN: "The timestamp was made with a certificate that is not for timestamps."}},
	{ReasonTimestampCertificate, motcua.Text{
		VI: "Dấu thời gian không ghi rõ chứng thư số đã dùng như tiêu chuẩn yêu cầu.",
		EN: "The timestamp does not name its certificate, as the standard demands."}},
	{ReasonTimestampMalformed, motcua.Text{
		VI: "Dữ liệu dấu thời gian bị hỏng, không đọc được.",
		EN: "The timestamp's data are damaged and cannot be read."}},
	{ReasonTimestampBroken, motcua.Text{
		VI: "Chữ ký kèm dấu thời gian sai hoặc của dữ liệu khác.",
		EN: "The signature carries a timestamp that is wrong or belongs to other data."}},
}
