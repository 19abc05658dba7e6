package paper

import (
	"fmt"
	"io"
	"strconv"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifbolditalic"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
)

// Measures of a page in millimetres; see those of the DOCX.
const (
	pageWide, pageHigh = 210.0, 297.0
	marginLeft         = 30.0
	marginRight        = 20.0
	marginTop          = 20.0
	marginBottom       = 20.0
	textWide           = pageWide - marginLeft - marginRight
	pdfFace            = "Liberation Serif"
	pointsToMM         = 25.4 / 72
	leading            = 1.25
	cellPad            = 1.5
)

// PDF writes the paper as PDF.
//
// Errors: those of the writer.
func (p *Paper) PDF(w io.Writer) error {
	s := newSetter(p.about)
	for _, b := range p.blocks {
		switch b.kind {
		case aSpace:
			s.pdf.Ln(lineHigh(textSize))
		case aParagraph:
			s.paragraph(b.paragraph, marginLeft, textWide)
			s.pdf.Ln(1.5)
		case aPair:
			s.pair(b)
		case aTable:
			s.table(b)
		}
	}
	if err := s.pdf.Output(w); err != nil {
		return fmt.Errorf("paper: write pdf: %w", err)
	}
	return nil
}

// setter sets a paper; the PDF keeps the first error.
type setter struct{ pdf *fpdf.Fpdf }

func newSetter(about About) setter {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetCatalogSort(true) // maps have no order, files must
	pdf.SetCreationDate(about.Made)
	pdf.SetModificationDate(about.Made)
	pdf.SetProducer("motcua", true)
	pdf.SetTitle(about.Title, true)
	pdf.SetLang("vi-VN")
	pdf.SetMargins(marginLeft, marginTop, marginRight)
	pdf.SetAutoPageBreak(true, marginBottom)
	pdf.AddUTF8FontFromBytes(pdfFace, "", liberationserifregular.TTF)
	pdf.AddUTF8FontFromBytes(pdfFace, "B", liberationserifbold.TTF)
	pdf.AddUTF8FontFromBytes(pdfFace, "I", liberationserifitalic.TTF)
	pdf.AddUTF8FontFromBytes(pdfFace, "BI", liberationserifbolditalic.TTF)
	pdf.SetHeaderFuncMode(func() {
		if pdf.PageNo() < 2 {
			return
		}
		pdf.SetFont(pdfFace, "", textSize)
		pdf.SetXY(marginLeft, marginTop/2)
		pdf.CellFormat(textWide, lineHigh(textSize), strconv.Itoa(pdf.PageNo()), "", 0, "C", false, 0, "")
	}, true)
	pdf.AddPage()
	return setter{pdf}
}

// lineHigh is the height of a line in millimetres.
func lineHigh(points float64) float64 { return points * pointsToMM * leading }

func (s setter) font(p paragraph) {
	style := ""
	if p.bold {
		style += "B"
	}
	if p.italic {
		style += "I"
	}
	s.pdf.SetFont(pdfFace, style, p.size)
}

// paragraph sets a paragraph at the current height.
func (s setter) paragraph(p paragraph, x, wide float64) {
	s.font(p)
	s.pdf.SetX(x)
	s.pdf.MultiCell(wide, lineHigh(p.size), p.text, "", []string{"L", "C", "R"}[p.align], false)
}

// high is the height of a paragraph.
func (s setter) high(p paragraph, wide float64) float64 {
	s.font(p)
	lines := max(1, len(s.pdf.SplitText(p.text, wide)))
	return float64(lines) * lineHigh(p.size)
}

// room begins a new page where so much does not fit any more.
func (s setter) room(high float64) {
	if s.pdf.GetY()+high > pageHigh-marginBottom && s.pdf.GetY() > marginTop {
		s.pdf.AddPage()
	}
}

func (s setter) pair(b block) {
	sides := [2][]paragraph{b.left, b.right}
	wide := [2]float64{pairLeft * textWide, (1 - pairLeft) * textWide}
	high := 0.0
	for i, side := range sides {
		sum := 0.0
		for _, p := range side {
			sum += s.high(p, wide[i])
		}
		high = max(high, sum)
	}
	s.room(high)
	top := s.pdf.GetY()
	for i, side := range sides {
		s.pdf.SetY(top)
		for _, p := range side {
			s.paragraph(p, marginLeft+float64(i)*wide[0], wide[i])
		}
	}
	s.pdf.SetY(top + high + 1.5)
}

func (s setter) table(b block) {
	for i, r := range b.rows {
		high := 0.0
		for j, c := range r.cells {
			high = max(high, s.high(b.cell(i, c), b.widths[j]*textWide-2*cellPad))
		}
		high = min(high+2*cellPad, pageHigh-marginTop-marginBottom)
		s.room(high)
		top, x := s.pdf.GetY(), marginLeft
		for j, c := range r.cells {
			wide := b.widths[j] * textWide
			s.pdf.Rect(x, top, wide, high, "D")
			s.pdf.SetY(top + cellPad)
			s.paragraph(b.cell(i, c), x+cellPad, wide-2*cellPad)
			x += wide
		}
		s.pdf.SetY(top + high)
	}
	s.pdf.Ln(3)
}
