package token

import "github.com/motcua/motcua"

// PaperKind is a paper of the procedures.
type PaperKind string

// The papers.
const (
	PaperRequest       PaperKind = "request"       // of the subscriber, or of who manages the certificate
	PaperSubmission    PaperKind = "submission"    // of the managing agency, confirming the request
	PaperEstablishment PaperKind = "establishment" // decision that founded the agency, or the superior's confirmation
	PaperOwnership     PaperKind = "ownership"     // of the software
	PaperTax           PaperKind = "tax"           // tax code and certified copy of the tax registration
	PaperEffect        PaperKind = "effect"        // request for the moment of effect
	PaperAuthority     PaperKind = "authority"     // letter of a body of criminal procedure or the police
	PaperRefusal       PaperKind = "refusal"       // with the reasons
	PaperOriginal      PaperKind = "original"      // on paper, of an unsigned electronic request
	PaperAssignment    PaperKind = "assignment"    // decision that assigns the device
	PaperPermission    PaperKind = "permission"    // to give the agency's device to another person
	PaperHandOver      PaperKind = "hand-over"     // minutes of a hand-over
	PaperReturn        PaperKind = "return"        // minutes of the return
	PaperLoss          PaperKind = "loss"          // minutes that confirm a loss
	PaperAuthorisation PaperKind = "authorisation" // of the provider, to unlock
)

// PaperKinds lists the papers.
func PaperKinds() []PaperKind {
	return []PaperKind{
		PaperRequest, PaperSubmission, PaperEstablishment, PaperOwnership, PaperTax, PaperEffect,
		PaperAuthority, PaperRefusal, PaperOriginal, PaperAssignment, PaperPermission,
		PaperHandOver, PaperReturn, PaperLoss, PaperAuthorisation,
	}
}

// PaperDemand is a paper that a text asks for with an act.
type PaperDemand struct {
	Kind PaperKind
	Form string // “Mẫu 01”; empty where the text names none, or it is not held
	Held bool   // the paper was there
	// If says when the paper is needed, where that cannot be told from the
	// record; zero: always. Such a paper never refuses an act.
	If           motcua.Text
	Basis        motcua.Citation
	Jurisdiction motcua.Jurisdiction
	Status       motcua.Status
}

// refuses reports whether the act cannot be done without the paper.
func (d PaperDemand) refuses() bool {
	return !d.Held && d.If.IsZero() && d.Jurisdiction == motcua.National && d.Basis.Sure != motcua.Indirect
}

func demand(k PaperKind, form string, c clause) PaperDemand {
	return PaperDemand{Kind: k, Form: form, Basis: c.citation(), Jurisdiction: motcua.National, Status: motcua.Issued}
}

// demands lists the papers of an act by the regime that governs it.
func demands(g Regime, k SubscriberKind, a Action, unsigned bool) []PaperDemand {
	switch a.Act {
	case ActAsk:
		return askDemands(g, k, a)
	case ActConfirm:
		return confirmDemands(g, k, a.Request)
	case ActDecline:
		return declineDemands(g, a)
	case ActHandOver:
		if g == UnderCircular185 && unsigned {
			return []PaperDemand{demand(PaperOriginal, "", originalClause())}
		}
	case ActUnlock:
		if g.decree130() && a.By == AsAuthorised {
			return []PaperDemand{demand(PaperAuthorisation, "", unlockByClause())}
		}
	case ActReportLoss:
		if g == UnderCircular185 && a.By == AsManager {
			return []PaperDemand{demand(PaperLoss, "Mẫu 15", formLossClause())}
		}
	case ActGiveBack:
		switch g {
		case UnderCircular185:
			return []PaperDemand{demand(PaperReturn, "Mẫu 14", formGiveBackClause())}
		case UnderDecree130:
			return []PaperDemand{demand(PaperReturn, "", giveBackMinutesClause())}
		}
	}
	return nil
}

func askDemands(g Regime, k SubscriberKind, a Action) []PaperDemand {
	switch {
	case a.Request == ForNew && g == UnderDecree68:
		form, c := "Mẫu số 01", formNewPerson68Clause()
		switch k {
		case ForAgency:
			form, c = "Mẫu số 02", formNewAgency68Clause()
		case ForThing:
			form, c = "Mẫu số 03", formNewThing68Clause()
		}
		return []PaperDemand{demand(PaperSubmission, form, c)}
	case !g.decree130():
		return nil
	case a.Request == ForNew:
		return newDemands(g, k)
	}
	form, c := "", clause{}
	kind := PaperRequest
	switch a.Request {
	case ForEffect:
		kind, form, c = PaperEffect, "Mẫu 13", handOverClause()
	case ForRenewal:
		form, c = "Mẫu 07", renewalApprovedClause()
	case ForChange:
		form, c = "Mẫu 07", changeConfirmedClause()
	case ForUnlock:
		form, c = "Mẫu 11", unlockFileClause()
	case ForRevocation:
		switch a.By {
		case AsAuthority:
			kind, c = PaperAuthority, revokeAuthorityClause()
		case AsManager:
			kind, form, c = PaperSubmission, "Mẫu 10", revokeManagerClause()
		default:
			form, c = "Mẫu 09", revokeWrittenClause()
		}
	}
	return []PaperDemand{demand(kind, formOf(g, form), c)}
}

// formOf leaves out the numbers of forms where their circular is not in force.
func formOf(g Regime, form string) string {
	if g == UnderCircular185 {
		return form
	}
	return ""
}

func newDemands(g Regime, k SubscriberKind) []PaperDemand {
	form, c := "Mẫu 01", newConfirmedOf(k)
	switch k {
	case ForAgency:
		form = "Mẫu 03"
	case ForThing:
		form = "Mẫu 05"
	}
	list := []PaperDemand{demand(PaperRequest, formOf(g, form), c)}
	switch k {
	case ForAgency:
		list = append(list, demand(PaperEstablishment, "", establishmentClause()))
	case ForThing:
		d := demand(PaperOwnership, "", ownershipClause())
		d.If = motcua.Text{VI: "nếu là phần mềm", EN: "if it is software"}
		list = append(list, d)
	}
	return list
}

// newConfirmedOf is where the text asks for a written and confirmed request.
func newConfirmedOf(k SubscriberKind) clause {
	switch k {
	case ForTitle:
		return newTitleConfirmedClause()
	case ForAgency:
		return newAgencyConfirmedClause()
	case ForThing:
		return newThingConfirmedClause()
	}
	return newConfirmedClause()
}

func confirmDemands(g Regime, k SubscriberKind, r RequestKind) []PaperDemand {
	if !g.decree130() {
		return nil
	}
	form, c := "", clause{}
	switch r {
	case ForNew:
		form, c = "Mẫu 02", newConfirmedOf(k)
		switch k {
		case ForAgency:
			form = "Mẫu 04"
		case ForThing:
			form = "Mẫu 06"
		}
	case ForRenewal:
		form, c = "Mẫu 08", renewalApprovedClause()
	case ForChange:
		form, c = "Mẫu 08", changeConfirmedClause()
	case ForRevocation:
		form, c = "Mẫu 10", revokeFileClause()
	case ForUnlock:
		form, c = "Mẫu 12", unlockFileClause()
	default:
		return nil
	}
	return []PaperDemand{demand(PaperSubmission, formOf(g, form), c)}
}

func declineDemands(g Regime, a Action) []PaperDemand {
	if !g.decree130() || a.By != AsProvider {
		return nil
	}
	switch a.Request {
	case ForRenewal:
		return []PaperDemand{demand(PaperRefusal, "", renewalDeclinedClause())}
	case ForChange:
		return []PaperDemand{demand(PaperRefusal, "", changeDeclinedClause())}
	}
	return nil
}
