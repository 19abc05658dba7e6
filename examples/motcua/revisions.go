package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"github.com/spf13/cobra"
)

func newRevisions(a *app) *cobra.Command {
	var extract int
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "revisions FILE [--extract N OUT]",
		Short: a.in(motcua.Text{VI: "Xem và trích các bản lưu của một tệp", EN: "Show and extract the saved states of a file"}),
		Long: a.in(motcua.Text{
			VI: `Mỗi lần lưu thêm (như khi ký) để lại một bản trong tệp PDF. Lệnh này cho biết
chữ ký nào được ký ở bản nào; --extract N OUT ghi bản thứ N, đúng như lúc đó,
ra tệp OUT (không ghi đè tệp đã có).`,
			EN: `Every incremental save, as in signing, leaves a state in the PDF file. This
command tells which signature was made at which state; --extract N OUT writes
state N, as it was then, to the file OUT (which must not exist yet).`,
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !cmd.Flags().Changed("extract") {
				return a.listRevisions(args, asJSON)
			}
			return a.extractRevision(args, extract, asJSON)
		},
	}
	cmd.DisableFlagsInUseLine = true
	cmd.Flags().IntVar(&extract, "extract", 0, a.in(motcua.Text{VI: "ghi bản lưu thứ `N` ra tệp OUT", EN: "write state `N` to the file OUT"}))
	cmd.Flags().BoolVar(&asJSON, "json", false, a.in(motcua.Text{VI: "kết quả là một dòng JSON", EN: "one line of JSON"}))
	return cmd
}

// openDocument opens a named file. The caller closes the file. The error is a
// failure where the path cannot be opened, else that of [signature.Open].
func openDocument(name string) (*os.File, *signature.Document, error) {
	f, size, err := openNamed(name)
	if err != nil {
		return nil, nil, usageError(cannotOpen(name, err))
	}
	doc, err := signature.Open(f, size, signature.OpenOptions{})
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	return f, doc, nil
}

// openNamed opens a path of the command line, if it is a regular file.
func openNamed(name string) (*os.File, int64, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, errNotRegular
	}
	return target{name: name}.open()
}

func (a *app) listRevisions(args []string, asJSON bool) error {
	if len(args) != 1 {
		return usageError(motcua.Text{VI: "cần nêu đúng một tệp", EN: "name exactly one file"})
	}
	f, doc, err := openDocument(args[0])
	if err != nil {
		return a.notReadable(args[0], err, asJSON)
	}
	defer f.Close() // read only: nothing can be lost
	if asJSON {
		return a.revisionsJSON(args[0], doc)
	}
	return a.revisionsText(args[0], doc)
}

// notReadable tells a path that cannot be opened (wrong usage) from a file that
// is no PDF (a verdict, which JSON states as well).
func (a *app) notReadable(name string, err error, asJSON bool) error {
	if refused := (*failure)(nil); errors.As(err, &refused) {
		return err
	}
	text := motcua.Text{
		VI: "Tệp không phải là PDF hoặc đã hỏng đến mức không đọc được.",
		EN: "The file is no PDF, or too damaged to be read.",
	}
	if asJSON {
		sentence := a.in(text)
		out := newJSONRevisions(name)
		out.Error = &sentence
		return errors.Join(writeJSONLine(a.stdout, out), notValid())
	}
	return &failure{code: exitNotValid, text: motcua.Text{
		VI: strconv.Quote(name) + ": " + text.VI,
		EN: strconv.Quote(name) + ": " + text.EN,
	}}
}

func (a *app) revisionsText(name string, doc *signature.Document) error {
	list := doc.Revisions()
	fmt.Fprintln(a.stdout, a.in(motcua.Textf("%q: %d bản lưu", "%q: %d saved states", name, len(list))))
	for _, r := range list {
		signed := a.in(motcua.Text{VI: "không có chữ ký mới", EN: "no new signature"})
		if len(r.Signatures) > 0 {
			signed = a.in(motcua.Text{VI: "ký: ", EN: "signed: "}) + quoteAll(r.Signatures)
		}
		line := motcua.Textf("bản %d: %d byte đầu của tệp, %d đối tượng", "state %d: the first %d bytes, %d objects",
			r.Number, r.End, r.Objects)
		if _, err := fmt.Fprintf(a.stdout, "  %s; %s\n", a.in(line), signed); err != nil {
			return err
		}
	}
	return nil
}

// quoteAll quotes names from a file: they may hold what a terminal obeys.
func quoteAll(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = strconv.Quote(n)
	}
	return strings.Join(quoted, ", ")
}

// jsonRevisions is the line of revisions --json.
type jsonRevisions struct {
	Schema    string         `json:"schema"`
	File      string         `json:"file"`
	Error     *string        `json:"error"`
	Revisions []jsonRevision `json:"revisions"`
}

type jsonRevision struct {
	Number     int      `json:"number"`
	Start      int64    `json:"start"`
	End        int64    `json:"end"`
	Objects    int      `json:"objects"`
	Signatures []string `json:"signatures"`
}

func newJSONRevisions(name string) jsonRevisions {
	return jsonRevisions{Schema: "motcua/revisions;version=1", File: name, Revisions: []jsonRevision{}}
}

func (a *app) revisionsJSON(name string, doc *signature.Document) error {
	out := newJSONRevisions(name)
	for _, r := range doc.Revisions() {
		out.Revisions = append(out.Revisions, jsonRevision{
			Number: r.Number, Start: r.Start, End: r.End, Objects: r.Objects,
			Signatures: append([]string{}, r.Signatures...),
		})
	}
	return writeJSONLine(a.stdout, out)
}

func (a *app) extractRevision(args []string, n int, asJSON bool) error {
	if len(args) != 2 {
		return usageError(motcua.Text{
			VI: "cần nêu tệp vào và tệp ra: revisions FILE --extract N OUT",
			EN: "name the file and the output: revisions FILE --extract N OUT",
		})
	}
	f, doc, err := openDocument(args[0])
	if err != nil {
		return a.notReadable(args[0], err, asJSON)
	}
	defer f.Close() // read only: nothing can be lost
	if count := len(doc.Revisions()); n < 1 || n > count {
		return usageError(motcua.Textf("tệp có %d bản lưu, không có bản %d", "the file has %d saved states, not %d", count, n))
	}
	if err := writeRevision(doc, n, args[1]); err != nil {
		return usageError(cannotOpen(args[1], err))
	}
	if asJSON {
		return a.revisionsJSON(args[0], doc)
	}
	_, err = fmt.Fprintln(a.stdout, a.in(motcua.Textf("Đã ghi bản lưu %d vào %q", "Saved state %d written to %q", n, args[1])))
	return err
}

// writeRevision writes to a new file: what is being examined is never
// overwritten. A file that could not be completed is taken away.
func writeRevision(doc *signature.Document, n int, path string) error {
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	err = doc.ExtractRevision(n, out)
	if err = errors.Join(err, out.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}
