package motcua_test

import (
	"fmt"
	"time"

	"github.com/motcua/motcua"
)

// A code says by itself how it is built and where its agency stands.
func ExampleParseAgencyID() {
	// “000.06.16.G09 là mã định danh của Trung tâm Tin học, Cục Văn thư và Lưu
	// trữ nhà nước, Bộ Nội vụ” (Điều 16 Thông tư 01/2019/TT-BNV).
	centre, err := motcua.ParseAgencyID("000.06.16.G09")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(centre.Form().Label().EN)
	fmt.Println("level", centre.Level(), "of", centre.Component(1))
	for a, ok := centre.Parent(); ok; a, ok = a.Parent() {
		fmt.Println(a, a.Contains(centre))
	}
	// Output:
	// 13-character code of QCVN 102:2016/BTTTT
	// level 3 of G09
	// 000.00.16.G09 true
	// 000.00.00.G09 true
}

// Which code followed an old one is for the issuer's list to say; turning the
// groups around is a guess that says so.
func ExampleAgencyTable() {
	old, _ := motcua.ParseAgencyID("000.00.07.H60")
	issued, _ := motcua.ParseAgencyID("H60.31")
	table, err := motcua.NewAgencyTable([]motcua.AgencyPair{{Old: old, New: issued, Source: "the province's list"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	if p, ok := table.Successor(old); ok {
		fmt.Println(p.New, "by", p.Source)
	}
	if s, ok := old.SuggestQD20(); ok {
		fmt.Println(s.To, "perhaps:", s.Doubts[0].Label().EN)
	}
	// Output:
	// H60.31 by the province's list
	// H60.07 perhaps: The code comes of turning the groups around; the level-1 agency may have issued another one.
}

// Codes closed by the mergers of 2025 are still read, and say so.
func ExampleAgencyID_LevelOne() {
	a, err := motcua.ParseAgencyID("000.00.15.H28")
	if err != nil {
		fmt.Println(err)
		return
	}
	if one, ok := a.LevelOne(); ok {
		fmt.Println(one.Name.EN, one.State, one.Until, "verified:", one.Verified())
	}
	// Output: People's Committee of Hòa Bình province closed 2025-07-01 verified: false
}

func ExampleAgencyForm_Standing() {
	for _, year := range []int{2019, 2021, 2025} {
		fmt.Println(year, motcua.AgencyQCVN102.Standing(motcua.DateOf(year, time.January, 1)))
	}
	// Output:
	// 2019 due
	// 2021 adapting
	// 2025 superseded
}
