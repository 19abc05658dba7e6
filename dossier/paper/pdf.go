package paper

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
)

// Type in points, and the height of its lines in millimetres.
const (
	face       = "serif"
	bodySize   = 11.0
	smallSize  = 8.5
	tableSize  = 10.0
	titleSize  = 13.0
	bodyLine   = 4.9
	tableLine  = 4.6
	cellMargin = 1.0
	signRoom   = 18.0 // above a signer's name
)

// PDF writes the paper as PDF 1.x with embedded fonts, its text extractable. The
// dates in the file are those of the event.
//
// Errors: [ErrDetails], those of the writer.
func (p *Paper) PDF(w io.Writer) error {
	symbols, err := p.symbols()
	if err != nil {
		return err
	}
	_, wide, high := p.size()
	f := fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: wide, Ht: high}})
	f.SetCatalogSort(true)
	made := p.at.UTC().Truncate(time.Second)
	f.SetCreationDate(made)
	f.SetModificationDate(made)
	f.SetTitle(p.title, true)
	f.SetLang("vi-VN")
	f.SetMargins(marginWidth, marginWidth, marginWidth)
	f.SetAutoPageBreak(true, marginWidth)
	f.SetCellMargin(0)
	// The library changes the bytes that it is given.
	f.AddUTF8FontFromBytes(face, "", slices.Clone(liberationserifregular.TTF))
	f.AddUTF8FontFromBytes(face, "B", slices.Clone(liberationserifbold.TTF))
	f.AddUTF8FontFromBytes(face, "I", slices.Clone(liberationserifitalic.TTF))
	s := sheet{Fpdf: f, wide: wide - 2*marginWidth, bottom: high - marginWidth}
	f.SetFooterFunc(s.pageNumber)
	f.AddPage()
	s.opening(p, symbols)
	for _, b := range p.content {
		s.block(b)
	}
	s.signatures(p)
	if err := f.Output(w); err != nil {
		return fmt.Errorf("paper: write pdf: %w", err)
	}
	return nil
}

// sheet is a document while it is being set.
type sheet struct {
	*fpdf.Fpdf
	wide   float64 // of the text
	bottom float64 // of the text, from the top of the page
}

// pageNumber numbers pages from the second one on.
func (s sheet) pageNumber() {
	if s.PageNo() > 1 {
		s.SetFont(face, "", smallSize)
		s.SetXY(marginWidth, s.bottom+2)
		s.CellFormat(s.wide, 4, strconv.Itoa(s.PageNo()), "", 0, "C", false, 0, "")
	}
}

func (s sheet) line(style string, size, height float64, align, text string) {
	s.SetFont(face, style, size)
	s.MultiCell(s.wide, height, text, "", align, false)
}

// opening sets what comes before the contents.
func (s sheet) opening(p *Paper, symbols []symbol) {
	s.line("I", smallSize, 3.8, "L", p.notice())
	s.Ln(1)
	top := s.GetY()
	left, right := s.wide*0.42, s.wide*0.58
	column := func(x, wide float64, lines [][2]string) float64 {
		s.SetXY(x, top)
		for _, l := range lines {
			if l[1] != "" {
				s.SetFont(face, l[0], 9.5)
				s.SetX(x)
				s.MultiCell(wide, 4.4, l[1], "", "C", false)
			}
		}
		return s.GetY()
	}
	end := column(marginWidth, left, [][2]string{{"", p.details.Over}, {"B", p.details.Agency}, {"", p.details.OneStop}, {"", p.numbered()}})
	end = max(end, column(marginWidth+left, right, [][2]string{
		{"B", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"}, {"B", "Độc lập - Tự do - Hạnh phúc"}, {"I", p.dateline()},
	}))
	s.SetXY(marginWidth, end+1)
	s.pictures(p, symbols)
	s.Ln(1.5)
	s.line("B", titleSize, 6.5, "C", p.heading())
	s.Ln(1.5)
}

// pictures sets the bar code with the code below it, and the QR symbol at the
// right.
func (s sheet) pictures(p *Paper, symbols []symbol) {
	if len(symbols) == 0 {
		return
	}
	top := s.GetY()
	for i, picture := range symbols {
		o := fpdf.ImageOptions{ImageType: "PNG"}
		s.RegisterImageOptionsReader(picture.name, o, bytes.NewReader(picture.png))
		x, y := marginWidth, top+4
		if i > 0 {
			x, y = marginWidth+s.wide-picture.wide, top
		}
		s.ImageOptions(picture.name, x, y, picture.wide, picture.high, false, o, 0, "")
	}
	s.SetFont(face, "", bodySize)
	s.SetXY(marginWidth, top+4+barHeight)
	s.CellFormat(symbols[0].wide, bodyLine, p.code.String(), "", 0, "C", false, 0, "")
	s.SetXY(marginWidth, top+qrWidth)
}

func (s sheet) block(b block) {
	switch {
	case b.table != nil:
		s.table(b.table)
		s.Ln(1.5)
	case b.text != "":
		s.line("", bodySize, bodyLine, "L", b.text)
	case b.list != nil:
		for _, item := range b.list {
			s.line("", bodySize, bodyLine, "L", "- "+item)
		}
	default:
		s.SetFont(face, "", bodySize)
		s.Write(bodyLine, b.field[0]+": ")
		s.SetFont(face, "B", bodySize)
		s.Write(bodyLine, b.field[1])
		s.Ln(bodyLine)
	}
}

func (s sheet) table(t *table) {
	s.row(t, t.head, "B")
	for _, r := range t.rows {
		s.row(t, r, "")
	}
}

// row sets a row; one that does not fit goes on the next page, below the head,
// and one that fits on no page is parted.
func (s sheet) row(t *table, cells []string, style string) {
	s.SetFont(face, style, tableSize)
	var lines [][]string
	rest := 0
	for i, c := range cells {
		split := s.SplitText(c, t.shares[i]*s.wide-2*cellMargin)
		lines = append(lines, split)
		rest = max(rest, len(split))
	}
	for done := 0; done < rest; {
		room := int((s.bottom - s.GetY() - 2*cellMargin) / tableLine)
		if room < min(rest-done, 3) {
			s.AddPage()
			if style == "" {
				s.row(t, t.head, "B")
				s.SetFont(face, style, tableSize)
			}
			continue
		}
		n := min(room, rest-done)
		s.part(t, lines, done, n)
		done += n
	}
}

// part sets n lines of a row's cells, from the first one given.
func (s sheet) part(t *table, lines [][]string, first, n int) {
	x, y := marginWidth, s.GetY()
	high := float64(n)*tableLine + 2*cellMargin
	for i, split := range lines {
		wide := t.shares[i] * s.wide
		s.Rect(x, y, wide, high, "D")
		for j := first; j < min(first+n, len(split)); j++ {
			s.SetXY(x+cellMargin, y+cellMargin+float64(j-first)*tableLine)
			s.CellFormat(wide-2*cellMargin, tableLine, split[j], "", 0, "L", false, 0, "")
		}
		x += wide
	}
	s.SetXY(marginWidth, y+high)
}

// signatures leaves room for those who sign, in one piece.
func (s sheet) signatures(p *Paper) {
	if len(p.signers) == 0 {
		return
	}
	if s.GetY()+signRoom+2*bodyLine > s.bottom {
		s.AddPage()
	}
	s.Ln(2)
	y := s.GetY()
	wide := s.wide / float64(len(p.signers))
	for i, title := range p.signers {
		s.SetFont(face, "B", tableSize)
		s.SetXY(marginWidth+float64(i)*wide, y)
		s.MultiCell(wide, tableLine, title, "", "C", false)
	}
	if p.details.Officer != "" {
		s.SetFont(face, "B", tableSize)
		s.SetAutoPageBreak(false, 0)
		s.SetXY(marginWidth+float64(len(p.signers)-1)*wide, y+signRoom)
		s.CellFormat(wide, tableLine, p.details.Officer, "", 0, "C", false, 0, "")
	}
}
