package signature

import "github.com/motcua/motcua"

// Documents that one signature makes: copies and scans, signed by the agency that
// made them; results of administrative procedures, signed by the agency that
// decided; papers of a dossier, signed by the officer who scanned them.
//
// History: copies, Nghị định 30/2020/NĐ-CP, Điều 25 khoản 1 điểm c (2020-03-05;
// Điều 18 khoản 6 takes the same way for issuing paper electronically). Scans, Thông
// tư 01/2019/TT-BNV, Điều 3 khoản 9 (2019-03-10); locally Nghệ An 65/2016, Điều 10
// khoản 2 điểm b, and Hải Dương (draft), Điều 5 khoản 5 điểm a. Results, Nghị định
// 45/2020/NĐ-CP, Điều 14 khoản 3 điểm b (2020-05-22). Dossier papers, Nghị định
// 118/2025/NĐ-CP, Điều 17 khoản 1 điểm c (2025-07-01); Nghị định 61/2018/NĐ-CP
// before it asks for no signature on scans.
func copyChecks() []motcua.Check[document] {
	scan := motcua.Text{VI: "Văn bản số hóa có chữ ký số của cơ quan", EN: "Scan signed by the agency"}
	check := func(rule motcua.Rule, kind DocumentKind, role Role) motcua.Check[document] {
		return motcua.Check[document]{
			Rule:    rule,
			Applies: func(d document) bool { return d.facts.Kind == kind },
			Eval:    signedBy(role),
		}
	}
	decree45 := regulation{
		instrument: "Nghị định 45/2020/NĐ-CP", jurisdiction: motcua.National, status: motcua.Issued,
		inForce: motcua.Interval{From: motcua.DateOf(2020, 5, 22)},
	}
	decree118 := regulation{
		instrument: "Nghị định 118/2025/NĐ-CP", jurisdiction: motcua.National, status: motcua.Issued,
		inForce: motcua.Interval{From: motcua.DateOf(2025, 7, 1)},
		outside: motcua.Text{
			VI: "Trước đó, Nghị định 61/2018/NĐ-CP (theo bản đã đọc) không yêu cầu ký số trên bản sao chụp.",
			EN: "Before it, Nghị định 61/2018/NĐ-CP, as far as the held text goes, asked for no signature on scans.",
		},
	}
	return []motcua.Check[document]{
		check(decree30().rule("signature/copy-signed-by-agency",
			motcua.Text{VI: "Bản sao điện tử có chữ ký số của cơ quan", EN: "Electronic copy signed by the agency"},
			motcua.AnchorSigned, "Điều 25 khoản 1 điểm c",
			"Sao y từ văn bản giấy sang văn bản điện tử được thực hiện bằng việc số hóa văn bản giấy và ký số của cơ quan, tổ chức."),
			DocumentCopy, RoleAgency),
		check(circular1().rule("signature/scan-signed-by-agency", scan, motcua.AnchorSigned, "Điều 3 khoản 9",
			"Văn bản số hóa từ văn bản giấy là văn bản điện tử được tạo lập từ việc số hóa đầy đủ, chính xác nội dung, thể thức văn bản giấy và có chữ ký số của cơ quan, tổ chức thực hiện số hóa."),
			DocumentScan, RoleAgency),
		check(ngheAn().rule("signature/scan-signed-by-agency", scan, motcua.AnchorSigned, "Điều 10 khoản 2 điểm b",
			"Văn bản điện tử đã có quét chữ ký tay của lãnh đạo, con dấu của cơ quan, đồng thời có chữ ký số của cơ quan có giá trị như văn bản giấy;"),
			DocumentScan, RoleAgency),
		check(haiDuong().rule("signature/scan-signed-by-agency", scan, motcua.AnchorSigned, "Điều 5 khoản 5 điểm a",
			"Văn bản điện tử được quét từ văn bản giấy có chữ ký tay và đóng dấu cơ quan được ký số với loại chữ ký số cơ quan, tổ chức được xác thực hợp lệ thì vẫn có giá trị pháp lý tương đương văn bản giấy có chữ ký tay và đóng dấu của cơ quan đó."),
			DocumentScan, RoleAgency),
		check(decree45.rule("signature/result-signed-by-agency",
			motcua.Text{VI: "Kết quả điện tử có chữ ký số của cơ quan giải quyết", EN: "Electronic result signed by the deciding agency"},
			motcua.AnchorSigned, "Điều 14 khoản 3 điểm b",
			"Có chữ ký số của cơ quan có thẩm quyền giải quyết thủ tục hành chính;"),
			DocumentResult, RoleAgency),
		check(decree118.rule("signature/dossier-scan-signed-by-officer",
			motcua.Text{VI: "Bản sao chụp giấy tờ hồ sơ có chữ ký số của người tiếp nhận", EN: "Scanned dossier paper signed by the receiving officer"},
			motcua.AnchorSigned, "Điều 17 khoản 1 điểm c",
			"sao chụp từng loại giấy tờ chuyển thành bản điện tử và dùng chữ ký số cá nhân được cấp để ký trên bản sao chụp điện tử, chịu trách nhiệm về tính đầy đủ, toàn vẹn, chính xác với các nội dung theo bản giấy"),
			DocumentDossierScan, RolePerson),
	}
}

// signedBy demands one valid signature in the role; others do no harm.
func signedBy(role Role) func(document) motcua.Verdict {
	missing := motcua.Text{
		VI: "Không có chữ ký số hợp lệ của cơ quan, tổ chức; loại văn bản này phải có.",
		EN: "There is no valid signature of an agency; a document of this kind must have one.",
	}
	if role == RolePerson {
		missing = motcua.Text{
			VI: "Không có chữ ký số cá nhân hợp lệ của người thực hiện; loại văn bản này phải có.",
			EN: "There is no valid personal signature of the officer; a document of this kind must have one.",
		}
	}
	return func(d document) motcua.Verdict {
		switch signedAs(role, d.result.Signatures) {
		case Yes:
			return satisfied()
		case No:
			return breach(missing)
		}
		return unclear(whyOpen(d.result.Signatures))
	}
}
