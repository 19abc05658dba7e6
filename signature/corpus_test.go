package signature_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/motcua/motcua/internal/corpus"
	"github.com/motcua/motcua/signature"
)

// judge verifies a file in memory.
func judge(data []byte) (*signature.Result, error) {
	doc, err := signature.Open(bytes.NewReader(data), int64(len(data)), signature.OpenOptions{})
	if err != nil {
		return nil, err
	}
	return signature.Verify(context.Background(), doc, signature.VerifyOptions{})
}

// accepted reports whether every signature is intact and nothing that is not
// permitted came after it; trust is another question.
func accepted(r *signature.Result) bool {
	for _, s := range r.Signatures {
		if s.Integrity.Status != signature.Intact || s.Changes.Permitted != signature.Yes {
			return false
		}
	}
	return len(r.Signatures) > 0
}

// flagged reports whether some verdict warns.
func flagged(r *signature.Result, err error) bool {
	return err != nil || len(r.Signatures) > 0 && !accepted(r)
}

// summary shows the verdicts of a file on one line.
func summary(r *signature.Result, err error) string {
	if err != nil {
		return "error: " + err.Error()
	}
	var b strings.Builder
	for _, s := range r.Signatures {
		fmt.Fprintf(&b, "[%s %s %s rev %d/%d %s:%s", s.Field, s.Integrity.Status, s.Integrity.Reason, s.Revision, r.Revisions, s.Changes.Level, permitted(s.Changes.Permitted))
		for _, c := range s.Changes.Details {
			fmt.Fprintf(&b, " %s@%d(%s%s)", c.Code, c.Object, c.Field, permitted(c.Permitted))
		}
		b.WriteString("] ")
	}
	return b.String()
}

func permitted(p signature.Tristate) string {
	out, _ := p.MarshalJSON()
	return string(out)
}

func TestCorpus(t *testing.T) {
	type count struct{ n, good int }
	var valid, altered count
	tally := map[string]int{}
	for _, f := range corpus.Files(t) {
		data, err := os.ReadFile(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		r, err := judge(data)
		name := filepath.Base(f.Path)
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
		outcome := "flagged"
		if err == nil && accepted(r) {
			outcome = "accepted"
		} else if err == nil && len(r.Signatures) == 0 {
			outcome = "unsigned"
		}
		tally[f.Verdict+" ("+f.Confidence+"): "+outcome]++
		switch {
		case f.Verdict == "valid" && (f.Confidence == "test" || f.Confidence == "consensus"):
			valid.n++
			if outcome == "accepted" {
				valid.good++
			} else {
				t.Errorf("%s: valid, but %s", name, summary(r, err))
			}
		case f.Verdict == "modified", f.Verdict == "attack", f.Verdict == "broken":
			altered.n++
			if flagged(r, err) {
				altered.good++
			} else {
				t.Errorf("%s: %s, but %s", name, f.Verdict, summary(r, err))
			}
		default:
			t.Logf("%s: %s: %s", name, f.Verdict, summary(r, err))
		}
	}
	for _, k := range sortedKeys(tally) {
		t.Logf("%4d  %s", tally[k], k)
	}
	// A line of its own, which scripts look for.
	fmt.Printf("corpus: valid %d of %d accepted, altered %d of %d flagged\n", valid.good, valid.n, altered.good, altered.n)
}

func sortedKeys(m map[string]int) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
