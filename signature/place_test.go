package signature_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/motcua/motcua/internal/appearance"
	"github.com/motcua/motcua/internal/testtool"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

func openDocument(t testing.TB, data []byte) *signature.Document {
	t.Helper()
	d, err := signature.Open(bytes.NewReader(data), int64(len(data)), signature.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func profileNamed(t testing.TB, name string) signature.AppearanceProfile {
	t.Helper()
	p, err := signature.AppearanceProfileNamed(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// look is what a signer has at hand.
func look(t testing.TB, p signature.AppearanceProfile) signature.Look {
	l := signature.Look{Number: "15/QĐ-SNV", Agency: "Sở Nội vụ tỉnh Hòa Bình", CopyForm: "SAO Y", Time: signedAt()}
	switch p.Image {
	case signature.ImageHandwriting, signature.ImageFree:
		l.Image = handwriting(t)
	case signature.ImageSeal:
		l.Image, l.Width = seal(t), 36
	}
	return l
}

// dressed signs a document as a profile wants it.
func dressed(t testing.TB, data []byte, id *signaturetest.Identity, profile string, where signature.Where) ([]byte, *signature.Dressed) {
	t.Helper()
	p := profileNamed(t, profile)
	done, err := openDocument(t, data).Dress(p, look(t, p), where)
	if err != nil {
		t.Fatal(err)
	}
	return mustSign(t, data, id, options(func(o *signature.SignOptions) { o.Appearance, o.Field = done.Appearance, where.Field })), done
}

func block() signature.Where {
	return signature.Where{Title: "phó giám đốc", Name: "Nguyễn Văn A"}
}

// TestPersonThenAgency: on pages of every rotation the handwriting stands centred
// between title and name, and the seal over its left third. Poppler renders both
// at the same places, upright.
func TestPersonThenAgency(t *testing.T) {
	for turns := range 4 {
		for _, crop := range []bool{false, true} {
			t.Run(fmt.Sprintf("%d turns, crop %v", turns, crop), func(t *testing.T) {
				data := paper{turns: turns, crop: crop, lines: letter()}.build(t)
				data, person := dressed(t, data, signaturetest.Person(), "nd30-person", block())
				data, agency := dressed(t, data, signaturetest.Agency(), "nd30-agency", signature.Where{})
				allGood(t, data, 2)
				if len(person.Warnings)+len(agency.Warnings) > 0 {
					t.Errorf("warnings %v, %v", person.Warnings, agency.Warnings)
				}
				marks, err := openDocument(t, data).Marks()
				if err != nil || len(marks) != 2 || len(marks[0].Pictures) != 1 || len(marks[1].Pictures) != 1 {
					t.Fatalf("%+v, %v", marks, err)
				}
				hand, stamp := marks[0].Pictures[0], marks[1].Pictures[0]
				if hand.Hue != "blue" || stamp.Hue != "red" || hand.Transparent != signature.Yes {
					t.Errorf("%+v, %+v", hand, stamp)
				}
				near(t, "middle of the handwriting", hand.Place.X+hand.Place.Width/2, 150, 0.2)
				if hand.Place.Y < 206 || hand.Place.Y+hand.Place.Height > 237 {
					t.Errorf("handwriting from %.1f to %.1f", hand.Place.Y, hand.Place.Y+hand.Place.Height)
				}
				near(t, "width of the seal", stamp.Place.Width, 36, 0.1)
				near(t, "height of the seal", stamp.Place.Height, 36, 0.1)
				near(t, "right edge of the seal", stamp.Place.X+stamp.Place.Width, hand.Place.X+hand.Place.Width/3, 0.1)
				rendered(t, data, hand.Place, stamp.Place)
			})
		}
	}
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance {
		t.Errorf("%s: %.2f, want %.2f", what, got, want)
	}
}

// rendered lets poppler draw the page at 50 dpi and finds the blue and red ink.
func rendered(t *testing.T, data []byte, hand, stamp signature.Place) {
	t.Helper()
	img := rasterised(t, data)
	const scale = 50 / 25.4
	blue := inkBox(img, func(r, g, b int) bool { return b > r+80 && b > g+60 })
	red := inkBox(img, func(r, g, b int) bool { return r > b+100 && r > g+100 })
	for _, c := range []struct {
		what string
		got  image.Rectangle
		want signature.Place
	}{{"blue", blue, hand}, {"red", red, stamp}} {
		near(t, c.what+" left", float64(c.got.Min.X), c.want.X*scale, 2)
		near(t, c.what+" top", float64(c.got.Min.Y), c.want.Y*scale, 2)
		near(t, c.what+" right", float64(c.got.Max.X), (c.want.X+c.want.Width)*scale, 2)
		near(t, c.what+" bottom", float64(c.got.Max.Y), (c.want.Y+c.want.Height)*scale, 2)
	}
}

func rasterised(t *testing.T, data []byte) image.Image {
	t.Helper()
	tool := testtool.Path(t, "pdftoppm")
	path := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out := strings.TrimSuffix(path, ".pdf")
	if msg, err := exec.Command(tool, "-cropbox", "-png", "-r", "50", "-singlefile", path, out).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, msg)
	}
	f, err := os.Open(out + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func inkBox(img image.Image, is func(r, g, b int) bool) image.Rectangle {
	var box image.Rectangle
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			r, g, b, _ := img.At(x, y).RGBA()
			if is(int(r>>8), int(g>>8), int(b>>8)) {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

// TestTextProfiles: copies and attachments show their lines at the top right of
// page one, and pdftotext reads them.
func TestTextProfiles(t *testing.T) {
	tests := []struct {
		profile string
		want    []string
	}{
		{"nd30-attachment", []string{"15/QĐ-SNV", "2025-03-10T09:30:00+07:00"}},
		{"nd30-copy", []string{"SAO Y", "Sở Nội vụ tỉnh Hòa Bình", "2025-03-10T09:30:00+07:00"}},
		{"tt01-scan", []string{"Sở Nội vụ tỉnh Hòa Bình", "2025-03-10T09:30:00+07:00"}},
	}
	for _, tt := range tests {
		t.Run(tt.profile, func(t *testing.T) {
			data, done := dressed(t, paper{lines: letter()}.build(t), signaturetest.Agency(), tt.profile, signature.Where{})
			allGood(t, data, 1)
			if profileNamed(t, tt.profile).TimesNewRoman != (len(done.Warnings) == 1 && done.Warnings[0] == signature.WarnFont) {
				t.Errorf("warnings %v", done.Warnings)
			}
			marks, err := openDocument(t, data).Marks()
			if err != nil || len(marks) != 1 {
				t.Fatal(marks, err)
			}
			var got []string
			for _, l := range marks[0].Lines {
				got = append(got, l.Text)
				near(t, "size of "+l.Text, l.Size, 10, 0.05)
			}
			if strings.Join(got, "|") != strings.Join(tt.want, "|") {
				t.Errorf("%q, want %q", got, tt.want)
			}
			m := marks[0].Place
			if m.Page != 1 || m.X+m.Width > paperW-7 || m.X < paperW/2 || m.Y > 10 {
				t.Errorf("at %+v", m)
			}
			path := filepath.Join(t.TempDir(), "a.pdf")
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			text, err := exec.Command(testtool.Path(t, "pdftotext"), "-layout", path, "-").Output()
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range tt.want {
				if !strings.Contains(string(text), want) {
					t.Errorf("%q is not in the text", want)
				}
			}
			if out, err := exec.Command(testtool.Path(t, "qpdf"), "--check", path).CombinedOutput(); err != nil {
				t.Errorf("qpdf: %s", out)
			}
		})
	}
}

// TestRow: person left and agency right, in one row below the title.
func TestRow(t *testing.T) {
	data := paper{lines: letter()}.build(t)
	_, person := dressed(t, data, signaturetest.Person(), "nghe-an-person", block())
	_, agency := dressed(t, data, signaturetest.Agency(), "nghe-an-agency", block())
	if person.Place.X+person.Place.Width >= 150 || agency.Place.X <= 150 || math.Abs(person.Place.Y-agency.Place.Y) > 0.1 || person.Place.Y < 206 {
		t.Errorf("%+v, %+v", person.Place, agency.Place)
	}
	_, scan := dressed(t, data, signaturetest.Agency(), "nghe-an-scan", signature.Where{})
	if scan.Place.Y < 0 || scan.Place.Y+scan.Place.Height > 21 {
		t.Errorf("%+v is not above the text", scan.Place)
	}
}

// TestMillimetres: a place is counted from the corner that people see.
func TestMillimetres(t *testing.T) {
	for turns := range 4 {
		data := paper{turns: turns, crop: true, lines: letter()}.build(t)
		at := &signature.Place{Page: 1, X: 20, Y: 30, Width: 60, Height: 25}
		data, _ = dressed(t, data, signaturetest.Person(), "nd30-person", signature.Where{At: at})
		marks, err := openDocument(t, data).Marks()
		if err != nil || len(marks) != 1 {
			t.Fatal(err)
		}
		m := marks[0].Place
		near(t, "left", m.X, 20, 0.01)
		near(t, "top", m.Y, 30, 0.01)
		near(t, "width", m.Width, 60, 0.01)
		near(t, "height", m.Height, 25, 0.01)
		near(t, "middle", marks[0].Pictures[0].Place.X+marks[0].Pictures[0].Place.Width/2, 50, 0.1)
	}
}

// TestExistingField: an empty field's own rectangle is filled.
func TestExistingField(t *testing.T) {
	d := signaturetest.NewDoc(signaturetest.DocOptions{})
	ref := d.Ref(d.Add("<< /FT /Sig /T (Ky) /Type /Annot /Subtype /Widget /Rect [72 100 272 160] /F 4 >>"))
	d.Edit(d.Catalog(), "AcroForm", "<< /Fields ["+ref+"] >>")
	d.Edit(d.Page(0), "Annots", "["+ref+"]")
	d.Commit()
	data, _ := dressed(t, mustBytes(d), signaturetest.Person(), "nd30-person", signature.Where{Field: "Ky"})
	allGood(t, data, 1)
	marks, err := openDocument(t, data).Marks()
	if err != nil || len(marks) != 1 || len(marks[0].Pictures) != 1 {
		t.Fatalf("%+v, %v", marks, err)
	}
	near(t, "middle", marks[0].Pictures[0].Place.X+marks[0].Pictures[0].Place.Width/2, 172/mm, 0.1)
	near(t, "width", marks[0].Pictures[0].Place.Width, 40, 0.1)
}

func TestDressErrors(t *testing.T) {
	person, agency := profileNamed(t, "nd30-person"), profileNamed(t, "nd30-agency")
	attach, copying := profileNamed(t, "nd30-attachment"), profileNamed(t, "nd30-copy")
	good := look(t, person)
	with := func(base signature.Look, f func(*signature.Look)) signature.Look { f(&base); return base }
	tests := []struct {
		name  string
		p     signature.AppearanceProfile
		look  signature.Look
		where signature.Where
		want  error
		what  signature.Sought
	}{
		{"no such name", person, good, signature.Where{Title: "PHÓ GIÁM ĐỐC", Name: "Trần Thị B"}, signature.ErrPlace, signature.SoughtName},
		{"no such title", person, good, signature.Where{Title: "CHỦ TỊCH", Name: "Nguyễn Văn A"}, signature.ErrPlace, signature.SoughtTitle},
		{"another column", person, good, signature.Where{Title: "Nơi nhận:", Name: "Nguyễn Văn A"}, signature.ErrPlace, signature.SoughtTitle},
		{"nothing named", person, good, signature.Where{}, signature.ErrPlace, signature.SoughtName},
		{"no signature to lie over", agency, look(t, agency), signature.Where{}, signature.ErrPlace, signature.SoughtPerson},
		{"no such field", person, good, signature.Where{Field: "Ky"}, signature.ErrPlace, signature.SoughtField},
		{"no such page", person, good, signature.Where{At: &signature.Place{Page: 2, X: 1, Y: 1}}, signature.ErrPlace, signature.SoughtPage},
		{"beyond the page", person, good, signature.Where{At: &signature.Place{Page: 1, X: 200, Y: 1}}, signature.ErrFit, ""},
		{"seal too large", agency, look(t, agency), signature.Where{At: &signature.Place{Page: 1, X: 1, Y: 1, Width: 30, Height: 30}}, signature.ErrFit, ""},
		{"text too long", attach, with(good, func(l *signature.Look) { l.Number = strings.Repeat("15/QĐ-SNV ", 20) }), signature.Where{}, signature.ErrFit, ""},
		{"no picture", person, signature.Look{}, block(), signature.ErrAppearance, ""},
		{"no diameter", agency, with(look(t, agency), func(l *signature.Look) { l.Width = 0 }), block(), signature.ErrAppearance, ""},
		{"no number", attach, signature.Look{Time: signedAt()}, signature.Where{}, signature.ErrAppearance, ""},
		{"no time", attach, signature.Look{Number: "1"}, signature.Where{}, signature.ErrAppearance, ""},
		{"another form of copy", copying, with(good, func(l *signature.Look) { l.CopyForm = "SAO CHỤP" }), signature.Where{}, signature.ErrAppearance, ""},
		{"letter that the font lacks", attach, with(good, func(l *signature.Look) { l.Number = "阮" }), signature.Where{}, appearance.ErrRune, ""},
		{"no font", attach, with(good, func(l *signature.Look) { l.Font = []byte("font") }), signature.Where{}, signature.ErrAppearance, ""},
		{"not PNG", person, with(good, func(l *signature.Look) { l.Image = []byte("GIF89a") }), block(), signature.ErrAppearance, ""},
	}
	d := openDocument(t, paper{lines: letter()}.build(t))
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := d.Dress(tt.p, tt.look, tt.where)
			if !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			var place *signature.PlaceError
			if tt.what != "" && (!errors.As(err, &place) || place.What != tt.what) {
				t.Errorf("got %v, want %s", err, tt.what)
			}
			if err != nil && (strings.Contains(err.Error(), "Nguyễn") || strings.Contains(err.Error(), "Trần")) {
				t.Errorf("the error names a person: %v", err)
			}
		})
	}
}

// TestLookWarnings: pictures that are not as the text of law has them.
func TestLookWarnings(t *testing.T) {
	p := profileNamed(t, "nd30-person")
	d := openDocument(t, paper{lines: letter()}.build(t))
	l := look(t, p)
	l.Image = seal(t)
	done, err := d.Dress(p, l, block())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []signature.LookWarning{signature.WarnColour, signature.WarnSmall} {
		if !strings.Contains(fmt.Sprint(done.Warnings), string(want)) || want.Text().IsZero() {
			t.Errorf("%v lacks %s", done.Warnings, want)
		}
	}
	if done.Place.Height > 34 {
		t.Errorf("%+v does not fit between title and name", done.Place)
	}
}
