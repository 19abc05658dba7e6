package signature

import (
	"fmt"
	"math"

	"github.com/motcua/motcua/internal/appearance"
	"github.com/motcua/motcua/internal/pagetext"
)

// material is what an appearance is made of, measured.
type material struct {
	picture  *appearance.Picture // nil for none
	kind     ImageKind
	width    float64 // of the picture's ink, in millimetres
	lines    []string
	font     *appearance.Font
	fontSize float64 // points
	textW    float64 // of the widest line, in points
	warnings []LookWarning
}

// lineHeight is the distance of baselines, in sizes of the font.
const lineHeight = 1.15

// newMaterial reads what the signer supplies and measures it.
func newMaterial(p *AppearanceProfile, look *Look) (*material, error) {
	m := &material{kind: p.Image, fontSize: p.FontSize}
	if m.fontSize == 0 {
		m.fontSize = usualFontSize
	}
	for _, kind := range p.Lines {
		line, err := look.text(kind)
		if err != nil {
			return nil, err
		}
		m.lines = append(m.lines, line)
	}
	if len(p.Lines) == 0 && p.Image == ImageFree {
		m.lines = look.Extra
	}
	if err := m.readPicture(look); err != nil {
		return nil, err
	}
	if err := m.measure(p, look); err != nil {
		return nil, err
	}
	if m.picture == nil && len(m.lines) == 0 {
		return nil, fmt.Errorf("signature: make appearance: nothing to show: %w", ErrAppearance)
	}
	return m, nil
}

// readPicture reads the picture that the profile wants, or allows.
func (m *material) readPicture(look *Look) error {
	if m.kind == ImageNone || m.kind == ImageFree && look.Image == nil {
		return nil
	}
	m.width = look.Width
	if m.width == 0 && m.kind != ImageSeal {
		m.width = usualHandwriting
	}
	switch {
	case look.Image == nil:
		return fmt.Errorf("signature: make appearance: picture is missing: %w", ErrAppearance)
	case !(m.width > 0) || m.width > maxLookWidth:
		return fmt.Errorf("signature: make appearance: width of the picture: %w", ErrAppearance)
	}
	picture, err := appearance.ParsePicture(look.Image)
	if err != nil {
		return unusable(err)
	}
	m.picture = picture
	if m.kind != ImageFree && !picture.Transparent() {
		m.warnings = append(m.warnings, WarnOpaque)
	}
	if want := hueOf(m.kind); want != "" && picture.Hue() != want {
		m.warnings = append(m.warnings, WarnColour)
	}
	if picture.DPI(m.width/pagetext.MM) < coarse {
		m.warnings = append(m.warnings, WarnCoarse)
	}
	return nil
}

// measure reads the font and finds the widest line.
func (m *material) measure(p *AppearanceProfile, look *Look) error {
	if len(m.lines) == 0 {
		return nil
	}
	var err error
	if look.Font != nil {
		m.font, err = appearance.ParseFont(look.Font)
	} else {
		m.font, err = appearance.Twin()
	}
	if err != nil {
		return unusable(err)
	}
	if p.TimesNewRoman && !m.font.IsTimesNewRoman() {
		m.warnings = append(m.warnings, WarnFont)
	}
	for _, line := range m.lines {
		w, err := m.font.Width(line, m.fontSize)
		if err != nil {
			return unusable(err)
		}
		m.textW = math.Max(m.textW, w)
	}
	return nil
}

// textSize is the size of the block of text in millimetres.
func (m *material) textSize() (w, h float64) {
	return m.textW * pagetext.MM, float64(len(m.lines)) * lineHeight * m.fontSize * pagetext.MM
}

func (m *material) pictureSize() (w, h float64) {
	if m.picture == nil {
		return 0, 0
	}
	return m.width, m.width * m.picture.Ratio()
}

// size is that of the whole in millimetres.
func (m *material) size() (w, h float64) {
	tw, th := m.textSize()
	pw, ph := m.pictureSize()
	return math.Max(tw, pw), th + ph
}

// fit makes handwriting small enough for a place. A seal keeps its true size and
// text its size: where they are too large, that is a FitError.
func (m *material) fit(w, h float64) error {
	needW, needH := m.size()
	const slack = 0.01 // millimetres
	if needW <= w+slack && needH <= h+slack {
		return nil
	}
	tw, th := m.textSize()
	if m.picture == nil || m.kind == ImageSeal || tw > w+slack || th >= h {
		return &FitError{NeedW: needW, NeedH: needH, HaveW: w, HaveH: h}
	}
	m.width = min(m.width, w, (h-th)/m.picture.Ratio())
	m.warnings = append(m.warnings, WarnSmall)
	return nil
}

// form draws the material into the middle of a box of points, so that it stands
// upright on a page that is shown turned.
func (m *material) form(w, h float64, turns int) (*FormXObject, error) {
	c := appearance.NewCanvas(w, h)
	pw, ph := m.pictureSize()
	_, th := m.textSize()
	pw, ph, th = pw/pagetext.MM, ph/pagetext.MM, th/pagetext.MM
	top := (h + ph + th) / 2
	if m.picture != nil {
		c.Picture(m.picture, (w-pw)/2, top-ph, pw, ph)
	}
	for i, line := range m.lines {
		_, descent := m.font.Line(m.fontSize)
		y := top - ph - float64(i+1)*lineHeight*m.fontSize + descent
		if err := c.Text(m.font, m.fontSize, (w-m.textW)/2, y, line); err != nil {
			return nil, unusable(err)
		}
	}
	drawing, err := c.Drawing()
	if err != nil {
		return nil, unusable(err)
	}
	f := &FormXObject{BBox: [4]float64{0, 0, w, h}, Matrix: upright(turns), Content: drawing.Content, Resources: drawing.Resources}
	for _, o := range drawing.Objects {
		f.Objects = append(f.Objects, FormObject{Body: o.Body, Data: o.Data})
	}
	return f, nil
}

// upright returns the matrix that turns a drawing against the turns of its page
// (ISO 32000-2, 12.5.5).
func upright(turns int) [6]float64 {
	switch turns {
	case 1:
		return [6]float64{0, 1, -1, 0, 0, 0}
	case 2:
		return [6]float64{-1, 0, 0, -1, 0, 0}
	case 3:
		return [6]float64{0, -1, 1, 0, 0, 0}
	}
	return [6]float64{}
}
