package dvcqg_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/motcua/motcua/dossier/dvcqg"
)

func request(t testing.TB) dvcqg.Synchronise {
	t.Helper()
	r, err := dvcqg.NewRecord(play(t, forwarded()...), details(), dvcqg.Profile{})
	if err != nil {
		t.Fatal(err)
	}
	return dvcqg.Synchronise{Envelope: dvcqg.Envelope{Session: "s", Agency: "H56.14"}, Data: []dvcqg.Record{r}}
}

func text(t testing.TB) string {
	t.Helper()
	b, err := request(t).JSON()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestChecks: each field that is spoilt is named, and its value is not.
func TestChecks(t *testing.T) {
	late := dvcqg.Moment{At: time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)}
	for field, spoil := range map[string]func(*dvcqg.Record){
		"MaHoSo":          func(r *dvcqg.Record) { r.MaHoSo = "SECRET-17" },
		"MaTTHC":          func(r *dvcqg.Record) { r.MaTTHC = "" },
		"TenLinhVuc":      func(r *dvcqg.Record) { r.TenLinhVuc = " " },
		"TrichYeuHoSo":    func(r *dvcqg.Record) { r.TrichYeuHoSo = strings.Repeat("ằ", 1001) },
		"KenhThucHien":    func(r *dvcqg.Record) { r.KenhThucHien = "SECRET-17" },
		"LoaiDoiTuong":    func(r *dvcqg.Record) { r.LoaiDoiTuong = "" },
		"HinhThuc":        func(r *dvcqg.Record) { r.HinhThuc = "2" },
		"TrangThaiHoSo":   func(r *dvcqg.Record) { r.TrangThaiHoSo = "04" },
		"NgayNopHoSo":     func(r *dvcqg.Record) { r.NgayNopHoSo = dvcqg.Moment{} },
		"NgayTiepNhan":    func(r *dvcqg.Record) { r.NgayTiepNhan = dvcqg.Moment{} },
		"NgayHenTra":      func(r *dvcqg.Record) { r.NgayHenTra = r.NgayNopHoSo },
		"NgayTra":         func(r *dvcqg.Record) { r.NgayKetThucXuLy, r.NgayTra = late, r.NgayTiepNhan },
		"SoDinhDanh":      func(r *dvcqg.Record) { r.DinhDanhCHS[0].SoDinhDanh = "SECRET-17" },
		"LoaiDinhDanh":    func(r *dvcqg.Record) { r.DinhDanhCHS[0].LoaiDinhDanh = "3" },
		"ChuHoSo":         func(r *dvcqg.Record) { r.ChuHoSo = strings.Repeat("SECRET-17", 1000) },
		"TenTepDinhKem":   func(r *dvcqg.Record) { r.TaiLieuNop = []dvcqg.Document{{}} },
		"DSKetNoiCSDL":    func(r *dvcqg.Record) { r.DSKetNoiCSDL = make([]dvcqg.Database, 1001) },
		"NgayKetThucXuLy": func(r *dvcqg.Record) { r.NgayKetThucXuLy = r.NgayNopHoSo },
	} {
		r := request(t)
		spoil(&r.Data[0])
		_, err := r.JSON()
		var wrong *dvcqg.PayloadError
		if !errors.As(err, &wrong) || wrong.Field != field || !errors.Is(err, dvcqg.ErrPayload) {
			t.Errorf("%s: error is %v", field, err)
		} else if strings.Contains(err.Error(), "SECRET") {
			t.Errorf("%s: the error holds the value", field)
		}
	}
	for field, spoil := range map[string]func(*dvcqg.Synchronise){
		"session": func(r *dvcqg.Synchronise) { r.Session = "" },
		"madonvi": func(r *dvcqg.Synchronise) { r.Agency = "" },
		"data":    func(r *dvcqg.Synchronise) { r.Data = nil },
	} {
		r := request(t)
		spoil(&r)
		var wrong *dvcqg.PayloadError
		if _, err := r.JSON(); !errors.As(err, &wrong) || wrong.Field != field {
			t.Errorf("%s: error is %v", field, err)
		}
	}
}

// TestStrict: what a lenient reader would take in two ways is refused.
func TestStrict(t *testing.T) {
	good := text(t)
	if _, err := dvcqg.ParseSynchronise([]byte(good)); err != nil {
		t.Fatal(err)
	}
	replace := func(old, with string) string {
		spoilt := strings.Replace(good, old, with, 1)
		if spoilt == good {
			t.Fatalf("%s is not in the request", old)
		}
		return spoilt
	}
	for name, spoilt := range map[string]string{
		"empty":             "",
		"cut off":           good[:len(good)-1],
		"text behind":       good + "{}",
		"unknown name":      replace(`"MaHoSo"`, `"MaHoSoKhac":"x","MaHoSo"`),
		"repeated name":     replace(`"MaHoSo"`, `"MaHoSo":"H56.14-251020-0008","MaHoSo"`),
		"other letters":     replace(`"MaHoSo"`, `"mahoso"`),
		"name of another":   replace(`"MaHoSo"`, `"TenGiayTo":"x","MaHoSo"`),
		"null":              replace(`"HinhThuc":"0"`, `"HinhThuc":null`),
		"number":            replace(`"HinhThuc":"0"`, `"HinhThuc":0`),
		"flag":              replace(`"isUpdating":"False"`, `"isUpdating":"false"`),
		"another service":   replace("DongBoHoSoMC", "TraCuuHoSo"),
		"month 13":          replace(`"NgayNopHoSo":"20251020`, `"NgayNopHoSo":"20251320`),
		"moment in another": replace(`"NgayNopHoSo":"20251020080000"`, `"NgayNopHoSo":"2025-10-20T08:00:00"`),
		"not UTF-8":         replace("Người", "Ng\xff"),
		"deep":              strings.Repeat("[", 100000),
		"too large":         good + strings.Repeat(" ", dvcqg.MaxRequest),
	} {
		if _, err := dvcqg.ParseSynchronise([]byte(spoilt)); !errors.Is(err, dvcqg.ErrPayload) {
			t.Errorf("%s: error is %v", name, err)
		}
	}
}

func TestProgressBounds(t *testing.T) {
	list, err := dvcqg.NewProgress(play(t, forwarded()...), 0, details())
	if err != nil {
		t.Fatal(err)
	}
	r := dvcqg.ReportProgress{Envelope: dvcqg.Envelope{Session: "s", Agency: "a"}}
	for len(r.Data) <= dvcqg.MaxProgress {
		r.Data = append(r.Data, list[0])
	}
	if _, err := r.JSON(); !errors.Is(err, dvcqg.ErrPayload) {
		t.Errorf("eleven at a time: %v", err)
	}
	r.Data = list[:1]
	r.Data[0].NguoiXuLy = strings.Repeat("ă", 51)
	if _, err := r.JSON(); !errors.Is(err, dvcqg.ErrPayload) {
		t.Errorf("a name of 51 letters: %v", err)
	}
}

func TestLookUp(t *testing.T) {
	got, err := dvcqg.LookUp{Envelope: dvcqg.Envelope{Session: "s", Agency: "a"}, Code: "H56.14-251020-0007"}.JSON()
	if want := `{"session":"s","madonvi":"a","service":"TraCuuHoSo","MaHoSo":"H56.14-251020-0007"}`; err != nil || string(got) != want {
		t.Errorf("request is %s, %v", got, err)
	}
	if _, err := (dvcqg.LookUp{Envelope: dvcqg.Envelope{Session: "s", Agency: "a"}, Code: "x"}).JSON(); !errors.Is(err, dvcqg.ErrPayload) {
		t.Errorf("no code: %v", err)
	}
}

func TestReplies(t *testing.T) {
	p := dvcqg.Profile{SessionCodes: []string{"-9"}}
	for reply, want := range map[string]error{
		`{"error_code": 0}`: nil, `{"error_code": "00", "message": "x"}`: nil, `{"error_code": "0"}`: nil,
		`{"error_code": 3, "message": "Hồ sơ Đã tồn tại"}`:    dvcqg.ErrKnown,
		`{"error_code": "-3", "message": "hồ sơ đã tồn tại"}`: dvcqg.ErrKnown,
		`{"error_code": 3, "message": "khác"}`:                dvcqg.ErrRefused,
		`{"error_code": -9}`:                                  dvcqg.ErrSession,
		`{"error_code": 1}`:                                   dvcqg.ErrRefused,
		`{}`:                                                  dvcqg.ErrPayload, `<html>`: dvcqg.ErrPayload, `{"error_code": "SECRET"}`: dvcqg.ErrPayload,
	} {
		if err := p.ParseReply([]byte(reply)); !errors.Is(err, want) {
			t.Errorf("%s: error is %v, want %v", reply, err, want)
		}
	}
	if err := (dvcqg.Profile{KnownCodes: []string{"7"}, SuccessCodes: []string{"1"}}).ParseReply([]byte(`{"error_code": 7}`)); !errors.Is(err, dvcqg.ErrKnown) {
		t.Errorf("a code of the profile: %v", err)
	}
}

// FuzzParseSynchronise: what was read is written and read again as the same.
func FuzzParseSynchronise(f *testing.F) {
	f.Add([]byte(text(f)))
	f.Add([]byte(`{"session":"s","madonvi":"a","service":"DongBoHoSoMC","isUpdating":"True","data":[{}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := dvcqg.ParseSynchronise(b)
		if err != nil {
			return
		}
		first, err := r.JSON()
		if err != nil {
			t.Fatalf("cannot be written: %v", err)
		}
		again, err := dvcqg.ParseSynchronise(first)
		if err != nil {
			t.Fatalf("cannot be read again: %v", err)
		}
		second, err := again.JSON()
		if err != nil || !bytes.Equal(first, second) {
			t.Errorf("written anew, it differs: %v", err)
		}
	})
}
