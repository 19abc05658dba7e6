package signerregister_test

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signerregister"
)

// wantTwo is what the files of TestReadCSV and TestReadJSON hold.
func wantTwo(t *testing.T) []signature.RegisterEntry {
	return []signature.RegisterEntry{
		{
			CertificateSHA256: digest(t, digestA),
			Registration: signature.Registration{
				Role: signature.RolePerson, Holder: "Nguyễn Văn Hoà", Agency: "Sở Tư pháp", AgencyID: "000.00.11.H40",
				Title: "Giám đốc", Authority: "Ký ban hành; ký thay", Manager: "Văn phòng, UBND",
				InForce: motcua.Interval{From: day(t, "2023-01-05"), Until: day(t, "2025-01-01")},
			},
		},
		{
			Issuer: "CN=CA chuyên dùng,O=Ban Cơ yếu,C=VN", Serial: big.NewInt(0x54010f),
			Registration: signature.Registration{
				Role: signature.RoleAgency, Holder: "Sở Tư pháp", InForce: motcua.Interval{From: day(t, "2023-02-10")},
			},
		},
	}
}

const vietnamese = `SHA-256;Tổ chức cấp;Số sê-ri;Vai trò;Họ tên;Cơ quan;Mã định danh;Chức danh;Thẩm quyền ký;Đơn vị quản lý;Từ ngày;Đến ngày;Ghi chú
` + digestA + `;;;Cá nhân;Nguyễn Văn Hoà;Sở Tư pháp;000.00.11.H40;Giám đốc;"Ký ban hành; ký thay";Văn phòng, UBND;5/1/2023;31/12/2024;đã kiểm tra
;CN=CA chuyên dùng,O=Ban Cơ yếu,C=VN;54:01:0F;Cơ quan;Sở Tư pháp;;;;;;10/02/2023;;
`

const english = `certificateSHA256,issuer,serial,role,holder,agency,agencyID,title,authority,manager,from,lastDay
AA:` + tailA + `,,,person,Nguyễn Văn Hoà,Sở Tư pháp,000.00.11.H40,Giám đốc,Ký ban hành; ký thay,"Văn phòng, UBND",2023-01-05,2024-12-31
,"CN=CA chuyên dùng,O=Ban Cơ yếu,C=VN",0x54010f,agency,Sở Tư pháp,,,,,,2023-02-10,9999-12-31
`

func TestReadCSV(t *testing.T) {
	files := map[string]string{
		"Vietnamese":         vietnamese,
		"English":            english,
		"byte order mark":    "\uFEFF" + vietnamese,
		"lines of Windows":   strings.ReplaceAll(vietnamese, "\n", "\r\n"),
		"decomposed":         norm.NFD.String(vietnamese),
		"names in capitals":  strings.ToUpper(vietnamese[:strings.Index(vietnamese, "\n")]) + vietnamese[strings.Index(vietnamese, "\n"):],
		"names without mark": "sha256;to chuc cap;so se ri;vai tro;ho ten;co quan;ma dinh danh;chuc danh;tham quyen ky;don vi quan ly;tu ngay;den ngay;STT" + vietnamese[strings.Index(vietnamese, "\n"):],
		"empty lines":        strings.ReplaceAll(vietnamese, "\n", "\n;;;;;;;;;;;;\n\n"),
		"no last line end":   strings.TrimSuffix(vietnamese, "\n"),
	}
	for name, text := range files {
		t.Run(name, func(t *testing.T) {
			register, refused := readCSV(t, text)
			if len(refused) != 0 {
				t.Errorf("refused: %+v", refused)
			}
			if diff := cmp.Diff(wantTwo(t), register.Entries(), compareSerials, cmp.Comparer(func(a, b motcua.Date) bool { return a == b })); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadCSVRefusesFile(t *testing.T) {
	tests := map[string]string{
		"empty":                   "",
		"not UTF-8":               "SHA-256;Vai tr\xf2\n",
		"UTF-16":                  "\xff\xfeS\x00H\x00A\x00",
		"unknown column":          "SHA-256;Vai trò;Đến ngay hôm nay\n",
		"end that is not the day": "sha256,role,from,until\n",
		"column twice":            "SHA-256;Vai trò;role\n",
		"no role":                 "SHA-256;Họ tên\n",
		"no certificate":          "Vai trò;Tổ chức cấp\n",
		"open quotation":          "SHA-256;Vai trò\n" + digestA + ";\"person\n" + digestB + ";agency\n",
		"stray quotation":         "SHA-256;Vai trò\n" + digestA + ";per\"son\n",
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			if _, _, err := signerregister.ReadCSV(strings.NewReader(text)); !errors.Is(err, signerregister.ErrFormat) {
				t.Errorf("error %v, want %v", err, signerregister.ErrFormat)
			}
		})
	}
}

// TestReadCSVRefusesRow: a row that cannot stand is named with its line, and the
// rows around it are taken.
func TestReadCSVRefusesRow(t *testing.T) {
	type refusal = signerregister.Refusal
	tests := []struct {
		name, row string
		want      refusal
	}{
		{"digest too short", "aa;;;person;;", refusal{Why: signerregister.WhyValue, Column: "certificateSHA256"}},
		{"digest not hexadecimal", strings.Repeat("xy", 32) + ";;;person;;", refusal{Why: signerregister.WhyValue, Column: "certificateSHA256"}},
		{"nothing names the certificate", ";;;person;;", refusal{Why: signerregister.WhyCertificate}},
		{"digest of zeros", strings.Repeat("0", 64) + ";;;person;;", refusal{Why: signerregister.WhyCertificate}},
		{"issuer alone", ";CN=A;;person;;", refusal{Why: signerregister.WhyCertificate}},
		{"serial alone", ";;1f;person;;", refusal{Why: signerregister.WhyCertificate}},
		{"issuer that is no name", ";CA;1f;person;;", refusal{Why: signerregister.WhyValue, Column: "issuer"}},
		{"serial that a program rounded", ";CN=A;5,4E+30;person;;", refusal{Why: signerregister.WhyValue, Column: "serial"}},
		{"serial too long", ";CN=A;1" + strings.Repeat("0", 128) + ";person;;", refusal{Why: signerregister.WhyValue, Column: "serial"}},
		{"no role", digestB + ";;;;;", refusal{Why: signerregister.WhyValue, Column: "role"}},
		{"unknown role", digestB + ";;;unknown;;", refusal{Why: signerregister.WhyValue, Column: "role"}},
		{"no such day", digestB + ";;;person;30/02/2024;", refusal{Why: signerregister.WhyValue, Column: "from"}},
		{"month first", digestB + ";;;person;;12/31/2024", refusal{Why: signerregister.WhyValue, Column: "lastDay"}},
		{"year of two digits", digestB + ";;;person;1/2/24;", refusal{Why: signerregister.WhyValue, Column: "from"}},
		{"ends before it begins", digestB + ";;;person;2/1/2024;1/1/2024", refusal{Why: signerregister.WhyPeriod}},
		{"field too many", digestB + ";;;person;;;x", refusal{Why: signerregister.WhyFields}},
		{"too long", ";CN=" + strings.Repeat("A", 5000) + ";1f;person;;", refusal{Why: signerregister.WhyTooLong, Column: "issuer"}},
		{"direction character", ";CN=A\u202eB;1f;person;;", refusal{Why: signerregister.WhyValue, Column: "issuer"}},
	}
	const head = "SHA-256;Tổ chức cấp;Số sê-ri;Vai trò;Từ ngày;Đến ngày\n"
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sound := digestA + ";;;person;;\n"
			register, refused := readCSV(t, head+sound+tt.row+"\n"+strings.ReplaceAll(sound, "a", "c"))
			tt.want.Line = 3
			if diff := cmp.Diff([]refusal{tt.want}, refused); diff != "" {
				t.Errorf("refused (-want +got):\n%s", diff)
			}
			if n := len(register.Entries()); n != 2 {
				t.Errorf("%d entries, want 2", n)
			}
			if text := refused[0].Text(); text.VI == "" || text.EN == "" {
				t.Error("the refusal has no text")
			}
		})
	}
}

// TestReadCSVOneDay: the last day is included.
func TestReadCSVOneDay(t *testing.T) {
	register, refused := readCSV(t, "SHA-256,role,from,lastDay\n"+digestA+",person,1/2/2024,1/2/2024\n")
	if len(refused) != 0 {
		t.Fatalf("refused: %+v", refused)
	}
	got := register.Entries()[0].InForce
	if want := (motcua.Interval{From: day(t, "2024-02-01"), Until: day(t, "2024-02-02")}); got != want {
		t.Errorf("in force %v, want %v", got, want)
	}
}

// TestReadCSVLines: lines are those of the file, over quoted line ends too.
func TestReadCSVLines(t *testing.T) {
	_, refused := readCSV(t, "SHA-256,role,holder\n"+digestA+",person,\"A\nB\"\n\n"+digestB+",person,C\nx,person,D\n")
	want := []signerregister.Refusal{
		{Line: 2, Why: signerregister.WhyValue, Column: "holder"},
		{Line: 6, Why: signerregister.WhyValue, Column: "certificateSHA256"},
	}
	if diff := cmp.Diff(want, refused); diff != "" {
		t.Errorf("refused (-want +got):\n%s", diff)
	}
}

// endless is a file without end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '\n'
	}
	return len(p), nil
}

func TestReadCSVLimit(t *testing.T) {
	if _, _, err := signerregister.ReadCSV(endless{}); !errors.Is(err, signerregister.ErrLimit) {
		t.Errorf("error %v, want %v", err, signerregister.ErrLimit)
	}
	many := "sha256,role\n" + strings.Repeat("x,person\n", signerregister.MaxEntries+1)
	if _, _, err := signerregister.ReadCSV(strings.NewReader(many)); !errors.Is(err, signerregister.ErrLimit) {
		t.Errorf("error %v, want %v", err, signerregister.ErrLimit)
	}
}
