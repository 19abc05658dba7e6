package pagetext

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/motcua/motcua/internal/pdf"
)

// made is a file of one page: entries of the page, its content, and more objects
// from number 5 on. A body that holds a stream ends with its keyword.
func made(entries, content string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	all := append([]string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /Contents 4 0 R " + entries + " >>",
		streamed("", content),
	}, objects...)
	var offsets []int
	for i, body := range all {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, xref)
	return b.Bytes()
}

func streamed(entries, data string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", entries, len(data), data)
}

// opened returns the pages of a file.
func opened(t testing.TB, data []byte) (*pdf.File, pdf.View, []Page) {
	t.Helper()
	f, err := pdf.Open(bytes.NewReader(data), int64(len(data)), pdf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	v := f.View(len(f.Revisions()) - 1)
	pages, err := Pages(v)
	if err != nil {
		t.Fatal(err)
	}
	return f, v, pages
}

// fixedFont is a font in which every letter is half an em wide.
const fixedFont = "<< /Type /Font /Subtype /TrueType /BaseFont /Any /FirstChar 0 /Widths 6 0 R /Encoding /WinAnsiEncoding >>"

func halves() string { return "[" + strings.Repeat("500 ", 256) + "]" }

// linesOf returns the lines of the first page.
func linesOf(t testing.TB, data []byte) ([]Line, bool) {
	t.Helper()
	f, v, pages := opened(t, data)
	c := pages[0].Content(f, v)
	return Lines(c.Glyphs), c.Whole
}
