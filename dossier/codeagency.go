package dossier

import (
	"fmt"

	"github.com/motcua/motcua"
)

// CodeParties are the agencies whose identifier may belong into a code.
type CodeParties struct {
	Receiving motcua.AgencyID // competent to receive the procedure
	Deciding  motcua.AgencyID // competent to decide it
	// LinkedGroup: the dossier is for a group of linked procedures; Online: it
	// was handed in on the national portal. Both count from 2025-07-01.
	LinkedGroup bool
	Online      bool
	OneStop     motcua.AgencyID // the one-stop unit at which it was handed in
	Portal      motcua.AgencyID // the national portal
}

// CodeAgency returns the agency whose identifier begins the code of a dossier
// received on a day, and the text that says so: the one competent to receive
// (Điều 26 khoản 2 điểm a Nghị định 61/2018/NĐ-CP), from 2025-07-01 the one
// competent to decide, for a group of linked procedures the one-stop unit or,
// online, the national portal (Điều 28 khoản 2 điểm a Nghị định
// 118/2025/NĐ-CP).
//
// Errors: [ErrCodeParty] where that agency is not among the parties, and before
// 2018-06-21, when no text held knew codes.
func CodeAgency(received motcua.Date, p CodeParties) (motcua.AgencyID, motcua.Citation, error) {
	agency, cited := motcua.AgencyID{}, receivingAgency()
	switch {
	case received.Before(decree61()):
		return motcua.AgencyID{}, motcua.Citation{}, fmt.Errorf("dossier: agency of a code of %s: %w", received, ErrCodeParty)
	case received.Before(decree118()):
		agency = p.Receiving
	default:
		agency, cited = p.current()
	}
	if agency.IsZero() {
		return motcua.AgencyID{}, cited, fmt.Errorf("dossier: agency of a code (%s): %w", cited, ErrCodeParty)
	}
	return agency, cited, nil
}

// current picks the agency since 2025-07-01.
func (p CodeParties) current() (motcua.AgencyID, motcua.Citation) {
	switch {
	case p.LinkedGroup && p.Online:
		return p.Portal, linkedAgency()
	case p.LinkedGroup:
		return p.OneStop, linkedAgency()
	}
	return p.Deciding, decidingAgency()
}

func receivingAgency() motcua.Citation {
	return read(instrumentDecree61, "Điều 26 khoản 2 điểm a", "Mã định danh của cơ quan có thẩm quyền tiếp nhận thủ tục hành chính.")
}

func decidingAgency() motcua.Citation {
	return read(instrumentDecree118, "Điều 28 khoản 2 điểm a", "Mã định danh của cơ quan có thẩm quyền giải quyết thủ tục hành chính.")
}

func linkedAgency() motcua.Citation {
	return read(instrumentDecree118, "Điều 28 khoản 2 điểm a",
		"Đối với hồ sơ nhóm thủ tục hành chính liên thông, sử dụng mã định danh của Bộ phận Một cửa nơi tiếp nhận (trường hợp nộp trực tiếp) hoặc mã định danh của Cổng Dịch vụ công quốc gia (trường hợp nộp trực tuyến).")
}
