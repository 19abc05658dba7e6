package signature_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/sha1"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/motcua/motcua/internal/corpus"
	"github.com/motcua/motcua/internal/pdf"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// largeTSA issues tokens that are larger than expected by their certificates.
type largeTSA struct{ calls int }

func (a *largeTSA) Timestamp(ctx context.Context, digest []byte, hash crypto.Hash) ([]byte, error) {
	a.calls++
	return paddedToken(digest, hash)
}

// TestSignRoom: a value larger than its room gets more, once.
func TestSignRoom(t *testing.T) {
	data := unsigned(t, signaturetest.DocOptions{})
	t.Run("reserve too small", func(t *testing.T) {
		key := &countingKey{Signer: signaturetest.Person().Key}
		id := &signaturetest.Identity{Cert: signaturetest.Person().Cert, Key: key, Chain: signaturetest.Person().Chain}
		out := mustSign(t, data, id, options(func(o *signature.SignOptions) { o.Reserve = 100 }))
		allGood(t, out, 1)
		if key.uses != 2 {
			t.Errorf("the key was used %d times, want 2", key.uses)
		}
	})
	for _, level := range []signature.Baseline{signature.BaselineT, signature.BaselineLTA} {
		t.Run("token too large/"+level.String(), func(t *testing.T) {
			tsa := &largeTSA{}
			out := mustSign(t, data, signaturetest.Person(), options(func(o *signature.SignOptions) { o.Level, o.Timestamp = level, tsa }))
			r, err := judge(out)
			if err != nil || !accepted(r) {
				t.Fatal(summary(r, err))
			}
		})
	}
}

// TestSignTimestampFails: without an authority signing fails, or goes back to B-B
// and says so.
func TestSignTimestampFails(t *testing.T) {
	down := errors.New("the authority is down")
	data := unsigned(t, signaturetest.DocOptions{})
	set := func(fall bool, a signature.Timestamper) signature.SignOptions {
		return options(func(o *signature.SignOptions) { o.Level, o.FallBackToB, o.Timestamp = signature.BaselineLTA, fall, a })
	}
	if _, _, err := sign(t, data, signaturetest.Person(), set(false, &testTSA{fail: down})); !errors.Is(err, signature.ErrTimestamp) || !errors.Is(err, down) {
		t.Errorf("got %v, want ErrTimestamp", err)
	}
	out, done, err := sign(t, data, signaturetest.Person(), set(true, &testTSA{fail: down}))
	if err != nil || done.Level != signature.BaselineB {
		t.Fatalf("level %v, error %v", done, err)
	}
	if last := done.Warnings[len(done.Warnings)-1]; last.Code != signature.WarnNoTimestamp {
		t.Errorf("warnings %v", done.Warnings)
	}
	allGood(t, out, 1)
	for name, a := range map[string]signature.Timestamper{
		"another imprint": stamper(func([]byte, crypto.Hash) ([]byte, error) {
			return signaturetest.BuildTimestamp([]byte("another"), signaturetest.TimestampOptions{})
		}),
		"not an authority": stamper(func(d []byte, h crypto.Hash) ([]byte, error) {
			return signaturetest.BuildTimestamp(nil, signaturetest.TimestampOptions{Imprint: d, Digest: h, Authority: signaturetest.Agency()})
		}),
		"garbage": stamper(func([]byte, crypto.Hash) ([]byte, error) { return []byte("garbage"), nil }),
	} {
		if _, _, err := sign(t, data, signaturetest.Person(), set(false, a)); !errors.Is(err, signature.ErrTimestamp) {
			t.Errorf("%s: got %v, want ErrTimestamp", name, err)
		}
	}
}

type stamper func(digest []byte, hash crypto.Hash) ([]byte, error)

func (s stamper) Timestamp(_ context.Context, digest []byte, hash crypto.Hash) ([]byte, error) {
	return s(digest, hash)
}

// failingSource has nothing.
type failingSource struct{}

func (failingSource) Validation(context.Context, []byte, [][]byte) (signature.ValidationData, error) {
	return signature.ValidationData{}, errors.New("no list is to be had")
}

func extend(t *testing.T, data []byte, opts signature.FinishOptions) ([]byte, error) {
	t.Helper()
	var out bytes.Buffer
	_, err := signature.Extend(context.Background(), bytes.NewReader(data), int64(len(data)), &out, opts)
	if err != nil && out.Len() > 0 {
		t.Errorf("%d bytes were written before the error %v", out.Len(), err)
	}
	return out.Bytes(), err
}

// TestExtend raises files of each level to each, and renews B-LTA.
func TestExtend(t *testing.T) {
	for _, s := range styles() {
		for from := signature.BaselineB; from <= signature.BaselineLTA; from++ {
			for to := signature.BaselineT; to <= signature.BaselineLTA; to++ {
				t.Run(fmt.Sprintf("%s/%s to %s", s.name, from, to), func(t *testing.T) {
					data := mustSign(t, unsigned(t, s.doc), signaturetest.Person(), options(func(o *signature.SignOptions) {
						o.Level, o.Certify = from, 1
					}))
					before, _ := judge(data)
					data, err := extend(t, data, signature.FinishOptions{Level: to, Timestamp: &testTSA{}, Validation: testSource{}})
					if err != nil {
						t.Fatal(err)
					}
					stamps := len(before.Signatures) - 1
					switch {
					case to == signature.BaselineT || to == signature.BaselineLT && from == signature.BaselineB || to == signature.BaselineLTA && from > signature.BaselineB:
						stamps++
					case to == signature.BaselineLTA:
						stamps += 2
					}
					r := allGood(t, data, 1+stamps)
					if got := r.Signatures[0].Changes.Level; got > signature.LevelLTV {
						t.Errorf("changes of level %s", got)
					}
					storeCovers(t, data, to >= signature.BaselineLT)
				})
			}
		}
	}
}

// storeCovers checks that the store has an entry for every signature value but the
// last timestamps, and certificates, lists and responses.
func storeCovers(t *testing.T, data []byte, want bool) {
	t.Helper()
	f, err := pdf.Open(bytes.NewReader(data), int64(len(data)), pdf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	v := f.View(len(f.Revisions()) - 1)
	root, _ := v.Dict(v.Trailer().Get("Root"))
	dss, err := v.Dict(root.Get("DSS"))
	if err != nil || dss == nil {
		if want {
			t.Errorf("no store: %v", err)
		}
		return
	}
	for _, key := range []pdf.Name{"Certs", "CRLs", "OCSPs"} {
		list, _ := dss.Get(key).(pdf.Array)
		seen := map[string]bool{}
		for _, o := range list {
			st, err := v.Resolve(o)
			if err != nil {
				t.Fatal(err)
			}
			value, err := v.Stream(st.(*pdf.Stream))
			if err != nil || seen[string(value)] {
				t.Errorf("%s holds a value twice, or %v", key, err)
			}
			seen[string(value)] = true
		}
		if len(list) == 0 {
			t.Errorf("the store has no %s", key)
		}
	}
	vri, err := v.Dict(dss.Get("VRI"))
	if err != nil || vri.Len() == 0 {
		t.Errorf("no VRI: %v", err)
	}
	for _, m := range byteRange.FindAllSubmatch(data, 1) { // the first signature
		var from, to int
		fmt.Sscan(string(m[1]), &from)
		fmt.Sscan(string(m[2]), &to)
		value, err := hex.DecodeString(string(data[from+1 : to-1]))
		if err != nil {
			t.Fatal(err)
		}
		if name := pdf.Name(fmt.Sprintf("%X", sha1.Sum(value))); want && vri.Get(name) == nil {
			t.Errorf("no entry %s", name)
		}
	}
}

// TestStoreNames: files of another program name their entries as is done here.
func TestStoreNames(t *testing.T) {
	n := 0
	for _, f := range corpus.Files(t) {
		if !strings.Contains(f.Name, "pades-lta-dss-indirect-arrs-test-2") {
			continue
		}
		data, err := os.ReadFile(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		extended, err := extend(t, data, signature.FinishOptions{Level: signature.BaselineLT, Timestamp: &testTSA{}, Validation: anySource{}})
		if err != nil {
			t.Fatal(err)
		}
		names := func(data []byte) int {
			file, err := pdf.Open(bytes.NewReader(data), int64(len(data)), pdf.Options{})
			if err != nil {
				t.Fatal(err)
			}
			v := file.View(len(file.Revisions()) - 1)
			root, _ := v.Dict(v.Trailer().Get("Root"))
			dss, _ := v.Dict(root.Get("DSS"))
			vri, err := v.Dict(dss.Get("VRI"))
			if err != nil {
				t.Fatal(err)
			}
			return vri.Len()
		}
		// The store has entries for both signatures and gets one for the timestamp.
		if before, after := names(data), names(extended); before != 2 || after != 3 {
			t.Errorf("%s: %d entries became %d", f.Name, before, after)
		}
		n++
	}
	if n == 0 {
		t.Error("the file is missing")
	}
}

// anySource has a list for everything.
type anySource struct{}

func (anySource) Validation(context.Context, []byte, [][]byte) (signature.ValidationData, error) {
	list, err := signaturetest.CRL(signaturetest.Root())
	return signature.ValidationData{CRLs: [][]byte{list}}, err
}

// TestExtendRefused: what cannot be extended, and why.
func TestExtendRefused(t *testing.T) {
	signed := mustSign(t, unsigned(t, signaturetest.DocOptions{}), signaturetest.Person(), options())
	broken := bytes.Replace(signed, []byte("1.000.000"), []byte("9.000.000"), 1)
	full := signature.FinishOptions{Level: signature.BaselineLTA, Timestamp: &testTSA{}, Validation: testSource{}}
	if _, err := extend(t, unsigned(t, signaturetest.DocOptions{}), full); refusal(err) != signature.RefusedUnsigned {
		t.Errorf("unsigned: %v", err)
	}
	if _, err := extend(t, broken, full); refusal(err) != signature.RefusedUnsigned {
		t.Errorf("broken: %v", err)
	}
	if _, err := extend(t, signed, signature.FinishOptions{}); !errors.Is(err, signature.ErrOptions) {
		t.Errorf("no level: %v", err)
	}
	without := full
	without.Validation = failingSource{}
	if _, err := extend(t, signed, without); !errors.Is(err, signature.ErrValidationData) {
		t.Errorf("no data: %v", err)
	}
}

// TestExtendJudges: OpenSSL accepts every token of a renewed file, qpdf the file.
func TestExtendJudges(t *testing.T) {
	data := mustSign(t, unsigned(t, signaturetest.DocOptions{Xref: signaturetest.XrefStream, ObjectStreams: true}),
		signaturetest.Person(), options(func(o *signature.SignOptions) { o.Level = signature.BaselineLTA }))
	for range 2 {
		var err error
		if data, err = extend(t, data, signature.FinishOptions{Level: signature.BaselineLTA, Timestamp: &testTSA{}, Validation: testSource{}, Digest: crypto.SHA512}); err != nil {
			t.Fatal(err)
		}
	}
	allGood(t, data, 4)
	judgeFile(t, data, 1, false)
	judgeValues(t, data, true)
}
