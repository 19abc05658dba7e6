package cms

import (
	"bytes"
	"errors"
	"math/big"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// tstInfo is the DER of a TSTInfo with the given fields after genTime.
func tstInfo(genTime string, rest ...[]byte) []byte {
	imprint := tlv(0x30, algorithm(SHA256.OID(), derNull), tlv(4, SHA256.sum(document)))
	parts := append([][]byte{integer(1), oidDER("1.2.3.4"), imprint, integer(99), tlv(24, []byte(genTime))}, rest...)
	return tlv(0x30, parts...)
}

func TestParseTSTInfo(t *testing.T) {
	at := time.Date(2024, 5, 6, 7, 8, 9, 250_000_000, time.UTC)
	base := TSTInfo{Version: 1, Policy: "1.2.3.4", Imprint: SHA256.sum(document), Serial: big.NewInt(99), Time: at}
	with := func(f func(*TSTInfo)) TSTInfo {
		out := base
		f(&out)
		return out
	}
	const fraction = "20240506070809.25Z"
	for _, tt := range []struct {
		name string
		in   []byte
		want TSTInfo
	}{
		{"least", tstInfo(fraction), base},
		{"everything", tstInfo(fraction,
			tlv(0x30, integer(2), tlv(0x80, []byte{3}), tlv(0x81, []byte{4})), tlv(1, []byte{0xff}), integer(77),
			tlv(0xa0, tlv(0xa4, tlv(0x30))), tlv(0xa1, tlv(0x30))),
			with(func(i *TSTInfo) {
				i.Accuracy = 2*time.Second + 3*time.Millisecond + 4*time.Microsecond
				i.Ordering, i.Nonce, i.TSA = true, big.NewInt(77), tlv(0xa4, tlv(0x30))
			})},
		{"milliseconds", tstInfo(fraction, tlv(0x30, tlv(0x80, []byte{3}))), with(func(i *TSTInfo) { i.Accuracy = 3 * time.Millisecond })},
		{"empty accuracy", tstInfo(fraction, tlv(0x30)), base},
		{"whole seconds", tstInfo("20240506070809Z"), with(func(i *TSTInfo) { i.Time = at.Truncate(time.Second) })},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ParseTSTInfo(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			bigs := cmp.Comparer(func(a, b *big.Int) bool { return (a == nil) == (b == nil) && (a == nil || a.Cmp(b) == 0) })
			if diff := cmp.Diff(tt.want, *got, bigs, cmpopts.IgnoreFields(TSTInfo{}, "ImprintAlgorithm")); diff != "" {
				t.Error(diff)
			}
			if d, err := got.Digest(); err != nil || d != SHA256 {
				t.Errorf("Digest = %v, %v", d, err)
			}
		})
	}
}

func TestParseTSTInfoRefused(t *testing.T) {
	const ok = "20240506070809Z"
	good := tstInfo(ok)
	for _, tt := range []struct {
		name string
		in   []byte
	}{
		{"empty", nil},
		{"trailing octet", append(bytes.Clone(good), 5, 0)},
		{"no zone", tstInfo("20240506070809")},
		{"UTCTime", bytes.Replace(good, []byte("\x18\x0f20240506070809Z"), []byte("\x17\x0f2405060708+0000"), 1)},
		{"unknown field", tstInfo(ok, tlv(4, nil))},
		{"accuracy of 1000 ms", tstInfo(ok, tlv(0x30, tlv(0x80, []byte{3, 0xe8})))},
		{"negative accuracy", tstInfo(ok, tlv(0x30, integer(-1)))},
		{"endless accuracy", tstInfo(ok, tlv(0x30, integer(1<<40)))},
		{"accuracy with rest", tstInfo(ok, tlv(0x30, tlv(0x82, []byte{1})))},
		{"ordering of two octets", tstInfo(ok, tlv(1, []byte{1, 1}))},
	} {
		if got, err := ParseTSTInfo(tt.in); !errors.Is(err, ErrMalformed) || got != nil {
			t.Errorf("%s: %v, %v", tt.name, got, err)
		}
	}
	var limit *LimitError
	if _, err := ParseTSTInfo(bytes.Repeat([]byte{0x30, 0x80}, 100)); !errors.As(err, &limit) {
		t.Errorf("nested: %v", err)
	}
}

// TestCorpusTimestamps parses and verifies every signature time-stamp in the
// corpus and compares its imprint with the signature value.
func TestCorpusTimestamps(t *testing.T) {
	n, missing := 0, 0
	for _, sig := range corpusSignatures(t) {
		sd, _, err := Parse(sig.contents, Limits{})
		if err != nil || len(sd.Signers) != 1 {
			continue
		}
		tokens := sd.Signers[0].SignatureTimestamps()
		if len(tokens) == 0 {
			continue
		}
		token := tokens[0]
		n++
		inner, rest, err := Parse(token, Limits{})
		if err != nil || len(rest) != 0 {
			t.Errorf("%s: %v, %d octets left", sig.file.name, err, len(rest))
			continue
		}
		res, err := judgeTimestamp(inner, &inner.Signers[0], sd.Signers[0].Signature)
		if errors.Is(err, ErrNoCertificate) {
			missing++
			continue
		}
		if err != nil || !res.SignatureValid {
			t.Errorf("%s: %+v, %v", sig.file.name, res, err)
		}
	}
	if n < 50 || missing > n/10 {
		t.Errorf("%d tokens, %d of them without certificate", n, missing)
	}
}

func FuzzTSTInfo(f *testing.F) {
	f.Add(tstInfo("20240506070809.25Z", tlv(0x30, integer(2), tlv(0x80, []byte{3})), tlv(1, []byte{0xff}), integer(77), tlv(0xa0, tlv(0xa4, tlv(0x30)))))
	f.Add([]byte{0x30, 0x80})
	for _, sig := range fuzzSeeds(f, 300) {
		if sd, _, err := Parse(sig, Limits{}); err == nil && sd.EncapContentType == OIDTSTInfo {
			f.Add(sd.Content)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		info, err := ParseTSTInfo(b)
		if err != nil {
			requireKind(t, err)
			return
		}
		if info.Serial == nil || info.Accuracy < 0 || len(info.Imprint) > maxImprint {
			t.Fatalf("got %+v", info)
		}
	})
}
