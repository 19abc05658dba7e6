package dossiertest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
)

// killedAgencies is how many agencies the killed processes number for.
const killedAgencies = 3

// NumberUntilKilled is what the processes of [KilledNumberers] do: it numbers
// dossiers of a few agencies without end, each process under a name of its own,
// and writes a line with key and code for each number that it was given.
//
// It returns when the context ends or a number is refused.
func NumberUntilKilled(ctx context.Context, n dossier.Numberer, process string, w io.Writer) error {
	for i := 0; ; i++ {
		agency, err := motcua.ParseAgencyID(fmt.Sprintf("H56.KILLED.%02d", i%killedAgencies))
		if err != nil {
			return err
		}
		got, err := n.Number(ctx, request(fmt.Sprintf("killed-%s-%d", process, i), agency, moment(1, 9, 0, 0)))
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(w, got.Key, got.Code); err != nil {
			return err
		}
	}
}

// KilledNumberers runs processes that do [NumberUntilKilled] on the database of
// open, kills them at random moments, each several times, and then looks at the
// register: what a process was given is there, nothing is given twice, and no
// number is missing. Command builds the call of a process with a name.
func KilledNumberers(t *testing.T, open func(testing.TB) dossier.Numberer, command func(process string) *exec.Cmd) {
	const processes, lives = 3, 4
	given := &register{codes: map[string]string{}}
	var wg sync.WaitGroup
	for p := range processes {
		wg.Go(func() {
			for life := range lives {
				given.live(t, command(fmt.Sprintf("%d.%d", p, life)))
			}
		})
	}
	wg.Wait()
	var all []motcua.AgencyID
	for i := range killedAgencies {
		a, err := motcua.ParseAgencyID(fmt.Sprintf("H56.KILLED.%02d", i))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	s := open(t)
	kept := map[string]string{}
	for _, n := range audit(t, s, all, 0) {
		kept[n.Key] = n.Code.String()
	}
	for key, code := range given.codes {
		if kept[key] != code {
			t.Errorf("%s was given %s, and the register has %q", key, code, kept[key])
		}
	}
	// A killed process may leave one number that it never learned of.
	if extra := len(kept) - len(given.codes); extra < 0 || extra > processes*lives {
		t.Errorf("%d numbers are kept, and %d were given", len(kept), len(given.codes))
	}
	if len(given.codes) == 0 {
		t.Error("no number was given")
	}
	t.Logf("%d processes were killed; %d numbers were given, %d kept", processes*lives, len(given.codes), len(kept))
	got := give(t, s, request("killed-after", all[0], moment(1, 10, 0, 0)))
	wantCode(t, got, all[0], "240801", 1+count(kept, all[0]))
}

func count(codes map[string]string, agency motcua.AgencyID) int {
	n := 0
	for _, code := range codes {
		if strings.HasPrefix(code, agency.String()+"-") {
			n++
		}
	}
	return n
}

// register collects what processes were given.
type register struct {
	mu    sync.Mutex
	codes map[string]string
}

// live runs a process, kills it soon after its first number, and keeps what it
// wrote until then.
func (r *register) live(t *testing.T, cmd *exec.Cmd) {
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Error(err)
		return
	}
	if err := cmd.Start(); err != nil {
		t.Error(err)
		return
	}
	var kill *time.Timer
	// Whoever never gives a number is killed in the end as well.
	patience := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if kill == nil {
			after := time.Duration(rand.IntN(300)) * time.Millisecond
			kill = time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		}
		key, code, ok := strings.Cut(lines.Text(), " ")
		if !ok {
			continue // cut off by the kill
		}
		r.mu.Lock()
		r.codes[key] = code
		r.mu.Unlock()
	}
	patience.Stop()
	if err := cmd.Wait(); kill == nil {
		t.Errorf("a process gave no number: %v", err)
	}
}
