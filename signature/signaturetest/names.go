package signaturetest

import "encoding/asn1"

// name encodes a distinguished name from pairs of short attribute name and
// value, in the order given: the country as PrintableString and the rest as
// UTF8String, as the government PKI does.
func name(pairs ...string) []byte {
	var rdns [][]byte
	for i := 0; i+1 < len(pairs); i += 2 {
		tag := byte(tagUTF8)
		if pairs[i] == "C" {
			tag = asn1.TagPrintableString
		}
		value := tlv(tag, []byte(pairs[i+1]))
		rdns = append(rdns, tlv(tagSet, tlv(tagSequence, attributeOID(pairs[i]), value)))
	}
	return tlv(tagSequence, rdns...)
}

// official is the subject of a person in the agency.
func official(fullName string) []byte {
	return name("C", "VN", "O", organisation, "OU", department, "L", "Thử Nghiệm", "CN", fullName)
}

func attributeOID(short string) []byte {
	switch short {
	case "C":
		return derOID(2, 5, 4, 6)
	case "ST":
		return derOID(2, 5, 4, 8)
	case "L":
		return derOID(2, 5, 4, 7)
	case "O":
		return derOID(2, 5, 4, 10)
	case "OU":
		return derOID(2, 5, 4, 11)
	case "UID":
		return derOID(0, 9, 2342, 19200300, 100, 1, 1)
	}
	return derOID(2, 5, 4, 3) // CN
}
