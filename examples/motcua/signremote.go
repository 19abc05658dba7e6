package main

import (
	"context"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/token"
	"github.com/spf13/cobra"
)

// newSignPrepare and newSignComplete are the two steps of a signature whose key
// is elsewhere.
func newSignPrepare(a *app) *cobra.Command {
	var flags signFlags
	var certificates, digest string
	cmd := &cobra.Command{
		Use:   "prepare FILE --certificates PEM --out PENDING",
		Short: a.in(motcua.Text{VI: "Bước một: tính giá trị băm cần ký ở nơi khác", EN: "Step one: the digest that is to be signed elsewhere"}),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || flags.out == "" || certificates == "" {
				return usageError(motcua.Text{VI: "cần nêu tệp, --certificates và --out", EN: "name the file, --certificates and --out"})
			}
			return a.prepareSignature(cmd.Context(), &flags, certificates, digest, args[0])
		},
	}
	cmd.DisableFlagsInUseLine = true
	f := cmd.Flags()
	flags.trust.addSources(a, f)
	flags.look.add(a, f)
	flags.addSigning(a, f)
	f.StringVar(&certificates, "certificates", "", a.in(motcua.Text{VI: "chứng thư số của người ký rồi đến bên cấp, `FILE` PEM", EN: "the signer's certificate, then its issuers', a PEM `FILE`"}))
	f.StringVar(&digest, "digest", "", a.in(motcua.Text{VI: "ghi cả giá trị băm cần ký ra `FILE` nhị phân", EN: "write the digest to sign as a binary `FILE` too"}))
	f.StringVar(&flags.out, "out", "", a.in(motcua.Text{VI: "trạng thái chờ ký, `FILE` (không chứa bí mật)", EN: "what waits for the signature, a `FILE` (holds no secret)"}))
	return cmd
}

func (a *app) prepareSignature(ctx context.Context, flags *signFlags, certificates, digest, in string) error {
	chain, err := pemCertificates(certificates)
	if err != nil {
		return err
	}
	trust, err := a.options(ctx, &flags.trust)
	if err != nil {
		return err
	}
	defer trust.close()
	opts, err := flags.options(trust.PKI)
	if err != nil {
		return err
	}
	f, size, err := openNamed(in)
	if err != nil {
		return usageError(cannotOpen(in, err))
	}
	defer f.Close() // read only: nothing can be lost
	signer, err := token.ParseCertificate(chain[0])
	if err != nil {
		return usageError(motcua.Text{VI: "không đọc được chứng thư số của người ký", EN: "the signer's certificate cannot be read"})
	}
	if err := a.dress(f, size, flags, signer.CommonName, &opts); err != nil {
		return err
	}
	pending, err := signature.Prepare(ctx, f, size, chain, opts)
	if err != nil {
		return signFailure(err)
	}
	for _, w := range pending.Warnings() {
		a.warn(w.Code.Text())
	}
	state, err := pending.MarshalBinary()
	if err != nil {
		return signFailure(err)
	}
	if err := createNew(flags.out, writing(state)); err != nil {
		return err
	}
	if digest != "" {
		if err := createNew(digest, writing(pending.Digest())); err != nil {
			return err
		}
	}
	return writeJSONLine(a.stdout, struct {
		Schema string `json:"schema"`
		Field  string `json:"field"`
		Hash   string `json:"hash"`
		Digest string `json:"digest"`
	}{"motcua/sign-pending;version=1", pending.Field(), pending.Hash().String(), hex.EncodeToString(pending.Digest())})
}

func writing(b []byte) func(io.Writer) error {
	return func(w io.Writer) error { _, err := w.Write(b); return err }
}

// pemCertificates reads certificates in the order of the file.
func pemCertificates(name string) ([][]byte, error) {
	rest, err := optionalFile(name)
	if err != nil {
		return nil, err
	}
	var chain [][]byte
	for block, rest := pem.Decode(rest); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "CERTIFICATE" {
			chain = append(chain, block.Bytes)
		}
	}
	if len(chain) == 0 {
		return nil, usageError(motcua.Textf("%q không chứa chứng thư số PEM nào", "%q holds no certificate in PEM", name))
	}
	return chain, nil
}

func newSignComplete(a *app) *cobra.Command {
	var trust trustFlags
	var pending, value, out, level string
	var tsa []string
	var fallBack bool
	cmd := &cobra.Command{
		Use:   "complete FILE --pending PENDING --signature VALUE --out OUT",
		Short: a.in(motcua.Text{VI: "Bước hai: đưa chữ ký đã nhận vào tệp", EN: "Step two: put the signature into the file"}),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || pending == "" || value == "" || out == "" {
				return usageError(motcua.Text{VI: "cần nêu tệp, --pending, --signature và --out", EN: "name the file, --pending, --signature and --out"})
			}
			opened, err := a.options(cmd.Context(), &trust)
			if err != nil {
				return err
			}
			defer opened.close()
			o, err := finishing(level, tsa, opened.PKI)
			if err != nil {
				return err
			}
			o.FallBackToB = fallBack
			return a.completeSignature(cmd.Context(), args[0], pending, value, out, o)
		},
	}
	cmd.DisableFlagsInUseLine = true
	f := cmd.Flags()
	trust.addSources(a, f)
	f.StringVar(&pending, "pending", "", a.in(motcua.Text{VI: "kết quả của bước một, `FILE`", EN: "what step one wrote, a `FILE`"}))
	f.StringVar(&value, "signature", "", a.in(motcua.Text{VI: "giá trị chữ ký, `FILE` nhị phân", EN: "the signature value, a binary `FILE`"}))
	f.StringVar(&out, "out", "", a.in(motcua.Text{VI: "tệp kết quả `FILE` (không ghi đè)", EN: "the signed `FILE` (never overwritten)"}))
	f.StringVar(&level, "level", "b-b", a.in(motcua.Text{VI: "mức `LEVEL`: b-b, b-t, b-lt hoặc b-lta", EN: "`LEVEL`: b-b, b-t, b-lt or b-lta"}))
	f.StringArrayVar(&tsa, "tsa", nil, a.in(motcua.Text{VI: "địa chỉ `URL` của nơi cấp dấu thời gian (được lặp lại)", EN: "`URL` of a timestamp authority (repeatable)"}))
	f.BoolVar(&fallBack, "fall-back", false, a.in(motcua.Text{VI: "vẫn ký (b-b) nếu không lấy được dấu thời gian", EN: "sign (b-b) even if no timestamp is to be had"}))
	return cmd
}

func (a *app) completeSignature(ctx context.Context, in, pending, value, out string, o signature.FinishOptions) error {
	state, err := optionalFile(pending)
	if err != nil {
		return err
	}
	var p signature.Pending
	if err := p.UnmarshalBinary(state); err != nil {
		return usageError(motcua.Textf("%q không phải là kết quả của bước một, hoặc đã hỏng", "%q is not what step one wrote, or is damaged", pending))
	}
	v, err := optionalFile(value)
	if err != nil {
		return err
	}
	f, size, err := openNamed(in)
	if err != nil {
		return usageError(cannotOpen(in, err))
	}
	defer f.Close() // read only: nothing can be lost
	var signed *signature.Signed
	err = createNew(out, func(w io.Writer) error {
		var err error
		if signed, err = signature.Complete(ctx, f, size, w, &p, v, o); err != nil {
			return completeFailure(err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, w := range signed.Warnings {
		a.warn(w.Code.Text())
	}
	_, err = fmt.Fprintln(a.stdout, a.in(motcua.Textf("Đã ký thành công (%s): %q.", "Signed (%s): %q.", signed.Level, out)))
	return err
}

func completeFailure(err error) error {
	switch {
	case errors.Is(err, signature.ErrPending):
		return &failure{code: exitNotValid, text: motcua.Text{VI: "ký KHÔNG thành công: tệp không phải là tệp của bước một", EN: "NOT signed: the file is not that of step one"}}
	case errors.Is(err, signature.ErrKey):
		return &failure{code: exitNotValid, text: motcua.Text{VI: "ký KHÔNG thành công: giá trị chữ ký không khớp với giá trị băm và chứng thư số", EN: "NOT signed: the value does not fit the digest and the certificate"}}
	}
	return signFailure(err)
}
