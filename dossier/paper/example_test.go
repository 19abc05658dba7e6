package paper_test

import (
	"bytes"
	"fmt"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
	"github.com/motcua/motcua/dossier/paper"
)

// A refusal is made out from the events of the dossier.
func ExampleMake() {
	calendar, err := motcua.NewCalendar(motcua.CalendarOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	agency, err := motcua.ParseAgencyID("H56.14")
	if err != nil {
		fmt.Println(err)
		return
	}
	var c dossier.Case
	var events []dossier.Event
	for _, a := range []dossier.Act{
		{Kind: dossier.ActSubmit, By: dossier.Actor{Role: dossier.RoleApplicant}, Case: "1", Channel: dossier.ChannelDirect,
			Procedure: &dossier.Procedure{Code: "1.000948.H56", Name: "Cấp giấy phép", Deciding: agency, Term: motcua.Term{N: 5, Unit: motcua.WorkingDays}}},
		{Kind: dossier.ActRefuse, By: dossier.Actor{Role: dossier.RoleOneStop}, Reason: "Không thuộc thẩm quyền giải quyết"},
	} {
		out, err := dossier.Next(c, a, time.Date(2024, 8, 19, 9, 0, 0, 0, time.FixedZone("+07", 7*60*60)), dossier.Office{Calendar: calendar})
		if err != nil {
			fmt.Println(err)
			return
		}
		c, events = out.Case, append(events, out.Events...)
	}
	p, err := paper.Make(dossier.PaperRefusal, events, paper.Details{Agency: "SỞ XÂY DỰNG", Applicant: paper.Applicant{Name: "Nguyễn Văn A"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	var pdf bytes.Buffer
	if err := p.PDF(&pdf); err != nil {
		fmt.Println(err)
		return
	}
	form, _ := p.Form()
	fmt.Println(form.Title.VI+",", form.Number, form.Citation.Instrument)
	fmt.Println(string(pdf.Bytes()[:5]))
	// Output:
	// Phiếu từ chối tiếp nhận giải quyết hồ sơ, Mẫu số 03 Thông tư 01/2018/TT-VPCP
	// %PDF-
}
