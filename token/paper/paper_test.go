package paper

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/testtool"
	"github.com/motcua/motcua/token"
)

func minutes() HandOver {
	return HandOver{
		Superior: "UBND HUYỆN THỬ NGHIỆM", Agency: "UBND XÃ MINH HỌA", Number: "12/BB-UBND", Place: "Minh Họa", On: motcua.DateOf(2026, 3, 2),
		Basis: "Quyết định số 15/QĐ-UBND ngày 01/03/2026 về việc giao thiết bị lưu khóa bí mật",
		Giver: Party{"Nguyễn Thị Ẩn", "Văn thư"}, Receiver: Party{"Trần Văn Ưởng", "Công chức Văn phòng - Thống kê"},
		Devices: []HandedDevice{{Device: "TokenMe 0A-17", Subscriber: "UBND xã Minh Họa", Serial: "5A01F3", Until: motcua.DateOf(2030, 3, 12), State: "hoạt động tốt"}},
	}
}

func TestHandOver(t *testing.T) {
	d, err := minutes().Document()
	if err != nil {
		t.Fatal(err)
	}
	pdftotext := testtool.Path(t, "pdftotext")
	path := filepath.Join(t.TempDir(), "m.pdf")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(d.PDF(f), f.Close()); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(pdftotext, "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(string(out)), " ")
	for _, want := range []string{
		"không phải mẫu chính thức", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "UBND XÃ MINH HỌA", "Số: 12/BB-UBND",
		"Minh Họa, ngày 02 tháng 3 năm 2026", "BIÊN BẢN", "Nguyễn Thị Ẩn", "Trần Văn Ưởng", "TokenMe 0A-17", "5A01F3", "12/03/2030",
		"Quyết định số 15/QĐ-UBND", "02 bản",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing from:\n%s", want, out)
		}
	}
	var first, second bytes.Buffer
	if err := errors.Join(d.DOCX(&first), d.DOCX(&second)); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Errorf("docx: %v, or the bytes differ", err)
	}
}

func TestIncomplete(t *testing.T) {
	for name, spoil := range map[string]func(*HandOver){
		"agency":     func(h *HandOver) { h.Agency = "" },
		"day":        func(h *HandOver) { h.On = motcua.Date{} },
		"no day":     func(h *HandOver) { h.On = motcua.DateOf(2026, 2, 30) },
		"basis":      func(h *HandOver) { h.Basis = "" },
		"receiver":   func(h *HandOver) { h.Receiver.Name = "" },
		"devices":    func(h *HandOver) { h.Devices = nil },
		"subscriber": func(h *HandOver) { h.Devices[0].Subscriber = "" },
	} {
		h := minutes()
		spoil(&h)
		if _, err := h.Document(); !errors.Is(err, ErrIncomplete) {
			t.Errorf("%s: %v, want ErrIncomplete", name, err)
		}
	}
}

// TestFormsAreListed: every form that an act asks for stands in the list.
func TestFormsAreListed(t *testing.T) {
	listed := map[string]bool{}
	for _, f := range Forms() {
		if f.Purpose.VI == "" || f.Purpose.EN == "" {
			t.Errorf("%s %s has no purpose", f.Instrument, f.Number)
		}
		listed[f.Instrument+f.Number] = true
	}
	asked := 0
	for _, day := range []motcua.Date{motcua.DateOf(2021, 1, 4), motcua.DateOf(2025, 1, 6)} {
		for _, k := range token.SubscriberKinds() {
			for _, tr := range token.Transitions(day, k) {
				for _, p := range tr.Papers {
					if p.Form == "" {
						continue
					}
					asked++
					instrument := circular185
					if strings.HasPrefix(p.Form, "Mẫu số") {
						instrument = decree68
					}
					if !listed[instrument+p.Form] {
						t.Errorf("%s asks for %s of %s, which is not listed", tr.Act, p.Form, instrument)
					}
				}
			}
		}
	}
	if asked < 20 {
		t.Errorf("only %d forms are asked for", asked)
	}
}
