package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/token"
	"github.com/motcua/motcua/token/importlist"
	"github.com/motcua/motcua/token/sqlstore"
	"github.com/spf13/cobra"
)

type tokenImportFlags struct {
	store, actor, kind, manager, sheet string
	asJSON                             bool
}

func newTokenImport(a *app) *cobra.Command {
	var flags tokenImportFlags
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: a.in(motcua.Text{VI: "Nhập danh sách chứng thư số từ CSV, XLSX vào sổ", EN: "Take a list of certificates from CSV or XLSX into the register"}),
		Long: a.in(motcua.Text{
			VI: `Nhập danh sách đang có vào sổ. Các cột được nhận ra theo tên, tiếng Việt có dấu
hoặc không dấu, hoặc tiếng Anh. Mỗi dòng hoặc được nhập, hoặc bị từ chối kèm lý do;
không dòng nào bị bỏ qua. Mã kết thúc 1 khi có dòng bị từ chối.`,
			EN: `Takes an existing list into the register. Columns are told by their names, in
Vietnamese with or without accents, or in English. Every line is taken, or refused
with its reason; none is passed over. The exit code is 1 when a line was refused.`,
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || flags.actor == "" {
				return usageError(motcua.Text{VI: "cần một tệp và --actor", EN: "one file and --actor are needed"})
			}
			return a.importTokens(cmd.Context(), args[0], flags)
		},
	}
	a.addTokenStore(cmd, &flags.store)
	f := cmd.Flags()
	f.StringVar(&flags.actor, "actor", "", a.in(motcua.Text{VI: "mã người nhập, `ID` ghi vào nhật ký", EN: "who takes it in, an `ID` for the log"}))
	f.StringVar(&flags.kind, "kind", "", a.in(motcua.Text{VI: "loại thuê bao nơi danh sách không nêu, `KIND` là person, title, agency hoặc thing", EN: "the subscriber's `KIND` where the list has none: person, title, agency or thing"}))
	f.StringVar(&flags.manager, "manager", "", a.in(motcua.Text{VI: "`ID` cơ quan quản lý trực tiếp nơi danh sách không nêu", EN: "the `ID` of the managing agency where the list has none"}))
	f.StringVar(&flags.sheet, "sheet", "", a.in(motcua.Text{VI: "trang tính `NAME`, mặc định trang đầu", EN: "the sheet `NAME`, by default the first"}))
	f.BoolVar(&flags.asJSON, "json", false, a.in(motcua.Text{VI: "kết quả dạng JSON", EN: "the result as JSON"}))
	return cmd
}

func (a *app) importTokens(ctx context.Context, name string, flags tokenImportFlags) error {
	kind := token.SubscriberKind(flags.kind)
	if kind != "" && !slices.Contains(token.SubscriberKinds(), kind) {
		return usageError(motcua.Text{VI: "--kind là person, title, agency hoặc thing", EN: "--kind is person, title, agency or thing"})
	}
	list, err := readTokenList(name, importlist.Options{Kind: kind, Manager: flags.manager, Sheet: flags.sheet})
	if err != nil {
		return err
	}
	return withTokenStore(ctx, flags.store, func(s *sqlstore.Store) error {
		register, err := tokenRegister(s)
		if err != nil {
			return err
		}
		refused, err := register.Import(ctx, list.Rows, flags.actor)
		if err != nil {
			return registerFailure(err)
		}
		return a.tellImport(list, refused, flags.asJSON)
	})
}

func readTokenList(name string, o importlist.Options) (importlist.List, error) {
	f, _, err := openNamed(name)
	if err != nil {
		return importlist.List{}, usageError(cannotOpen(name, err))
	}
	defer f.Close() // read only: nothing can be lost
	read := importlist.ReadCSV
	if strings.EqualFold(filepath.Ext(name), ".xlsx") {
		read = importlist.ReadXLSX
	}
	list, err := read(f, o)
	switch {
	case errors.Is(err, importlist.ErrHead):
		return list, usageError(motcua.Textf("%q: không dòng nào nêu tên các cột (ví dụ: Số hiệu chứng thư số, Họ tên, Ngày hết hạn)", "%q: no line names the columns", name))
	case errors.Is(err, importlist.ErrLimit):
		return list, usageError(motcua.Textf("%q: danh sách quá lớn", "%q: the list is too long", name))
	case err != nil:
		return list, usageError(motcua.Textf("%q: không đọc được danh sách", "%q: the list cannot be read", name))
	}
	return list, nil
}

// The types below fix the names and the order of the members of token import --json.
type (
	jsonImport struct {
		Schema  string        `json:"schema"`
		Lines   int           `json:"lines"`
		Blank   int           `json:"blank"`
		Entered int           `json:"entered"`
		Refused []jsonRefused `json:"refused"`
	}
	jsonRefused struct {
		Line   int               `json:"line"`
		Column importlist.Column `json:"column,omitempty"`
		Reason jsonText          `json:"reason"`
	}
)

func (a *app) tellImport(list importlist.List, problems []token.ImportProblem, asJSON bool) error {
	refused := make([]jsonRefused, 0, len(list.Refused)+len(problems))
	for _, r := range list.Refused {
		refused = append(refused, jsonRefused{r.Line, r.Column, jsonText(r.Reason)})
	}
	for _, p := range problems {
		refused = append(refused, jsonRefused{Line: p.Line, Reason: jsonText(p.Reason)})
	}
	slices.SortStableFunc(refused, func(a, b jsonRefused) int { return a.Line - b.Line })
	entered := len(list.Rows) - len(problems)
	if asJSON {
		if err := writeJSONLine(a.stdout, jsonImport{"motcua/token-import;version=1", list.Lines, list.Blank, entered, refused}); err != nil {
			return err
		}
	} else {
		fmt.Fprintln(a.stdout, a.in(motcua.Textf("%d dòng: đã nhập %d, từ chối %d, để trống %d.", "%d lines: %d taken, %d refused, %d blank.",
			list.Lines, entered, len(refused), list.Blank)))
		for _, r := range refused {
			column := string(r.Column)
			if column != "" {
				column = " [" + column + "]"
			}
			fmt.Fprintln(a.stdout, a.in(motcua.Text{
				VI: fmt.Sprintf("  dòng %d%s: %s", r.Line, column, r.Reason.VI), EN: fmt.Sprintf("  line %d%s: %s", r.Line, column, r.Reason.EN),
			}))
		}
	}
	if len(refused) > 0 {
		return notValid()
	}
	return nil
}
