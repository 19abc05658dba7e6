// Package pagetext tells where text stands on the pages of a PDF file, as people
// see them: crop box, rotation and user unit applied.
//
// It reads what marks text (ISO 32000-2, chapter 9) and follows form XObjects. It
// draws nothing: whether text is visible, covered or clipped is not told. Text that
// cannot be mapped to Unicode is left out.
//
// Every count that a file states is bounded; reading stops at a bound and says so.
//
// Concurrency: as internal/pdf, one goroutine at a time.
package pagetext
