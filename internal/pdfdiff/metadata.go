package pdfdiff

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"

	"github.com/motcua/motcua/internal/pdf"
)

// metadata allows the catalog's metadata stream (14.3.2) to be replaced by
// well-formed XMP. A document type declaration is refused: entities make the
// text that is read differ from the text that is stored.
func (s *step) metadata(at place, old, now pdf.Object) error {
	if pdf.Equal(old, now) && !s.touched(now) {
		return nil
	}
	v, at, err := s.follow(at, now)
	if err != nil {
		return hardError(err)
	}
	st, ok := v.(*pdf.Stream)
	ok = ok && st.Get("Type") == pdf.Name("Metadata") && st.Get("Subtype") == pdf.Name("XML")
	if ok {
		data, err := s.new.Stream(st)
		if errors.Is(err, pdf.ErrLimit) {
			return err
		}
		// Encrypted metadata cannot be read, but the structure says that they
		// are metadata, which show nothing.
		ok = errors.Is(err, pdf.ErrLocked) || err == nil && isXMP(data)
	}
	if !ok {
		s.report(Change{Code: MetadataInvalid, Level: Content, Object: at.holder})
		return nil
	}
	s.clearBelow(at, st)
	s.report(Change{Code: MetadataUpdated, Level: LTV, Object: at.holder})
	return nil
}

// maxXMLDepth bounds the nesting of XMP.
const maxXMLDepth = 64

// isXMP reports whether data is one well-formed XML document whose root is
// x:xmpmeta or rdf:RDF, without a document type declaration.
func isXMP(data []byte) bool {
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.Strict = true
	depth, roots := 0, 0
	for {
		t, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return roots == 1 && depth == 0
		}
		if err != nil {
			return false
		}
		switch e := t.(type) {
		case xml.Directive:
			return false
		case xml.StartElement:
			if depth == 0 && !isXMPRoot(e.Name) {
				return false
			}
			if depth++; depth > maxXMLDepth {
				return false
			}
			if depth == 1 {
				roots++
			}
		case xml.EndElement:
			depth--
		}
	}
}

func isXMPRoot(n xml.Name) bool {
	return n.Local == "xmpmeta" && n.Space == "adobe:ns:meta/" ||
		n.Local == "RDF" && n.Space == "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
}
