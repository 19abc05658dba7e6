package signature_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
)

// A clerk wants to sign with the agency's key what nobody has signed yet.
func ExampleProcess_Allow() {
	on := motcua.DateOf(2021, time.March, 1)
	process := signature.Processes(motcua.Profile{}, on)[0]
	fmt.Println(process.Title.EN)

	g := signature.Progress{On: on, Done: []signature.StepTaken{{Step: signature.StepDraft, By: signature.ActorDrafter}}}
	var refused *signature.ProcessError
	if err := process.Allow(g, signature.StepAgencySign, signature.ActorClerk); errors.As(err, &refused) {
		fmt.Println(refused.Text.EN)
		fmt.Println(refused.Citation)
	}
	next, err := process.Next(g)
	if err != nil {
		fmt.Println(err)
	}
	for _, n := range next {
		fmt.Printf("%s, by %s: refused %t\n", n.Step.Title.EN, n.Step.By.Label().EN, n.Refused != nil)
	}
	// Output:
	// Competent person signs, then the agency
	// It is not the turn of the step “Signature of the agency”: the step due is “Personal signature”, by the competent person.
	// Điều 14 khoản 3 Nghị định 30/2020/NĐ-CP
	// Personal signature, by the competent person: refused false
}
