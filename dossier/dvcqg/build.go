package dvcqg

import (
	"fmt"
	"strconv"

	"github.com/motcua/motcua/dossier"
)

// Profile holds what no official text that is held fixes, and systems in use do
// differently or alone. The zero value is what most of them do.
type Profile struct {
	// Subjects are the codes of LoaiDoiTuong, one digit each; nil means “1” for
	// citizens, “2” for enterprises, “3” for state agencies, “4” for others.
	Subjects map[Subject]string
	// SubmittedAt is NoiNopHoSo; empty means “2”, all that was seen.
	SubmittedAt string
	// SuccessCodes, KnownCodes and SessionCodes are those of answers: nil means “0”
	// and “00”; “3” and “-3” with a message that says so; none.
	SuccessCodes, KnownCodes, SessionCodes []string
}

// Subject is who owns a dossier.
type Subject string

// The subjects.
const (
	Citizen     Subject = "citizen"
	Enterprise  Subject = "enterprise"
	StateAgency Subject = "state-agency"
	Other       Subject = "other"
)

func (p Profile) subject(s Subject) string {
	if p.Subjects != nil {
		return p.Subjects[s]
	}
	switch s {
	case Citizen:
		return "1"
	case Enterprise:
		return "2"
	case StateAgency:
		return "3"
	case Other:
		return "4"
	}
	return ""
}

// Details are what a dossier's events do not hold, and the portal takes.
type Details struct {
	FieldName string // of the procedure's field
	Subject   Subject
	Owner     string
	Identity  []Identity
	Email     string
	Phone     string
	Summary   string // TrichYeuHoSo; empty means the procedure's name
	Unit      string // that handles the dossier, by name
	ByPost    bool   // the result is sent by post
	Documents []Document
	Fees      []Fee
	Results   []Result
	// Officers names who acted, by the identifiers of the events; who is not in it
	// is named by the office.
	Officers map[string]string
}

// officer names who did an act: accounts are nothing for the portal.
func (d Details) officer(by dossier.Actor) string {
	if name := d.Officers[by.ID]; name != "" {
		return name
	}
	return by.Role.Label().VI
}

// NewRecord makes the record of a dossier from its events, as
// [dossier.ReadLog] returns them. The state is the dossier's own, the moments are
// those of the acts: NgayKetThucXuLy is when the result was issued or the dossier
// was stopped, and never another.
//
// Errors: [dossier.ErrEvents], [ErrNoCode], [ErrPayload].
func NewRecord(events []dossier.Event, d Details, p Profile) (Record, error) {
	c, err := dossier.Rebuild(events)
	if err != nil {
		return Record{}, fmt.Errorf("dvcqg: make record: %w", err)
	}
	if c.Code.IsZero() {
		return Record{}, fmt.Errorf("dvcqg: make record: %w", ErrNoCode)
	}
	r := Record{
		MaHoSo: c.Code.String(), MaTTHC: c.Procedure.Code, TenTTHC: c.Procedure.Name,
		MaLinhVuc: c.Procedure.Field.String(), TenLinhVuc: d.FieldName, KenhThucHien: channel(c.Channel),
		ChuHoSo: d.Owner, DinhDanhCHS: d.Identity, LoaiDoiTuong: p.subject(d.Subject), Email: d.Email, SoDienThoai: d.Phone,
		TrichYeuHoSo: d.Summary, NgayNopHoSo: Moment{c.Submitted}, NgayTiepNhan: Moment{c.Received}, NgayHenTra: Moment{c.Due.At},
		TrangThaiHoSo: state(c.State), HinhThuc: "0", DonViXuLy: d.Unit, NoiNopHoSo: p.SubmittedAt,
		TaiLieuNop: d.Documents, DanhSachLePhi: d.Fees, DanhSachGiayToKetQua: d.Results,
	}
	if r.TrichYeuHoSo == "" {
		r.TrichYeuHoSo = c.Procedure.Name
	}
	if r.NoiNopHoSo == "" {
		r.NoiNopHoSo = "2"
	}
	if d.ByPost {
		r.HinhThuc = "1"
	}
	r.follow(events, d)
	var check checker
	if r.check(&check); check.err != nil {
		return Record{}, check.err
	}
	return r, nil
}

// follow takes the moments from the acts, and the requests for a supplement.
func (r *Record) follow(events []dossier.Event, d Details) {
	for i, e := range events {
		at := Moment{e.At}
		switch e.Act.Kind {
		case dossier.ActRefuse, dossier.ActDecline:
			r.NgayTuChoi = at
		case dossier.ActDecide, dossier.ActGiveAtOnce:
			r.NgayKetThucXuLy = at
		case dossier.ActRequestSupplement, dossier.ActReturn:
			r.DanhSachHoSoBoSung = append(r.DanhSachHoSoBoSung, Supplement{
				HoSoBoSungId: strconv.Itoa(i + 1), NguoiYeuCauBoSung: d.officer(e.Act.By), NoiDungBoSung: e.Act.Reason, NgayBoSung: at,
			})
		case dossier.ActSupplement:
			if n := len(r.DanhSachHoSoBoSung); n > 0 {
				r.DanhSachHoSoBoSung[n-1].NgayTiepNhanBoSung = at
			}
		}
		if e.To == dossier.StateStopped && e.From != e.To {
			r.NgayKetThucXuLy = at
		}
		if e.To == dossier.StateReturned && e.From != e.To {
			r.NgayTra = at
		}
	}
}

func channel(c dossier.Channel) string {
	switch c {
	case dossier.ChannelDirect:
		return "1"
	case dossier.ChannelOnline:
		return "2"
	case dossier.ChannelPost:
		return "3"
	}
	return ""
}

func state(s dossier.State) string { return strconv.Itoa(int(s)) }

// NewProgress makes the reports of a dossier's acts from the n-th event on,
// counted from 0, in their order; acts before the dossier had a code are reported
// under the code that it got. Send them at most [MaxProgress] at a time, and none
// before the one before it was taken.
//
// Errors: [dossier.ErrEvents], [ErrNoCode], [ErrPayload].
func NewProgress(events []dossier.Event, n int, d Details) ([]Progress, error) {
	c, err := dossier.Rebuild(events)
	if err != nil {
		return nil, fmt.Errorf("dvcqg: make progress: %w", err)
	}
	if c.Code.IsZero() {
		return nil, fmt.Errorf("dvcqg: make progress: %w", ErrNoCode)
	}
	var list []Progress
	for i := max(n, 0); i < len(events); i++ {
		e := events[i]
		p := Progress{
			MaHoSo: c.Code.String(), NguoiXuLy: d.officer(e.Act.By), ChucDanh: e.Act.By.Role.Label().VI,
			ThoiDiemXuLy: Moment{e.At}, PhongBanXuLy: d.Unit, NoiDungXuLy: e.Act.Kind.Label().VI, TrangThai: state(e.To),
			NgayBatDau: Moment{e.At}, NgayKetThucTheoQuyDinh: Moment{e.Due.At},
		}
		check := checker{record: i}
		if p.check(&check); check.err != nil {
			return nil, check.err
		}
		list = append(list, p)
	}
	return list, nil
}
