package token

// Nghị định 130/2018/NĐ-CP, Điều 68 to 73: revocation, recall of the device and
// unlocking.

func revokeSubscriberClause() clause {
	return on130("Điều 68 khoản 1 điểm b", "Theo yêu cầu bằng văn bản từ thuê bao, có xác nhận của cơ quan, tổ chức quản lý trực tiếp trong các trường hợp: Khóa bí mật bị lộ hoặc nghi bị lộ; thiết bị lưu khóa bí mật bị thất lạc hoặc các trường hợp mất an toàn khác; thiết bị lưu khóa bí mật bị hỏng;")
}

func revokeAuthorityClause() clause {
	return on130("Điều 68 khoản 1 điểm c", "Theo yêu cầu bằng văn bản từ cơ quan tiến hành tố tụng, cơ quan công an;")
}

func revokeManagerClause() clause {
	return on130("Điều 68 khoản 1 điểm d", "Theo yêu cầu bằng văn bản từ cơ quan, tổ chức quản lý thuê bao;")
}

func revokeMisuseClause() clause {
	return on130("Điều 68 khoản 1 điểm đ", "Thuê bao vi phạm các quy định về quản lý, sử dụng thiết bị lưu khóa bí mật được quy định tại Điều 74 Nghị định này.")
}

func revokePositionClause() clause {
	return on130("Điều 68 khoản 2 điểm b", "Cá nhân thay đổi vị trí công tác mà thông tin về vị trí công tác mới không phù hợp với thông tin trong chứng thư số;")
}

func revokeTitleClause() clause {
	return on130("Điều 68 khoản 3 điểm b", "Cá nhân thay đổi thẩm quyền của cơ quan, tổ chức theo quy định của pháp luật về quản lý và sử dụng con dấu, thay đổi chức danh nhà nước.")
}

func revokeStoppedClause() clause {
	return on130("Điều 68 khoản 5 điểm b", "Thiết bị, dịch vụ, phần mềm ngừng hoạt động.")
}

func expiryClause() clause {
	return on130("Điều 69 khoản 1", "Tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ tự động thu hồi chứng thư số khi chứng thư số hết hạn sử dụng, đồng thời thông báo thu hồi thiết bị lưu khóa bí mật cho cơ quan, tổ chức quản lý trực tiếp biết.")
}

func revokeWrittenClause() clause {
	return on130("Điều 69 khoản 2", "Mọi trường hợp thu hồi chứng thư số không thuộc trường hợp chứng thư số hết hạn sử dụng phải kịp thời có văn bản đề nghị thu hồi chứng thư số gửi cơ quan, tổ chức quản lý trực tiếp.")
}

func revokeLeftByClause() clause {
	return on130("Điều 69 khoản 3", "Trường hợp thuê bao là cá nhân nghỉ hưu, thôi việc, chuyển cơ quan khác, từ trần, cơ quan, tổ chức quản lý trực tiếp thuê bao có thẩm quyền đề nghị thu hồi chứng thư số gửi đến tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ.")
}

func revokeDissolvedByClause() clause {
	return on130("Điều 69 khoản 4", "Trường hợp thuê bao là tổ chức giải thể, cơ quan, tổ chức quản lý trực tiếp của tổ chức đó có thẩm quyền đề nghị thu hồi chứng thư số gửi đến tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ.")
}

func revokeFileClause() clause {
	return on130("Điều 70 khoản 1 điểm a", "Văn bản đề nghị thu hồi chứng thư số của cá nhân có xác nhận của cơ quan, tổ chức quản lý trực tiếp;")
}

func revokeClause() clause {
	return on130("Điều 70 khoản 2", "Trong thời hạn 12 giờ, kể từ khi nhận được đề nghị thu hồi chứng thư số, tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ phải làm mất hiệu lực của chứng thư số và công bố chứng thư số bị thu hồi trên trang thông tin điện tử")
}

func giveUpClause() clause {
	return on130("Điều 71 khoản 1", "Thuê bao phải có trách nhiệm bàn giao lại thiết bị lưu khóa bí mật cho cơ quan, tổ chức quản lý trực tiếp khi chứng thư số hết hạn sử dụng hoặc bị thu hồi chứng thư số.")
}

func giveBackClause() clause {
	return on130("Điều 71 khoản 3 điểm a", "Trong thời hạn 05 ngày làm việc, kể từ ngày thu hồi chứng thư số, cơ quan, tổ chức quản lý trực tiếp có trách nhiệm thu hồi thiết bị lưu khóa bí mật của chứng thư số hết hạn sử dụng hoặc chứng thư số bị thu hồi, bàn giao cho tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ;")
}

func giveBackMinutesClause() clause {
	return on130("Điều 71 khoản 3 điểm b", "Quá trình giao, nhận thiết bị lưu khóa bí mật phải lập biên bản.")
}

func lockedClause() clause {
	return on130("Điều 73 khoản 1 điểm a", "Thiết bị lưu khóa bí mật sẽ bị khóa khi nhập sai mật khẩu quá số lần quy định do tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ thiết lập;")
}

func unlockByClause() clause {
	return on130("Điều 73 khoản 1 điểm c", "Chỉ có tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ và các tổ chức được tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ ủy quyền mới có quyền khôi phục thiết bị lưu khóa bí mật;")
}

func unlockFileClause() clause {
	return on130("Điều 73 khoản 2", "Văn bản đề nghị khôi phục thiết bị lưu khóa bí mật của thuê bao có xác nhận của cơ quan, tổ chức quản lý trực tiếp.")
}

func unlockClause() clause {
	return on130("Điều 73 khoản 3 điểm b", "Trong thời gian 24 giờ kể từ khi nhận được yêu cầu khôi phục thiết bị lưu khóa bí mật, tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ hoặc tổ chức được ủy quyền khôi phục thiết bị lưu khóa bí mật thực hiện việc khôi phục thiết bị lưu khóa bí mật")
}
