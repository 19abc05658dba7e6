package dossier

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"github.com/motcua/motcua"
)

// FileChecker judges a file on its arrival, as package signature judges signed
// documents; a program wires the two.
type FileChecker interface {
	// CheckFile reads the file and says what it found. A bad file is no error: an
	// error means that the file could not be judged now.
	CheckFile(ctx context.Context, file io.ReaderAt, size int64) (FileVerdict, error)
}

// FileVerdict is what a checker found.
type FileVerdict struct {
	// Signed: is the file validly signed. The zero value is “not checked”.
	Signed motcua.Outcome `json:"signed,omitempty"`
	// Detail says why it is not Satisfied.
	Detail motcua.Text `json:"detail,omitzero"`
}

// File is a file of a dossier, kept elsewhere under its hash.
type File struct {
	Hash    string      `json:"hash"` // SHA-256 in hexadecimal
	Size    int64       `json:"size"`
	Name    string      `json:"name,omitempty"` // as handed in; not to be trusted as a path
	Part    string      `json:"part,omitempty"` // code of the part of the procedure's file
	Verdict FileVerdict `json:"verdict,omitzero"`
}

// MaxFile bounds a file where the caller sets no limit: 100 MiB.
const MaxFile = 100 << 20

// CheckIn hashes a file on its arrival and has it checked; a nil checker checks
// nothing. Limit bounds the size in bytes, zero means [MaxFile].
//
// Errors: [ErrFileSize], those of the file and the checker.
func CheckIn(ctx context.Context, checker FileChecker, file io.ReaderAt, size, limit int64) (File, error) {
	if limit == 0 {
		limit = MaxFile
	}
	if size < 0 || size > limit {
		return File{}, fmt.Errorf("dossier: check file in: %w", ErrFileSize)
	}
	h := sha256.New()
	n, err := io.Copy(h, io.NewSectionReader(file, 0, size))
	if err != nil {
		return File{}, fmt.Errorf("dossier: check file in: %w", err)
	}
	if n != size {
		return File{}, fmt.Errorf("dossier: check file in: %w", ErrFileSize)
	}
	f := File{Hash: hex.EncodeToString(h.Sum(nil)), Size: size}
	if checker != nil {
		if f.Verdict, err = checker.CheckFile(ctx, file, size); err != nil {
			return File{}, fmt.Errorf("dossier: check file in: %w", err)
		}
	}
	return f, nil
}

// check tells whether the entry can be that of a file.
func (f File) check() bool {
	b, err := hex.DecodeString(f.Hash)
	return err == nil && len(b) == sha256.Size && f.Size >= 0 && len(f.Name) <= maxText && len(f.Part) <= maxText
}

// ResultCode returns the code of the n-th result of a dossier, from 1, as in
// H56.14-240823-0001-KQ1 (Điều 14 khoản 3 điểm d Nghị định 45/2020/NĐ-CP).
func ResultCode(c Code, n int) string { return fmt.Sprintf("%s-KQ%d", c, n) }
