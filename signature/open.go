package signature

import (
	"errors"
	"fmt"
	"io"

	"github.com/motcua/motcua/internal/pdf"
)

// Limits bounds what a file from a stranger may cost. Each zero field takes
// its default; each can be lowered.
type Limits struct {
	// Signatures bounds how many signatures of a file are judged; the rest is
	// reported as unsupported. Default [DefaultSignatures].
	Signatures int
	// ContentsBytes bounds the signature value (the CMS), in bytes. Default
	// [DefaultContentsBytes].
	ContentsBytes int
	// HashedBytes bounds what all overlapping ranges may cost beyond one pass
	// over the file, in bytes. Default [DefaultHashedBytes].
	HashedBytes int64
	// Revisions bounds the incremental updates. Default 2,048.
	Revisions int
	// Depth, Nodes and StringBytes bound one object of the file: its nesting,
	// values, and bytes of a string. Defaults 64, 1,048,576 and 4 MiB.
	Depth, Nodes, StringBytes int
	// Entries bounds the cross-reference entries of the file. Default 4,194,304.
	Entries int
	// StreamBytes bounds one inflated structural stream, TotalBytes all that is
	// inflated and parsed beyond four times the file's own size, in bytes.
	// Defaults 32 MiB and 192 MiB.
	StreamBytes, TotalBytes int64
}

// The default limits of signatures. Real signature values stay below 64 KiB
// without validation data.
const (
	DefaultSignatures    = 256
	DefaultContentsBytes = 1 << 20
	DefaultHashedBytes   = 256 << 20
)

func (l Limits) withDefaults() Limits {
	if l.Signatures <= 0 {
		l.Signatures = DefaultSignatures
	}
	if l.ContentsBytes <= 0 {
		l.ContentsBytes = DefaultContentsBytes
	}
	if l.HashedBytes <= 0 {
		l.HashedBytes = DefaultHashedBytes
	}
	return l
}

func (l Limits) pdf() pdf.Limits {
	return pdf.Limits{
		Depth: l.Depth, Nodes: l.Nodes, StringBytes: l.StringBytes, Sections: l.Revisions,
		Entries: l.Entries, StreamBytes: l.StreamBytes, TotalBytes: l.TotalBytes,
	}
}

// OpenOptions tunes Open. The zero value is right for most callers.
type OpenOptions struct {
	// Password opens an encrypted file, as UTF-8. Nil tries the empty user
	// password. A file that stays locked is judged from its plain structure.
	Password []byte
	Limits   Limits
}

// Document is an opened PDF file.
//
// Concurrency: a Document stays on one goroutine at a time; different
// Documents are independent.
type Document struct {
	file   *pdf.File
	limits Limits
}

// Open reads the structure of a PDF file of the given size in bytes. It is
// lazy: only the cross-reference sections are read.
//
// Errors: [ErrNotPDF], [ErrLimit], or the reader's own.
func Open(r io.ReaderAt, size int64, opts OpenOptions) (*Document, error) {
	f, err := pdf.Open(r, size, pdf.Options{Limits: opts.Limits.pdf(), Password: opts.Password})
	switch {
	case errors.Is(err, pdf.ErrLimit):
		return nil, fmt.Errorf("signature: open document: %w (%w)", ErrLimit, err)
	case errors.Is(err, pdf.ErrNotPDF), errors.Is(err, pdf.ErrXRef), errors.Is(err, pdf.ErrSyntax):
		return nil, fmt.Errorf("signature: open document: %w (%w)", ErrNotPDF, err)
	case err != nil:
		return nil, fmt.Errorf("signature: open document: %w", err)
	}
	return &Document{file: f, limits: opts.Limits.withDefaults()}, nil
}

// RevisionInfo describes one saved state of the file.
type RevisionInfo struct {
	Number     int      // 1-based
	Start, End int64    // the bytes that this revision added: [Start, End)
	Objects    int      // objects that it wrote
	Signatures []string // fields signed at this revision
}

// Revisions lists the saved states of the file, oldest first.
func (d *Document) Revisions() []RevisionInfo {
	revs := d.file.Revisions()
	list := make([]RevisionInfo, len(revs))
	start := int64(0)
	for i := range revs {
		list[i] = RevisionInfo{Number: i + 1, Start: start, End: d.revisionEnd(i), Objects: d.file.ObjectCount(i)}
		start = list[i].End
	}
	found, _ := d.discover()
	for _, c := range found {
		if n := d.signedRevision(c.geometry(d)); n > 0 {
			list[n-1].Signatures = append(list[n-1].Signatures, c.field)
		}
	}
	return list
}

// revisionEnd is where the bytes of revision i (from 0) end: the last one
// reaches to the end of the file.
func (d *Document) revisionEnd(i int) int64 {
	revs := d.file.Revisions()
	if i == len(revs)-1 {
		return d.file.Size()
	}
	return revs[i].End
}

// ExtractRevision writes the file as it stood at revision n (1-based): its
// first bytes up to the end of that revision.
//
// Errors: [ErrRevision], or the reader's and writer's own.
func (d *Document) ExtractRevision(n int, w io.Writer) error {
	if n < 1 || n > len(d.file.Revisions()) {
		return fmt.Errorf("signature: extract revision: %w", ErrRevision)
	}
	end := d.revisionEnd(n - 1)
	if _, err := io.Copy(w, io.NewSectionReader(d.file.Source(), 0, end)); err != nil {
		return fmt.Errorf("signature: extract revision: %w", err)
	}
	return nil
}
