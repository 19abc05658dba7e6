package motcua

import (
	_ "embed"
	"errors"
	"slices"
	"strings"
	"sync"
)

// LevelOneCode is what is known of a level-1 code MX1X2 and the agency behind
// it.
//
// Phụ lục I Quyết định 20/2020/QĐ-TTg, which lists the codes, and Quyết định
// 09/2025/QĐ-TTg, which amends it, are not at hand word for word. So most
// entries are reports, Verified tells which are not, and no entry decides a
// verdict: a code that is missing here, closed, or of another name is no
// finding by itself.
type LevelOneCode struct {
	Code   string
	Name   Text // zero where only the code is reported
	State  LevelOneState
	Until  Date     // first day on which it is reported closed; zero: open or not known
	Sure   Sureness // how the entry was obtained
	Source string   // as a clerk cites it
	Dated  Date     // day of the source's issue, of its effect where the issue is not known
}

// Verified reports whether code and name were read in the text that Source names.
// State is a report in every entry.
func (c LevelOneCode) Verified() bool { return c.Sure == Read }

// LevelOneState tells whether a level-1 code is still given out.
type LevelOneState string

// The states. A closed code is still read: documents and dossiers of its time
// bear it.
const (
	LevelOneOpen      LevelOneState = "open"
	LevelOneClosed    LevelOneState = "closed"    // by the mergers of 2025
	LevelOneUnsettled LevelOneState = "unsettled" // reports differ
)

// Label returns the state in words.
func (s LevelOneState) Label() Text {
	switch s {
	case LevelOneOpen:
		return Text{VI: "đang sử dụng", EN: "in use"}
	case LevelOneClosed:
		return Text{VI: "đã đóng do sắp xếp, sáp nhập năm 2025", EN: "closed by the mergers of 2025"}
	case LevelOneUnsettled:
		return Text{VI: "các nguồn không thống nhất", EN: "reports differ"}
	}
	return Text{VI: string(s), EN: string(s)}
}

// LevelOne returns what is known of the code's level-1 group, false where the
// form has no levels or nothing is known. The list is that of QĐ 20/2020; for a
// code of QCVN 102 it is one more supposition.
func (a AgencyID) LevelOne() (LevelOneCode, bool) {
	list := levelOneCodes()
	i, ok := slices.BinarySearchFunc(list, a.Component(1), func(c LevelOneCode, code string) int {
		return strings.Compare(c.Code, code)
	})
	if !ok {
		return LevelOneCode{}, false
	}
	return list[i], true
}

// LevelOneCodes lists the level-1 codes that anything is known of, by code.
func LevelOneCodes() []LevelOneCode { return slices.Clone(levelOneCodes()) }

//go:embed agencyid_levelone.tsv
var levelOneTable string

// levelOneCodes reads the table when it is first asked for. A row that is not
// whole is left out; a test counts them.
var levelOneCodes = sync.OnceValue(func() []LevelOneCode {
	var list []LevelOneCode
	_, rows, _ := strings.Cut(levelOneTable, "\n") // without the heading
	for row := range strings.Lines(rows) {
		if c, ok := readLevelOne(strings.TrimSuffix(row, "\n")); ok {
			list = append(list, c)
		}
	}
	return list
})

// readLevelOne reads code, Vietnamese and English name, state, end, sureness,
// source and its date.
func readLevelOne(row string) (LevelOneCode, bool) {
	cells := strings.Split(row, "\t")
	if len(cells) != 8 {
		return LevelOneCode{}, false
	}
	c := LevelOneCode{
		Code: cells[0], Name: Text{VI: cells[1], EN: cells[2]}, State: LevelOneState(cells[3]),
		Sure: Sureness(cells[5]), Source: cells[6],
	}
	err := errors.Join(c.Until.UnmarshalText([]byte(cells[4])), c.Dated.UnmarshalText([]byte(cells[7])))
	return c, err == nil
}
