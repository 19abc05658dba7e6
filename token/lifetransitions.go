package token

import (
	"slices"

	"github.com/motcua/motcua"
)

// Transition is an act that the law or practice knows, and what it does to the
// state.
type Transition struct {
	Act     Act
	Request RequestKind // zero where the act concerns none
	From    []LifeState // “” stands for a certificate that nobody asked for yet
	To      LifeState   // zero: the state stays
	By      []Role      // who may; nil where no text held says so
	Papers  []PaperDemand
	Limit   motcua.Term // the time limit that the act starts; zero: none
	// Basis is zero where the step is practice, or its text not held.
	Basis motcua.Citation
}

// Transitions lists the acts for one kind of subscriber by the national texts in
// force on the day, in the order of a life. The slice is fresh.
func Transitions(on motcua.Date, k SubscriberKind) []Transition {
	g := RegimeOn(on)
	list := transitions(g, k)
	for i, t := range list {
		a := Action{Act: t.Act, Request: t.Request}
		if len(t.By) > 0 {
			a.By = t.By[0]
		}
		list[i].Papers = demands(g, k, a, true)
		if t.Act == ActReceive {
			list[i].Limit = answerLimit(g, t.Request).term
		}
		if t.To == LifeExpired || t.To == LifeRevoked {
			list[i].Limit = giveBackLimit(g).term
		}
	}
	return list
}

// liveStates are those in which a certificate is in force.
func liveStates() []LifeState {
	return []LifeState{LifePublished, LifeInUse, LifeChanged, LifeRenewed, LifeLocked, LifeUnlocked}
}

// revocableStates are those of a certificate that exists and has not ended.
func revocableStates() []LifeState {
	return append([]LifeState{LifeIssued, LifeHandedOver}, liveStates()...)
}

// asker is who asks on the subscriber's side.
func asker(k SubscriberKind) Role {
	if k.human() {
		return AsSubscriber
	}
	return AsSteward
}

// table builds the transitions of one regime and kind.
type table struct {
	regime Regime
	kind   SubscriberKind
	rows   []Transition
}

// add enters a row. Its basis and its roles count only where the articles of
// Nghị định 130 decide.
func (t *table) add(a Act, r RequestKind, from []LifeState, to LifeState, c clause, by ...Role) {
	row := Transition{Act: a, Request: r, From: from, To: to}
	if t.regime.decree130() {
		row.By = by
		if c != (clause{}) {
			row.Basis = c.citation()
		}
	}
	t.rows = append(t.rows, row)
}

func transitions(g Regime, k SubscriberKind) []Transition {
	t := &table{regime: g, kind: k}
	t.beginning()
	t.amendment(ForRenewal, ActRenew, LifeRenewed, renewalApprovedClause(), renewClause())
	t.amendment(ForChange, ActChange, LifeChanged, changeConfirmedClause(), changeClause())
	t.locking()
	t.end()
	if g == UnderDecree68 {
		t.decree68()
	}
	return t.rows
}

func (t *table) beginning() {
	ask := askPersonClause()
	if !t.kind.human() {
		ask = askAgencyClause()
	}
	none := clause{}
	before, given := []LifeState{noState}, []LifeState{LifeHandedOver}
	t.add(ActAsk, ForNew, before, LifeRequested, ask, asker(t.kind))
	t.add(ActConfirm, ForNew, []LifeState{LifeRequested}, LifeConfirmed, newConfirmedOf(t.kind), AsManager)
	t.add(ActReceive, ForNew, []LifeState{LifeConfirmed}, noState, issueClause(), AsProvider)
	t.add(ActDecline, ForNew, []LifeState{LifeRequested, LifeConfirmed}, LifeDeclined, none, AsProvider, AsManager)
	t.add(ActIssue, "", []LifeState{LifeConfirmed}, LifeIssued, issueClause(), AsProvider)
	t.add(ActHandOver, "", []LifeState{LifeIssued}, LifeHandedOver, handOverClause(), AsManager)
	t.add(ActAsk, ForEffect, given, noState, handOverClause(), AsManager)
	t.add(ActReceive, ForEffect, given, noState, publishClause(), AsProvider)
	t.add(ActPublish, "", given, LifePublished, inForceClause(), AsProvider)
	t.add(ActUse, "", []LifeState{LifePublished}, LifeInUse, none, asker(t.kind))
}

// amendment is the way of a renewal or a change of information.
func (t *table) amendment(r RequestKind, done Act, to LifeState, ask, do clause) {
	live := liveStates()
	t.add(ActAsk, r, live, noState, ask, asker(t.kind))
	t.add(ActConfirm, r, live, noState, ask, AsManager)
	t.add(ActReceive, r, live, noState, do, AsProvider)
	t.add(ActDecline, r, live, noState, do, AsProvider, AsManager)
	t.add(done, "", live, to, do, AsProvider)
}

func (t *table) locking() {
	open := slices.DeleteFunc(liveStates(), func(s LifeState) bool { return s == LifeLocked })
	locked := []LifeState{LifeLocked}
	t.add(ActLock, "", open, LifeLocked, lockedClause(), asker(t.kind), AsManager)
	t.add(ActAsk, ForUnlock, locked, noState, unlockFileClause(), asker(t.kind))
	t.add(ActConfirm, ForUnlock, locked, noState, unlockFileClause(), AsManager)
	t.add(ActReceive, ForUnlock, locked, noState, unlockClause(), AsProvider, AsAuthorised)
	t.add(ActUnlock, "", locked, LifeUnlocked, unlockByClause(), AsProvider, AsAuthorised)
}

func (t *table) end() {
	live := revocableStates()
	none := clause{}
	out := append(slices.DeleteFunc(revocableStates(), func(s LifeState) bool { return s == LifeIssued }), LifeExpired, LifeRevoked)
	t.add(ActAsk, ForRevocation, live, noState, revokeWrittenClause(), asker(t.kind), AsManager, AsAuthority)
	t.add(ActConfirm, ForRevocation, live, noState, revokeFileClause(), AsManager)
	t.add(ActReceive, ForRevocation, live, noState, revokeClause(), AsProvider)
	t.add(ActRevoke, "", live, LifeRevoked, revokeClause(), AsProvider)
	t.add(ActExpire, "", live, LifeExpired, expiryClause(), AsProvider)
	loss := none
	if t.regime == UnderCircular185 {
		loss = formLossClause()
	}
	t.add(ActReportLoss, "", out, noState, loss, asker(t.kind), AsManager)
	t.add(ActRecall, "", []LifeState{LifeExpired, LifeRevoked}, LifeRecalled, giveUpClause(), AsManager)
	t.add(ActGiveBack, "", []LifeState{LifeRecalled}, LifeReturned, giveBackClause(), AsManager)
	t.add(ActDestroy, "", []LifeState{LifeReturned}, LifeDestroyed, none, AsProvider)
}

// decree68 enters what is quoted of Nghị định 68/2024/NĐ-CP: the managing agency
// itself asks for a new certificate (Điều 11 khoản 1).
func (t *table) decree68() {
	ask := formNewPerson68Clause()
	switch t.kind {
	case ForAgency:
		ask = formNewAgency68Clause()
	case ForThing:
		ask = formNewThing68Clause()
	}
	t.rows = slices.DeleteFunc(t.rows, func(row Transition) bool {
		return row.Act == ActConfirm && row.Request == ForNew
	})
	for i := range t.rows {
		row := &t.rows[i]
		switch {
		case row.Act == ActAsk && row.Request == ForNew:
			row.To, row.By, row.Basis = LifeConfirmed, []Role{AsManager}, ask.citation()
		case row.Act == ActIssue, row.Act == ActReceive && row.Request == ForNew:
			row.By, row.Basis = []Role{AsProvider}, issue68Clause().citation()
		}
	}
}
