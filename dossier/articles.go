package dossier

import "github.com/motcua/motcua"

// The provisions that acts, deadlines and rules share.

func d61(provision, quote string) motcua.Citation { return read(instrumentDecree61, provision, quote) }
func d118(provision, quote string) motcua.Citation {
	return read(instrumentDecree118, provision, quote)
}

func once61() motcua.Citation {
	return d61("Điều 15 khoản 3", "thì người tiếp nhận hồ sơ thủ tục hành chính hướng dẫn đại diện tổ chức, cá nhân bổ sung một lần đầy đủ, chính xác.")
}

func once118() motcua.Citation {
	return d118("Điều 16 khoản 3", "thì cán bộ, công chức, viên chức, nhân viên tiếp nhận hồ sơ thủ tục hành chính hướng dẫn đại diện tổ chức, cá nhân bổ sung một lần đầy đủ, chính xác.")
}

func supplement45() motcua.Citation {
	return read(instrumentDecree45, "Điều 12 khoản 2 điểm c", "Việc sửa đổi, bổ sung thông tin, hồ sơ điện tử được lưu lại lịch sử sửa đổi và không làm thay đổi mã hồ sơ thủ tục hành chính.")
}

func answerOnline45() motcua.Citation {
	return read(instrumentDecree45, "Điều 11 khoản 4", "Cán bộ, công chức, viên chức thông báo về việc tiếp nhận chính thức hoặc yêu cầu chỉnh sửa, bổ sung hồ sơ cho tổ chức, cá nhân không muộn hơn tám giờ làm việc kể từ khi hệ thống tiếp nhận.")
}

func answerOnline118() motcua.Citation {
	return d118("Điều 17 khoản 2 điểm c", "Cán bộ, công chức, viên chức, nhân viên tại Bộ phận Một cửa thông báo về việc tiếp nhận chính thức hoặc yêu cầu chỉnh sửa, bổ sung hồ sơ cho tổ chức, cá nhân không muộn hơn 08 (tám) giờ làm việc kể từ khi Hệ thống thông tin giải quyết thủ tục hành chính tiếp nhận hồ sơ hoặc theo thời hạn được quy định tại pháp luật chuyên ngành.")
}

func officerNotice118() motcua.Citation {
	return d118("Điều 17 khoản 2", "Trong vòng 02 giờ kể từ khi Cổng Dịch vụ công quốc gia phản hồi cho tổ chức, cá nhân, Hệ thống thông tin giải quyết thủ tục hành chính cấp bộ, cấp tỉnh có thông báo với cán bộ, công chức, viên chức, nhân viên tiếp nhận hồ sơ tại Bộ phận Một cửa để xem xét, kiểm tra tính chính xác, đầy đủ của hồ sơ.")
}

func oneCode61() motcua.Citation {
	return d61("Điều 17 khoản 3", "Mỗi hồ sơ thủ tục hành chính sau khi được tiếp nhận sẽ được cấp một Mã số hồ sơ được ghi trong Giấy tiếp nhận hồ sơ và hẹn trả kết quả.")
}

func oneCode118() motcua.Citation {
	return d118("Điều 17 khoản 3", "Mỗi hồ sơ thủ tục hành chính sau khi được tiếp nhận sẽ được cấp 01 (một) Mã số hồ sơ được ghi trong Giấy tiếp nhận hồ sơ và hẹn trả kết quả.")
}

func clock118() motcua.Citation {
	return d118("Điều 17 khoản 3", "Thời gian giải quyết thủ tục hành chính được tính từ thời điểm hồ sơ đã được tiếp nhận đầy đủ, hợp lệ và được thể hiện trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả.")
}

func forward61() motcua.Citation {
	return d61("Điều 18 khoản 2", forwardQuote)
}

func forward118() motcua.Citation {
	return d118("Điều 18 khoản 2", forwardQuote)
}

const forwardQuote = "Chuyển ngay hồ sơ tiếp nhận trực tiếp trong ngày làm việc hoặc chuyển vào đầu giờ ngày làm việc tiếp theo đối với trường hợp tiếp nhận sau 15 giờ hàng ngày."

func forwardOther61() motcua.Citation {
	return d61("Điều 18 khoản 3", "cán bộ, công chức, viên chức tiếp nhận chuyển hồ sơ giấy và hồ sơ điện tử cho Bộ phận Một cửa của cơ quan có thẩm quyền đó trong ngày làm việc hoặc đầu giờ ngày làm việc tiếp theo đối với trường hợp tiếp nhận sau 15 giờ hàng ngày để xử lý theo quy định.")
}

func forwardOther118() motcua.Citation {
	return d118("Điều 20 khoản 1 điểm a", "chuyển hồ sơ giấy đến cơ quan có thẩm quyền để giải quyết trong không quá 01 ngày làm việc kể từ khi tiếp nhận hồ sơ.")
}

func answer61() motcua.Citation {
	return d61("Điều 19 khoản 5 điểm b", "Cơ quan, đơn vị được lấy ý kiến có trách nhiệm trả lời các nội dung được lấy ý kiến theo thời hạn lấy ý kiến")
}

func answer118() motcua.Citation {
	return d118("Điều 19 khoản 4 điểm c", "Cơ quan, đơn vị được lấy ý kiến có trách nhiệm trả lời các nội dung được xin ý kiến bằng văn bản theo thời hạn quy định và chịu trách nhiệm về nội dung trả lời.")
}

func step61() motcua.Citation {
	return d61("Điều 19 khoản 6 điểm a", "trong đó Phiếu chuyển xử lý phải nêu rõ nội dung công việc, thời hạn giải quyết của từng cơ quan;")
}

func step118() motcua.Citation {
	return d118("Điều 20 khoản 2 điểm a", "trong đó Phiếu chuyển xử lý phải nêu rõ nội dung công việc, thời hạn giải quyết của từng cơ quan;")
}

func return61() motcua.Citation {
	return d61("Điều 19 khoản 4", returnQuote)
}

func return118() motcua.Citation {
	return d118("Điều 19 khoản 5", returnQuote)
}

const returnQuote = "Thời gian thông báo trả lại hồ sơ không quá 03 ngày làm việc kể từ ngày tiếp nhận hồ sơ, trừ trường hợp pháp luật chuyên ngành có quy định cụ thể về thời gian. Thời hạn giải quyết được tính lại từ đầu sau khi nhận đủ hồ sơ."

func close118() motcua.Citation {
	return d118("Điều 19 khoản 5", "Sau 15 ngày kể từ khi thông báo hoặc theo thời hạn quy định của pháp luật chuyên ngành, nếu tổ chức, cá nhân không hoàn thành việc hoàn thiện hồ sơ, cán bộ, công chức, viên chức, nhân viên Bộ phận Một cửa thực hiện đóng hồ sơ trên Hệ thống thông tin giải quyết thủ tục hành chính.")
}

func apology61() motcua.Citation {
	return d61("Điều 19 khoản 9", "Đối với hồ sơ quá hạn giải quyết, trong thời hạn chậm nhất 01 ngày trước ngày hết hạn, cơ quan, đơn vị có thẩm quyền giải quyết hồ sơ phải thông báo bằng văn bản cho Bộ phận Một cửa và gửi văn bản xin lỗi tổ chức, cá nhân")
}

func apology118() motcua.Citation {
	return d118("Điều 19 khoản 6", "Đối với hồ sơ dự kiến quá hạn giải quyết, trong thời hạn chậm nhất 01 ngày trước ngày hết hạn, cơ quan, đơn vị có thẩm quyền giải quyết hồ sơ phải thông báo bằng văn bản cho Bộ phận Một cửa và gửi văn bản xin lỗi tổ chức, cá nhân")
}

func reappoint61() motcua.Citation {
	return d61("Điều 19 khoản 9", reappointQuote)
}

func reappoint118() motcua.Citation {
	return d118("Điều 19 khoản 6", reappointQuote)
}

const reappointQuote = "Việc hẹn lại ngày trả kết quả được thực hiện không quá một lần."

func withdraw118() motcua.Citation {
	return d118("Điều 21 khoản 1", "Tổ chức, cá nhân nộp hồ sơ trực tiếp hoặc qua dịch vụ bưu chính được yêu cầu dừng thực hiện thủ tục hành chính trong khoảng thời gian kể từ khi nhận được Giấy tiếp nhận và trả kết quả nộp hồ sơ hợp lệ cho đến trước khi cơ quan, tổ chức có thẩm quyền ban hành quyết định giải quyết thủ tục hành chính hoặc có văn bản thông báo kết quả giải quyết thủ tục hành chính; trừ trường hợp pháp luật chuyên ngành có quy định khác.")
}

// adjust118 leaves out the verb, which the source misprints as “đừng”.
func adjust118() motcua.Citation {
	return d118("Điều 21 khoản 2", "điều chỉnh nội dung hồ sơ thông qua chức năng của Cổng Dịch vụ công quốc gia kể từ thời điểm hệ thống tiếp nhận thành công đến trước khi cơ quan, tổ chức có thẩm quyền ban hành quyết định giải quyết thủ tục hành chính hoặc có văn bản thông báo kết quả giải quyết thủ tục hành chính.")
}

func handOver61() motcua.Citation {
	return d61("Điều 20 khoản 3", "Tổ chức, cá nhân nhận kết quả giải quyết thủ tục hành chính theo thời gian, địa điểm ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
}

func handOver118() motcua.Citation {
	return d118("Điều 22 khoản 3", "Cán bộ, công chức, viên chức, nhân viên Bộ phận Một cửa trả kết quả giải quyết thủ tục hành chính cho tổ chức, cá nhân theo thời gian, địa điểm, cách thức ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả.")
}

func error61() motcua.Citation {
	return d61("Điều 21 khoản 1", "Trường hợp xảy ra sai sót trong kết quả giải quyết thủ tục hành chính, nếu lỗi thuộc về cán bộ, công chức, viên chức, cơ quan có thẩm quyền thì cán bộ, công chức, viên chức, cơ quan có thẩm quyền phải sửa đổi, bổ sung, bãi bỏ, thay thế hoặc đính chính sai sót")
}

func error118() motcua.Citation {
	return d118("Điều 23 khoản 1", "Trường hợp phát hiện ra sai sót, nếu lỗi thuộc về cán bộ, công chức, viên chức, nhân viên, cơ quan có thẩm quyền thì Bộ phận Một cửa chuyển lại hồ sơ, kết quả và thông tin về sai sót đến cơ quan, người có thẩm quyền giải quyết để đính chính, chậm nhất trong vòng 03 ngày làm việc chuyển lại kết quả cho Bộ phận Một cửa để trả cho tổ chức, cá nhân.")
}

func signed45() motcua.Citation {
	return read(instrumentDecree45, "Điều 14 khoản 3 điểm b", "Có chữ ký số của cơ quan có thẩm quyền giải quyết thủ tục hành chính;")
}

func controlSlip() motcua.Citation {
	return read(instrumentCircular1, "Điều 9 khoản 1", "Mẫu phiếu kiểm soát quá trình giải quyết hồ sơ")
}

// since picks the text of a day: the second decree's from 2025-07-01.
func since(day motcua.Date, old, current motcua.Citation) Ground {
	if day.Before(decree118()) {
		return Ground{Citation: old}
	}
	return Ground{Citation: current}
}
