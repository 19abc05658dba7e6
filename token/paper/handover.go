package paper

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"strconv"
	"sync"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/paper"
)

// ErrIncomplete reports minutes that lack what they must say.
var ErrIncomplete = errors.New("the minutes are incomplete")

// Party is one side of a hand-over.
type Party struct {
	Name string
	Post string // office and unit
}

// HandedDevice is one device of a hand-over.
type HandedDevice struct {
	Device     string // number or name of the device
	Subscriber string // for whom its certificate is
	Serial     string // of the certificate
	Until      motcua.Date
	State      string // condition of the device, in Vietnamese
}

// HandOver are the minutes by which devices pass from one person to another:
// Nghị định 30/2020/NĐ-CP, Điều 32 khoản 2 điểm b.
//
// Their layout is not that of Mẫu 01 of Hải Dương, nor of Mẫu số 07 of Nghị định
// 68/2024/NĐ-CP, which are not held; the paper says so on its first line. A return
// to the provider has forms of its own (Thông tư 185/2019/TT-BQP, Mẫu 14; Nghị định
// 68, Mẫu số 08), which are not made.
type HandOver struct {
	Superior string // agency above, may be empty
	Agency   string
	Number   string // number and sign of the minutes, may be empty
	Place    string
	On       motcua.Date
	// Basis is the decision or written permission under which the device passes, as
	// in “Quyết định số 12/QĐ-VP ngày 01/03/2026 về việc giao thiết bị”.
	Basis           string
	Giver, Receiver Party
	Devices         []HandedDevice
	Note            string
	Copies          int // zero means 2
}

// Document is a paper ready to be written.
type Document struct{ paper *paper.Paper }

// DOCX writes the document as Office Open XML.
//
// Errors: those of the writer.
func (d *Document) DOCX(w io.Writer) error { return d.paper.DOCX(w) }

// PDF writes the document as PDF.
//
// Errors: those of the writer.
func (d *Document) PDF(w io.Writer) error { return d.paper.PDF(w) }

//go:embed handover.vi.txt
var handOverText string

var handOverTemplate = sync.OnceValue(func() *paper.Template {
	t, err := paper.Parse(handOverText)
	if err != nil {
		return nil // a test reads the template
	}
	return t
})

// Document sets the minutes. The same minutes give the same bytes.
//
// Errors: [ErrIncomplete]; values beyond 4000 bytes, or more than 2000 devices.
func (h HandOver) Document() (*Document, error) {
	if what := h.missing(); what != "" {
		return nil, fmt.Errorf("paper: hand-over: %w: %s", ErrIncomplete, what)
	}
	p, err := handOverTemplate().Fill(h.values(), paper.About{Title: "Biên bản bàn giao thiết bị lưu khóa bí mật", Made: midnight(h.On)})
	if err != nil {
		return nil, fmt.Errorf("paper: hand-over: %w", err)
	}
	return &Document{p}, nil
}

// missing names what the minutes lack, "" when nothing.
func (h HandOver) missing() string {
	switch {
	case h.Agency == "" || h.Place == "":
		return "agency and place"
	case !h.On.Valid():
		return "day"
	case h.Basis == "":
		return "decision or permission"
	case h.Giver.Name == "" || h.Receiver.Name == "":
		return "giver and receiver"
	case len(h.Devices) == 0:
		return "devices"
	}
	for _, d := range h.Devices {
		if d.Device == "" || d.Subscriber == "" {
			return "device and subscriber"
		}
	}
	return ""
}

func (h HandOver) values() paper.Values {
	copies := h.Copies
	if copies == 0 {
		copies = 2
	}
	at := midnight(h.On)
	v := paper.Values{Fields: map[string]string{
		"superior": h.Superior, "agency": h.Agency, "number": blank(h.Number), "place": h.Place,
		"dateWords": dateInWords(at),
		"basis":     h.Basis, "note": blank(h.Note), "copies": fmt.Sprintf("%02d", copies),
		"giver": h.Giver.Name, "giverPost": blank(h.Giver.Post), "receiver": h.Receiver.Name, "receiverPost": blank(h.Receiver.Post),
	}}
	rows := make([]map[string]string, 0, len(h.Devices))
	for i, d := range h.Devices {
		state := d.State
		if !d.Until.IsZero() {
			state = "đến hết ngày " + d.Until.Vietnamese()
			if d.State != "" {
				state += "; " + d.State
			}
		}
		rows = append(rows, map[string]string{
			"n": strconv.Itoa(i + 1), "device": d.Device, "subscriber": d.Subscriber, "serial": blank(d.Serial), "state": blank(state),
		})
	}
	v.Rows = map[string][]map[string]string{"devices": rows}
	return v
}

// dateInWords writes a date as papers do: days below 10 and the months 1 and 2
// with a zero before (Nghị định 30/2020/NĐ-CP, Phụ lục I).
func dateInWords(t time.Time) string {
	month := strconv.Itoa(int(t.Month()))
	if t.Month() <= time.February {
		month = "0" + month
	}
	return fmt.Sprintf("ngày %02d tháng %s năm %d", t.Day(), month, t.Year())
}

// blank is a dotted line to be filled in by hand where nothing is known.
func blank(s string) string {
	if s == "" {
		return "……………"
	}
	return s
}

// midnight is the beginning of a day in Việt Nam; the day is valid.
func midnight(d motcua.Date) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, d.String(), motcua.VietnamTime(time.Time{}).Location())
	if err != nil {
		return time.Time{}
	}
	return t
}
