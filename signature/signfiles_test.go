package signature_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/motcua/motcua/internal/corpus"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// keeps holds the verdicts on the signatures of a file against those after one
// more was added: none is worse, and the new one is good.
func keeps(t *testing.T, name string, before *signature.Result, after []byte) *signature.Result {
	t.Helper()
	r, err := judge(after)
	if err != nil {
		t.Errorf("%s: the result is not readable: %v", name, err)
		return nil
	}
	kept := map[string]bool{}
	for _, s := range r.Signatures {
		if s.Integrity.Status == signature.Intact && s.Changes.Permitted == signature.Yes {
			kept[fmt.Sprint(s.Field, s.Kind, s.Revision)] = true
		}
	}
	good := 0
	for _, s := range before.Signatures {
		if s.Integrity.Status != signature.Intact || s.Changes.Permitted != signature.Yes {
			continue
		}
		good++
		if !kept[fmt.Sprint(s.Field, s.Kind, s.Revision)] {
			t.Errorf("%s: %s no longer stands: %s", name, s.Field, summary(r, nil))
		}
	}
	if len(kept) < good+1 {
		t.Errorf("%s: the new signature is not good: %s", name, summary(r, nil))
	}
	return r
}

// signTwice signs as an office does: the person, then the agency. It returns the
// first error.
func signTwice(t *testing.T, name string, data []byte, level signature.Baseline, password ...[]byte) ([]byte, error) {
	t.Helper()
	r, err := judge(data)
	if err != nil {
		r = &signature.Result{}
	}
	for _, id := range []*signaturetest.Identity{signaturetest.Person(), signaturetest.Agency()} {
		var err error
		opts := options(func(o *signature.SignOptions) { o.Level, o.Reason = level, "Phê duyệt" })
		if len(password) > 0 {
			opts.Password = password[0]
		}
		if data, _, err = sign(t, data, id, opts); err != nil {
			return nil, err
		}
		if r = keeps(t, name, r, data); r == nil {
			return data, nil
		}
	}
	return data, nil
}

// TestSignSamples signs every sample twice. What is not signed is refused for a
// stated reason, and nothing but what is broken or closed is.
func TestSignSamples(t *testing.T) {
	closed := map[string]signature.Refusal{
		"certified-p1":           signature.RefusedCertified,
		"certified-p1-long-term": signature.RefusedCertified,
	}
	for _, s := range signaturetest.Samples() {
		t.Run(s.Name, func(t *testing.T) {
			out, err := signTwice(t, s.Name, s.Data(), signature.BaselineB)
			switch want, isClosed := closed[s.Name]; {
			case isClosed && refusal(err) != want:
				t.Errorf("got %v, want refusal %s", err, want)
			case isClosed:
			case s.Want.StatusBeforeTrust == "valid" && err != nil:
				t.Errorf("a valid file is not signed: %v", err)
			case err != nil && refusal(err) == "" && !errors.Is(err, signature.ErrNotPDF):
				t.Errorf("no reason: %v", err)
			case err != nil:
				t.Logf("%v", err)
			case s.Want.StatusBeforeTrust == "valid":
				r, err := judge(out)
				if err != nil || !accepted(r) {
					t.Errorf("after signing: %s", summary(r, err))
				}
			}
		})
	}
}

// closedOrOdd tells whether a sound file may be refused: because it was certified
// against changes, is encrypted in a way that is not written, or has a reference
// that leads astray where the signature would go.
func closedOrOdd(name string, err error) bool {
	switch refusal(err) {
	case signature.RefusedCertified, signature.RefusedEncrypted:
		return true
	case signature.RefusedDamaged:
		return strings.Contains(name, "test_sign_without_annot")
	}
	return false
}

// TestSignCorpus signs every real file twice. Valid ones are signed or refused for
// their certification, and keep every earlier signature.
func TestSignCorpus(t *testing.T) {
	tally := map[string]int{}
	for _, f := range corpus.Files(t) {
		data, err := os.ReadFile(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		_, err = signTwice(t, f.Name, data, signature.BaselineB)
		if refusal(err) == signature.RefusedEncrypted {
			_, err = signTwice(t, f.Name, data, signature.BaselineB, []byte("ownersecret"))
		}
		outcome := "signed"
		switch why := refusal(err); {
		case why != "":
			outcome = string(why)
		case errors.Is(err, signature.ErrNotPDF):
			outcome = "not readable"
		case err != nil:
			t.Errorf("%s: no reason: %v", f.Name, err)
		}
		tally[f.Verdict+": "+outcome]++
		sound := f.Verdict == "valid" || f.Verdict == "unsigned"
		if sound && err != nil && !closedOrOdd(f.Name, err) {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	for _, k := range sortedKeys(tally) {
		t.Logf("%4d  %s", tally[k], k)
	}
}
