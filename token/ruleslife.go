package token

import (
	"slices"
	"time"

	"github.com/motcua/motcua"
)

// The longest term of a new certificate. Nghị định 130/2018/NĐ-CP, Điều 59, then
// Nghị định 68/2024/NĐ-CP, Điều 9 (as quoted): five years. Certificates issued
// before keep their terms (Nghị định 68, Điều 42 khoản 1), so the day of issue
// decides.
func issueChecks() []check {
	eval := longest(newTermYears, func(c *LifeCase) (time.Time, time.Time) { return c.Issue.NotBefore, c.Issue.NotAfter })
	return lifeRule{
		id:     "new-term",
		title:  motcua.Text{VI: "Thời hạn của chứng thư số cấp mới", EN: "Term of a new certificate"},
		anchor: motcua.AnchorCertificateIssued, applies: func(c *LifeCase) bool { return c.Issue != nil },
		wordings: []wording{under130(newTermClause(), eval), under68(newTerm68Clause(), eval), under(tuanGiaoNewTermClause(), eval)},
	}.checks()
}

// Asking for a new certificate and its answer: Nghị định 130/2018/NĐ-CP, Điều
// 60–62, the forms of Thông tư 185/2019/TT-BQP, Điều 8, and Nghị định
// 68/2024/NĐ-CP, Điều 11 (as quoted), under which the managing agency alone asks.
func newChecks() []check {
	asked := motcua.AnchorRequested
	rules := []lifeRule{
		{
			id:     "new-establishment",
			title:  motcua.Text{VI: "Quyết định thành lập khi cấp chứng thư số cho cơ quan", EN: "Founding decision for an agency's certificate"},
			anchor: asked, applies: requestOf(ForNew, ForAgency),
			wordings: []wording{under130(establishmentClause(), hasPapers(PaperEstablishment))},
		}, {
			id:     "new-limit",
			title:  motcua.Text{VI: "Thời hạn cấp chứng thư số", EN: "Time limit of the issue"},
			anchor: asked, applies: requestOf(ForNew),
			wordings: []wording{
				under130(issueClause(), within(workingDays(3, issueClause()), answered)),
				under68(issue68Clause(), within(workingDays(3, issue68Clause()), answered)),
			},
		}, {
			id:     "publish-limit",
			title:  motcua.Text{VI: "Thời hạn công bố chứng thư số", EN: "Time limit of the publication"},
			anchor: asked, applies: requestOf(ForEffect),
			wordings: []wording{under130(publishClause(), within(answerLimit(UnderDecree130, ForEffect), answered))},
		}, {
			id:     "effect-form",
			title:  motcua.Text{VI: "Mẫu đề nghị thời điểm có hiệu lực", EN: "Form of the request for the moment of effect"},
			anchor: asked, applies: requestOf(ForEffect),
			wordings: []wording{under185(formEffectClause(), hasForms("Mẫu 13"))},
		}, {
			id:     "new-original",
			title:  motcua.Text{VI: "Bản chính giấy của đề nghị điện tử chưa ký số", EN: "Paper original of an unsigned electronic request"},
			anchor: asked, applies: func(c *LifeCase) bool { return requestOf(ForNew)(c) && c.Request.Unsigned },
			wordings: []wording{under185(originalClause(), hasPapers(PaperOriginal))},
		}, {
			id:     "new-tax-data",
			title:  motcua.Text{VI: "Mã số thuế và đăng ký thuế của đơn vị", EN: "Tax code and tax registration of the unit"},
			anchor: asked, applies: requestOf(ForNew, ForAgency),
			wordings: []wording{under(ngheAnTaxClause(), hasPapers(PaperTax))},
		},
	}
	rules = append(rules, newByKind()...)
	return flat(rules)
}

// newByKind are the rules whose words differ by the kind of subscriber.
func newByKind() []lifeRule {
	kinds := []struct {
		kind        SubscriberKind
		slug        string
		title       motcua.Text
		forms       []string
		sent, by68  clause
		form68      string
		formWritten clause
	}{
		{ForPerson, "person", motcua.Text{VI: "cá nhân", EN: "a person"}, []string{"Mẫu 01", "Mẫu 02"},
			formNewPersonSentClause(), formNewPerson68Clause(), "Mẫu số 01", formNewPersonClause()},
		{ForAgency, "agency", motcua.Text{VI: "cơ quan, tổ chức", EN: "an agency"}, []string{"Mẫu 03", "Mẫu 04"},
			formNewAgencySentClause(), formNewAgency68Clause(), "Mẫu số 02", formNewAgencyClause()},
		{ForThing, "thing", motcua.Text{VI: "thiết bị, dịch vụ, phần mềm", EN: "a device, service or software"}, []string{"Mẫu 05", "Mẫu 06"},
			formNewThingSentClause(), formNewThing68Clause(), "Mẫu số 03", formNewThingClause()},
	}
	var rules []lifeRule
	for _, k := range kinds {
		of := []SubscriberKind{k.kind}
		if k.kind == ForPerson {
			of = append(of, ForTitle)
		}
		about := func(vi, en string) motcua.Text {
			return motcua.Text{VI: vi + " cho " + k.title.VI, EN: en + " for " + k.title.EN}
		}
		rules = append(rules,
			lifeRule{
				id: "new-confirmed-" + k.slug, title: about("Đề nghị cấp có xác nhận", "Confirmed request"),
				anchor: motcua.AnchorRequested, applies: requestOf(ForNew, of...),
				wordings: []wording{under130(newConfirmedOf(k.kind), hasPapers(PaperRequest, PaperSubmission))},
			},
			lifeRule{
				id: "new-request-form-" + k.slug, title: about("Mẫu đề nghị cấp", "Form of the request"),
				anchor: motcua.AnchorRequested, applies: requestOf(ForNew, of...),
				wordings: []wording{under185(k.formWritten, hasForms(k.forms[0]))},
			},
			lifeRule{
				id: "new-form-" + k.slug, title: about("Mẫu gửi tổ chức cung cấp dịch vụ", "Form sent to the provider"),
				anchor: motcua.AnchorRequested, applies: requestOf(ForNew, of...),
				wordings: []wording{under185(k.sent, hasForms(k.forms[1])), under68(k.by68, hasForms(k.form68))},
			})
	}
	return rules
}

func flat(rules []lifeRule) []check {
	var list []check
	for _, r := range rules {
		list = append(list, r.checks()...)
	}
	return list
}

// Renewal: Nghị định 130/2018/NĐ-CP, Điều 59, 63, 64. Under Nghị định
// 68/2024/NĐ-CP only the longest term is known (Điều 9 khoản 3, as quoted); its
// window and its limit are not. An extension is measured from the end of the
// term that is renewed.
func renewalChecks() []check {
	asked, renewal := motcua.AnchorRequested, requestOf(ForRenewal)
	term := longest(renewalTermYears, func(c *LifeCase) (time.Time, time.Time) { return c.Request.Before, c.Request.After })
	return flat([]lifeRule{
		{
			id:     "renewal-term",
			title:  motcua.Text{VI: "Thời hạn gia hạn", EN: "Term of a renewal"},
			anchor: asked, applies: renewal,
			wordings: []wording{under130(renewalTermClause(), term), under68(renewalTerm68Clause(), term), under(tuanGiaoRenewalTermClause(), term)},
		}, {
			id:     "renewal-once",
			title:  motcua.Text{VI: "Chỉ gia hạn một lần", EN: "Renewed once only"},
			anchor: asked, applies: renewal,
			wordings: []wording{under130(renewalConditionClause(), once)},
		}, {
			id:     "renewal-remaining",
			title:  motcua.Text{VI: "Thời hạn còn lại khi đề nghị gia hạn", EN: "Days left when a renewal is asked for"},
			anchor: asked, applies: renewal,
			wordings: []wording{under130(renewalConditionClause(), remaining)},
		}, {
			id:     "renewal-approved",
			title:  motcua.Text{VI: "Đề nghị gia hạn được phê duyệt", EN: "Approved request for renewal"},
			anchor: asked, applies: renewal,
			wordings: []wording{under130(renewalApprovedClause(), hasPapers(PaperRequest, PaperSubmission))},
		}, {
			id:     "renewal-limit",
			title:  motcua.Text{VI: "Thời hạn giải quyết gia hạn", EN: "Time limit of the renewal"},
			anchor: asked, applies: renewal,
			wordings: []wording{under130(renewClause(), within(workingDays(3, renewClause()), answered))},
		}, {
			id:     "renewal-form",
			title:  motcua.Text{VI: "Mẫu gia hạn", EN: "Form of a renewal"},
			anchor: asked, applies: renewal,
			wordings: []wording{under185(formAmendSentClause(), hasForms("Mẫu 08"))},
		}, {
			id:     "amend-request-form",
			title:  motcua.Text{VI: "Mẫu đề nghị gia hạn, thay đổi thông tin", EN: "Form of the request for renewal or change"},
			anchor: asked, applies: func(c *LifeCase) bool { return renewal(c) || requestOf(ForChange)(c) },
			wordings: []wording{under185(formAmendClause(), hasForms("Mẫu 07"))},
		},
	})
}

func once(c *LifeCase) motcua.Verdict {
	switch {
	case c.Request.Renewals < 0:
		return unknown("Không biết chứng thư số đã được gia hạn chưa.", "It is not known whether the certificate was renewed before.")
	case c.Request.Renewals > 0:
		return violated("Chứng thư số đã được gia hạn %d lần.", "The certificate was renewed before (%d).", c.Request.Renewals)
	}
	return satisfied()
}

// Change of information: Nghị định 130/2018/NĐ-CP, Điều 65–67.
func changeChecks() []check {
	asked, change := motcua.AnchorRequested, requestOf(ForChange)
	return flat([]lifeRule{
		{
			id:     "change-remaining",
			title:  motcua.Text{VI: "Thời hạn còn lại khi đề nghị thay đổi thông tin", EN: "Days left when a change is asked for"},
			anchor: asked, applies: change,
			wordings: []wording{under130(changeConditionClause(), remaining)},
		}, {
			id:     "change-term",
			title:  motcua.Text{VI: "Giữ nguyên thời hạn khi thay đổi thông tin", EN: "Term kept when information changes"},
			anchor: asked, applies: change,
			wordings: []wording{under130(changeConditionClause(), termKept)},
		}, {
			id:     "change-confirmed",
			title:  motcua.Text{VI: "Đề nghị thay đổi thông tin có xác nhận", EN: "Confirmed request for a change"},
			anchor: asked, applies: change,
			wordings: []wording{under130(changeConfirmedClause(), hasPapers(PaperRequest, PaperSubmission))},
		}, {
			id:     "change-limit",
			title:  motcua.Text{VI: "Thời hạn giải quyết thay đổi thông tin", EN: "Time limit of the change"},
			anchor: asked, applies: change,
			wordings: []wording{under130(changeClause(), within(workingDays(3, changeClause()), answered))},
		}, {
			id:     "change-form",
			title:  motcua.Text{VI: "Mẫu thay đổi thông tin", EN: "Form of a change"},
			anchor: asked, applies: change,
			wordings: []wording{under185(formAmendSentClause(), hasForms("Mẫu 08"))},
		},
	})
}

func termKept(c *LifeCase) motcua.Verdict {
	r := c.Request
	switch {
	case r.Before.IsZero() || r.After.IsZero():
		return unknown("Không biết thời hạn trước và sau khi thay đổi.", "The term before and after the change is not known.")
	case !r.Before.Equal(r.After):
		return violated("Thời hạn đã thay đổi.", "The term was changed.")
	}
	return satisfied()
}

// Revocation: Nghị định 130/2018/NĐ-CP, Điều 68–70. Nghị định 68/2024/NĐ-CP, Điều
// 17–18, is known in part and gives no limit.
func revocationChecks() []check {
	asked, revocation := motcua.AnchorRequested, requestOf(ForRevocation)
	of := func(c RevocationCase) func(*LifeCase) bool {
		return func(s *LifeCase) bool { return revocation(s) && s.Request.Revocation == c }
	}
	own := func(s *LifeCase) bool {
		return revocation(s) && slices.Contains([]RevocationCase{KeyDisclosed, DeviceLost, DeviceBroken}, s.Request.Revocation)
	}
	return flat([]lifeRule{
		{
			id:     "revocation-confirmed",
			title:  motcua.Text{VI: "Đề nghị thu hồi của thuê bao có xác nhận", EN: "Subscriber's request for revocation, confirmed"},
			anchor: asked, applies: own,
			wordings: []wording{under130(revokeSubscriberClause(), hasPapers(PaperRequest, PaperSubmission))},
		}, {
			id:     "revocation-person-left",
			title:  motcua.Text{VI: "Cơ quan quản lý đề nghị thu hồi khi cá nhân rời đi", EN: "Managing agency asks when a person leaves"},
			anchor: asked, applies: of(PersonLeft),
			wordings: []wording{under130(revokeLeftByClause(), byManager)},
		}, {
			id:     "revocation-dissolved",
			title:  motcua.Text{VI: "Cơ quan quản lý đề nghị thu hồi khi tổ chức giải thể", EN: "Managing agency asks when an organisation is dissolved"},
			anchor: asked, applies: of(AgencyDissolved),
			wordings: []wording{under130(revokeDissolvedByClause(), byManager)},
		}, {
			id:     "revocation-limit",
			title:  motcua.Text{VI: "Thời hạn thu hồi chứng thư số", EN: "Time limit of a revocation"},
			anchor: asked, applies: revocation,
			wordings: []wording{under130(revokeClause(), within(clockHours(12, revokeClause()), answered))},
		}, {
			id:     "revocation-request-form",
			title:  motcua.Text{VI: "Mẫu đề nghị thu hồi của thuê bao", EN: "Form of the subscriber's request for revocation"},
			anchor: asked, applies: own,
			wordings: []wording{under185(formRevokeClause(), hasForms("Mẫu 09"))},
		}, {
			id:     "revocation-form",
			title:  motcua.Text{VI: "Mẫu đề nghị thu hồi của cơ quan quản lý", EN: "Form of the managing agency's request for revocation"},
			anchor: asked, applies: func(c *LifeCase) bool { return revocation(c) && c.Request.By != AsAuthority },
			wordings: []wording{under185(formRevokeSentClause(), hasForms("Mẫu 10"))},
		},
	})
}

func byManager(c *LifeCase) motcua.Verdict {
	switch c.Request.By {
	case AsManager:
		return satisfied()
	case "":
		return unknown("Không biết ai đề nghị.", "It is not known who asked.")
	}
	return violated("Người đề nghị không phải là cơ quan, tổ chức quản lý trực tiếp.", "It was not the managing agency that asked.")
}

// Unlocking: Nghị định 130/2018/NĐ-CP, Điều 73.
func unlockChecks() []check {
	asked, unlock := motcua.AnchorRequested, requestOf(ForUnlock)
	return flat([]lifeRule{
		{
			id:     "unlock-confirmed",
			title:  motcua.Text{VI: "Đề nghị khôi phục thiết bị có xác nhận", EN: "Confirmed request for unlocking"},
			anchor: asked, applies: unlock,
			wordings: []wording{under130(unlockFileClause(), hasPapers(PaperRequest, PaperSubmission))},
		}, {
			id:     "unlock-by",
			title:  motcua.Text{VI: "Thẩm quyền khôi phục thiết bị", EN: "Who may unlock a device"},
			anchor: asked, applies: unlock,
			wordings: []wording{under130(unlockByClause(), unlockedBy)},
		}, {
			id:     "unlock-limit",
			title:  motcua.Text{VI: "Thời hạn khôi phục thiết bị", EN: "Time limit of the unlocking"},
			anchor: asked, applies: unlock,
			wordings: []wording{under130(unlockClause(), within(clockHours(24, unlockClause()), answered))},
		}, {
			id:     "unlock-request-form",
			title:  motcua.Text{VI: "Mẫu đề nghị khôi phục của thuê bao", EN: "Form of the subscriber's request for unlocking"},
			anchor: asked, applies: unlock,
			wordings: []wording{under185(formUnlockClause(), hasForms("Mẫu 11"))},
		}, {
			id:     "unlock-form",
			title:  motcua.Text{VI: "Mẫu đề nghị khôi phục của cơ quan quản lý", EN: "Form of the managing agency's request for unlocking"},
			anchor: asked, applies: unlock,
			wordings: []wording{under185(formUnlockSentClause(), hasForms("Mẫu 12"))},
		},
	})
}

func unlockedBy(c *LifeCase) motcua.Verdict {
	papers, known := c.papersOf()
	switch by := c.Request.DoneBy; {
	case by == AsProvider, by == AsAuthorised && slices.Contains(papers, PaperAuthorisation):
		return satisfied()
	case by == "", by == AsAuthorised && !known:
		return unknown("Không biết ai đã khôi phục thiết bị, hoặc có được ủy quyền không.", "It is not known who unlocked the device, or whether they were authorised.")
	}
	return violated("Thiết bị được khôi phục bởi bên không được ủy quyền.", "The device was unlocked by someone without authorisation.")
}
