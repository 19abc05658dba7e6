package cert

import (
	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// Form is the form of a GeneralName: the number of its tag (RFC 5280, 4.2.1.6).
type Form uint8

// The forms.
const (
	FormOther Form = iota
	FormEmail
	FormDNS
	FormX400
	FormDirectory
	FormEDI
	FormURI
	FormIP
	FormRegisteredID
)

func (f Form) isConstructed() bool {
	return f == FormOther || f == FormX400 || f == FormDirectory || f == FormEDI
}

// maxGeneralNames bounds one list of names.
const maxGeneralNames = 4096

// GeneralName is one GeneralName.
type GeneralName struct {
	Form  Form
	Value []byte // content under the tag; for FormDirectory the Name, tag and length included
}

// Text decodes a name of the forms e-mail, DNS and URI. Accents occur though
// IA5String has none.
func (n GeneralName) Text() string { return decodeString(asn1.IA5String, n.Value) }

// Equal compares two names: directory names as Name.Equal does, others by their
// bytes.
func (n GeneralName) Equal(m GeneralName) bool {
	if n.Form != m.Form {
		return false
	}
	if n.Form == FormDirectory {
		return SameName(n.Value, m.Value)
	}
	return string(n.Value) == string(m.Value)
}

// ReadGeneralNames reads GeneralNames under the given tag. Where it is malformed
// or has more than 4096 names, those before are returned with false.
func ReadGeneralNames(s *cryptobyte.String, tag asn1.Tag) ([]GeneralName, bool) {
	var list cryptobyte.String
	if !s.ReadASN1(&list, tag) {
		return nil, false
	}
	var out []GeneralName
	for !list.Empty() {
		n, ok := ReadGeneralName(&list)
		if !ok || len(out) == maxGeneralNames {
			return out, false
		}
		out = append(out, n)
	}
	return out, true
}

// ReadGeneralName reads one GeneralName.
func ReadGeneralName(s *cryptobyte.String) (GeneralName, bool) {
	var content cryptobyte.String
	var tag asn1.Tag
	if !s.ReadAnyASN1(&content, &tag) {
		return GeneralName{}, false
	}
	n := GeneralName{Form: Form(tag & 0x1f), Value: content}
	const class, constructed = 0xc0, 0x20
	if tag&class != 0x80 || n.Form > FormRegisteredID || (tag&constructed != 0) != n.Form.isConstructed() {
		return GeneralName{}, false
	}
	if n.Form != FormDirectory {
		return n, true
	}
	var name cryptobyte.String // explicitly tagged, as a CHOICE is
	if !content.ReadASN1Element(&name, asn1.SEQUENCE) || !content.Empty() {
		return GeneralName{}, false
	}
	n.Value = name
	return n, true
}

// AltNames returns the names of subjectAltName, nil without that extension.
//
// Errors: ErrMalformed.
func (c *Certificate) AltNames() ([]GeneralName, error) {
	e, ok := c.Extension(oidSubjectAltName)
	if !ok {
		return nil, nil
	}
	s := cryptobyte.String(e.Value)
	names, ok := ReadGeneralNames(&s, asn1.SEQUENCE)
	if !ok || !s.Empty() {
		return nil, malformed("subject alternative name")
	}
	return names, nil
}
