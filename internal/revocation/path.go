package revocation

import (
	"bytes"
	"slices"
	"time"

	"github.com/motcua/motcua/internal/cert"
)

const (
	// maxNesting bounds how far JudgePath follows the signers of answers about the
	// signers of answers.
	maxNesting = 16

	// maxJudgements bounds the judgements of one JudgePath. What would need more
	// is not believed.
	maxJudgements = 4096
)

// Source gives the evidence about the certificate at an index of a path (leaf
// first, anchor last). JudgePath asks once for each certificate.
type Source func(path []*cert.Certificate, index int) []Evidence

// JudgePath judges every certificate of a path but the anchor, which stands by
// decision of who trusts it. Verdicts are in the order of the path.
//
// An answer is believed only if its signer is: one that stands beside the path
// must itself be good at the moment when it issued the answer; one that stands in
// the path, which is judged anyway, must not have been revoked by then. A signer
// that is revoked later for a compromise, or without a reason that excludes one,
// is believed only if the answer is proven to exist before: its key may have
// signed with any date. A list that is evidence about its own signer is believed
// in that matter, since the issuer of a list may have its own certificate on it.
func JudgePath(path []*cert.Certificate, m Moments, source Source) []Verdict {
	j := &pathJudge{
		source: source, now: m, left: maxJudgements,
		evidence: make(map[*cert.Certificate][]Evidence), verdicts: make(map[occasion]Verdict),
	}
	return j.judge(path, m.At, nil)
}

// occasion is one certificate at one moment.
type occasion struct {
	c  *cert.Certificate
	at time.Time
}

type pathJudge struct {
	source   Source
	now      Moments
	left     int // judgements
	evidence map[*cert.Certificate][]Evidence
	verdicts map[occasion]Verdict

	// assumed counts the signers that were believed because they are being judged.
	// A verdict that needed one holds only within that judgement.
	assumed int
}

// judge works from the anchor down. Asked are the certificates that are being
// judged already.
func (j *pathJudge) judge(path []*cert.Certificate, at time.Time, asked []*cert.Certificate) []Verdict {
	out := make([]Verdict, max(len(path)-1, 0))
	for i := len(out) - 1; i >= 0; i-- {
		key := occasion{path[i], at}
		v, ok := j.verdicts[key]
		if !ok {
			before := j.assumed
			v = j.judgeOne(path, i, at, asked)
			if j.assumed == before {
				j.verdicts[key] = v
			}
		}
		out[i] = v
	}
	return out
}

func (j *pathJudge) judgeOne(path []*cert.Certificate, i int, at time.Time, asked []*cert.Certificate) Verdict {
	if j.left == 0 {
		return Verdict{Reason: NoReason, Why: SignerNotGood}
	}
	j.left--
	c := path[i]
	evidence, ok := j.evidence[c]
	if !ok {
		evidence = j.source(path, i)
		j.evidence[c] = evidence
	}
	asked = append(slices.Clip(asked), c)
	believed := make([]Evidence, 0, len(evidence))
	for _, e := range evidence {
		if j.signerHolds(path[i+1:], &e, asked) {
			believed = append(believed, e)
		}
	}
	v := Judge(c, Moments{At: at, Now: j.now.Now}, believed)
	if v.Status == Unknown && len(believed) < len(evidence) && v.Why < SignerNotGood {
		v.Why = SignerNotGood
	}
	return v
}

// signerHolds says whether the signer of an answer is to be believed. Above are
// the certificates above the one that the answer is about.
func (j *pathJudge) signerHolds(above []*cert.Certificate, e *Evidence, asked []*cert.Certificate) bool {
	path := e.SignerPath
	if len(path) < 2 {
		return true
	}
	signer := func(c *cert.Certificate) bool { return c == path[0] || bytes.Equal(c.Raw, path[0].Raw) }
	if slices.ContainsFunc(asked, signer) {
		j.assumed++
		return true
	}
	if len(asked) > maxNesting {
		return false
	}
	inPath := slices.ContainsFunc(above, signer)
	for _, v := range j.judge(path, e.ThisUpdate, asked) {
		if v.Status == Revoked || v.Status == Unknown && !inPath {
			return false
		}
	}
	for _, v := range j.judge(path, j.now.existence(e), asked) {
		if v.Status == Revoked && mayBeCompromise(v.Reason) {
			return false
		}
	}
	return true
}

// mayBeCompromise is false for the reasons that speak of something else: the
// subject's affairs, or a certificate that took its place.
func mayBeCompromise(reason int) bool {
	switch reason {
	case NoReason, ReasonUnspecified, ReasonKeyCompromise, ReasonCACompromise, ReasonAACompromise:
		return true
	}
	return false
}
