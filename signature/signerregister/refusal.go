package signerregister

import (
	"fmt"

	"github.com/motcua/motcua"
)

// Refusal is an entry that the register does not take, and why. It names the
// column and never the content.
type Refusal struct {
	Line   int // of the file, from 1; for New, of the list
	Why    Why
	Column string // English name of the column; "" when no single one is wrong
	// Other is the line of an entry that contradicts this one; 0 for none.
	Other int
}

// Why tells why an entry is refused.
type Why string

// Why an entry is refused.
const (
	WhyFields      Why = "fields"      // more or fewer fields than columns, or a member twice or unknown
	WhyValue       Why = "value"       // the column's content cannot be read
	WhyTooLong     Why = "too-long"    // the column's content is longer than MaxField
	WhyCertificate Why = "certificate" // neither digest nor issuer and serial
	WhyPeriod      Why = "period"      // it ends before it begins
	WhyConflict    Why = "conflict"    // another entry gives the certificate another role for a common day
)

// Text explains the refusal in one sentence.
func (r Refusal) Text() motcua.Text {
	switch r.Why {
	case WhyFields:
		return motcua.Text{VI: "Số cột hoặc tên mục không đúng.", EN: "The number or names of the fields are wrong."}
	case WhyValue:
		return motcua.Text{
			VI: fmt.Sprintf("Không đọc được nội dung cột %s.", r.Column),
			EN: fmt.Sprintf("The content of column %s cannot be read.", r.Column)}
	case WhyTooLong:
		return motcua.Text{
			VI: fmt.Sprintf("Nội dung cột %s quá dài.", r.Column),
			EN: fmt.Sprintf("The content of column %s is too long.", r.Column)}
	case WhyCertificate:
		return motcua.Text{
			VI: "Thiếu chứng thư số: cần mã băm SHA-256, hoặc tổ chức cấp và số sê-ri.",
			EN: "No certificate is named: its SHA-256 is needed, or its issuer and serial."}
	case WhyPeriod:
		return motcua.Text{VI: "Ngày kết thúc trước ngày bắt đầu.", EN: "It ends before it begins."}
	case WhyConflict:
		return motcua.Text{
			VI: fmt.Sprintf("Trái với dòng %d: cùng một chứng thư số, cùng ngày nhưng vai trò khác.", r.Other),
			EN: fmt.Sprintf("Line %d gives the same certificate another role for the same day.", r.Other)}
	}
	return motcua.Text{}
}
