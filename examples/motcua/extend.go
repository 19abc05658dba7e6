package main

import (
	"context"
	"fmt"
	"io"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"github.com/spf13/cobra"
)

func newExtend(a *app) *cobra.Command {
	var trust trustFlags
	var level, out string
	var tsa []string
	cmd := &cobra.Command{
		Use:   "extend FILE --out OUT --level LEVEL --tsa URL",
		Short: a.in(motcua.Text{VI: "Nâng mức chữ ký để lưu trữ lâu dài, hoặc gia hạn", EN: "Raise signatures for long keeping, or renew them"}),
		Long: a.in(motcua.Text{
			VI: `Bổ sung dấu thời gian và dữ liệu kiểm tra vào tệp đã ký: b-t, b-lt hoặc b-lta. Với
tệp đã ở mức b-lta, chạy lại là gia hạn. Các chữ ký đã có được giữ nguyên.`,
			EN: `Adds timestamps and validation data to a signed file: b-t, b-lt or b-lta. Of a file
that is b-lta already this is the renewal. The signatures stay as they are.`,
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || out == "" {
				return usageError(motcua.Text{VI: "cần nêu một tệp và --out", EN: "name one file and --out"})
			}
			return a.extend(cmd.Context(), &trust, level, tsa, args[0], out)
		},
	}
	cmd.DisableFlagsInUseLine = true
	f := cmd.Flags()
	trust.addSources(a, f)
	f.StringVar(&out, "out", "", a.in(motcua.Text{VI: "tệp kết quả `FILE` (không ghi đè)", EN: "the resulting `FILE` (never overwritten)"}))
	f.StringVar(&level, "level", "b-lta", a.in(motcua.Text{VI: "mức `LEVEL`: b-t, b-lt hoặc b-lta", EN: "`LEVEL`: b-t, b-lt or b-lta"}))
	f.StringArrayVar(&tsa, "tsa", nil, a.in(motcua.Text{VI: "địa chỉ `URL` của nơi cấp dấu thời gian (được lặp lại)", EN: "`URL` of a timestamp authority (repeatable)"}))
	return cmd
}

func (a *app) extend(ctx context.Context, flags *trustFlags, level string, tsa []string, in, out string) error {
	trust, err := a.options(ctx, flags)
	if err != nil {
		return err
	}
	defer trust.close()
	o, err := finishing(level, tsa, trust.PKI)
	if err != nil {
		return err
	}
	if o.Level == signature.BaselineB {
		return usageError(motcua.Text{VI: "--level nhận b-t, b-lt hoặc b-lta", EN: "--level takes b-t, b-lt or b-lta"})
	}
	f, size, err := openNamed(in)
	if err != nil {
		return usageError(cannotOpen(in, err))
	}
	defer f.Close() // read only: nothing can be lost
	var signed *signature.Signed
	err = createNew(out, func(w io.Writer) error {
		var err error
		if signed, err = signature.Extend(ctx, f, size, w, o); err != nil {
			return signFailure(err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.stdout, a.in(motcua.Textf("Đã nâng lên mức %s: %q.", "Raised to %s: %q.", signed.Level, out)))
	return err
}
