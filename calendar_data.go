package motcua

import (
	"slices"
	"time"
)

// The Labour Codes, the resolution and the yearly decisions are not held as
// texts. What stands here was quoted or reported by others, as each entry says;
// whoever holds the text, or knows better, passes options of their own.

// StatutoryHolidays returns the holidays of every year. The Code of 2012 is
// carried back to the years before it, in which other numbers of days held: the
// answers of years before 2019 are provisional anyway.
func StatutoryHolidays() []Holiday {
	since2021 := DateOf(2021, time.January, 1)
	code2012 := Source{Citation{Instrument: "Bộ luật Lao động 10/2012/QH13", Provision: "Điều 115", Sure: Indirect}, "vacanza/holidays"}
	code2019 := Source{Citation{
		Instrument: "Bộ luật Lao động 45/2019/QH14", Provision: "Điều 112 khoản 1",
		Quote: "Người lao động được nghỉ làm việc, hưởng nguyên lương trong những ngày lễ, tết sau đây:", Sure: Quoted,
	}, "hc-holiday; thuvienphapluat.vn"}
	holidays := slices.Concat(
		labourHolidays(Interval{Until: since2021}, code2012),
		labourHolidays(Interval{From: since2021}, code2019),
	)
	return append(holidays, Holiday{
		Name:  Text{VI: "Ngày Văn hóa Việt Nam", EN: "Vietnamese Culture Day"},
		Month: 11, Day: 24,
		InForce: Interval{From: DateOf(2026, time.July, 1)},
		Source: Source{Citation{
			Instrument: "Nghị quyết 28/2026/QH16", Provision: "Điều 2",
			Quote: "Ngày 24 tháng 11 hằng năm là Ngày Văn hóa Việt Nam; người lao động được nghỉ làm việc và hưởng nguyên lương", Sure: Quoted,
		}, "xaydungchinhsach.chinhphu.vn"},
	})
}

// labourHolidays lists what both Labour Codes have in common. The second day of
// National Day, since 2021, is chosen every year and stands in HolidayYears.
func labourHolidays(in Interval, source Source) []Holiday {
	kings := in // of 2007 by report
	if start := DateOf(2007, time.January, 1); kings.From.Before(start) {
		kings.From = start
	}
	return []Holiday{
		{Name: Text{VI: "Tết Dương lịch", EN: "New Year's Day"}, Month: 1, Day: 1, InForce: in, InLieu: true, Source: source},
		// Five days; where they lie around the first of the year is decided anew
		// each time. One before and four from it on is the assumption.
		{Name: tet(), Lunar: true, Month: 1, Day: 1, Before: 1, Length: 5, InForce: in, InLieu: true, Assumed: true, Source: source},
		{Name: Text{VI: "Giỗ Tổ Hùng Vương", EN: "Hùng Kings' Commemoration Day"}, Lunar: true, Month: 3, Day: 10, InForce: kings, InLieu: true, Source: source},
		{Name: Text{VI: "Ngày Chiến thắng", EN: "Victory Day"}, Month: 4, Day: 30, InForce: in, InLieu: true, Source: source},
		{Name: Text{VI: "Ngày Quốc tế lao động", EN: "International Labour Day"}, Month: 5, Day: 1, InForce: in, InLieu: true, Source: source},
		{Name: nationalDay(), Month: 9, Day: 2, InForce: in, InLieu: true, Source: source},
	}
}

func tet() Text { return Text{VI: "Tết Âm lịch", EN: "Lunar New Year"} }

func nationalDay() Text { return Text{VI: "Quốc khánh", EN: "National Day"} }

// HolidayYears returns what is known of the yearly decisions for state
// agencies: 2019 to 2026 settled, 2018 and 2027 in part. Days of Tết are given
// with those in lieu. Append later years to the result, or replace one.
func HolidayYears() []HolidayYear {
	return []HolidayYear{
		{Year: 2018, Decisions: []HolidayDecision{
			swaps(letter6519(), swapped("2018-12-31", "2019-01-05")),
		}},
		{Year: 2019, Settled: true, Decisions: []HolidayDecision{
			off(tet(), letter6519(), "2019-02-04", 5),
			swaps(letter6519(), swapped("2019-04-29", "2019-05-04")),
		}},
		// No number is reported. The press of the time writes that no day of the
		// year was swapped.
		{Year: 2020, Settled: true, Decisions: []HolidayDecision{
			off(tet(), reported("thông báo nghỉ Tết Âm lịch năm 2020 (không rõ số)", "socongthuong.daklak.gov.vn; kienthuc.net.vn"), "2020-01-23", 7),
		}},
		{Year: 2021, Settled: true, Decisions: []HolidayDecision{
			off(tet(), notice4875(), "2021-02-10", 7),
			off(nationalDay(), notice4875(), "2021-09-03", 1),
		}},
		{Year: 2022, Settled: true, Decisions: []HolidayDecision{
			off(tet(), notice119(), "2022-01-31", 5),
			off(nationalDay(), notice119(), "2022-09-01", 1),
		}},
		{Year: 2023, Settled: true, Decisions: []HolidayDecision{
			off(tet(), notice5034(), "2023-01-20", 7),
			off(nationalDay(), notice5034(), "2023-09-01", 1),
		}},
		{Year: 2024, Settled: true, Decisions: []HolidayDecision{
			off(tet(), notice5015(), "2024-02-08", 7),
			off(nationalDay(), notice5015(), "2024-09-03", 1),
			swaps(reported("Công văn 2450/VPCP-KGVX; Thông báo 1570/TB-BLĐTBXH", "vacanza/holidays; hc-holiday"), swapped("2024-04-29", "2024-05-04")),
		}},
		{Year: 2025, Settled: true, Decisions: []HolidayDecision{
			off(tet(), notice6150(""), "2025-01-27", 5),
			off(nationalDay(), notice6150(""), "2025-09-01", 1),
			swaps(notice6150("từ thứ Sáu ngày 02/5/2025 sang thứ Bảy ngày 26/4/2025"), swapped("2025-05-02", "2025-04-26")),
		}},
		// Công văn 3383/BNV-CVL of 2026-04-10 is reported to say that no day
		// around 30 April was swapped, 10065/VPCP-KGVX that 24 November is one day.
		{Year: 2026, Settled: true, Decisions: []HolidayDecision{
			swaps(reported("Công văn 12729/VPCP-KGVX", "hc-holiday; baochinhphu.vn"), swapped("2026-01-02", "2026-01-10")),
			off(tet(), notice9441(), "2026-02-16", 5),
			off(nationalDay(), notice9441(), "2026-09-01", 1),
			swaps(notice9441(), swapped("2026-08-31", "2026-08-22")),
		}},
		{Year: 2027, Decisions: []HolidayDecision{
			off(tet(), letter10065(), "2027-02-04", 7),
			off(nationalDay(), letter10065(), "2027-09-03", 1),
		}},
	}
}

func letter6519() Source {
	return reported("Công văn 6519/VPCP-KGVX năm 2018", "plo.vn; vacanza/holidays")
}

func notice4875() Source {
	return reported("Thông báo 4875/TB-LĐTBXH", "hanoimoi.vn; hc-holiday")
}

func notice119() Source {
	return reported("Thông báo 119/TB-LĐTBXH", "hc-holiday")
}

func notice5034() Source {
	return reported("Thông báo 5034/TB-LĐTBXH", "vietnamnet.vn; hc-holiday")
}

func notice5015() Source {
	return reported("Thông báo 5015/TB-LĐTBXH ngày 22/11/2023", "phunuvagiadinh.vn; hc-holiday")
}

// notice6150 is known in parts word for word.
func notice6150(quote string) Source {
	s := reported("Thông báo 6150/TB-BLĐTBXH ngày 03/12/2024", "hc-holiday")
	if quote != "" {
		s.Quote, s.Sure = quote, Quoted
	}
	return s
}

func notice9441() Source {
	return reported("Thông báo 9441/TB-BNV ngày 16/10/2025", "congan.com.vn; hc-holiday")
}

func letter10065() Source {
	return reported("Công văn 10065/VPCP-KGVX ngày 02/10/2026", "xaydungchinhsach.chinhphu.vn, as other programs cite it")
}

func reported(instrument, by string) Source {
	return Source{Citation{Instrument: instrument, Sure: Indirect}, by}
}

// off gives a run of days off.
func off(name Text, source Source, first string, days int) HolidayDecision {
	d := HolidayDecision{Name: name, Source: source}
	for i := range days {
		d.Off = append(d.Off, written(first).AddDays(i))
	}
	return d
}

func swaps(source Source, s ...Swap) HolidayDecision {
	return HolidayDecision{Swaps: s, Source: source}
}

func swapped(off, worked string) Swap {
	return Swap{Off: written(off), Worked: written(worked)}
}

// written reads a date of this file; the tests read them all.
func written(s string) Date {
	d, _ := ParseDate(s) // a date that is no date is refused by NewCalendar
	return d
}
