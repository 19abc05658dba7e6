// Package report renders findings and verdicts for people and for programs.
//
// [Text] writes what a clerk reads: whether the file may be relied on, what to
// do next, and for every signature who signed, when, the three verdicts and
// the legal findings with their articles. [JSON] writes the same as one line
// of the contract motcua/verify;version=1. Both exist in Vietnamese and
// English, take no clock, and give the same bytes for the same input.
//
// Names, reasons and fields come from files that somebody else made. In both
// forms control characters, escape sequences and marks that turn the direction
// of writing are neutralised, so that a name in a forged certificate can
// neither imitate a line of the report nor reach the terminal as a command.
package report

import "github.com/motcua/motcua/signature"

// File is one judged file.
type File struct {
	// Name is shown as given; it is not opened.
	Name string
	// Result is what [signature.Verify] returned; not looked at when Err is set.
	Result *signature.Result
	// Err says why the file could not be judged. A report shows a sentence
	// chosen by its kind, never its text: that may hold a path.
	Err error
}

// Status returns the one-word summary: that of the result, or
// [signature.StatusError] where there is none.
func (f File) Status() signature.Status {
	if f.Err != nil || f.Result == nil {
		return signature.StatusError
	}
	return f.Result.Status()
}
