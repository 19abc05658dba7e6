package signature

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/motcua/motcua"
)

// schemaRecord names the encoding that [Record.Encode] writes.
const schemaRecord = "motcua/evidence;version=1"

// The types below fix the names and the order of the encoding's members. They
// stand beside the types of Go, so that renaming a field changes no record.
type (
	wireRecord struct {
		Schema     string          `json:"schema"`
		Document   wireDocument    `json:"document"`
		JudgedAt   string          `json:"judgedAt"`
		Software   wireSoftware    `json:"software"`
		Options    wireOptions     `json:"options"`
		Signatures []wireSignature `json:"signatures,omitempty"`
		Receipt    Digest          `json:"receipt"`
		Practices  []wirePractice  `json:"practices,omitempty"`
		Blobs      []wireBlob      `json:"blobs,omitempty"`
		Verdict    string          `json:"verdict"`
	}
	wireDocument struct {
		SHA256 Digest `json:"sha256"`
		Size   int64  `json:"size"`
	}
	wireSoftware struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	wireOptions struct {
		Locality   motcua.Jurisdiction `json:"locality"`
		LocalFrom  motcua.Date         `json:"localFrom"`
		LocalUntil motcua.Date         `json:"localUntil"`
		Facts      wireFacts           `json:"facts"`
		Deep       bool                `json:"deep"`
		Stores     []wireStore         `json:"stores,omitempty"`
		Revocation []EvidenceSource    `json:"revocation,omitempty"`
	}
	wireFacts struct {
		Kind             DocumentKind `json:"kind"`
		Direction        Direction    `json:"direction"`
		Issued           motcua.Date  `json:"issued"`
		Received         motcua.Date  `json:"received"`
		ReceiptTimestamp time.Time    `json:"receiptTimestamp"`
		ToldOfDistrust   Tristate     `json:"toldOfDistrust"`
		StateSecret      bool         `json:"stateSecret"`
	}
	wireStore struct {
		Name          string   `json:"name"`
		Purpose       Purpose  `json:"purpose"`
		Roots         []Digest `json:"roots,omitempty"`
		Intermediates []Digest `json:"intermediates,omitempty"`
	}
	wireSignature struct {
		Field          string             `json:"field"`
		Signer         Digest             `json:"signer"`
		Certificates   []Digest           `json:"certificates,omitempty"`
		Revocation     []wireRevocation   `json:"revocation,omitempty"`
		Timestamps     []Digest           `json:"timestamps,omitempty"`
		Responsibility []wireRegistration `json:"responsibility,omitempty"`
	}
	wireRevocation struct {
		Certificate Digest         `json:"certificate"`
		Evidence    Digest         `json:"evidence"`
		Source      EvidenceSource `json:"source"`
	}
	wireRegistration struct {
		Role      Role        `json:"role"`
		Holder    string      `json:"holder"`
		Agency    string      `json:"agency"`
		AgencyID  string      `json:"agencyID"`
		Title     string      `json:"title"`
		Authority string      `json:"authority"`
		Manager   string      `json:"manager"`
		From      motcua.Date `json:"from"`
		Until     motcua.Date `json:"until"`
	}
	wirePractice struct {
		Provider  string `json:"provider"`
		Statement Digest `json:"statement"`
	}
	wireBlob struct {
		Kind   BlobKind `json:"kind"`
		SHA256 Digest   `json:"sha256"`
		Size   int64    `json:"size"`
	}
)

// Encode writes the record as JSON with a final end of line. The same record
// always gives the same bytes.
//
// Errors: [ErrRecord] for a record that is not valid, or too large.
func (r *Record) Encode() ([]byte, error) {
	data, err := r.encode()
	if err != nil {
		return nil, fmt.Errorf("signature: encode evidence record: %w", err)
	}
	return data, nil
}

func (r *Record) encode() ([]byte, error) {
	if err := r.validate(); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(r.wire()); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRecord, err)
	}
	if b.Len() > MaxRecordBytes {
		return nil, unsound("too large")
	}
	return b.Bytes(), nil
}

// DecodeRecord reads a record that Encode wrote, and nothing else: any other
// spelling of the same record is refused.
//
// Errors: [ErrRecord].
func DecodeRecord(data []byte) (*Record, error) {
	r, err := decodeRecord(data)
	if err != nil {
		return nil, fmt.Errorf("signature: decode evidence record: %w", err)
	}
	return r, nil
}

func decodeRecord(data []byte) (*Record, error) {
	if len(data) > MaxRecordBytes {
		return nil, unsound("too large")
	}
	var w wireRecord
	if err := json.Unmarshal(data, &w); err != nil {
		return nil, unsound("malformed JSON")
	}
	if w.Schema != schemaRecord {
		return nil, unsound("another schema or version")
	}
	r, err := w.record()
	if err != nil {
		return nil, err
	}
	again, err := r.encode()
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(again, data) {
		return nil, unsound("not in canonical form")
	}
	return r, nil
}

// wire puts the record into the shape of its encoding.
func (r *Record) wire() *wireRecord {
	o := &r.Options
	w := &wireRecord{
		Schema:   schemaRecord,
		Document: wireDocument(r.Document),
		JudgedAt: r.JudgedAt.UTC().Format(time.RFC3339Nano),
		Software: wireSoftware(r.Software),
		Options: wireOptions{
			Locality: o.Locality, LocalFrom: o.LocalInForce.From, LocalUntil: o.LocalInForce.Until,
			Facts: wireFacts(o.Facts), Deep: o.Deep, Revocation: o.Revocation,
		},
		Receipt: r.Receipt,
		Verdict: string(r.Verdict),
	}
	for _, s := range o.Stores {
		w.Options.Stores = append(w.Options.Stores, wireStore(s))
	}
	for i := range r.Signatures {
		w.Signatures = append(w.Signatures, r.Signatures[i].wire())
	}
	for _, p := range r.Practices {
		w.Practices = append(w.Practices, wirePractice(p))
	}
	for _, b := range r.Blobs {
		w.Blobs = append(w.Blobs, wireBlob(b))
	}
	return w
}

func (s *RecordedSignature) wire() wireSignature {
	w := wireSignature{Field: s.Field, Signer: s.Signer, Certificates: s.Certificates, Timestamps: s.Timestamps}
	for _, v := range s.Revocation {
		w.Revocation = append(w.Revocation, wireRevocation(v))
	}
	for _, g := range s.Responsibility {
		w.Responsibility = append(w.Responsibility, wireRegistration{
			Role: g.Role, Holder: g.Holder, Agency: g.Agency, AgencyID: g.AgencyID, Title: g.Title,
			Authority: g.Authority, Manager: g.Manager, From: g.InForce.From, Until: g.InForce.Until,
		})
	}
	return w
}

func (w *wireRecord) record() (*Record, error) {
	at, err := time.Parse(time.RFC3339Nano, w.JudgedAt)
	if err != nil {
		return nil, unsound("no moment of judging")
	}
	o := &w.Options
	r := &Record{
		Document: DocumentKey(w.Document),
		JudgedAt: at.UTC(),
		Software: Software(w.Software),
		Options: RecordedOptions{
			Locality: o.Locality, LocalInForce: motcua.Interval{From: o.LocalFrom, Until: o.LocalUntil},
			Facts: Facts(o.Facts), Deep: o.Deep, Revocation: o.Revocation,
		},
		Receipt: w.Receipt,
		Verdict: []byte(w.Verdict),
	}
	for _, s := range o.Stores {
		r.Options.Stores = append(r.Options.Stores, RecordedStore(s))
	}
	for i := range w.Signatures {
		r.Signatures = append(r.Signatures, w.Signatures[i].signature())
	}
	for _, p := range w.Practices {
		r.Practices = append(r.Practices, RecordedPractice(p))
	}
	for _, b := range w.Blobs {
		r.Blobs = append(r.Blobs, Blob(b))
	}
	return r, nil
}

func (w *wireSignature) signature() RecordedSignature {
	s := RecordedSignature{Field: w.Field, Signer: w.Signer, Certificates: w.Certificates, Timestamps: w.Timestamps}
	for _, v := range w.Revocation {
		s.Revocation = append(s.Revocation, RecordedRevocation(v))
	}
	for _, g := range w.Responsibility {
		s.Responsibility = append(s.Responsibility, Registration{
			Role: g.Role, Holder: g.Holder, Agency: g.Agency, AgencyID: g.AgencyID, Title: g.Title,
			Authority: g.Authority, Manager: g.Manager, InForce: motcua.Interval{From: g.From, Until: g.Until},
		})
	}
	return s
}
