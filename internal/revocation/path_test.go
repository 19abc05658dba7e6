package revocation

import (
	"testing"

	"github.com/motcua/motcua/internal/cert"
)

// member is a certificate of a path, told apart by its bytes.
func member(name string) *cert.Certificate {
	return &cert.Certificate{Raw: []byte(name), NotBefore: day(0), NotAfter: day(300)}
}

// by puts the signer's path into an answer.
func by(path ...*cert.Certificate) func(*Evidence) {
	return func(e *Evidence) { e.Signer, e.SignerPath = path[0], path }
}

// world is a Source that also counts how often it is asked.
type world struct {
	answers map[string][]Evidence
	asked   map[string]int
}

func (w *world) source(path []*cert.Certificate, i int) []Evidence {
	if w.asked == nil {
		w.asked = map[string]int{}
	}
	name := string(path[i].Raw)
	w.asked[name]++
	return w.answers[name]
}

func TestJudgePath(t *testing.T) {
	root, ca, leaf, side, twin := member("root"), member("ca"), member("leaf"), member("side"), member("twin")
	path := []*cert.Certificate{leaf, ca, root}
	byRoot := by(root)
	byCA := by(ca, root)
	bySide, byTwin := by(side, root), by(twin, root)
	key := func(n int) func(*Evidence) { return revokedOn(n, ReasonKeyCompromise) }
	tests := []struct {
		name     string
		at       int
		answers  map[string][]Evidence
		leaf, ca Status
		why      Why // of the leaf
	}{
		{name: "all good", at: 10, leaf: Good, ca: Good, answers: map[string][]Evidence{
			"ca": {list(20, byRoot)}, "leaf": {list(20, byCA)}}},
		{name: "nothing about the CA", at: 10, leaf: Good, ca: Unknown, answers: map[string][]Evidence{
			"leaf": {list(20, byCA)}}},
		{name: "CA revoked before", at: 30, leaf: Unknown, ca: Revoked, why: SignerNotGood, answers: map[string][]Evidence{
			"ca": {list(40, byRoot, key(20))}, "leaf": {list(40, byCA)}}},
		{name: "CA revoked when it signed", at: 10, leaf: Unknown, ca: Good, why: SignerNotGood, answers: map[string][]Evidence{
			"ca": {list(40, byRoot, revokedOn(20, 4))}, "leaf": {list(20, byCA)}}},
		{name: "CA compromised after it signed, not proven", at: 10, leaf: Unknown, ca: Good, why: SignerNotGood, answers: map[string][]Evidence{
			"ca": {list(40, byRoot, key(30))}, "leaf": {list(20, byCA)}}},
		{name: "CA compromised after it signed, proven", at: 10, leaf: Good, ca: Good, answers: map[string][]Evidence{
			"ca": {list(40, byRoot, key(30))}, "leaf": {list(20, byCA, exists(29))}}},
		{name: "CA compromised when it is proven", at: 10, leaf: Unknown, ca: Good, why: SignerNotGood, answers: map[string][]Evidence{
			"ca": {list(40, byRoot, key(30))}, "leaf": {list(20, byCA, exists(30))}}},
		{name: "CA closed after it signed, not proven", at: 10, leaf: Good, ca: Good, answers: map[string][]Evidence{
			"ca": {list(40, byRoot, revokedOn(30, 5))}, "leaf": {list(20, byCA)}}},
		{name: "CA revoked without a reason, not proven", at: 10, leaf: Unknown, ca: Good, why: SignerNotGood, answers: map[string][]Evidence{
			"ca": {list(40, byRoot, revokedOn(30, NoReason))}, "leaf": {list(20, byCA)}}},
		{name: "signer beside the path, good", at: 10, leaf: Good, ca: Good, answers: map[string][]Evidence{
			"ca": {list(20, byRoot)}, "side": {list(20, byRoot)}, "leaf": {list(20, bySide)}}},
		{name: "signer beside the path, nothing known", at: 10, leaf: Unknown, ca: Good, why: SignerNotGood, answers: map[string][]Evidence{
			"ca": {list(20, byRoot)}, "leaf": {list(20, bySide)}}},
		{name: "signer beside the path, stale", at: 10, leaf: Unknown, ca: Good, why: SignerNotGood, answers: map[string][]Evidence{
			"ca": {list(20, byRoot)}, "side": {list(19, byRoot)}, "leaf": {list(20, bySide)}}},
		{name: "signer beside the path, revoked", at: 10, leaf: Unknown, ca: Good, why: SignerNotGood, answers: map[string][]Evidence{
			"ca": {list(20, byRoot)}, "side": {list(20, byRoot, key(20))}, "leaf": {list(20, bySide)}}},
		{name: "signer that lists itself", at: 10, leaf: Good, ca: Good, answers: map[string][]Evidence{
			"ca": {list(20, byRoot)}, "side": {list(20, bySide)}, "leaf": {list(20, bySide)}}},
		{name: "signer that lists itself as revoked", at: 10, leaf: Unknown, ca: Good, why: SignerNotGood, answers: map[string][]Evidence{
			"ca": {list(20, byRoot)}, "side": {list(20, bySide, key(15))}, "leaf": {list(20, bySide)}}},
		{name: "signers that vouch for each other, one revoked", at: 10, leaf: Unknown, ca: Good, why: SignerNotGood, answers: map[string][]Evidence{
			"ca": {list(20, byRoot)}, "leaf": {list(20, bySide), list(20, byTwin)},
			"side": {list(20, byTwin), list(20, byRoot, key(15))}, "twin": {list(20, bySide)}}},
		{name: "signer about whom nothing is to be asked", at: 10, leaf: Good, ca: Good, answers: map[string][]Evidence{
			"ca": {list(20, byRoot)}, "leaf": {list(20)}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := &world{answers: tt.answers}
			got := JudgePath(path, Moments{At: day(tt.at), Now: day(200)}, w.source)
			if len(got) != 2 || got[0].Status != tt.leaf || got[1].Status != tt.ca || got[0].Why != tt.why {
				t.Errorf("got %+v", got)
			}
			for name, n := range w.asked {
				if n > 1 || name == "root" {
					t.Errorf("asked %d times about %s", n, name)
				}
			}
		})
	}
	if got := JudgePath([]*cert.Certificate{leaf}, Moments{}, (&world{}).source); len(got) != 0 {
		t.Errorf("an anchor was judged: %v", got)
	}
}

// TestJudgePathBounds: signers that vouch for one another in many ways must end.
func TestJudgePathBounds(t *testing.T) {
	root := member("root")
	var signers []*cert.Certificate
	for i := range 40 {
		signers = append(signers, member(string(rune('A'+i))))
	}
	all := map[string][]Evidence{}
	for i, c := range append(signers, member("leaf")) {
		for n, s := range signers {
			all[string(c.Raw)] = append(all[string(c.Raw)], list(20+(i+n)%7, by(s, root)))
		}
	}
	w := &world{answers: all}
	got := JudgePath([]*cert.Certificate{member("leaf"), root}, Moments{At: day(10), Now: day(200)}, w.source)
	if len(got) != 1 {
		t.Errorf("got %v", got)
	}
}
