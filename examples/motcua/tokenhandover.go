package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/token"
	"github.com/motcua/motcua/token/paper"
	"github.com/motcua/motcua/token/sqlstore"
	"github.com/spf13/cobra"
)

type handOverFlags struct {
	store, from, to, actor, out string
	permission                  string
	asJSON                      bool
	minutes                     paper.HandOver
	on                          string
}

func newTokenHandOver(a *app) *cobra.Command {
	var flags handOverFlags
	cmd := &cobra.Command{
		Use:   "handover DEVICE",
		Short: a.in(motcua.Text{VI: "Ghi việc bàn giao thiết bị và lập biên bản", EN: "Enter the hand-over of a device, and make its minutes"}),
		Long: a.in(motcua.Text{
			VI: `Ghi vào sổ việc thiết bị chuyển từ người này sang người khác và lập biên bản bàn
giao dạng PDF hoặc DOCX (điểm b khoản 2 Điều 32 Nghị định 30/2020/NĐ-CP). Người giữ
viết là VAI:MÃ, VAI là manager, clerk, subscriber, steward, other hoặc provider. Việc
bàn giao mà quy định không cho phép bị từ chối kèm điều khoản, và không ghi gì.`,
			EN: `Enters in the register that a device passed from one person to another, and makes
the minutes of the hand-over as PDF or DOCX (Nghị định 30/2020/NĐ-CP, Điều 32 khoản 2
điểm b). Holders are written ROLE:ID, the role being manager, clerk, subscriber,
steward, other or provider. What the rules do not allow is refused with the article,
and nothing is entered.`,
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError(motcua.Text{VI: "cần nêu một thiết bị", EN: "name one device"})
			}
			return a.handOver(cmd.Context(), args[0], &flags)
		},
	}
	a.addTokenStore(cmd, &flags.store)
	a.addHandOverFlags(cmd, &flags)
	return cmd
}

func (a *app) addHandOverFlags(cmd *cobra.Command, h *handOverFlags) {
	f, m := cmd.Flags(), &h.minutes
	text := func(to *string, name, vi, en string) { f.StringVar(to, name, "", a.in(motcua.Text{VI: vi, EN: en})) }
	text(&h.from, "from", "bên giao theo sổ, `ROLE:ID`", "the giver by the register, `ROLE:ID`")
	text(&h.to, "to", "bên nhận, `ROLE:ID`", "the receiver, `ROLE:ID`")
	text(&h.actor, "actor", "mã người ghi sổ, `ID` trong nhật ký", "who enters it, an `ID` for the log")
	text(&h.out, "out", "biên bản, `FILE` .pdf hoặc .docx", "the minutes, a `FILE` .pdf or .docx")
	text(&h.on, "on", "ngày lập, `DATE` (NĂM-THÁNG-NGÀY), mặc định hôm nay", "the day, `DATE` (YEAR-MONTH-DAY), by default today")
	text(&h.permission, "permission", "số văn bản cho phép giao cho người khác, `NUMBER`", "the `NUMBER` of the written permission to give it to another person")
	text(&m.Number, "number", "số của biên bản, `NUMBER`", "the `NUMBER` of the minutes")
	text(&m.Basis, "basis", "quyết định làm căn cứ, `TEXT`", "the decision that it rests on, `TEXT`")
	text(&m.Superior, "superior", "cơ quan cấp trên, `NAME`", "the agency above, `NAME`")
	text(&m.Agency, "agency", "cơ quan, `NAME`", "the agency, `NAME`")
	text(&m.Place, "place", "nơi lập, `NAME`", "the place, `NAME`")
	text(&m.Giver.Name, "giver", "họ tên bên giao, `NAME`", "the giver's `NAME`")
	text(&m.Giver.Post, "giver-post", "chức vụ, đơn vị bên giao, `TEXT`", "the giver's office and unit, `TEXT`")
	text(&m.Receiver.Name, "receiver", "họ tên bên nhận, `NAME`", "the receiver's `NAME`")
	text(&m.Receiver.Post, "receiver-post", "chức vụ, đơn vị bên nhận, `TEXT`", "the receiver's office and unit, `TEXT`")
	text(&m.Note, "note", "ghi chú, `TEXT`", "a note, `TEXT`")
	f.BoolVar(&h.asJSON, "json", false, a.in(motcua.Text{VI: "kết quả dạng JSON", EN: "the result as JSON"}))
}

// event is what the log will say.
func (h *handOverFlags) event(device string) (token.CustodyEvent, error) {
	from, fromOK := parseHolder(h.from)
	to, toOK := parseHolder(h.to)
	if !fromOK || !toOK || h.actor == "" || h.out == "" {
		return token.CustodyEvent{}, usageError(motcua.Text{
			VI: "cần --from, --to (VAI:MÃ), --actor và --out", EN: "--from, --to (ROLE:ID), --actor and --out are needed",
		})
	}
	at := time.Now()
	h.minutes.On = motcua.DateAt(at)
	if h.on != "" {
		d, err := motcua.ParseDate(h.on)
		if err != nil || h.minutes.On.Before(d) {
			return token.CustodyEvent{}, usageError(motcua.Text{
				VI: "--on cần dạng NĂM-THÁNG-NGÀY, không sau hôm nay", EN: "--on takes YEAR-MONTH-DAY, not after today",
			})
		}
		if d != h.minutes.On {
			at, h.minutes.On = startOfDay(d), d
		}
	}
	e := token.CustodyEvent{
		Device: device, Kind: token.DevicePassed, From: from, To: to, At: at, Actor: h.actor,
		Papers: []token.PaperRef{{Kind: token.PaperHandOver, Number: h.minutes.Number, On: h.minutes.On}},
	}
	if h.permission != "" {
		e.Papers = append(e.Papers, token.PaperRef{Kind: token.PaperPermission, Number: h.permission})
	}
	return e, nil
}

func parseHolder(s string) (token.Holder, bool) {
	as, id, ok := strings.Cut(s, ":")
	h := token.Holder{As: token.Keeper(as), ID: id}
	return h, ok && id != "" && slices.Contains(token.Keepers(), h.As)
}

func (a *app) handOver(ctx context.Context, device string, flags *handOverFlags) error {
	event, err := flags.event(device)
	if err != nil {
		return err
	}
	return withKeptTokenStore(ctx, flags.store, func(s *sqlstore.Store) error {
		if flags.minutes.Devices, err = handedDevices(ctx, s, device); err != nil {
			return registerFailure(err)
		}
		minutes, err := flags.render()
		if err != nil {
			return err
		}
		register, err := tokenRegister(s)
		if err != nil {
			return err
		}
		return a.passDevice(ctx, register, event, minutes, flags)
	})
}

// passDevice reserves the file before the register is changed: an entry whose
// minutes cannot be written helps nobody.
func (a *app) passDevice(ctx context.Context, register *token.Register, event token.CustodyEvent, minutes []byte, flags *handOverFlags) error {
	if err := createNew(flags.out, writing(minutes)); err != nil {
		return err
	}
	d, err := register.Move(ctx, event)
	if err != nil {
		os.Remove(flags.out) // minutes of what was refused
		return registerFailure(err)
	}
	if flags.asJSON {
		return writeJSONLine(a.stdout, struct {
			Schema  string         `json:"schema"`
			Device  string         `json:"device"`
			Holders []token.Holder `json:"holders"`
			At      string         `json:"at"`
		}{"motcua/token-handover;version=1", d.ID, d.Holders, motcua.VietnamTime(event.At).Format(time.RFC3339)})
	}
	fmt.Fprintln(a.stdout, printable(a.in(motcua.Text{
		VI: fmt.Sprintf("Đã ghi sổ: thiết bị %s do %s (%s) giữ từ %s. Biên bản: %s", d.ID, event.To.ID, event.To.As.Label().VI, vietnamClock(event.At), flags.out),
		EN: fmt.Sprintf("Entered: device %s is with %s (%s) from %s. Minutes: %s", d.ID, event.To.ID, event.To.As.Label().EN, vietnamClock(event.At), flags.out),
	})))
	return nil
}

// handedDevices describes the device as the minutes list it: a line for each
// certificate on it that is not returned.
func handedDevices(ctx context.Context, s token.Store, device string) ([]paper.HandedDevice, error) {
	var owner string
	for d, err := range s.Devices(ctx, token.DeviceFilter{IDs: []string{device}}) {
		if err != nil {
			return nil, err
		}
		owner = d.Owner
	}
	if owner == "" {
		return nil, token.ErrNoRecord
	}
	name := owner
	for sub, err := range s.Subscribers(ctx, token.SubscriberFilter{IDs: []string{owner}}) {
		if err != nil {
			return nil, err
		}
		name = sub.Name
	}
	var lines []paper.HandedDevice
	for c, err := range s.Certificates(ctx, token.CertificateFilter{Device: device}) {
		if err != nil {
			return nil, err
		}
		if c.State.InForce() {
			lines = append(lines, paper.HandedDevice{
				Device: device, Subscriber: name, Serial: c.Serial, Until: motcua.DateAt(c.NotAfter), State: c.State.Label().VI,
			})
		}
	}
	if len(lines) == 0 {
		lines = []paper.HandedDevice{{Device: device, Subscriber: name}}
	}
	return lines, nil
}

// render makes the minutes in the format that the name of the file asks for.
func (h *handOverFlags) render() ([]byte, error) {
	doc, err := h.minutes.Document()
	if errors.Is(err, paper.ErrIncomplete) {
		return nil, usageError(motcua.Text{
			VI: "biên bản cần --agency, --place, --basis, --giver và --receiver", EN: "the minutes need --agency, --place, --basis, --giver and --receiver",
		})
	}
	if err != nil {
		return nil, usageError(motcua.Text{VI: "thông tin của biên bản quá dài", EN: "what the minutes say is too long"})
	}
	var b bytes.Buffer
	switch strings.ToLower(filepath.Ext(h.out)) {
	case ".pdf":
		err = doc.PDF(&b)
	case ".docx":
		err = doc.DOCX(&b)
	default:
		return nil, usageError(motcua.Text{VI: "--out cần đuôi .pdf hoặc .docx", EN: "--out ends in .pdf or .docx"})
	}
	return b.Bytes(), err
}
