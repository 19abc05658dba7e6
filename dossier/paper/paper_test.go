package paper_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
	"github.com/motcua/motcua/dossier/paper"
	"github.com/motcua/motcua/internal/testtool"
)

func at(t testing.TB, s string) time.Time {
	t.Helper()
	moment, err := time.ParseInLocation(time.DateTime, s, time.FixedZone("+07", 7*60*60))
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

// play does acts one after another, and returns their events.
func play(t testing.TB, acts ...func(*dossier.Act) string) []dossier.Event {
	t.Helper()
	calendar, err := motcua.NewCalendar(motcua.CalendarOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var c dossier.Case
	var events []dossier.Event
	for _, fill := range acts {
		a := dossier.Act{By: dossier.Actor{ID: "tài-khoản-17"}, Reason: "Thiếu bản sao “Giấy chứng nhận” & phụ lục <2>"}
		when := fill(&a)
		out, err := dossier.Next(c, a, at(t, when), dossier.Office{Calendar: calendar})
		if err != nil {
			t.Fatal(err)
		}
		c, events = out.Case, append(events, out.Events...)
	}
	return events
}

func do(kind dossier.ActKind, role dossier.Role, when string) func(*dossier.Act) string {
	return func(a *dossier.Act) string {
		a.Kind, a.By.Role = kind, role
		return when
	}
}

func agency(t testing.TB) motcua.AgencyID {
	t.Helper()
	a, err := motcua.ParseAgencyID("000.00.06.H56")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func submit(t testing.TB, when string) func(*dossier.Act) string {
	return func(a *dossier.Act) string {
		a.Kind, a.By.Role, a.Case, a.Channel = dossier.ActSubmit, dossier.RoleApplicant, "case-1", dossier.ChannelDirect
		a.Procedure = &dossier.Procedure{
			Code: "1.000948.H56", Name: "Cấp giấy phép xây dựng nhà ở riêng lẻ", Level: dossier.LevelProvince, Fee: 1250000,
			Receiving: agency(t), Deciding: agency(t), Term: motcua.Term{N: 5, Unit: motcua.WorkingDays},
			Parts: []dossier.Part{
				{Code: "01", Name: "Đơn đề nghị cấp giấy phép, có chữ ký của chủ hộ và xác nhận của Ủy ban nhân dân xã", Kind: dossier.PartForm, Number: 1},
				{Code: "02", Name: "Bản vẽ thiết kế", Kind: dossier.PartCertified, Number: 2},
			},
		}
		return when
	}
}

func receive(t testing.TB, when string) func(*dossier.Act) string {
	return func(a *dossier.Act) string {
		a.Kind, a.By.Role = dossier.ActReceive, dossier.RoleOneStop
		code, err := dossier.NewCode(agency(t), motcua.DateAt(at(t, when)), 361)
		if err != nil {
			t.Fatal(err)
		}
		a.Code = code
		return when
	}
}

func details() paper.Details {
	return paper.Details{
		Over: "ỦY BAN NHÂN DÂN TỈNH THANH HÓA", Agency: "SỞ XÂY DỰNG", Place: "Thanh Hóa", Number: "12/HDHS",
		Applicant:   paper.Applicant{Name: "Người Thử Nghiệm", Address: "Số 1, đường Ằ Ẵ Ặ Ữ Ợ", Phone: "0000"},
		Missing:     []string{"Bản vẽ thiết kế (02 bản)", "Đơn có chữ ký"},
		ResultPlace: "Bộ phận Một cửa", ResultWay: "Trực tiếp", Officer: "Cán Bộ Thử",
		LookUp: "https://example.vn/tra-cuu?ma=000.00.06.H56-240819-0361",
	}
}

// apologised is a case in which most papers were called for, in the year of a
// circular.
func apologised(t testing.TB, year string) []dossier.Event {
	day := func(s string) string { return year + "-" + s }
	return play(t, submit(t, day("10-20 08:00:00")), receive(t, day("10-20 09:32:00")),
		do(dossier.ActForward, dossier.RoleOneStop, day("10-20 10:00:00")),
		func(a *dossier.Act) string {
			a.Kind, a.By.Role, a.Until = dossier.ActApologise, dossier.RoleHandler, at(t, day("10-31 16:00:00"))
			return day("10-24 09:00:00")
		})
}

// scene is a paper, the events that call for it and what it must say.
type scene struct {
	kind   dossier.PaperKind
	events []dossier.Event
	says   []string
}

func scenes(t testing.TB) map[string]scene {
	head := []string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "SỞ XÂY DỰNG", "Số: 12/HDHS", "Trình bày không theo mẫu chính thức"}
	who := append(head, "Người Thử Nghiệm", "Số 1, đường Ằ Ẵ Ặ Ữ Ợ", "Cấp giấy phép xây dựng nhà ở riêng lẻ", "1.000948.H56")
	reason := append(who, "Lý do: Thiếu bản sao “Giấy chứng nhận” & phụ lục <2>")
	asked := do(dossier.ActRequestSupplement, dossier.RoleOneStop, "2024-10-21 09:00:00")
	refused := do(dossier.ActRefuse, dossier.RoleOneStop, "2025-10-20 09:00:00")
	return map[string]scene{
		"receipt 2024": {dossier.PaperReceipt, apologised(t, "2024"), append(who,
			"GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", "Mẫu số 01 Thông tư 01/2018/TT-VPCP", "000.00.06.H56-241020-0361",
			"1.250.000 đồng", "05 ngày làm việc", "09 giờ 32 phút, ngày 20 tháng 10 năm 2024", "Bản vẽ thiết kế", "Bản sao chứng thực",
			"Thanh Hóa, ngày 20 tháng 10 năm 2024", "NGƯỜI NỘP HỒ SƠ")},
		"receipt 2025": {dossier.PaperReceipt, apologised(t, "2025"), append(who, "Mẫu số 01 Thông tư 03/2025/TT-VPCP", "Nghị định 118/2025/NĐ-CP")},
		"supplement 2024": {dossier.PaperSupplement, play(t, submit(t, "2024-10-21 08:00:00"), asked), append(reason,
			"PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", "Mẫu số 02", "Bản vẽ thiết kế (02 bản)", "Đơn có chữ ký")},
		"refusal 2025": {dossier.PaperRefusal, play(t, submit(t, "2025-10-20 08:00:00"), refused), append(reason,
			"PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", "Mẫu số 03 Thông tư 03/2025/TT-VPCP")},
		"apology 2025": {dossier.PaperApology, apologised(t, "2025"), append(reason,
			"VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT", "ngày 27 tháng 10 năm 2025", "16 giờ 00 phút, ngày 31 tháng 10 năm 2025")},
		"stop notice 2025": {dossier.PaperStopNotice, play(t, submit(t, "2025-10-20 08:00:00"), receive(t, "2025-10-20 09:32:00"),
			do(dossier.ActWithdraw, dossier.RoleApplicant, "2025-10-21 08:00:00"), do(dossier.ActStop, dossier.RoleOneStop, "2025-10-21 09:00:00")),
			append(who, "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", "Mẫu số 05", "08 giờ 00 phút, ngày 21 tháng 10 năm 2025")},
		"control slip 2025": {dossier.PaperControlSlip, apologised(t, "2025"), append(head,
			"PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", "Mẫu số 06", "Tiếp nhận hồ sơ", "09:32 20/10/2025", "Đang xử lý")},
	}
}

func made(t testing.TB, s scene) *paper.Paper {
	t.Helper()
	p, err := paper.Make(s.kind, s.events, details())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// squeezed makes text comparable wherever lines were broken.
func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

func says(t *testing.T, format, text string, want []string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(squeezed(text), squeezed(w)) {
			t.Errorf("%s does not say “%s”", format, w)
		}
	}
	if strings.Contains(text, "tài-khoản-17") {
		t.Errorf("%s names an account", format)
	}
}

func TestContents(t *testing.T) {
	for name, s := range scenes(t) {
		t.Run(name, func(t *testing.T) {
			p := made(t, s)
			says(t, "HTML", textOf(t, "HTML", written(t, p.HTML)), s.says)
			says(t, "DOCX", docxText(t, written(t, p.DOCX)), s.says)
			says(t, "PDF", pdfText(t, written(t, p.PDF)), s.says)
		})
	}
}

func written(t testing.TB, write func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// textOf reads the text of well-formed markup.
func textOf(t testing.TB, format string, markup []byte) string {
	t.Helper()
	if format == "HTML" { // elements without end are no XML
		markup = regexp.MustCompile(`(?s)<!DOCTYPE html>|<meta[^>]*>|<img[^>]*>|<style>.*</style>`).ReplaceAll(markup, nil)
	}
	var text strings.Builder
	for d := xml.NewDecoder(bytes.NewReader(markup)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return text.String()
		}
		if err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		if chars, ok := token.(xml.CharData); ok {
			text.Write(chars)
		}
	}
}

func docxText(t testing.TB, docx []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	var text string
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Ext(f.Name) != ".png" {
			found := textOf(t, f.Name, content) // every part is well-formed
			if f.Name == "word/document.xml" {
				text = found
			}
		}
	}
	return text
}

func pdfText(t testing.TB, pdf []byte) string {
	t.Helper()
	tool := testtool.Path(t, "pdftotext")
	name := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(name, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, "-enc", "UTF-8", "-raw", name, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestSymbolsAreReadBack scans the rendered page.
func TestSymbolsAreReadBack(t *testing.T) {
	render, scan := testtool.Path(t, "pdftoppm"), testtool.Path(t, "zbarimg")
	folder := t.TempDir()
	name := filepath.Join(folder, "paper")
	if err := os.WriteFile(name+".pdf", written(t, made(t, scenes(t)["receipt 2024"]).PDF), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(render, "-png", "-r", "300", "-f", "1", "-l", "1", "-singlefile", name+".pdf", name).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	out, err := exec.Command(scan, "--quiet", "--raw", "-Sdisable", "-Scode128.enable", "-Sqrcode.enable", name+".png").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"000.00.06.H56-241020-0361\n", details().LookUp + "\n"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("read %q, want %q in it", out, want)
		}
	}
}

// TestSameBytes: a paper depends on its arguments alone.
func TestSameBytes(t *testing.T) {
	for name, s := range scenes(t) {
		first, second := made(t, s), made(t, s)
		for format, write := range map[string][2]func(io.Writer) error{
			"HTML": {first.HTML, second.HTML}, "DOCX": {first.DOCX, second.DOCX}, "PDF": {first.PDF, second.PDF},
		} {
			if !bytes.Equal(written(t, write[0]), written(t, write[1])) {
				t.Errorf("%s: %s differs", name, format)
			}
		}
	}
}

// TestPageSizes: A5, and A4 for the register.
func TestPageSizes(t *testing.T) {
	tool := testtool.Path(t, "pdfinfo")
	for want, p := range map[string]*paper.Paper{
		"419.53 x 595.28 pts": made(t, scenes(t)["receipt 2024"]), "595.28 x 841.89 pts": register(t, 3),
	} {
		name := filepath.Join(t.TempDir(), "paper.pdf")
		if err := os.WriteFile(name, written(t, p.PDF), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(tool, name).Output()
		if err != nil || !strings.Contains(string(out), want) {
			t.Errorf("want %s in:\n%s%v", want, out, err)
		}
	}
}

func TestRefusedPapers(t *testing.T) {
	events := apologised(t, "2025")
	long := details()
	long.Missing = make([]string, 201)
	wide := details()
	wide.Place = strings.Repeat("x", 2001)
	for name, tt := range map[string]struct {
		kind    dossier.PaperKind
		events  []dossier.Event
		details paper.Details
		want    error
	}{
		"not called for": {dossier.PaperRefusal, events, details(), paper.ErrNotCalledFor},
		"no events":      {dossier.PaperReceipt, nil, details(), paper.ErrNotCalledFor},
		"no agency":      {dossier.PaperReceipt, events, paper.Details{}, paper.ErrDetails},
		"too many":       {dossier.PaperReceipt, events, long, paper.ErrDetails},
		"too long":       {dossier.PaperReceipt, events, wide, paper.ErrDetails},
		"not a history":  {dossier.PaperReceipt, events[1:], details(), dossier.ErrEvents},
	} {
		if _, err := paper.Make(tt.kind, tt.events, tt.details); !errors.Is(err, tt.want) {
			t.Errorf("%s: error is %v, want %v", name, err, tt.want)
		}
	}
	if _, err := paper.Register(make([]paper.RegisterLine, 5001), details(), at(t, "2025-12-31 17:00:00")); !errors.Is(err, paper.ErrDetails) {
		t.Errorf("a register of 5001: %v", err)
	}
}

func BenchmarkPDF(b *testing.B) {
	p := made(b, scenes(b)["receipt 2024"])
	for b.Loop() {
		if err := p.PDF(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
