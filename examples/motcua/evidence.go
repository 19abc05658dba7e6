package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/report"
	"github.com/motcua/motcua/signature"
	"github.com/spf13/cobra"
)

// defaultStore is the evidence folder where --store names none.
const defaultStore = "motcua-evidence"

func newEvidence(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "evidence",
		Short: a.in(motcua.Text{VI: "Lưu, xem, hủy thông tin lưu trữ kèm theo văn bản ký số", EN: "Keep, show and destroy the evidence beside signed documents"}),
		Long: a.in(motcua.Text{
			VI: `Thông tin lưu trữ kèm theo văn bản điện tử ký số (Điều 9, Điều 10 Thông tư
41/2017/TT-BTTTT): chứng thư số, danh sách thu hồi, quy chế chứng thực, thông
tin về trách nhiệm của người ký, dấu thời gian, kết quả kiểm tra. Từ thông tin
đã lưu có thể kiểm tra lại văn bản mà không cần mạng.`,
			EN: `The evidence that is kept beside a signed document (Thông tư 41/2017/TT-BTTTT,
Điều 9 and 10): certificates, revocation lists, practice statements, the signers'
responsibility, timestamps, the verdict. From it a document is judged again
without any network.`,
		}),
		Args: a.noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newEvidenceSave(a), newEvidenceShow(a), newEvidenceDestroy(a), newEvidenceExport(a), newEvidenceRegister(a))
	return cmd
}

// addStoreFlag adds --store.
func (a *app) addStoreFlag(cmd *cobra.Command, store *string) {
	cmd.Flags().StringVar(store, "store", defaultStore, a.in(motcua.Text{
		VI: "nơi lưu: thư mục `DIR` hoặc URL cơ sở dữ liệu", EN: "where it is kept: a folder `DIR`, or a database URL",
	}))
}

// withStore opens the evidence store for one piece of work.
func (a *app) withStore(ctx context.Context, name string, work func(signature.EvidenceStore) error) error {
	store, closeStore, err := openStore(ctx, name)
	if err != nil {
		if isDatabase(name) { // its address may hold a password
			return usageError(motcua.Text{VI: "--store: không mở được cơ sở dữ liệu", EN: "--store: the database cannot be opened"})
		}
		return usageError(motcua.Textf("--store %q: không mở được nơi lưu", "--store %q: the store cannot be opened", name))
	}
	err = work(store)
	return errors.Join(err, closeStore())
}

// recordName is the name under which a recorded verdict speaks of its document:
// the same judgement gives the same bytes wherever the file lies.
const recordName = "document"

// renderVerdict is the verdict that a record keeps, in Vietnamese.
func renderVerdict(r *signature.Result) ([]byte, error) {
	var b bytes.Buffer
	if err := report.JSON(&b, report.File{Name: recordName, Result: r}, motcua.Vietnamese); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// documentOf reads an argument that names a document: by its SHA-256, or a file.
func documentOf(arg string) (signature.Digest, error) {
	var d signature.Digest
	if len(arg) == hex.EncodedLen(len(d)) && d.UnmarshalText([]byte(strings.ToLower(arg))) == nil {
		return d, nil
	}
	f, _, err := openNamed(arg)
	if err != nil {
		return d, usageError(cannotOpen(arg, err))
	}
	defer f.Close() // read only: nothing can be lost
	d, err = digestOf(f)
	if err != nil {
		return d, usageError(cannotOpen(arg, err))
	}
	return d, nil
}

// newEvidenceDestroy is the command that destroys evidence with its document.
func newEvidenceDestroy(a *app) *cobra.Command {
	var store string
	var withDocument bool
	cmd := &cobra.Command{
		Use:   "destroy FILE|SHA256…",
		Short: a.in(motcua.Text{VI: "Hủy thông tin lưu trữ của văn bản", EN: "Destroy the evidence of documents"}),
		Long: a.in(motcua.Text{
			VI: `Hủy thông tin lưu trữ kèm theo các văn bản đã nêu, đồng thời với văn bản; thông
tin mà văn bản khác còn dùng được giữ lại (Điều 10 Thông tư 41/2017/TT-BTTTT).`,
			EN: `Destroys the evidence of the documents named, together with them; what other
documents still use is kept (Thông tư 41/2017/TT-BTTTT, Điều 10).`,
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError(motcua.Text{VI: "cần nêu văn bản", EN: "name a document"})
			}
			return a.withStore(cmd.Context(), store, func(s signature.EvidenceStore) error {
				return a.destroyEvidence(cmd.Context(), s, args, withDocument)
			})
		},
	}
	cmd.DisableFlagsInUseLine = true
	a.addStoreFlag(cmd, &store)
	cmd.Flags().BoolVar(&withDocument, "with-document", false, a.in(motcua.Text{
		VI: "xóa cả tệp văn bản đã nêu", EN: "delete the named files as well",
	}))
	return cmd
}

func (a *app) destroyEvidence(ctx context.Context, s signature.EvidenceStore, args []string, withDocument bool) error {
	documents := make([]signature.Digest, 0, len(args))
	for _, arg := range args {
		d, err := documentOf(arg)
		if err != nil {
			return err
		}
		documents = append(documents, d)
	}
	done, err := s.Destroy(ctx, documents...)
	if err != nil {
		return storeFailure(err)
	}
	if withDocument {
		for _, arg := range args {
			if err := os.Remove(arg); err != nil && !errors.Is(err, os.ErrNotExist) {
				return usageError(cannotOpen(arg, err))
			}
		}
	}
	fmt.Fprintln(a.stdout, a.in(motcua.Textf("Đã hủy %d bản ghi của %d văn bản, %d tệp bằng chứng, %d byte.",
		"Destroyed %d records of %d documents, %d pieces of evidence, %d bytes.", done.Records, done.Documents, done.Blobs, done.Bytes)))
	return nil
}

// newEvidenceExport is the command that writes evidence into one file.
func newEvidenceExport(a *app) *cobra.Command {
	var store string
	cmd := &cobra.Command{
		Use:   "export FILE|SHA256 OUT",
		Short: a.in(motcua.Text{VI: "Ghi thông tin lưu trữ của một văn bản ra một tệp tar", EN: "Write the evidence of a document to a tar file"}),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usageError(motcua.Text{VI: "cần nêu văn bản và tệp kết quả", EN: "name a document and the output file"})
			}
			return a.withStore(cmd.Context(), store, func(s signature.EvidenceStore) error {
				return exportEvidence(cmd.Context(), s, args[0], args[1])
			})
		},
	}
	cmd.DisableFlagsInUseLine = true
	a.addStoreFlag(cmd, &store)
	return cmd
}

func exportEvidence(ctx context.Context, s signature.EvidenceStore, arg, name string) error {
	document, err := documentOf(arg)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return usageError(cannotOpen(name, err))
	}
	err = errors.Join(signature.ExportRecords(ctx, s, document, out), out.Close())
	if err != nil {
		return errors.Join(storeFailure(err), os.Remove(name))
	}
	return nil
}

// storeFailure puts an error of the store into words.
func storeFailure(err error) error {
	switch {
	case errors.Is(err, signature.ErrNoRecord):
		return &failure{code: exitNotValid, text: motcua.Text{
			VI: "không có thông tin lưu trữ của văn bản này", EN: "there is no evidence of this document",
		}}
	case errors.Is(err, signature.ErrRecord), errors.Is(err, signature.ErrBlob), errors.Is(err, signature.ErrNoBlob):
		return &failure{code: exitNotValid, text: motcua.Text{
			VI: "thông tin lưu trữ bị hỏng hoặc thiếu", EN: "the evidence is damaged or incomplete",
		}}
	}
	return &failure{code: exitNotValid, text: motcua.Text{VI: "nơi lưu báo lỗi", EN: "the store failed"}}
}

// digestOf hashes a file from its beginning.
func digestOf(f io.ReaderAt) (signature.Digest, error) {
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(f, 0, 1<<62)); err != nil {
		return signature.Digest{}, err
	}
	return signature.Digest(h.Sum(nil)), nil
}
