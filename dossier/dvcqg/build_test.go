package dvcqg_test

import (
	"encoding/json"
	"errors"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
	"github.com/motcua/motcua/dossier/dvcqg"
)

func at(t testing.TB, s string) time.Time {
	t.Helper()
	moment, err := time.ParseInLocation(time.DateTime, s, time.FixedZone("+07", 7*60*60))
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func agency(t testing.TB) motcua.AgencyID {
	t.Helper()
	a, err := motcua.ParseAgencyID("H56.14")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// deed is an act, by whom and when.
type deed struct {
	kind dossier.ActKind
	role dossier.Role
	when string
}

// play hands a dossier in, online and on 2025-10-20 at 8:00, and does the deeds.
func play(t testing.TB, deeds ...deed) []dossier.Event {
	t.Helper()
	calendar, err := motcua.NewCalendar(motcua.CalendarOptions{})
	if err != nil {
		t.Fatal(err)
	}
	field, err := dossier.ParseFieldCode("G17-XD")
	if err != nil {
		t.Fatal(err)
	}
	var c dossier.Case
	var events []dossier.Event
	for _, d := range append([]deed{{dossier.ActSubmit, dossier.RoleApplicant, "08:00:00"}}, deeds...) {
		when := at(t, "2025-10-20 "+d.when)
		a := dossier.Act{Kind: d.kind, By: dossier.Actor{Role: d.role, ID: "u-" + string(d.role)}, Reason: "Thiếu bản vẽ"}
		switch d.kind {
		case dossier.ActSubmit:
			a.Case, a.Channel = "case-1", dossier.ChannelOnline
			a.Procedure = &dossier.Procedure{
				Code: "1.000948.H56", Name: "Cấp giấy phép", Level: dossier.LevelProvince, Field: field,
				Receiving: agency(t), Deciding: agency(t), Term: motcua.Term{N: 5, Unit: motcua.WorkingDays},
			}
		case dossier.ActReceive:
			if a.Code, err = dossier.NewCode(agency(t), motcua.DateAt(when), 7); err != nil {
				t.Fatal(err)
			}
		}
		out, err := dossier.Next(c, a, when, dossier.Office{Calendar: calendar})
		if err != nil {
			t.Fatal(err)
		}
		c, events = out.Case, append(events, out.Events...)
	}
	return events
}

func received() []deed { return []deed{{dossier.ActReceive, dossier.RoleOneStop, "09:00:00"}} }

func forwarded(more ...deed) []deed {
	return append(append(received(), deed{dossier.ActForward, dossier.RoleOneStop, "09:30:00"}), more...)
}

func details() dvcqg.Details {
	return dvcqg.Details{
		FieldName: "Xây dựng", Subject: dvcqg.Citizen, Owner: "Người Thử", Unit: "Sở Xây dựng",
		Identity: []dvcqg.Identity{{LoaiDinhDanh: "1", SoDinhDanh: "001234567890"}},
		Officers: map[string]string{"u-handler": "Cán Bộ Thử"},
	}
}

// TestRecord compares a whole record with one written by hand from the list of
// fields.
func TestRecord(t *testing.T) {
	events := play(t, append(forwarded(
		deed{dossier.ActReturn, dossier.RoleHandler, "10:00:00"}, deed{dossier.ActSupplement, dossier.RoleOneStop, "11:00:00"},
		deed{dossier.ActForward, dossier.RoleOneStop, "11:05:00"}),
		deed{dossier.ActDecide, dossier.RoleHandler, "14:00:00"}, deed{dossier.ActHandOver, dossier.RoleOneStop, "15:00:00"})...)
	r, err := dvcqg.NewRecord(events, details(), dvcqg.Profile{})
	if err != nil {
		t.Fatal(err)
	}
	request := dvcqg.Synchronise{Envelope: dvcqg.Envelope{Session: "s", Agency: "H56.14"}, Updating: true, Data: []dvcqg.Record{r}}
	text, err := request.JSON()
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"session": "s", "madonvi": "H56.14", "service": "DongBoHoSoMC", "isUpdating": "True", "data": [{
		"MaHoSo": "H56.14-251020-0007", "MaTTHC": "1.000948.H56", "TenTTHC": "Cấp giấy phép", "MaLinhVuc": "G17-XD",
		"TenLinhVuc": "Xây dựng", "KenhThucHien": "2", "ChuHoSo": "Người Thử",
		"DinhDanhCHS": [{"LoaiDinhDanh": "1", "SoDinhDanh": "001234567890"}], "LoaiDoiTuong": "1",
		"TrichYeuHoSo": "Cấp giấy phép", "NgayNopHoSo": "20251020080000", "NgayTiepNhan": "20251020110000",
		"NgayHenTra": "20251027170000", "NgayKetThucXuLy": "20251020140000", "NgayTra": "20251020150000",
		"TrangThaiHoSo": "10", "HinhThuc": "0", "DonViXuLy": "Sở Xây dựng", "NoiNopHoSo": "2",
		"DanhSachHoSoBoSung": [{"HoSoBoSungId": "4", "NguoiYeuCauBoSung": "Cán Bộ Thử", "NoiDungBoSung": "Thiếu bản vẽ",
			"NgayBoSung": "20251020100000", "NgayTiepNhanBoSung": "20251020110000"}]}]}`
	if diff := cmp.Diff(decoded(t, []byte(want)), decoded(t, text)); diff != "" {
		t.Errorf("request (-want +got):\n%s", diff)
	}
	again, err := dvcqg.ParseSynchronise(text)
	if err != nil {
		t.Fatal(err)
	}
	request.Service = dvcqg.ServiceSynchronise
	if diff := cmp.Diff(request, again); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
}

func decoded(t testing.TB, b []byte) (v any) {
	t.Helper()
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestStatesAreNotBent: every state goes out as it is, and a dossier that is not
// at its end has none.
func TestStatesAreNotBent(t *testing.T) {
	desk := func(kind dossier.ActKind, role dossier.Role) deed { return deed{kind, role, "10:00:00"} }
	for _, tt := range []struct {
		deeds []deed
		want  dossier.State
		ended bool
	}{
		{received(), dossier.StateReceived, false},
		{forwarded(), dossier.StateProcessing, false},
		{forwarded(desk(dossier.ActReturn, dossier.RoleHandler)), dossier.StateSupplementRequested, false},
		{forwarded(desk(dossier.ActRequestPayment, dossier.RoleOneStop)), dossier.StatePaymentRequested, false},
		{forwarded(desk(dossier.ActWithdraw, dossier.RoleApplicant)), dossier.StateWithdrawalRequested, false},
		{forwarded(desk(dossier.ActDecline, dossier.RoleHandler)), dossier.StateStopped, true},
		{forwarded(desk(dossier.ActDecide, dossier.RoleHandler)), dossier.StateDone, true},
		{forwarded(desk(dossier.ActDecide, dossier.RoleHandler), deed{dossier.ActHandOver, dossier.RoleOneStop, "11:00:00"}), dossier.StateReturned, true},
	} {
		r, err := dvcqg.NewRecord(play(t, tt.deeds...), details(), dvcqg.Profile{})
		if err != nil {
			t.Errorf("%d: %v", tt.want, err)
			continue
		}
		if r.TrangThaiHoSo != strconv.Itoa(int(tt.want)) || r.NgayKetThucXuLy.IsZero() == tt.ended || (r.NgayTra.IsZero() == (tt.want == dossier.StateReturned)) {
			t.Errorf("state %d went out as %s, ended %v, returned %v", tt.want, r.TrangThaiHoSo, r.NgayKetThucXuLy, r.NgayTra)
		}
		if tt.ended && tt.want != dossier.StateReturned && !r.NgayKetThucXuLy.At.Equal(at(t, "2025-10-20 10:00:00")) {
			t.Errorf("state %d ended at %v", tt.want, r.NgayKetThucXuLy)
		}
	}
}

func TestWithoutCode(t *testing.T) {
	if _, err := dvcqg.NewRecord(play(t), details(), dvcqg.Profile{}); !errors.Is(err, dvcqg.ErrNoCode) {
		t.Errorf("record: %v", err)
	}
	if _, err := dvcqg.NewProgress(play(t), 0, details()); !errors.Is(err, dvcqg.ErrNoCode) {
		t.Errorf("progress: %v", err)
	}
	if _, err := dvcqg.NewRecord(play(t, received()...)[1:], details(), dvcqg.Profile{}); !errors.Is(err, dossier.ErrEvents) {
		t.Errorf("half a history: %v", err)
	}
}

// TestProgress: one report for each act, in order, and no account in it.
func TestProgress(t *testing.T) {
	events := play(t, forwarded(deed{dossier.ActDecide, dossier.RoleHandler, "14:00:00"})...)
	list, err := dvcqg.NewProgress(events, 1, details())
	if err != nil {
		t.Fatal(err)
	}
	text, err := dvcqg.ReportProgress{Envelope: dvcqg.Envelope{Session: "s", Agency: "H56.14"}, Data: list}.JSON()
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"session": "s", "madonvi": "H56.14", "service": "CapNhatTienDoHoSoMC", "data": [
		{"MaHoSo": "H56.14-251020-0007", "NguoiXuLy": "Bộ phận Một cửa", "ChucDanh": "Bộ phận Một cửa", "ThoiDiemXuLy": "20251020090000",
			"PhongBanXuLy": "Sở Xây dựng", "NoiDungXuLy": "Tiếp nhận hồ sơ", "TrangThai": "2", "NgayBatDau": "20251020090000",
			"NgayKetThucTheoQuyDinh": "20251027170000"},
		{"MaHoSo": "H56.14-251020-0007", "NguoiXuLy": "Bộ phận Một cửa", "ChucDanh": "Bộ phận Một cửa", "ThoiDiemXuLy": "20251020093000",
			"PhongBanXuLy": "Sở Xây dựng", "NoiDungXuLy": "Chuyển hồ sơ đến cơ quan có thẩm quyền", "TrangThai": "4", "NgayBatDau": "20251020093000"},
		{"MaHoSo": "H56.14-251020-0007", "NguoiXuLy": "Cán Bộ Thử", "ChucDanh": "cán bộ, công chức giải quyết", "ThoiDiemXuLy": "20251020140000",
			"PhongBanXuLy": "Sở Xây dựng", "NoiDungXuLy": "Ban hành kết quả giải quyết", "TrangThai": "9", "NgayBatDau": "20251020140000"}]}`
	if diff := cmp.Diff(decoded(t, []byte(want)), decoded(t, text)); diff != "" {
		t.Errorf("request (-want +got):\n%s", diff)
	}
	if _, err := dvcqg.ParseProgress(text); err != nil {
		t.Errorf("read back: %v", err)
	}
}
