package token

import (
	"slices"
	"time"

	"github.com/motcua/motcua"
)

// Act is something done to a certificate or its device.
type Act string

// The acts.
const (
	ActAsk     Act = "ask"     // someone asks: Action.Request says for what
	ActConfirm Act = "confirm" // the managing agency confirms a request and sends it on
	ActReceive Act = "receive" // the provider has the complete request: its time limit runs
	ActDecline Act = "decline" // the provider refuses in writing

	ActIssue      Act = "issue"
	ActHandOver   Act = "hand-over" // the managing agency gives the device to the subscriber
	ActPublish    Act = "publish"
	ActUse        Act = "use" // first use
	ActChange     Act = "change"
	ActRenew      Act = "renew"
	ActLock       Act = "lock" // the device was found locked
	ActUnlock     Act = "unlock"
	ActExpire     Act = "expire"
	ActRevoke     Act = "revoke"
	ActReportLoss Act = "report-loss"
	ActRecall     Act = "recall"  // the managing agency takes the device back
	ActGiveBack   Act = "return"  // the managing agency gives it to the provider
	ActDestroy    Act = "destroy" // by the provider
)

// Acts lists the acts.
func Acts() []Act {
	return []Act{
		ActAsk, ActConfirm, ActReceive, ActDecline, ActIssue, ActHandOver, ActPublish, ActUse, ActChange, ActRenew,
		ActLock, ActUnlock, ActExpire, ActRevoke, ActReportLoss, ActRecall, ActGiveBack, ActDestroy,
	}
}

// RequestKind is what is asked for (yêu cầu chứng thực, Thông tư
// 185/2019/TT-BQP, Điều 3 khoản 2), and the moment of effect (Nghị định
// 130/2018/NĐ-CP, Điều 62 khoản 3).
type RequestKind string

// The kinds of request.
const (
	ForNew        RequestKind = "new"
	ForEffect     RequestKind = "effect"
	ForRenewal    RequestKind = "renewal"
	ForChange     RequestKind = "change"
	ForRevocation RequestKind = "revocation"
	ForUnlock     RequestKind = "unlock"
)

// RequestKinds lists the kinds.
func RequestKinds() []RequestKind {
	return []RequestKind{ForNew, ForEffect, ForRenewal, ForChange, ForRevocation, ForUnlock}
}

// Role is as whom someone acts.
type Role string

// The roles.
const (
	// AsSubscriber is the person that the certificate is for.
	AsSubscriber Role = "subscriber"
	// AsSteward is the person assigned to manage the certificate of an agency, a
	// device, a service or software (người được giao quản lý chứng thư số).
	AsSteward Role = "steward"
	// AsManager is the managing agency (cơ quan, tổ chức quản lý trực tiếp).
	AsManager Role = "manager"
	// AsProvider is the certification service provider.
	AsProvider Role = "provider"
	// AsAuthorised is an organisation that the provider authorised to unlock.
	AsAuthorised Role = "authorised"
	// AsAuthority is a body of criminal procedure or the police.
	AsAuthority Role = "authority"
)

// Roles lists the roles.
func Roles() []Role {
	return []Role{AsSubscriber, AsSteward, AsManager, AsProvider, AsAuthorised, AsAuthority}
}

// RevocationCase is why a certificate is revoked, Nghị định 130/2018/NĐ-CP, Điều
// 68. Expiry is an act of its own.
type RevocationCase string

// The cases.
const (
	KeyDisclosed    RevocationCase = "key-disclosed"    // or suspected to be; khoản 1 điểm b
	DeviceLost      RevocationCase = "device-lost"      // or otherwise unsafe; khoản 1 điểm b
	DeviceBroken    RevocationCase = "device-broken"    // khoản 1 điểm b
	AuthorityAsks   RevocationCase = "authority-asks"   // khoản 1 điểm c
	ManagerAsks     RevocationCase = "manager-asks"     // khoản 1 điểm d
	DeviceMisused   RevocationCase = "device-misused"   // khoản 1 điểm đ
	PositionChanged RevocationCase = "position-changed" // khoản 2 điểm b
	PersonLeft      RevocationCase = "person-left"      // khoản 2 điểm c
	TitleChanged    RevocationCase = "title-changed"    // khoản 3 điểm b
	AgencyDissolved RevocationCase = "agency-dissolved" // khoản 4 điểm b
	ThingStopped    RevocationCase = "thing-stopped"    // khoản 5 điểm b
)

// RevocationCases lists the cases in the order of the text.
func RevocationCases() []RevocationCase {
	return []RevocationCase{
		KeyDisclosed, DeviceLost, DeviceBroken, AuthorityAsks, ManagerAsks, DeviceMisused,
		PositionChanged, PersonLeft, TitleChanged, AgencyDissolved, ThingStopped,
	}
}

// ChangeCase is what made the information of a certificate wrong, Nghị định
// 130/2018/NĐ-CP, Điều 66.
type ChangeCase string

// The cases.
const (
	WorkplaceChanged ChangeCase = "workplace" // khoản 1 điểm a
	MailChanged      ChangeCase = "mail"      // khoản 1 điểm b
	PowersChanged    ChangeCase = "powers"    // khoản 2
	AgencyRenamed    ChangeCase = "agency"    // khoản 3: name or address
	ThingRenamed     ChangeCase = "thing"     // khoản 4: name, version or function
)

// ChangeCases lists the cases in the order of the text.
func ChangeCases() []ChangeCase {
	return []ChangeCase{WorkplaceChanged, MailChanged, PowersChanged, AgencyRenamed, ThingRenamed}
}

// Action is one act with what it needs. Fields that the act does not name stay
// zero.
type Action struct {
	Act     Act
	Request RequestKind // of ActAsk, ActConfirm, ActReceive and ActDecline
	By      Role
	Actor   string // who, as an identifier of the register's own; it is logged
	At      time.Time
	Papers  []PaperKind // that are there

	Revocation RevocationCase // of ActAsk for a revocation
	Change     ChangeCase     // of ActAsk for a change
	Unsigned   bool           // of ActAsk: electronic, not signed

	// Receiver takes the device in ActHandOver: the clerk of an agency, the person
	// who manages the certificate of a thing. Empty: the subscriber.
	Receiver string
	// Refs are the numbers and dates of papers, for the custody log.
	Refs []PaperRef

	Serial    string    // of ActIssue, ActRenew and ActChange: of the certificate that results
	Device    string    // of ActIssue
	NotBefore time.Time // of ActIssue
	NotAfter  time.Time // of ActIssue and ActRenew; of ActChange where it is stated
}

// has reports whether a paper is there.
func (a Action) has(p PaperKind) bool { return slices.Contains(a.Papers, p) }

// LifeOptions are the circumstances of an office. The zero value is national law
// alone.
type LifeOptions struct {
	// Locality adds the limits and papers of one local regulation, for advice:
	// they never refuse an act.
	Locality motcua.Jurisdiction
}

// Step is what an act brings about.
type Step struct {
	Record CertificateRecord // after the act
	Events []LifeEvent
	// Papers are what texts ask for with this act, whether it was there or not.
	Papers []PaperDemand
	// Deadlines are all time limits that run after the act, in order of time.
	Deadlines []Deadline
	// Unheld says which text governs the act that is not held, or only in part;
	// zero where all of it is.
	Unheld motcua.Text
}

// LifeEvent is one thing that happened to a certificate, as it is logged.
type LifeEvent struct {
	Certificate string         `json:"certificate"`
	Kind        SubscriberKind `json:"kind"`
	Act         Act            `json:"act"`
	Request     RequestKind    `json:"request,omitempty"`
	From        LifeState      `json:"from,omitempty"`
	To          LifeState      `json:"to"`
	By          Role           `json:"by"`
	Actor       string         `json:"actor,omitempty"`
	At          time.Time      `json:"at"`
	Device      string         `json:"device,omitempty"`
	Serial      string         `json:"serial,omitempty"`
	NotBefore   time.Time      `json:"notBefore,omitzero"`
	NotAfter    time.Time      `json:"notAfter,omitzero"`
	Revocation  RevocationCase `json:"revocation,omitempty"`
	Change      ChangeCase     `json:"change,omitempty"`
	Papers      []PaperKind    `json:"papers,omitempty"`
	Unsigned    bool           `json:"unsigned,omitempty"`
	Regime      Regime         `json:"regime"`
}
