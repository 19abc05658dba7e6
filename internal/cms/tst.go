package cms

import (
	"math/big"
	"time"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert/der"
)

// TSTInfo is the content of a time-stamp token (RFC 3161, 2.4.2).
type TSTInfo struct {
	Version          int
	Policy           string        // OID
	ImprintAlgorithm der.Algorithm // see Digest
	Imprint          []byte        // digest of what was time-stamped
	Serial           *big.Int
	Time             time.Time     // genTime, UTC, with its fraction
	Accuracy         time.Duration // 0 if the authority states none
	Ordering         bool
	Nonce            *big.Int // nil if absent
	TSA              []byte   // DER of the GeneralName; nil if absent
}

// maxImprint is the longest digest worth keeping.
const maxImprint = 1024

// ParseTSTInfo reads the content of a time-stamp token, which is
// SignedData.Content when EncapContentType is OIDTSTInfo. Extensions are
// skipped.
//
// Errors: *LimitError, ErrMalformed.
func ParseTSTInfo(content []byte) (*TSTInfo, error) {
	scan := scanner{limits: Limits{}.withDefaults()}
	n, err := scan.scan(content)
	if err != nil {
		return nil, err
	}
	if n != len(content) {
		return nil, malformed("octets after time-stamp info")
	}
	if scan.notDER {
		if content, err = normalise(content, scan.limits); err != nil {
			return nil, err
		}
	}
	var t TSTInfo
	if what := t.parse(content); what != "" {
		return nil, malformed("time-stamp info: " + what)
	}
	return &t, nil
}

// Digest is the algorithm of the imprint.
//
// Errors: *UnsupportedAlgorithmError.
func (t *TSTInfo) Digest() (Digest, error) { return ParseDigest(t.ImprintAlgorithm) }

// parse returns what is malformed, or "".
func (t *TSTInfo) parse(content []byte) string {
	input := cryptobyte.String(content)
	var seq, imprint, hash cryptobyte.String
	t.Serial = new(big.Int)
	switch {
	case !input.ReadASN1(&seq, asn1.SEQUENCE):
		return "sequence"
	case !seq.ReadASN1Integer(&t.Version):
		return "version"
	case !der.ReadOID(&seq, &t.Policy):
		return "policy"
	case !seq.ReadASN1(&imprint, asn1.SEQUENCE) || !der.ReadAlgorithm(&imprint, &t.ImprintAlgorithm) ||
		!imprint.ReadASN1(&hash, asn1.OCTET_STRING) || !imprint.Empty() || len(hash) > maxImprint:
		return "message imprint"
	case !der.ReadInteger(&seq, t.Serial):
		return "serial number"
	case !seq.PeekASN1Tag(asn1.GeneralizedTime) || !der.ReadTime(&seq, &t.Time):
		return "generation time"
	}
	t.Imprint = hash
	return t.parseOptional(&seq)
}

// parseOptional reads what follows genTime.
func (t *TSTInfo) parseOptional(seq *cryptobyte.String) string {
	if seq.PeekASN1Tag(asn1.SEQUENCE) && !t.parseAccuracy(seq) {
		return "accuracy"
	}
	if seq.PeekASN1Tag(asn1.BOOLEAN) {
		var b cryptobyte.String
		if !seq.ReadASN1(&b, asn1.BOOLEAN) || len(b) != 1 {
			return "ordering"
		}
		t.Ordering = b[0] != 0
	}
	if seq.PeekASN1Tag(asn1.INTEGER) {
		t.Nonce = new(big.Int)
		if !der.ReadInteger(seq, t.Nonce) {
			return "nonce"
		}
	}
	var tsa cryptobyte.String
	var present bool
	if !seq.ReadOptionalASN1(&tsa, &present, tagExplicit0) {
		return "authority name"
	}
	if present {
		t.TSA = tsa
	}
	if !seq.SkipOptionalASN1(tagImplicit1) || !seq.Empty() {
		return "extensions"
	}
	return ""
}

// parseAccuracy reads seconds, milliseconds and microseconds, each bounded so
// that their sum is a sane duration.
func (t *TSTInfo) parseAccuracy(s *cryptobyte.String) bool {
	const maxSeconds = 100 * 366 * 24 * 3600
	var seq cryptobyte.String
	if !s.ReadASN1(&seq, asn1.SEQUENCE) {
		return false
	}
	part := new(big.Int)
	if seq.PeekASN1Tag(asn1.INTEGER) {
		if !der.ReadInteger(&seq, part) || part.Sign() < 0 || part.Cmp(big.NewInt(maxSeconds)) > 0 {
			return false
		}
		t.Accuracy = time.Duration(part.Int64()) * time.Second
	}
	for i, unit := range []time.Duration{time.Millisecond, time.Microsecond} {
		tag := asn1.Tag(i).ContextSpecific()
		if !seq.PeekASN1Tag(tag) {
			continue
		}
		if !der.ReadTaggedInteger(&seq, tag, part) || part.Sign() < 0 || part.Cmp(big.NewInt(999)) > 0 {
			return false
		}
		t.Accuracy += time.Duration(part.Int64()) * unit
	}
	return seq.Empty()
}
