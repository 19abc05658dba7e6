package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/report"
	"github.com/motcua/motcua/signature"
)

// judge is how every file of a run is judged and shown. It is shared by the
// workers and not changed while they run.
type judge struct {
	open   signature.OpenOptions
	verify signature.VerifyOptions
	close  func() // of what verify holds open
	json   bool
	text   report.TextOptions
}

// outcome is what judging one target came to.
type outcome struct {
	status  signature.Status // "" when the target was not judged
	report  []byte
	skipped bool  // in a folder, but no PDF
	refused error // a named path that cannot be opened
	err     error // stopped, or the report cannot be rendered
}

// target judges one file and renders its report.
func (j *judge) target(ctx context.Context, t target) outcome {
	if t.skip {
		return outcome{skipped: true}
	}
	f, size, err := t.open()
	switch {
	case errors.Is(err, errNotRegular) && !t.named():
		return outcome{skipped: true}
	case err != nil && t.named():
		return outcome{refused: err}
	case err != nil:
		return j.render(report.File{Name: t.name, Err: err})
	}
	defer f.Close() // read only: nothing can be lost
	if !t.named() && !looksLikePDF(t.name, f) {
		return outcome{skipped: true}
	}
	result, err := j.file(ctx, f, size)
	if ctx.Err() != nil {
		return outcome{err: ctx.Err()}
	}
	return j.render(report.File{Name: t.name, Result: result, Err: err})
}

func (j *judge) file(ctx context.Context, f *os.File, size int64) (*signature.Result, error) {
	doc, err := signature.Open(f, size, j.open)
	if err != nil {
		return nil, err
	}
	return signature.Verify(ctx, doc, j.verify)
}

func (j *judge) render(f report.File) outcome {
	var b bytes.Buffer
	var err error
	if j.json {
		err = report.JSON(&b, f, j.text.Language)
	} else {
		err = report.Text(&b, f, j.text)
	}
	return outcome{status: f.Status(), report: b.Bytes(), err: err}
}

// looksLikePDF picks the files of a folder: by name, else by their first bytes.
func looksLikePDF(name string, f *os.File) bool {
	if strings.EqualFold(filepath.Ext(name), ".pdf") {
		return true
	}
	const magic = "%PDF-"
	head := make([]byte, len(magic))
	n, _ := f.ReadAt(head, 0) // too short or unreadable: not this magic
	return string(head[:n]) == magic
}

// openProblem says in words why a path could not be opened, without the
// system's English text.
func openProblem(err error) motcua.Text {
	switch {
	case errors.Is(err, os.ErrNotExist):
		return motcua.Text{VI: "không tìm thấy", EN: "not found"}
	case errors.Is(err, os.ErrPermission):
		return motcua.Text{VI: "không có quyền đọc", EN: "no permission to read"}
	case errors.Is(err, os.ErrExist):
		return motcua.Text{VI: "đã có sẵn, không ghi đè", EN: "exists already and is not overwritten"}
	case errors.Is(err, errNotRegular):
		return motcua.Text{VI: "không phải là tệp thường hay thư mục", EN: "neither a regular file nor a folder"}
	}
	return motcua.Text{VI: "lỗi hệ thống", EN: "system error"}
}
