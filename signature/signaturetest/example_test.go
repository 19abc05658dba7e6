package signaturetest_test

import (
	"bytes"
	"fmt"

	"github.com/motcua/motcua/signature/signaturetest"
)

// A test walks over all samples and compares its own verdict with Want.
func Example() {
	sample, _ := signaturetest.Lookup("certified-p1-form-filled")
	fmt.Println(sample.TitleVI)
	fmt.Println(sample.Want.StatusBeforeTrust)
	for _, s := range sample.Want.Signatures {
		fmt.Println(s.Field, s.Integrity, s.ChangeLevel, *s.Permitted)
	}
	// Output:
	// Chứng thực P=1 nhưng sau đó điền biểu mẫu
	// invalid
	// Signature1 intact form false
}

// A document of one's own: signed by an official and an agency, then changed.
func ExampleDoc() {
	d := signaturetest.NewDoc(signaturetest.DocOptions{Pages: [][]string{{"Quyet dinh 12/QD-UBND"}}})
	d.Commit()
	d.Sign(signaturetest.SignOptions{Certify: 2, Reason: "Phê duyệt"})
	d.Sign(signaturetest.SignOptions{Signer: signaturetest.Agency(), SubFilter: signaturetest.SubFilterCAdES,
		CMS: signaturetest.CMSOptions{ESS: 2, Timestamp: &signaturetest.TimestampOptions{}}})
	d.Edit(d.Page(0), "Rotate", "180")
	d.Commit()

	file, err := d.Bytes()
	fmt.Println(bytes.Count(file, []byte("%%EOF")), "revisions", err)
	// Output: 4 revisions <nil>
}
