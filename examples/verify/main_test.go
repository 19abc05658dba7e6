package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/motcua/motcua/signature/signaturetest"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"verify": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			for _, name := range []string{"personal", "content-replaced", "not-a-pdf"} {
				sample, _ := signaturetest.Lookup(name)
				if err := os.WriteFile(filepath.Join(env.WorkDir, name+".pdf"), sample.Data(), 0o666); err != nil {
					return err
				}
			}
			return nil
		},
	})
}
