package motcua

import "fmt"

// Unit is what a time limit is counted in.
type Unit string

// The units. Working hours are counted within office hours only; clock hours
// run through nights and holidays.
const (
	WorkingDays  Unit = "working-days"
	WorkingHours Unit = "working-hours"
	CalendarDays Unit = "calendar-days"
	ClockHours   Unit = "clock-hours"
)

// Counting says where a limit in days begins. A dossier that comes in after
// office hours or on a day off is received when the office opens next.
type Counting string

// The ways of counting. The first, the zero value, is practice: no text held
// says that the day of receipt is not counted. Nghị định 118/2025/NĐ-CP, Điều
// 17 khoản 3, counts “từ thời điểm” of complete receipt, which is the last.
const (
	// CountFromNextDay ends a limit of n days at the close of the n-th day
	// after the day of receipt.
	CountFromNextDay Counting = ""
	// CountFromReceiptDay takes the day of receipt as the first.
	CountFromReceiptDay Counting = "receipt-day"
	// CountFromMoment ends the limit on the n-th day after receipt at the time
	// of day of the receipt.
	CountFromMoment Counting = "moment"
)

// MaxTerm bounds Term.N: a century of days.
const MaxTerm = 36500

// Term is a time limit as a text sets it: 5 working days, 8 working hours.
type Term struct {
	N        int // 1 to [MaxTerm]
	Unit     Unit
	Counting Counting // for days; hours always run from the moment
}

// Label returns the limit as receipts print it: “05 ngày làm việc”.
func (t Term) Label() Text {
	switch t.Unit {
	case WorkingDays:
		return Textf("%02d ngày làm việc", "%d working days", t.N)
	case WorkingHours:
		return Textf("%02d giờ làm việc", "%d working hours", t.N)
	case CalendarDays:
		return Textf("%02d ngày", "%d days", t.N)
	case ClockHours:
		return Textf("%02d giờ", "%d hours", t.N)
	}
	return Textf("%02d "+string(t.Unit), "%d "+string(t.Unit), t.N)
}

func (t Term) check() error {
	switch t.Unit {
	case WorkingDays, CalendarDays:
	case WorkingHours, ClockHours:
		if t.Counting == CountFromReceiptDay {
			return fmt.Errorf("%w: hours are not counted by days", ErrTerm)
		}
	default:
		return fmt.Errorf("%w: unknown unit", ErrTerm)
	}
	switch t.Counting {
	case CountFromNextDay, CountFromReceiptDay, CountFromMoment:
	default:
		return fmt.Errorf("%w: unknown way of counting", ErrTerm)
	}
	if t.N < 1 || t.N > MaxTerm {
		return fmt.Errorf("%w: the number is not between 1 and %d", ErrTerm, MaxTerm)
	}
	return nil
}
