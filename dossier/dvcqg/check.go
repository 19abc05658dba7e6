package dvcqg

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/motcua/motcua/dossier"
)

// Bounds of texts, in characters.
const (
	maxSummary = 1000 // of TrichYeuHoSo, as a system in use cuts it
	maxOfficer = 50   // of NguoiXuLy, likewise
	maxText    = 4000
	maxList    = 1000 // entries of a list in a record
)

// checker keeps the first thing that is wrong.
type checker struct {
	record int
	err    error
}

func (c *checker) fail(field, reason string) {
	if c.err == nil {
		c.err = &PayloadError{Record: c.record, Field: field, Reason: reason}
	}
}

func (c *checker) code(field, text string) {
	if _, err := dossier.ParseCode(text); err != nil {
		c.fail(field, "is no dossier code")
	}
}

func (c *checker) required(field, text string) {
	if strings.TrimSpace(text) == "" {
		c.fail(field, "is missing")
	}
	c.length(field, text, maxText)
}

func (c *checker) length(field, text string, most int) {
	if utf8.RuneCountInString(text) > most {
		c.fail(field, fmt.Sprintf("has more than %d characters", most))
	}
}

func (c *checker) oneOf(field, text string, values ...string) {
	for _, v := range values {
		if text == v {
			return
		}
	}
	c.fail(field, "has none of its values")
}

// state reads one of the ten states.
func (c *checker) state(field, text string) dossier.State {
	n, err := strconv.Atoi(text)
	s := dossier.State(n)
	if err != nil || strconv.Itoa(n) != text || s < dossier.StateRegistered || s > dossier.StateReturned {
		c.fail(field, "is none of the ten states")
	}
	return s
}

// order asks that a moment, where it is given, does not lie before another.
func (c *checker) order(field string, m, before Moment) {
	if !m.IsZero() && !before.IsZero() && m.At.Truncate(time.Second).Before(before.At.Truncate(time.Second)) {
		c.fail(field, "lies before what it follows")
	}
}

// digits asks for so many of them.
func (c *checker) digits(field, text string, n int) {
	if len(text) != n || strings.Trim(text, "0123456789") != "" {
		c.fail(field, fmt.Sprintf("is not of %d digits", n))
	}
}

func (e Envelope) check(service string) error {
	switch {
	case e.Session == "" || len(e.Session) > maxText:
		return &PayloadError{Field: "session", Reason: "is missing or too long"}
	case e.Agency == "" || len(e.Agency) > maxText:
		return &PayloadError{Field: "madonvi", Reason: "is missing or too long"}
	case e.Service != service:
		return &PayloadError{Field: "service", Reason: "is another one"}
	}
	return nil
}

func (r Synchronise) check() error {
	if err := r.Envelope.check(ServiceSynchronise); err != nil {
		return err
	}
	if len(r.Data) < 1 || len(r.Data) > MaxRecords {
		return &PayloadError{Field: "data", Reason: "has no records or too many"}
	}
	for i, record := range r.Data {
		c := checker{record: i}
		record.check(&c)
		if c.err != nil {
			return c.err
		}
	}
	return nil
}

func (r ReportProgress) check() error {
	if err := r.Envelope.check(ServiceProgress); err != nil {
		return err
	}
	if len(r.Data) < 1 || len(r.Data) > MaxProgress {
		return &PayloadError{Field: "data", Reason: "has no records or too many"}
	}
	for i, p := range r.Data {
		c := checker{record: i}
		p.check(&c)
		if c.err != nil {
			return c.err
		}
	}
	return nil
}

func (r LookUp) check() error {
	var c checker
	c.code("MaHoSo", r.Code)
	if err := r.Envelope.check(ServiceLookUp); err != nil {
		return err
	}
	return c.err
}

func (p Progress) check(c *checker) {
	c.code("MaHoSo", p.MaHoSo)
	c.required("NguoiXuLy", p.NguoiXuLy)
	c.length("NguoiXuLy", p.NguoiXuLy, maxOfficer)
	c.required("NoiDungXuLy", p.NoiDungXuLy)
	c.length("ChucDanh", p.ChucDanh, maxText)
	c.length("PhongBanXuLy", p.PhongBanXuLy, maxText)
	c.state("TrangThai", p.TrangThai)
	if p.ThoiDiemXuLy.IsZero() {
		c.fail("ThoiDiemXuLy", "is missing")
	}
	c.order("NgayKetThucTheoQuyDinh", p.NgayKetThucTheoQuyDinh, p.NgayBatDau)
}

func (r Record) check(c *checker) {
	c.code("MaHoSo", r.MaHoSo)
	for _, f := range [][2]string{
		{"MaTTHC", r.MaTTHC}, {"TenTTHC", r.TenTTHC}, {"MaLinhVuc", r.MaLinhVuc}, {"TenLinhVuc", r.TenLinhVuc},
		{"TrichYeuHoSo", r.TrichYeuHoSo}, {"DonViXuLy", r.DonViXuLy},
	} {
		c.required(f[0], f[1])
	}
	for _, f := range [][2]string{
		{"SoBienNhan", r.SoBienNhan}, {"ChuHoSo", r.ChuHoSo}, {"SoGiayToChuHoSo", r.SoGiayToChuHoSo}, {"MaDoiTuong", r.MaDoiTuong},
		{"ThongTinKhac", r.ThongTinKhac}, {"Email", r.Email}, {"Fax", r.Fax}, {"SoDienThoai", r.SoDienThoai},
		{"ThongTinTra", r.ThongTinTra}, {"GhiChu", r.GhiChu}, {"NoiNopHoSo", r.NoiNopHoSo},
	} {
		c.length(f[0], f[1], maxText)
	}
	c.length("TrichYeuHoSo", r.TrichYeuHoSo, maxSummary)
	c.oneOf("KenhThucHien", r.KenhThucHien, "1", "2", "3")
	c.digits("LoaiDoiTuong", r.LoaiDoiTuong, 1)
	c.oneOf("HinhThuc", r.HinhThuc, "0", "1")
	c.oneOf("HoSoCoThanhPhanSoHoa", r.HoSoCoThanhPhanSoHoa, "", "0", "1")
	c.oneOf("TaiKhoanDuocXacThucVoiVNeID", r.TaiKhoanDuocXacThucVoiVNeID, "", "0", "1")
	c.oneOf("DuocThanhToanTrucTuyen", r.DuocThanhToanTrucTuyen, "", "1", "2", "3")
	r.checkMoments(c)
	r.checkLists(c)
}

// checkMoments asks for the moments that the state needs, in their order.
func (r Record) checkMoments(c *checker) {
	if r.NgayNopHoSo.IsZero() {
		c.fail("NgayNopHoSo", "is missing")
	}
	switch c.state("TrangThaiHoSo", r.TrangThaiHoSo) {
	case dossier.StateReceived, dossier.StateProcessing, dossier.StatePaymentRequested, dossier.StateDone, dossier.StateReturned:
		if r.NgayTiepNhan.IsZero() {
			c.fail("NgayTiepNhan", "is missing")
		}
	}
	c.order("NgayTiepNhan", r.NgayTiepNhan, r.NgayNopHoSo)
	c.order("NgayHenTra", r.NgayHenTra, r.NgayTiepNhan)
	c.order("NgayTuChoi", r.NgayTuChoi, r.NgayNopHoSo)
	c.order("NgayKetThucXuLy", r.NgayKetThucXuLy, r.NgayTiepNhan)
	c.order("NgayTra", r.NgayTra, r.NgayKetThucXuLy)
}

func (r Record) checkLists(c *checker) {
	for field, n := range map[string]int{
		"DinhDanhCHS": len(r.DinhDanhCHS), "TaiLieuNop": len(r.TaiLieuNop), "DanhSachLePhi": len(r.DanhSachLePhi),
		"DanhSachTepDinhKemKhac": len(r.DanhSachTepDinhKemKhac), "DanhSachHoSoBoSung": len(r.DanhSachHoSoBoSung),
		"DanhSachGiayToKetQua": len(r.DanhSachGiayToKetQua), "DSKetNoiCSDL": len(r.DSKetNoiCSDL),
	} {
		if n > maxList {
			c.fail(field, "has too many entries")
		}
	}
	for _, id := range r.DinhDanhCHS {
		c.oneOf("LoaiDinhDanh", id.LoaiDinhDanh, "1", "2")
		c.digits("SoDinhDanh", id.SoDinhDanh, map[string]int{"1": 12, "2": 9}[id.LoaiDinhDanh])
	}
	for _, d := range r.TaiLieuNop {
		c.required("TenTepDinhKem", d.TenTepDinhKem)
	}
	for _, f := range r.DanhSachLePhi {
		c.required("TenPhiLePhi", f.TenPhiLePhi)
	}
	for _, s := range r.DanhSachHoSoBoSung {
		c.required("HoSoBoSungId", s.HoSoBoSungId)
		c.required("NoiDungBoSung", s.NoiDungBoSung)
		if s.NgayBoSung.IsZero() {
			c.fail("NgayBoSung", "is missing")
		}
		c.order("NgayTiepNhanBoSung", s.NgayTiepNhanBoSung, s.NgayBoSung)
	}
	for _, g := range r.DanhSachGiayToKetQua {
		c.required("TenGiayTo", g.TenGiayTo)
	}
}
