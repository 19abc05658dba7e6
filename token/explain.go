package token

import (
	"errors"

	"github.com/motcua/motcua"
)

// Explain puts an error into one sentence for the person at the device: what is
// wrong and, where it helps, what to do. ok is false for an error that the
// package has no words for.
func Explain(err error) (text motcua.Text, ok bool) {
	for _, e := range explanations() {
		if errors.Is(err, e.err) {
			return e.text, true
		}
	}
	return motcua.Text{}, false
}

type explanation struct {
	err  error
	text motcua.Text
}

// explanations go from the special to the general: an error is often several.
func explanations() []explanation {
	return []explanation{
		{ErrPINLocked, motcua.Text{
			VI: "Mã PIN đã bị khóa; hãy yêu cầu mở khóa thiết bị.",
			EN: "The PIN is locked; ask for the device to be unlocked."}},
		{ErrLastTry, motcua.Text{
			VI: "Mã PIN sai; nếu nhập sai một lần nữa, thiết bị sẽ bị khóa.",
			EN: "Wrong PIN; one more wrong attempt locks the device."}},
		{ErrWrongPIN, motcua.Text{VI: "Mã PIN sai.", EN: "Wrong PIN."}},
		{ErrPINExpired, motcua.Text{
			VI: "Mã PIN đã hết hạn; phải đổi mã PIN trước khi sử dụng.",
			EN: "The PIN has expired; change it before use."}},
		{ErrPINFormat, motcua.Text{
			VI: "Mã PIN có độ dài hoặc ký tự không hợp lệ.",
			EN: "The PIN has a length or characters that are not allowed."}},
		{ErrPINNotSet, motcua.Text{VI: "Thiết bị chưa được đặt mã PIN.", EN: "The device has no PIN yet."}},
		{ErrPINWithheld, motcua.Text{
			VI: "Mã PIN trước đó sai nên không được dùng lại; hãy đăng nhập lại.",
			EN: "An earlier PIN was wrong and is not used again; log in anew."}},
		{ErrPINNeeded, motcua.Text{VI: "Cần nhập mã PIN.", EN: "A PIN is needed."}},
		{ErrCancelled, motcua.Text{VI: "Thao tác đã bị hủy trên thiết bị.", EN: "The operation was cancelled at the device."}},
		{ErrRemoved, motcua.Text{
			VI: "Thiết bị đã bị rút ra; hãy cắm lại thiết bị.",
			EN: "The device was removed; insert it again."}},
		{ErrNotFound, motcua.Text{VI: "Không tìm thấy thiết bị.", EN: "The device was not found."}},
		{ErrBusy, motcua.Text{VI: "Thiết bị đang bận.", EN: "The device is busy."}},
		{ErrTimeout, motcua.Text{
			VI: "Thiết bị không trả lời trong thời gian cho phép.",
			EN: "The device did not answer in time."}},
		{ErrUninitialised, motcua.Text{VI: "Thiết bị chưa được khởi tạo.", EN: "The device is not initialised."}},
		{ErrNotLoggedIn, motcua.Text{VI: "Chưa đăng nhập vào thiết bị.", EN: "Not logged in to the device."}},
		{ErrNoKey, motcua.Text{
			VI: "Thiết bị không chứa khóa của chứng thư này.",
			EN: "The device does not hold the key of this certificate."}},
		{ErrMechanism, motcua.Text{
			VI: "Thiết bị không hỗ trợ thuật toán ký này.",
			EN: "The device does not offer this signature algorithm."}},
		{ErrDenied, motcua.Text{VI: "Khóa không được phép dùng để ký.", EN: "The key may not be used for signing."}},
		{ErrFull, motcua.Text{VI: "Thiết bị không còn chỗ trống.", EN: "The device is full."}},
		{ErrReadOnly, motcua.Text{VI: "Thiết bị không cho phép ghi.", EN: "The device is read-only."}},
		{ErrNoCertificate, motcua.Text{VI: "Không có chứng thư nào phù hợp để ký.", EN: "No certificate fits for signing."}},
		{ErrAmbiguous, motcua.Text{
			VI: "Có nhiều lựa chọn phù hợp; hãy chọn một.",
			EN: "More than one fits; choose one."}},
		{ErrModule, motcua.Text{VI: "Không dùng được trình điều khiển của thiết bị.", EN: "The driver of the device cannot be used."}},
		{ErrUnsupported, motcua.Text{VI: "Chức năng này không được hỗ trợ.", EN: "This is not supported."}},
		{ErrDevice, motcua.Text{VI: "Thiết bị gặp lỗi.", EN: "The device failed."}},
	}
}
