package storetest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/token"
)

// testRegister walks certificates through their beginning, with two registers on
// one store, and audits.
func testRegister(t *testing.T, s token.Store) {
	ctx := context.Background()
	var registers []*token.Register
	for range 2 {
		registers = append(registers, register(t, s))
	}
	for i := range 6 {
		if err := hand(ctx, registers[i%2], fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	head, err := registers[0].Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	report, err := token.AuditLog(ctx, s, token.AuditOptions{Anchors: []token.LogHead{head}, Records: true})
	if err != nil || !report.Sound() || report.Unanchored != 0 {
		t.Errorf("audit: %+v, %v", report, err)
	}
	if n := len(collect(t, s.Devices(ctx, token.DeviceFilter{Holder: "S3"}))); n != 1 {
		t.Errorf("S3 holds %d devices, want 1", n)
	}
}

func register(t testing.TB, s token.Store) *token.Register {
	t.Helper()
	cal, err := motcua.NewCalendar(motcua.CalendarOptions{})
	if err != nil {
		t.Fatal(err)
	}
	g, err := token.NewRegister(s, cal, time.Now, token.RegisterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// hand enrols a person and brings a device to them.
func hand(ctx context.Context, g *token.Register, n string) error {
	if err := g.Enrol(ctx, token.Subscriber{ID: "S" + n, Kind: token.ForPerson, Manager: "M"}); err != nil {
		return err
	}
	at := time.Date(2021, time.March, 1, 2, 0, 0, 0, time.UTC)
	papers := []token.PaperKind{token.PaperRequest, token.PaperSubmission}
	_, err := g.Begin(ctx, "C"+n, "S"+n, token.Action{Act: token.ActAsk, Request: token.ForNew, By: token.AsSubscriber, At: at, Papers: papers})
	if err != nil {
		return err
	}
	for _, a := range []token.Action{
		{Act: token.ActConfirm, Request: token.ForNew, By: token.AsManager, Papers: papers},
		{Act: token.ActIssue, By: token.AsProvider, Serial: "1", Device: "D" + n, NotBefore: at, NotAfter: at.AddDate(3, 0, 0)},
		{Act: token.ActHandOver, By: token.AsManager},
	} {
		a.At = at
		if _, err := g.Act(ctx, "C"+n, a); err != nil {
			return err
		}
	}
	return nil
}

// WriteUntilKilled is what the processes of [Killed] do: they bring devices to
// people without end, under a name of their own, and write a line for each that
// the store has confirmed, with the head of the log.
//
// It returns when the context ends or the store fails.
func WriteUntilKilled(ctx context.Context, t testing.TB, s token.Store, process string, w io.Writer) error {
	g := register(t, s)
	for i := 0; ; i++ {
		n := fmt.Sprintf("%s-%d", process, i)
		if err := hand(ctx, g, n); err != nil {
			return err
		}
		head, err := g.Head(ctx)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s %s\n", n, head); err != nil {
			return err
		}
	}
}

// Killed kills processes that do [WriteUntilKilled] on one store at random moments,
// several times, and looks each time: what was confirmed is there, the log is whole
// and leads over every head that was seen, and the records agree with it. Command
// builds the call of a process with a name, open opens the store that they share.
func Killed(t *testing.T, open func(testing.TB) token.Store, command func(process string) *exec.Cmd) {
	const lives = 6
	var anchors []token.LogHead
	confirmed := map[string]bool{}
	for life := range lives {
		live(t, command(fmt.Sprint(life)), func(n string, h token.LogHead) {
			confirmed[n] = true
			anchors = append(anchors, h)
		})
		s := open(t)
		report, err := token.AuditLog(context.Background(), s, token.AuditOptions{Anchors: anchors, Records: true})
		if err != nil || !report.Sound() {
			t.Fatalf("after %d kills: %+v, %v", life+1, report, err)
		}
		there := map[string]token.CertificateRecord{}
		for _, r := range collect(t, s.Certificates(context.Background(), token.CertificateFilter{})) {
			there[r.ID] = r
		}
		for n := range confirmed {
			if there["C"+n].State != token.LifeHandedOver {
				t.Errorf("after %d kills: what was confirmed of %s is gone: %v", life+1, n, there["C"+n].State)
			}
		}
	}
	if len(confirmed) == 0 {
		t.Error("nothing was confirmed")
	}
	t.Logf("%d kills, %d devices confirmed", lives, len(confirmed))
}

// live runs a process, kills it soon after its first line, and reports its lines.
func live(t *testing.T, cmd *exec.Cmd, confirmed func(string, token.LogHead)) {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	patience := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	defer patience.Stop()
	var kill *time.Timer
	read := bufio.NewReader(out)
	for {
		line, err := read.ReadString('\n')
		if err != nil {
			break // the end, perhaps within a line: that one was not confirmed to us
		}
		n, head, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		h, err := token.ParseLogHead(head)
		if err != nil {
			continue
		}
		if kill == nil {
			kill = time.AfterFunc(time.Duration(rand.IntN(400_000))*time.Microsecond, func() { _ = cmd.Process.Kill() })
		}
		confirmed(n, h)
	}
	if err := cmd.Wait(); kill == nil {
		t.Errorf("a process confirmed nothing: %v", err)
	}
}
