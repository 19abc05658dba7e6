package signature

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/appearance"
	"github.com/motcua/motcua/internal/pagetext"
)

// Look is what the signer supplies for an appearance. The profile says which of it
// is needed.
type Look struct {
	// Image is a PNG of the handwriting or the seal; what is around the ink does not
	// count.
	Image []byte
	// Width is that of the ink in millimetres: a seal's true diameter, which must
	// be given; handwriting may leave it zero.
	Width float64
	// Font is a TrueType font, as Times New Roman; nil takes a twin with its
	// widths, with a warning where a text of law names that font.
	Font     []byte
	Number   string // number and symbol of the document, as in “15/QĐ-BNV”
	Agency   string // name of the agency
	CopyForm string // SAO Y, SAO LỤC or TRÍCH SAO
	Date     string // of issue as the page needs it, as in “05” or “ngày 05 tháng 01 năm 2020”
	// Time is what is shown as the time of signing. Lai Châu wants the timestamp
	// authority's, which is only known once it has answered: take its clock.
	Time time.Time
	// Extra are lines for a profile that leaves the text open.
	Extra []string
}

// Where says where a signature is to stand. The zero value leaves it to the
// profile; then a spot at the signer's block needs Title and Name.
type Where struct {
	// At is a place in millimetres; without width and height the appearance has
	// its own size.
	At *Place
	// Field names an empty field of the document that has a place.
	Field string
	// Title and Name are lines of the page, see [Document.FindSigner].
	Title, Name string
	// Beside names the field of the person's signature that a seal lies over; ""
	// takes the last visible one that is more than a number or a date.
	Beside string
}

// Dressed is an appearance that is ready for [SignOptions].
type Dressed struct {
	Appearance *Appearance
	Place      Place // zero page: the field's
	Warnings   []LookWarning
}

// LookWarning tells what is not as the profile wants it.
type LookWarning string

// The warnings.
const (
	WarnOpaque LookWarning = "picture-not-transparent"
	WarnColour LookWarning = "picture-colour"
	WarnCoarse LookWarning = "picture-coarse"
	WarnFont   LookWarning = "font-not-times-new-roman"
	WarnSmall  LookWarning = "picture-made-smaller"
)

// Text returns the warning in words.
func (w LookWarning) Text() motcua.Text {
	switch w {
	case WarnOpaque:
		return motcua.Text{VI: "Hình ảnh không có nền trong suốt.", EN: "The picture has no transparent ground."}
	case WarnColour:
		return motcua.Text{VI: "Màu của hình ảnh không đúng: chữ ký màu xanh, dấu màu đỏ.", EN: "The picture has another colour: a signature is blue, a seal red."}
	case WarnCoarse:
		return motcua.Text{VI: "Hình ảnh có độ phân giải dưới 150 dpi ở kích thước này.", EN: "The picture has fewer than 150 dpi at this size."}
	case WarnFont:
		return motcua.Text{VI: "Phông chữ không phải Times New Roman mà là phông có cùng độ rộng.", EN: "The font is not Times New Roman, but one with its widths."}
	case WarnSmall:
		return motcua.Text{VI: "Hình ảnh chữ ký được thu nhỏ cho vừa chỗ.", EN: "The picture of the signature was made smaller to fit."}
	}
	return motcua.Text{VI: string(w), EN: string(w)}
}

// Sizes of appearances.
const (
	usualHandwriting = 40.0 // millimetres wide
	usualFontSize    = 10.0
	coarse           = 150.0 // dpi
	maxLookWidth     = 400.0 // millimetres
)

// Dress makes the appearance that a profile wants and finds its place.
//
// Errors: [ErrAppearance] where something needed is missing or unusable (a letter
// that the font lacks is named), a [PlaceError], a [FitError], or the reader's.
func (d *Document) Dress(p AppearanceProfile, look Look, where Where) (*Dressed, error) {
	m, err := newMaterial(&p, &look)
	if err != nil {
		return nil, err
	}
	if where.Field != "" {
		return d.dressField(m, &where)
	}
	place, err := d.placed(&p, m, &where)
	if err != nil {
		return nil, err
	}
	pages, _, err := d.pages()
	if err != nil {
		return nil, err
	}
	if place.Page < 1 || place.Page > len(pages) {
		return nil, &PlaceError{What: SoughtPage, Pages: len(pages), Whole: true}
	}
	page := &pages[place.Page-1]
	if w, h := page.Size(); place.X < 0 || place.Y < 0 || place.X+place.Width > w || place.Y+place.Height > h {
		return nil, &FitError{NeedW: place.X + place.Width, NeedH: place.Y + place.Height, HaveW: w, HaveH: h}
	}
	form, err := m.form(place.Width/pagetext.MM, place.Height/pagetext.MM, page.Turns())
	if err != nil {
		return nil, err
	}
	a := &Appearance{Page: place.Page, Rect: page.ToUser(place.box()), Form: *form}
	return &Dressed{Appearance: a, Place: place, Warnings: m.warnings}, nil
}

// placed finds the place of the whole mark. A spot is found by the picture, and
// the text hangs below it.
func (d *Document) placed(p *AppearanceProfile, m *material, where *Where) (Place, error) {
	w, h := m.size()
	if at := where.At; at != nil {
		place := *at
		if place.Width == 0 && place.Height == 0 {
			place.Width, place.Height = w, h
		}
		return place, m.fit(place.Width, place.Height)
	}
	if m.picture == nil || p.Spot == SpotCorner || p.Spot == SpotTopMargin {
		return d.spot(p, w, h, where)
	}
	pw, ph := m.pictureSize()
	place, err := d.spot(p, pw, ph, where)
	var tight *FitError
	if errors.As(err, &tight) && p.Image == ImageHandwriting && len(m.lines) == 0 && tight.HaveH > 0 {
		if err := m.fit(w, tight.HaveH); err != nil {
			return Place{}, err
		}
		pw, ph = m.pictureSize()
		place, err = d.spot(p, pw, ph, where)
	}
	if err != nil {
		return Place{}, err
	}
	w, h = m.size()
	place.X -= (w - pw) / 2
	place.Width, place.Height = w, h
	return place, nil
}

// dressField makes the appearance for the rectangle of an empty field.
func (d *Document) dressField(m *material, where *Where) (*Dressed, error) {
	box, turns, err := d.emptyField(where.Field)
	if err != nil {
		return nil, err
	}
	if err := m.fit(box.W, box.H); err != nil {
		return nil, err
	}
	form, err := m.form(box.W/pagetext.MM, box.H/pagetext.MM, turns)
	if err != nil {
		return nil, err
	}
	return &Dressed{Appearance: &Appearance{Form: *form}, Warnings: m.warnings}, nil
}

// copyForms are the forms of a copy (Nghị định 30/2020/NĐ-CP, Phụ lục I Phần II mục
// I khoản 1).
func copyForms() []string { return []string{"SAO Y", "SAO LỤC", "TRÍCH SAO"} }

// isoTime is the format of the time of signing: the text names ISO 8601 and the
// zone of Việt Nam, and no layout.
const isoTime = "2006-01-02T15:04:05-07:00"

// text returns what a line states.
func (l *Look) text(kind LineKind) (string, error) {
	var s string
	switch kind {
	case LineNumber:
		s = l.Number
	case LineAgency:
		s = l.Agency
	case LineDate:
		s = l.Date
	case LineCopyForm:
		if s = l.CopyForm; s != "" && !slices.Contains(copyForms(), s) {
			return "", fmt.Errorf("signature: make appearance: form of the copy: %w", ErrAppearance)
		}
	case LineTime:
		if !l.Time.IsZero() {
			s = l.Time.In(vietnamZone()).Format(isoTime)
		}
	}
	if s == "" {
		return "", fmt.Errorf("signature: make appearance: line %s is missing: %w", kind, ErrAppearance)
	}
	return s, nil
}

// unusable wraps an error of the drawing.
func unusable(err error) error {
	return fmt.Errorf("signature: make appearance: %w (%w)", ErrAppearance, err)
}

// hueOf is the colour that a kind of picture must have; "" for any.
func hueOf(kind ImageKind) appearance.Hue {
	switch kind {
	case ImageHandwriting:
		return appearance.HueBlue
	case ImageSeal:
		return appearance.HueRed
	}
	return ""
}
