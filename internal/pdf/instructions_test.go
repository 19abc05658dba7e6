package pdf

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestInstructions: operators come with their operands, and inline images are
// passed over.
func TestInstructions(t *testing.T) {
	tests := []struct {
		name, content string
		want          []string
		whole         bool
	}{
		{"text", "BT /F1 12 Tf [(a) -20 <62>] TJ ET", []string{"BT []", "Tf [F1 12]", "TJ [[{a 0 0 false} -20 {b 0 0 true}]]", "ET []"}, true},
		{"constants", "true false null d", []string{"d [true false <nil>]"}, true},
		{"inline image", "1 g BI /W 1 ID \x00EI(\nEI Q", []string{"g [1]", "Q []"}, true},
		{"inline image without end", "1 g BI /W 1 ID abc", []string{"g [1]"}, false},
		{"inline image without data", "BI /W 1", nil, false},
		{"damaged", "1 g (", []string{"g [1]"}, false},
		{"operands without operator", "1 2", nil, true},
	}
	data := []byte("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer << /Size 2 /Root 1 0 R >>\nstartxref\n54\n%%EOF\n")
	f, err := Open(strings.NewReader(string(data)), int64(len(data)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			whole := f.Instructions([]byte(tt.content), func(op string, operands []Object) bool {
				got = append(got, fmt.Sprintf("%s %v", op, operands))
				return true
			})
			if diff := cmp.Diff(tt.want, got); diff != "" || whole != tt.whole {
				t.Errorf("whole %v\n%s", whole, diff)
			}
		})
	}
	if f.Instructions([]byte("a b"), func(op string, _ []Object) bool { return op != "a" }) {
		t.Error("reading went on when told to stop")
	}
	if f.Instructions([]byte(strings.Repeat("0 ", maxOperands+1)), func(string, []Object) bool { return true }) {
		t.Error("operands without bound")
	}
}
