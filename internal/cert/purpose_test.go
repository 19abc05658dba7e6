package cert

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPurposes(t *testing.T) {
	oids := []byte{0x30, 12, 6, 8, 0x2b, 6, 1, 5, 5, 7, 3, 8, 6, 0}
	two := []byte{0x30, 16, 6, 8, 0x2b, 6, 1, 5, 5, 7, 3, 8, 6, 4, 0x55, 0x1d, 0x25, 0}
	tests := []struct {
		name string
		ext  []Extension
		want Purposes
	}{
		{"absent", nil, Purposes{}},
		{"two", []Extension{{OID: oidExtKeyUsage, Value: two}}, Purposes{Present: true, OIDs: []string{OIDTimeStamping, OIDAnyPurpose}}},
		{"critical", []Extension{{OID: oidExtKeyUsage, Critical: true, Value: two[:12:12]}}, Purposes{Present: true, Critical: true, Malformed: true}},
		{"empty", []Extension{{OID: oidExtKeyUsage, Value: []byte{0x30, 0}}}, Purposes{Present: true, Malformed: true}},
		{"empty name", []Extension{{OID: oidExtKeyUsage, Value: oids}}, Purposes{Present: true, OIDs: []string{OIDTimeStamping}, Malformed: true}},
		{"bytes behind", []Extension{{OID: oidExtKeyUsage, Value: append(two[:18:18], 0)}}, Purposes{Present: true, Malformed: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := Certificate{Extensions: tt.ext}
			if diff := cmp.Diff(tt.want, c.Purposes()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
