package main

import (
	"context"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"github.com/spf13/cobra"
)

type placeFlags struct {
	trust                 trustFlags
	jurisdiction, preview string
	use, title, name      string
	diameter              float64
	roles                 []string
	asJSON                bool
}

func newPlace(a *app) *cobra.Command {
	var flags placeFlags
	cmd := &cobra.Command{
		Use:   "place FILE",
		Short: a.in(motcua.Text{VI: "Kiểm tra vị trí, hình thức hiển thị của chữ ký số", EN: "Check where signatures stand and how they look"}),
		Long: a.in(motcua.Text{
			VI: `Kiểm tra vị trí và hình thức của chữ ký, con dấu trên trang theo Phụ lục I Nghị định
30/2020/NĐ-CP, Thông tư 01/2019/TT-BNV và quy định địa phương, theo ngày ký. Cần
--register để biết chữ ký nào của ai. Mã kết thúc 1 khi có điểm trái
quy định bắt buộc hoặc chưa kết luận được.`,
			EN: `Checks where signatures and seals stand on the page and how they look, by Nghị định
30/2020/NĐ-CP, Phụ lục I, Thông tư 01/2019/TT-BNV and local texts, as of the day of
signing. --register says whose a signature is. The exit code is 1 when something is
not as it must be, or could not be told.`,
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError(motcua.Text{VI: "cần nêu một tệp", EN: "name one file"})
			}
			return a.place(cmd.Context(), &flags, args[0])
		},
	}
	cmd.DisableFlagsInUseLine = true
	f := cmd.Flags()
	flags.trust.add(a, f)
	f.StringVar(&flags.jurisdiction, "jurisdiction", string(motcua.National), a.in(motcua.Text{
		VI: "xét thêm quy định của một địa phương, `NAME` là ", EN: "add the rules of one locality, `NAME` being ",
	})+jurisdictionNames())
	f.StringVar(&flags.preview, "preview", "", a.in(motcua.Text{
		VI: "vẽ trang có khung vị trí hiện có và vị trí đúng, tệp PNG `FILE`", EN: "draw the page with frames for what is and what should be, a PNG `FILE`",
	}))
	f.StringVar(&flags.use, "use", "document", a.in(motcua.Text{VI: "`USE`: document, attachment, copy hoặc scan", EN: "`USE`: document, attachment, copy or scan"}))
	f.StringArrayVar(&flags.roles, "role", nil, a.in(motcua.Text{
		VI: "ai ký trường nào khi không có danh bạ: `FIELD=person|agency` (được lặp lại)", EN: "whose a field is without a register: `FIELD=person|agency` (repeatable)",
	}))
	f.StringVar(&flags.title, "title", "", a.in(motcua.Text{VI: "chức vụ của người ký như in trên trang, `TEXT`", EN: "the signer's title as printed on the page, `TEXT`"}))
	f.StringVar(&flags.name, "name", "", a.in(motcua.Text{VI: "họ tên người ký như in trên trang, `TEXT`", EN: "the signer's name as printed on the page, `TEXT`"}))
	f.Float64Var(&flags.diameter, "seal-diameter", 0, a.in(motcua.Text{VI: "đường kính thật của con dấu, `MM`", EN: "true diameter of the seal, `MM`"}))
	f.BoolVar(&flags.asJSON, "json", false, a.in(motcua.Text{VI: "mỗi kết luận một dòng JSON", EN: "one line of JSON per finding"}))
	return cmd
}

func (p *placeFlags) options() (signature.PlaceOptions, error) {
	o := signature.PlaceOptions{Use: signature.AppearanceUse(p.use), Title: p.title, Name: p.name, SealDiameter: p.diameter}
	switch o.Use {
	case signature.UseDocument, signature.UseAttachment, signature.UseCopy, signature.UseScan:
	default:
		return o, usageError(motcua.Text{VI: "--use nhận document, attachment, copy hoặc scan", EN: "--use takes document, attachment, copy or scan"})
	}
	o.Roles = map[string]signature.Role{}
	for _, arg := range p.roles {
		field, role, _ := strings.Cut(arg, "=")
		r := signature.Role(role)
		if field == "" || r != signature.RolePerson && r != signature.RoleAgency {
			return o, usageError(motcua.Text{VI: "--role nhận FIELD=person hoặc FIELD=agency", EN: "--role takes FIELD=person or FIELD=agency"})
		}
		o.Roles[field] = r
	}
	var err error
	o.Locality, err = parseJurisdiction(p.jurisdiction)
	return o, err
}

func (a *app) place(ctx context.Context, flags *placeFlags, name string) error {
	placing, err := flags.options()
	if err != nil {
		return err
	}
	trust, err := a.options(ctx, &flags.trust)
	if err != nil {
		return err
	}
	defer trust.close()
	f, size, err := openNamed(name)
	if err != nil {
		return usageError(cannotOpen(name, err))
	}
	defer f.Close() // read only: nothing can be lost
	doc, result, err := judged(ctx, f, size, trust.VerifyOptions)
	if err != nil {
		return err
	}
	findings, _, err := doc.JudgePlaces(result, placing)
	if err != nil {
		return usageError(motcua.Text{VI: "không đọc được các trang", EN: "the pages cannot be read"})
	}
	open, err := a.tellPlaces(result, findings, flags.asJSON)
	if err != nil {
		return err
	}
	if flags.preview != "" {
		if err := drawPreview(ctx, doc, result, f, size, flags.preview, placing); err != nil {
			return err
		}
	}
	if open || len(result.Signatures) == 0 {
		return notValid()
	}
	return nil
}

// judged opens and verifies a document.
func judged(ctx context.Context, r io.ReaderAt, size int64, o signature.VerifyOptions) (*signature.Document, *signature.Result, error) {
	doc, err := signature.Open(r, size, signature.OpenOptions{})
	if err != nil {
		return nil, nil, usageError(motcua.Text{VI: "tệp không phải là PDF hoặc đã hỏng", EN: "the file is no PDF, or damaged"})
	}
	result, err := signature.Verify(ctx, doc, o)
	if err != nil {
		return nil, nil, usageError(motcua.Text{VI: "không kiểm tra được tệp", EN: "the file cannot be checked"})
	}
	return doc, result, nil
}

// jsonPlace fixes the names and the order of the members of place --json.
type jsonPlace struct {
	Schema       string              `json:"schema"`
	Signature    int                 `json:"signature"`
	Field        string              `json:"field"`
	Rule         string              `json:"rule"`
	Jurisdiction motcua.Jurisdiction `json:"jurisdiction"`
	Outcome      motcua.Outcome      `json:"outcome"`
	Duty         motcua.Duty         `json:"duty"`
	Citation     string              `json:"citation"`
	Detail       jsonText            `json:"detail"`
}

// tellPlaces lists the findings that say something, and whether a duty
// is violated or could not be judged.
func (a *app) tellPlaces(result *signature.Result, findings []signature.Finding, asJSON bool) (open bool, err error) {
	told := -1
	titles := map[string]motcua.Text{}
	for _, r := range signature.Rules() {
		titles[r.ID] = r.Title
	}
	for _, f := range findings {
		open = open || f.Duty == motcua.Must && (f.Outcome == motcua.Violated || f.Outcome == motcua.Indeterminate)
		field := result.Signatures[f.Signature].Field
		if asJSON {
			if err := writeJSONLine(a.stdout, jsonPlace{
				"motcua/place;version=1", f.Signature + 1, field, f.Rule, f.Jurisdiction, f.Outcome, f.Duty, f.Citation.String(), jsonText(f.Detail),
			}); err != nil {
				return open, err
			}
			continue
		}
		if f.Outcome == motcua.NotApplicable || f.Outcome == motcua.NotInForce {
			continue
		}
		if f.Signature != told {
			told = f.Signature
			fmt.Fprintln(a.stdout, printable(a.in(motcua.Textf("Chữ ký %d, trường %q", "Signature %d, field %q", told+1, field))))
		}
		said := a.in(titles[f.Rule])
		if detail := a.in(f.Detail); detail != "" {
			said += ". " + detail
		}
		fmt.Fprintf(a.stdout, "  %s %s (%s)\n", placeMark(f), printable(said), f.Citation)
	}
	if !asJSON && len(result.Signatures) == 0 {
		fmt.Fprintln(a.stdout, a.in(motcua.Text{VI: "Tệp không có chữ ký số.", EN: "The file has no signature."}))
	}
	return open, nil
}

// placeMark tells what must be from what should be.
func placeMark(f signature.Finding) string {
	switch {
	case f.Outcome == motcua.Satisfied:
		return "✔"
	case f.Outcome == motcua.Violated && f.Duty == motcua.Must:
		return "✘"
	case f.Outcome == motcua.Violated:
		return "!"
	}
	return "?"
}

// previewTime bounds what an outside program may take for one page.
const previewTime = 30 * time.Second

func drawPreview(ctx context.Context, doc *signature.Document, result *signature.Result, r io.ReaderAt, size int64, name string, placing signature.PlaceOptions) error {
	ctx, cancel := context.WithTimeout(ctx, previewTime)
	defer cancel()
	var o signature.PreviewOptions
	if _, err := exec.LookPath("pdftoppm"); err == nil {
		o.Renderer = signature.Poppler{File: r, Size: size}
	}
	return createNew(name, func(w io.Writer) error {
		if err := doc.PreviewPlaces(ctx, w, result, placing, o); err != nil {
			return &failure{code: exitNotValid, text: motcua.Text{VI: "không vẽ được trang", EN: "the page cannot be drawn"}}
		}
		return nil
	})
}

// previewOf draws a file that was just signed.
func previewOf(ctx context.Context, signed, name string, placing signature.PlaceOptions) error {
	f, size, err := openNamed(signed)
	if err != nil {
		return usageError(cannotOpen(signed, err))
	}
	defer f.Close() // read only: nothing can be lost
	doc, result, err := judged(ctx, f, size, signature.VerifyOptions{})
	if err != nil {
		return err
	}
	return drawPreview(ctx, doc, result, f, size, name, placing)
}
