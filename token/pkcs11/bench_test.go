//go:build cgo && linux

package pkcs11_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"fmt"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	raw "github.com/miekg/pkcs11"

	"github.com/motcua/motcua/token/pkcs11"
)

// BenchmarkSign signs on a SoftHSM token, through the device and by raw calls of
// the binding with a session for each goroutine, which is the ceiling. The two
// take turns, so that the load of the machine meets both; ns/op is the device's,
// "raw-ns/op" the ceiling, "of-raw-%" the median of the turns' ratios, and
// "cpu-of-raw-%" the same of the processor time spent, which other work on the
// machine disturbs less.
func BenchmarkSign(b *testing.B) {
	freshToken(b)
	d := open(b, softHSM, pkcs11.Options{PIN: pinOf(userPIN)})
	certificates, err := d.Certificates(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range certificates {
		signer, err := d.Signer(b.Context(), c)
		if err != nil {
			b.Fatal(err)
		}
		name := "P256"
		if _, ok := c.PublicKey.(*rsa.PublicKey); ok {
			name = "RSA2048"
		}
		for _, goroutines := range []int{1, 2, 8} {
			b.Run(fmt.Sprintf("%s/%d", name, goroutines), func(b *testing.B) {
				compare(b, goroutines, signer, newCeiling(b, d, signer, c.ID, goroutines))
			})
		}
	}
}

func compare(b *testing.B, goroutines int, signer crypto.Signer, ceiling *ceiling) {
	digest := sha256.Sum256([]byte("một cửa"))
	device := func(int) error {
		_, err := signer.Sign(rand.Reader, digest[:], crypto.SHA256)
		return err
	}
	if err := device(0); err != nil { // logs in, finds the key
		b.Fatal(err)
	}
	const turns = 20
	var ours, theirs time.Duration
	var ratios, cpu []float64
	n := max(1, b.N/turns)
	for range turns {
		before := processorTime(b)
		r := run(b, goroutines, n, ceiling.sign)
		between := processorTime(b)
		o := run(b, goroutines, n, device)
		after := processorTime(b)
		ours, theirs = ours+o, theirs+r
		ratios = append(ratios, 100*float64(r)/float64(o))
		cpu = append(cpu, 100*float64(between-before)/float64(after-between))
	}
	slices.Sort(ratios)
	slices.Sort(cpu)
	b.ReportMetric(cpu[len(cpu)/2], "cpu-of-raw-%")
	b.ReportMetric(float64(ours.Nanoseconds())/float64(n*turns), "ns/op")
	b.ReportMetric(float64(theirs.Nanoseconds())/float64(n*turns), "raw-ns/op")
	b.ReportMetric(ratios[len(ratios)/2], "of-raw-%")
}

// processorTime is what the process has used so far.
func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// run calls f n times in all and returns the time that it took.
func run(b *testing.B, goroutines, n int, f func(goroutine int) error) time.Duration {
	var wg sync.WaitGroup
	started := time.Now()
	for g := range goroutines {
		wg.Go(func() {
			for i := g; i < n; i += goroutines {
				if err := f(g); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	return time.Since(started)
}

// ceiling is the binding alone.
type ceiling struct {
	ctx       *raw.Ctx
	mechanism []*raw.Mechanism
	input     []byte
	key       raw.ObjectHandle
	sessions  []raw.SessionHandle
}

func newCeiling(b *testing.B, d *pkcs11.Device, signer crypto.Signer, id []byte, goroutines int) *ceiling {
	b.Helper()
	state, err := d.State(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	digest := sha256.Sum256([]byte("một cửa"))
	c := &ceiling{ctx: raw.New(softHSM), input: digest[:]}
	c.mechanism = []*raw.Mechanism{raw.NewMechanism(raw.CKM_ECDSA, nil)}
	if _, ok := signer.Public().(*rsa.PublicKey); ok {
		c.mechanism = []*raw.Mechanism{raw.NewMechanism(raw.CKM_RSA_PKCS, nil)}
		prefix := []byte{0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20}
		c.input = append(prefix, digest[:]...)
	}
	for range goroutines {
		s, err := c.ctx.OpenSession(uint(state.Slot.ID), raw.CKF_SERIAL_SESSION)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = c.ctx.CloseSession(s) })
		c.sessions = append(c.sessions, s)
	}
	if err := c.ctx.FindObjectsInit(c.sessions[0], []*raw.Attribute{
		raw.NewAttribute(raw.CKA_CLASS, raw.CKO_PRIVATE_KEY), raw.NewAttribute(raw.CKA_ID, id),
	}); err != nil {
		b.Fatal(err)
	}
	found, _, err := c.ctx.FindObjects(c.sessions[0], 1)
	if err != nil || len(found) != 1 {
		b.Fatalf("%d keys, %v", len(found), err)
	}
	if err := c.ctx.FindObjectsFinal(c.sessions[0]); err != nil {
		b.Fatal(err)
	}
	c.key = found[0]
	return c
}

func (c *ceiling) sign(goroutine int) error {
	s := c.sessions[goroutine]
	if err := c.ctx.SignInit(s, c.mechanism, c.key); err != nil {
		return err
	}
	_, err := c.ctx.Sign(s, c.input)
	return err
}
