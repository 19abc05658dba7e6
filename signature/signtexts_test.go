package signature

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/motcua/motcua"
)

// TestSigningTexts: every refusal and warning has one sentence in each language,
// in NFC, and none twice.
func TestSigningTexts(t *testing.T) {
	seen := map[string]bool{}
	check := func(code string, text motcua.Text) {
		t.Helper()
		for _, s := range []string{text.VI, text.EN} {
			if s == code || !norm.NFC.IsNormalString(s) || !strings.HasSuffix(s, ".") || seen[s] {
				t.Errorf("%s: %q", code, s)
			}
			seen[s] = true
		}
	}
	for _, r := range Refusals() {
		check(string(r), r.Text())
	}
	for _, w := range Warnings() {
		check(string(w), w.Text())
	}
	if Refusal("new").Text().EN != "new" || Warning("new").Text().EN != "new" || Baseline(9).String() != "unknown" {
		t.Error("an unknown code has no text of its own")
	}
}

// TestRefusedError: the error says why, but not which field, whose name may be
// personal.
func TestRefusedError(t *testing.T) {
	behind := errors.New("behind")
	err := error(&RefusedError{Why: RefusedStatus, Field: "Nguyễn Văn A", Reason: ReasonTrustNotEvaluated, Err: behind})
	if !errors.Is(err, ErrRefused) || !errors.Is(err, behind) || errors.Is(err, ErrKey) {
		t.Error("the error matches wrongly")
	}
	want := "signature: sign document: refused: certificate-not-trusted: trust-not-evaluated: behind"
	if err.Error() != want {
		t.Errorf("got %q, want %q", err, want)
	}
}
