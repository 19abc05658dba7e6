package token

import (
	"slices"
	"time"

	"github.com/motcua/motcua"
)

// The longest terms, Nghị định 130/2018/NĐ-CP and Nghị định 68/2024/NĐ-CP: Điều 59
// and Điều 9.
const (
	newTermYears     = 5
	renewalTermYears = 3
)

// yearsAfter is the same moment so many years later on the clock of Việt Nam.
func yearsAfter(t time.Time, years int) time.Time { return motcua.VietnamTime(t).AddDate(years, 0, 0) }

// conditions checks what the texts ask of the act beyond order and papers.
func (m *move) conditions() error {
	switch m.a.Act {
	case ActAsk:
		return m.askConditions()
	case ActIssue:
		return m.issueConditions()
	case ActRenew:
		return m.renewConditions()
	case ActChange:
		if m.regime.decree130() && !m.a.NotAfter.IsZero() && !m.a.NotAfter.Equal(m.r.NotAfter) {
			return m.refuse(changeConditionClause().citation(),
				"thời hạn sau khi thay đổi thông tin phải giữ nguyên", "the term must stay as it was")
		}
	case ActGiveBack:
		if !m.r.LostAt.IsZero() {
			return m.refuse(motcua.Citation{}, "thiết bị đang bị thất lạc", "the device is lost")
		}
	}
	return nil
}

func (m *move) askConditions() error {
	if m.a.Request == ForRevocation {
		return m.revocationConditions()
	}
	if !m.regime.decree130() {
		return nil
	}
	short := m.r.RemainingDays(m.a.At) < renewalWindow
	switch m.a.Request {
	case ForRenewal:
		if m.r.Renewals > 0 {
			return m.refuse(renewalConditionClause().citation(), "chứng thư số đã được gia hạn 01 lần", "the certificate was renewed before")
		}
		if short {
			return m.refuse(renewalConditionClause().citation(), "thời hạn còn lại dưới 60 ngày", "fewer than 60 days are left")
		}
	case ForChange:
		if short {
			return m.refuse(changeConditionClause().citation(), "thời hạn còn lại dưới 60 ngày", "fewer than 60 days are left")
		}
		if cases, c := changeCasesOf(m.r.Kind); !slices.Contains(cases, m.a.Change) {
			return m.refuse(c.citation(), "không thuộc trường hợp thay đổi thông tin của loại chứng thư số này", "it is no case of change for this kind of certificate")
		}
	}
	return nil
}

// changeCasesOf are the cases of Nghị định 130/2018/NĐ-CP, Điều 66. A person with
// a title is a person, too: both khoản 1 and khoản 2 concern them.
func changeCasesOf(k SubscriberKind) ([]ChangeCase, clause) {
	switch k {
	case ForTitle:
		return []ChangeCase{WorkplaceChanged, MailChanged, PowersChanged}, changeTitleClause()
	case ForAgency:
		return []ChangeCase{AgencyRenamed}, changeAgencyClause()
	case ForThing:
		return []ChangeCase{ThingRenamed}, changeThingClause()
	}
	return []ChangeCase{WorkplaceChanged, MailChanged}, changePersonClause()
}

func (m *move) revocationConditions() error {
	if !slices.Contains(RevocationCases(), m.a.Revocation) {
		return m.refuse(revokeWrittenClause().citation(), "chưa nêu trường hợp thu hồi", "no case of revocation is named")
	}
	if !m.regime.decree130() {
		return nil
	}
	kinds, roles, c := m.a.Revocation.scope()
	if !slices.Contains(kinds, m.r.Kind) {
		return m.refuse(c.citation(), "trường hợp thu hồi không áp dụng cho loại chứng thư số này", "the case is none of this kind of certificate")
	}
	if !slices.Contains(roles, m.a.By) {
		return m.refuse(c.citation(), m.a.By.Label().VI+" không có thẩm quyền đề nghị trong trường hợp này", "in this case it is not for the "+m.a.By.Label().EN+" to ask")
	}
	return nil
}

// scope says of a case whom it concerns, who may ask, and the article: Nghị định
// 130/2018/NĐ-CP, Điều 68 and 69.
func (c RevocationCase) scope() ([]SubscriberKind, []Role, clause) {
	everyone := SubscriberKinds()
	people := []SubscriberKind{ForPerson, ForTitle}
	own := []Role{AsSubscriber, AsSteward}
	ownOrManager := []Role{AsSubscriber, AsSteward, AsManager}
	manager := []Role{AsManager}
	switch c {
	case AuthorityAsks:
		return everyone, []Role{AsAuthority}, revokeAuthorityClause()
	case ManagerAsks:
		return everyone, manager, revokeManagerClause()
	case DeviceMisused:
		return everyone, manager, revokeMisuseClause()
	case PositionChanged:
		return people, ownOrManager, revokePositionClause()
	case PersonLeft:
		return people, manager, revokeLeftByClause()
	case TitleChanged:
		return []SubscriberKind{ForTitle}, ownOrManager, revokeTitleClause()
	case AgencyDissolved:
		return []SubscriberKind{ForAgency}, manager, revokeDissolvedByClause()
	case ThingStopped:
		return []SubscriberKind{ForThing}, ownOrManager, revokeStoppedClause()
	}
	return everyone, own, revokeSubscriberClause() // key, loss, damage
}

func (m *move) issueConditions() error {
	a := m.a
	switch {
	case a.Serial == "" || a.Device == "":
		return m.refuse(motcua.Citation{}, "thiếu số hiệu chứng thư số hoặc thiết bị", "the serial number or the device is missing")
	case !a.NotBefore.Before(a.NotAfter):
		return m.refuse(motcua.Citation{}, "thời hạn của chứng thư số không hợp lệ", "the term has no duration")
	}
	c := newTermClause()
	if m.regime == UnderDecree68 {
		c = newTerm68Clause()
	}
	if m.termLaw() && a.NotAfter.After(yearsAfter(a.NotBefore, newTermYears)) {
		return m.refuse(c.citation(), "thời hạn vượt quá 05 năm", "the term is longer than 5 years")
	}
	return nil
}

// termLaw reports whether the longest terms of the regime are known.
func (m *move) termLaw() bool { return m.regime.decree130() || m.regime == UnderDecree68 }

func (m *move) renewConditions() error {
	c := renewalTermClause()
	if m.regime == UnderDecree68 {
		c = renewalTerm68Clause()
	}
	switch {
	case !m.a.NotAfter.After(m.r.NotAfter):
		return m.refuse(motcua.Citation{}, "thời hạn mới không dài hơn thời hạn cũ", "the new term does not end later")
	case m.termLaw() && m.a.NotAfter.After(yearsAfter(m.r.NotAfter, renewalTermYears)):
		return m.refuse(c.citation(), "thời hạn gia hạn vượt quá 03 năm", "the term is extended by more than 3 years")
	}
	return nil
}
