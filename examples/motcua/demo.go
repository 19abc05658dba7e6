package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
	"github.com/spf13/cobra"
)

func newDemo(a *app) *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: a.in(motcua.Text{VI: "Ghi các tệp mẫu và kiểm tra thử", EN: "Write sample files and judge them"}),
		Long: a.in(motcua.Text{
			VI: `Ghi các văn bản mẫu, hợp lệ và bị làm sai, vào một thư mục rồi kiểm tra từng
tệp. Người, cơ quan và chứng thư số trong mẫu đều là hư cấu.

Mã kết thúc: 0 mọi mẫu cho kết quả đúng như mong đợi; 1 nếu không.`,
			EN: `Writes sample documents, valid and spoiled, into a folder and judges each. The
people, agencies and certificates in them are invented.

Exit codes: 0 every sample came out as expected; 1 otherwise.`,
		}),
		Args: a.noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.demo(cmd.Context(), out) },
	}
	cmd.Flags().StringVar(&out, "out", "demo-out", a.in(motcua.Text{VI: "ghi các tệp mẫu vào thư mục `DIR`", EN: "write the samples into the folder `DIR`"}))
	return cmd
}

// demo writes and judges all samples.
func (a *app) demo(ctx context.Context, dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return usageError(cannotOpen(dir, err))
	}
	a.demoHead()
	good, total, spoiled := 0, 0, 0
	for _, s := range signaturetest.Samples() {
		if ctx.Err() != nil {
			return notValid()
		}
		path := filepath.Join(dir, s.Name+".pdf")
		if err := os.WriteFile(path, s.Data(), 0o666); err != nil {
			return usageError(cannotOpen(path, err))
		}
		found := demoStatus(ctx, path)
		total++
		if found != signature.StatusValid {
			spoiled++
		}
		if a.demoRow(s, found) {
			good++
		}
	}
	a.demoEnd(dir, good, total, spoiled)
	if good < total {
		return notValid()
	}
	return a.demoWhole(ctx, dir)
}

// demoStatus judges one sample. The certificates of the samples lead to an
// invented root, so that trust is left out, as in what the samples state.
func demoStatus(ctx context.Context, path string) signature.Status {
	f, size, err := target{name: path}.open()
	if err != nil {
		return signature.StatusError
	}
	defer f.Close() // read only: nothing can be lost
	result, err := new(judge).file(ctx, f, size)
	if err != nil {
		return signature.StatusError
	}
	for i := range result.Signatures {
		result.Signatures[i].Trust.Status = signature.Trusted
	}
	return result.Status()
}

func (a *app) demoHead() {
	head := motcua.Text{
		VI: fmt.Sprintf("   %-20s %-20s %s", "Mong đợi", "Kết quả", "Văn bản mẫu"),
		EN: fmt.Sprintf("   %-20s %-20s %s", "Expected", "Found", "Sample document"),
	}
	fmt.Fprintln(a.stdout, a.in(head))
}

// demoRow writes one line of the table and tells whether the verdict is right.
func (a *app) demoRow(s signaturetest.Sample, found signature.Status) bool {
	want := signature.Status(s.Want.StatusBeforeTrust)
	mark := "✔"
	if found != want {
		mark = "✘"
	}
	title := motcua.Text{VI: s.TitleVI, EN: s.Title}
	fmt.Fprintf(a.stdout, " %s %-20s %-20s %s: %s\n", mark,
		a.in(statusWord(want)), a.in(statusWord(found)), s.Name, a.in(title))
	return found == want
}

func (a *app) demoEnd(dir string, good, total, spoiled int) {
	text := motcua.Text{
		VI: fmt.Sprintf(`
%d trên %d văn bản mẫu cho kết quả đúng như mong đợi (%d hợp lệ, %d không).
Bảng này chỉ xét tính toàn vẹn và các thay đổi sau khi ký, chưa xét độ tin cậy
của chứng thư số. Các tệp nằm trong %q; xem từng tệp bằng lệnh motcua verify.`,
			good, total, total-spoiled, spoiled, dir),
		EN: fmt.Sprintf(`
%d of %d sample documents came out as expected (%d valid, %d not).
The table looks at integrity and later changes only, not at trust in the
certificates. The files are in %q; see each with motcua verify.`,
			good, total, total-spoiled, spoiled, dir),
	}
	fmt.Fprintln(a.stdout, a.in(text))
}
