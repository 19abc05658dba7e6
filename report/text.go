package report

import (
	"fmt"
	"io"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
)

// TextOptions says how [Text] writes.
type TextOptions struct {
	// Language of the report; zero: Vietnamese.
	Language motcua.Language
	// Color adds ECMA-48 colours for terminals. Nothing is told by colour alone.
	Color bool
	// Brief counts the legal findings that are not violations. It has no effect with
	// Verbose.
	Brief bool
	// Verbose adds certificates, algorithms, every change, and the legal
	// findings that do not apply one by one instead of counted.
	Verbose bool
}

// Text writes the report on f for people: the file and whether it may be
// relied on, what to do, then a block per signature with the three verdicts and
// the legal findings. Lines end at 80 characters.
//
// Errors: those of w.
func Text(w io.Writer, f File, opts TextOptions) error {
	p := &page{opts: opts}
	p.file(f)
	if _, err := w.Write(p.buf.Bytes()); err != nil {
		return fmt.Errorf("report: write text: %w", err)
	}
	return nil
}

func (p *page) file(f File) {
	p.line("", 4, shown(f.Name))
	sum := summarise(f)
	p.verdict("  ", 4, statusMark(f.Status()), p.in(statusWord(f.Status())), p.in(sum.why))
	p.line("  → ", 4, p.in(sum.action))
	if f.Status() == signature.StatusError {
		return
	}
	if why := f.Result.LegalValueReason; !why.IsZero() {
		p.line("  "+p.in(motcua.Text{VI: "Giá trị pháp lý", EN: "Legal value"})+": ", 4,
			p.in(legalValueWord(f.Result.LegalValue))+". "+prose(p.in(why)))
	}
	for i := range f.Result.Signatures {
		p.blank()
		p.signature(f.Result, i)
	}
	if whole := findingsOf(f.Result, -1); len(whole) > 0 {
		p.blank()
		p.line("  ", 2, p.in(motcua.Text{VI: "Cả tệp", EN: "The file as a whole"}))
		p.findings(whole)
	}
}
