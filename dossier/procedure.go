package dossier

import (
	"fmt"

	"github.com/motcua/motcua"
)

// Level is the level of government that decides a procedure.
type Level string

// The levels. Districts have none since 2025-07-01, when Điều 3 khoản 3 Nghị
// định 118/2025/NĐ-CP names those of ministries, provinces and communes.
const (
	LevelMinistry Level = "ministry"
	LevelProvince Level = "province"
	LevelDistrict Level = "district"
	LevelCommune  Level = "commune"
)

// PartKind says in what form a part of the file is handed in.
type PartKind string

// The kinds of parts.
const (
	PartOriginal  PartKind = "original"  // bản chính
	PartCertified PartKind = "certified" // bản sao chứng thực
	PartCopy      PartKind = "copy"      // bản sao, bản chụp
	PartForm      PartKind = "form"      // đơn, tờ khai
)

// Part is one document of a procedure's file (thành phần hồ sơ).
type Part struct {
	Code   string      `json:"code"`
	Name   string      `json:"name"`
	Kind   PartKind    `json:"kind"`
	Number int         `json:"number"` // of copies, from 1
	Paper  bool        `json:"paper,omitempty"`
	Note   motcua.Text `json:"note,omitzero"`
}

// Step is the part of one agency in a procedure that several decide together.
type Step struct {
	Agency motcua.AgencyID `json:"agency"`
	Work   string          `json:"work"`
	Term   motcua.Term     `json:"term,omitzero"` // zero: none of its own
}

// SectorTerm is a time limit that the law of a sector sets in place of the
// decree's. Zero: the decree's stands.
type SectorTerm struct {
	Term  motcua.Term `json:"term"`
	Basis string      `json:"basis"` // the text that sets it, as a clerk cites it
}

// IsZero reports whether the decree's limit stands.
func (s SectorTerm) IsZero() bool { return s == SectorTerm{} }

// Procedure is a procedure as the deciding agency announced it.
type Procedure struct {
	Code      string          `json:"code"` // as in 1.000948.H38
	Name      string          `json:"name"`
	Field     FieldCode       `json:"field,omitzero"`
	Level     Level           `json:"level"`
	Receiving motcua.AgencyID `json:"receiving,omitzero"` // competent to receive
	Deciding  motcua.AgencyID `json:"deciding"`           // competent to decide
	Parts     []Part          `json:"parts,omitempty"`
	Fee       int64           `json:"fee,omitempty"` // in đồng
	Term      motcua.Term     `json:"term"`          // to decide; unused with Immediate
	// Immediate: the result is given as soon as the dossier is received.
	Immediate bool `json:"immediate,omitempty"`
	// LinkedGroup: a group of linked procedures that is handed in as one dossier.
	LinkedGroup bool `json:"linkedGroup,omitempty"`
	// Steps are the agencies that decide together, in their order, the leading one
	// first; none where one agency decides.
	Steps []Step `json:"steps,omitempty"`
	// What the law of the sector sets otherwise.
	AnswerTerm SectorTerm `json:"answerTerm,omitzero"` // to answer online dossiers
	ReturnTerm SectorTerm `json:"returnTerm,omitzero"` // to return what cannot be decided
	CloseTerm  SectorTerm `json:"closeTerm,omitzero"`  // to close what is not completed
}

// Bounds of a procedure.
const (
	maxParts = 200
	maxSteps = 50
	maxText  = 4000 // bytes of a name, reason or note
)

// Check tells whether the procedure can be carried out.
//
// Errors: [ErrProcedure].
func (p Procedure) Check() error {
	wrong := func(what string) error { return fmt.Errorf("dossier: procedure: %w: %s", ErrProcedure, what) }
	switch {
	case p.Code == "" || len(p.Code) > maxText || p.Name == "" || len(p.Name) > maxText:
		return wrong("code or name is missing or too long")
	case p.Deciding.IsZero():
		return wrong("no agency decides it")
	case !p.Immediate && p.Term.N < 1:
		return wrong("it has no time limit")
	case p.Fee < 0:
		return wrong("the fee is negative")
	case len(p.Parts) > maxParts || len(p.Steps) > maxSteps:
		return wrong("too many parts or steps")
	}
	for _, part := range p.Parts {
		if part.Name == "" || len(part.Name) > maxText || part.Number < 1 {
			return wrong("a part has no name or number")
		}
	}
	for _, step := range p.Steps {
		if step.Agency.IsZero() || len(step.Work) > maxText {
			return wrong("a step has no agency")
		}
	}
	return nil
}
