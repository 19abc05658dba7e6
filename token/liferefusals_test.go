package token

import (
	"errors"
	"testing"
	"time"
)

// TestRefusals: every refusal names the article that stands against the act.
func TestRefusals(t *testing.T) {
	revoke := func(c RevocationCase, by Role) Action {
		a := ask(ForRevocation, by)
		a.Papers = append(a.Papers, PaperAuthority)
		a.Revocation = c
		return a
	}
	change := func(c ChangeCase) Action {
		a := ask(ForChange, AsSubscriber)
		a.Change = c
		return a
	}
	inUse := func(l *life) { l.toUse(5) }
	tests := []struct {
		name  string
		kind  SubscriberKind
		start string
		walk  func(*life)
		try   func(*life) Action
		want  string // provision
	}{
		{"subscriber confirms", ForPerson, "2021-03-01 08:00", func(l *life) { l.do(askNew(AsSubscriber)) },
			func(*life) Action { a := confirm(ForNew); a.By = AsSubscriber; return a }, "Điều 60 khoản 1 điểm b"},
		{"agency without founding decision", ForAgency, "2021-03-01 08:00", func(*life) {},
			func(*life) Action {
				return Action{Act: ActAsk, Request: ForNew, By: AsSteward, Papers: []PaperKind{PaperRequest}}
			}, "Điều 60 khoản 3 điểm b"},
		{"person asks for an agency", ForAgency, "2021-03-01 08:00", func(*life) {},
			func(*life) Action { return askNew(AsSubscriber) }, "Điều 62 khoản 1 điểm c"},
		{"not in writing", ForPerson, "2021-03-01 08:00", func(*life) {},
			func(*life) Action { return Action{Act: ActAsk, Request: ForNew, By: AsSubscriber} }, "Điều 60 khoản 1 điểm b"},
		{"issue unconfirmed", ForPerson, "2021-03-01 08:00", func(l *life) { l.do(askNew(AsSubscriber)) },
			func(l *life) Action { return l.issue(5) }, "Điều 62 khoản 2"},
		{"term of six years", ForPerson, "2021-03-01 08:00", func(l *life) { l.do(askNew(AsSubscriber), confirm(ForNew), receive(ForNew)) },
			func(l *life) Action { return l.issue(6) }, "Điều 59 khoản 2"},
		{"term of six years, quoted law", ForPerson, "2025-03-03 08:00",
			func(l *life) {
				a := askNew(AsManager)
				a.Papers = []PaperKind{PaperSubmission}
				l.do(a, receive(ForNew))
			},
			func(l *life) Action { return l.issue(6) }, "Điều 9 khoản 2"},
		{"subscriber asks, quoted law", ForPerson, "2025-03-03 08:00", func(*life) {},
			func(*life) Action { return askNew(AsSubscriber) }, "Điều 11 khoản 1 điểm a"},
		{"unsigned request, no original", ForPerson, "2021-03-01 08:00",
			func(l *life) {
				a := askNew(AsSubscriber)
				a.Unsigned = true
				l.do(a, confirm(ForNew), receive(ForNew), l.issue(5))
			},
			func(*life) Action { return act(ActHandOver, AsManager) }, "Điều 5 khoản 2 điểm b"},
		{"publish unasked", ForPerson, "2021-03-01 08:00",
			func(l *life) {
				l.do(askNew(AsSubscriber), confirm(ForNew), receive(ForNew), l.issue(5), act(ActHandOver, AsManager))
			},
			func(*life) Action { return act(ActPublish, AsProvider) }, "Điều 62 khoản 4"},
		{"renewal with 59 days left", ForPerson, "2021-03-01 08:00",
			func(l *life) { l.toUse(1); l.at = l.r.NotAfter.AddDate(0, 0, -59) },
			func(*life) Action { return ask(ForRenewal, AsSubscriber) }, "Điều 63 khoản 1"},
		{"second renewal", ForPerson, "2021-03-01 08:00",
			func(l *life) {
				l.toUse(1)
				renew := act(ActRenew, AsProvider)
				renew.NotAfter = yearsAfter(l.r.NotAfter, 1)
				l.do(ask(ForRenewal, AsSubscriber), confirm(ForRenewal), renew)
			},
			func(*life) Action { return ask(ForRenewal, AsSubscriber) }, "Điều 63 khoản 1"},
		{"renewal unconfirmed", ForPerson, "2021-03-01 08:00",
			func(l *life) { l.toUse(5); l.do(ask(ForRenewal, AsSubscriber)) },
			func(l *life) Action {
				return Action{Act: ActRenew, By: AsProvider, NotAfter: yearsAfter(l.r.NotAfter, 1)}
			}, "Điều 64 khoản 2"},
		{"renewal by four years", ForPerson, "2021-03-01 08:00",
			func(l *life) { l.toUse(5); l.do(ask(ForRenewal, AsSubscriber), confirm(ForRenewal)) },
			func(l *life) Action {
				return Action{Act: ActRenew, By: AsProvider, NotAfter: yearsAfter(l.r.NotAfter, 4)}
			}, "Điều 59 khoản 3"},
		{"change with 59 days left", ForPerson, "2021-03-01 08:00",
			func(l *life) { l.toUse(1); l.at = l.r.NotAfter.AddDate(0, 0, -59) },
			func(*life) Action { return change(MailChanged) }, "Điều 65 khoản 1"},
		{"change that is none of a person's", ForPerson, "2021-03-01 08:00", inUse,
			func(*life) Action { return change(AgencyRenamed) }, "Điều 66 khoản 1"},
		{"change of the term", ForPerson, "2021-03-01 08:00",
			func(l *life) { l.toUse(5); l.do(change(MailChanged), confirm(ForChange)) },
			func(l *life) Action {
				return Action{Act: ActChange, By: AsProvider, NotAfter: l.r.NotAfter.Add(time.Hour)}
			}, "Điều 65 khoản 1"},
		{"change refused without reasons", ForPerson, "2021-03-01 08:00",
			func(l *life) { l.toUse(5); l.do(change(MailChanged), confirm(ForChange)) },
			func(*life) Action { return Action{Act: ActDecline, Request: ForChange, By: AsProvider} }, "Điều 67 khoản 2"},
		{"an agency retires", ForAgency, "2021-03-01 08:00", inUse,
			func(*life) Action { return revoke(PersonLeft, AsManager) }, "Điều 69 khoản 3"},
		{"a person is dissolved", ForPerson, "2021-03-01 08:00", inUse,
			func(*life) Action { return revoke(AgencyDissolved, AsManager) }, "Điều 69 khoản 4"},
		{"title of a person without", ForPerson, "2021-03-01 08:00", inUse,
			func(*life) Action { return revoke(TitleChanged, AsManager) }, "Điều 68 khoản 3 điểm b"},
		{"software of a person", ForPerson, "2021-03-01 08:00", inUse,
			func(*life) Action { return revoke(ThingStopped, AsManager) }, "Điều 68 khoản 5 điểm b"},
		{"police as the manager", ForPerson, "2021-03-01 08:00", inUse,
			func(*life) Action { return revoke(ManagerAsks, AsAuthority) }, "Điều 68 khoản 1 điểm d"},
		{"manager as the police", ForPerson, "2021-03-01 08:00", inUse,
			func(*life) Action { return revoke(AuthorityAsks, AsManager) }, "Điều 68 khoản 1 điểm c"},
		{"subscriber as the manager", ForPerson, "2021-03-01 08:00", inUse,
			func(*life) Action { return revoke(DeviceMisused, AsSubscriber) }, "Điều 68 khoản 1 điểm đ"},
		{"manager for the subscriber's case", ForPerson, "2021-03-01 08:00", inUse,
			func(*life) Action { return revoke(DeviceBroken, AsManager) }, "Điều 68 khoản 1 điểm b"},
		{"revocation unasked", ForPerson, "2021-03-01 08:00", inUse,
			func(*life) Action { return act(ActRevoke, AsProvider) }, "Điều 70 khoản 2"},
		{"revocation without case", ForPerson, "2021-03-01 08:00", inUse,
			func(*life) Action { return revoke("", AsManager) }, "Điều 69 khoản 2"},
		{"expiry too early", ForPerson, "2021-03-01 08:00", inUse,
			func(*life) Action { return act(ActExpire, AsProvider) }, "Điều 69 khoản 1"},
		{"use after the term", ForPerson, "2021-03-01 08:00",
			func(l *life) { l.toUse(1); l.at = l.r.NotAfter.Add(time.Second) },
			func(*life) Action { return act(ActLock, AsSubscriber) }, "Điều 69 khoản 1"},
		{"unlocked by the managing agency", ForPerson, "2021-03-01 08:00",
			func(l *life) {
				l.toUse(5)
				l.do(act(ActLock, AsSubscriber), ask(ForUnlock, AsSubscriber), confirm(ForUnlock))
			},
			func(*life) Action { return act(ActUnlock, AsManager) }, "Điều 73 khoản 1 điểm c"},
		{"unlocked without authorisation", ForPerson, "2021-03-01 08:00",
			func(l *life) {
				l.toUse(5)
				l.do(act(ActLock, AsSubscriber), ask(ForUnlock, AsSubscriber), confirm(ForUnlock))
			},
			func(*life) Action { return act(ActUnlock, AsAuthorised) }, "Điều 73 khoản 1 điểm c"},
		{"unlock unconfirmed", ForPerson, "2021-03-01 08:00",
			func(l *life) { l.toUse(5); l.do(act(ActLock, AsSubscriber), ask(ForUnlock, AsSubscriber)) },
			func(*life) Action { return receive(ForUnlock) }, "Điều 73 khoản 3 điểm b"},
		{"recall of a device in use", ForPerson, "2021-03-01 08:00", inUse,
			func(*life) Action { return act(ActRecall, AsManager) }, "Điều 71 khoản 1"},
		{"return without minutes", ForPerson, "2021-03-01 08:00",
			func(l *life) {
				l.toUse(1)
				l.at = l.r.NotAfter.Add(time.Hour)
				l.do(act(ActExpire, AsProvider), act(ActRecall, AsManager))
			},
			func(*life) Action { return act(ActGiveBack, AsManager) }, "Điều 10 khoản 2 điểm a"},
		{"return without minutes before the forms", ForPerson, "2018-12-03 08:00",
			func(l *life) {
				l.toUse(1)
				l.at = l.r.NotAfter.Add(time.Hour)
				l.do(act(ActExpire, AsProvider), act(ActRecall, AsManager))
			},
			func(*life) Action { return act(ActGiveBack, AsManager) }, "Điều 71 khoản 3 điểm b"},
		{"loss without minutes", ForPerson, "2021-03-01 08:00", inUse,
			func(*life) Action { return act(ActReportLoss, AsManager) }, "Điều 10 khoản 2 điểm b"},
		{"request twice", ForPerson, "2021-03-01 08:00", func(l *life) { l.toUse(5); l.do(ask(ForRenewal, AsSubscriber)) },
			func(*life) Action { return ask(ForRenewal, AsSubscriber) }, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := newLife(t, tt.kind, tt.start)
			tt.walk(l)
			_, err := l.try(tt.try(l))
			var refusal *RefusalError
			if !errors.As(err, &refusal) || !errors.Is(err, ErrRefused) {
				t.Fatalf("err = %v, want a refusal", err)
			}
			if refusal.Basis.Provision != tt.want {
				t.Errorf("refused by %q (%v), want %q", refusal.Basis.Provision, err, tt.want)
			}
			if refusal.Why.VI == "" || refusal.Why.EN == "" {
				t.Error("the refusal gives no reason in both languages")
			}
		})
	}
}
