package paper

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/motcua/motcua/dossier"
)

// source is what a paper is made from.
type source struct {
	c, before dossier.Case // after the event and before it
	event     dossier.Event
	events    []dossier.Event
	ground    dossier.Ground
	d         Details
}

func field(label, value string) block { return block{field: [2]string{label, value}} }

// content returns what a paper says and who signs it, left to right.
func (s source) content(kind dossier.PaperKind) ([]block, []string, error) {
	officer := "NGƯỜI TIẾP NHẬN HỒ SƠ"
	switch kind {
	case dossier.PaperReceipt:
		return s.receipt(), []string{"NGƯỜI NỘP HỒ SƠ", officer}, nil
	case dossier.PaperSupplement:
		return s.supplement(), []string{"", "NGƯỜI HƯỚNG DẪN"}, nil
	case dossier.PaperRefusal:
		return s.refusal(), []string{"NGƯỜI NỘP HỒ SƠ", officer}, nil
	case dossier.PaperApology:
		return s.apology(), []string{"", "THỦ TRƯỞNG CƠ QUAN"}, nil
	case dossier.PaperStopNotice:
		return s.stopNotice(), []string{"", officer}, nil
	case dossier.PaperControlSlip:
		content, err := s.controlSlip()
		return content, nil, err
	}
	return nil, nil, fmt.Errorf("%w: unknown kind", ErrNotCalledFor)
}

// applicant says whose dossier it is and what it asks for.
func (s source) applicant(opening string) []block {
	a := s.d.Applicant
	list := []block{field(opening, a.Name)}
	for _, f := range [][2]string{{"Địa chỉ", a.Address}, {"Số điện thoại", a.Phone}, {"Thư điện tử", a.Email}} {
		if f[1] != "" {
			list = append(list, field(f[0], f[1]))
		}
	}
	p := s.c.Procedure
	list = append(list, field("Nội dung yêu cầu giải quyết", p.Name), field("Mã thủ tục", p.Code))
	if !s.c.Code.IsZero() {
		list = append(list, field("Mã số hồ sơ (dùng để tra cứu)", s.c.Code.String()))
	}
	return list
}

func (s source) receipt() []block {
	p := s.c.Procedure
	list := s.applicant(s.d.OneStop + " đã tiếp nhận hồ sơ của")
	if len(p.Parts) > 0 {
		list = append(list, block{text: "Thành phần hồ sơ:"}, parts(p.Parts))
	}
	if p.Fee > 0 {
		list = append(list, field("Phí, lệ phí", dong(p.Fee)))
	}
	if !p.Immediate {
		list = append(list, field("Thời gian giải quyết hồ sơ theo quy định", p.Term.Label().VI))
	}
	list = append(list, field("Thời gian nhận hồ sơ", moment(s.c.Received)))
	if !s.c.Due.At.IsZero() {
		list = append(list, field("Thời gian trả kết quả", moment(s.c.Due.At)))
	}
	for _, f := range [][2]string{{"Nơi trả kết quả", s.d.ResultPlace}, {"Cách thức trả kết quả", s.d.ResultWay}} {
		if f[1] != "" {
			list = append(list, field(f[0], f[1]))
		}
	}
	return list
}

func parts(list []dossier.Part) block {
	t := &table{shares: []float64{0.1, 0.55, 0.22, 0.13}, head: []string{"STT", "Tên giấy tờ", "Hình thức", "Số lượng"}}
	kinds := map[dossier.PartKind]string{
		dossier.PartOriginal: "Bản chính", dossier.PartCertified: "Bản sao chứng thực",
		dossier.PartCopy: "Bản sao", dossier.PartForm: "Đơn, tờ khai",
	}
	for i, p := range list {
		t.rows = append(t.rows, []string{strconv.Itoa(i + 1), p.Name, kinds[p.Kind], strconv.Itoa(p.Number)})
	}
	return block{table: t}
}

// dong writes an amount with dots between thousands.
func dong(n int64) string {
	digits := strconv.FormatInt(n, 10)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteRune(d)
	}
	return b.String() + " đồng"
}

// reason gives what the law asks slips to state.
func (s source) reason() block { return field("Lý do", s.event.Act.Reason) }

func (s source) supplement() []block {
	list := s.applicant("Hồ sơ của")
	list = append(list, s.reason())
	if len(s.d.Missing) > 0 {
		list = append(list, block{text: "Đề nghị bổ sung, hoàn thiện những nội dung sau:"}, block{list: s.d.Missing})
	}
	for _, d := range s.event.Opened {
		if d.Kind == dossier.DeadlineSupplement {
			list = append(list, field("Hoàn thiện hồ sơ chậm nhất", moment(d.Due.At)))
		}
	}
	return list
}

func (s source) refusal() []block {
	said := "Hồ sơ không được tiếp nhận để giải quyết."
	if s.event.Act.Kind == dossier.ActDecline {
		said = "Sau khi thẩm định, hồ sơ không đủ điều kiện giải quyết và được trả lại."
	}
	return append(s.applicant("Hồ sơ của"), block{text: said}, s.reason())
}

func (s source) apology() []block {
	list := s.applicant("Kính gửi")
	if !s.c.Received.IsZero() {
		list = append(list, field("Thời gian nhận hồ sơ", moment(s.c.Received)))
	}
	if !s.before.Due.At.IsZero() {
		list = append(list, field("Thời gian hẹn trả kết quả", moment(s.before.Due.At)))
	}
	list = append(list, block{text: s.d.Agency + " xin lỗi vì kết quả giải quyết hồ sơ không được trả đúng hẹn."}, s.reason())
	if until := s.event.Act.Until; !until.IsZero() {
		list = append(list, field("Thời gian hẹn lại trả kết quả", moment(s.c.Due.At)))
	}
	return list
}

func (s source) stopNotice() []block {
	list := s.applicant("Hồ sơ của")
	for _, e := range s.events {
		if e.Act.Kind == dossier.ActWithdraw && !e.At.After(s.event.At) {
			list = append(list, field("Thời gian yêu cầu dừng", moment(e.At)))
		}
	}
	if s.event.Act.Reason != "" {
		list = append(list, s.reason())
	}
	return append(list, block{text: s.d.OneStop + " thông báo dừng giải quyết hồ sơ từ " + moment(s.event.At) + "."})
}

// controlSlip lists the hands through which the dossier went. Officers are named
// by their office: their accounts are nothing for paper.
func (s source) controlSlip() ([]block, error) {
	if len(s.events) > maxRows {
		return nil, fmt.Errorf("%w: more than %d events", ErrDetails, maxRows)
	}
	t := &table{
		shares: []float64{0.08, 0.2, 0.27, 0.25, 0.2},
		head:   []string{"STT", "Thời gian", "Công việc", "Người thực hiện", "Kết quả"},
	}
	for i, e := range s.events {
		who := e.Act.By.Role.Label().VI
		if !e.Act.By.Agency.IsZero() {
			who += " (" + e.Act.By.Agency.String() + ")"
		}
		result := e.To.Label().VI
		if len(e.Missed) > 0 {
			result += "; quá hạn"
		}
		t.rows = append(t.rows, []string{strconv.Itoa(i + 1), short(e.At), e.Act.Kind.Label().VI, who, result})
	}
	c := s.c
	list := []block{field("Mã số hồ sơ", c.Code.String()), field("Thủ tục", c.Procedure.Name)}
	if !c.Due.At.IsZero() {
		list = append(list, field("Thời gian hẹn trả kết quả", moment(c.Due.At)))
	}
	return append(list, block{table: t}), nil
}

// RegisterLine is a dossier in the register.
type RegisterLine struct {
	dossier.Summary
	Applicant string
	Returned  string // when and how the result was given; empty: not yet
	Note      string
}

// Register makes the book of dossiers as of a moment, in the order given.
//
// Errors: [ErrDetails].
func Register(lines []RegisterLine, d Details, at time.Time) (*Paper, error) {
	if err := d.check(false); err != nil || len(lines) > maxRows {
		return nil, fmt.Errorf("paper: make register: %w", ErrDetails)
	}
	t := &table{
		shares: []float64{0.06, 0.26, 0.18, 0.15, 0.11, 0.11, 0.13},
		head:   []string{"STT", "Mã số hồ sơ", "Thủ tục", "Tổ chức, cá nhân", "Nhận hồ sơ", "Hẹn trả", "Trả kết quả, ghi chú"},
	}
	for i, l := range lines {
		for _, text := range []string{l.Applicant, l.Returned, l.Note, l.Name} {
			if len(text) > maxDetail {
				return nil, fmt.Errorf("paper: make register: %w: line %d is too long", ErrDetails, i+1)
			}
		}
		end := l.Returned
		if end == "" {
			end = l.State.Label().VI
		}
		if l.Note != "" {
			end += "; " + l.Note
		}
		t.rows = append(t.rows, []string{strconv.Itoa(i + 1), l.Code.String(), l.Name, l.Applicant, short(l.Received), short(l.Promised), end})
	}
	p := &Paper{kind: dossier.PaperRegister, at: at, details: d.filled(), a4: true}
	p.name()
	p.content = []block{{table: t}}
	p.signers = []string{"", "NGƯỜI ĐỨNG ĐẦU BỘ PHẬN MỘT CỬA"}
	p.clean()
	return p, nil
}
