package signature

import (
	"fmt"
	"math"

	"github.com/motcua/motcua/internal/pagetext"
	"github.com/motcua/motcua/internal/pdf"
)

// Place is a rectangle on a page as it is displayed, with its crop box and
// rotation, in millimetres from the page's top left corner.
type Place struct {
	Page                int // counts from 1
	X, Y, Width, Height float64
}

func placeOf(page int, b pagetext.Box) Place {
	return Place{Page: page, X: b.X, Y: b.Y, Width: b.W, Height: b.H}
}

func (p Place) box() pagetext.Box {
	return pagetext.Box{X: p.X, Y: p.Y, W: p.Width, H: p.Height}
}

// SignerLines are two lines of the signer's block: the last line of the title of
// office, and the name below the room for the signature (Nghị định 30/2020/NĐ-CP,
// Phụ lục I Phần I mục II khoản 7).
type SignerLines struct {
	Title, Name Place
}

// The distances within a signer's block, in millimetres.
const (
	maxSignerGap = 90.0 // from title to name
	minSignerGap = 5.0  // room for a signature
)

// maxPlacePages bounds the pages that are searched, from the last.
const maxPlacePages = 500

// FindSigner looks for the signer's title and name in the text of the pages, the
// last page first: the lowest line that is the name and has the title above it
// in the same column. Lines are compared without regard to blanks and case.
//
// Errors: a [PlaceError] that says what was looked for, or the reader's.
func (d *Document) FindSigner(title, name string) (SignerLines, error) {
	pages, v, err := d.pages()
	if err != nil {
		return SignerLines{}, err
	}
	missing := &PlaceError{What: SoughtName, Title: title, Name: name, Whole: true}
	for i := len(pages) - 1; i >= 0 && missing.Pages < maxPlacePages; i-- {
		missing.Pages++
		content := pages[i].Content(d.file, v)
		missing.Whole = missing.Whole && content.Whole
		lines := pagetext.Lines(content.Glyphs)
		found, nameSeen := signerIn(lines, title, name)
		if found != nil {
			return SignerLines{Title: placeOf(i+1, found.title), Name: placeOf(i+1, found.name)}, nil
		}
		if nameSeen {
			missing.What = SoughtTitle
		}
	}
	return SignerLines{}, missing
}

// signerBlock is a pair of lines on one page.
type signerBlock struct{ title, name pagetext.Box }

// signerIn finds the lowest pair on a page, and tells whether the name stands
// there at all.
func signerIn(lines []pagetext.Line, title, name string) (best *signerBlock, nameSeen bool) {
	if pagetext.Folded(title) == "" || pagetext.Folded(name) == "" {
		return nil, false
	}
	for _, n := range lines {
		if !pagetext.Same(n.Text, name) {
			continue
		}
		nameSeen = true
		var nearest *pagetext.Box
		for _, t := range lines {
			gap := n.Box.Y - t.Box.Bottom()
			if !pagetext.Same(t.Text, title) || gap < minSignerGap || gap > maxSignerGap || !sameColumn(t.Box, n.Box) {
				continue
			}
			if nearest == nil || t.Box.Y > nearest.Y {
				nearest = &t.Box
			}
		}
		if nearest != nil && (best == nil || n.Box.Y > best.name.Y) {
			best = &signerBlock{title: *nearest, name: n.Box}
		}
	}
	return best, nameSeen
}

// sameColumn tells whether the middle of one line lies under the other.
func sameColumn(a, b pagetext.Box) bool {
	am, bm := a.X+a.W/2, b.X+b.W/2
	return bm >= a.X && bm <= a.Right() || am >= b.X && am <= b.Right()
}

// pages returns the pages of the newest revision.
//
// Errors: [ErrNotPDF] for a damaged tree, or the reader's.
func (d *Document) pages() ([]pagetext.Page, pdf.View, error) {
	v := d.file.View(len(d.file.Revisions()) - 1)
	if err := d.file.Locked(); err != nil {
		return nil, v, fmt.Errorf("signature: read pages: %w", err)
	}
	pages, err := pagetext.Pages(v)
	if err != nil {
		return nil, v, fmt.Errorf("signature: read pages: %w (%w)", ErrNotPDF, err)
	}
	return pages, v, nil
}

// Spacing of places, in millimetres.
const (
	cornerMargin = 8.0  // from the edges of the page
	rowGap       = 2.0  // between the marks of a row, and from the title
	blankMargin  = 20.0 // the top margin where no text is found (Phụ lục I Phần I mục I khoản 3)
)

// spot returns where a mark of a size stands by a profile.
//
// Errors: a [PlaceError] or [FitError].
func (d *Document) spot(p *AppearanceProfile, w, h float64, where *Where) (Place, error) {
	pages, v, err := d.pages()
	if err != nil {
		return Place{}, err
	}
	if len(pages) == 0 {
		return Place{}, &PlaceError{What: SoughtPage, Whole: true}
	}
	width, _ := pages[0].Size()
	switch p.Spot {
	case SpotCorner:
		return Place{Page: 1, X: width - cornerMargin - w, Y: cornerMargin, Width: w, Height: h}, nil
	case SpotTopMargin:
		blank := blankMargin
		if lines := pagetext.Lines(pages[0].Content(d.file, v).Glyphs); len(lines) > 0 {
			blank = lines[0].Box.Y
			for _, l := range lines {
				blank = min(blank, l.Box.Y)
			}
		}
		if h > blank-rowGap {
			return Place{}, &FitError{NeedW: w, NeedH: h, HaveW: width, HaveH: max(0, blank-rowGap)}
		}
		return Place{Page: 1, X: (width - w) / 2, Y: (blank - rowGap - h) / 2, Width: w, Height: h}, nil
	case SpotSeal:
		return d.sealSpot(w, h, where)
	case SpotNumber:
		return numberSpot(pagetext.Lines(pages[0].Content(d.file, v).Glyphs), w, h)
	case SpotGiven:
		return Place{}, &PlaceError{What: SoughtSpot, Whole: true}
	}
	lines, err := d.FindSigner(where.Title, where.Name)
	if err != nil {
		return Place{}, err
	}
	return signerSpot(p.Spot, lines, w, h)
}

// numberSpot is behind “Số:” on page one (Nghị định 30/2020/NĐ-CP, Phụ lục I Phần
// I mục II khoản 3).
func numberSpot(lines []pagetext.Line, w, h float64) (Place, error) {
	for i := range lines {
		if b, ok := lines[i].Prefix("Số:"); ok {
			return Place{Page: 1, X: b.Right() + 1, Y: b.Y + (b.H-h)/2, Width: w, Height: h}, nil
		}
	}
	return Place{}, &PlaceError{What: SoughtNumber, Pages: 1, Whole: true}
}

// sealShare is the part of the person's signature that the seal lies over.
const sealShare = 1.0 / 3

// sealSpot puts a seal over the left third of the person's signature.
func (d *Document) sealSpot(w, h float64, where *Where) (Place, error) {
	marks, err := d.Marks()
	if err != nil {
		return Place{}, err
	}
	var person *Mark
	for i := range marks {
		m := &marks[i]
		named := where.Beside == "" && !m.isIssue() || where.Beside != "" && m.Field == where.Beside
		if m.Place.Page > 0 && named {
			person = m
		}
	}
	if person == nil {
		return Place{}, &PlaceError{What: SoughtPerson, Whole: true}
	}
	p := person.ink()
	return Place{Page: p.Page, X: p.X + p.Width*sealShare - w, Y: p.Y + (p.Height-h)/2, Width: w, Height: h}, nil
}

// signerSpot puts a mark into a signer's block.
func signerSpot(spot Spot, lines SignerLines, w, h float64) (Place, error) {
	title, name := lines.Title.box(), lines.Name.box()
	middle, top, room := name.X+name.W/2, title.Bottom(), name.Y-title.Bottom()
	if h > room {
		return Place{}, &FitError{NeedW: w, NeedH: h, HaveW: math.Max(title.W, name.W), HaveH: room}
	}
	p := Place{Page: lines.Name.Page, X: middle - w/2, Y: top + (room-h)/2, Width: w, Height: h}
	switch spot {
	case SpotRowLeft:
		p.X, p.Y = middle-rowGap/2-w, top+min(rowGap, room-h)
	case SpotRowRight:
		p.X, p.Y = middle+rowGap/2, top+min(rowGap, room-h)
	}
	return p, nil
}
