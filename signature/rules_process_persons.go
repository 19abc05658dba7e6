package signature

import "github.com/motcua/motcua"

// ownCertificateChecks: who signs in place of another, or by order, uses the
// certificate of their own.
//
// History: Nghệ An 65/2016, Điều 9 khoản 3 (2016-11-15); Nghị định 130/2018/NĐ-CP,
// Điều 7 khoản 2 (2018-11-15), for public duty until Nghị định 68/2024/NĐ-CP
// (2024-08-15), whose article is not held.
func ownCertificateChecks() []processCheck {
	title := motcua.Text{VI: "Người ký thay, ký thừa lệnh dùng chứng thư số của mình", EN: "Who signs for another uses their own certificate"}
	id := "signature/own-certificate"
	return []processCheck{
		processRule(decree130().during(motcua.Date{}, decree68From()), id, title, "Điều 7 khoản 2",
			"Việc ký thay, ký thừa lệnh theo quy định của pháp luật thực hiện bởi người có thẩm quyền sử dụng chữ ký số của mình, được hiểu căn cứ vào chức danh của người ký ghi trên chứng thư số.", ownCertificate),
		processRule(ngheAn(), id, title, "Điều 9 khoản 3",
			"Việc ký thay, ký thừa lệnh theo quy định của pháp luật được thực hiện bởi người có thẩm quyền và người ký thay, người ký thừa lệnh phải sử dụng chứng thư số cá nhân của mình để ký.", ownCertificate),
	}
}

func ownCertificate(u undertaking) motcua.Verdict {
	if u.Signer.Holder == "" {
		return unclear(motcua.Text{
			VI: "Chưa biết ai là người ký thay, ký thừa lệnh.",
			EN: "Who signs for the other is not known.",
		})
	}
	return holders(u, RolePerson, u.Signer.is, motcua.Text{
		VI: "Chữ ký số cá nhân trên văn bản là của chứng thư số người khác; người ký thay, ký thừa lệnh phải dùng chứng thư số của mình.",
		EN: "The personal signature was made with somebody else's certificate; who signs for another must use their own.",
	})
}

// byOrderChecks: signing by order (thừa lệnh) is laid down in rules of work.
func byOrderChecks() []processCheck {
	return []processCheck{processRule(decree30(), "signature/by-order-laid-down",
		motcua.Text{VI: "Ký thừa lệnh được quy định trong quy chế", EN: "Signing by order laid down in the agency's rules"},
		"Điều 13 khoản 4",
		"Việc giao ký thừa lệnh phải được quy định cụ thể trong quy chế làm việc hoặc quy chế công tác văn thư của cơ quan, tổ chức.",
		func(u undertaking) motcua.Verdict {
			return known(u.ByOrder, motcua.Text{
				VI: "Quy chế làm việc hoặc quy chế công tác văn thư không quy định việc giao ký thừa lệnh này; phải có quy định cụ thể.",
				EN: "Neither the rules of work nor those of clerical work provide for this signing by order; they must.",
			}, motcua.Text{
				VI: "Chưa biết quy chế của cơ quan có quy định việc giao ký thừa lệnh này hay không.",
				EN: "Whether the agency's rules provide for this signing by order is not known.",
			})
		})}
}

func known(t Tristate, no, unknown motcua.Text) motcua.Verdict {
	switch t {
	case Yes:
		return satisfied()
	case No:
		return breach(no)
	}
	return unclear(unknown)
}

// delegationChecks: a delegation (thừa ủy quyền) is in writing, limited in time
// and content, and in force on the day of signing.
func delegationChecks() []processCheck {
	return []processCheck{processRule(decree30(), "signature/delegation-written-and-limited",
		motcua.Text{VI: "Ủy quyền bằng văn bản, có thời hạn và nội dung", EN: "Delegation in writing, limited in time and content"},
		"Điều 13 khoản 3",
		"Việc giao ký thừa ủy quyền phải được thực hiện bằng văn bản, giới hạn thời gian và nội dung được ủy quyền.",
		delegated)}
}

func delegated(u undertaking) motcua.Verdict {
	d := u.Delegation
	day, _ := u.AnchorDate(motcua.AnchorSigned)
	switch {
	case d.Written == No:
		return breach(motcua.Text{
			VI: "Việc ủy quyền không bằng văn bản; phải bằng văn bản.",
			EN: "The delegation was not given in writing; it must be.",
		})
	case d.Limited == No:
		return breach(motcua.Text{
			VI: "Việc ủy quyền không giới hạn nội dung; phải có giới hạn.",
			EN: "The delegation does not limit what may be signed; it must.",
		})
	case d.Written == Unknown || d.Limited == Unknown:
		return unclear(motcua.Text{
			VI: "Chưa biết đầy đủ về việc ủy quyền (văn bản, nội dung).",
			EN: "Not all is known of the delegation (writing, content).",
		})
	case d.InForce.Until.IsZero():
		return breach(motcua.Text{
			VI: "Việc ủy quyền không có thời hạn; phải giới hạn thời gian.",
			EN: "The delegation has no end; it must be limited in time.",
		})
	case !d.InForce.Contains(day):
		return breach(motcua.Text{
			VI: "Ngày " + day.Vietnamese() + " nằm ngoài thời hạn được ủy quyền.",
			EN: "The day " + day.String() + " is outside the time of the delegation.",
		})
	}
	return satisfied()
}

// delegateSignsChecks: the delegate signs, and nobody to whom it was passed on.
func delegateSignsChecks() []processCheck {
	return []processCheck{processRule(decree30(), "signature/delegation-not-passed-on",
		motcua.Text{VI: "Không ủy quyền lại", EN: "Delegation not passed on"},
		"Điều 13 khoản 3", "Người được ký thừa ủy quyền không được ủy quyền lại cho người khác ký.",
		func(u undertaking) motcua.Verdict {
			if u.Delegation.Delegate.Holder == "" {
				return unclear(motcua.Text{
					VI: "Chưa biết ai được ủy quyền ký.",
					EN: "Who was given the delegation is not known.",
				})
			}
			return holders(u, RolePerson, u.Delegation.Delegate.is, motcua.Text{
				VI: "Người ký không phải là người được ủy quyền; người được ủy quyền không được ủy quyền lại cho người khác ký.",
				EN: "Somebody other than the delegate signed; a delegation must not be passed on.",
			})
		})}
}

// delegatingAgencyChecks: the document bears the signature of the agency that
// gave the delegation.
func delegatingAgencyChecks() []processCheck {
	return []processCheck{processRule(decree30(), "signature/delegating-agency-signs",
		motcua.Text{VI: "Ký số của cơ quan ủy quyền", EN: "Signed by the delegating agency"},
		"Điều 13 khoản 3",
		"Văn bản ký thừa ủy quyền được thực hiện theo thể thức và đóng dấu hoặc ký số của cơ quan, tổ chức ủy quyền.",
		func(u undertaking) motcua.Verdict {
			if u.Delegation.Agency == "" {
				return unclear(motcua.Text{
					VI: "Chưa biết cơ quan ủy quyền.",
					EN: "The agency that gave the delegation is not known.",
				})
			}
			return holders(u, RoleAgency, Party{Role: RoleAgency, Holder: u.Delegation.Agency}.is, motcua.Text{
				VI: "Chữ ký số cơ quan trên văn bản không phải của cơ quan ủy quyền.",
				EN: "The agency's signature is not that of the agency which gave the delegation.",
			})
		})}
}
