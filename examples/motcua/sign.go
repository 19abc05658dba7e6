package main

import (
	"context"
	"crypto"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/token"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// signFlags are the flags of the sign command.
type signFlags struct {
	device                            deviceFlags
	look                              lookFlags
	out                               string
	trust                             trustFlags
	level, field, reason, location    string
	tsa                               []string
	certify                           int
	strict, fallBack, compatible, pss bool
	lock                              bool
	asJSON                            bool
}

func newSign(a *app) *cobra.Command {
	var flags signFlags
	cmd := &cobra.Command{
		Use:   "sign FILE --out OUT",
		Short: a.in(motcua.Text{VI: "Ký số một tệp PDF", EN: "Sign a PDF file"}),
		Long: a.in(motcua.Text{
			VI: `Ký tệp PDF, hoặc mọi tệp .pdf của một thư mục, bằng khóa trong thiết bị và ghi ra OUT
(không ghi đè). Chứng thư số
được kiểm tra trước khi ký (Điều 78 Nghị định 130/2018/NĐ-CP, khoản 3 Điều 11
Thông tư 41/2017/TT-BTTTT) nếu nêu --trust; kết quả được kiểm tra trước khi ghi,
và mọi chữ ký đã có được giữ nguyên.

Mã kết thúc: 0 đã ký; 1 không ký được, có nêu lý do; 2 dùng sai lệnh.`,
			EN: `Signs a PDF file, or all .pdf files of a folder, with a key on a device and writes OUT
(never over an existing file).
The certificate is checked before signing (Nghị định 130/2018/NĐ-CP, Điều 78;
Thông tư 41/2017/TT-BTTTT, Điều 11 khoản 3) where --trust is given; the result is
verified before it is written, and earlier signatures stay as they are.

Exit codes: 0 signed; 1 not signed, with the reason; 2 wrong usage.`,
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || flags.out == "" {
				return usageError(motcua.Text{VI: "cần nêu tệp cần ký và --out", EN: "name the file to sign and --out"})
			}
			return a.sign(cmd.Context(), &flags, args[0], flags.out)
		},
	}
	cmd.DisableFlagsInUseLine = true
	f := cmd.Flags()
	flags.device.add(a, f)
	flags.trust.addSources(a, f)
	flags.look.add(a, f)
	f.StringVar(&flags.out, "out", "", a.in(motcua.Text{VI: "tệp kết quả `FILE` (không ghi đè)", EN: "the signed `FILE` (never overwritten)"}))
	flags.addSigning(a, f)
	f.BoolVar(&flags.asJSON, "json", false, a.in(motcua.Text{VI: "kết quả dạng JSON", EN: "the result as JSON"}))
	cmd.AddCommand(newSignPrepare(a), newSignComplete(a))
	return cmd
}

// addSigning adds what says how to sign.
func (s *signFlags) addSigning(a *app, f *pflag.FlagSet) {
	f.StringVar(&s.level, "level", "b-b", a.in(motcua.Text{VI: "mức `LEVEL`: b-b, b-t, b-lt hoặc b-lta", EN: "`LEVEL`: b-b, b-t, b-lt or b-lta"}))
	f.StringArrayVar(&s.tsa, "tsa", nil, a.in(motcua.Text{
		VI: "địa chỉ `URL` của nơi cấp dấu thời gian (được lặp lại: nơi dự phòng)", EN: "`URL` of a timestamp authority (repeatable: the next in reserve)",
	}))
	f.StringVar(&s.field, "field", "", a.in(motcua.Text{VI: "trường chữ ký `NAME`", EN: "signature field `NAME`"}))
	f.StringVar(&s.reason, "reason", "", a.in(motcua.Text{VI: "lý do ký `TEXT`", EN: "reason `TEXT`"}))
	f.StringVar(&s.location, "location", "", a.in(motcua.Text{VI: "nơi ký `TEXT`", EN: "place `TEXT`"}))
	f.IntVar(&s.certify, "certify", 0, a.in(motcua.Text{VI: "chứng nhận, cho phép thay đổi mức `P` 1–3", EN: "certify, permitting changes of level `P` 1–3"}))
	f.BoolVar(&s.lock, "lock", false, a.in(motcua.Text{VI: "khóa mọi trường của biểu mẫu từ chữ ký này", EN: "lock all form fields from this signature on"}))
	f.BoolVar(&s.strict, "strict", false, a.in(motcua.Text{
		VI: "không ký nếu không kiểm tra được chứng thư số", EN: "do not sign where the certificate cannot be checked",
	}))
	f.BoolVar(&s.fallBack, "fall-back", false, a.in(motcua.Text{
		VI: "vẫn ký (b-b) nếu không lấy được dấu thời gian", EN: "sign (b-b) even if no timestamp is to be had",
	}))
	f.BoolVar(&s.compatible, "pkcs7", false, a.in(motcua.Text{
		VI: "dùng adbe.pkcs7.detached cho nơi nhận cần dạng này", EN: "use adbe.pkcs7.detached, for receivers that need it",
	}))
	f.BoolVar(&s.pss, "pss", false, a.in(motcua.Text{VI: "dùng RSASSA-PSS", EN: "use RSASSA-PSS"}))
}

// sign signs one file.
func (a *app) sign(ctx context.Context, flags *signFlags, in, out string) error {
	trust, err := a.options(ctx, &flags.trust)
	if err != nil {
		return err
	}
	defer trust.close()
	opts, err := flags.options(trust.PKI)
	if err != nil {
		return err
	}
	d, err := flags.device.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close() // nothing is written to the device
	c, others, err := flags.device.pick(ctx, d, opts.At)
	if err != nil {
		return err
	}
	key, err := d.Signer(ctx, c)
	if err != nil {
		return deviceFailure(err)
	}
	s := &signing{flags: flags, opts: opts, key: key, certificate: c, chain: chainOf(c, others)}
	if info, err := os.Stat(in); err == nil && info.IsDir() {
		return a.signFolder(ctx, s, in, out)
	}
	f, size, err := openNamed(in)
	if err != nil {
		return usageError(cannotOpen(in, err))
	}
	defer f.Close() // read only: nothing can be lost
	return a.signOne(ctx, s, f, size, out)
}

// signing is what all files of a run are signed with.
type signing struct {
	flags       *signFlags
	opts        signature.SignOptions
	key         crypto.Signer
	certificate *token.Certificate
	chain       [][]byte
}

// signOne signs one file; nothing is left of a failure.
func (a *app) signOne(ctx context.Context, s *signing, r io.ReaderAt, size int64, out string) error {
	opts := s.opts
	if err := a.dress(r, size, s.flags, s.certificate.CommonName, &opts); err != nil {
		return err
	}
	var signed *signature.Signed
	err := createNew(out, func(w io.Writer) error {
		var err error
		if signed, err = signature.Sign(ctx, r, size, w, s.key, s.chain, opts); err != nil {
			return signFailure(err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if preview := s.flags.look.preview; preview != "" {
		if err := previewOf(ctx, out, preview, s.flags.look.placeOptions()); err != nil {
			return err
		}
	}
	return a.tellSigned(signed, s.certificate, out, s.flags.asJSON)
}

// signFolder signs the PDF files of a folder into another one, each under its own
// path. A file that cannot be signed is told and does not stop the others.
func (a *app) signFolder(ctx context.Context, s *signing, in, out string) error {
	if s.flags.look.preview != "" {
		return usageError(motcua.Text{VI: "--preview chỉ đi với một tệp", EN: "--preview goes with one file"})
	}
	var targets []target // before the first file is written, should out lie inside in
	walk(ctx, []string{in}, func(t target) bool {
		if !t.skip && strings.EqualFold(filepath.Ext(t.name), ".pdf") {
			targets = append(targets, t)
		}
		return true
	})
	failed := len(targets) == 0
	for _, t := range targets {
		if ctx.Err() != nil {
			return notValid()
		}
		if err := a.signTarget(ctx, s, t, filepath.Join(out, t.below)); err != nil {
			f := &failure{text: motcua.Text{VI: "tệp báo lỗi", EN: "the file failed"}}
			errors.As(err, &f)
			a.warn(motcua.Text{VI: t.name + ": " + f.text.VI, EN: t.name + ": " + f.text.EN})
			failed = true
		}
	}
	if failed {
		return notValid()
	}
	return nil
}

func (a *app) signTarget(ctx context.Context, s *signing, t target, out string) error {
	f, size, err := t.open()
	if err != nil {
		return usageError(cannotOpen(t.name, err))
	}
	defer f.Close() // read only: nothing can be lost
	if err := os.MkdirAll(filepath.Dir(out), 0o777); err != nil {
		return usageError(cannotOpen(out, err))
	}
	return a.signOne(ctx, s, f, size, out)
}

// options turns the flags into those of signing.
func (s *signFlags) options(pki *signature.PKI) (signature.SignOptions, error) {
	o := signature.SignOptions{
		At: time.Now(), Field: s.field, Reason: s.reason, Location: s.location, Certify: s.certify,
		Strict: s.strict, FallBackToB: s.fallBack, PSS: s.pss,
	}
	if s.compatible {
		o.SubFilter = signature.SubFilterPKCS7
	}
	if s.lock {
		o.Lock = &signature.FieldLock{Action: signature.LockAll}
	}
	finish, err := finishing(s.level, s.tsa, pki)
	o.Level, o.Timestamp = finish.Level, finish.Timestamp
	if pki != nil {
		o.Check, o.Validation = pki, pki
	}
	return o, err
}

// finishing reads the level, and what it needs.
func finishing(name string, tsa []string, pki *signature.PKI) (signature.FinishOptions, error) {
	var o signature.FinishOptions
	level := slices.Index([]string{"b-b", "b-t", "b-lt", "b-lta"}, strings.ToLower(name))
	if level < 0 {
		return o, usageError(motcua.Text{VI: "--level nhận b-b, b-t, b-lt hoặc b-lta", EN: "--level takes b-b, b-t, b-lt or b-lta"})
	}
	o.Level = signature.Baseline(level)
	if o.Level >= signature.BaselineT && len(tsa) == 0 || o.Level >= signature.BaselineLT && pki == nil {
		return o, usageError(motcua.Text{VI: "mức này cần --tsa, từ b-lt trở lên cần cả --trust", EN: "this level needs --tsa, from b-lt on --trust as well"})
	}
	if len(tsa) > 0 {
		client := &signature.TimestampClient{}
		for _, url := range tsa {
			client.Authorities = append(client.Authorities, signature.TimestampAuthority{URL: url})
		}
		o.Timestamp = client
	}
	if pki != nil {
		o.Validation = pki
	}
	return o, nil
}

// chainOf puts the signer's certificate before the others on the device.
func chainOf(c *token.Certificate, others []*token.Certificate) [][]byte {
	chain := [][]byte{c.Raw}
	for _, o := range others {
		if o.CA {
			chain = append(chain, o.Raw)
		}
	}
	return chain
}

// signFailure tells why a document was not signed (Thông tư 41/2017/TT-BTTTT,
// Điều 6 khoản 1).
func signFailure(err error) error {
	why := motcua.Text{VI: "thiết bị hoặc tệp báo lỗi", EN: "the device or the file failed"}
	var refused *signature.RefusedError
	switch {
	case errors.As(err, &refused):
		why = refused.Why.Text()
		if refused.Reason != "" {
			why.VI += " " + refused.Reason.Text().VI
			why.EN += " " + refused.Reason.Text().EN
		}
	case errors.Is(err, signature.ErrTimestamp):
		why = motcua.Text{VI: "không lấy được dấu thời gian", EN: "no timestamp could be had"}
	case errors.Is(err, signature.ErrValidationData):
		why = motcua.Text{VI: "không đủ dữ liệu kiểm tra lâu dài", EN: "the data for long-term validation are not complete"}
	case errors.Is(err, signature.ErrNotPDF):
		why = motcua.Text{VI: "tệp không phải là PDF hoặc đã hỏng", EN: "the file is no PDF, or damaged"}
	default:
		if text, ok := token.Explain(err); ok {
			why = text
		}
	}
	return &failure{code: exitNotValid, text: motcua.Text{VI: "ký KHÔNG thành công: " + why.VI, EN: "NOT signed: " + why.EN}}
}

func (a *app) tellSigned(s *signature.Signed, c *token.Certificate, out string, asJSON bool) error {
	for _, w := range s.Warnings {
		a.warn(w.Code.Text())
	}
	if asJSON {
		fp := c.Fingerprint()
		var warnings []signature.Warning
		for _, w := range s.Warnings {
			warnings = append(warnings, w.Code)
		}
		return writeJSONLine(a.stdout, struct {
			Schema   string              `json:"schema"`
			File     string              `json:"file"`
			Field    string              `json:"field"`
			Level    string              `json:"level"`
			Size     int64               `json:"size"`
			SHA256   string              `json:"certificateSha256"`
			Warnings []signature.Warning `json:"warnings,omitempty"`
		}{"motcua/sign;version=1", out, s.Field, s.Level.String(), s.Size, hex.EncodeToString(fp[:]), warnings})
	}
	_, err := fmt.Fprintln(a.stdout, a.in(motcua.Textf("Đã ký thành công (%s) bằng %q: %q.", "Signed (%s) with %q: %q.", s.Level, c.CommonName, out)))
	return err
}
