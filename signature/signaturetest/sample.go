package signaturetest

import "fmt"

// Sample is one document with the verdict that a checker should reach.
type Sample struct {
	// Name identifies the sample for life, in kebab-case.
	Name string
	// Title says in English, TitleVI in Vietnamese, what the document is.
	Title, TitleVI string
	// Want is the right verdict.
	Want Want

	build func() ([]byte, error)
}

// Data builds the file. Each call returns a fresh slice with the same bytes.
//
// Concurrency: safe.
func (s Sample) Data() []byte {
	if s.build == nil {
		return nil
	}
	return must(s.build())
}

// Want is the verdict on a whole document.
type Want struct {
	// StatusBeforeTrust is the overall result when certificates are taken on
	// trust and every algorithm is accepted, that is, when only the integrity
	// of the signatures and the later changes count:
	//
	//	valid          all signatures intact, all later changes permitted
	//	invalid        some signature is broken or some change is not permitted
	//	indeterminate  nothing is known to be wrong, but something needed is missing
	//	unsigned       the document holds no signature
	//	error          the file cannot be read as a PDF document
	StatusBeforeTrust string
	// Signatures are the signature values found in any revision, oldest first.
	// Nil leaves the list open, unless the status says that there are none.
	Signatures []WantSignature
}

// WantSignature is the verdict on one signature. An empty string or a nil
// pointer means that the sample leaves the point open: checkers that are both
// right may differ there, while the overall status still holds.
type WantSignature struct {
	// Field is the full name of the signature field.
	Field string
	// Kind is "signature" or "document-timestamp" (ISO 32000-2, 12.8.5).
	Kind string
	// Integrity is "intact", "broken" or "unsupported" (cannot be checked). It
	// concerns the bytes that ByteRange covers, the shape of ByteRange itself
	// and the CMS; never what was appended later.
	Integrity string
	// ChangeLevel is the gravest change after this signature: "none", "ltv"
	// (validation data and document timestamps), "form" (filling in, signing),
	// "annotations", or "content" (anything else).
	ChangeLevel string
	// Permitted tells whether the certification and the field locks allow those
	// changes. Where there are none, what a certification with P=2 allows is
	// taken as permitted: validation data, filling in and signing.
	Permitted *bool
	// Timestamp is the state of the timestamp in the CMS (RFC 3161, appendix
	// A): "" for none, "valid", or "invalid" when its imprint or signature is
	// wrong. A bad timestamp proves no time and leaves the signature as it is.
	Timestamp string
	// Weak is true if a digest is used that is no longer fit for signing.
	Weak bool
}

// Samples returns all samples: valid documents first, then spoiled and
// attacked ones, then unsigned and unreadable files. The slice is fresh.
func Samples() []Sample {
	var all []Sample
	for _, family := range [][]recipe{
		plainSamples(), certifiedSamples(), longTermSamples(), structureSamples(), cmsSamples(),
		spoiledCMS(), spoiledRanges(), spoiledDictionaries(),
		laterChanges(), laterFeatures(), forbiddenChanges(), shadowAttacks(),
		unsignedSamples(),
	} {
		for _, r := range family {
			all = append(all, r.sample())
		}
	}
	return all
}

// Lookup returns the sample of that name.
func Lookup(name string) (Sample, bool) {
	for _, s := range Samples() {
		if s.Name == name {
			return s, true
		}
	}
	return Sample{}, false
}

// must returns v. It panics on an error, which fixed inputs never cause unless
// this package itself is broken.
func must[T any](v T, err error) T {
	if err != nil {
		panic(fmt.Sprintf("signaturetest: build fixture: %v", err))
	}
	return v
}
