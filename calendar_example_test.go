package motcua_test

import (
	"fmt"
	"time"

	"github.com/motcua/motcua"
)

// A dossier comes in before a long holiday; the receipt shows the limit and the
// moment at which it ends.
func ExampleCalendar_Due() {
	calendar, err := motcua.NewCalendar(motcua.CalendarOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	// 09:32 on Friday 25 April 2025 in Việt Nam. Saturday the 26th is worked.
	received := time.Date(2025, time.April, 25, 2, 32, 0, 0, time.UTC)
	term := motcua.Term{N: 5, Unit: motcua.WorkingDays}

	due, err := calendar.Due(received, term)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(term.Label().VI + ":")
	fmt.Println(due.Receipt().VI)
	fmt.Println("provisional:", due.Provisional())
	for _, day := range calendar.Exceptions(motcua.Interval{From: motcua.DateAt(received), Until: motcua.DateAt(due.At)}) {
		fmt.Println(day.Date, day.Name.VI)
	}
	// Output:
	// 05 ngày làm việc:
	// 17 giờ 00 phút, ngày 06/05/2025
	// provisional: false
	// 2025-04-26 Làm bù cho ngày 02/05/2025
	// 2025-04-30 Ngày Chiến thắng
	// 2025-05-01 Ngày Quốc tế lao động
	// 2025-05-02 Nghỉ, làm bù ngày 26/04/2025
}

// An office that opens at half past seven and works on Saturday mornings.
func ExampleNewCalendar() {
	week := motcua.DefaultWeek()
	morning := motcua.Session{Open: 7*time.Hour + 30*time.Minute, Close: 11*time.Hour + 30*time.Minute}
	afternoon := motcua.Session{Open: 13 * time.Hour, Close: 17 * time.Hour}
	for day := time.Monday; day <= time.Friday; day++ {
		week[day] = []motcua.Session{morning, afternoon}
	}
	week[time.Saturday] = []motcua.Session{morning}

	calendar, err := motcua.NewCalendar(motcua.CalendarOptions{Week: week})
	if err != nil {
		fmt.Println(err)
		return
	}
	friday := time.Date(2023, time.November, 10, 15, 0, 0, 0, time.FixedZone("+07", 7*60*60))
	due, err := calendar.Due(friday, motcua.Term{N: 4, Unit: motcua.WorkingHours})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(due.Receipt().EN)
	// Output: 09:30 on 2023-11-11
}

// Decisions of a later year are added to those that the library knows.
func ExampleHolidayYears() {
	years := motcua.HolidayYears()
	years = append(years, motcua.HolidayYear{Year: 2028, Settled: true, Decisions: []motcua.HolidayDecision{{
		Name:   motcua.Text{VI: "Tết Âm lịch", EN: "Lunar New Year"},
		Off:    []motcua.Date{motcua.DateOf(2028, time.January, 25), motcua.DateOf(2028, time.January, 26)},
		Source: motcua.Source{Citation: motcua.Citation{Instrument: "Thông báo ví dụ"}},
	}}})

	calendar, err := motcua.NewCalendar(motcua.CalendarOptions{Years: years})
	if err != nil {
		fmt.Println(err)
		return
	}
	day, err := calendar.WorkingDay(motcua.DateOf(2028, time.January, 24), 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(day.Date, day.Provisional())
	// Output: 2028-01-27 false
}

// The eve of Tết is not always the 30th of the twelfth month.
func ExampleDate_Lunar() {
	eve, err := motcua.DateOf(2026, time.February, 16).Lunar()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d/%d\n", eve.Day, eve.Month)
	// Output: 29/12
}
