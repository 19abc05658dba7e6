package dossier_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
)

// at returns a moment on the clock of Việt Nam.
func at(t testing.TB, s string) time.Time {
	t.Helper()
	m, err := time.Parse("2006-01-02 15:04:05 -0700", s+" +0700")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// register makes a faultless day: n codes a minute apart.
func register(t testing.TB, agencyCode, day string, n int) []dossier.IssuedCode {
	t.Helper()
	var list []dossier.IssuedCode
	morning := at(t, day+" 07:00:00")
	for i := range n {
		c, err := dossier.NewCode(agency(t, agencyCode), date(t, day), i+1)
		if err != nil {
			t.Fatal(err)
		}
		moment := morning.Add(time.Duration(i) * time.Second)
		list = append(list, dossier.IssuedCode{Code: c, Received: moment, Issued: moment})
	}
	return list
}

func brief(f dossier.CodeFinding) string {
	return fmt.Sprintf("%s %s %s %d-%d", f.Fault, f.Agency, f.Received, f.Sequence, f.Last)
}

func TestAuditCodes(t *testing.T) {
	tests := []struct {
		name  string
		day   string
		n     int
		slack time.Duration
		spoil func([]dossier.IssuedCode) []dossier.IssuedCode
		want  []string
	}{
		{"none", "2024-08-23", 0, 0, nil, nil},
		{"faultless", "2024-08-23", 20, 0, nil, nil},
		{"received just before midnight", "2024-08-23", 3, 0, func(l []dossier.IssuedCode) []dossier.IssuedCode {
			l[2].Received = time.Date(2024, 8, 23, 16, 59, 59, 0, time.UTC)
			return l
		}, nil},
		{"received at midnight", "2024-08-23", 3, 0, func(l []dossier.IssuedCode) []dossier.IssuedCode {
			l[2].Received = time.Date(2024, 8, 23, 17, 0, 0, 0, time.UTC)
			return l
		}, []string{"date H56.14 2024-08-23 3-3"}},
		{"receipt not known", "2024-08-23", 3, 0, func(l []dossier.IssuedCode) []dossier.IssuedCode {
			l[2].Received, l[1].Issued = time.Time{}, time.Time{}
			return l
		}, nil},
		{"twice", "2024-08-23", 3, 0, func(l []dossier.IssuedCode) []dossier.IssuedCode { return append(l, l[1]) },
			[]string{"duplicate H56.14 2024-08-23 2-2"}},
		{"three times is one finding", "2024-08-23", 3, 0, func(l []dossier.IssuedCode) []dossier.IssuedCode { return append(l, l[1], l[1]) },
			[]string{"duplicate H56.14 2024-08-23 2-2"}},
		{"twice, otherwise written", "2024-08-23", 3, 0, func(l []dossier.IssuedCode) []dossier.IssuedCode {
			again := l[1]
			again.Code, _ = dossier.ParseCode("h56.14-20240823-00002")
			return append(l, again)
		}, []string{"duplicate H56.14 2024-08-23 2-2"}},
		{"gap", "2024-08-23", 9, 0, func(l []dossier.IssuedCode) []dossier.IssuedCode { return slices.Delete(l, 3, 6) },
			[]string{"gap H56.14 2024-08-23 4-6"}},
		{"first missing", "2024-08-23", 3, 0, func(l []dossier.IssuedCode) []dossier.IssuedCode { return l[1:] },
			[]string{"gap H56.14 2024-08-23 1-1"}},
		{"out of order", "2024-08-23", 4, 0, func(l []dossier.IssuedCode) []dossier.IssuedCode {
			l[0].Issued = l[3].Issued.Add(time.Second)
			return l
		}, []string{"out-of-order H56.14 2024-08-23 1-1"}},
		{"out of order within slack", "2024-08-23", 4, time.Minute, func(l []dossier.IssuedCode) []dossier.IssuedCode {
			l[0].Issued = l[3].Issued.Add(time.Second)
			return l
		}, nil},
		{"entered after its day", "2024-08-23", 4, 0, func(l []dossier.IssuedCode) []dossier.IssuedCode {
			l[0].Issued, l[0].Mark = l[3].Issued.Add(48*time.Hour), dossier.MarkOutage
			return l
		}, nil},
		{"overflow", "2024-08-23", 9999, 0, func(l []dossier.IssuedCode) []dossier.IssuedCode {
			for _, text := range []string{"H56.14-240823-10000", "H56.14-240823-10001"} {
				c, _ := dossier.ParseCode(text)
				l = append(l, dossier.IssuedCode{Code: c})
			}
			return l
		}, []string{"overflow H56.14 2024-08-23 10000-10001"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list := register(t, "H56.14", tt.day, tt.n)
			if tt.spoil != nil {
				list = tt.spoil(list)
			}
			rand.New(rand.NewPCG(1, 2)).Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			var got []string
			for _, f := range dossier.AuditCodes(slices.Values(list), dossier.AuditOptions{Slack: tt.slack}) {
				got = append(got, brief(f))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

// TestAuditFindsPlantedFaults plants faults in the register of a province and
// looks for them and no other.
func TestAuditFindsPlantedFaults(t *testing.T) {
	r := rand.New(rand.NewPCG(20240823, 7))
	var list []dossier.IssuedCode
	var want []string
	for a := range 40 {
		for _, day := range []string{"2024-08-22", "2024-08-23", "2025-07-01"} {
			code := fmt.Sprintf("H56.%02d", a)
			l := register(t, code, day, 20+r.IntN(30))
			plant := func(f dossier.CodeFault, n int) {
				want = append(want, brief(dossier.CodeFinding{
					Fault: f, Agency: agency(t, code), Received: date(t, day), Sequence: n, Last: n,
				}))
			}
			i := 1 + r.IntN(len(l)-2)
			switch r.IntN(6) {
			case 0:
				l[i].Received = l[i].Received.AddDate(0, 0, -1)
				plant(dossier.FaultDate, i+1)
			case 1:
				l = append(l, l[i])
				plant(dossier.FaultDuplicate, i+1)
			case 2:
				l = slices.Delete(l, i, i+1)
				plant(dossier.FaultGap, i+1)
			case 3:
				l[i-1].Issued, l[i].Issued = l[i].Issued, l[i-1].Issued
				plant(dossier.FaultOutOfOrder, i)
			}
			list = append(list, l...)
		}
	}
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	var got []string
	for _, f := range dossier.AuditCodes(slices.Values(list), dossier.AuditOptions{}) {
		got = append(got, brief(f))
	}
	if len(want) < 40 {
		t.Fatalf("only %d faults were planted", len(want))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestFaultCitations(t *testing.T) {
	tests := []struct {
		fault dossier.CodeFault
		day   string
		want  string
	}{
		{dossier.FaultGap, "2018-06-20", ""},
		{dossier.FaultGap, "2018-06-21", "Điều 26 khoản 2 điểm b Nghị định 61/2018/NĐ-CP"},
		{dossier.FaultDate, "2025-07-01", "Điều 28 khoản 2 điểm b Nghị định 118/2025/NĐ-CP"},
		{dossier.FaultOverflow, "2019-01-05", ""},
		{dossier.FaultOverflow, "2019-01-06", "Điều 19 khoản 1 Thông tư 01/2018/TT-VPCP"},
		{dossier.FaultOverflow, "2025-06-30", "Điều 19 khoản 1 Thông tư 01/2018/TT-VPCP"},
		{dossier.FaultOverflow, "2025-07-01", ""},
	}
	for _, tt := range tests {
		cited, ok := tt.fault.Citation(date(t, tt.day))
		if ok != (tt.want != "") || ok && cited.String() != tt.want {
			t.Errorf("%s on %s cites %v, %v", tt.fault, tt.day, cited, ok)
		}
	}
}

func BenchmarkAuditCodes(b *testing.B) {
	var list []dossier.IssuedCode
	for a := range 100 {
		list = append(list, register(b, fmt.Sprintf("H56.%02d", a), "2024-08-23", 1000)...)
	}
	// The floor: reading the register once into a map of numbers.
	b.Run("floor", func(b *testing.B) {
		for b.Loop() {
			seen := map[dossier.CodeNumber]time.Time{}
			for _, c := range list {
				seen[c.Code.Number()] = c.Issued
			}
		}
	})
	b.Run("audit", func(b *testing.B) {
		for b.Loop() {
			if f := dossier.AuditCodes(slices.Values(list), dossier.AuditOptions{}); f != nil {
				b.Fatal(f)
			}
		}
	})
}

func TestNumberRequest(t *testing.T) {
	good := dossier.NumberRequest{
		Key: "a", Agency: agency(t, "H56.14"),
		Received: at(t, "2024-08-23 23:59:59"), Entered: at(t, "2024-08-23 23:59:59"),
	}
	tests := []struct {
		name  string
		spoil func(*dossier.NumberRequest)
		ok    bool
	}{
		{"good", func(*dossier.NumberRequest) {}, true},
		{"after an outage", func(r *dossier.NumberRequest) { r.Outage, r.Entered = true, at(t, "2024-08-26 08:00:00") }, true},
		{"no key", func(r *dossier.NumberRequest) { r.Key = "" }, false},
		{"long key", func(r *dossier.NumberRequest) { r.Key = string(make([]byte, 129)) }, false},
		{"no receipt", func(r *dossier.NumberRequest) { r.Received = time.Time{} }, false},
		{"no entry", func(r *dossier.NumberRequest) { r.Entered = time.Time{} }, false},
		{"received after entry", func(r *dossier.NumberRequest) { r.Received = r.Received.Add(time.Nanosecond) }, false},
		{"next day", func(r *dossier.NumberRequest) { r.Entered = r.Entered.Add(time.Second) }, false},
		{"no agency", func(r *dossier.NumberRequest) { r.Agency = motcua.AgencyID{} }, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := good
			tt.spoil(&r)
			if err := r.Check(); (err == nil) != tt.ok {
				t.Errorf("error is %v", err)
			}
		})
	}
}
