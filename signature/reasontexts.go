package signature

import "github.com/motcua/motcua"

// reasonTexts is data: every reason with its sentences. Sentences say what was
// found, so that a clerk can act on them or quote them to the sender.
var reasonTexts = [...]struct {
	code Reason
	text motcua.Text
}{
	{ReasonNoDictionary, motcua.Text{
		VI: "Trường chữ ký có giá trị nhưng giá trị đó không phải là một chữ ký.",
		EN: "The signature field has a value that is no signature."}},
	{ReasonAmbiguousDictionary, motcua.Text{
		VI: "Dữ liệu chữ ký ghi một mục hai lần, mỗi phần mềm có thể đọc khác nhau.",
		EN: "The signature data state an entry twice, so that programs may read them differently."}},
	{ReasonNotInForm, motcua.Text{
		VI: "Tệp chứa dữ liệu chữ ký nhưng không trường chữ ký nào của văn bản dùng đến.",
		EN: "The file holds signature data that no signature field of the document uses."}},
	{ReasonNoContents, motcua.Text{
		VI: "Chữ ký không có giá trị (thiếu Contents).",
		EN: "The signature has no value (Contents is missing)."}},
	{ReasonEmptyContents, motcua.Text{
		VI: "Giá trị chữ ký để trống: chỗ ký đã được chuẩn bị nhưng chưa ký.",
		EN: "The signature value is empty: a place was prepared, but nothing was signed."}},
	{ReasonContentsNotInFile, motcua.Text{
		VI: "Giá trị chữ ký nằm trong dữ liệu nén nên không thể tách khỏi phần được ký.",
		EN: "The signature value stands in compressed data, so it cannot be left out of what is signed."}},
	{ReasonContentsTrailing, motcua.Text{
		VI: "Sau giá trị chữ ký còn dữ liệu lạ (đáng lẽ chỉ là số 0).",
		EN: "Foreign data follow the signature value, where only zeros may stand."}},
	{ReasonByteRangeMalformed, motcua.Text{
		VI: "Phạm vi được ký (ByteRange) ghi không đúng.",
		EN: "The signed range (ByteRange) is malformed."}},
	{ReasonByteRangeOutside, motcua.Text{
		VI: "Phạm vi được ký vượt ra ngoài tệp; có thể tệp đã bị cắt bớt.",
		EN: "The signed range reaches outside the file; the file may have been cut."}},
	{ReasonByteRangeStart, motcua.Text{
		VI: "Phạm vi được ký không bắt đầu từ đầu tệp.",
		EN: "The signed range does not start at the beginning of the file."}},
	{ReasonByteRangeGap, motcua.Text{
		VI: "Phần bỏ qua không ký không khớp với vị trí của giá trị chữ ký: có chỗ để chèn nội dung chưa ký.",
		EN: "The part left unsigned is not exactly the signature value: unsigned content could hide there."}},
	{ReasonCMSMalformed, motcua.Text{
		VI: "Dữ liệu chữ ký (CMS) bị hỏng, không đọc được.",
		EN: "The signature data (CMS) are damaged and cannot be read."}},
	{ReasonNoSigner, motcua.Text{
		VI: "Dữ liệu chữ ký không nêu người ký nào.",
		EN: "The signature data name no signer."}},
	{ReasonSeveralSigners, motcua.Text{
		VI: "Dữ liệu chữ ký nêu nhiều người ký; mỗi chữ ký PDF chỉ được có một.",
		EN: "The signature data name several signers; a PDF signature may have only one."}},
	{ReasonDigestMismatch, motcua.Text{
		VI: "Nội dung được ký đã bị thay đổi: mã băm không khớp.",
		EN: "The signed content was changed: its digest does not match."}},
	{ReasonSignatureInvalid, motcua.Text{
		VI: "Chữ ký không được tạo bởi khóa bí mật tương ứng với chứng thư số kèm theo.",
		EN: "The signature was not made with the private key of the certificate that it names."}},
	{ReasonContentConfusion, motcua.Text{
		VI: "Nội dung có dạng thuộc tính ký của một thông điệp khác: dấu hiệu giả mạo.",
		EN: "The content could be the signed attributes of another message: a sign of forgery."}},
	{ReasonSigningCertificate, motcua.Text{
		VI: "Chữ ký chỉ định một chứng thư số khác với chứng thư số kèm theo.",
		EN: "The signature names another certificate than the one that comes with it."}},
	{ReasonEncapsulated, motcua.Text{
		VI: "Dữ liệu chữ ký mang theo nội dung riêng, không được phép với loại chữ ký này (hoặc thiếu nội dung phải có).",
		EN: "The signature data carry content of their own, which this kind of signature must not (or lack what it must carry)."}},
	{ReasonContentType, motcua.Text{
		VI: "Loại nội dung ghi trong chữ ký không phù hợp với loại chữ ký.",
		EN: "The content type in the signature does not fit the kind of signature."}},
	{ReasonAlgorithmProtection, motcua.Text{
		VI: "Thuật toán ghi trong phần được bảo vệ khác với thuật toán đã dùng.",
		EN: "The protected statement of the algorithms differs from the algorithms used."}},
	{ReasonAlgorithmPolicy, motcua.Text{
		VI: "Các thuật toán được kết hợp theo cách mà tiêu chuẩn cấm.",
		EN: "The algorithms are combined in a way that their standard forbids."}},
	{ReasonAttribute, motcua.Text{
		VI: "Thuộc tính được ký thiếu, lặp hoặc sai dạng.",
		EN: "A signed attribute is missing, repeated or malformed."}},
	{ReasonNoCertificate, motcua.Text{
		VI: "Tệp không kèm chứng thư số của người ký nên chưa kiểm tra được; hãy yêu cầu nơi gửi cung cấp.",
		EN: "The file does not hold the signer's certificate, so nothing can be checked; ask the sender for it."}},
	{ReasonAmbiguousCertificate, motcua.Text{
		VI: "Có nhiều chứng thư số khác nhau cùng khớp với người ký, không biết chứng thư số nào.",
		EN: "Several different certificates match the signer, and nothing tells which is meant."}},
	{ReasonCertificateUnreadable, motcua.Text{
		VI: "Không đọc được chứng thư số của người ký.",
		EN: "The signer's certificate cannot be read."}},
	{ReasonAlgorithm, motcua.Text{
		VI: "Chữ ký dùng thuật toán không được hỗ trợ hoặc không còn được chấp nhận.",
		EN: "The signature uses an algorithm that is not supported or no longer accepted."}},
	{ReasonSubFilter, motcua.Text{
		VI: "Loại chữ ký (SubFilter) không được hỗ trợ.",
		EN: "This kind of signature (SubFilter) is not supported."}},
	{ReasonTypeMismatch, motcua.Text{
		VI: "Loại ghi trong dữ liệu chữ ký (Type) không đi với kiểu chữ ký (SubFilter).",
		EN: "The type stated in the signature data does not go with the kind of signature (SubFilter)."}},
	{ReasonEncrypted, motcua.Text{
		VI: "Nội dung bị mã hóa và không mở được bằng mật khẩu đã cho.",
		EN: "The content is encrypted and could not be opened with the password given."}},
	{ReasonLimit, motcua.Text{
		VI: "Vượt quá giới hạn an toàn của việc kiểm tra nên phần này không được kiểm tra.",
		EN: "A safety limit of the check was reached, so this part was not checked."}},
	{ReasonNothingCovered, motcua.Text{
		VI: "Không xác định được phần nào của tệp đã được ký nên không đánh giá được thay đổi.",
		EN: "What was signed cannot be established, so later changes cannot be judged."}},
	{ReasonCoverage, motcua.Text{
		VI: "Chữ ký không bao trùm trọn vẹn phiên bản văn bản mà nó thuộc về.",
		EN: "The signature does not cover the whole of the revision that it belongs to."}},
	{ReasonTrailingData, motcua.Text{
		VI: "Sau phần cuối của văn bản có dữ liệu lạ được thêm vào.",
		EN: "Foreign data were added behind the end of the document."}},
	{ReasonTrustNotEvaluated, motcua.Text{
		VI: "Chưa kiểm tra hiệu lực của chứng thư số: chưa chọn tổ chức chứng thực gốc nào để tin cậy.",
		EN: "The certificate was not checked: no root certification authority was chosen to be trusted."}},

	{"dss-updated", motcua.Text{
		VI: "Thêm dữ liệu phục vụ kiểm tra chữ ký lâu dài (DSS).",
		EN: "Long-term validation data (DSS) were added."}},
	{"metadata-updated", motcua.Text{
		VI: "Cập nhật thông tin mô tả của tệp.",
		EN: "The file's metadata were updated."}},
	{"extensions-updated", motcua.Text{
		VI: "Cập nhật khai báo phiên bản hoặc phần mở rộng PDF.",
		EN: "The declaration of the PDF version or its extensions was updated."}},
	{"document-timestamp-added", motcua.Text{
		VI: "Thêm dấu thời gian cho văn bản.",
		EN: "A document timestamp was added."}},
	{"signature-added", motcua.Text{
		VI: "Thêm một chữ ký.",
		EN: "A signature was added."}},
	{"signature-field-added", motcua.Text{
		VI: "Thêm một ô ký còn trống.",
		EN: "An empty signature field was added."}},
	{"field-filled", motcua.Text{
		VI: "Điền hoặc sửa giá trị của một ô biểu mẫu.",
		EN: "A form field was filled in or its value changed."}},
	{"annotation-added", motcua.Text{
		VI: "Thêm chú thích lên trang; chú thích có thể che hoặc thêm nội dung.",
		EN: "An annotation was added to a page; it may cover content or add to it."}},
	{"annotation-changed", motcua.Text{
		VI: "Sửa một chú thích trên trang.",
		EN: "An annotation on a page was changed."}},
	{"annotation-removed", motcua.Text{
		VI: "Xóa một chú thích khỏi trang.",
		EN: "An annotation was removed from a page."}},
	{"widget-removed", motcua.Text{
		VI: "Xóa hình hiển thị của một ô biểu mẫu hoặc chữ ký khỏi trang.",
		EN: "The visible part of a form field or signature was removed from a page."}},
	{"signature-changed", motcua.Text{
		VI: "Dữ liệu của một chữ ký đã có bị sửa hoặc thay bằng dữ liệu không hợp lệ.",
		EN: "The data of a signature were changed, or set to something that is none."}},
	{"signature-removed", motcua.Text{
		VI: "Một chữ ký đã có bị gỡ bỏ.",
		EN: "A signature was removed."}},
	{"field-added", motcua.Text{
		VI: "Thêm ô biểu mẫu mới không phải ô ký.",
		EN: "A new form field that is no signature field was added."}},
	{"field-removed", motcua.Text{
		VI: "Một ô biểu mẫu bị xóa hoặc thay bằng đối tượng khác.",
		EN: "A form field was removed or replaced by another object."}},
	{"field-changed", motcua.Text{
		VI: "Cấu trúc của một ô biểu mẫu bị sửa, không chỉ giá trị.",
		EN: "A form field was changed in more than its value."}},
	{"form-changed", motcua.Text{
		VI: "Thiết lập chung của biểu mẫu bị sửa.",
		EN: "The settings of the form were changed."}},
	{"page-changed", motcua.Text{
		VI: "Nội dung hoặc thuộc tính của một trang bị sửa.",
		EN: "The content or properties of a page were changed."}},
	{"page-tree-changed", motcua.Text{
		VI: "Trang bị thêm, xóa hoặc đổi thứ tự.",
		EN: "Pages were added, removed or put in another order."}},
	{"catalog-changed", motcua.Text{
		VI: "Thiết lập của văn bản bị sửa (ví dụ hành động tự chạy, tệp đính kèm, mục lục).",
		EN: "The document's settings were changed (such as actions, attached files, outline)."}},
	{"catalog-replaced", motcua.Text{
		VI: "Phần gốc của văn bản bị thay bằng phần khác.",
		EN: "The root of the document was replaced by another."}},
	{"trailer-changed", motcua.Text{
		VI: "Thông tin cuối tệp bị sửa ngoài những mục được phép.",
		EN: "The file trailer was changed beyond what an update may."}},
	{"permissions-changed", motcua.Text{
		VI: "Quyền hạn của văn bản (chứng nhận) bị sửa sau khi ký.",
		EN: "The document's permissions (certification) were changed after signing."}},
	{"dss-damaged", motcua.Text{
		VI: "Dữ liệu kiểm tra chữ ký lâu dài (DSS) bị xóa bớt hoặc thay bằng dữ liệu sai loại.",
		EN: "Long-term validation data (DSS) were removed or replaced by something else."}},
	{"metadata-invalid", motcua.Text{
		VI: "Thông tin mô tả của tệp bị thay bằng dữ liệu không hợp lệ.",
		EN: "The file's metadata were replaced by invalid data."}},
	{"object-changed", motcua.Text{
		VI: "Một phần của văn bản bị sửa mà không thuộc loại thay đổi được phép.",
		EN: "A part of the document was changed in a way that is not among those permitted."}},
	{"object-freed", motcua.Text{
		VI: "Một phần đang dùng của văn bản bị xóa.",
		EN: "A part of the document that is in use was deleted."}},
	{"object-revealed", motcua.Text{
		VI: "Nội dung được thêm vào chỗ mà văn bản đã ký để trống sẵn.",
		EN: "Content was added where the signed document held a place open for it."}},
	{"object-shared", motcua.Text{
		VI: "Một thành phần bị sửa đồng thời được dùng ở nơi không được phép sửa.",
		EN: "A part that was changed is also used where no change is permitted."}},
	{"object-unreadable", motcua.Text{
		VI: "Có phần được ghi thêm không đọc được nên không biết đã thay đổi gì.",
		EN: "Something that was added cannot be read, so what it changed is not known."}},
	{"revision-unclosed", motcua.Text{
		VI: "Lần ghi thêm không kết thúc đúng quy cách.",
		EN: "An update does not end as it must."}},
}
