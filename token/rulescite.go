package token

import "github.com/motcua/motcua"

// The instruments that the package cites.
const (
	decree130   = "Nghị định 130/2018/NĐ-CP"
	circular185 = "Thông tư 185/2019/TT-BQP"
	decree68    = "Nghị định 68/2024/NĐ-CP"
	decree30    = "Nghị định 30/2020/NĐ-CP"
	circular41  = "Thông tư 41/2017/TT-BTTTT"
	haiDuong    = "Quy chế quản lý, sử dụng chứng thư số, chữ ký số chuyên dùng tỉnh Hải Dương (dự thảo 2019)"
	hoaBinh     = "Quyết định 13/2020/QĐ-UBND tỉnh Hòa Bình"
	laiChau     = "Quy chế văn bản điện tử của Sở Công Thương tỉnh Lai Châu (02/10/2019)"
	ngheAn      = "Quyết định 65/2016/QĐ-UBND tỉnh Nghệ An"
	tuanGiao    = "Quy chế tiếp nhận, xử lý, phát hành và quản lý văn bản điện tử có sử dụng chữ ký số huyện Tuần Giáo (2022)"
)

// clause is a place of the law that an act, a limit or a rule rests on. It knows
// its own words, so that each is quoted once.
type clause struct {
	instrument, provision, quote string
}

func (c clause) citation() motcua.Citation {
	sure := motcua.Read
	if c.instrument == decree68 {
		sure = motcua.Quoted
	}
	return motcua.Citation{Instrument: c.instrument, Provision: c.provision, Quote: c.quote, Sure: sure}
}

func on130(provision, quote string) clause { return clause{decree130, provision, quote} }
func on185(provision, quote string) clause { return clause{circular185, provision, quote} }
func on68(provision, quote string) clause  { return clause{decree68, provision, quote} }
func on30(provision, quote string) clause  { return clause{decree30, provision, quote} }
