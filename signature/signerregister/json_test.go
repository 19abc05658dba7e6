package signerregister_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature/signerregister"
)

const jsonFile = `{
  "schema": "motcua/register;version=1",
  "entries": [
    {"certificateSHA256": "` + digestA + `", "role": "person", "holder": "Nguyễn Văn Hoà",
     "agency": "Sở Tư pháp", "agencyID": "000.00.11.H40", "title": "Giám đốc",
     "authority": "Ký ban hành; ký thay", "manager": "Văn phòng, UBND", "from": "2023-01-05", "lastDay": "2024-12-31"},
    {"issuer": "CN=CA chuyên dùng,O=Ban Cơ yếu,C=VN", "serial": "54010f", "role": "agency",
     "holder": "Sở Tư pháp", "from": "2023-02-10"}
  ]
}`

func TestReadJSON(t *testing.T) {
	register, refused, err := signerregister.ReadJSON(strings.NewReader(jsonFile))
	if err != nil || len(refused) != 0 {
		t.Fatalf("refused %+v, error %v", refused, err)
	}
	diff := cmp.Diff(wantTwo(t), register.Entries(), compareSerials, cmp.Comparer(func(a, b motcua.Date) bool { return a == b }))
	if diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
}

func TestReadJSONRefusesFile(t *testing.T) {
	tests := map[string]string{
		"empty":           "",
		"not JSON":        "SHA-256;Vai trò",
		"a list":          "[]",
		"no schema":       `{"entries": []}`,
		"no entries":      `{"schema": "motcua/register;version=1"}`,
		"another schema":  `{"schema": "motcua/register;version=2", "entries": []}`,
		"unknown member":  `{"schema": "motcua/register;version=1", "entries": [], "signers": []}`,
		"entries twice":   `{"schema": "motcua/register;version=1", "entries": [], "entries": []}`,
		"data behind":     `{"schema": "motcua/register;version=1", "entries": []} {}`,
		"entry no object": `{"schema": "motcua/register;version=1", "entries": ["x"]}`,
		"cut short":       jsonFile[:len(jsonFile)/2],
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			if _, _, err := signerregister.ReadJSON(strings.NewReader(text)); !errors.Is(err, signerregister.ErrFormat) {
				t.Errorf("error %v, want %v", err, signerregister.ErrFormat)
			}
		})
	}
}

func TestReadJSONRefusesEntry(t *testing.T) {
	type refusal = signerregister.Refusal
	tests := []struct {
		name, entry string
		want        refusal
	}{
		{"unknown member", `"until": "2024-01-01"`, refusal{Why: signerregister.WhyFields}},
		{"other case", `"Title": "x"`, refusal{Why: signerregister.WhyFields}},
		{"member twice", `"role": "agency"`, refusal{Why: signerregister.WhyFields}},
		{"number", `"serial": 12`, refusal{Why: signerregister.WhyValue, Column: "serial"}},
		{"deep value", `"title": ` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000), refusal{Why: signerregister.WhyValue, Column: "title"}},
		{"lost character", `"title": "\ud800"`, refusal{Why: signerregister.WhyValue, Column: "title"}},
		{"no such day", `"from": "2024-02-30"`, refusal{Why: signerregister.WhyValue, Column: "from"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := "{\"schema\": \"motcua/register;version=1\", \"entries\": [\n{\"role\": \"person\", \"certificateSHA256\": \"" +
				digestA + "\"},\n{\"role\": \"person\", \"certificateSHA256\": \"" + digestB + "\",\n" + tt.entry + "}\n]}"
			register, refused, err := signerregister.ReadJSON(strings.NewReader(file))
			if err != nil {
				t.Fatal(err)
			}
			tt.want.Line = 3
			if diff := cmp.Diff([]refusal{tt.want}, refused); diff != "" {
				t.Errorf("refused (-want +got):\n%s", diff)
			}
			if n := len(register.Entries()); n != 1 {
				t.Errorf("%d entries, want 1", n)
			}
		})
	}
}

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.csv": vietnamese, "b.JSON": jsonFile, "c.xlsx": english} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"a.csv", "b.JSON"} {
		register, _, err := signerregister.ReadFile(filepath.Join(dir, name))
		if err != nil || len(register.Entries()) != 2 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := signerregister.ReadFile(filepath.Join(dir, "c.xlsx")); !errors.Is(err, signerregister.ErrFormat) {
		t.Errorf("error %v, want %v", err, signerregister.ErrFormat)
	}
	if _, _, err := signerregister.ReadFile(filepath.Join(dir, "d.csv")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v, want %v", err, os.ErrNotExist)
	}
}
