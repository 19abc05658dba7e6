package dossier

import "github.com/motcua/motcua"

// The instruments that this package cites.
const (
	instrumentDecree61  = "Nghị định 61/2018/NĐ-CP"
	instrumentDecree118 = "Nghị định 118/2025/NĐ-CP"
	instrumentDecree45  = "Nghị định 45/2020/NĐ-CP"
	instrumentCircular1 = "Thông tư 01/2018/TT-VPCP"
	instrumentHaiDuong  = "Quy chế quản lý, vận hành, khai thác sử dụng Hệ thống Một cửa điện tử liên thông và Cổng dịch vụ công trực tuyến tỉnh Hải Dương (dự thảo 2019)"
)

// read cites a provision whose text was read.
func read(instrument, provision, quote string) motcua.Citation {
	return motcua.Citation{Instrument: instrument, Provision: provision, Quote: quote, Sure: motcua.Read}
}

// inDecree61 is when Nghị định 61/2018/NĐ-CP was in force. The text held shows
// no trace of Nghị định 107/2021/NĐ-CP, which amended it from 2021-12-06.
func inDecree61() motcua.Interval { return motcua.Interval{From: decree61(), Until: decree118()} }

// inDecree118 is when Nghị định 118/2025/NĐ-CP is in force.
func inDecree118() motcua.Interval { return motcua.Interval{From: decree118()} }

// circular is when Thông tư 01/2018/TT-VPCP is applied: with the decree that it
// guides, since no text that ends it is held.
func circular() motcua.Interval { return motcua.Interval{From: circular1(), Until: decree118()} }

// amended61 and amended118 say what is not held of the two decrees.
func amended61() motcua.Text {
	return motcua.Text{
		VI: "Nghị định 107/2021/NĐ-CP sửa đổi Nghị định 61/2018/NĐ-CP từ ngày 06/12/2021; chưa có toàn văn sửa đổi để đối chiếu.",
		EN: "Nghị định 107/2021/NĐ-CP amended Nghị định 61/2018/NĐ-CP from 2021-12-06; the amending text is not held.",
	}
}

func amended118() motcua.Text {
	return motcua.Text{
		VI: "Nghị định 367/2025/NĐ-CP được cho là sửa đổi Nghị định 118/2025/NĐ-CP; chưa có toàn văn sửa đổi để đối chiếu.",
		EN: "Nghị định 367/2025/NĐ-CP is reported to amend Nghị định 118/2025/NĐ-CP; the amending text is not held.",
	}
}

// national builds a rule of the nation on a text that was issued.
func national(id string, title motcua.Text, in motcua.Interval, anchor motcua.Anchor, cited motcua.Citation) motcua.Rule {
	r := motcua.Rule{
		ID: "dossier/" + id, Title: title, Jurisdiction: motcua.National, Status: motcua.Issued,
		InForce: in, Anchor: anchor, Duty: motcua.Must, Citation: cited,
	}
	switch cited.Instrument {
	case instrumentDecree61:
		r.Outside = amended61()
	case instrumentDecree118:
		r.Outside = amended118()
	}
	return r
}
