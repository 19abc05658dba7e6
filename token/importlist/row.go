package importlist

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/token"
)

// Refusal is a line that is no row, with the reason.
type Refusal struct {
	Line   int    // in the file, from 1
	Column Column // zero: the line as a whole
	Reason motcua.Text
}

// maxCell bounds a cell in bytes.
const maxCell = 1000

func reason(vi, en string) motcua.Text { return motcua.Text{VI: vi, EN: en} }

// reader turns lines into rows.
type reader struct {
	options Options
	head    head
	seen    map[string]int // certificates, by line
}

// row reads a line.
func (r *reader) row(line int, cells []string) (token.ImportRow, *Refusal) {
	for _, c := range cells {
		if len(c) > maxCell || !utf8.ValidString(c) {
			return token.ImportRow{}, &Refusal{line, "", reason("ô quá dài hoặc không phải UTF-8", "a cell is too long, or is not UTF-8")}
		}
	}
	f := fields{h: r.head, cells: cells, line: line}
	row := token.ImportRow{
		Line: line, Certificate: f.text(Certificate), Serial: f.serial(), Device: f.text(Device), Model: f.text(Model),
		NotBefore: f.day(NotBefore, false), NotAfter: f.day(NotAfter, true), Renewals: f.count(Renewals), State: f.state(),
		Ended: f.day(Ended, false),
		Subscriber: token.Subscriber{
			ID: f.text(Subscriber), Kind: f.kind(r.options.Kind), Name: f.text(Name), Manager: f.text(Manager), Left: f.date(Left),
		},
	}
	if f.refused != nil {
		return token.ImportRow{}, f.refused
	}
	r.complete(&row, f)
	switch first, twice := r.seen[row.Certificate]; {
	case row.Certificate == "":
		return token.ImportRow{}, &Refusal{line, Serial, reason("thiếu số hiệu chứng thư số", "there is no serial number")}
	case twice:
		return token.ImportRow{}, &Refusal{line, Certificate, motcua.Textf("trùng với dòng %d", "the same as line %d", first)}
	case row.Subscriber.Manager == "":
		return token.ImportRow{}, &Refusal{line, Manager, reason("thiếu cơ quan quản lý trực tiếp", "there is no managing agency")}
	case row.NotAfter.IsZero():
		return token.ImportRow{}, &Refusal{line, NotAfter, reason("thiếu ngày hết hạn", "there is no end of the term")}
	case row.NotBefore.IsZero():
		return token.ImportRow{}, &Refusal{line, NotBefore, reason("thiếu ngày cấp", "there is no beginning of the term")}
	}
	r.seen[row.Certificate] = line
	return row, nil
}

// complete fills in what follows from the rest.
func (r *reader) complete(row *token.ImportRow, f fields) {
	if row.Certificate == "" {
		row.Certificate = row.Serial
	}
	if row.Subscriber.Manager == "" {
		row.Subscriber.Manager = r.options.Manager
	}
	switch {
	case row.Subscriber.ID != "":
	case f.text(Mail) != "":
		row.Subscriber.ID = strings.ToLower(f.text(Mail))
	default:
		row.Subscriber.ID = "thue-bao-" + row.Certificate
	}
	if row.State.Ended() && row.Ended.IsZero() && row.State == token.LifeExpired {
		row.Ended = row.NotAfter
	}
	if holder := f.text(Holder); holder != "" && row.Device != "" {
		row.Holder = token.Holder{As: token.KeptByOther, ID: holder}
		switch {
		case row.Subscriber.Kind == token.ForAgency:
			row.Holder.As = token.KeptByClerk
		case holder == row.Subscriber.ID || holder == row.Subscriber.Name:
			row.Holder = token.Holder{As: token.KeptBySubscriber, ID: row.Subscriber.ID}
		}
	}
}

// fields reads the cells of a line and keeps the first refusal.
type fields struct {
	h       head
	cells   []string
	line    int
	refused *Refusal
}

func (f *fields) refuse(c Column, vi, en string) {
	if f.refused == nil {
		f.refused = &Refusal{f.line, c, reason(vi, en)}
	}
}

func (f *fields) text(c Column) string { return f.h.get(f.cells, c) }

// serial reads a serial number: hexadecimal, with or without colons and blanks. A
// spreadsheet that took it for a number has lost digits.
func (f *fields) serial() string {
	s := strings.ToLower(strings.NewReplacer(":", "", " ", "", "-", "").Replace(f.text(Serial)))
	if strings.Trim(s, "0123456789abcdef") != "" {
		f.refuse(Serial, "số hiệu không phải số hệ 16 (bảng tính có thể đã làm tròn)", "the serial number is not hexadecimal (a spreadsheet may have rounded it)")
	}
	return s
}

func (f *fields) count(c Column) int {
	s := f.text(c)
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 100 {
		f.refuse(c, "không phải số lần", "this is no count")
	}
	return n
}

// The days of a spreadsheet's calendar that are taken for dates: 1954 to 2119.
const firstSerialDay, lastSerialDay = 20000, 80000

// date reads a day: dd/mm/yyyy as the country writes it, ISO 8601, or the number
// of a spreadsheet.
func (f *fields) date(c Column) motcua.Date {
	s := f.text(c)
	if s == "" {
		return motcua.Date{}
	}
	day, _, _ := strings.Cut(s, " ") // a time of day behind it
	for _, layout := range []string{"2/1/2006", "2-1-2006", "2.1.2006", time.DateOnly} {
		if t, err := time.Parse(layout, day); err == nil {
			return motcua.DateOf(t.Year(), t.Month(), t.Day())
		}
	}
	if n, err := strconv.ParseFloat(s, 64); err == nil && n >= firstSerialDay && n < lastSerialDay {
		return motcua.DateOf(1899, time.December, 30).AddDays(int(n))
	}
	f.refuse(c, "không đọc được ngày (cần dd/mm/yyyy)", "this is no date (dd/mm/yyyy)")
	return motcua.Date{}
}

// day is the beginning of a day in Việt Nam, or its last second.
func (f *fields) day(c Column, end bool) time.Time {
	d := f.date(c)
	if d.IsZero() {
		return time.Time{}
	}
	if end {
		d = d.AddDays(1)
	}
	t, err := time.Parse(time.RFC3339, d.String()+"T00:00:00+07:00")
	if err != nil {
		f.refuse(c, "ngày ngoài phạm vi", "the date is out of range")
		return time.Time{}
	}
	if end {
		t = t.Add(-time.Second)
	}
	return t.UTC()
}

func (f *fields) kind(otherwise token.SubscriberKind) token.SubscriberKind {
	s := plain(f.text(Kind))
	if s == "" && otherwise != "" {
		return otherwise
	}
	for kind, names := range map[token.SubscriberKind][]string{
		token.ForPerson: {"person", "ca nhan"},
		token.ForTitle:  {"title", "chuc danh", "lanh dao", "nguoi co tham quyen"},
		token.ForAgency: {"agency", "co quan", "to chuc", "co quan to chuc", "don vi", "con dau"},
		token.ForThing:  {"thing", "thiet bi", "dich vu", "phan mem", "thiet bi dich vu phan mem"},
	} {
		for _, n := range names {
			if s == n {
				return kind
			}
		}
	}
	f.refuse(Kind, "không biết loại thuê bao", "unknown kind of subscriber")
	return ""
}

func (f *fields) state() token.LifeState {
	s := plain(f.text(State))
	for state, names := range map[token.LifeState][]string{
		token.LifeInUse:     {"", "in-use", "dang su dung", "con hieu luc", "dang hoat dong", "hoat dong"},
		token.LifeLocked:    {"locked", "bi khoa", "da khoa", "khoa"},
		token.LifeExpired:   {"expired", "het han", "da het han"},
		token.LifeRevoked:   {"revoked", "da thu hoi", "thu hoi", "da thu hoi chung thu so"},
		token.LifeRecalled:  {"recalled", "da thu hoi thiet bi"},
		token.LifeReturned:  {"returned", "da giao lai", "da tra"},
		token.LifeDestroyed: {"destroyed", "da huy"},
	} {
		for _, n := range names {
			if s == n {
				return state
			}
		}
	}
	f.refuse(State, "không biết trạng thái", "unknown state")
	return ""
}
