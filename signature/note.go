package signature

import "github.com/motcua/motcua"

// Note is a stable code of a fact worth knowing that spoils no verdict. Text
// gives the sentence for people.
type Note string

// The notes.
const (
	NoteSHA1                 Note = "sha-1"
	NoteRIPEMD160            Note = "ripemd-160"
	NoteDSA                  Note = "dsa"
	NoteSmallKey             Note = "small-key"
	NoteAttributeOrder       Note = "attributes-not-der"
	NoteDigestsDiffer        Note = "digests-differ"
	NoteMisplacedAlgorithm   Note = "algorithm-misplaced"
	NoteNoSignedAttributes   Note = "no-signed-attributes"
	NoteNoSigningCertificate Note = "no-signing-certificate"
	NoteTimesDiffer          Note = "times-differ"
	NoteHiddenContent        Note = "hidden-content"
	NoteLocked               Note = "locked"
	NoteNotInForm            Note = "field-not-in-form"
	NoteLocalTimeAsUTC       Note = "local-time-as-utc"
	NoteClaimAfterProof      Note = "claimed-after-proven-time"
	NoteTimestampUntrusted   Note = "timestamp-not-trusted"
	NoteTimestampImprint     Note = "timestamp-sha-1"
	NoteTimestampsLeftOut    Note = "timestamps-left-out"
)

var noteTexts = [...]struct {
	code Note
	text motcua.Text
}{
	{NoteSHA1, motcua.Text{
		VI: "Chữ ký dùng hàm băm SHA-1, đã lỗi thời.",
		EN: "The signature uses the outdated digest SHA-1."}},
	{NoteRIPEMD160, motcua.Text{
		VI: "Chữ ký dùng hàm băm RIPEMD-160, đã lỗi thời.",
		EN: "The signature uses the outdated digest RIPEMD-160."}},
	{NoteDSA, motcua.Text{
		VI: "Chữ ký dùng thuật toán DSA, đã lỗi thời.",
		EN: "The signature uses the outdated algorithm DSA."}},
	{NoteSmallKey, motcua.Text{
		VI: "Khóa của chữ ký ngắn hơn mức an toàn hiện nay.",
		EN: "The key is shorter than is safe today."}},
	{NoteAttributeOrder, motcua.Text{
		VI: "Các thuộc tính được ký không xếp theo thứ tự chuẩn (DER).",
		EN: "The signed attributes are not in the standard order (DER)."}},
	{NoteDigestsDiffer, motcua.Text{
		VI: "Hàm băm của nội dung và hàm băm của chữ ký khác nhau.",
		EN: "Content and signature use different digests."}},
	{NoteMisplacedAlgorithm, motcua.Text{
		VI: "Chữ ký ghi tên thuật toán sai chỗ (hàm băm ở chỗ thuật toán ký hoặc ngược lại).",
		EN: "The signature names an algorithm in the wrong place (a digest for a signature, or the reverse)."}},
	{NoteNoSignedAttributes, motcua.Text{
		VI: "Chữ ký không có thuộc tính được ký: không ràng buộc thời gian và chứng thư số.",
		EN: "The signature has no signed attributes: neither time nor certificate is bound to it."}},
	{NoteNoSigningCertificate, motcua.Text{
		VI: "Chữ ký CAdES thiếu thuộc tính chỉ định chứng thư số (signing-certificate).",
		EN: "The CAdES signature lacks the signing-certificate attribute."}},
	{NoteTimesDiffer, motcua.Text{
		VI: "Hai thời điểm ký ghi trong chữ ký lệch nhau (thường do phần mềm ghi giờ địa phương thành giờ UTC).",
		EN: "The two signing times stated in the signature differ (often local time written as UTC)."}},
	{NoteLocalTimeAsUTC, motcua.Text{
		VI: "Thời điểm ký ghi trong chữ ký sớm hoặc muộn đúng 7 giờ: phần mềm ký đã ghi giờ Việt Nam như giờ UTC. Đây là lỗi đã biết của phần mềm, không phải dấu hiệu giả mạo.",
		EN: "A time stated in the signature is seven hours off: the software wrote Vietnamese time as UTC. This is a known defect of software, no sign of forgery."}},
	{NoteClaimAfterProof, motcua.Text{
		VI: "Thời điểm ký được khai muộn hơn thời điểm mà dấu thời gian chứng minh chữ ký đã có.",
		EN: "The claimed time of signing is later than the time at which a timestamp proves that the signature existed."}},
	{NoteTimestampUntrusted, motcua.Text{
		VI: "Chữ ký có dấu thời gian nhưng nơi cấp chưa được xác định là tin cậy nên thời điểm ký chưa được chứng minh.",
		EN: "The signature has a timestamp, but its authority is not established as trusted, so the time is not proven."}},
	{NoteTimestampImprint, motcua.Text{
		VI: "Dấu thời gian dùng hàm băm SHA-1 như phần mềm cũ.",
		EN: "The timestamp uses a SHA-1 imprint, as older software does."}},
	{NoteTimestampsLeftOut, motcua.Text{
		VI: "Chữ ký mang quá nhiều dấu thời gian; chỉ những dấu đầu tiên được xét.",
		EN: "The signature carries too many timestamps; only the first were looked at."}},
	{NoteNotInForm, motcua.Text{
		VI: "Trường chữ ký không được ghi trong biểu mẫu của văn bản; một số phần mềm sẽ không hiển thị chữ ký này.",
		EN: "The signature's field is not listed in the document's form; some programs will not show this signature."}},
	{NoteLocked, motcua.Text{
		VI: "Tệp được mã hóa và không mở được bằng mật khẩu đã cho: tên trường và nội dung không đọc được; chữ ký vẫn được kiểm tra từ cấu trúc của tệp.",
		EN: "The file is encrypted and the password given does not open it: names and content cannot be read; the signature was still judged from the file's structure."}},
	{NoteHiddenContent, motcua.Text{
		VI: "Bản được ký chứa nội dung không hiển thị ở đâu cả; có thể được chuẩn bị để thay nội dung về sau.",
		EN: "The signed file holds content that nothing shows; it may have been prepared to replace content later."}},
}

// Text returns the sentence that explains the note.
func (n Note) Text() motcua.Text {
	for i := range noteTexts {
		if noteTexts[i].code == n {
			return noteTexts[i].text
		}
	}
	return motcua.Text{VI: string(n), EN: string(n)}
}
