package signature

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/pagetext"
)

// PageRenderer draws pages of a document.
type PageRenderer interface {
	// RenderPage returns a page, counted from 1, as it is displayed: crop box and
	// rotation applied. It need not have exactly the resolution.
	RenderPage(ctx context.Context, page int, dpi float64) (image.Image, error)
}

// PreviewOptions tunes PreviewPlaces.
type PreviewOptions struct {
	Page int     // counts from 1; 0 is the page of the last visible signature, else the last
	DPI  float64 // 0: 80; at most 300
	// Renderer draws the page; nil draws bars where its text stands.
	Renderer PageRenderer
	// More are places to draw beside those of the signatures, as one that was asked
	// for.
	More []Place
}

// The bounds of a preview.
const (
	usualPreviewDPI  = 80.0
	mostPreviewDPI   = 300.0
	maxPreviewPixels = 4000 // a side
)

// The colours of a preview. Red frames are what is, green broken ones what
// should be, orange ones what the caller adds.
func frameIs() color.RGBA     { return color.RGBA{R: 200, A: 255} }
func frameShould() color.RGBA { return color.RGBA{G: 140, B: 40, A: 255} }
func frameMore() color.RGBA   { return color.RGBA{R: 230, G: 120, A: 255} }
func textBar() color.RGBA     { return color.RGBA{R: 205, G: 205, B: 205, A: 255} }

// PreviewPlaces writes a PNG of one page with frames for where its signatures
// are, and where the profiles in force on the day of signing want them. A nil
// result draws what is there alone.
//
// Errors: a [PlaceError] for a page that the document does not have, or those of
// renderer, reader and writer.
func (d *Document) PreviewPlaces(ctx context.Context, w io.Writer, result *Result, opts PlaceOptions, p PreviewOptions) error {
	pages, v, err := d.pages()
	if err != nil {
		return err
	}
	marks, err := d.Marks()
	if err != nil {
		return err
	}
	number := p.Page
	if number == 0 {
		number = len(pages)
		for _, m := range marks {
			if m.Place.Page > 0 {
				number = m.Place.Page
			}
		}
	}
	if number < 1 || number > len(pages) {
		return &PlaceError{What: SoughtPage, Pages: len(pages), Whole: true}
	}
	page := &pages[number-1]
	c, err := newPreview(ctx, page, number, &p, func() []pagetext.Line {
		return pagetext.Lines(page.Content(d.file, v).Glyphs)
	})
	if err != nil {
		return err
	}
	for _, place := range d.expected(result, marks, &opts) {
		c.frame(place, frameShould(), true)
	}
	for i := range marks {
		c.frame(marks[i].ink(), frameIs(), false)
	}
	for _, place := range p.More {
		c.frame(place, frameMore(), true)
	}
	if err := png.Encode(w, c.img); err != nil {
		return fmt.Errorf("signature: write preview: %w", err)
	}
	return nil
}

// expected lists where the marks of a verified document should stand; one whose
// place cannot be told is left out.
func (d *Document) expected(result *Result, marks []Mark, opts *PlaceOptions) []Place {
	if result == nil {
		return nil
	}
	var out []Place
	for i := range result.Signatures[:min(len(result.Signatures), d.limits.Signatures)] {
		s := &result.Signatures[i]
		m := markOf(marks, s.Field)
		at, _ := s.signedAt()
		if m == nil || m.Place.Page == 0 || at.IsZero() {
			continue
		}
		profile, err := ChooseAppearance(opts.Locality, motcua.DateAt(at), opts.roleOf(s), opts.Use)
		if err != nil {
			continue
		}
		where := Where{Title: opts.Title, Name: opts.Name}
		if profile.Spot == SpotSeal {
			person := personMark(result.Signatures[:i], marks, opts)
			if person == nil {
				continue
			}
			where.Beside = person.Field
		}
		w, h := m.ink().Width, m.ink().Height
		if profile.Image == ImageSeal && opts.SealDiameter > 0 {
			w, h = opts.SealDiameter, opts.SealDiameter
		}
		if place, err := d.spot(&profile, w, h, &where); err == nil {
			out = append(out, place)
		}
	}
	return out
}

// preview is a page being drawn.
type preview struct {
	img    *image.RGBA
	page   int
	sx, sy float64 // pixels for each millimetre
}

// newPreview draws the page itself.
func newPreview(ctx context.Context, page *pagetext.Page, number int, p *PreviewOptions, lines func() []pagetext.Line) (*preview, error) {
	dpi := min(p.DPI, mostPreviewDPI)
	if !(dpi > 0) {
		dpi = usualPreviewDPI
	}
	width, height := page.Size()
	scale := min(dpi/25.4, maxPreviewPixels/max(width, height, 1))
	c := &preview{page: number}
	if p.Renderer == nil {
		c.img = image.NewRGBA(image.Rect(0, 0, max(1, int(width*scale)), max(1, int(height*scale))))
		draw.Draw(c.img, c.img.Bounds(), image.White, image.Point{}, draw.Src)
	} else {
		drawn, err := p.Renderer.RenderPage(ctx, number, scale*25.4)
		if err != nil {
			return nil, fmt.Errorf("signature: render page: %w", err)
		}
		b := drawn.Bounds()
		if b.Dx() < 1 || b.Dy() < 1 || b.Dx() > 2*maxPreviewPixels || b.Dy() > 2*maxPreviewPixels {
			return nil, fmt.Errorf("signature: render page: size: %w", ErrLimit)
		}
		c.img = image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
		draw.Draw(c.img, c.img.Bounds(), drawn, b.Min, draw.Src)
	}
	c.sx, c.sy = float64(c.img.Rect.Dx())/width, float64(c.img.Rect.Dy())/height
	if p.Renderer == nil {
		for _, l := range lines() {
			draw.Draw(c.img, c.rect(l.Box), image.NewUniform(textBar()), image.Point{}, draw.Src)
		}
	}
	return c, nil
}

// rect maps a box to pixels, within the picture.
func (c *preview) rect(b pagetext.Box) image.Rectangle {
	return image.Rect(int(b.X*c.sx), int(b.Y*c.sy), int(b.Right()*c.sx), int(b.Bottom()*c.sy)).Intersect(c.img.Rect)
}

// frameWidth and dash are in pixels.
const (
	frameWidth = 2
	dash       = 6
)

// frame draws the edges of a place on this page.
func (c *preview) frame(p Place, ink color.RGBA, broken bool) {
	r := c.rect(p.box())
	if p.Page != c.page || r.Empty() {
		return
	}
	for x := r.Min.X; x < r.Max.X; x++ {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			if min(x-r.Min.X, r.Max.X-1-x, y-r.Min.Y, r.Max.Y-1-y) >= frameWidth {
				y = max(y, r.Max.Y-frameWidth-1) // over the inside
				continue
			}
			if !broken || ((x+y)/dash)%2 == 0 {
				c.img.SetRGBA(x, y, ink)
			}
		}
	}
}
