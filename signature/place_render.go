package signature

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"os/exec"
	"strconv"
)

// Poppler renders pages with pdftoppm of poppler-utils, where that is installed.
// The document goes to the program's input; nothing is written to disk.
//
// The program parses the file in a process of its own and is ended with the
// context: give one a deadline for files from strangers.
type Poppler struct {
	Tool string // path of pdftoppm; "" looks for it
	File io.ReaderAt
	Size int64
}

// maxRendered bounds the bytes of a rendered page.
const maxRendered = 64 << 20

// RenderPage returns a page as pdftoppm draws it.
//
// Errors: the program's, or [ErrLimit] for a picture that is too large.
func (p Poppler) RenderPage(ctx context.Context, page int, dpi float64) (image.Image, error) {
	tool := p.Tool
	if tool == "" {
		tool = "pdftoppm"
	}
	n := strconv.Itoa(page)
	cmd := exec.CommandContext(ctx, tool, "-png", "-cropbox", "-f", n, "-l", n, "-singlefile", "-r", strconv.FormatFloat(dpi, 'f', 3, 64), "-")
	cmd.Stdin = io.NewSectionReader(p.File, 0, p.Size)
	out := &boundedBuffer{left: maxRendered}
	cmd.Stdout = out
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("signature: run pdftoppm: %w", errors.Join(err, ctx.Err()))
	}
	c, err := png.DecodeConfig(bytes.NewReader(out.data.Bytes()))
	if err != nil {
		return nil, fmt.Errorf("signature: read rendered page: %w", err)
	}
	if c.Width > 2*maxPreviewPixels || c.Height > 2*maxPreviewPixels {
		return nil, fmt.Errorf("signature: read rendered page: %w", ErrLimit)
	}
	img, err := png.Decode(&out.data)
	if err != nil {
		return nil, fmt.Errorf("signature: read rendered page: %w", err)
	}
	return img, nil
}

// boundedBuffer fails when more is written than it may hold.
type boundedBuffer struct {
	data bytes.Buffer
	left int
}

func (b *boundedBuffer) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, ErrLimit
	}
	return b.data.Write(p)
}
