package motcua

import (
	"cmp"
	"fmt"
	"slices"
)

// Jurisdiction says whose rule it is: the nation's, or one locality's.
type Jurisdiction string

// The jurisdictions whose texts are modelled.
const (
	National  Jurisdiction = "national"
	HaiDuong  Jurisdiction = "hai-duong"
	HoaBinh   Jurisdiction = "hoa-binh"
	LaiChau   Jurisdiction = "lai-chau-sct" // its department of industry and trade
	NgheAn    Jurisdiction = "nghe-an"
	TuanGiao  Jurisdiction = "tuan-giao"
	noneNamed Jurisdiction = ""
)

// Jurisdictions lists all jurisdictions, the nation first, then the localities
// in alphabetical order.
func Jurisdictions() []Jurisdiction {
	return []Jurisdiction{National, HaiDuong, HoaBinh, LaiChau, NgheAn, TuanGiao}
}

// ParseJurisdiction reads the name of a jurisdiction, as in “nghe-an”.
//
// Errors: [ErrJurisdiction].
func ParseJurisdiction(s string) (Jurisdiction, error) {
	if j := Jurisdiction(s); slices.Contains(Jurisdictions(), j) {
		return j, nil
	}
	return noneNamed, fmt.Errorf("motcua: parse jurisdiction: %w", ErrJurisdiction)
}

// Compare orders jurisdictions: the nation first, then by name.
func (j Jurisdiction) Compare(k Jurisdiction) int {
	if (j == National) != (k == National) {
		if j == National {
			return -1
		}
		return 1
	}
	return cmp.Compare(j, k)
}

// Name returns the jurisdiction's name as people write it.
func (j Jurisdiction) Name() Text {
	switch j {
	case National:
		return Text{VI: "Toàn quốc", EN: "National"}
	case HaiDuong:
		return Text{VI: "Tỉnh Hải Dương", EN: "Hải Dương province"}
	case HoaBinh:
		return Text{VI: "Tỉnh Hòa Bình", EN: "Hòa Bình province"}
	case LaiChau:
		return Text{VI: "Sở Công Thương tỉnh Lai Châu", EN: "Lai Châu department of industry and trade"}
	case NgheAn:
		return Text{VI: "Tỉnh Nghệ An", EN: "Nghệ An province"}
	case TuanGiao:
		return Text{VI: "Huyện Tuần Giáo, tỉnh Điện Biên", EN: "Tuần Giáo district, Điện Biên province"}
	}
	return Text{VI: string(j), EN: string(j)}
}

// Status tells how firm the text behind a rule is.
type Status string

// The statuses of a regulation. Only an issued one may decide legal value; the
// other two are evaluated only when their locality is named, and say so.
const (
	Issued      Status = "issued"
	Draft       Status = "draft"
	Unconfirmed Status = "unconfirmed" // number or date of issue is not known
)

// Label returns the status in words.
func (s Status) Label() Text {
	switch s {
	case Issued:
		return Text{VI: "đã ban hành", EN: "issued"}
	case Draft:
		return Text{VI: "dự thảo, chỉ để tham khảo", EN: "draft, advisory only"}
	case Unconfirmed:
		return Text{VI: "chưa rõ số và ngày ban hành, chỉ để tham khảo", EN: "number and date of issue unconfirmed, advisory only"}
	}
	return Text{VI: string(s), EN: string(s)}
}
