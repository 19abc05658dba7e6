package dossier_test

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
)

// A code as a ministry's portal writes it is read, with what is unusual in it.
func ExampleParseCode() {
	code, err := dossier.ParseCode("G09.20-20260609-0092637")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(code.Agency(), code.Received(), code.Sequence(), code.Form())
	for _, w := range code.Warnings() {
		fmt.Println(w.Label().EN)
	}
	// Output:
	// G09.20 2026-06-09 92637 tolerant
	// The day has eight digits instead of six.
	// The ordinal has more than four digits.
}

// A register in which one number is missing and one was given twice.
func ExampleAuditCodes() {
	var register []dossier.IssuedCode
	for _, text := range []string{"H56.14-240823-0001", "H56.14-240823-0003", "H56.14-240823-0003"} {
		code, err := dossier.ParseCode(text)
		if err != nil {
			fmt.Println(err)
			return
		}
		register = append(register, dossier.IssuedCode{Code: code})
	}
	for _, f := range dossier.AuditCodes(slices.Values(register), dossier.AuditOptions{}) {
		cited, _ := f.Fault.Citation(f.Received)
		fmt.Printf("%s: %d (%s)\n", f.Fault.Label().VI, f.Sequence, cited)
	}
	// Output:
	// Thiếu số thứ tự trong ngày: 2 (Điều 26 khoản 2 điểm b Nghị định 61/2018/NĐ-CP)
	// Trùng số thứ tự trong ngày: 3 (Điều 26 khoản 2 điểm b Nghị định 61/2018/NĐ-CP)
}

// A dossier is handed in and received; what is owed is listed, and what may not
// be done is refused by the article.
func ExampleNext() {
	calendar, err := motcua.NewCalendar(motcua.CalendarOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	office := dossier.Office{Calendar: calendar}
	agency, err := motcua.ParseAgencyID("H56.14")
	if err != nil {
		fmt.Println(err)
		return
	}
	procedure := dossier.Procedure{
		Code: "1.000948.H56", Name: "Cấp giấy phép", Level: dossier.LevelProvince,
		Deciding: agency, Term: motcua.Term{N: 5, Unit: motcua.WorkingDays},
	}
	morning := time.Date(2025, time.July, 3, 2, 30, 0, 0, time.UTC) // 09:30 in Việt Nam
	code, err := dossier.NewCode(agency, motcua.DateAt(morning), 1)
	if err != nil {
		fmt.Println(err)
		return
	}

	var c dossier.Case
	for _, act := range []dossier.Act{
		{Kind: dossier.ActSubmit, Case: "a1", Procedure: &procedure, Channel: dossier.ChannelDirect, By: dossier.Actor{Role: dossier.RoleApplicant}},
		{Kind: dossier.ActReceive, Code: code, By: dossier.Actor{Role: dossier.RoleOneStop}},
	} {
		out, err := dossier.Next(c, act, morning, office)
		if err != nil {
			fmt.Println(err)
			return
		}
		c = out.Case
		for _, p := range out.Papers {
			fmt.Println(p.Kind.Label().VI, c.Code)
		}
	}
	for _, d := range c.Deadlines {
		fmt.Printf("%s: %s\n", d.Kind.Label().EN, d.Due.Receipt().EN)
	}

	_, err = dossier.Next(c, dossier.Act{Kind: dossier.ActDecide, By: dossier.Actor{Role: dossier.RoleHead}}, morning, office)
	var refused *dossier.RefusalError
	if errors.As(err, &refused) {
		fmt.Println(refused.Reason, refused.Ground)
	}
	// Output:
	// Giấy tiếp nhận hồ sơ và hẹn trả kết quả H56.14-250703-0001
	// Result: 17:00 on 2025-07-10
	// Apology, should the result be late: 23:59 on 2025-07-09
	// Return of what cannot be decided yet: 17:00 on 2025-07-08
	// Forwarding: 17:00 on 2025-07-03
	// state Điều 22 khoản 1 Nghị định 118/2025/NĐ-CP
}
