package token

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"unicode"

	"github.com/motcua/motcua"
)

// Summary says in a sentence what to look after.
func (i WatchItem) Summary() motcua.Text {
	t := i.Kind.Label()
	switch i.Kind {
	case WatchExpiring:
		t = motcua.Text{VI: "hết hạn ngày " + i.On.Vietnamese(), EN: "expires on " + i.On.String()}
		switch {
		case i.RenewBy.IsZero():
			t.VI, t.EN = t.VI+", không còn gia hạn được", t.EN+", can no longer be renewed"
		case i.RenewSure:
			t.VI, t.EN = t.VI+", đề nghị gia hạn chậm nhất ngày "+i.RenewBy.Vietnamese(), t.EN+", renewal to be asked for by "+i.RenewBy.String()
		default:
			t.VI = t.VI + ", nên đề nghị gia hạn trước hết ngày " + i.RenewBy.Vietnamese() + " (theo Nghị định 130/2018/NĐ-CP; Nghị định 68/2024/NĐ-CP chưa có toàn văn)"
			t.EN = t.EN + ", renewal better asked for by " + i.RenewBy.String() + " (by Nghị định 130/2018/NĐ-CP; the text of Nghị định 68/2024/NĐ-CP is not held)"
		}
	case WatchDeviceOut, WatchLocked:
		if i.Deadline.Term.N > 0 {
			due := i.Deadline.Due.Receipt()
			t.VI, t.EN = t.VI+", hạn "+due.VI, t.EN+", due at "+due.EN
		}
	case WatchDisputed:
		var names []string
		for _, h := range i.Holders {
			names = append(names, h.ID)
		}
		list := strings.Join(names, ", ")
		t.VI, t.EN = t.VI+": "+list, t.EN+": "+list
	}
	if i.Lost {
		t.VI, t.EN = t.VI+", thiết bị đã báo mất", t.EN+", device reported lost"
	}
	return t
}

// WriteWatchTable writes the items as a table for people. Control characters in
// names are shown as “�”.
//
// Errors: those of the writer.
func WriteWatchTable(w io.Writer, items []WatchItem, l motcua.Language) error {
	heads := motcua.Text{
		VI: "Ngày\tChứng thư số\tThuê bao\tThiết bị\tViệc cần làm",
		EN: "Day\tCertificate\tSubscriber\tDevice\tTo look after",
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	if _, err := fmt.Fprintln(table, heads.In(l)); err != nil {
		return fmt.Errorf("token: write table: %w", err)
	}
	for _, i := range items {
		day := i.On.String()
		if l != motcua.English {
			day = i.On.Vietnamese()
		}
		if i.Overdue {
			day += " !"
		}
		_, err := fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", day, visible(i.Certificate), visible(i.Name), visible(i.Device), visible(i.Summary().In(l)))
		if err != nil {
			return fmt.Errorf("token: write table: %w", err)
		}
	}
	if err := table.Flush(); err != nil {
		return fmt.Errorf("token: write table: %w", err)
	}
	return nil
}

// visible replaces characters that steer a terminal, a table or the direction of
// the text.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.C, r) || r == '\u2028' || r == '\u2029' {
			return '�'
		}
		return r
	}, strings.ToValidUTF8(s, "�"))
}
