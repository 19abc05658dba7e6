package dossier

import "github.com/motcua/motcua"

// State is one of the ten states in which the national portal shows a dossier.
// The list is a technical catalogue that running systems agree on; no text held
// contains it. The zero State is that before a dossier is handed in.
type State int

// The states, by their national numbers.
const (
	StateRegistered          State = 1
	StateReceived            State = 2
	StateNotReceived         State = 3
	StateProcessing          State = 4
	StateSupplementRequested State = 5
	StatePaymentRequested    State = 6
	StateWithdrawalRequested State = 7
	StateStopped             State = 8
	StateDone                State = 9
	StateReturned            State = 10
)

// States lists the ten states.
func States() []State {
	var list []State
	for s := StateRegistered; s <= StateReturned; s++ {
		list = append(list, s)
	}
	return list
}

// Label returns the state in words, in Vietnamese as the portal writes it.
func (s State) Label() motcua.Text {
	switch s {
	case 0:
		return motcua.Text{VI: "Chưa nộp", EN: "Not handed in"}
	case StateRegistered:
		return motcua.Text{VI: "Mới đăng ký", EN: "Registered"}
	case StateReceived:
		return motcua.Text{VI: "Được tiếp nhận", EN: "Received"}
	case StateNotReceived:
		return motcua.Text{VI: "Không được tiếp nhận", EN: "Not received"}
	case StateProcessing:
		return motcua.Text{VI: "Đang xử lý", EN: "In process"}
	case StateSupplementRequested:
		return motcua.Text{VI: "Yêu cầu bổ sung giấy tờ", EN: "Supplement requested"}
	case StatePaymentRequested:
		return motcua.Text{VI: "Yêu cầu thực hiện nghĩa vụ tài chính", EN: "Payment requested"}
	case StateWithdrawalRequested:
		return motcua.Text{VI: "Công dân yêu cầu rút hồ sơ", EN: "Withdrawal requested"}
	case StateStopped:
		return motcua.Text{VI: "Dừng xử lý", EN: "Stopped"}
	case StateDone:
		return motcua.Text{VI: "Đã xử lý xong", EN: "Decided"}
	case StateReturned:
		return motcua.Text{VI: "Đã trả kết quả", EN: "Result returned"}
	}
	return motcua.Textf("Trạng thái %d", "State %d", int(s))
}

// Final reports whether no act leads to another state.
func (s State) Final() bool {
	return s == StateNotReceived || s == StateStopped || s == StateReturned
}
