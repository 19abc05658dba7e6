package paper

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua/internal/testtool"
)

const sample = `@note Mẫu thử
@columns
ỦY BAN NHÂN DÂN
*{agency}
@next
*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
/Độc lập - Tự do - Hạnh phúc
@end

@title BIÊN BẢN
Bên giao: {giver}; ký tự: ằẳẵặ ẾỀỂỄỆ ợ ữ ₫
@table 10 60 30
STT | Tên | Số
@each devices
{n} | {name} | {agency}
Cộng | {total} |
@end
@right /Hà Nội, ngày {day}
`

func values() Values {
	return Values{
		Fields: map[string]string{"agency": "XÃ THỬ", "giver": "Nguyễn Thị Ánh", "total": "2", "day": "01/03/2026"},
		Rows:   map[string][]map[string]string{"devices": {{"n": "1", "name": "Thiết bị <A> & “B”"}, {"n": "2", "name": "Thiết bị hai"}}},
	}
}

func filled(t testing.TB, template string, v Values) *Paper {
	t.Helper()
	tm, err := Parse(template)
	if err != nil {
		t.Fatal(err)
	}
	p, err := tm.Fill(v, About{Title: "Biên bản thử", Made: time.Date(2026, 3, 1, 2, 3, 4, 5, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// wanted is what the sample says, without blanks.
func wanted() []string {
	return []string{
		"Mẫu thử", "ỦY BAN NHÂN DÂN", "XÃ THỬ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "BIÊN BẢN",
		"Bên giao: Nguyễn Thị Ánh; ký tự: ằẳẵặ ẾỀỂỄỆ ợ ữ ₫", "Thiết bị <A> & “B”", "Thiết bị hai", "Cộng", "Hà Nội, ngày 01/03/2026",
	}
}

func TestParseRefuses(t *testing.T) {
	for _, text := range []string{
		"@unknown x", "@columns\nx", "@columns\n@next\n@next\n@end", "@table 50 50", "@table 50\nx\n@end", "@table 50 60\na|b\n@end",
		"@table 50 50\na|b|c\n@end", "@table 50 50\n@end", "@table x 50\na|b\n@end", "@table 50 50\na|b\n@each x\n@end", "a {b", "a } b", "a {b{c}}", "a {}", "@table NaN 50\na|b\n@end",
	} {
		if _, err := Parse(text); !errors.Is(err, ErrTemplate) {
			t.Errorf("%q: %v, want ErrTemplate", text, err)
		}
	}
}

func TestFillRefuses(t *testing.T) {
	tm, err := Parse(sample)
	if err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Values){
		"missing field": func(v *Values) { delete(v.Fields, "giver") },
		"missing rows":  func(v *Values) { delete(v.Rows, "devices") },
		"missing in row": func(v *Values) {
			v.Rows["devices"] = []map[string]string{{"n": "1"}}
		},
		"long value":    func(v *Values) { v.Fields["giver"] = strings.Repeat("a", maxValue+1) },
		"too many rows": func(v *Values) { v.Rows["devices"] = make([]map[string]string, maxRows+1) },
	} {
		v := values()
		spoil(&v)
		if _, err := tm.Fill(v, About{}); !errors.Is(err, ErrValue) {
			t.Errorf("%s: %v, want ErrValue", name, err)
		}
	}
}

// TestValuesAreNoCommands: what a value says is never read as template.
func TestValuesAreNoCommands(t *testing.T) {
	v := values()
	v.Fields["giver"] = "@table 50 50\n{agency} | *x @end \x00\u202e😀"
	p := filled(t, "{giver}\n*x {giver}", v)
	want := "@table 50 50 {agency} | *x @end ���"
	if len(p.blocks) != 2 || p.blocks[0].paragraph.text != want || p.blocks[1].paragraph.text != "x "+want {
		t.Errorf("blocks = %+v", p.blocks)
	}
}

func TestDOCX(t *testing.T) {
	var b bytes.Buffer
	if err := filled(t, sample, values()).DOCX(&b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text := texts(t, f.Name, r)
		if f.Name == "word/document.xml" {
			said = text
		}
	}
	for _, w := range wanted() {
		if !slices.Contains(said, w) {
			t.Errorf("%q is missing from %q", w, said)
		}
	}
}

// texts parses a part as XML and returns the text of its w:t elements.
func texts(t *testing.T, name string, r io.Reader) []string {
	t.Helper()
	d := xml.NewDecoder(r)
	var said []string
	in := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return said
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			in = x.Name.Local == "t"
		case xml.EndElement:
			in = false
		case xml.CharData:
			if in {
				said = append(said, string(x))
			}
		}
	}
}

// TestPDF lets poppler read the text back, and count and measure the pages.
func TestPDF(t *testing.T) {
	pdftotext, pdfinfo := testtool.Path(t, "pdftotext"), testtool.Path(t, "pdfinfo")
	v := values()
	for range 60 {
		v.Rows["devices"] = append(v.Rows["devices"], map[string]string{"n": "9", "name": strings.Repeat("Thiết bị dài ", 12)})
	}
	path := filepath.Join(t.TempDir(), "p.pdf")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(filled(t, sample, v).PDF(f), f.Close()); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command(pdftotext, "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range wanted() {
		if !strings.Contains(squeezed(string(text)), squeezed(w)) {
			t.Errorf("%q is missing", w)
		}
	}
	pages := strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
	for i, p := range pages {
		first, _, _ := strings.Cut(strings.TrimSpace(p), "\n")
		if numbered := strings.TrimSpace(first) == string(rune('1'+i)); numbered != (i > 0) {
			t.Errorf("page %d begins with %q", i+1, first)
		}
	}
	info, err := exec.Command(pdfinfo, path).Output()
	if err != nil || !strings.Contains(string(info), "(A4)") || len(pages) < 3 {
		t.Errorf("%d pages, %v:\n%s", len(pages), err, info)
	}
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

func TestSameBytes(t *testing.T) {
	for name, write := range map[string]func(*Paper, io.Writer) error{"docx": (*Paper).DOCX, "pdf": (*Paper).PDF} {
		var files [3]bytes.Buffer
		for i := range files {
			if err := write(filled(t, sample, values()), &files[i]); err != nil {
				t.Fatal(err)
			}
		}
		if !cmp.Equal(files[0].Bytes(), files[1].Bytes()) || !cmp.Equal(files[0].Bytes(), files[2].Bytes()) {
			t.Errorf("%s: the same paper gives other bytes", name)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sample, "x")
	f.Add("@columns\n@end", "@end")
	f.Add("@table 100\n{a}\n@end", "{a}")
	f.Fuzz(func(t *testing.T, template, value string) {
		tm, err := Parse(template)
		if err != nil {
			return
		}
		p, err := tm.Fill(Values{Fields: map[string]string{"a": value}}, About{Title: value})
		if err != nil {
			return
		}
		if err := p.DOCX(io.Discard); err != nil {
			t.Error(err)
		}
		texts(t, "document", strings.NewReader(p.document()))
	})
}

// FuzzPDF sets any text: the font library must not panic.
func FuzzPDF(f *testing.F) {
	f.Add("Nguyễn Thị Ánh")
	f.Add("e\u0301\u0323 \ufb01 ﷽ \u200b")
	f.Add(strings.Repeat("W", 3000))
	f.Fuzz(func(t *testing.T, value string) {
		if len(value) > maxValue {
			return
		}
		p := filled(t, "*{a}\n@table 5 95\n{a} | x\n@end", Values{Fields: map[string]string{"a": value}})
		if err := p.PDF(io.Discard); err != nil {
			t.Error(err)
		}
	})
}
