package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/motcua/motcua/signature/signaturetest"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"sign": main})
}

func TestScripts(t *testing.T) {
	sample, ok := signaturetest.Lookup("unsigned")
	if !ok {
		t.Fatal("no sample")
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			return os.WriteFile(filepath.Join(env.WorkDir, "in.pdf"), sample.Data(), 0o666)
		},
	})
}
