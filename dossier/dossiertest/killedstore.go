package dossiertest

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	mrand "math/rand/v2"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
)

// killedCases is how many cases the killed processes work on together.
const killedCases = 2

func killedCase(i int) string { return fmt.Sprint("killed-case-", i) }

// ActUntilKilled is what the processes of [KilledStores] do: it assigns officers
// to a few cases without end, each process under a name of its own, and writes a
// line with the case and the key of each command that was done.
//
// It returns when the context ends or an act is refused.
func ActUntilKilled(ctx context.Context, s dossier.Store, process string, w io.Writer) error {
	o, err := office()
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		c := dossier.Command{
			Key: fmt.Sprintf("%s-%d", process, i), Case: killedCase(i % killedCases),
			Act: by(dossier.ActAssign, dossier.RoleHead), At: moment(1, 11, 0, 0),
		}
		_, err := dossier.Do(ctx, s, c, o, rand.Reader)
		if errors.Is(err, dossier.ErrConflict) {
			continue
		}
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(w, c.Case, c.Key); err != nil {
			return err
		}
	}
}

// KilledStores runs processes that do [ActUntilKilled] on the store of open,
// kills them at random moments, and then reads the logs: what a process was told
// is done is there, once, and every log is whole. Command builds the call of a
// process with a name.
func KilledStores(t *testing.T, open func(testing.TB) dossier.Store, command func(process string) *exec.Cmd) {
	const processes, lives = 2, 3
	s := open(t)
	agency, err := motcua.ParseAgencyID("H56.KILLED.STORE")
	if err != nil {
		t.Fatal(err)
	}
	o, err := office()
	if err != nil {
		t.Fatal(err)
	}
	d := doer{t: t, office: o, agency: agency}
	for i := range killedCases {
		d.received(s, killedCase(i), moment(1, 9, 0, 0), i+1)
		d.do(s, killedCase(i), by(dossier.ActForward, dossier.RoleOneStop), moment(1, 10, 0, 0))
	}
	told := &register{codes: map[string]string{}}
	var wg sync.WaitGroup
	for p := range processes {
		wg.Go(func() {
			for life := range lives {
				told.act(t, command(fmt.Sprintf("%d.%d", p, life)))
			}
		})
	}
	wg.Wait()
	done, kept := map[string]int{}, 0
	for i := range killedCases {
		log := load(t, open(t), killedCase(i)).Log[3:]
		kept += len(log)
		for _, k := range log {
			done[killedCase(i)+" "+k.Key]++
		}
	}
	for line := range told.codes {
		if done[line] != 1 {
			t.Errorf("%s was done, and is there %d times", line, done[line])
		}
	}
	// A killed process may leave one command that it was not told of.
	if extra := kept - len(told.codes); extra < 0 || extra > processes*lives || kept != len(done) || len(told.codes) == 0 {
		t.Errorf("%d entries of %d commands are kept, %d were told", kept, len(done), len(told.codes))
	}
	t.Logf("%d processes were killed; %d commands were told done, %d kept", processes*lives, len(told.codes), kept)
}

// act runs a process, kills it soon after its first line, and keeps what it
// wrote until then.
func (r *register) act(t *testing.T, cmd *exec.Cmd) {
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Error(err)
		return
	}
	var kill *time.Timer
	patience := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			break // also where the kill cut a line off
		}
		if kill == nil {
			kill = time.AfterFunc(time.Duration(mrand.IntN(200))*time.Millisecond, func() { _ = cmd.Process.Kill() })
		}
		r.mu.Lock()
		r.codes[strings.TrimSuffix(line, "\n")] = ""
		r.mu.Unlock()
	}
	patience.Stop()
	if err := cmd.Wait(); kill == nil {
		t.Errorf("a process did nothing: %v", err)
	}
}
