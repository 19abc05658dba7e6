package importlist_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
	"github.com/motcua/motcua/token"
	"github.com/motcua/motcua/token/importlist"
	"github.com/xuri/excelize/v2"
)

const list = `DANH SÁCH CHỨNG THƯ SỐ NĂM 2026;;;;;;;
STT;Họ và tên;Loại;Cơ quan quản lý;Số hiệu chứng thư số;Ngày cấp;Ngày hết hạn;Trạng thái;Thiết bị;Người giữ;Email;Ngày thu hồi
1;Nguyễn Thị Ẩn;Cá nhân;UBND xã A;5A:01:F3;01/03/2023;28/02/2028;Đang sử dụng;T-1;;An@h56.gov.vn;
2;UBND xã A;Cơ quan;UBND xã A;5a01f4;2023-03-01;2028-02-28;;T-2;Trần Văn B;;
;;;;;;;;;;;
3;Trùng;Cá nhân;UBND xã A;5a01f3;01/03/2023;28/02/2028;;T-3;;;
4;Không ngày;Cá nhân;UBND xã A;5a01f5;01/03/2023;31/02/2028;;;;;
5;Không loại;Con mèo;UBND xã A;5a01f6;01/03/2023;28/02/2028;;;;;
6;Làm tròn;Cá nhân;UBND xã A;1.2E+20;01/03/2023;28/02/2028;;;;;
7;Thu hồi;Cá nhân;UBND xã A;5a01f7;01/03/2023;28/02/2028;Đã thu hồi;T-7;;;02/01/2026
8;Chung thiết bị;Cá nhân;UBND xã A;5a01f8;01/03/2023;28/02/2028;;T-1;;;
9;"Dấu nháy" hỏng;Cá nhân;UBND xã A;5a01f9;01/03/2023;28/02/2028;;;;;
`

func vn(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at.UTC()
}

func TestReadCSV(t *testing.T) {
	for name, text := range map[string]string{
		"semicolons": list, "commas": strings.ReplaceAll(list, ";", ","), "tabs": strings.ReplaceAll(list, ";", "\t"),
		"with a mark": "\ufeff" + list, "dos": strings.ReplaceAll(list, "\n", "\r\n"),
	} {
		t.Run(name, func(t *testing.T) {
			l, err := importlist.ReadCSV(strings.NewReader(text), importlist.Options{})
			if err != nil {
				t.Fatal(err)
			}
			check(t, l, 1)
		})
	}
}

// check compares with what the list says, read by eye.
func check(t *testing.T, l importlist.List, badCSV int) {
	t.Helper()
	if len(l.Rows)+len(l.Refused)+l.Blank != l.Lines || l.Blank != 1 {
		t.Errorf("%d rows, %d refused and %d blank of %d lines", len(l.Rows), len(l.Refused), l.Blank, l.Lines)
	}
	got := map[int]importlist.Column{}
	for _, r := range l.Refused {
		got[r.Line] = r.Column
		if r.Reason.VI == "" || r.Reason.EN == "" {
			t.Errorf("line %d is refused without reason", r.Line)
		}
	}
	want := map[int]importlist.Column{6: importlist.Certificate, 7: importlist.NotAfter, 8: importlist.Kind, 9: importlist.Serial}
	if badCSV > 0 {
		want[12] = ""
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("refused (-want +got):\n%s", diff)
	}
	first := token.ImportRow{
		Line: 3, Certificate: "5a01f3", Serial: "5a01f3", State: token.LifeInUse, Device: "T-1",
		NotBefore: vn(t, "2023-03-01T00:00:00+07:00"), NotAfter: vn(t, "2028-02-28T23:59:59+07:00"),
		Subscriber: token.Subscriber{ID: "an@h56.gov.vn", Kind: token.ForPerson, Name: "Nguyễn Thị Ẩn", Manager: "UBND xã A"},
	}
	if diff := cmp.Diff(first, l.Rows[0], cmp.Comparer(func(a, b motcua.Date) bool { return a == b })); diff != "" {
		t.Errorf("first row (-want +got):\n%s", diff)
	}
	if h := l.Rows[1].Holder; h != (token.Holder{As: token.KeptByClerk, ID: "Trần Văn B"}) {
		t.Errorf("the agency's device is held by %v", h)
	}
}

// TestReadXLSX writes the list with dates as a spreadsheet keeps them.
func TestReadXLSX(t *testing.T) {
	f := excelize.NewFile()
	for i, l := range strings.Split(strings.TrimSpace(list), "\n") {
		for j, c := range strings.Split(l, ";") {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			var v any = c
			if d, err := time.Parse("02/01/2006", c); err == nil {
				v = d
			}
			if err := f.SetCellValue("Sheet1", cell, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := errors.Join(f.Write(&b), f.Close()); err != nil {
		t.Fatal(err)
	}
	l, err := importlist.ReadXLSX(bytes.NewReader(b.Bytes()), importlist.Options{})
	if err != nil {
		t.Fatal(err)
	}
	check(t, l, 0)
	if _, err := importlist.ReadXLSX(bytes.NewReader(b.Bytes()), importlist.Options{Sheet: "none"}); !errors.Is(err, importlist.ErrFormat) {
		t.Errorf("err = %v, want ErrFormat", err)
	}
}

func TestReadRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "no head": "a;b;c\n1;2;3\n", "late head": strings.Repeat("x\n", 40) + "Họ tên;Số hiệu\n",
	} {
		if _, err := importlist.ReadCSV(strings.NewReader(text), importlist.Options{}); !errors.Is(err, importlist.ErrHead) {
			t.Errorf("%s: %v, want ErrHead", name, err)
		}
	}
	if _, err := importlist.ReadXLSX(strings.NewReader("PK\x03\x04 no"), importlist.Options{}); !errors.Is(err, importlist.ErrFormat) {
		t.Errorf("err = %v, want ErrFormat", err)
	}
	if _, err := importlist.ReadCSV(zeros{}, importlist.Options{}); !errors.Is(err, importlist.ErrLimit) {
		t.Errorf("err = %v, want ErrLimit", err)
	}
}

// zeros never ends.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// TestImport takes the list into a register: nothing is lost, and the device that
// two rows have shows up.
func TestImport(t *testing.T) {
	ctx := context.Background()
	l, err := importlist.ReadCSV(strings.NewReader(list), importlist.Options{})
	if err != nil {
		t.Fatal(err)
	}
	cal, err := motcua.NewCalendar(motcua.CalendarOptions{})
	if err != nil {
		t.Fatal(err)
	}
	now := vn(t, "2026-03-02T08:00:00+07:00")
	store := token.NewMemoryStore()
	g, err := token.NewRegister(store, cal, func() time.Time { return now }, token.RegisterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for round, want := range []int{0, len(l.Rows)} {
		refused, err := g.Import(ctx, l.Rows, "A")
		if err != nil || len(refused) != want {
			t.Errorf("round %d: %d refused, %v; want %d", round, len(refused), err, want)
		}
	}
	kept := 0
	for _, err := range store.Certificates(ctx, token.CertificateFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		kept++
	}
	if kept != len(l.Rows) {
		t.Errorf("%d certificates of %d rows", kept, len(l.Rows))
	}
	r, err := token.AuditLog(ctx, store, token.AuditOptions{Records: true})
	if err != nil || !r.Sound() {
		t.Errorf("audit: %+v, %v", r, err)
	}
	items, err := token.Watch(ctx, store, cal, now, token.WatchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	found := map[token.WatchKind]string{}
	for _, i := range items {
		found[i.Kind] = i.Device
	}
	if diff := cmp.Diff(map[token.WatchKind]string{token.WatchDisputed: "T-1", token.WatchDeviceOut: "T-7"}, found); diff != "" {
		t.Errorf("watch (-want +got):\n%s", diff)
	}
	reviewed, err := token.Review(ctx, store, cal, now, motcua.Profile{})
	if err != nil || len(reviewed) != 0 {
		t.Errorf("what a list says was judged: %v, %v", reviewed, err)
	}
	broken := l.Rows[0]
	broken.Certificate, broken.State = "new", token.LifeRevoked // without the day
	if refused, err := g.Import(ctx, []token.ImportRow{broken}, "A"); err != nil || len(refused) != 1 || refused[0].Reason.VI == "" {
		t.Errorf("refused = %v, %v", refused, err)
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add(list)
	f.Add("Họ tên,Số hiệu\n\"a\nb,1\n")
	f.Add("\ufeffname\tserial\tnot after\n\xff\t1\t45000\n")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := importlist.ReadCSV(strings.NewReader(text), importlist.Options{Kind: token.ForPerson, Manager: "M"})
		if err != nil {
			return
		}
		if len(l.Rows)+len(l.Refused)+l.Blank != l.Lines {
			t.Errorf("%d rows, %d refused and %d blank of %d lines", len(l.Rows), len(l.Refused), l.Blank, l.Lines)
		}
		for _, r := range l.Rows {
			if r.Certificate == "" || !r.NotBefore.Before(r.NotBefore.Add(1)) || r.NotAfter.IsZero() {
				t.Errorf("incomplete row %+v", r)
			}
		}
	})
}

func FuzzReadXLSX(f *testing.F) {
	x := excelize.NewFile()
	for cell, v := range map[string]string{"A1": "Họ tên", "B1": "Số hiệu", "A2": "A", "B2": "5a"} {
		if err := x.SetCellValue("Sheet1", cell, v); err != nil {
			f.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		if l, err := importlist.ReadXLSX(bytes.NewReader(data), importlist.Options{}); err == nil && len(l.Rows)+len(l.Refused)+l.Blank != l.Lines {
			t.Errorf("lines are lost: %+v", l)
		}
	})
}
