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
