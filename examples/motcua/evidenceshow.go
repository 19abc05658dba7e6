package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"github.com/spf13/cobra"
)

func newEvidenceShow(a *app) *cobra.Command {
	var store string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show FILE|SHA256",
		Short: a.in(motcua.Text{VI: "Xem thông tin lưu trữ; với tệp thì kiểm tra lại", EN: "Show the evidence; of a file, judge it again"}),
		Long: a.in(motcua.Text{
			VI: `Cho xem các bản ghi của một văn bản, mới nhất trước. Nếu nêu tệp văn bản, từng
bản ghi được kiểm tra lại tại thời điểm đã ghi, chỉ từ tệp và thông tin đã lưu.

Mã kết thúc: 0 mọi lần kiểm tra lại cho kết quả như đã ghi; 1 nếu không, hoặc
không có bản ghi nào; 2 dùng sai lệnh.`,
			EN: `Shows the records of a document, the latest first. Where the file is named, each
record is judged again at its own moment, from the file and the evidence alone.

Exit codes: 0 every judgement comes out as recorded; 1 otherwise, or where there
is no record; 2 wrong usage.`,
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError(motcua.Text{VI: "cần nêu một văn bản", EN: "name one document"})
			}
			return a.withStore(cmd.Context(), store, func(s signature.EvidenceStore) error {
				return a.showEvidence(cmd.Context(), s, args[0], asJSON)
			})
		},
	}
	cmd.DisableFlagsInUseLine = true
	a.addStoreFlag(cmd, &store)
	cmd.Flags().BoolVar(&asJSON, "json", false, a.in(motcua.Text{VI: "mỗi bản ghi một dòng JSON", EN: "one line of JSON per record"}))
	return cmd
}

func (a *app) showEvidence(ctx context.Context, s signature.EvidenceStore, arg string, asJSON bool) error {
	document, err := documentOf(arg)
	if err != nil {
		return err
	}
	records, err := s.Load(ctx, document)
	if err != nil {
		return storeFailure(err)
	}
	same := true
	for _, r := range records {
		again, err := a.judgeAgain(ctx, s, r, arg)
		if err != nil {
			return err
		}
		same = same && again != verdictDiffers
		if asJSON {
			err = a.recordJSON(r, again)
		} else {
			a.recordText(r, again)
		}
		if err != nil {
			return err
		}
	}
	if !same {
		return notValid()
	}
	return nil
}

// The outcomes of judging again.
const (
	verdictNotTried = ""
	verdictSame     = "same"
	verdictDiffers  = "differs"
)

// judgeAgain judges the file of a record again; a document that is named by its
// digest alone is not at hand.
func (a *app) judgeAgain(ctx context.Context, s signature.EvidenceStore, r *signature.Record, arg string) (string, error) {
	if len(arg) == 2*len(signature.Digest{}) && arg == r.Document.SHA256.String() {
		return verdictNotTried, nil
	}
	f, doc, err := openDocument(arg)
	if err != nil {
		return "", usageError(motcua.Textf("%q không phải là PDF hoặc đã hỏng", "%q is no PDF, or damaged", arg))
	}
	defer f.Close() // read only: nothing can be lost
	result, err := signature.JudgeAgain(ctx, r, s, doc)
	if err != nil {
		return "", storeFailure(err)
	}
	verdict, err := renderVerdict(result)
	if err != nil {
		return "", err
	}
	if !bytes.Equal(verdict, r.Verdict) {
		return verdictDiffers, nil
	}
	return verdictSame, nil
}

// recordJSON writes the record as it is kept, with the outcome of judging again.
func (a *app) recordJSON(r *signature.Record, again string) error {
	encoded, err := r.Encode()
	if err != nil {
		return storeFailure(err)
	}
	var outcome *string
	if again != verdictNotTried {
		outcome = &again
	}
	return writeJSONLine(a.stdout, struct {
		Schema string          `json:"schema"`
		Record json.RawMessage `json:"record"`
		Again  *string         `json:"again"`
	}{"motcua/evidence;version=1", bytes.TrimSpace(encoded), outcome})
}

// recordText writes the record for people.
func (a *app) recordText(r *signature.Record, again string) {
	line := func(vi, en, value string) {
		fmt.Fprintf(a.stdout, "  %s: %s\n", a.in(motcua.Text{VI: vi, EN: en}), value)
	}
	fmt.Fprintln(a.stdout, r.Document.SHA256)
	line("Thời điểm kiểm tra", "Judged at", vietnamClock(r.JudgedAt))
	line("Phần mềm", "Software", r.Software.Name+" "+r.Software.Version)
	line("Văn bản", "Document", a.in(directionWord(r.Options.Facts.Direction)))
	line("Kết quả", "Verdict", recordedStatus(r))
	for i := range r.Signatures {
		s := &r.Signatures[i]
		fmt.Fprintf(a.stdout, "  %s\n", a.in(motcua.Textf("Chữ ký %d: %d chứng thư số, %d dữ liệu thu hồi, %d dấu thời gian, %d mục trách nhiệm",
			"Signature %d: %d certificates, %d revocation data, %d timestamps, %d entries of responsibility",
			i+1, len(s.Certificates), len(s.Revocation), len(s.Timestamps), len(s.Responsibility))))
	}
	if !r.Receipt.IsZero() {
		line("Dấu thời gian lúc nhận", "Timestamp at receipt", r.Receipt.String())
	}
	for _, p := range r.Practices {
		line("Quy chế chứng thực", "Practice statement", p.Provider+" "+p.Statement.String())
	}
	switch again {
	case verdictSame:
		line("Kiểm tra lại", "Judged again", a.in(motcua.Text{VI: "kết quả như đã ghi", EN: "the same verdict"}))
	case verdictDiffers:
		line("Kiểm tra lại", "Judged again", a.in(motcua.Text{VI: "kết quả KHÁC với đã ghi", EN: "ANOTHER verdict"}))
	}
}

// recordedStatus takes the status out of the recorded line.
func recordedStatus(r *signature.Record) string {
	var told struct{ Status string }
	if json.Unmarshal(r.Verdict, &told) != nil {
		return "?"
	}
	return told.Status
}

func directionWord(d signature.Direction) motcua.Text {
	if d == signature.Incoming {
		return motcua.Text{VI: "văn bản đến", EN: "incoming"}
	}
	return motcua.Text{VI: "văn bản đi", EN: "outgoing"}
}

func vietnamClock(t time.Time) string {
	return motcua.VietnamTime(t).Format("02/01/2006 15:04:05") + " (UTC+7)"
}
