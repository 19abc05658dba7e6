package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/sqlstore"
	"github.com/spf13/cobra"
)

// isDatabase tells the address of a database from a path.
func isDatabase(name string) bool {
	scheme, _, ok := strings.Cut(name, ":")
	return ok && slices.Contains([]string{"sqlite", "postgres", "postgresql"}, scheme)
}

// openStore opens an evidence store by its name: a folder, or the address of a
// database.
func openStore(ctx context.Context, name string) (signature.EvidenceStore, func() error, error) {
	if isDatabase(name) {
		s, err := sqlstore.Open(ctx, name)
		if err != nil {
			return nil, nil, err
		}
		return s, s.Close, nil
	}
	s, err := signature.OpenFolderStore(ctx, name)
	if err != nil {
		return nil, nil, err
	}
	return s, s.Close, nil
}

// saveFlags are the flags of evidence save.
type saveFlags struct {
	store, jurisdiction, receipt string
	practices                    []string
	trust                        trustFlags
}

func newEvidenceSave(a *app) *cobra.Command {
	var flags saveFlags
	cmd := &cobra.Command{
		Use:   "save FILE…",
		Short: a.in(motcua.Text{VI: "Kiểm tra văn bản và lưu thông tin kèm theo", EN: "Judge documents and keep the evidence"}),
		Long: a.in(motcua.Text{
			VI: `Kiểm tra từng văn bản như lệnh verify rồi lưu mọi căn cứ đã dùng. Cần --trust và
--direction (văn bản đi hay đến). --receipt là dấu thời gian lúc tiếp nhận của
văn bản đến; --practice là quy chế chứng thực của tổ chức cung cấp dịch vụ.`,
			EN: `Judges each document as verify does and keeps all that the verdict rests on.
--trust and --direction (outgoing or incoming) are needed. --receipt is the
timestamp of an incoming document's receipt; --practice the certification
practice statement of a provider.`,
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 || flags.receipt != "" && len(args) > 1 {
				return usageError(motcua.Text{VI: "cần nêu văn bản; --receipt chỉ đi với một văn bản", EN: "name a document; --receipt goes with one only"})
			}
			return a.withStore(cmd.Context(), flags.store, func(s signature.EvidenceStore) error {
				return a.saveEvidence(cmd.Context(), s, flags, args)
			})
		},
	}
	cmd.DisableFlagsInUseLine = true
	a.addStoreFlag(cmd, &flags.store)
	f := cmd.Flags()
	f.StringVar(&flags.jurisdiction, "jurisdiction", string(motcua.National), a.in(motcua.Text{
		VI: "xét thêm quy định của một địa phương, `NAME` là ", EN: "add the rules of one locality, `NAME` being ",
	})+jurisdictionNames())
	f.StringVar(&flags.receipt, "receipt", "", a.in(motcua.Text{
		VI: "dấu thời gian lúc tiếp nhận (RFC 3161, DER) trong `FILE`", EN: "the timestamp at receipt (RFC 3161, DER) in `FILE`",
	}))
	f.StringArrayVar(&flags.practices, "practice", nil, a.in(motcua.Text{
		VI: "quy chế chứng thực, `PROVIDER=FILE` (được lặp lại)", EN: "a practice statement, `PROVIDER=FILE` (repeatable)",
	}))
	flags.trust.add(a, f)
	return cmd
}

func (a *app) saveEvidence(ctx context.Context, s signature.EvidenceStore, flags saveFlags, args []string) error {
	opts, err := a.options(ctx, &flags.trust)
	if err != nil {
		return err
	}
	defer opts.close()
	if opts.PKI == nil || opts.Facts.Direction == "" {
		return usageError(motcua.Text{VI: "cần --trust và --direction", EN: "--trust and --direction are needed"})
	}
	if opts.Locality, err = parseJurisdiction(flags.jurisdiction); err != nil {
		return err
	}
	record := signature.RecordOptions{Software: signature.Software{Name: "motcua", Version: version()}, Render: renderVerdict}
	if record.Practices, err = readPractices(flags.practices); err != nil {
		return err
	}
	if flags.receipt != "" {
		if record.Receipt, err = os.ReadFile(flags.receipt); err != nil {
			return usageError(cannotOpen(flags.receipt, err))
		}
	}
	for _, name := range args {
		if err := a.saveOne(ctx, s, opts.VerifyOptions, record, name); err != nil {
			return err
		}
	}
	return nil
}

// saveOne judges one document and keeps its evidence.
func (a *app) saveOne(ctx context.Context, s signature.EvidenceStore, opts signature.VerifyOptions, o signature.RecordOptions, name string) error {
	f, size, err := openNamed(name)
	if err != nil {
		return usageError(cannotOpen(name, err))
	}
	defer f.Close() // read only: nothing can be lost
	if o.Receipt != nil {
		if opts.Facts.ReceiptTimestamp, err = receiptTime(ctx, f, size, o.Receipt, opts); err != nil {
			return err
		}
	}
	doc, err := signature.Open(f, size, signature.OpenOptions{})
	if err != nil {
		return usageError(motcua.Textf("%q không phải là PDF hoặc đã hỏng", "%q is no PDF, or damaged", name))
	}
	result, err := signature.Verify(ctx, doc, opts)
	if err != nil {
		return usageError(motcua.Textf("không kiểm tra được %q", "%q cannot be checked", name))
	}
	r, blobs, err := signature.NewRecord(f, size, result, opts, o)
	if err != nil {
		return storeFailure(err)
	}
	if err := s.Save(ctx, r, blobs); err != nil {
		return storeFailure(err)
	}
	fmt.Fprintf(a.stdout, "%s  %s  %s\n", r.Document.SHA256, a.in(statusWord(result.Status())), name)
	return nil
}

// receiptTime holds the timestamp at receipt against the file.
func receiptTime(ctx context.Context, f *os.File, size int64, token []byte, opts signature.VerifyOptions) (at time.Time, err error) {
	t, err := signature.CheckTimestamp(ctx, f, size, token, opts.PKI, opts.At)
	if err != nil {
		return at, usageError(motcua.Text{VI: "không đọc được văn bản", EN: "the document cannot be read"})
	}
	if t.Integrity.Status != signature.Intact {
		return at, usageError(motcua.Text{VI: "--receipt: " + t.Integrity.Reason.Text().VI, EN: "--receipt: " + t.Integrity.Reason.Text().EN})
	}
	if t.Trust.Status != signature.Trusted {
		return at, usageError(motcua.Text{VI: "--receipt: " + t.Trust.Reason.Text().VI, EN: "--receipt: " + t.Trust.Reason.Text().EN})
	}
	return t.Time, nil
}

func readPractices(args []string) ([]signature.Practice, error) {
	var list []signature.Practice
	for _, arg := range args {
		provider, file, ok := strings.Cut(arg, "=")
		if !ok || provider == "" {
			return nil, usageError(motcua.Text{VI: "--practice nhận PROVIDER=FILE", EN: "--practice takes PROVIDER=FILE"})
		}
		statement, err := os.ReadFile(file)
		if err != nil {
			return nil, usageError(cannotOpen(file, err))
		}
		list = append(list, signature.Practice{Provider: provider, Statement: statement})
	}
	return list, nil
}
