package signature_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// got mirrors signaturetest.WantSignature as far as this package judges.
type got struct {
	Field, Kind, Integrity, ChangeLevel, Permitted string
	Weak                                           bool
}

// TestSamples holds every named sample against the verdict that its maker
// states. What a sample leaves open is not compared.
func TestSamples(t *testing.T) {
	for _, s := range signaturetest.Samples() {
		t.Run(s.Name, func(t *testing.T) {
			r, err := judge(s.Data())
			if status := beforeTrust(r, err); status != s.Want.StatusBeforeTrust {
				t.Errorf("status %s, want %s: %s", status, s.Want.StatusBeforeTrust, summary(r, err))
			}
			if s.Want.Signatures == nil || err != nil {
				return
			}
			if len(r.Signatures) != len(s.Want.Signatures) {
				t.Fatalf("%d signatures, want %d: %s", len(r.Signatures), len(s.Want.Signatures), summary(r, err))
			}
			for i, want := range s.Want.Signatures {
				g, w := compared(r.Signatures[i], want)
				if diff := cmp.Diff(w, g); diff != "" {
					t.Errorf("signature %d (-want +got):\n%s%s", i, diff, summary(r, err))
				}
			}
		})
	}
}

// beforeTrust is the status that would result if every certificate were
// trusted.
func beforeTrust(r *signature.Result, err error) string {
	if err != nil {
		return "error"
	}
	trusting := *r
	trusting.Signatures = append([]signature.Signature{}, r.Signatures...)
	for i := range trusting.Signatures {
		trusting.Signatures[i].Trust.Status = signature.Trusted
	}
	return string(trusting.Status())
}

func compared(s signature.Signature, want signaturetest.WantSignature) (got, got) {
	g := got{
		Field: s.Field, Kind: string(s.Kind), Integrity: string(s.Integrity.Status),
		ChangeLevel: s.Changes.Level.String(), Permitted: permitted(s.Changes.Permitted),
	}
	w := got{Field: want.Field, Kind: want.Kind, Integrity: want.Integrity, ChangeLevel: want.ChangeLevel, Weak: want.Weak}
	for _, n := range s.Notes {
		g.Weak = g.Weak || n == signature.NoteSHA1
	}
	open := func(want string, got *string) {
		if want == "" {
			*got = ""
		}
	}
	open(want.Field, &g.Field)
	open(want.Kind, &g.Kind)
	open(want.Integrity, &g.Integrity)
	open(want.ChangeLevel, &g.ChangeLevel)
	if want.Permitted != nil {
		w.Permitted = map[bool]string{true: "true", false: "false"}[*want.Permitted]
	} else {
		g.Permitted = ""
	}
	if g.Integrity != "intact" {
		g.Weak = w.Weak
	}
	return g, w
}
