package token

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
)

// simulated is how many certificates the simulation has: 50, or what MOTCUA_SIM
// says.
func simulated(t testing.TB) int {
	t.Helper()
	s := os.Getenv("MOTCUA_SIM")
	if s == "" {
		return 50
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		t.Fatalf("MOTCUA_SIM=%q is no number", s)
	}
	return n
}

// office simulates a year of one office. It keeps its own plain book of where
// each device is, to be compared with the register.
type office struct {
	t       testing.TB
	g       *Register
	store   *MemoryStore
	cal     *motcua.Calendar
	random  *rand.Rand
	now     time.Time
	where   map[string]string // device: who has it, in words
	seen    []sighting
	refused int
	done    map[Act]int
	next    int
}

type sighting struct {
	device, holder string
	at             time.Time
}

func newOffice(t testing.TB, seed uint64) *office {
	o := &office{
		t: t, store: NewMemoryStore(), cal: testCalendar(t), random: rand.New(rand.NewPCG(seed, 7)),
		now: moment(t, "2022-01-04 08:00"), where: map[string]string{}, done: map[Act]int{},
	}
	g, err := NewRegister(o.store, o.cal, func() time.Time { return o.now }, RegisterOptions{
		RandomUnsafe: rand.NewChaCha8([32]byte{byte(seed)}),
	})
	if err != nil {
		t.Fatal(err)
	}
	o.g = g
	return o
}

// act does what must succeed, ten minutes after what came before.
func (o *office) act(id string, a Action) CertificateRecord {
	o.t.Helper()
	o.now = o.now.Add(time.Duration(1+o.random.IntN(3)) * time.Second)
	a.At, a.Actor = o.now, "A"
	s, err := o.g.Act(context.Background(), id, a)
	if err != nil {
		o.t.Fatalf("%s: %s %s: %v", id, a.Act, a.Request, err)
	}
	o.done[a.Act]++
	return s.Record
}

// saw writes into the book who has a device now.
func (o *office) saw(device, holder string) {
	o.where[device] = holder
	o.seen = append(o.seen, sighting{device, holder, o.now})
}

// enter asks for, issues and hands over a new certificate.
func (o *office) enter(years int) {
	ctx := context.Background()
	o.next++
	id, who := fmt.Sprintf("C%05d", o.next), fmt.Sprintf("S%05d", o.next)
	kind := SubscriberKinds()[o.random.IntN(4)]
	if err := o.g.Enrol(ctx, Subscriber{ID: who, Kind: kind, Name: "Người số " + who, Manager: "M"}); err != nil {
		o.t.Fatal(err)
	}
	a := askNew(asker(kind))
	a.At = o.now
	if _, err := o.g.Begin(ctx, id, who, a); err != nil {
		o.t.Fatal(err)
	}
	o.act(id, confirm(ForNew))
	o.act(id, receive(ForNew))
	r := o.act(id, Action{
		Act: ActIssue, By: AsProvider, Serial: strconv.Itoa(o.next), Device: "D" + id[1:],
		NotBefore: o.now, NotAfter: yearsAfter(o.now, years).AddDate(0, 0, -o.random.IntN(200)),
	})
	o.saw(r.Device, "provider provider")
	r = o.act(id, Action{Act: ActHandOver, By: AsManager, Papers: []PaperKind{PaperHandOver, PaperAssignment}})
	o.saw(r.Device, map[bool]string{true: "subscriber ", false: map[bool]string{true: "clerk ", false: "steward "}[kind == ForAgency]}[kind.human()]+who)
	o.act(id, ask(ForEffect, AsManager))
	o.act(id, receive(ForEffect))
	o.act(id, act(ActPublish, AsProvider))
	o.act(id, act(ActUse, asker(kind)))
}

// live does one random thing to one certificate.
func (o *office) live(r CertificateRecord) {
	who := asker(r.Kind)
	id := r.ID
	if slices.Contains(revocableStates(), r.State) && o.now.After(r.NotAfter) {
		o.act(id, act(ActExpire, AsProvider))
		o.comeBack(r)
		return
	}
	if !r.State.InForce() {
		return
	}
	switch o.random.IntN(8) {
	case 0: // change of information, where the term allows it
		a := ask(ForChange, who)
		cases, _ := changeCasesOf(r.Kind)
		a.Change = cases[o.random.IntN(len(cases))]
		if r.RemainingDays(o.now) >= 60 {
			o.act(id, a)
			o.act(id, confirm(ForChange))
			o.act(id, receive(ForChange))
			if o.random.IntN(4) == 0 {
				o.act(id, Action{Act: ActDecline, Request: ForChange, By: AsProvider, Papers: []PaperKind{PaperRefusal}})
			} else {
				o.act(id, act(ActChange, AsProvider))
			}
		} else {
			o.refuse(id, a)
		}
	case 1:
		a := ask(ForRenewal, who)
		if r.Renewals == 0 && r.RemainingDays(o.now) >= 60 {
			o.act(id, a)
			o.act(id, confirm(ForRenewal))
			o.act(id, receive(ForRenewal))
			renew := act(ActRenew, AsProvider)
			renew.NotAfter = yearsAfter(r.NotAfter, 1+o.random.IntN(3))
			o.act(id, renew)
		} else {
			o.refuse(id, a)
		}
	case 2:
		if r.State != LifeLocked {
			o.act(id, act(ActLock, who))
		}
		o.act(id, ask(ForUnlock, who))
		o.act(id, confirm(ForUnlock))
		o.act(id, receive(ForUnlock))
		o.refuse(id, act(ActUnlock, AsManager))
		o.act(id, Action{Act: ActUnlock, By: AsAuthorised, Papers: []PaperKind{PaperAuthorisation}})
	case 3:
		o.revoke(r)
	case 4:
		o.passOn(r)
	default: // what no law allows
		o.refuse(id, act([]Act{ActIssue, ActHandOver, ActPublish, ActRecall, ActGiveBack, ActDestroy, ActExpire, ActRevoke}[o.random.IntN(8)], AsProvider))
	}
}

// refuse tries what must not succeed.
func (o *office) refuse(id string, a Action) {
	o.t.Helper()
	a.At = o.now
	if _, err := o.g.Act(context.Background(), id, a); !errors.Is(err, ErrRefused) {
		o.t.Errorf("%s: %s %s: %v, want a refusal", id, a.Act, a.Request, err)
	}
	o.refused++
}

func (o *office) revoke(r CertificateRecord) {
	a := ask(ForRevocation, AsManager)
	a.Revocation = ManagerAsks
	o.act(r.ID, a)
	o.act(r.ID, receive(ForRevocation))
	o.act(r.ID, act(ActRevoke, AsProvider))
	o.comeBack(r)
}

// comeBack brings the device of a certificate that has ended back, sometimes
// after it was lost and found.
func (o *office) comeBack(r CertificateRecord) {
	if o.random.IntN(6) == 0 {
		o.act(r.ID, Action{Act: ActReportLoss, By: AsManager, Papers: []PaperKind{PaperLoss}})
		o.now = o.now.Add(time.Duration(o.random.IntN(50)) * time.Second)
	}
	o.act(r.ID, act(ActRecall, AsManager))
	o.saw(r.Device, "manager M")
	o.act(r.ID, Action{Act: ActGiveBack, By: AsManager, Papers: []PaperKind{PaperReturn}})
	o.saw(r.Device, "provider provider")
	if o.random.IntN(2) == 0 {
		o.act(r.ID, act(ActDestroy, AsProvider))
		o.saw(r.Device, "")
	}
}

// passOn gives an agency's device to another clerk, and a person's to nobody.
func (o *office) passOn(r CertificateRecord) {
	ctx := context.Background()
	d, err := first(o.store.Devices(ctx, DeviceFilter{IDs: []string{r.Device}}))
	if err != nil || len(d.Holders) != 1 {
		o.t.Fatalf("%s: %v, %v", r.Device, d, err)
	}
	o.now = o.now.Add(time.Second)
	v := CustodyEvent{Device: d.ID, Kind: DevicePassed, From: d.Holders[0], To: Holder{KeptByClerk, fmt.Sprintf("K%d", o.random.IntN(1000))}, At: o.now}
	if r.Kind != ForAgency {
		if _, err := o.g.Move(ctx, v); r.Kind.human() && !errors.Is(err, ErrRefused) {
			o.t.Errorf("%s: a person's device passed on: %v", d.ID, err)
		} else if err == nil {
			o.saw(d.ID, "clerk "+v.To.ID)
		}
		return
	}
	if _, err := o.g.Move(ctx, v); !errors.Is(err, ErrRefused) && d.Holders[0] != v.To {
		o.t.Errorf("%s: passed on without minutes: %v", d.ID, err)
	}
	v.Papers = []PaperRef{{Kind: PaperHandOver, Number: "12/BB"}}
	if d.Holders[0] == v.To {
		return
	}
	if _, err := o.g.Move(ctx, v); err != nil {
		o.t.Fatal(err)
	}
	o.saw(d.ID, "clerk "+v.To.ID)
}

// year runs the simulation: each working day some new certificates and as many
// random events.
func (o *office) year(n int) {
	day := motcua.DateAt(o.now)
	end := day.AddDays(365)
	left := n
	for {
		next, err := o.cal.WorkingDay(day, 1)
		if err != nil {
			o.t.Fatal(err)
		}
		if day = next.Date; !day.Before(end) {
			return
		}
		o.now = next.Opens()
		today := min(left, 1+n/150)
		for range today {
			o.enter(1 + o.random.IntN(5))
		}
		left -= today
		for range 1 + n/60 {
			id := fmt.Sprintf("C%05d", 1+o.random.IntN(o.next))
			r, err := first(o.store.Certificates(context.Background(), CertificateFilter{IDs: []string{id}}))
			if err != nil {
				o.t.Fatal(err)
			}
			o.live(r)
		}
	}
}

// TestYear runs a year of an office: no rule is broken, no device is lost sight
// of, and the log holds.
func TestYear(t *testing.T) {
	n := simulated(t)
	o := newOffice(t, 1)
	o.year(n)
	ctx := context.Background()
	head, err := o.g.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	report, err := AuditLog(ctx, o.store, AuditOptions{Anchors: []LogHead{head}, Records: true})
	if err != nil || !report.Sound() || report.Unanchored != 0 {
		t.Errorf("audit: %+v, %v", report, err)
	}
	o.checkBook()
	reviewed, err := Review(ctx, o.store, o.cal, o.now.AddDate(0, 1, 0), motcua.Profile{Locality: motcua.TuanGiao})
	if err != nil {
		t.Fatal(err)
	}
	findings := map[motcua.Outcome]int{}
	for _, v := range reviewed {
		for _, f := range v.Findings {
			findings[f.Outcome]++
			if f.Outcome == motcua.Violated {
				t.Errorf("%s %s: %s: %s", v.Certificate, v.Device, f.Rule, f.Detail.EN)
			}
		}
	}
	if findings[motcua.Satisfied] < 5*n || o.refused < n {
		t.Errorf("the year was too quiet: %v, %d refused, %v", findings, o.refused, o.done)
	}
	t.Logf("%d certificates, %d log records, %d refusals, findings %v", o.next, report.Records, o.refused, findings)
}

// checkBook compares the register with the office's own book: who has each device
// now, and who had it at each moment that the book knows.
func (o *office) checkBook() {
	ctx := context.Background()
	devices := 0
	for d, err := range o.store.Devices(ctx, DeviceFilter{}) {
		if err != nil {
			o.t.Fatal(err)
		}
		devices++
		if got := inWords(d.Holders); got != o.where[d.ID] {
			o.t.Errorf("%s is with %q, the book says %q", d.ID, got, o.where[d.ID])
		}
	}
	if devices != len(o.where) {
		o.t.Errorf("%d devices, the book has %d", devices, len(o.where))
	}
	for range 20 { // a timeline reads the whole log
		s := o.seen[o.random.IntN(len(o.seen))]
		line, err := TimelineOf(s.device, o.store.Log(ctx, LogFilter{}))
		if err != nil {
			o.t.Fatal(err)
		}
		if got := inWords(line.At(s.at).Holders); got != s.holder {
			o.t.Errorf("%s was with %q at %s, the book says %q", s.device, got, s.at, s.holder)
		}
		if got := line.At(s.at.AddDate(-2, 0, 0)); got.Holders != nil {
			o.t.Errorf("%s was with %v before it came", s.device, got)
		}
	}
}

func inWords(holders []Holder) string {
	switch len(holders) {
	case 0:
		return ""
	case 1:
		return string(holders[0].As) + " " + holders[0].ID
	}
	return fmt.Sprint(holders)
}

// TestSameSeedSameLog: with the same seed the log is the same to the last bit.
func TestSameSeedSameLog(t *testing.T) {
	heads := make([]LogHead, 0, 3)
	for _, seed := range []uint64{3, 3, 4} {
		o := newOffice(t, seed)
		o.year(20)
		head, err := o.g.Head(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		heads = append(heads, head)
	}
	if diff := cmp.Diff(heads[0], heads[1]); diff != "" {
		t.Errorf("two runs differ:\n%s", diff)
	}
	if heads[0] == heads[2] {
		t.Error("another seed gives the same log")
	}
}
