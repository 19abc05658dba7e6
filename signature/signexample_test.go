package signature_test

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// The competent person certifies the document so that signing stays possible, then
// the agency signs. Keys in tokens are used the same way: any crypto.Signer.
func ExampleSign() {
	draft := signaturetest.NewDoc(signaturetest.DocOptions{})
	draft.Commit()
	file, err := draft.Bytes()
	if err != nil {
		fmt.Println(err)
		return
	}
	at := time.Date(2025, 3, 10, 9, 30, 0, 0, time.FixedZone("", 7*60*60))
	for _, step := range []struct {
		who  *signaturetest.Identity
		opts signature.SignOptions
	}{
		{signaturetest.Person(), signature.SignOptions{At: at, Certify: 2, Reason: "Phê duyệt"}},
		{signaturetest.Agency(), signature.SignOptions{At: at.Add(time.Hour)}},
	} {
		var out bytes.Buffer
		chain := [][]byte{step.who.Cert.Raw, signaturetest.SubCA().Cert.Raw}
		done, err := signature.Sign(context.Background(), bytes.NewReader(file), int64(len(file)), &out, step.who.Key, chain, step.opts)
		if err != nil {
			fmt.Println(err)
			return
		}
		file = out.Bytes()
		fmt.Println(done.Field, done.Level)
		for _, s := range done.Result.Signatures {
			fmt.Println(" ", s.Field, s.Integrity.Status, s.Changes.Level)
		}
	}
	// Output:
	// Signature1 B-B
	//   Signature1 intact none
	// Signature2 B-B
	//   Signature1 intact form
	//   Signature2 intact none
}
