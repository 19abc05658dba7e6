package signature

import (
	"time"

	"github.com/motcua/motcua"
)

// DocumentKind tells what kind of document a file is, where that changes what
// the law asks of its signatures.
type DocumentKind string

// The kinds of document.
const (
	// DocumentOriginal is a document that was drawn up and signed electronically. It
	// is also what the zero value means.
	DocumentOriginal DocumentKind = "original"
	// DocumentCopy is an electronic copy made and signed by an agency (Nghị định
	// 30/2020/NĐ-CP, Điều 25).
	DocumentCopy DocumentKind = "copy"
	// DocumentScan is an incoming or own paper document that an agency scanned and
	// signed (Thông tư 01/2019/TT-BNV, Điều 6 and 14).
	DocumentScan DocumentKind = "scan"
	// DocumentResult is the electronic result of an administrative procedure (Nghị
	// định 45/2020/NĐ-CP, Điều 14); otherwise it is an original.
	DocumentResult DocumentKind = "result"
	// DocumentDossierScan is a paper of a dossier that the receiving officer
	// scanned and signed (Nghị định 118/2025/NĐ-CP, Điều 17 khoản 1 điểm c).
	DocumentDossierScan DocumentKind = "dossier-scan"
	// DocumentPrint is a paper print or photocopy of a signed electronic document,
	// whatever file it was turned into.
	DocumentPrint DocumentKind = "print"
)

// drawnUp tells the kinds that are electronic originals.
func (k DocumentKind) drawnUp() bool {
	return k == "" || k == DocumentOriginal || k == DocumentResult
}

// Direction tells on which side of an exchange the document is judged.
type Direction string

// The directions; the zero value is not known.
const (
	Outgoing Direction = "outgoing" // văn bản đi
	Incoming Direction = "incoming" // văn bản đến
)

// Facts is what the caller knows of a document and the file does not say. The
// zero value knows nothing, and rules that need a fact are then Indeterminate.
type Facts struct {
	Kind      DocumentKind
	Direction Direction
	// Issued is the day of issue that the document states; Received the day on
	// which the agency received it.
	Issued, Received motcua.Date
	// ReceiptTimestamp is the time of a verified timestamp over the whole file that
	// the receiving agency took and keeps beside it; zero: none is known.
	ReceiptTimestamp time.Time
	// ToldOfDistrust: the receiver knew, or was told, that the signer's certificate
	// or key is no longer to be trusted (Nghị định 130/2018/NĐ-CP, Điều 79 khoản 3
	// điểm b).
	ToldOfDistrust Tristate
	// StateSecret: the rules modelled here do not apply to state secrets (Thông
	// tư 41/2017/TT-BTTTT, Điều 1 khoản 2).
	StateSecret bool
}

// LegalValue tells what a document's signatures make of it.
type LegalValue string

// The legal values. Only rules of issued texts decide; drafts and unconfirmed
// texts never do.
const (
	ValueSignature LegalValue = "signature" // the competent person's signature alone
	ValueSeal      LegalValue = "seal"      // the agency's signature alone, as a seal
	ValueBoth      LegalValue = "both"      // person and agency: the value of an original
	ValueCopy      LegalValue = "copy"      // a copy signed by the agency
	ValueScan      LegalValue = "scan"      // a scan of paper signed by the agency
	ValueNone      LegalValue = "none"      // for information only, or not proven
)
