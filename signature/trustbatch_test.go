package signature

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua/signature/signaturetest"
)

// TestBatch: many documents of few signers, judged side by side with one PKI, get
// the verdicts that each gets alone; and what the signers share is worked out
// once for each of them.
func TestBatch(t *testing.T) {
	t.Parallel()
	signers := []*signaturetest.Identity{
		signaturetest.Person(), signaturetest.Agency(), signaturetest.P256(), signaturetest.Revoked(), signaturetest.Expired(),
	}
	const each = 12
	at := signedOn().Add(days(10))
	documents := make([][]byte, 0, len(signers)*each)
	for i := range each {
		for _, s := range signers {
			d := signaturetest.NewDoc(signaturetest.DocOptions{})
			d.Add(fmt.Sprintf("(document %d)", i))
			official(func(o *signaturetest.SignOptions) { o.Signer = s })(d)
			data, err := d.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			documents = append(documents, data)
		}
	}
	shared := benchPKI(t)
	got := make([]string, len(documents))
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Go(func() {
			for i := worker; i < len(documents); i += 4 {
				got[i] = trustOf(t, documents[i], VerifyOptions{PKI: shared, At: at})
			}
		})
	}
	wg.Wait()
	for i := range signers { // one document of each, alone
		want := trustOf(t, documents[i], VerifyOptions{PKI: benchPKI(t), At: at})
		for j := i; j < len(documents); j += len(signers) {
			if diff := cmp.Diff(want, got[j]); diff != "" {
				t.Fatalf("document %d of signer %d (-alone +in the batch):\n%s", j, i, diff)
			}
		}
	}
	remembered := map[string]int{"paths": len(shared.built.m), "answers": len(shared.said.m)}
	for i := range documents { // a second run finds all of it
		trustOf(t, documents[i], VerifyOptions{PKI: shared, At: at})
	}
	if diff := cmp.Diff(map[string]int{"paths": len(shared.built.m), "answers": len(shared.said.m)}, remembered); diff != "" {
		t.Errorf("a second run worked something out anew:\n%s", diff)
	}
	if n := len(shared.built.m); n != len(signers) {
		t.Errorf("%d searches for paths are remembered, want one for each of %d signers", n, len(signers))
	}
}

// trustOf is the verdict on trust of a document's one signature.
func trustOf(t *testing.T, data []byte, o VerifyOptions) string {
	t.Helper()
	doc, err := Open(bytes.NewReader(data), int64(len(data)), OpenOptions{})
	if err != nil {
		t.Error(err)
		return ""
	}
	result, err := Verify(t.Context(), doc, o)
	if err != nil || len(result.Signatures) != 1 {
		t.Errorf("%d signatures: %v", len(result.Signatures), err)
		return ""
	}
	out, err := json.Marshal(result.Signatures[0].Trust)
	if err != nil {
		t.Error(err)
	}
	return string(out)
}
