package signaturetest

import (
	"bytes"
	"errors"
)

// recipe says how a sample is made and what it is worth.
type recipe struct {
	name, title, titleVI string
	want                 Want
	// doc and steps make the document. Nil steps make none.
	doc   DocOptions
	steps func(*Doc)
	// after works on the finished file.
	after func([]byte) ([]byte, error)
}

func (r recipe) sample() Sample {
	return Sample{Name: r.name, Title: r.title, TitleVI: r.titleVI, Want: r.want, build: r.build}
}

func (r recipe) build() (file []byte, err error) {
	if r.steps != nil {
		d := NewDoc(r.doc)
		r.steps(d)
		if file, err = d.Bytes(); err != nil {
			return nil, err
		}
	}
	if r.after != nil {
		return r.after(file)
	}
	return file, nil
}

// The words of Want.
const (
	valid         = "valid"
	invalid       = "invalid"
	indeterminate = "indeterminate"
	unsigned      = "unsigned"
	unreadable    = "error"

	intact      = "intact"
	broken      = "broken"
	unsupported = "unsupported"

	none        = "none"
	ltv         = "ltv"
	form        = "form"
	annotations = "annotations"
	content     = "content"
)

// forgedAmount is what attacks want the reader to see instead of the last line
// of the decision.
const forgedAmount = "Dieu 1. Phe duyet kinh phi 9.000.000 dong."

// amountBox is where the page shows that line.
func amountBox() Rect { return Rect{70, 690, 400, 715} }

// want is the verdict on a document.
func want(status string, signatures ...WantSignature) Want {
	return Want{StatusBeforeTrust: status, Signatures: signatures}
}

// sig expects an intact signature in Signature1 and nothing after it.
func sig() WantSignature {
	return WantSignature{Field: "Signature1", Kind: "signature", Integrity: intact}.then(none, true)
}

// in says which field holds the signature.
func (w WantSignature) in(field string) WantSignature {
	w.Field = field
	return w
}

// docTimestamp makes it a document timestamp.
func (w WantSignature) docTimestamp() WantSignature {
	w.Kind = "document-timestamp"
	return w
}

// then says what came after the signature; an empty level leaves it open.
func (w WantSignature) then(level string, permitted bool) WantSignature {
	w.ChangeLevel, w.Permitted = level, &permitted
	return w
}

// open leaves the later changes open.
func (w WantSignature) open() WantSignature {
	w.ChangeLevel, w.Permitted = "", nil
	return w
}

// is sets the integrity; unless it is intact, the changes are left open.
func (w WantSignature) is(integrity string) WantSignature {
	w.Integrity = integrity
	if integrity != intact {
		return w.open()
	}
	return w
}

func (w WantSignature) stamped(state string) WantSignature {
	w.Timestamp = state
	return w
}

func (w WantSignature) weak() WantSignature {
	w.Weak = true
	return w
}

// replaceOnce replaces the first occurrence of old by a text of the same
// length, so that all offsets stay.
func replaceOnce(old, new string) func([]byte) ([]byte, error) {
	return func(file []byte) ([]byte, error) {
		at := bytes.Index(file, []byte(old))
		if at < 0 || len(old) != len(new) {
			return nil, errors.New("signaturetest: spoil file: text not found or of another length")
		}
		copy(file[at:], new)
		return file, nil
	}
}
