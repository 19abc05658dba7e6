package token_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/token"
)

// A renewal is asked for too late: the answer names the article.
func ExampleNext() {
	calendar, err := motcua.NewCalendar(motcua.CalendarOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	certificate := token.CertificateRecord{
		ID: "C-17", Subscriber: "S-17", Kind: token.ForPerson, State: token.LifeInUse,
		NotAfter: time.Date(2023, time.June, 30, 16, 59, 59, 0, time.UTC),
	}
	now := time.Date(2023, time.May, 15, 2, 0, 0, 0, time.UTC)
	if last, ok, _ := token.RenewBy(certificate, now); ok {
		fmt.Println("hạn đề nghị gia hạn:", last.Vietnamese())
	}
	_, err = token.Next(certificate, token.Action{
		Act: token.ActAsk, Request: token.ForRenewal, By: token.AsSubscriber, At: now,
		Papers: []token.PaperKind{token.PaperRequest},
	}, calendar, token.LifeOptions{})

	var refused *token.RefusalError
	if errors.As(err, &refused) {
		fmt.Println(refused.Why.VI)
		fmt.Println(refused.Basis)
	}
	// Output:
	// hạn đề nghị gia hạn: 01/05/2023
	// thời hạn còn lại dưới 60 ngày
	// Điều 63 khoản 1 Nghị định 130/2018/NĐ-CP
}
