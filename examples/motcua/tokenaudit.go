package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/token"
	"github.com/motcua/motcua/token/sqlstore"
	"github.com/spf13/cobra"
)

// maxAnchors bounds the lines that are read from a file of anchors.
const maxAnchors = 100_000

type tokenAuditFlags struct {
	store, anchors, save string
	records, asJSON      bool
}

func newTokenAudit(a *app) *cobra.Command {
	var flags tokenAuditFlags
	cmd := &cobra.Command{
		Use:   "audit",
		Short: a.in(motcua.Text{VI: "Tính lại chuỗi nhật ký của sổ thiết bị", EN: "Recompute the chain of the register's log"}),
		Long: a.in(motcua.Text{
			VI: `Tính lại nhật ký móc xích của sổ: mục bị sửa, bị thiếu, phần cuối bị cắt đều được
chỉ rõ vị trí. --anchor là tệp các mốc đã cất ở nơi khác, mỗi dòng một mốc; những
mục sau mốc cuối cùng chưa được mốc nào bảo đảm. --save-anchor ghi thêm mốc hiện
tại vào cuối một tệp, để cất giữ nơi khác hoặc gắn dấu thời gian.`,
			EN: `Recomputes the chained log of the register: entries changed, missing, or cut off at
the end are located. --anchor is a file of anchors that were kept elsewhere, one per
line; what lies after the last of them is vouched for by nothing. --save-anchor adds
the present head to a file, to be kept elsewhere or timestamped.`,
		}),
		Args: a.noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.auditTokens(cmd.Context(), flags) },
	}
	a.addTokenStore(cmd, &flags.store)
	f := cmd.Flags()
	f.StringVar(&flags.anchors, "anchor", "", a.in(motcua.Text{VI: "tệp mốc `FILE`", EN: "a `FILE` of anchors"}))
	f.StringVar(&flags.save, "save-anchor", "", a.in(motcua.Text{VI: "ghi thêm mốc hiện tại vào `FILE`, nếu không thấy sai lệch", EN: "add the present head to `FILE`, if nothing is wrong"}))
	f.BoolVar(&flags.records, "records", false, a.in(motcua.Text{VI: "so cả sổ với nhật ký (lâu hơn)", EN: "hold the records against the log too (takes longer)"}))
	f.BoolVar(&flags.asJSON, "json", false, a.in(motcua.Text{VI: "kết quả dạng JSON", EN: "the result as JSON"}))
	return cmd
}

func (a *app) auditTokens(ctx context.Context, flags tokenAuditFlags) error {
	o := token.AuditOptions{Records: flags.records}
	if flags.anchors != "" {
		var err error
		if o.Anchors, err = readAnchors(flags.anchors); err != nil {
			return err
		}
	}
	return withKeptTokenStore(ctx, flags.store, func(s *sqlstore.Store) error {
		r, err := token.AuditLog(ctx, s, o)
		if err != nil {
			return registerFailure(err)
		}
		if err := a.tellAudit(r, flags.asJSON); err != nil {
			return err
		}
		if !r.Sound() {
			return notValid()
		}
		if flags.save != "" {
			return saveAnchor(flags.save, r.Head)
		}
		return nil
	})
}

func readAnchors(name string) ([]token.LogHead, error) {
	f, _, err := openNamed(name)
	if err != nil {
		return nil, usageError(cannotOpen(name, err))
	}
	defer f.Close() // read only: nothing can be lost
	var anchors []token.LogHead
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		text := strings.TrimSpace(lines.Text())
		if text == "" {
			continue
		}
		head, err := token.ParseLogHead(text)
		if err != nil || len(anchors) == maxAnchors {
			return nil, usageError(motcua.Textf("--anchor: dòng %d không phải là mốc của sổ này", "--anchor: line %d is no anchor of this register", len(anchors)+1))
		}
		anchors = append(anchors, head)
	}
	if err := lines.Err(); err != nil {
		return nil, usageError(cannotOpen(name, err))
	}
	return anchors, nil
}

func saveAnchor(name string, head token.LogHead) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return usageError(cannotOpen(name, err))
	}
	_, err = fmt.Fprintln(f, head)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return usageError(cannotOpen(name, err))
	}
	return nil
}

// The types below fix the names and the order of the members of token audit --json.
type (
	jsonAudit struct {
		Schema       string        `json:"schema"`
		Sound        bool          `json:"sound"`
		Records      uint64        `json:"records"`
		Erased       uint64        `json:"erased"`
		Anchored     uint64        `json:"anchored"`
		Unanchored   uint64        `json:"unanchored"`
		Head         string        `json:"head"`
		Found        int           `json:"found"`
		Problems     []jsonProblem `json:"problems"`
		Unread       []uint64      `json:"unread,omitempty"`
		Devices      []string      `json:"devices,omitempty"`
		Certificates []string      `json:"certificates,omitempty"`
	}
	jsonProblem struct {
		Flaw token.LogFlaw `json:"flaw"`
		From uint64        `json:"from"`
		To   uint64        `json:"to"`
	}
)

func (a *app) tellAudit(r token.AuditReport, asJSON bool) error {
	if asJSON {
		out := jsonAudit{
			Schema: "motcua/token-audit;version=1", Sound: r.Sound(), Records: r.Records, Erased: r.Erased, Anchored: r.Anchored,
			Unanchored: r.Unanchored, Head: r.Head.String(), Found: r.Found, Problems: []jsonProblem{}, Unread: r.Unread,
			Devices: r.Devices, Certificates: r.Certificates,
		}
		for _, p := range r.Problems {
			out.Problems = append(out.Problems, jsonProblem{p.Flaw, p.From, p.Seq})
		}
		return writeJSONLine(a.stdout, out)
	}
	say := func(t motcua.Text) { fmt.Fprintln(a.stdout, printable(a.in(t))) }
	say(motcua.Textf("Nhật ký có %d mục, %d mục đã xóa nội dung theo quy định.", "The log has %d entries, %d of them erased by law.", r.Records, r.Erased))
	for _, p := range r.Problems {
		word := flawWord(p.Flaw)
		if p.From == p.Seq {
			say(motcua.Text{VI: fmt.Sprintf("  SAI, mục %d: %s", p.Seq, word.VI), EN: fmt.Sprintf("  WRONG, entry %d: %s", p.Seq, word.EN)})
			continue
		}
		say(motcua.Text{VI: fmt.Sprintf("  SAI, mục %d đến %d: %s", p.From, p.Seq, word.VI), EN: fmt.Sprintf("  WRONG, entries %d to %d: %s", p.From, p.Seq, word.EN)})
	}
	if more := r.Found - len(r.Problems); more > 0 {
		say(motcua.Textf("  và %d chỗ sai khác", "  and %d more", more))
	}
	if n := len(r.Unread) + len(r.Devices) + len(r.Certificates); n > 0 {
		say(motcua.Textf("  SAI: %d mục không đọc được; sổ khác nhật ký ở %d thiết bị, %d chứng thư số",
			"  WRONG: %d entries cannot be read; the records of %d devices and %d certificates differ from the log",
			len(r.Unread), len(r.Devices), len(r.Certificates)))
	}
	if r.Unanchored > 0 {
		say(motcua.Textf("%d mục cuối chưa có mốc bảo đảm: nếu bị viết lại hoặc cắt bỏ thì không phát hiện được.",
			"No anchor vouches for the last %d entries: were they rewritten or cut off, nothing would show it.", r.Unanchored))
	}
	if r.Sound() {
		say(motcua.Text{VI: "Không thấy sai lệch. Mốc: " + r.Head.String(), EN: "Nothing is wrong. Anchor: " + r.Head.String()})
	}
	return nil
}

func flawWord(f token.LogFlaw) motcua.Text {
	words := []struct {
		flaw token.LogFlaw
		text motcua.Text
	}{
		{"payload-changed", motcua.Text{VI: "nội dung bị sửa", EN: "the content was changed"}},
		{"payload-missing", motcua.Text{VI: "nội dung mất mà không có mục xóa", EN: "the content is gone and nothing erased it"}},
		{"entry-changed", motcua.Text{VI: "số, thời điểm hoặc giá trị băm bị sửa", EN: "number, time or digest was changed"}},
		{"link-broken", motcua.Text{VI: "không nối tiếp mục trước", EN: "it does not follow the entry before"}},
		{"entries-missing", motcua.Text{VI: "bị thiếu", EN: "missing"}},
		{"time-backwards", motcua.Text{VI: "thời điểm sớm hơn mục trước", EN: "its time is before the entry before"}},
		{"tail-cut", motcua.Text{VI: "phần cuối bị cắt", EN: "the tail was cut off"}},
		{"anchor-differs", motcua.Text{VI: "khác với mốc đã cất", EN: "it differs from an anchor"}},
		{"erases-nothing", motcua.Text{VI: "xóa mục không hề có", EN: "it erases what never was"}},
	}
	for _, w := range words {
		if w.flaw == f {
			return w.text
		}
	}
	return motcua.Text{VI: string(f), EN: string(f)}
}
