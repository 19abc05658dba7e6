package main

import (
	"context"
	"errors"
	"os"
	"runtime"
	"strings"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/report"
	"github.com/motcua/motcua/signature"
	"github.com/spf13/cobra"
)

// maxJobs bounds --jobs; more workers than this only cost memory.
const maxJobs = 256

// verifyFlags are the flags of the verify command.
type verifyFlags struct {
	json, deep, brief, verbose bool
	jobs                       int
	jurisdiction               string
	passwordEnv                string
	trust                      trustFlags
}

func newVerify(a *app) *cobra.Command {
	var flags verifyFlags
	cmd := &cobra.Command{
		Use:   "verify FILE|DIR…",
		Short: a.in(motcua.Text{VI: "Kiểm tra chữ ký số của các tệp PDF", EN: "Check the signatures of PDF files"}),
		Long:  a.in(verifyLong()),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.verify(cmd.Context(), flags, args)
		},
	}
	cmd.DisableFlagsInUseLine = true
	f := cmd.Flags()
	f.BoolVar(&flags.json, "json", false, a.in(motcua.Text{VI: "mỗi tệp một dòng JSON", EN: "one line of JSON per file"}))
	f.IntVar(&flags.jobs, "jobs", runtime.GOMAXPROCS(0), a.in(motcua.Text{VI: "kiểm tra `N` tệp cùng lúc", EN: "check `N` files at a time"}))
	f.StringVar(&flags.jurisdiction, "jurisdiction", string(motcua.National), a.in(motcua.Text{
		VI: "xét thêm quy định của một địa phương, `NAME` là ", EN: "add the rules of one locality, `NAME` being ",
	})+jurisdictionNames())
	f.BoolVar(&flags.deep, "deep", false, a.in(motcua.Text{
		VI: "tìm cả nội dung ẩn có từ trước khi ký (chậm hơn, để tham khảo)",
		EN: "also search for content hidden before signing (slower, advisory)",
	}))
	f.StringVar(&flags.passwordEnv, "password-env", "", a.in(motcua.Text{
		VI: "biến môi trường `NAME` chứa mật khẩu mở tệp",
		EN: "the environment variable `NAME` holds the files' password",
	}))
	f.BoolVar(&flags.brief, "brief", false, a.in(motcua.Text{
		VI: "chỉ đếm các quy định không bị vi phạm", EN: "only count the rules that are not violated",
	}))
	f.BoolVar(&flags.verbose, "verbose", false, a.in(motcua.Text{
		VI: "thêm chứng thư số, thuật toán, mọi thay đổi và mọi quy định",
		EN: "add certificates, algorithms, all changes and all rules",
	}))
	flags.trust.add(a, f)
	return cmd
}

func verifyLong() motcua.Text {
	return motcua.Text{
		VI: `Kiểm tra từng tệp PDF: mỗi chữ ký có nguyên vẹn không, tệp thay đổi gì sau khi
ký, chứng thư số có đáng tin tại thời điểm ký không, ai ký, với tư cách gì, và
các quy định liên quan.

Không gì được tin cậy nếu không nêu --trust; không truy cập mạng nếu không nêu
--revocation online. --register cho biết chứng thư số nào của cơ quan, của cá
nhân nào.

Trong thư mục, các tệp có tên kết thúc bằng .pdf và các tệp bắt đầu bằng %PDF-
được kiểm tra theo thứ tự đường dẫn; các tệp khác chỉ được đếm. Không đi theo
liên kết tượng trưng trong thư mục.

Mã kết thúc: 0 mọi tệp hợp lệ; 1 nếu không (kể cả tệp hỏng, hoặc không có tệp
nào); 2 dùng sai lệnh hoặc không mở được đường dẫn đã nêu.`,
		EN: `Checks each PDF file: whether each signature is intact, what changed after
signing, whether the certificate was to be trusted at the time of signing, who
signed, in which quality, and the rules that concern it.

Nothing is trusted unless --trust names it; the network is asked only with
--revocation online. --register tells which certificate is an agency's, and
which a person's.

In folders, files whose name ends in .pdf and files that begin with %PDF- are
checked in path order; the others are only counted. Symbolic links in folders
are not followed.

Exit codes: 0 all files are valid; 1 otherwise (a damaged file included, or no
file at all); 2 wrong usage, or a named path cannot be opened.`,
	}
}

// verify runs the command.
func (a *app) verify(ctx context.Context, flags verifyFlags, args []string) error {
	if len(args) == 0 {
		return usageError(motcua.Text{VI: "cần nêu ít nhất một tệp hoặc thư mục", EN: "name at least one file or folder"})
	}
	j, err := a.newJudge(ctx, flags)
	if err != nil {
		return err
	}
	defer j.close()
	count, err := a.pipeline(ctx, j, args, flags.jobs)
	if errors.Is(err, context.Canceled) {
		a.warn(motcua.Textf("đã dừng theo yêu cầu sau %d tệp", "stopped on request after %d files", count.total))
		return notValid()
	}
	if err != nil {
		return &failure{code: exitNotValid, text: motcua.Text{VI: "không ghi được kết quả", EN: "the output cannot be written"}}
	}
	if len(args) > 1 || isFolder(args[0]) {
		a.warn(count.summary())
	}
	return count.exit()
}

// newJudge checks the flags.
func (a *app) newJudge(ctx context.Context, flags verifyFlags) (*judge, error) {
	if flags.jobs < 1 || flags.jobs > maxJobs {
		return nil, usageError(motcua.Textf("--jobs nhận số từ 1 đến %d", "--jobs takes a number from 1 to %d", maxJobs))
	}
	jurisdiction, err := parseJurisdiction(flags.jurisdiction)
	if err != nil {
		return nil, err
	}
	password, err := passwordFrom(flags.passwordEnv)
	if err != nil {
		return nil, err
	}
	verify, err := a.options(ctx, &flags.trust)
	if err != nil {
		return nil, err
	}
	verify.Locality, verify.Deep = jurisdiction, flags.deep
	return &judge{
		open:   signature.OpenOptions{Password: password},
		verify: verify.VerifyOptions,
		close:  verify.close,
		json:   flags.json,
		text:   report.TextOptions{Language: a.lang, Color: useColor(a.stdout), Brief: flags.brief, Verbose: flags.verbose},
	}, nil
}

// passwordFrom reads the password from the environment: arguments can be seen
// by every process of the machine.
func passwordFrom(name string) ([]byte, error) {
	if name == "" {
		return nil, nil
	}
	value, set := os.LookupEnv(name)
	if !set {
		return nil, usageError(motcua.Text{
			VI: "biến môi trường nêu ở --password-env chưa được đặt",
			EN: "the environment variable named by --password-env is not set",
		})
	}
	return []byte(value), nil
}

// parseJurisdiction reads the value of --jurisdiction.
func parseJurisdiction(name string) (motcua.Jurisdiction, error) {
	j, err := motcua.ParseJurisdiction(name)
	if err != nil {
		return "", usageError(motcua.Textf("--jurisdiction nhận một trong: %s", "--jurisdiction takes one of: %s", jurisdictionNames()))
	}
	return j, nil
}

func jurisdictionNames() string {
	var names []string
	for _, j := range motcua.Jurisdictions() {
		names = append(names, string(j))
	}
	return strings.Join(names, ", ")
}
