package der

// frequent returns the dotted form of the identifiers that fill certificates
// and signed data, so that reading those allocates nothing, or "".
func frequent(content []byte) string {
	switch string(content) {
	case "\x55\x04\x03": // names
		return "2.5.4.3"
	case "\x55\x04\x04":
		return "2.5.4.4"
	case "\x55\x04\x05":
		return "2.5.4.5"
	case "\x55\x04\x06":
		return "2.5.4.6"
	case "\x55\x04\x07":
		return "2.5.4.7"
	case "\x55\x04\x08":
		return "2.5.4.8"
	case "\x55\x04\x09":
		return "2.5.4.9"
	case "\x55\x04\x0a":
		return "2.5.4.10"
	case "\x55\x04\x0b":
		return "2.5.4.11"
	case "\x55\x04\x0c":
		return "2.5.4.12"
	case "\x55\x04\x61":
		return "2.5.4.97"
	case "\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x01":
		return "0.9.2342.19200300.100.1.1"
	case "\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19":
		return "0.9.2342.19200300.100.1.25"
	case "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01":
		return "1.2.840.113549.1.9.1"
	case "\x55\x1d\x0e": // extensions
		return "2.5.29.14"
	case "\x55\x1d\x0f":
		return "2.5.29.15"
	case "\x55\x1d\x11":
		return "2.5.29.17"
	case "\x55\x1d\x12":
		return "2.5.29.18"
	case "\x55\x1d\x13":
		return "2.5.29.19"
	case "\x55\x1d\x1f":
		return "2.5.29.31"
	case "\x55\x1d\x20":
		return "2.5.29.32"
	case "\x55\x1d\x23":
		return "2.5.29.35"
	case "\x55\x1d\x25":
		return "2.5.29.37"
	case "\x2b\x06\x01\x05\x05\x07\x01\x01":
		return "1.3.6.1.5.5.7.1.1"
	case "\x2b\x06\x01\x05\x05\x07\x01\x03":
		return "1.3.6.1.5.5.7.1.3"
	case "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01": // keys, signatures and digests
		return "1.2.840.113549.1.1.1"
	case "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05":
		return "1.2.840.113549.1.1.5"
	case "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b":
		return "1.2.840.113549.1.1.11"
	case "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c":
		return "1.2.840.113549.1.1.12"
	case "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d":
		return "1.2.840.113549.1.1.13"
	case "\x2a\x86\x48\xce\x3d\x02\x01":
		return "1.2.840.10045.2.1"
	case "\x2a\x86\x48\xce\x3d\x04\x03\x02":
		return "1.2.840.10045.4.3.2"
	case "\x2b\x0e\x03\x02\x1a":
		return "1.3.14.3.2.26"
	case "\x60\x86\x48\x01\x65\x03\x04\x02\x01":
		return "2.16.840.1.101.3.4.2.1"
	case "\x60\x86\x48\x01\x65\x03\x04\x02\x02":
		return "2.16.840.1.101.3.4.2.2"
	case "\x60\x86\x48\x01\x65\x03\x04\x02\x03":
		return "2.16.840.1.101.3.4.2.3"
	case "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01": // signed data
		return "1.2.840.113549.1.7.1"
	case "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02":
		return "1.2.840.113549.1.7.2"
	case "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x03":
		return "1.2.840.113549.1.9.3"
	case "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04":
		return "1.2.840.113549.1.9.4"
	case "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x05":
		return "1.2.840.113549.1.9.5"
	case "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x34":
		return "1.2.840.113549.1.9.52"
	case "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04":
		return "1.2.840.113549.1.9.16.1.4"
	case "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0c":
		return "1.2.840.113549.1.9.16.2.12"
	case "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0e":
		return "1.2.840.113549.1.9.16.2.14"
	case "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x2f":
		return "1.2.840.113549.1.9.16.2.47"
	case "\x2a\x86\x48\x86\xf7\x2f\x01\x01\x08":
		return "1.2.840.113583.1.1.8"
	}
	return ""
}
