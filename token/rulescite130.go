package token

// Nghị định 130/2018/NĐ-CP, Mục 2 Chương IV: the certificates of state agencies.
// In force from 2018-11-15; displaced for them by Nghị định 68/2024/NĐ-CP from
// 2024-08-15, without express repeal as far as is known.

func newTermClause() clause {
	return on130("Điều 59 khoản 2", "Chứng thư số của thuê bao cấp mới thời hạn có hiệu lực tối đa là 05 năm.")
}

func renewalTermClause() clause {
	return on130("Điều 59 khoản 3", "Đối với chứng thư số gia hạn, thời hạn có hiệu lực được gia hạn tối đa là 03 năm.")
}

// newConfirmedClause is said of persons and, in the same words, of persons with a
// state title (khoản 2 điểm b).
func newConfirmedClause() clause {
	return on130("Điều 60 khoản 1 điểm b", "Có văn bản đề nghị và được người đứng đầu cơ quan, tổ chức quản lý trực tiếp xác nhận.")
}

func newTitleConfirmedClause() clause {
	return on130("Điều 60 khoản 2 điểm b", "Có văn bản đề nghị và được người đứng đầu cơ quan, tổ chức quản lý trực tiếp xác nhận.")
}

func establishmentClause() clause {
	return on130("Điều 60 khoản 3 điểm b", "Có quyết định thành lập cơ quan, tổ chức hoặc xác nhận của người đứng đầu cơ quan, tổ chức cấp trên trực tiếp;")
}

func newAgencyConfirmedClause() clause {
	return on130("Điều 60 khoản 3 điểm c", "Có văn bản đề nghị của người được cơ quan, tổ chức giao quản lý chứng thư số của cơ quan, tổ chức và được người đứng đầu cơ quan, tổ chức quản lý trực tiếp xác nhận.")
}

func newThingConfirmedClause() clause {
	return on130("Điều 60 khoản 4 điểm c", "Có văn bản đề nghị của người được cơ quan, tổ chức giao quản lý chứng thư số của thiết bị, dịch vụ, phần mềm và được người đứng đầu cơ quan, tổ chức quản lý trực tiếp xác nhận.")
}

func ownershipClause() clause {
	return on130("Điều 61 khoản 4", "giấy xác nhận sở hữu bản quyền phần mềm của cơ quan, tổ chức quản lý phần mềm đó và được người đứng đầu cơ quan, tổ chức quản lý trực tiếp xác nhận.")
}

func askPersonClause() clause {
	return on130("Điều 62 khoản 1 điểm a", "Cá nhân phải có văn bản đề nghị cấp chứng thư số theo quy định tại khoản 1 Điều 61 Nghị định này và gửi đến tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ.")
}

func askAgencyClause() clause {
	return on130("Điều 62 khoản 1 điểm c", "Người có thẩm quyền của cơ quan, tổ chức theo quy định của pháp luật về quản lý và sử dụng con dấu được cơ quan, tổ chức giao quản lý chứng thư số của cơ quan, tổ chức phải có văn bản đề nghị cấp chứng thư số có xác nhận của cơ quan, tổ chức quản lý trực tiếp")
}

func issueClause() clause {
	return on130("Điều 62 khoản 2", "Trong thời hạn 03 ngày làm việc, kể từ ngày tiếp nhận hồ sơ hợp lệ, tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ có trách nhiệm kiểm tra hồ sơ, tổ chức tạo cặp khóa, tạo chứng thư số, bảo đảm thiết bị lưu khóa bí mật cho thuê bao.")
}

func handOverClause() clause {
	return on130("Điều 62 khoản 3", "Sau khi bàn giao thiết bị lưu khóa bí mật cho thuê bao, cơ quan, tổ chức quản lý trực tiếp gửi đề nghị thời điểm có hiệu lực của chứng thư số về tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ.")
}

func publishClause() clause {
	return on130("Điều 62 khoản 4", "Trong thời hạn 01 ngày làm việc, kể từ khi nhận được đề nghị thời điểm có hiệu lực của chứng thư số, tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ có trách nhiệm công bố chứng thư số của thuê bao trên trang thông tin điện tử của tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ.")
}

func inForceClause() clause {
	return on130("Điều 62 khoản 4", "Chứng thư số của thuê bao có hiệu lực kể từ thời điểm được tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ công bố.")
}

func renewalConditionClause() clause {
	return on130("Điều 63 khoản 1", "Chứng thư số chỉ được đề nghị gia hạn 01 lần và phải đảm bảo còn thời hạn sử dụng ít nhất 60 ngày.")
}

func renewalApprovedClause() clause {
	return on130("Điều 63 khoản 2", "Cơ quan, tổ chức, cá nhân phải có văn bản đề nghị, được cơ quan quản lý trực tiếp phê duyệt và đề nghị gia hạn chứng thư số.")
}

func renewClause() clause {
	return on130("Điều 64 khoản 2", "Trong thời hạn 03 ngày làm việc, kể từ ngày tiếp nhận đề nghị gia hạn chứng thư số, tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ có trách nhiệm gia hạn chứng thư số cho thuê bao và thông báo cho cơ quan, tổ chức quản lý trực tiếp biết.")
}

func renewalDeclinedClause() clause {
	return on130("Điều 64 khoản 2", "Trường hợp không chấp nhận đề nghị gia hạn chứng thư số, tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ thông báo bằng văn bản nêu rõ lý do cho cơ quan, tổ chức quản lý trực tiếp biết.")
}

func changeConditionClause() clause {
	return on130("Điều 65 khoản 1", "Chứng thư số yêu cầu thay đổi nội dung thông tin phải đảm bảo còn thời hạn sử dụng ít nhất 60 ngày và thời hạn của chứng thư số sau khi được thay đổi nội dung thông tin sẽ giữ nguyên thời hạn sử dụng của chứng thư số trước khi thay đổi nội dung thông tin.")
}

func changeConfirmedClause() clause {
	return on130("Điều 65 khoản 2", "Cơ quan, tổ chức, cá nhân phải có văn bản đề nghị được cơ quan, tổ chức quản lý trực tiếp xác nhận đề nghị thay đổi nội dung thông tin chứng thư số.")
}

func changePersonClause() clause {
	return on130("Điều 66 khoản 1", "Thay đổi cơ quan, tổ chức công tác mà thông tin không phù hợp với thông tin trong chứng thư số;")
}

func changeTitleClause() clause {
	return on130("Điều 66 khoản 2", "Cá nhân thay đổi thẩm quyền của cơ quan, tổ chức theo quy định của pháp luật về quản lý và sử dụng con dấu, thay đổi chức danh nhà nước.")
}

func changeAgencyClause() clause {
	return on130("Điều 66 khoản 3", "Cơ quan, tổ chức đổi tên hoặc địa chỉ hoạt động mà thông tin không phù hợp với thông tin trong chứng thư số.")
}

func changeThingClause() clause {
	return on130("Điều 66 khoản 4", "Thiết bị, dịch vụ, phần mềm đổi tên hoặc được nâng cấp phiên bản, bổ sung tính năng mà thông tin không phù hợp với thông tin trong chứng thư số.")
}

func changeClause() clause {
	return on130("Điều 67 khoản 2", "Trong thời hạn 03 ngày làm việc, kể từ ngày tiếp nhận đề nghị thay đổi nội dung thông tin chứng thư số, tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ có trách nhiệm thay đổi nội dung thông tin của chứng thư số cho thuê bao và thông báo cho cơ quan, tổ chức quản lý trực tiếp biết.")
}

func changeDeclinedClause() clause {
	return on130("Điều 67 khoản 2", "Trường hợp không chấp nhận đề nghị thay đổi nội dung thông tin của chứng thư số, tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ thông báo bằng văn bản nêu rõ lý do cho cơ quan, tổ chức quản lý trực tiếp biết.")
}
