package recordtest

import (
	"fmt"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
)

// Sample returns an evidence record about the document of a number, with its
// blobs. Some of the blobs are the same for all documents, some for none: the
// signer's certificate and the timestamp. What the blobs hold is not DER; their
// kinds alone matter to a store. Two judgements of one document differ in their
// moment and their verdict only.
func Sample(document, judgement int) (*signature.Record, signature.Blobs) {
	name := fmt.Sprintf("document %d", document)
	blobs := signature.Blobs{}
	r := &signature.Record{
		Document: signature.DocumentKey{SHA256: signature.DigestOf([]byte(name)), Size: int64(len(name))},
		JudgedAt: time.Date(2024, 5, 17, 8, 30, judgement, 250_000_000, time.UTC),
		Software: signature.Software{Name: "recordtest", Version: "1.0"},
		Verdict:  fmt.Appendf(nil, `{"file":%q,"judgement":%d,"note":"<ký số> & “hợp lệ”"}`, name, judgement),
	}
	r.Options = signature.RecordedOptions{
		Locality:     motcua.NgheAn,
		LocalInForce: motcua.Interval{From: motcua.DateOf(2020, 1, 1)},
		Facts: signature.Facts{
			Kind: signature.DocumentOriginal, Direction: signature.Incoming,
			Issued: motcua.DateOf(2024, 5, 16), Received: motcua.DateOf(2024, 5, 17),
		},
		Revocation: []signature.EvidenceSource{signature.SourceEmbedded, signature.SourceFolder},
	}
	root := r.Keep(blobs, signature.BlobCertificate, []byte("root"))
	issuer := r.Keep(blobs, signature.BlobCertificate, []byte("issuer"))
	signer := r.Keep(blobs, signature.BlobCertificate, []byte("signer of "+name))
	list := r.Keep(blobs, signature.BlobCRL, []byte("revocation list"))
	r.Options.Stores = []signature.RecordedStore{{
		Name: "state", Purpose: signature.PurposeState, Roots: []signature.Digest{root}, Intermediates: []signature.Digest{issuer},
	}}
	r.Signatures = []signature.RecordedSignature{{
		Field: "Chữ ký 1", Signer: signer, Certificates: []signature.Digest{signer, issuer, root},
		Revocation: []signature.RecordedRevocation{{Certificate: signer, Evidence: list, Source: signature.SourceEmbedded}},
		Timestamps: []signature.Digest{r.Keep(blobs, signature.BlobTimestamp, []byte("timestamp of "+name))},
		Responsibility: []signature.Registration{{
			Role: signature.RolePerson, Holder: "Nguyễn Văn A", Agency: "Sở Tư pháp", AgencyID: "H40.11",
			Title: "Giám đốc", Authority: "Ký ban hành", Manager: "Văn phòng",
			InForce: motcua.Interval{From: motcua.DateOf(2023, 1, 1), Until: motcua.DateOf(2025, 1, 1)},
		}},
	}}
	r.Receipt = r.Keep(blobs, signature.BlobTimestamp, []byte("receipt of "+name))
	r.Practices = []signature.RecordedPractice{{
		Provider: "CN=Cơ quan chứng thực", Statement: r.Keep(blobs, signature.BlobPractice, []byte("quy chế chứng thực")),
	}}
	return r, blobs
}

// sharedBlobs and ownBlobs count what Sample's documents share and what each has
// for itself.
const (
	sharedBlobs = 4 // root, issuer, list, practice statement
	ownBlobs    = 3 // signer, timestamp, receipt
)
