package token

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestPass(t *testing.T) {
	provider, manager := Holder{KeptByProvider, "P"}, Holder{KeptByManager, "M"}
	clerk, other, own := Holder{KeptByClerk, "K"}, Holder{KeptByOther, "O"}, Holder{KeptBySubscriber, "S"}
	minutes, permission := PaperRef{Kind: PaperHandOver}, PaperRef{Kind: PaperPermission}
	at := moment(t, "2022-03-01 08:00")
	with := func(k SubscriberKind, h ...Holder) CustodyDevice {
		return CustodyDevice{ID: "D", Kind: k, Owner: "S", Holders: h}
	}
	pass := func(from, to Holder, papers ...PaperRef) CustodyEvent {
		return CustodyEvent{Device: "D", Kind: DevicePassed, From: from, To: to, At: at, Papers: papers}
	}
	claimed := func(e CustodyEvent) CustodyEvent { e.Claimed = true; return e }
	before := func(e CustodyEvent) CustodyEvent { e.At = moment(t, "2020-03-04 23:59"); return e }
	lost := with(ForAgency, clerk)
	lost.Lost = true
	tests := []struct {
		name  string
		d     CustodyDevice
		e     CustodyEvent
		want  []Holder
		err   error
		basis string
	}{
		{"entered", with(ForAgency), CustodyEvent{Device: "D", Kind: DeviceEntered, To: provider, At: at}, []Holder{provider}, nil, ""},
		{"entered twice", with(ForAgency, clerk), CustodyEvent{Device: "D", Kind: DeviceEntered, To: provider, At: at}, nil, ErrRecord, ""},
		{"fetched", with(ForAgency, provider), pass(provider, manager), []Holder{manager}, nil, ""},
		{"to the clerk with minutes", with(ForAgency, manager), pass(manager, clerk, minutes), []Holder{clerk}, nil, ""},
		{"to the clerk without", with(ForAgency, manager), pass(manager, clerk), nil, ErrRefused, "Điều 32 khoản 2 điểm b"},
		{"to the clerk without, before the decree", with(ForAgency, manager), before(pass(manager, clerk)), []Holder{clerk}, nil, ""},
		{"to another with permission", with(ForAgency, clerk), pass(clerk, other, minutes, permission), []Holder{other}, nil, ""},
		{"to another without", with(ForAgency, clerk), pass(clerk, other, minutes), nil, ErrRefused, "Điều 32 khoản 2 điểm b"},
		{"back to the agency", with(ForAgency, other), pass(other, manager), []Holder{manager}, nil, ""},
		{"to the person", with(ForPerson, manager), pass(manager, own), []Holder{own}, nil, ""},
		{"to a colleague", with(ForPerson, own), pass(own, other, minutes, permission), nil, ErrRefused, "Điều 32 khoản 3"},
		{"to another subscriber", with(ForTitle, manager), pass(manager, Holder{KeptBySubscriber, "T"}), nil, ErrRefused, "Điều 32 khoản 3"},
		{"by who does not hold it", with(ForAgency, clerk), pass(manager, clerk, minutes), nil, ErrNotHolder, ""},
		{"by who does not hold it, as claimed", with(ForAgency, other), claimed(pass(manager, clerk)), []Holder{other, clerk}, nil, ""},
		{"to oneself", with(ForAgency, clerk), pass(clerk, clerk, minutes), nil, ErrRecord, ""},
		{"while lost", lost, pass(clerk, manager), nil, ErrRecord, ""},
		{"found", lost, CustodyEvent{Device: "D", Kind: DeviceFound, To: manager, At: at}, []Holder{manager}, nil, ""},
		{"settled", with(ForAgency, clerk, other), CustodyEvent{Device: "D", Kind: DeviceSettled, To: other, At: at}, []Holder{other}, nil, ""},
		{"settled with nobody", with(ForAgency, clerk, other), CustodyEvent{Device: "D", Kind: DeviceSettled, At: at}, nil, ErrRecord, ""},
		{"destroyed", with(ForAgency, provider), CustodyEvent{Device: "D", Kind: DeviceDestroyed, At: at}, nil, nil, ""},
		{"another device", with(ForAgency, provider), CustodyEvent{Device: "E", Kind: DeviceDestroyed, At: at}, nil, ErrRecord, ""},
		{"unknown event", with(ForAgency, provider), CustodyEvent{Device: "D", Kind: "eaten", At: at}, nil, ErrRecord, ""},
		{"without time", with(ForAgency, provider), CustodyEvent{Device: "D", Kind: DeviceDestroyed}, nil, ErrRecord, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			was := fmt.Sprint(tt.d)
			got, err := Pass(tt.d, tt.e)
			if !errors.Is(err, tt.err) {
				t.Fatalf("err = %v, want %v", err, tt.err)
			}
			var refused *CustodyError
			if errors.As(err, &refused) && refused.Basis.Provision != tt.basis {
				t.Errorf("refused by %s, want %s", refused.Basis, tt.basis)
			}
			if diff := cmp.Diff(tt.want, got.Holders); err == nil && diff != "" {
				t.Errorf("holders (-want +got):\n%s", diff)
			}
			if fmt.Sprint(tt.d) != was {
				t.Error("the argument was changed")
			}
		})
	}
}

// TestAuditFindsTampering: someone with the database changes records.
func TestAuditFindsTampering(t *testing.T) {
	ctx := context.Background()
	tests := []struct {
		name  string
		spoil func(*MemoryStore)
		sound func(AuditReport) bool
	}{
		{"nothing", func(*MemoryStore) {}, func(r AuditReport) bool { return r.Sound() }},
		{"holder in the record", func(m *MemoryStore) {
			d := m.devices["D00003"]
			d.Holders = []Holder{{KeptByClerk, "X"}}
			m.devices["D00003"] = d
		}, func(r AuditReport) bool { return cmp.Equal(r.Devices, []string{"D00003"}) && r.Found == 0 }},
		{"device gone", func(m *MemoryStore) { delete(m.devices, "D00004") },
			func(r AuditReport) bool { return cmp.Equal(r.Devices, []string{"D00004"}) }},
		{"state in the record", func(m *MemoryStore) {
			c := m.certificates["C00002"]
			c.State = LifeRequested
			m.certificates["C00002"] = c
		}, func(r AuditReport) bool { return cmp.Equal(r.Certificates, []string{"C00002"}) }},
		{"certificate unheard of", func(m *MemoryStore) { m.certificates["CX"] = CertificateRecord{ID: "CX", State: LifeInUse} },
			func(r AuditReport) bool { return cmp.Equal(r.Certificates, []string{"CX"}) }},
		{"payload of the log", func(m *MemoryStore) { m.log[9].Payload = []byte("{}") },
			func(r AuditReport) bool { return len(r.Problems) == 1 && r.Problems[0].Seq == 10 }},
		{"payload that is no record", func(m *MemoryStore) { m.log[9].Payload = []byte("[]") },
			func(r AuditReport) bool { return cmp.Equal(r.Unread, []uint64{10}) }},
		{"tail of the log", func(m *MemoryStore) { m.log = m.log[:len(m.log)-2] },
			func(r AuditReport) bool { return len(r.Problems) == 1 && r.Problems[0].Flaw == "tail-cut" }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := newOffice(t, 5)
			for range 6 {
				o.enter(2)
			}
			head, err := o.g.Head(ctx)
			if err != nil {
				t.Fatal(err)
			}
			tt.spoil(o.store)
			r, err := AuditLog(ctx, o.store, AuditOptions{Anchors: []LogHead{head}, Records: true})
			if err != nil || !tt.sound(r) {
				t.Errorf("audit: %+v, %v", r, err)
			}
		})
	}
}

// TestErase: what is erased by law leaves a tombstone; the chain holds, and the
// timeline says where it has a hole.
func TestErase(t *testing.T) {
	ctx := context.Background()
	o := newOffice(t, 6)
	o.enter(2)
	record := uint64(0)
	for e := range o.store.Log(ctx, LogFilter{}) {
		if strings.Contains(string(e.Payload), `"act":"hand-over"`) {
			record = e.Seq
		}
	}
	head, err := o.g.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.g.Erase(ctx, record, "A", ""); !errors.Is(err, ErrRecord) {
		t.Errorf("erased without basis: %v", err)
	}
	if err := o.g.Erase(ctx, 999, "A", "Quyết định 1"); !errors.Is(err, ErrNoRecord) {
		t.Errorf("erased what is not there: %v", err)
	}
	if err := o.g.Erase(ctx, record, "A", "Quyết định 12/QĐ-UBND"); err != nil {
		t.Fatal(err)
	}
	r, err := AuditLog(ctx, o.store, AuditOptions{Anchors: []LogHead{head}, Records: true})
	if err != nil || !r.Sound() || r.Erased != 1 || r.Unanchored != 1 {
		t.Errorf("audit: %+v, %v", r, err)
	}
	line, err := TimelineOf("D00001", o.store.Log(ctx, LogFilter{}))
	if err != nil || !cmp.Equal(line.Holes, []uint64{record}) {
		t.Errorf("holes = %v, %v", line.Holes, err)
	}
}

func TestRegisterRefuses(t *testing.T) {
	ctx := context.Background()
	o := newOffice(t, 7)
	o.enter(2)
	act := func(a Action) error {
		a.At = o.now
		_, err := o.g.Act(ctx, "C00001", a)
		return err
	}
	begin := func(certificate, subscriber string) error {
		a := askNew(AsManager)
		a.At = o.now
		_, err := o.g.Begin(ctx, certificate, subscriber, a)
		return err
	}
	tests := map[string]struct{ err, want error }{
		"unknown certificate":   {func() error { _, err := o.g.Act(ctx, "CX", askNew(AsManager)); return err }(), ErrNoRecord},
		"unknown subscriber":    {begin("C2", "SX"), ErrNoRecord},
		"certificate again":     {begin("C00001", "S00001"), ErrRecord},
		"refused by law":        {act(Action{Act: ActDestroy, By: AsProvider}), ErrRefused},
		"unknown device":        {func() error { _, err := o.g.Move(ctx, CustodyEvent{Device: "DX"}); return err }(), ErrNoRecord},
		"subscriber without ID": {o.g.Enrol(ctx, Subscriber{Kind: ForPerson, Manager: "M"}), ErrRecord},
		"subscriber of no kind": {o.g.Enrol(ctx, Subscriber{ID: "S9", Kind: "cat", Manager: "M"}), ErrRecord},
	}
	for name, tt := range tests {
		if !errors.Is(tt.err, tt.want) {
			t.Errorf("%s: %v, want %v", name, tt.err, tt.want)
		}
	}
	head, err := o.g.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := AuditLog(ctx, o.store, AuditOptions{Anchors: []LogHead{head}, Records: true}); err != nil || !r.Sound() {
		t.Errorf("a refusal left a trace: %+v, %v", r, err)
	}
	if _, err := NewRegister(o.store, nil, time.Now, RegisterOptions{}); !errors.Is(err, ErrCalendar) {
		t.Errorf("register without calendar: %v", err)
	}
	if _, err := NewRegister(nil, o.cal, nil, RegisterOptions{}); !errors.Is(err, ErrRecord) {
		t.Errorf("register without store: %v", err)
	}
}

// TestSharedDevice: a device that came back can store another certificate, one
// that is out cannot.
func TestSharedDevice(t *testing.T) {
	ctx := context.Background()
	o := newOffice(t, 8)
	o.enter(2)
	if err := o.g.Enrol(ctx, Subscriber{ID: "N", Kind: ForPerson, Manager: "M"}); err != nil {
		t.Fatal(err)
	}
	a := askNew(AsSubscriber)
	a.At = o.now
	if _, err := o.g.Begin(ctx, "CN", "N", a); err != nil {
		t.Fatal(err)
	}
	o.act("CN", confirm(ForNew))
	issue := Action{Act: ActIssue, By: AsProvider, Serial: "1", Device: "D00001", At: o.now, NotBefore: o.now, NotAfter: yearsAfter(o.now, 1)}
	if _, err := o.g.Act(ctx, "CN", issue); !errors.Is(err, ErrRecord) {
		t.Errorf("issued on a device that is out: %v", err)
	}
	revocation := ask(ForRevocation, AsManager)
	revocation.Revocation = ManagerAsks
	for _, a := range []Action{
		revocation, receive(ForRevocation), act(ActRevoke, AsProvider), act(ActRecall, AsManager),
		{Act: ActGiveBack, By: AsManager, Papers: []PaperKind{PaperReturn}},
	} {
		o.act("C00001", a)
	}
	o.act("CN", issue)
}

func TestLogHead(t *testing.T) {
	o := newOffice(t, 9)
	o.enter(1)
	h, err := o.g.Head(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	again, err := ParseLogHead(h.String())
	if err != nil || again != h {
		t.Errorf("%s reads as %v, %v", h, again, err)
	}
	for _, s := range []string{"", strings.Replace(h.String(), "token", "other", 1), h.String() + " x"} {
		if _, err := ParseLogHead(s); !errors.Is(err, ErrRecord) {
			t.Errorf("%q: %v, want ErrRecord", s, err)
		}
	}
	if h.Imprint() == (LogHead{Seq: h.Seq + 1, Hash: h.Hash, At: h.At}).Imprint() {
		t.Error("two heads have one imprint")
	}
}

func FuzzLogPayload(f *testing.F) {
	o := newOffice(f, 10)
	o.enter(1)
	for e := range o.store.Log(context.Background(), LogFilter{}) {
		f.Add(e.Payload)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := ParseLogPayload(b)
		if err != nil {
			return
		}
		out, err := encodePayload(p)
		if err != nil {
			return // such as a year that JSON does not know
		}
		again, err := ParseLogPayload(out)
		if err != nil {
			t.Fatalf("what was read cannot be read again: %v", err)
		}
		var d CustodyDevice
		for _, e := range again.Custody {
			d.ID = e.Device
			d = replay(d, e)
		}
	})
}
