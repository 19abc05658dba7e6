package dossier_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
)

func TestReminders(t *testing.T) {
	var cases []dossier.Case
	for i, when := range []string{"2024-08-15 09:00:00", "2024-08-16 09:00:00", "2024-08-19 09:00:00", "2024-08-21 09:00:00"} {
		p := newPlay(t).submit(when, dossier.ChannelDirect, func(a *dossier.Act) { a.Case = fmt.Sprint("case-", i) }).receive(when).do(when, act(dossier.ActForward))
		cases = append(cases, p.c)
	}
	tests := []struct {
		at   string
		soon int
		want []string
	}{
		{"2024-08-23 08:00:00", 0, []string{
			"overdue case-0 result handler", "due-soon case-2 apology handler", "due-today case-1 result handler", "due-soon case-3 return handler", "due-soon case-2 result handler",
		}},
		{"2024-08-23 17:00:01", 1, []string{"overdue case-0 result handler", "overdue case-1 result handler"}},
		{"2024-08-27 08:00:00", 1, []string{
			"overdue case-0 result handler", "overdue case-1 result handler", "overdue case-2 result handler",
			"due-today case-3 apology handler", "due-soon case-3 result handler",
		}},
	}
	for _, tt := range tests {
		var got []string
		for _, r := range dossier.Reminders(slices.Values(cases), at(t, tt.at), dossier.ReminderOptions{Soon: tt.soon}) {
			got = append(got, fmt.Sprintf("%s %s %s %s", r.Urgency, r.Case, r.Deadline.Kind, r.Deadline.With))
		}
		slices.Sort(got)
		slices.Sort(tt.want)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("at %s (-want +got):\n%s", tt.at, diff)
		}
	}
	// In order of time, and with the code.
	list := dossier.Reminders(slices.Values(cases), at(t, "2024-08-23 08:00:00"), dossier.ReminderOptions{Soon: 30})
	if !slices.IsSortedFunc(list, func(a, b dossier.Reminder) int { return a.Deadline.Due.At.Compare(b.Deadline.Due.At) }) {
		t.Error("not in order of time")
	}
	if list[0].Code.String() != "H56.14-240815-0001" || list[0].Deadline.Agency != agency(t, "H56.14") {
		t.Errorf("first is %+v", list[0])
	}
}

// checker answers what it is told.
type checker struct {
	verdict dossier.FileVerdict
	err     error
}

func (c checker) CheckFile(_ context.Context, file io.ReaderAt, size int64) (dossier.FileVerdict, error) {
	b := make([]byte, size)
	if _, err := file.ReadAt(b, 0); err != nil && !errors.Is(err, io.EOF) {
		return dossier.FileVerdict{}, err
	}
	if string(b) != "abc" {
		return dossier.FileVerdict{}, io.ErrUnexpectedEOF
	}
	return c.verdict, c.err
}

func TestCheckIn(t *testing.T) {
	// The digest of “abc” is that of FIPS 180-2, appendix B.1.
	const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
	broken := errors.New("broken")
	verdict := dossier.FileVerdict{Signed: motcua.Satisfied}
	tests := []struct {
		name        string
		checker     dossier.FileChecker
		size, limit int64
		want        dossier.File
		err         error
	}{
		{"checked", checker{verdict: verdict}, 3, 0, dossier.File{Hash: abc, Size: 3, Verdict: verdict}, nil},
		{"not checked", nil, 3, 3, dossier.File{Hash: abc, Size: 3}, nil},
		{"too large", nil, 3, 2, dossier.File{}, dossier.ErrFileSize},
		{"too large at any rate", nil, dossier.MaxFile + 1, 0, dossier.File{}, dossier.ErrFileSize},
		{"cut off", nil, 4, 0, dossier.File{}, dossier.ErrFileSize},
		{"negative", nil, -1, 0, dossier.File{}, dossier.ErrFileSize},
		{"checker fails", checker{err: broken}, 3, 0, dossier.File{}, broken},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := dossier.CheckIn(t.Context(), tt.checker, strings.NewReader("abc"), tt.size, tt.limit)
			if !errors.Is(err, tt.err) || got != tt.want {
				t.Errorf("checked in as %+v, %v", got, err)
			}
		})
	}
	if _, err := dossier.CheckIn(t.Context(), nil, failing{}, 3, 0); !errors.Is(err, errUnreadable) {
		t.Errorf("error is %v", err)
	}
	c, _ := dossier.ParseCode("H56.14-240823-0001")
	if got := dossier.ResultCode(c, 2); got != "H56.14-240823-0001-KQ2" {
		t.Errorf("result code %s", got)
	}
}

var errUnreadable = errors.New("unreadable")

type failing struct{}

func (failing) ReadAt([]byte, int64) (int, error) { return 0, errUnreadable }

func TestLocalStates(t *testing.T) {
	approval := dossier.Approval{By: "UBND tỉnh", Decision: "1/QĐ-UBND", On: motcua.DateOf(2024, time.January, 2)}
	states := func() []dossier.LocalState {
		return []dossier.LocalState{
			{Code: "moi", Name: motcua.Text{VI: "Mới"}, National: dossier.StateRegistered},
			{Code: "tham-dinh", Name: motcua.Text{VI: "Đang thẩm định"}, National: dossier.StateProcessing},
			{Code: "trinh-ky", Name: motcua.Text{VI: "Đang trình ký"}, National: dossier.StateProcessing},
		}
	}
	list := states()
	l, err := dossier.NewLocalStates(approval, list)
	if err != nil || l.Approval() != approval {
		t.Fatalf("approved by %v, %v", l.Approval(), err)
	}
	list[1].National = dossier.StateDone // too late to look better
	for code, want := range map[string]dossier.State{"moi": 1, "tham-dinh": 4, "trinh-ky": 4, "xong": 0} {
		if got, ok := l.National(code); got != want || ok != (want != 0) {
			t.Errorf("%s is %d, %v", code, got, ok)
		}
	}
	if got := l.Of(dossier.StateProcessing); len(got) != 2 || got[0].Code != "tham-dinh" || got[1].Code != "trinh-ky" {
		t.Errorf("in process are %v", got)
	}
	for name, spoil := range map[string]func(*dossier.Approval, *[]dossier.LocalState){
		"nobody":        func(a *dossier.Approval, _ *[]dossier.LocalState) { a.By = "" },
		"no decision":   func(a *dossier.Approval, _ *[]dossier.LocalState) { a.Decision = "" },
		"no day":        func(a *dossier.Approval, _ *[]dossier.LocalState) { a.On = motcua.Date{} },
		"no code":       func(_ *dossier.Approval, s *[]dossier.LocalState) { (*s)[0].Code = "" },
		"no name":       func(_ *dossier.Approval, s *[]dossier.LocalState) { (*s)[0].Name = motcua.Text{} },
		"twice":         func(_ *dossier.Approval, s *[]dossier.LocalState) { (*s)[0].Code = "trinh-ky" },
		"no such state": func(_ *dossier.Approval, s *[]dossier.LocalState) { (*s)[0].National = 11 },
		"before all":    func(_ *dossier.Approval, s *[]dossier.LocalState) { (*s)[0].National = 0 },
		"too many":      func(_ *dossier.Approval, s *[]dossier.LocalState) { *s = make([]dossier.LocalState, 1001) },
	} {
		a, s := approval, states()
		spoil(&a, &s)
		if _, err := dossier.NewLocalStates(a, s); !errors.Is(err, dossier.ErrStates) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLabels(t *testing.T) {
	var texts []motcua.Text
	for _, s := range append(dossier.States(), 0) {
		texts = append(texts, s.Label())
	}
	checkTexts(t, texts)
	texts = nil
	for _, d := range []dossier.DeadlineKind{
		dossier.DeadlineNotice, dossier.DeadlineAnswer, dossier.DeadlineForward, dossier.DeadlineReturn, dossier.DeadlineApology,
		dossier.DeadlineResult, dossier.DeadlineConsultation, dossier.DeadlineStep, dossier.DeadlineSupplement, dossier.DeadlineCorrection,
	} {
		texts = append(texts, d.Label())
	}
	for _, u := range []dossier.Urgency{dossier.Overdue, dossier.DueToday, dossier.DueSoon} {
		texts = append(texts, u.Label())
	}
	for _, r := range []dossier.Role{
		dossier.RoleApplicant, dossier.RoleOneStop, dossier.RoleHandler, dossier.RoleHead, dossier.RoleConsulted, dossier.RoleSystem,
	} {
		texts = append(texts, r.Label())
	}
	for _, p := range []dossier.PaperKind{
		dossier.PaperReceipt, dossier.PaperSupplement, dossier.PaperRefusal, dossier.PaperApology, dossier.PaperStopNotice, dossier.PaperControlSlip,
	} {
		texts = append(texts, p.Label())
	}
	checkTexts(t, texts)
	if got := dossier.ActKind("dance").Label(); got.VI != "dance" {
		t.Errorf("unknown act is %q", got)
	}
}

// TestNextKeepsItsArguments: what the caller changes afterwards changes no case.
func TestNextKeepsItsArguments(t *testing.T) {
	a := handedIn(t)
	a.Files = []dossier.File{{Hash: hash(), Name: "đơn"}}
	out, err := dossier.Next(dossier.Case{}, a, at(t, "2024-08-19 09:00:00"), office(t))
	if err != nil {
		t.Fatal(err)
	}
	a.Procedure.Name, a.Procedure.Parts[0].Name, a.Files[0].Name = "x", "x", "x"
	if p := out.Case.Procedure; p.Name == "x" || p.Parts[0].Name == "x" || out.Events[0].Act.Files[0].Name == "x" || out.Case.Files[0].Name == "x" {
		t.Error("the case changed with the act")
	}
}

func BenchmarkNext(b *testing.B) {
	p := newPlay(b).submit("2024-08-19 09:00:00", dossier.ChannelDirect)
	a, when := receiving(b, "2024-08-19 09:00:00"), at(b, "2024-08-19 09:00:00")
	// The floor: the counting of working time that receiving takes.
	b.Run("floor", func(b *testing.B) {
		for b.Loop() {
			for _, n := range []int{3, 5} {
				if _, err := p.office.Calendar.Due(when, motcua.Term{N: n, Unit: motcua.WorkingDays}); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("receive", func(b *testing.B) {
		for b.Loop() {
			if _, err := dossier.Next(p.c, a, when, p.office); err != nil {
				b.Fatal(err)
			}
		}
	})
}
