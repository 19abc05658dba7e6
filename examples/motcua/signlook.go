package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"github.com/spf13/pflag"
)

// lookFlags say how a signature looks and where it stands.
type lookFlags struct {
	role, profile, jurisdiction string
	image, font, at, preview    string
	width                       float64
	title, name, number, agency string
	copyForm, date              string
}

// lookRoles are the values of --role.
var lookRoles = []struct {
	name string
	role signature.Role
	use  signature.AppearanceUse
}{
	{"person", signature.RolePerson, signature.UseDocument},
	{"agency", signature.RoleAgency, signature.UseDocument},
	{"attachment", signature.RoleAgency, signature.UseAttachment},
	{"copy", signature.RoleAgency, signature.UseCopy},
	{"scan", signature.RoleAgency, signature.UseScan},
	{"number", signature.RoleAgency, signature.UseNumber},
	{"date", signature.RoleAgency, signature.UseDate},
}

func (l *lookFlags) add(a *app, f *pflag.FlagSet) {
	text := func(to *string, name, vi, en string) { f.StringVar(to, name, "", a.in(motcua.Text{VI: vi, EN: en})) }
	text(&l.role, "role", "hiện chữ ký theo quy định cho `ROLE`: person, agency, attachment, copy, scan, number hoặc date", "show the signature as the rules have it for `ROLE`: person, agency, attachment, copy, scan, number or date")
	text(&l.profile, "profile", "mẫu hiển thị `NAME` thay cho mẫu có hiệu lực trong ngày", "the appearance profile `NAME` instead of the one in force")
	text(&l.jurisdiction, "jurisdiction", "mẫu của một địa phương, `NAME`", "the profile of one locality, `NAME`")
	text(&l.image, "image", "hình chữ ký hoặc con dấu, PNG nền trong suốt `FILE`", "picture of the handwriting or the seal, a transparent PNG `FILE`")
	text(&l.font, "font", "phông chữ Times New Roman, `FILE` TrueType", "the font Times New Roman, a TrueType `FILE`")
	text(&l.at, "at", "vị trí `page=1,x=MM,y=MM,w=MM,h=MM` tính từ góc trên bên trái của trang khi hiển thị", "place `page=1,x=MM,y=MM,w=MM,h=MM` from the top left corner of the page as displayed")
	text(&l.title, "title", "chức vụ của người ký như in trên trang, `TEXT`", "the signer's title as printed on the page, `TEXT`")
	text(&l.name, "name", "họ tên người ký như in trên trang, `TEXT`", "the signer's name as printed on the page, `TEXT`")
	text(&l.number, "number", "số, ký hiệu văn bản, `TEXT`", "number and symbol of the document, `TEXT`")
	text(&l.agency, "agency", "tên cơ quan, `TEXT`", "name of the agency, `TEXT`")
	text(&l.copyForm, "copy-form", "hình thức sao: SAO Y, SAO LỤC hoặc TRÍCH SAO", "form of the copy: SAO Y, SAO LỤC or TRÍCH SAO")
	text(&l.date, "date", "ngày ban hành như trang cần, `TEXT`", "day of issue as the page needs it, `TEXT`")
	text(&l.preview, "preview", "vẽ trang đã ký ra tệp PNG `FILE`", "draw the signed page as a PNG `FILE`")
	f.Float64Var(&l.width, "image-width", 0, a.in(motcua.Text{VI: "bề rộng của hình, `MM`; với con dấu là đường kính thật", EN: "width of the picture, `MM`; of a seal its true diameter"}))
}

// shown reports whether the signature shows anything.
func (l *lookFlags) shown() bool {
	return l.role != "" || l.profile != "" || l.image != "" || l.at != ""
}

func (l *lookFlags) placeOptions() signature.PlaceOptions {
	return signature.PlaceOptions{
		Title: l.title, Name: l.name, Number: l.number, Agency: l.agency, Locality: motcua.Jurisdiction(l.jurisdiction),
	}
}

// dress makes the appearance that the flags ask for. Without a picture where one
// belongs, the signer's name and the time stand in its place.
func (a *app) dress(r io.ReaderAt, size int64, flags *signFlags, signer string, o *signature.SignOptions) error {
	l := &flags.look
	if !l.shown() {
		if l.preview != "" {
			return usageError(motcua.Text{VI: "--preview cần --role, --profile, --image hoặc --at", EN: "--preview needs --role, --profile, --image or --at"})
		}
		return nil
	}
	profile, err := l.chosen(motcua.DateAt(o.At))
	if err != nil {
		return err
	}
	look := signature.Look{Width: l.width, Number: l.number, Agency: l.agency, CopyForm: l.copyForm, Date: l.date, Time: o.At}
	if look.Image, err = optionalFile(l.image); err != nil {
		return err
	}
	if look.Font, err = optionalFile(l.font); err != nil {
		return err
	}
	if look.Image == nil && profile.Image != signature.ImageNone {
		profile.Image, profile.Lines = signature.ImageFree, nil
		look.Extra = []string{"Người ký: " + signer, "Thời gian ký: " + motcua.VietnamTime(o.At).Format(time.RFC3339)}
	}
	where := signature.Where{Title: l.title, Name: l.name, Field: flags.field}
	if l.at != "" {
		place, err := parsePlace(l.at)
		if err != nil {
			return err
		}
		where.At, where.Field = &place, ""
	}
	doc, err := signature.Open(r, size, signature.OpenOptions{})
	if err != nil {
		return usageError(motcua.Text{VI: "tệp không phải là PDF hoặc đã hỏng", EN: "the file is no PDF, or damaged"})
	}
	dressed, err := doc.Dress(profile, look, where)
	if err != nil {
		return lookFailure(err)
	}
	for _, w := range dressed.Warnings {
		a.warn(w.Text())
	}
	o.Appearance = dressed.Appearance
	return nil
}

// chosen is the profile by its name, or that in force for the role.
func (l *lookFlags) chosen(on motcua.Date) (signature.AppearanceProfile, error) {
	if l.profile != "" {
		p, err := signature.AppearanceProfileNamed(l.profile)
		if err != nil {
			return p, usageError(motcua.Text{VI: "--profile: không có mẫu này", EN: "--profile: there is no such profile"})
		}
		return p, nil
	}
	if l.role == "" { // what is asked for is a picture or a box at a place
		return signature.AppearanceProfile{Spot: signature.SpotGiven, Image: signature.ImageFree}, nil
	}
	locality := motcua.National
	if l.jurisdiction != "" {
		var err error
		if locality, err = parseJurisdiction(l.jurisdiction); err != nil {
			return signature.AppearanceProfile{}, err
		}
	}
	for _, r := range lookRoles {
		if r.name != l.role {
			continue
		}
		p, err := signature.ChooseAppearance(locality, on, r.role, r.use)
		if err != nil {
			return p, usageError(motcua.Text{VI: "không có quy định nào về cách hiển thị này vào ngày ký", EN: "no text in force says how this is shown"})
		}
		return p, nil
	}
	return signature.AppearanceProfile{}, usageError(motcua.Text{
		VI: "--role nhận person, agency, attachment, copy, scan, number hoặc date", EN: "--role takes person, agency, attachment, copy, scan, number or date",
	})
}

// maxLookFile bounds a picture or a font that the command line names.
const maxLookFile = 32 << 20

func optionalFile(name string) ([]byte, error) {
	if name == "" {
		return nil, nil
	}
	f, size, err := openNamed(name)
	if err != nil {
		return nil, usageError(cannotOpen(name, err))
	}
	defer f.Close() // read only: nothing can be lost
	if size > maxLookFile {
		return nil, usageError(motcua.Textf("%q quá lớn", "%q is too large", name))
	}
	data, err := io.ReadAll(io.NewSectionReader(f, 0, size))
	if err != nil {
		return nil, usageError(cannotOpen(name, err))
	}
	return data, nil
}

// parsePlace reads page=1,x=20,y=30,w=40,h=15; w and h may be missing.
func parsePlace(s string) (signature.Place, error) {
	p := signature.Place{Page: 1}
	for part := range strings.SplitSeq(s, ",") {
		key, value, _ := strings.Cut(part, "=")
		n, err := strconv.ParseFloat(value, 64)
		to := map[string]*float64{"x": &p.X, "y": &p.Y, "w": &p.Width, "h": &p.Height}[key]
		switch {
		case err != nil || math.IsNaN(n) || n < 0 || n > 1e6:
			to = nil
		case key == "page" && n >= 1 && n == float64(int(n)):
			p.Page = int(n)
			continue
		}
		if to == nil {
			return p, usageError(motcua.Text{VI: "--at nhận page=1,x=MM,y=MM,w=MM,h=MM", EN: "--at takes page=1,x=MM,y=MM,w=MM,h=MM"})
		}
		*to = n
	}
	return p, nil
}

// lookFailure says why there is no appearance.
func lookFailure(err error) error {
	why := motcua.Text{VI: "không tạo được hình hiển thị: " + err.Error(), EN: "the appearance cannot be made: " + err.Error()}
	var place *signature.PlaceError
	var fit *signature.FitError
	switch {
	case errors.As(err, &place):
		why = motcua.Text{
			VI: fmt.Sprintf("không tìm thấy vị trí ký trên %d trang (đã tìm chức vụ và họ tên); hãy nêu --title, --name hoặc --at", place.Pages),
			EN: fmt.Sprintf("the place was not found on %d pages (title and name were looked for); give --title and --name, or --at", place.Pages),
		}
	case errors.As(err, &fit):
		why = motcua.Text{
			VI: fmt.Sprintf("không đủ chỗ: cần %.0f × %.0f mm, chỉ có %.0f × %.0f mm", fit.NeedW, fit.NeedH, fit.HaveW, fit.HaveH),
			EN: fmt.Sprintf("it does not fit: needs %.0f × %.0f mm, has %.0f × %.0f mm", fit.NeedW, fit.NeedH, fit.HaveW, fit.HaveH),
		}
	}
	return &failure{code: exitNotValid, text: motcua.Text{VI: "ký KHÔNG thành công: " + why.VI, EN: "NOT signed: " + why.EN}}
}

// createNew writes a file that must not exist; nothing is left of a failure.
func createNew(name string, write func(io.Writer) error) error {
	w, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return usageError(cannotOpen(name, err))
	}
	if err := errors.Join(write(w), w.Close()); err != nil {
		os.Remove(name) // nothing of it is of use
		return err
	}
	return nil
}
