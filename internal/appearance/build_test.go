package appearance

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/motcua/motcua/internal/testtool"
)

// page makes a file of one page that shows a drawing at its real size.
func page(d *Drawing) []byte {
	const first = 6 // the drawing's objects
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var offsets []int
	object := func(body string, data []byte) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", len(offsets))
		if data == nil {
			fmt.Fprintf(&b, "%s\nendobj\n", body)
			return
		}
		fmt.Fprintf(&b, "%s /Length %d >>\nstream\n%s\nendstream\nendobj\n", body[:len(body)-2], len(data), data)
	}
	object("<< /Type /Catalog /Pages 2 0 R >>", nil)
	object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>", nil)
	object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %g %g] /Contents 4 0 R /Resources << /XObject << /Fm 5 0 R >> >> >>", d.Width, d.Height), nil)
	object("<< >>", []byte("/Fm Do"))
	object(fmt.Sprintf("<< /Type /XObject /Subtype /Form /BBox [0 0 %g %g] /Resources %s >>", d.Width, d.Height, shifted(d.Resources, first-1)), d.Content)
	for _, o := range d.Objects {
		object(shifted(o.Body, first-1), o.Data)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, xref)
	return b.Bytes()
}

// shifted adds n to the numbers of the references in a body.
func shifted(body string, n int) string {
	return references().ReplaceAllStringFunc(body, func(s string) string {
		var num int
		fmt.Sscanf(s, "%d 0 R", &num)
		return fmt.Sprintf("%d 0 R", num+n)
	})
}

// saved writes a file for the tools.
func saved(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// run returns what a tool prints.
func run(t *testing.T, tool string, args ...string) string {
	t.Helper()
	out, err := exec.Command(testtool.Path(t, tool), args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", tool, err, out)
	}
	return string(out)
}

// disc is a PNG of a disc of one colour; behind it is paper, or nothing.
func disc(t testing.TB, size, margin int, ink, behind color.Color) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, size+2*margin, size+2*margin))
	for y := range size + 2*margin {
		for x := range size + 2*margin {
			dx, dy := 2*(x-margin)-size+1, 2*(y-margin)-size+1
			img.Set(x, y, behind)
			if dx*dx+dy*dy <= size*size {
				img.Set(x, y, ink)
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func red() color.Color  { return color.NRGBA{R: 200, G: 20, B: 30, A: 255} }
func blue() color.Color { return color.NRGBA{R: 20, G: 60, B: 180, A: 255} }
