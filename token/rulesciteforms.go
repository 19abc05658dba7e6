package token

// Thông tư 185/2019/TT-BQP: who writes to whom, on which form. In force from
// 2020-02-18, replacing Thông tư 08/2016/TT-BQP (Điều 18); displaced by Nghị định
// 68/2024/NĐ-CP from 2024-08-15 in practice. The forms themselves are not held.

func originalClause() clause {
	return on185("Điều 5 khoản 2 điểm b", "Trong trường hợp này, cơ quan, tổ chức quản lý trực tiếp phải cung cấp bản chính của văn bản giấy tại thời điểm tiếp nhận chứng thư số, thiết bị lưu khóa bí mật.")
}

func formNewPersonClause() clause {
	return on185("Điều 8 khoản 1 điểm a", "Cá nhân có văn bản đề nghị cấp mới chứng thư số theo Mẫu 01 tại Phụ lục ban hành kèm theo Thông tư này gửi cơ quan, tổ chức quản lý trực tiếp;")
}

func formNewPersonSentClause() clause {
	return on185("Điều 8 khoản 1 điểm b", "Cơ quan, tổ chức quản lý trực tiếp gửi văn bản đề nghị cấp mới chứng thư số theo Mẫu 02 tại Phụ lục ban hành kèm theo Thông tư này đến Cục Chứng thực số và Bảo mật thông tin.")
}

func formNewAgencyClause() clause {
	return on185("Điều 8 khoản 2 điểm a", "có văn bản đề nghị cấp chứng thư số theo Mẫu 03 tại Phụ lục ban hành kèm theo Thông tư này gửi cơ quan, tổ chức quản lý trực tiếp;")
}

func formNewAgencySentClause() clause {
	return on185("Điều 8 khoản 2 điểm b", "Cơ quan, tổ chức quản lý trực tiếp gửi văn bản đề nghị cấp mới chứng thư số theo Mẫu 04 tại Phụ lục ban hành kèm theo Thông tư này đến Cục Chứng thực số và Bảo mật thông tin.")
}

func formNewThingClause() clause {
	return on185("Điều 8 khoản 3 điểm a", "có văn bản đề nghị cấp chứng thư số theo Mẫu 05 tại Phụ lục ban hành kèm theo Thông tư này gửi cơ quan, tổ chức quản lý trực tiếp;")
}

func formNewThingSentClause() clause {
	return on185("Điều 8 khoản 3 điểm b", "Cơ quan, tổ chức quản lý trực tiếp gửi văn bản đề nghị cấp mới chứng thư số theo Mẫu 06 tại Phụ lục ban hành kèm theo Thông tư nầy đến Cục Chứng thực số và Bảo mật thông tin.")
}

func formEffectClause() clause {
	return on185("Điều 8 khoản 4", "Sau khi bàn giao thiết bị lưu khóa bí mật cho thuê bao, cơ quan, tổ chức quản lý trực tiếp gửi văn bản đề nghị thời điểm có hiệu lực của chứng thư số theo Mẫu 13 tại Phụ lục ban hành kèm theo Thông tư này về Cục Chứng thực số và Bảo mật thông tin.")
}

func formAmendClause() clause {
	return on185("Điều 9 khoản 1", "Thuê bao có văn bản đề nghị gia hạn, thay đổi nội dung thông tin chứng thư số theo Mẫu 07 tại Phụ lục ban hành kèm theo Thông tư này gửi cơ quan, tổ chức quản lý trực tiếp.")
}

func formAmendSentClause() clause {
	return on185("Điều 9 khoản 2", "Cơ quan, tổ chức quản lý trực tiếp gửi văn bản đề nghị gia hạn, thay đổi nội dung thông tin chứng thư số theo Mẫu 08 tại Phụ lục ban hành kèm theo Thông tư này đến Cục Chứng thực số và Bảo mật thông tin.")
}

func formRevokeClause() clause {
	return on185("Điều 10 khoản 1 điểm a", "Thuê bao có văn bản đề nghị thu hồi chứng thư số theo Mẫu 09 tại Phụ lục ban hành kèm theo Thông tư này gửi cơ quan, tổ chức quản lý trực tiếp;")
}

func formRevokeSentClause() clause {
	return on185("Điều 10 khoản 1 điểm b", "Cơ quan, tổ chức quản lý trực tiếp gửi văn bản đề nghị thu hồi chứng thư số theo Mẫu 10 tại Phụ lục ban hành kèm theo Thông tư này đến Cục Chứng thực số và Bảo mật thông tin.")
}

func formGiveBackClause() clause {
	return on185("Điều 10 khoản 2 điểm a", "Biên bản giao, nhận thiết bị lưu khóa bí mật sau khi chứng thư số hết hạn sử dụng hoặc chứng thư số bị thu hồi theo Mẫu 14 tại Phụ lục ban hành kèm theo Thông tư này;")
}

func formLossClause() clause {
	return on185("Điều 10 khoản 2 điểm b", "Trong trường hợp thiết bị lưu khóa bí mật bị thất lạc, cơ quan, tổ chức quản lý trực tiếp phải lập biên bản xác nhận theo Mẫu 15 tại Phụ lục ban hành kèm theo Thông tư này gửi ngay về Cục Chứng thực số và Bảo mật thông tin.")
}

func formUnlockClause() clause {
	return on185("Điều 11 khoản 1", "Thuê bao có văn bản đề nghị khôi phục thiết bị lưu khóa bí mật theo Mẫu 11 tại Phụ lục ban hành kèm theo Thông tư này gửi cơ quan, tổ chức quản lý trực tiếp.")
}

func formUnlockSentClause() clause {
	return on185("Điều 11 khoản 2", "Cơ quan, tổ chức quản lý trực tiếp gửi văn bản đề nghị khôi phục thiết bị lưu khóa bí mật theo Mẫu 12 tại Phụ lục ban hành kèm theo Thông tư này đến Cục Chứng thực số và Bảo mật thông tin hoặc tổ chức được Cục Chứng thực số và Bảo mật thông tin ủy quyền.")
}

// Nghị định 68/2024/NĐ-CP, in force from 2024-08-15 (Điều 41). Only what others
// quote of it is known.

func newTerm68Clause() clause {
	return on68("Điều 9 khoản 2", "của thuê bao cấp mới thời hạn có hiệu lực tối đa là 05 năm.")
}

func renewalTerm68Clause() clause {
	return on68("Điều 9 khoản 3", "của thuê bao được gia hạn thời hạn có hiệu lực được gia hạn tối đa là 03 năm.")
}

func formNewPerson68Clause() clause {
	return on68("Điều 11 khoản 1 điểm a", "Cơ quan, tổ chức quản lý trực tiếp có văn bản đề nghị cấp chứng thư chữ ký số chuyên dùng công vụ theo Mẫu số 01 tại Phụ lục kèm theo Nghị định này gửi Tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng công vụ.")
}

func formNewAgency68Clause() clause {
	return on68("Điều 11 khoản 1 điểm b", "Cơ quan, tổ chức quản lý trực tiếp có văn bản đề nghị cấp mới chứng thư chữ ký số chuyên dùng công vụ theo Mẫu số 02 tại Phụ lục kèm theo Nghị định này gửi Tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng công vụ.")
}

func formNewThing68Clause() clause {
	return on68("Điều 11 khoản 1 điểm c", "Cơ quan, tổ chức quản lý trực tiếp có văn bản đề nghị cấp mới chứng thư chữ ký số chuyên dùng công vụ theo Mẫu số 03 tại Phụ lục kèm theo Nghị định này gửi Tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng công vụ.")
}

func issue68Clause() clause {
	return on68("Điều 11 khoản 2", "Trong thời hạn 03 ngày làm việc, kể từ ngày tiếp nhận hồ sơ hợp lệ, Tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng công vụ có trách nhiệm kiểm tra hồ sơ, tổ chức tạo cặp khóa, tạo chứng thư chữ ký số chuyên dùng công vụ, bảo đảm thiết bị lưu khóa bí mật cho thuê bao.")
}

// Custody: Nghị định 30/2020/NĐ-CP, Điều 32 (from 2020-03-05), and Thông tư
// 41/2017/TT-BTTTT, Điều 5 (from 2018-02-05).

func clerkClause() clause {
	return on30("Điều 32 khoản 1", "Người đứng đầu cơ quan, tổ chức có trách nhiệm giao cho Văn thư cơ quan quản lý, sử dụng con dấu, thiết bị lưu khóa bí mật của cơ quan, tổ chức theo quy định.")
}

func permissionClause() clause {
	return on30("Điều 32 khoản 2 điểm b", "Chỉ giao con dấu, thiết bị lưu khóa bí mật của cơ quan, tổ chức cho người khác khi được phép bằng văn bản của người có thẩm quyền.")
}

func minutesClause() clause {
	return on30("Điều 32 khoản 2 điểm b", "Việc bàn giao con dấu, thiết bị lưu khóa bí mật của cơ quan, tổ chức phải được lập biên bản.")
}

func officeClause() clause {
	return on30("Điều 32 khoản 2 điểm a", "Bảo quản an toàn, sử dụng con dấu, thiết bị lưu khóa bí mật của cơ quan, tổ chức tại trụ sở cơ quan, tổ chức.")
}

func ownCareClause() clause {
	return on30("Điều 32 khoản 3", "Cá nhân có trách nhiệm tự bảo quản an toàn thiết bị lưu khóa bí mật và khóa bí mật.")
}

func sealKeyClause() clause {
	return clause{circular41, "Điều 5 khoản 2", "Người đứng đầu cơ quan, tổ chức có trách nhiệm giao cho nhân viên văn thư quản lý, sử dụng khóa bí mật con dấu theo quy định."}
}

func sealOfficeClause() clause {
	return clause{circular41, "Điều 5 khoản 3", "Thiết bị lưu khóa bí mật con dấu phải được cất giữ an toàn tại trụ sở cơ quan, tổ chức."}
}
