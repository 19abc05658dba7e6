package pdf

import (
	"errors"
	"fmt"
)

var (
	// ErrNotPDF reports input without a PDF header.
	ErrNotPDF = errors.New("no PDF header")
	// ErrSyntax reports bytes that do not follow the grammar of ISO 32000-2.
	ErrSyntax = errors.New("malformed PDF syntax")
	// ErrXRef reports a cross-reference section that is missing or unusable.
	ErrXRef = errors.New("malformed cross-reference")
	// ErrLimit reports that a limit of [Limits] was reached.
	ErrLimit = errors.New("limit exceeded")
	// ErrLocked reports content that stays encrypted: the password is not
	// known, or the security handler is not supported.
	ErrLocked = errors.New("content is encrypted")
	// ErrNotFound reports a revision or object that the file does not have.
	ErrNotFound = errors.New("not found")
)

// SyntaxError locates malformed syntax. It matches [ErrSyntax].
type SyntaxError struct {
	Offset int64 // byte offset in the file, or in the object stream
	What   string
}

// Error returns what was wrong and where.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("pdf: parse at %d: %s", e.Offset, e.What)
}

// Is matches ErrSyntax.
func (e *SyntaxError) Is(target error) bool { return target == ErrSyntax }

func syntaxf(offset int64, format string, args ...any) error {
	return &SyntaxError{Offset: offset, What: fmt.Sprintf(format, args...)}
}
