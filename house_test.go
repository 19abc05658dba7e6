package motcua_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const module = "github.com/motcua/motcua"

// listed is what go list tells of a package.
type listed struct {
	ImportPath string
	Standard   bool
	Imports    []string
	Module     *struct{ Path string }
}

// goList runs go list -json with the arguments.
func goList(t *testing.T, args ...string) []listed {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list", "-json=ImportPath,Standard,Imports,Module"}, args...)...).Output()
	if err != nil {
		t.Fatalf("go list %v: %v", args, err)
	}
	var packages []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p listed
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
	return packages
}

// TestModulesReached: who imports a public package compiles no more than is
// listed here. A new dependency is a decision, not an accident.
func TestModulesReached(t *testing.T) {
	tests := map[string][]string{
		".":                          nil,
		"./signature":                {"github.com/cloudflare/circl", "github.com/go-fonts/liberation", "golang.org/x/crypto", "golang.org/x/sys", "golang.org/x/text"},
		"./signature/signaturetest":  nil,
		"./signature/csc":            nil,
		"./token":                    {"github.com/cloudflare/circl", "golang.org/x/crypto", "golang.org/x/sys", "golang.org/x/text", "software.sslmate.com/src/go-pkcs12"},
		"./token/tokentest":          {"github.com/cloudflare/circl", "golang.org/x/crypto", "golang.org/x/sys", "golang.org/x/text", "software.sslmate.com/src/go-pkcs12"},
		"./token/pkcs11":             {"github.com/cloudflare/circl", "github.com/miekg/pkcs11", "golang.org/x/crypto", "golang.org/x/sys", "golang.org/x/text", "software.sslmate.com/src/go-pkcs12"},
		"./dossier":                  nil,
		"./dossier/barcode":          {"github.com/boombuler/barcode"},
		"./signature/signerregister": {"github.com/cloudflare/circl", "github.com/go-fonts/liberation", "golang.org/x/crypto", "golang.org/x/sys", "golang.org/x/text"},
		"./signature/recordtest":     {"github.com/cloudflare/circl", "github.com/go-fonts/liberation", "golang.org/x/crypto", "golang.org/x/sys", "golang.org/x/text"},
		"./token/storetest":          {"github.com/cloudflare/circl", "github.com/google/go-cmp", "golang.org/x/crypto", "golang.org/x/sys", "golang.org/x/text", "software.sslmate.com/src/go-pkcs12"},
		"./token/paper":              {"codeberg.org/go-pdf/fpdf", "github.com/go-fonts/liberation", "golang.org/x/text"},
		"./token/importlist":         {"github.com/cloudflare/circl", "github.com/richardlehane/mscfb", "github.com/richardlehane/msoleps", "github.com/tiendc/go-deepcopy", "github.com/xuri/efp", "github.com/xuri/excelize/v2", "github.com/xuri/nfp", "golang.org/x/crypto", "golang.org/x/net", "golang.org/x/sys", "golang.org/x/text", "software.sslmate.com/src/go-pkcs12"},
		"./token/sqlstore":           withDatabases("github.com/cloudflare/circl", "golang.org/x/crypto", "software.sslmate.com/src/go-pkcs12"),
		"./dossier/paper":            {"codeberg.org/go-pdf/fpdf", "github.com/boombuler/barcode", "github.com/go-fonts/liberation", "golang.org/x/text"},
		"./dossier/dvcqg":            {"golang.org/x/text"},
		"./signature/sqlstore":       withDatabases("github.com/cloudflare/circl", "github.com/go-fonts/liberation", "golang.org/x/crypto"),
		"./dossier/sqlstore":         withDatabases(),
		"./report":                   {"github.com/cloudflare/circl", "github.com/go-fonts/liberation", "golang.org/x/crypto", "golang.org/x/sys", "golang.org/x/text"},
	}
	for path, want := range tests {
		t.Run(path, func(t *testing.T) {
			var got []string
			for _, p := range goList(t, "-deps", path) {
				if p.Module != nil && p.Module.Path != module {
					got = append(got, p.Module.Path)
				}
			}
			slices.Sort(got)
			if diff := cmp.Diff(want, slices.Compact(got)); diff != "" {
				t.Errorf("modules reached (-want +got):\n%s", diff)
			}
		})
	}
}

// withDatabases adds what the drivers of SQLite and PostgreSQL bring along.
func withDatabases(others ...string) []string {
	all := append(others, "github.com/dustin/go-humanize", "github.com/google/uuid", "github.com/jackc/pgpassfile",
		"github.com/jackc/pgservicefile", "github.com/jackc/pgx/v5", "github.com/jackc/puddle/v2", "github.com/remyoudompheng/bigfft",
		"golang.org/x/sync", "golang.org/x/sys", "golang.org/x/text", "modernc.org/libc", "modernc.org/mathutil",
		"modernc.org/memory", "modernc.org/sqlite")
	slices.Sort(all)
	return all
}

// TestImportsRunOneWay: the shared vocabulary is at the bottom, then the domain
// packages, which do not know one another, then the reports, then the programs.
func TestImportsRunOneWay(t *testing.T) {
	domains := []string{"signature", "token", "dossier", "edxml"}
	above := []string{"report", "lookup", "examples"}
	for _, p := range goList(t, "./...") {
		from := room(p.ImportPath)
		for _, imported := range p.Imports {
			if imported != module && !strings.HasPrefix(imported, module+"/") {
				continue
			}
			to := room(imported)
			switch {
			case from == "": // package motcua itself
				t.Errorf("%s imports %s", p.ImportPath, imported)
			case slices.Contains(domains, from) && to != from && (slices.Contains(domains, to) || slices.Contains(above, to)):
				t.Errorf("%s imports %s", p.ImportPath, imported)
			case from != "examples" && to == "examples":
				t.Errorf("%s imports the program %s", p.ImportPath, imported)
			}
		}
	}
}

// room returns the top folder of a package of the module, "" for its root.
func room(path string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(path, module), "/"), "/")
	return name
}

// TestHouseRules: nothing happens when a package is loaded, and no panic is
// swallowed.
func TestHouseRules(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || path != "." && strings.HasPrefix(d.Name(), ".")) {
			return filepath.SkipDir
		}
		if d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		files++
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, broken := range brokenRules(f) {
			t.Errorf("%s: %s", set.Position(broken.at), broken.what)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files == 0 {
		t.Error("no files were found")
	}
}

type breach struct {
	at   token.Pos
	what string
}

func brokenRules(f *ast.File) []breach {
	var found []breach
	for _, decl := range f.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && d.Name.Name == "init" {
				found = append(found, breach{d.Pos(), "a function init"})
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				v, ok := spec.(*ast.ValueSpec)
				if ok && d.Tok == token.VAR {
					found = append(found, loading(v)...)
				}
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if name, ok := call.Fun.(*ast.Ident); ok && name.Name == "recover" {
				found = append(found, breach{call.Pos(), "a call of recover"})
			}
		}
		return true
	})
	return found
}

// loading finds what a package-level variable computes when the package is
// loaded. Sentinel errors are free to be made, and sync.OnceValue and OnceValues wait.
func loading(v *ast.ValueSpec) []breach {
	if strings.HasPrefix(strings.ToLower(v.Names[0].Name), "err") {
		return nil
	}
	var found []breach
	for _, value := range v.Values {
		ast.Inspect(value, func(n ast.Node) bool {
			switch e := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.CallExpr:
				if s, ok := e.Fun.(*ast.SelectorExpr); !ok || !strings.HasPrefix(s.Sel.Name, "OnceValue") || !isName(s.X, "sync") {
					found = append(found, breach{e.Pos(), "work when the package is loaded"})
				}
			case *ast.MapType:
				found = append(found, breach{e.Pos(), "a map built when the package is loaded"})
			}
			return true
		})
	}
	return found
}

func isName(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

// TestBrokenRules spoils a file in every way that TestHouseRules looks for.
func TestBrokenRules(t *testing.T) {
	tests := []struct {
		name, code string
		want       int
	}{
		{"clean", `var ErrX = errors.New("x"); var t = [...]string{"a"}; func f() { g() }`, 0},
		{"method named init", `func (T) init() {}`, 0},
		{"function as a value", `var f = func() { g() }`, 0},
		{"init", `func init() {}`, 1},
		{"compiled expression", `var re = regexp.MustCompile("x")`, 1},
		{"map", `var m = map[string]int{"a": 1}`, 1},
		{"nested call", `var t = []any{1, g()}`, 1},
		{"lazy value", `var v = sync.OnceValue(func() int { return g() })`, 0},
		{"map inside a lazy value", `var v = sync.OnceValue(func() map[string]int { return map[string]int{} })`, 0},
		{"another sync", `var v = other.OnceValue(g)`, 1},
		{"error of another name", `var truncated = errors.New("x")`, 1},
		{"recover", `func f() { defer func() { recover() }() }`, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := parser.ParseFile(token.NewFileSet(), "x.go", "package p\n"+tt.code, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			if got := brokenRules(f); len(got) != tt.want {
				t.Errorf("found %v, want %d", got, tt.want)
			}
		})
	}
}
